//! The second factor of admins: an authenticator app, asked for once in every
//! admin session; recovery codes in its place.

use std::time::Duration;

use tracing::{info, warn};

use super::{App, FlowResult};
use crate::base::clock::{Clock, Timestamp};
use crate::base::rng::Chance;
use crate::domain::audit::{Action, Actor, Entry, Target};
use crate::domain::factor::{FactorSecret, RecoveryCode, Typed};
use crate::domain::limit::{Rate, Take};
use crate::domain::phone::Phone;
use crate::domain::user::{User, UserId};
use crate::store::{FactorRow, Proof, Proven, Store};

/// How long a secret waits for its first code: as long as a fresh sign-in
/// lasts by default.
const WAITS: Duration = Duration::from_mins(15);

/// Tries at app codes and recovery codes together. Right ones are given back.
/// Three codes of a million are right at any time: the 90 days' bucket leaves
/// a thief of the phone's number one chance in 1,300 a year, and is under the
/// 100 failures in a row of NIST SP 800-63B-4 §3.2.2.
const TRIES: [(u32, Duration); 3] = [
    (5, Duration::from_mins(10)),
    (20, Duration::from_hours(24)),
    (50, Duration::from_hours(90 * 24)),
];

/// Whose factor it is, and in which session, by its name.
#[derive(Debug, Clone, Copy)]
pub struct Holder<'a> {
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
pub enum Given {
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

/// What became of [`confirm`].
#[derive(Debug)]
pub enum Confirmed {
    /// It is in use; these are its recovery codes, for this once.
    Yes(Vec<RecoveryCode>),
    /// The code does not fit.
    Wrong,
    /// Nothing waits to be confirmed.
    Nothing,
}

/// What became of [`reset`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reset {
    /// It is gone.
    Done,
    /// There was none.
    NoFactor,
    /// Nobody has this number.
    NoUser,
}

/// What an admin has.
///
/// # Errors
/// When the database is not available.
pub async fn of(app: &App, user: UserId) -> FlowResult<Factor> {
    let row = app.store.factor(user).await?;
    Ok(Factor {
        since: row.set_up_at,
        codes: row.codes,
    })
}

/// Draws a secret, which counts once [`confirm`] saw a code of it.
///
/// # Errors
/// When the database is not available.
pub async fn begin(app: &App, user: UserId) -> FlowResult<()> {
    let rng = &mut *app.chance.rng();
    let owner = user.to_string();
    let sealed = FactorSecret::draw(rng).seal(&app.key, &owner, rng)?;
    app.store.begin_factor(user, &sealed, app.now()).await
}

/// The secret that waits for its first code.
///
/// # Errors
/// When the database is not available, or holds what this key did not seal.
pub async fn waiting(app: &App, user: UserId) -> FlowResult<Option<FactorSecret>> {
    let row = app.store.factor(user).await?;
    let Some(sealed) = still_waiting(app, &row) else {
        return Ok(None);
    };
    Ok(Some(open(app, user, sealed)?))
}

/// Puts the waiting secret into use, if the code is one of it.
///
/// # Errors
/// As [`waiting`].
pub async fn confirm(
    app: &App,
    actor: &Actor,
    holder: Holder<'_>,
    typed: &str,
) -> FlowResult<Confirmed> {
    let id = holder.user.id;
    let row = app.store.factor(id).await?;
    let Some(sealed) = still_waiting(app, &row) else {
        return Ok(Confirmed::Nothing);
    };
    let secret = open(app, id, sealed)?;
    let step = match Typed::parse(typed) {
        Some(Typed::App(code)) => secret.step(&code, app.now()),
        _ => None,
    };
    let Some(step) = step else {
        return Ok(Confirmed::Wrong);
    };
    let (codes, hashes) = draw_codes(app, id);
    let entry = app.entry(actor, Action::FactorSetUp, Target::user(holder.user));
    let set = app
        .store
        .confirm_factor(id, holder.session, (sealed, step), &hashes, &entry);
    Ok(if set.await? {
        Confirmed::Yes(codes)
    } else {
        Confirmed::Nothing
    })
}

