//! Setting a factor up: a secret that waits for its first code.

use std::time::Duration;

use tracing::warn;

use super::{CodesTells, FactorOwner, draw_codes, open, set_up_word};
use crate::domain::audit::{Action, Actor, Target};
use crate::domain::factor::{FactorInput, FactorSecret};
use crate::domain::user::User;
use crate::flow::{App, FlowResult};
use crate::store::{FactorRow, Put};

/// How long a secret waits for its first code: as long as a fresh sign-in
/// lasts by default.
const WAITS: Duration = Duration::from_mins(15);

/// What became of [`confirm`].
#[derive(Debug)]
pub enum FactorConfirmation {
    /// It is in use; its owner's session was told the recovery codes.
    Yes,
    /// The code does not fit.
    Wrong,
    /// The one-time word does not; a try at it was spent, if it could be one.
    WrongWord,
    /// No tries at the word are left for so long.
    Limited(Duration),
    /// Nothing waits to be confirmed.
    Nothing,
}

/// Draws a secret, which counts once [`confirm`] saw a code of it.
pub async fn begin(app: &App, user: &User) -> FlowResult<()> {
    let rng = &mut *app.rng_source.rng();
    let owner = app.phone_hash(&user.phone);
    let sealed = FactorSecret::draw(rng).seal(&app.key, &owner, rng)?;
    app.store.begin_factor(user.id, &sealed, app.now()).await
}

/// The secret that waits for its first code.
///
/// # Errors
/// When the database is not available, or holds what this key did not seal.
pub async fn waiting(app: &App, user: &User) -> FlowResult<Option<FactorSecret>> {
    let row = app.store.factor(user.id).await?;
    let Some(sealed) = still_waiting(app, &row) else {
        return Ok(None);
    };
    Ok(Some(open(app, user, sealed)?))
}

/// Puts the waiting secret into use, if the code is one of it, and if the word
/// is right where one is needed.
///
/// # Errors
/// As [`waiting`].
pub async fn confirm(
    app: &App,
    mut actor: Actor,
    holder: FactorOwner<'_>,
    (typed, word): (&str, &str),
    tells: CodesTells<'_>,
) -> FlowResult<FactorConfirmation> {
    let user = holder.user;
    let row = app.store.factor(user.id).await?;
    let Some(sealed) = still_waiting(app, &row) else {
        return Ok(FactorConfirmation::Nothing);
    };
    let secret = open(app, user, sealed)?;
    let step = match FactorInput::parse(typed) {
        Some(FactorInput::App(code)) => secret.step(&code, app.clock.wall()),
        _ => None,
    };
    let Some(step) = step else {
        return Ok(FactorConfirmation::Wrong);
    };
    let Ok(word) = set_up_word::proof(app, user, &row, word) else {
        return Ok(FactorConfirmation::WrongWord);
    };
    let (codes, hashes) = draw_codes(app, user);
    actor.told = tells(&codes);
    let entry = app.entry(&actor, Action::FactorSetUp, Target::user(user));
    let with = (hashes.as_slice(), word.as_ref());
    let put = app
        .store
        .confirm_factor(user.id, holder.session, (sealed, step), with, &entry);
    Ok(match put.await? {
        Put::Done => FactorConfirmation::Yes,
        Put::Nothing => FactorConfirmation::Nothing,
        Put::WrongWord => {
            let admin = user.phone.masked();
            warn!(%admin, "a wrong one-time word for setting up a second factor");
            FactorConfirmation::WrongWord
        }
        Put::Limited(limited) => FactorConfirmation::Limited(limited.retry_after),
    })
}

fn still_waiting<'a>(app: &App, row: &'a FactorRow) -> Option<&'a str> {
    let (sealed, since) = row.pending.as_ref()?;
    (app.now().since(*since) <= WAITS).then_some(sealed)
}
