//! The typed code: compared once, and then either the person is in or hears
//! what is wrong.

use tracing::instrument;

use crate::base::clock::Timestamp;
use crate::base::metrics::Word;
use crate::domain::browser::{BrowserId, NEW_PER_PHONE};
use crate::domain::code::{CodeLength, OtpCode};
use crate::domain::limit::{BucketKind, Charge};
use crate::domain::user::User;
use crate::domain::verification::Verification;
use crate::flow::{App, FlowResult};
use crate::store::{AttemptOutcome, Guess, KnownBrowser, NewSession, SignInRefund, SignedIn};

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

/// Compares a typed code for a verification as it was just read; right,
/// unexpired and unused, it consumes it, and begins the session.
///
/// # Errors
/// When the database is not available; then no try was spent.
pub async fn check(
    app: &App,
    held: &Verification,
    typed: &str,
    browser: Option<&BrowserId>,
    session: NewSession,
) -> FlowResult<CheckOutcome> {
    let checked = compare(app, held, typed, browser, session).await;
    let outcome = checked.as_ref().map_or("unavailable", CheckOutcome::word);
    app.metrics.checked(outcome);
    if let Ok(CheckOutcome::SignedIn(user, _)) = &checked {
        app.metrics.signed_in(user.phone.region());
    }
    checked
}

#[instrument(name = "check", skip_all)]
async fn compare(
    app: &App,
    held: &Verification,
    typed: &str,
    browser: Option<&BrowserId>,
    session: NewSession,
) -> FlowResult<CheckOutcome> {
    let (id, present) = (&held.id, app.clock.present());
    if let Some(dead) = why_dead(app, held, present.now) {
        return Ok(dead);
    }
    let Ok(code) = OtpCode::parse(typed, held.code_length) else {
        return Ok(CheckOutcome::Malformed {
            length: held.code_length,
            left: app.policy.tries.saturating_sub(held.attempts),
        });
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
        session: Some(session),
        id: id.clone(),
        tries: app.policy.tries,
        weight: weight(held.code_length),
        is_short: held.code_length < CodeLength::LONGER,
    };
    let is_trusted = trust.is_known() || is_test;
    Ok(match app.store.spend_try(guess, present).await? {
        AttemptOutcome::Right(SignedIn { user, is_known }) => {
            CheckOutcome::SignedIn(user, is_known.then_some(this).or(browser.cloned()))
        }
        // A parallel guess came first: the row tells which.
        AttemptOutcome::Dead => match app.store.verification(id).await? {
            Some(held) => why_dead(app, &held, present.now).unwrap_or(CheckOutcome::Spent),
            None => CheckOutcome::NoVerification,
        },
        refused => refusal(app, held, &refused, is_trusted),
    })
}

/// How much a wrong code of this length counts.
fn weight(length: CodeLength) -> u32 {
    if length < CodeLength::LONGEST {
        length.guess_weight()
    } else {
        0
    }
}

fn refusal(
    app: &App,
    held: &Verification,
    refused: &AttemptOutcome,
    is_trusted: bool,
) -> CheckOutcome {
    let region = held.phone.region();
    match *refused {
        AttemptOutcome::Blocked => CheckOutcome::Blocked,
        AttemptOutcome::Wrong { left, replaced } if replaced => CheckOutcome::Replaced { left },
        AttemptOutcome::Wrong { left, .. } => CheckOutcome::Wrong { left },
        AttemptOutcome::AllSpent => {
            app.metrics.limited("guesses", region);
            CheckOutcome::LongerCode
        }
        AttemptOutcome::PhoneSpent | AttemptOutcome::Right(_) | AttemptOutcome::Dead => {
            app.metrics.limited("wrong", region);
            if is_trusted {
                CheckOutcome::Spent
            } else {
                CheckOutcome::LongerCode
            }
        }
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