/// Lets a session in that gives a code of the app, or a recovery code.
///
/// # Errors
/// As [`waiting`]; then no try was spent.
pub async fn check(app: &App, actor: &Actor, holder: Holder<'_>, typed: &str) -> FlowResult<Given> {
    let (id, now) = (holder.user.id, app.now());
    let Some(typed) = Typed::parse(typed) else {
        return Ok(Given::Malformed);
    };
    let Some(sealed) = app.store.factor(id).await?.secret else {
        return Ok(Given::Wrong);
    };
    let secret = open(app, id, &sealed)?;
    let (hash, entry);
    let proof = match typed {
        Typed::App(code) => Proof::Step(&sealed, secret.step(&code, now)),
        Typed::Recovery(code) => {
            hash = code.hash(&app.key, &id.to_string());
            let target = Target::user(holder.user);
            entry = app.entry(actor, Action::FactorRecoveryUsed, target);
            Proof::Recovery(&hash, &entry)
        }
    };
    let takes = tries(id);
    let proven = app
        .store
        .prove_factor(id, holder.session, &proof, &takes, now);
    let admin = holder.user.phone.masked();
    Ok(match proven.await? {
        Proven::Right => Given::Right,
        Proven::Wrong => {
            info!(%admin, "a wrong code of an admin's second factor");
            Given::Wrong
        }
        Proven::Used => Given::Used,
        Proven::Limited(limited) => {
            warn!(%admin, "too many wrong codes of an admin's second factor");
            Given::Limited(limited.retry_after)
        }
    })
}

/// New recovery codes in the place of the old ones; none without a factor.
///
/// # Errors
/// When the database is not available.
pub async fn renew_codes(
    app: &App,
    actor: &Actor,
    user: &User,
) -> FlowResult<Option<Vec<RecoveryCode>>> {
    let (codes, hashes) = draw_codes(app, user.id);
    let entry = app.entry(actor, Action::FactorCodesRenewed, Target::user(user));
    let renewed = app.store.renew_codes(user.id, &hashes, &entry).await?;
    Ok(renewed.then_some(codes))
}

/// Turns the factor off, unless it is required; whether that may be.
///
/// # Errors
/// When the database is not available.
pub async fn remove(app: &App, actor: &Actor, user: &User) -> FlowResult<bool> {
    if app.policy.factor_required {
        return Ok(false);
    }
    let entry = app.entry(actor, Action::FactorRemoved, Target::user(user));
    app.store
        .remove_factor(user.id, &tries(user.id), &entry)
        .await?;
    Ok(true)
}

/// Takes the factor away from an admin who lost it, from the command line.
///
/// # Errors
/// When the database is not available.
pub async fn reset(
    store: &Store,
    clock: &dyn Clock,
    chance: &dyn Chance,
    phone: &Phone,
) -> FlowResult<Reset> {
    let Some(user) = store.user_by_phone(phone).await? else {
        return Ok(Reset::NoUser);
    };
    let (actor, target) = (Actor::command(), Target::user(&user));
    let rng = &mut *chance.rng();
    let entry = Entry::new(clock.now(), rng, actor, Action::FactorReset, target);
    let had = store
        .remove_factor(user.id, &tries(user.id), &entry)
        .await?;
    Ok(if had { Reset::Done } else { Reset::NoFactor })
}

fn still_waiting<'a>(app: &App, row: &'a FactorRow) -> Option<&'a str> {
    let (sealed, since) = row.pending.as_ref()?;
    (app.now().since(*since) <= WAITS).then_some(sealed)
}

fn open(app: &App, user: UserId, sealed: &str) -> FlowResult<FactorSecret> {
    Ok(FactorSecret::open(&app.key, &user.to_string(), sealed)?)
}

/// New codes, and what the database holds of them.
fn draw_codes(app: &App, user: UserId) -> (Vec<RecoveryCode>, Vec<String>) {
    let codes = RecoveryCode::draw_set(&mut *app.chance.rng());
    let owner = user.to_string();
    let hashes = codes.iter().map(|code| code.hash(&app.key, &owner));
    let hashes = hashes.collect();
    (codes, hashes)
}

fn tries(user: UserId) -> Vec<Take> {
    let rates = TRIES
        .iter()
        .filter_map(|(n, period)| Rate::new(*n, *period));
    let subject = user.to_string();
    rates
        .map(|rate| Take::one("factor", &subject, rate))
        .collect()
}
