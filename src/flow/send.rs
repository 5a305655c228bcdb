//! One text on its way, the same for a first send and a resend: reserve, draw
//! the code, hand over, on a fault to the next provider, and tell how it
//! ended. Nothing about the person is written here.

mod failover;
mod pretended;
mod told_limit;

use std::time::Duration;

use tracing::{info, warn};

use super::admission::{Admission, AdmissionTerms};
use super::in_flight::InFlightText;
use super::order::{BrowserTrust, Order};
use super::{App, FlowResult, text_samples};
use crate::base::clock::Timestamp;
use crate::delivery::{Route, SendResult};
use crate::domain::code::OtpCode;
use crate::domain::delivery::{Category, DeliveryId, Fault, NOBODY};
use crate::domain::limit::{BucketKind, Charge};
use crate::domain::phone::Phone;
use crate::domain::test_number::TestNumber;
use crate::store::{Counted, Limited, NewCode, NewDelivery, NewestText, Outcome, Reserved};
use failover::Failover;

pub use told_limit::ToldLimit;

/// How it ended.
pub(super) enum SendOutcome {
    /// A provider confirmed; or it is to look so.
    Confirmed(AcceptedText),
    /// No provider confirmed; this is written already.
    NotConfirmed(Fault),
    /// A limit refused; no provider was called.
    Limited(Duration, ToldLimit),
    /// The texts of the number's known browsers are used up; no provider was
    /// called.
    KnownSpent,
    /// Texts to this range or country, or all that cost money, stopped by
    /// themselves for so long; no provider was called.
    Paused(Duration),
    /// An admin stopped texts to this range.
    RangeStopped,
    /// An admin stopped texts to this country.
    CountryStopped,
    /// The same rendered form asked before; no provider was called.
    Repeated(DeliveryId),
}

/// A text that was taken, still to be written down.
pub(super) struct AcceptedText {
    /// The hand-over that the provider confirmed, or, to a blocked number, that
    /// none was asked; nothing for a test number.
    pub outcome: Option<Outcome>,
    pub code: NewCode,
    /// How the text counted, if it was a stranger's.
    pub counted: Option<Counted>,
    /// Whoever repeats the form waits until this is dropped.
    _under_way: Option<InFlightText>,
}

impl AcceptedText {
    /// Whether nobody was texted, for the number is blocked.
    pub fn is_silenced(&self) -> bool {
        self.outcome.as_ref().is_some_and(|it| it.result.is_err())
    }
}

/// Steps 2 to 5a of a send. A known browser is never worse off than a stranger:
/// when the texts of all that are known are used up, it asks as one.
pub(super) async fn send(app: &App, order: &mut Order<'_>) -> FlowResult<SendOutcome> {
    let sending = send_as(app, order).await?;
    if !matches!(sending, SendOutcome::KnownSpent) {
        return Ok(sending);
    }
    order.trust = BrowserTrust::Stranger;
    send_as(app, order).await
}

async fn send_as(app: &App, order: &Order<'_>) -> FlowResult<SendOutcome> {
    let present = app.clock.present();
    let now = present.now;
    if let Some(test) = TestNumber::find(&app.policy.test_numbers, order.phone, now) {
        return fixed_code(app, order, test, now).await;
    }
    let mut found = app.destination_state(order, now).await?;
    let routes = routes(app, order, &found.paused).await?;
    // What another node found broken this one need not find out anew.
    let broken = std::mem::take(&mut found.broken);
    let works = |route: &&Route| !broken.contains(&route.provider);
    let mut rest = routes.iter().copied().filter(works);
    // If none seems to work the first one says so, quickly and on record.
    let first = routes.first().copied();
    let Some(route) = app.delivery.next(&mut rest).or(first) else {
        return Ok(SendOutcome::NotConfirmed(no_way(app, order.phone)));
    };
    let mut terms = match app.admit(order, route, found) {
        Admission::Admitted(terms) => *terms,
        Admission::RangeStopped => return Ok(SendOutcome::RangeStopped),
        Admission::CountryStopped => return Ok(SendOutcome::CountryStopped),
    };
    let is_silent = app.is_silent(order).await?;
    let mut first = new_delivery(app, order, route, None, &terms);
    if is_silent {
        NOBODY.clone_into(&mut first.provider);
        first.language = None;
    }
    let in_flight = app.in_flight.begins(first.id);
    let waits = match app
        .store
        .reserve(
            first.clone(),
            terms.reservation.clone(),
            &terms.standing,
            present,
        )
        .await?
    {
        Reserved::Yes {
            warned,
            waits,
            passages,
            taken,
        } => {
            report_budgets(&warned);
            terms.reserved(passages, taken);
            waits
        }
        Reserved::Repeated(earlier) => return Ok(SendOutcome::Repeated(earlier)),
        Reserved::Limited(limited) => {
            return limited_answer(app, order, &terms, &limited, now).await;
        }
    };
    let code = OtpCode::draw(app.code_length(order, &waits), &mut *app.rng_source.rng());
    let stored = stored(app, order, &code, now);
    if is_silent {
        return pretended::keep(app, &terms, (first.id, in_flight), route, stored).await;
    }
    let mut chain = Failover {
        app,
        order,
        terms: &terms,
        code,
        began: present.elapsed,
        expires_at: stored.expires_at,
        paid_at: now,
        doubts: 0,
    };
    match chain.run(first, route, rest).await? {
        Ok(outcome) => Ok(SendOutcome::Confirmed(AcceptedText {
            outcome: Some(outcome),
            code: stored,
            counted: terms.counted.clone(),
            _under_way: Some(in_flight),
        })),
        Err(fault) => Ok(SendOutcome::NotConfirmed(fault)),
    }
}

