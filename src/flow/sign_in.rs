//! Signing in: start, resend, check. Nothing says that a person exists until
//! the provider has confirmed that it took the text.

mod check;
mod duplicate;
mod held;

use std::sync::Arc;
use std::time::Duration;

use tracing::instrument;

use super::metrics::RequestKind;
use super::order::Order;
use super::send::{AcceptedText, SendOutcome, send};
use super::{App, FlowResult, detached, renaming};
use crate::base::metrics::Word;
use crate::domain::delivery::Category;
use crate::domain::phone::Phone;
use crate::domain::user::UserId;
use crate::domain::verification::{Origin, Purpose, Verification, VerificationId, wait_after};
use crate::store::{Confirmed, Resent};
use duplicate::repeated;

pub use super::order::TextRequester;
pub use super::send::ToldLimit;
pub use check::{CheckOutcome, CheckTells, check};
pub use duplicate::{FormRepeat, outcome};
pub use held::{TextNews, find, find_api, find_api_by_id, just_used, newest_text, next_text};

/// A first text: who asks, and for whom.
#[derive(Debug, Clone)]
pub struct StartRequest {
    /// The number.
    pub phone: Phone,
    /// Who asks.
    pub asker: TextRequester,
    /// A browser form or the JSON interface.
    pub origin: Origin,
    /// The verification that this browser holds.
    pub held: Option<VerificationId>,
    /// The backend that asks, by its name.
    pub client: Option<String>,
    /// What it is for.
    pub purpose: Purpose,
}

/// What became of [`start`] and [`resend`].
#[derive(Debug)]
pub enum StartOutcome {
    /// The provider took the text.
    Sent(Verification),
    /// No new text: this one was just sent, or is on its way.
    Already(Verification),
    /// The same form asked before, and its text is still on its way:
    /// [`outcome`] waits for it.
    InFlight(FormRepeat),
    /// Texts do not go to this country.
    CountryOff,
    /// Too many texts; come back after this long.
    Limited(Duration, ToldLimit),
    /// Texts to this range or country stopped by themselves, or the day's money
    /// is spent; come back after this long.
    Paused(Duration),
    /// Texts do not go to this number's range.
    RangeOff,
    /// This verification has had all its texts; begin anew, after this long.
    NoneLeft(Duration),
    /// The provider did not confirm.
    Failed(Category),
    /// No verification to go on with.
    NoVerification,
    /// The verification was used meanwhile.
    AlreadyUsed,
    /// The same rendered form was answered before, for another number or somebody
    /// else, or what it began is over. Nothing was sent.
    FormUsed,
}

impl StartOutcome {
    /// The word of the metric.
    fn word(&self) -> Word {
        match self {
            Self::Sent(_) => "sent",
            Self::Already(_) | Self::InFlight(_) => "already",
            Self::CountryOff => "country_off",
            Self::Limited(..) => "limited",
            Self::Paused(_) => "paused",
            Self::RangeOff => "range_off",
            Self::NoneLeft(_) => "none_left",
            Self::Failed(_) => "failed",
            Self::NoVerification => "no_verification",
            Self::AlreadyUsed => "already_used",
            Self::FormUsed => "form_used",
        }
    }
}

/// Sends a first text, or goes on with what this browser already holds.
///
/// Runs to its end even when the caller goes away: a browser that is closed
/// between the text and the answer must not lose the verification.
///
/// # Errors
/// When the database is not available; then no text was sent, or, after it,
/// the texted code simply fails.
pub async fn start(app: &Arc<App>, ask: StartRequest) -> FlowResult<StartOutcome> {
    let (app, tasks) = (Arc::clone(app), app.tasks.clone());
    detached(&tasks, async move {
        let texted = start_here(&app, &ask).await;
        counted(&app, RequestKind::First, texted)
    })
    .await
}

/// Sends a new code for a verification; the earlier one works until the
/// provider has confirmed. Whoever asks is its `holder` if they have its cookie,
/// its id, or the address it was begun from; a stranger only knows the number.
///
/// # Errors
/// As [`start`].
pub async fn resend(
    app: &Arc<App>,
    id: &VerificationId,
    asker: TextRequester,
    holder: bool,
) -> FlowResult<StartOutcome> {
    let (app, tasks) = (Arc::clone(app), app.tasks.clone());
    let id = id.clone();
    detached(&tasks, async move {
        let texted = resend_here(&app, &id, &asker, holder).await;
        counted(&app, RequestKind::Again, texted)
    })
    .await
}

fn counted(
    app: &App,
    ask: RequestKind,
    texted: FlowResult<StartOutcome>,
) -> FlowResult<StartOutcome> {
    let outcome = texted.as_ref().map_or("unavailable", StartOutcome::word);
    app.metrics.texted(ask, outcome);
    texted
}

