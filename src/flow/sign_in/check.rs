//! The typed code: compared once, and then either the person is in or hears
//! what is wrong.

use std::sync::Arc;

use tracing::instrument;

use crate::base::clock::Timestamp;
use crate::base::metrics::Word;
use crate::domain::browser::{BrowserId, NEW_PER_PHONE};
use crate::domain::code::{CodeLength, OtpCode};
use crate::domain::limit::{BucketKind, Charge};
use crate::domain::session::SessionMessage;
use crate::domain::user::User;
use crate::domain::verification::Verification;
use crate::flow::{App, FlowResult};
use crate::store::{
    Again, AttemptOutcome, CodeAgain, Guess, KnownBrowser, NewSession, SignInRefund, SignedIn,
    Tells,
};

/// What became of [`check`].
#[derive(Debug)]
pub enum CheckOutcome {
    /// The phone is proven; the browser's id, if it has one or is known from now
    /// on.
    SignedIn(User, Option<BrowserId>),
    /// The code was right, and the number is blocked.
    Blocked,
    /// Not the code.
    Wrong {
        /// Tries left on this code.
        left: u32,
    },
    /// The code that a newer text replaced.
    Replaced {
        /// Tries left on the newest code.
        left: u32,
    },
    /// Not a code of the right length; costs no try.
    Malformed {
        /// The right length.
        length: CodeLength,
        /// Tries left on this code.
        left: u32,
    },
    /// The code's time is over.
    Expired,
    /// The code's tries are spent, or the phone's own count is.
    Spent,
    /// Strangers' wrong tries are spent, for this number or all over the site: a
    /// longer code can be had at once, and works.
    LongerCode,
    /// The verification was used before.
    AlreadyUsed,
    /// No verification to go on with.
    NoVerification,
}

impl CheckOutcome {
    /// The word of the metric.
    fn word(&self) -> Word {
        match self {
            Self::SignedIn(..) => "signed_in",
            Self::Blocked => "blocked",
            Self::Wrong { .. } => "wrong",
            Self::Replaced { .. } => "replaced",
            Self::Malformed { .. } => "malformed",
            Self::Expired => "expired",
            Self::Spent => "spent",
            Self::LongerCode => "longer_code",
            Self::AlreadyUsed => "already_used",
            Self::NoVerification => "no_verification",
        }
    }
}

/// What the session that holds a verification is told of an outcome; of some, nothing.
pub type CheckTells = Arc<dyn Fn(&CheckOutcome) -> Option<SessionMessage> + Send + Sync>;

/// Compares a typed code for a verification as it was just read; right,
/// unexpired and unused, it consumes it, and begins the session. What is told of it is
/// written with it.
///
/// # Errors
/// When the database is not available; then no try was spent.
pub async fn check(
    app: &App,
    held: &Verification,
    typed: &str,
    browser: Option<&BrowserId>,
    session: NewSession,
    tells: Option<CheckTells>,
) -> FlowResult<CheckOutcome> {
    let checked = compare(app, held, typed, browser, session, tells.clone()).await;
    let outcome = checked.as_ref().map_or("unavailable", |it| it.0.word());
    app.metrics.checked(outcome);
    let (outcome, is_told) = checked?;
    if let CheckOutcome::SignedIn(user, _) = &outcome {
        app.metrics.signed_in(user.phone.region());
    }
    let message = tells.filter(|_| !is_told).and_then(|tells| tells(&outcome));
    if let Some(message) = message {
        app.store.leave_message(&message).await?;
    }
    Ok(outcome)
}

