//! The second factor of admins: an authenticator app, asked for once in every
//! admin session, and again where that is too long ago; recovery codes in its
//! place. It is put into use in `set_up`, where `word` guards the first one; `kept`
//! is for those that outlive accounts.

mod retention;
mod set_up;
mod set_up_word;

use std::time::Duration;

use tracing::{info, warn};

use super::{App, FlowResult};
use crate::base::clock::{Clock, Timestamp};
use crate::base::rng::RngSource;
use crate::base::secret::Key;
use crate::domain::audit::{Action, Actor, Entry, Target};
use crate::domain::factor::{FactorInput, FactorSecret, RecoveryCode};
use crate::domain::limit::{BucketKind, Charge, Rate};
use crate::domain::phone::Phone;
use crate::domain::session::SessionMessage;
use crate::domain::user::{User, UserId};
use crate::store::{Proof, Proven, Store};

pub use crate::store::FactorState;
pub(super) use retention::{bind_to_number, outlives};
pub use retention::{survives, sweep};
pub use set_up::{FactorConfirmation, begin, confirm, waiting};
pub use set_up_word::{SetUpWordError, make_word, needs_word};

/// Tries at app codes, at recovery codes, and at one-time words: each has its
/// own, so that whoever wastes the ones leaves the others. Right ones are given
/// back. Three app codes of a million are right at any time: the 90 days' bucket
/// leaves a thief of the phone's number one chance in 1,300 a year, and is under
/// the 100 failures in a row of one authenticator of NIST SP 800-63B-4 §3.2.2.
const TRIES: [(u32, Duration); 3] = [
    (5, Duration::from_mins(10)),
    (20, Duration::from_hours(24)),
    (50, Duration::from_hours(90 * 24)),
];

/// Whose factor it is, and in which session, by its name.
#[derive(Debug, Clone, Copy)]
pub struct FactorOwner<'a> {
    /// The admin.
    pub user: &'a User,
    /// Their session.
    pub session: &'a str,
}

/// A factor, as its owner sees it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Factor {
    /// When it was set up; none: there is none.
    pub since: Option<Timestamp>,
    /// Recovery codes that are left.
    pub codes: u32,
}

/// What became of [`check`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactorOutcome {
    /// The session has given it.
    Right,
    /// It was wrong.
    Wrong,
    /// It was right once, and used.
    Used,
    /// It can be neither an app's code nor a recovery code; no try was spent.
    Malformed,
    /// No tries are left for so long.
    Limited(Duration),
}

/// What became of [`reset`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResetOutcome {
    /// It is gone.
    Done,
    /// There was none.
    NoFactor,
    /// Nobody has this number.
    NoUser,
}

/// How a session of an admin stands to their factor; one that was kept for their
/// number is theirs again.
pub async fn state(app: &App, user: &User, session: &str) -> FlowResult<FactorState> {
    let number = app.phone_hash(&user.phone);
    let state = app.store.factor_standing(user.id, &number, session).await?;
    if state == FactorState::Kept {
        app.store.restore_factor(user.id, &number).await?;
        return Ok(FactorState::Asked);
    }
    Ok(state)
}

/// Whether a session is fresh enough for the admin pages, or for acts there:
/// since it signed in, or since it gave the factor. A live session with the
/// factor is worth more than a new text.
#[must_use]
pub fn is_fresh(app: &App, signed_in: Timestamp, state: FactorState, acts: bool) -> bool {
    let since = match state {
        FactorState::Given(at) => at.max(signed_in),
        _ => signed_in,
    };
    let (age, policy) = (app.now().since(since), &app.policy);
    age <= policy.admin_fresh && (!acts || age <= policy.admin_act_fresh)
}

/// What an admin has.
pub async fn of(app: &App, user: UserId) -> FlowResult<Factor> {
    let row = app.store.factor(user).await?;
    Ok(Factor {
        since: row.set_up_at,
        codes: row.codes,
    })
}

/// Lets a session in that gives a code of the app, or a recovery code.
///
/// # Errors
/// As [`waiting`]; then no try was spent.
pub async fn check(
    app: &App,
    actor: &Actor,
    holder: FactorOwner<'_>,
    typed: &str,
) -> FlowResult<FactorOutcome> {
    let (user, present) = (holder.user, app.clock.present());
    let id = user.id.to_string();
    let Some(typed) = FactorInput::parse(typed) else {
        return Ok(FactorOutcome::Malformed);
    };
    let Some(sealed) = app.store.factor(user.id).await?.secret else {
        return Ok(FactorOutcome::Wrong);
    };
    let secret = open(app, user, &sealed)?;
    let (hashes, entry);
    let (proof, charges) = match typed {
        FactorInput::App(code) => {
            let step = secret.step(&code, app.clock.wall());
            (Proof::Step(&sealed, step), tries(BucketKind::Factor, &id))
        }
        FactorInput::Recovery(code) => {
            let owners = owners(app, user).into_iter();
            hashes = owners
                .map(|owner| code.hash(&app.key, &owner))
                .collect::<Vec<_>>();
            entry = app.entry(actor, Action::FactorRecoveryUsed, Target::user(user));
            (
                Proof::Recovery(&hashes, &entry),
                tries(BucketKind::Recovery, &id),
            )
        }
    };
    let proven = app
        .store
        .prove_factor(user.id, holder.session, &proof, &charges, present);
    let admin = user.phone.masked();
    Ok(match proven.await? {
        Proven::Right => FactorOutcome::Right,
        Proven::Wrong => {
            info!(%admin, "a wrong code of an admin's second factor");
            FactorOutcome::Wrong
        }
        Proven::Used => FactorOutcome::Used,
        Proven::Limited(limited) => {
            warn!(%admin, "too many wrong codes of an admin's second factor");
            FactorOutcome::Limited(limited.retry_after)
        }
    })
}