#[instrument(name = "start", skip_all)]
async fn start_here(app: &App, ask: &StartRequest) -> FlowResult<StartOutcome> {
    if !app.serves(ask.phone.region()) {
        return Ok(StartOutcome::CountryOff);
    }
    renaming::follow(app, &ask.phone).await?;
    if let Some(held) = held_for(app, ask).await? {
        return match next_text(app, &held) {
            Some(Duration::ZERO) => match resend_live(app, &held, &ask.asker, true).await? {
                StartOutcome::Limited(..) | StartOutcome::Paused(_) => {
                    Ok(StartOutcome::Already(held))
                }
                other => Ok(other),
            },
            _ => Ok(StartOutcome::Already(held)),
        };
    }
    let new = VerificationId::draw(&mut *app.rng_source.rng());
    let mut order = app.order(&ask.phone, &ask.asker, new).await?;
    match send(app, &mut order).await? {
        SendOutcome::Confirmed(taken) => begin(app, ask, &order, taken).await,
        SendOutcome::Repeated(earlier) => repeated(app, FormRepeat::of(earlier, &order)).await,
        refused => Ok(told(&refused)),
    }
}

/// Writes down that the first text was taken.
async fn begin(
    app: &App,
    ask: &StartRequest,
    order: &Order<'_>,
    taken: AcceptedText,
) -> FlowResult<StartOutcome> {
    let now = app.now();
    let confirmed = Confirmed {
        id: order.verification.clone(),
        new_user: UserId::draw(now, &mut *app.rng_source.rng()),
        phone: order.phone.clone(),
        phone_hash: order.phone_hash.clone(),
        is_silenced: taken.is_silenced(),
        outcome: taken.outcome.clone(),
        code: taken.code.clone(),
        origin: ask.origin,
        requester: order.requester.to_owned(),
        client: ask.client.clone(),
        asked_by: order.trust.known().map(ToOwned::to_owned),
        counted: taken.counted.clone(),
        purpose: ask.purpose,
        holder: ask.asker.session.clone(),
        language: order.language,
    };
    let begun = app.store.begin_verification(confirmed, now).await?;
    // only now: whoever repeats the form waits until it is written
    drop(taken);
    Ok(begun.map_or(StartOutcome::NoVerification, StartOutcome::Sent))
}

/// The verification that this browser holds, if it is live, for the same
/// number, and can still get texts.
async fn held_for(app: &App, ask: &StartRequest) -> FlowResult<Option<Verification>> {
    let Some(id) = &ask.held else { return Ok(None) };
    let held = app.store.verification(id).await?;
    Ok(held.filter(|held| {
        let same = held.phone.e164() == ask.phone.e164();
        same && held.is_live(app.now()) && held.sends < app.policy.sends
    }))
}

#[instrument(name = "resend", skip_all)]
async fn resend_here(
    app: &App,
    id: &VerificationId,
    asker: &TextRequester,
    holder: bool,
) -> FlowResult<StartOutcome> {
    match app.store.verification(id).await? {
        Some(held) if held.is_live(app.now()) => resend_live(app, &held, asker, holder).await,
        Some(held) if held.consumed_at.is_some() => Ok(StartOutcome::AlreadyUsed),
        _ => Ok(StartOutcome::NoVerification),
    }
}

async fn resend_live(
    app: &App,
    held: &Verification,
    asker: &TextRequester,
    holder: bool,
) -> FlowResult<StartOutcome> {
    if !app.serves(held.phone.region()) {
        return Ok(StartOutcome::CountryOff);
    }
    if held.sends >= app.policy.sends {
        let wait = wait_after(held.sends, app.policy.resend_wait);
        let due = held.last_sent_at.plus(wait).since(app.now());
        return Ok(StartOutcome::NoneLeft(due.max(Duration::from_secs(1))));
    }
    let mut order = app.order_again(held, asker, holder).await?;
    match send(app, &mut order).await? {
        SendOutcome::Confirmed(taken) => replace(app, held, &order, taken).await,
        SendOutcome::Repeated(earlier) => repeated(app, FormRepeat::of(earlier, &order)).await,
        refused => Ok(told(&refused)),
    }
}

/// Writes down that a further text was taken: its code is the one that counts.
async fn replace(
    app: &App,
    held: &Verification,
    order: &Order<'_>,
    taken: AcceptedText,
) -> FlowResult<StartOutcome> {
    let new = Resent {
        code: taken.code.clone(),
        asked_by: order.trust.known().map(ToOwned::to_owned),
        counted: taken.counted.clone(),
        outcome: taken.outcome.clone(),
        holder: order.session.clone(),
        language: order.language,
    };
    let replaced = app.store.replace_code(held, new, app.now()).await?;
    // only now: whoever repeats the form waits until it is written
    drop(taken);
    if let Some(held) = replaced {
        return Ok(StartOutcome::Sent(held));
    }
    Ok(match app.store.verification(&held.id).await? {
        None => StartOutcome::NoVerification,
        Some(held) if held.consumed_at.is_some() => StartOutcome::AlreadyUsed,
        Some(held) => StartOutcome::Already(held),
    })
}

/// What a text that was not sent is answered.
fn told(refused: &SendOutcome) -> StartOutcome {
    match refused {
        SendOutcome::NotConfirmed(fault) => StartOutcome::Failed(fault.category),
        SendOutcome::Limited(wait, which) => StartOutcome::Limited(*wait, *which),
        SendOutcome::Paused(wait) => StartOutcome::Paused(*wait),
        SendOutcome::RangeStopped => StartOutcome::RangeOff,
        SendOutcome::CountryStopped => StartOutcome::CountryOff,
        SendOutcome::Confirmed(_) | SendOutcome::Repeated(_) | SendOutcome::KnownSpent => {
            StartOutcome::NoVerification
        }
    }
}