async fn limited_answer(
    app: &App,
    order: &Order<'_>,
    terms: &AdmissionTerms,
    limited: &Limited,
    now: Timestamp,
) -> FlowResult<SendOutcome> {
    if limited.key.kind == BucketKind::Known {
        return Ok(SendOutcome::KnownSpent);
    }
    app.metrics
        .limited(limited.key.kind.as_str(), order.phone.region());
    app.refused(limited.key.kind.as_str(), order.phone.region());
    let wait = app.told_wait(order, limited);
    Ok(match limited.key.kind {
        BucketKind::Range | BucketKind::Country => {
            app.note_stop(terms, limited, now).await?;
            SendOutcome::Paused(wait)
        }
        BucketKind::Money => {
            app.note_spent(limited, now).await?;
            SendOutcome::Paused(wait)
        }
        kind => SendOutcome::Limited(wait, ToldLimit::of(kind)),
    })
}

fn report_budgets(warned: &[String]) {
    for place in warned {
        warn!(%place, "80 % of the day's budget for texts is spent");
    }
}

/// Why no provider is asked.
fn no_way(app: &App, phone: &Phone) -> Fault {
    if app.delivery.serves(phone.region()) {
        warn!(phone = %phone.masked(), "no text: every provider for it is paused");
        app.refused("paused", phone.region());
        Fault::refused(Category::Outage, "every provider for this region is paused")
    } else {
        Fault::refused(Category::Region, "no route serves this region")
    }
}

/// The ways for a text that are not paused, best first. Whoever carried this
/// verification's last text comes last when that text is known not to have
/// arrived.
async fn routes<'a>(
    app: &'a App,
    order: &Order<'_>,
    paused: &[String],
) -> FlowResult<Vec<&'a Route>> {
    let all = app.delivery.routes(order.phone.region()).iter();
    let mut routes: Vec<_> = all
        .filter(|route| !paused.contains(&route.provider))
        .collect();
    if order.nth > 1 {
        let newest = app.store.newest_text(&order.verification).await?;
        if let NewestText::Undelivered { provider, .. } = newest {
            // stable: the others keep their order
            routes.sort_by_key(|route| route.provider == provider);
        }
    }
    Ok(routes)
}

/// The one exception to "a provider confirmed": a configured test number gets
/// its fixed code, no text goes out, and no limit counts it but its own.
async fn fixed_code(
    app: &App,
    order: &Order<'_>,
    test: &TestNumber,
    now: Timestamp,
) -> FlowResult<SendOutcome> {
    let own = Charge::one(BucketKind::Test, &order.phone_hash, TestNumber::sends());
    if let Err(limited) = app.store.take(&own, app.clock.elapsed()).await? {
        app.metrics.limited("test", order.phone.region());
        app.refused("test", order.phone.region());
        return Ok(SendOutcome::Limited(limited.retry_after, ToldLimit::Other));
    }
    Ok(SendOutcome::Confirmed(AcceptedText {
        outcome: None,
        code: stored(app, order, &test.code, now),
        counted: None,
        _under_way: None,
    }))
}

/// What is kept of a code.
fn stored(app: &App, order: &Order<'_>, code: &OtpCode, now: Timestamp) -> NewCode {
    NewCode {
        hash: code.hash(&app.key, &order.verification),
        length: code.length(),
        expires_at: now.plus(app.policy.code_lifetime),
    }
}

/// The row of the next hand-over; the first one carries the form's key, and
/// hands it on.
fn new_delivery(
    app: &App,
    order: &Order<'_>,
    route: &Route,
    earlier: Option<&NewDelivery>,
    terms: &AdmissionTerms,
) -> NewDelivery {
    let id = DeliveryId::draw(app.now(), &mut *app.rng_source.rng());
    NewDelivery {
        id,
        message: earlier.map_or(id, |earlier| earlier.message),
        nth: earlier.map_or(1, |earlier| earlier.nth + 1),
        phone: order.phone.clone(),
        phone_hash: order.phone_hash.clone(),
        form_key: order.form_key.clone(),
        range: order.range.clone(),
        provider: route.provider.clone(),
        cost: terms.reservation.cost.as_ref().map(|cost| cost.amount),
        language: text_samples::language_of(app, route, order.language),
    }
}

fn report(phone: &Phone, id: DeliveryId, handed: &SendResult) {
    let (phone, provider) = (phone.masked(), &handed.provider);
    let ms = u64::try_from(handed.took.as_millis()).unwrap_or(u64::MAX);
    match &handed.outcome {
        Ok(_) => info!(%phone, %provider, delivery = %id, ms, "text accepted"),
        Err(fault) => warn!(
            %phone, %provider, delivery = %id, ms,
            certainty = ?fault.certainty, category = fault.category.as_str(),
            code = fault.code.as_deref(), detail = %fault.detail, "text not confirmed"
        ),
    }
}