/// What the session of whoever gets new recovery codes is told, which shows them.
pub type CodesTells<'a> = &'a (dyn Fn(&[RecoveryCode]) -> Option<SessionMessage> + Sync);

/// New recovery codes in the place of the old ones, which their owner's session is
/// told; false without a factor.
pub async fn renew_codes(
    app: &App,
    mut actor: Actor,
    user: &User,
    tells: CodesTells<'_>,
) -> FlowResult<bool> {
    let (codes, hashes) = draw_codes(app, user);
    actor.told = tells(&codes);
    let entry = app.entry(&actor, Action::FactorCodesRenewed, Target::user(user));
    app.store.renew_codes(user.id, &hashes, &entry).await
}

/// Turns the factor off, unless it is required; whether that may be.
pub async fn remove(app: &App, actor: &Actor, user: &User) -> FlowResult<bool> {
    if app.policy.factor_required {
        return Ok(false);
    }
    let entry = app.entry(actor, Action::FactorRemoved, Target::user(user));
    let (number, charges) = (app.phone_hash(&user.phone), all_tries(user.id));
    let removed = app
        .store
        .remove_factor(Some(user.id), &number, &charges, &entry);
    removed.await?;
    Ok(true)
}

/// Takes the factor away from an admin who lost it, from the command line, and
/// the one that is kept for their number. Without a key there is none of those.
pub async fn reset(
    (store, key): (&Store, Option<&Key>),
    clock: &dyn Clock,
    rng_source: &dyn RngSource,
    phone: &Phone,
) -> FlowResult<ResetOutcome> {
    let user = store.user_by_phone(phone).await?;
    let number = key.map_or(String::new(), |key| phone.hash(key));
    let target = match &user {
        Some(user) => Target::user(user),
        None => Target::number(&number, &phone.masked()),
    };
    let rng = &mut *rng_source.rng();
    let entry = Entry::new(
        clock.now(),
        rng,
        Actor::command(),
        Action::FactorReset,
        target,
    );
    let id = user.map(|user| user.id);
    let charges = id.map_or(Vec::new(), all_tries);
    let had = store.remove_factor(id, &number, &charges, &entry).await?;
    Ok(match (had, id) {
        (true, _) => ResetOutcome::Done,
        (false, Some(_)) => ResetOutcome::NoFactor,
        (false, None) => ResetOutcome::NoUser,
    })
}

/// As whom a user's secret is sealed and their recovery codes are hashed: the
/// number, which outlives the row. Versions before took the row's id.
/// Numbers of changed plans have earlier names, too.
fn owners(app: &App, user: &User) -> Vec<String> {
    let mut all = vec![app.phone_hash(&user.phone), user.id.to_string()];
    all.extend(user.phone.earlier_hashes(&app.key));
    all
}

fn open(app: &App, user: &User, sealed: &str) -> FlowResult<FactorSecret> {
    let [owner, earlier @ ..] = &owners(app, user)[..] else {
        return Ok(FactorSecret::open(&app.key, "", sealed)?);
    };
    let secret = FactorSecret::open(&app.key, owner, sealed);
    let open = |owner: &String| FactorSecret::open(&app.key, owner, sealed);
    Ok(earlier
        .iter()
        .fold(secret, |secret, owner| secret.or_else(|_| open(owner)))?)
}

/// New codes, and what the database holds of them.
fn draw_codes(app: &App, user: &User) -> (Vec<RecoveryCode>, Vec<String>) {
    let codes = RecoveryCode::draw_set(&mut *app.rng_source.rng());
    let owner = app.phone_hash(&user.phone);
    let hashes = codes.iter().map(|code| code.hash(&app.key, &owner));
    let hashes = hashes.collect();
    (codes, hashes)
}

fn all_tries(user: UserId) -> Vec<Charge> {
    let (kinds, user) = ([BucketKind::Factor, BucketKind::Recovery], user.to_string());
    let charges = kinds.into_iter().flat_map(|kind| tries(kind, &user));
    charges.collect()
}

fn tries(kind: BucketKind, subject: &str) -> Vec<Charge> {
    let rates = TRIES
        .iter()
        .filter_map(|(n, period)| Rate::new(*n, *period));
    rates.map(|rate| Charge::one(kind, subject, rate)).collect()
}
