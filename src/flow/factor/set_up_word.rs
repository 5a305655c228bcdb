//! The one-time word for a first factor where one is required: made by command,
//! so that whoever has only an admin's phone cannot set one up before them.

use super::tries;
use crate::base::clock::Clock;
use crate::base::rng::RngSource;
use crate::base::secret::Key;
use crate::domain::audit::{Action, Actor, Entry, Target};
use crate::domain::factor::SetUpWord;
use crate::domain::limit::BucketKind;
use crate::domain::phone::Phone;
use crate::domain::user::User;
use crate::flow::{App, FlowResult};
use crate::store::{FactorRow, Store, WordProof};

/// Why there is no word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetUpWordError {
    /// The number is no admin's.
    NoAdmin,
    /// Its admin has a factor already.
    HasFactor,
}

/// Makes the word for a number that is an admin's, by grant or because it is
/// `listed` in the setting; an earlier one is worth nothing from then on.
pub async fn make_word(
    (store, key): (&Store, &Key),
    clock: &dyn Clock,
    rng_source: &dyn RngSource,
    (phone, listed): (&Phone, bool),
) -> FlowResult<Result<SetUpWord, SetUpWordError>> {
    let user = store.user_by_phone(phone).await?;
    if !listed && !user.as_ref().is_some_and(|user| user.is_admin) {
        return Ok(Err(SetUpWordError::NoAdmin));
    }
    let number = phone.hash(key);
    let (has, target) = match &user {
        Some(user) => (store.factor(user.id).await?.secret, Target::user(user)),
        None => (None, Target::number(&number, &phone.masked())),
    };
    if has.is_some() || store.keeps_factor(&number).await? {
        return Ok(Err(SetUpWordError::HasFactor));
    }
    let (now, rng) = (clock.now(), &mut *rng_source.rng());
    let word = SetUpWord::draw(rng);
    let entry = Entry::new(now, rng, Actor::command(), Action::FactorWord, target);
    let until = now.plus(SetUpWord::LIFETIME);
    let hash = word.hash(key, &number);
    store.set_factor_word(&number, &hash, until, &entry).await?;
    Ok(Ok(word))
}

/// Whether an admin needs the word to set a factor up.
pub async fn needs_word(app: &App, user: &User) -> FlowResult<bool> {
    Ok(is_needed(app, &app.store.factor(user.id).await?))
}

fn is_needed(app: &App, row: &FactorRow) -> bool {
    app.policy.factor_required && row.secret.is_none()
}

/// What was typed can be no word.
pub(super) struct Malformed;

/// What was typed, if a word is needed; what can be none costs no try.
pub(super) fn proof(
    app: &App,
    user: &User,
    row: &FactorRow,
    typed: &str,
) -> Result<Option<WordProof>, Malformed> {
    if !is_needed(app, row) {
        return Ok(None);
    }
    let word = SetUpWord::parse(typed).ok_or(Malformed)?;
    let phone_hash = app.phone_hash(&user.phone);
    let hash = word.hash(&app.key, &phone_hash);
    let charges = tries(BucketKind::FactorWord, &phone_hash);
    Ok(Some(WordProof {
        phone_hash,
        hash,
        charges,
        elapsed: app.clock.elapsed(),
    }))
}