#[instrument(name = "check", skip_all)]
async fn compare(
    app: &App,
    held: &Verification,
    typed: &str,
    browser: Option<&BrowserId>,
    mut session: NewSession,
    tells: Option<CheckTells>,
) -> FlowResult<(CheckOutcome, bool)> {
    let ousted = session.data.ousts.take();
    session.data.ousts = ousted.filter(|it| *it != held.user_id.to_string());
    let (id, present) = (&held.id, app.clock.present());
    if held.is_just_used(present.now) {
        let again = once_more(app, held, typed, browser, session).await?;
        return Ok((again, false));
    }
    if let Some(dead) = why_dead(app, held, present.now) {
        return Ok((dead, false));
    }
    let Some(code) = read(app, held, typed) else {
        let malformed = CheckOutcome::Malformed {
            length: held.code_length,
            left: app.policy.tries.saturating_sub(held.attempts),
        };
        return Ok((malformed, false));
    };
    let phone_hash = app.phone_hash(&held.phone);
    let trust = app.trust(&phone_hash, browser).await?;
    let this = browser.cloned();
    let this = this.unwrap_or_else(|| BrowserId::draw(&mut *app.rng_source.rng()));
    let browser_hash = app.browser_hash(&this);
    let new = Charge::one(BucketKind::Browsers, &phone_hash, NEW_PER_PHONE);
    // A test number's texts took nothing that could come back, guesses at it
    // endanger nobody, and whoever read its code is not known for it.
    let is_test = app.is_test(&held.phone);
    let is_trusted = trust.is_known() || is_test;
    let guess = Guess {
        wrong: app.wrong_tries(&phone_hash, &trust),
        hash: code.hash(&app.key, id),
        phone_hash: phone_hash.clone(),
        wrong_total: (!trust.is_known() && !is_test).then(|| app.all_wrong_tries()),
        back: if is_test {
            SignInRefund::default()
        } else {
            app.sign_in_refund(held)
        },
        browser: (!is_test).then_some(KnownBrowser {
            subject: app.known_subject(&phone_hash, &browser_hash),
            new: (!trust.is_known()).then_some(new),
            phone_hash,
            browser_hash,
        }),
        session: Some(session.clone()),
        id: id.clone(),
        tries: app.policy.tries,
        weight: held.code_length.counted_weight(),
        is_short: held.code_length < CodeLength::LONGER,
        tells: tells.map(|tells| {
            let of =
                move |tried: &AttemptOutcome| refusal(tried, is_trusted).and_then(|it| tells(&it));
            Tells(Box::new(of))
        }),
    };
    let checked = match app.store.spend_try(guess, present).await? {
        AttemptOutcome::Right(SignedIn { user, is_known }) => {
            CheckOutcome::SignedIn(user, is_known.then_some(this).or(browser.cloned()))
        }
        // A parallel guess came first: the row tells which.
        AttemptOutcome::Dead => match app.store.verification(id).await? {
            Some(held) if held.is_just_used(present.now) => {
                let again = once_more(app, &held, typed, browser, session).await?;
                return Ok((again, false));
            }
            Some(held) => {
                let dead = why_dead(app, &held, present.now);
                return Ok((dead.unwrap_or(CheckOutcome::Spent), false));
            }
            None => return Ok((CheckOutcome::NoVerification, false)),
        },
        refused => {
            count(app, held, &refused);
            refusal(&refused, is_trusted).unwrap_or(CheckOutcome::Spent)
        }
    };
    Ok((checked, true))
}

/// The typed code, if it is as long as one that works.
fn read(app: &App, held: &Verification, typed: &str) -> Option<OtpCode> {
    let mut lengths = held.code_lengths(app.policy.tries, app.now());
    lengths.find_map(|length| OtpCode::parse(typed, length).ok())
}

/// A code for a verification that was used just now: whoever lost the answer gets the
/// same session once more.
async fn once_more(
    app: &App,
    held: &Verification,
    typed: &str,
    browser: Option<&BrowserId>,
    session: NewSession,
) -> FlowResult<CheckOutcome> {
    let Some(code) = read(app, held, typed) else {
        return Ok(CheckOutcome::AlreadyUsed);
    };
    let phone_hash = app.phone_hash(&held.phone);
    let trust = app.trust(&phone_hash, browser).await?;
    let all = (!trust.is_known() && !app.is_test(&held.phone)).then(|| app.all_wrong_tries());
    let charges = std::iter::once(app.wrong_tries(&phone_hash, &trust)).chain(all);
    let weight = code.length().counted_weight();
    let again = CodeAgain {
        id: held.id.clone(),
        hash: code.hash(&app.key, &held.id),
        tries: app.policy.tries,
        charges: charges
            .filter(|_| weight > 0)
            .map(|charge| charge.weighing(weight))
            .collect(),
        session,
    };
    Ok(
        match app.store.sign_in_again(&again, app.clock.present()).await? {
            Again::Right(user) => match app.store.user(user).await? {
                Some(user) => CheckOutcome::SignedIn(user, browser.cloned()),
                None => CheckOutcome::AlreadyUsed,
            },
            Again::Wrong(left) if left > 0 => CheckOutcome::Wrong { left },
            Again::Wrong(_) | Again::Over => CheckOutcome::AlreadyUsed,
        },
    )
}

/// What a guess is answered that did not sign in; none for what only the row tells.
fn refusal(tried: &AttemptOutcome, is_trusted: bool) -> Option<CheckOutcome> {
    Some(match *tried {
        AttemptOutcome::Right(_) | AttemptOutcome::Dead => return None,
        AttemptOutcome::Blocked => CheckOutcome::Blocked,
        AttemptOutcome::Wrong { left, replaced } if replaced => CheckOutcome::Replaced { left },
        AttemptOutcome::Wrong { left, .. } => CheckOutcome::Wrong { left },
        AttemptOutcome::PhoneSpent if is_trusted => CheckOutcome::Spent,
        AttemptOutcome::AllSpent | AttemptOutcome::PhoneSpent => CheckOutcome::LongerCode,
    })
}

fn count(app: &App, held: &Verification, refused: &AttemptOutcome) {
    let region = held.phone.region();
    match refused {
        AttemptOutcome::AllSpent => app.metrics.limited("guesses", region),
        AttemptOutcome::PhoneSpent => app.metrics.limited("wrong", region),
        _ => {}
    }
}

/// Why a verification takes no guess now; decided before any comparison, so
/// that the answer is no oracle.
fn why_dead(app: &App, held: &Verification, now: Timestamp) -> Option<CheckOutcome> {
    if held.consumed_at.is_some() {
        Some(CheckOutcome::AlreadyUsed)
    } else if !held.is_live(now) {
        Some(CheckOutcome::NoVerification)
    } else if held.code_expires_at <= now {
        Some(CheckOutcome::Expired)
    } else if held.attempts >= app.policy.tries {
        Some(CheckOutcome::Spent)
    } else {
        None
    }
}
