//! One text on its way, the same for a first send and a resend: reserve, draw
//! the code, hand over, and tell how it ended. Nothing about the person is
//! written here.

use std::time::Duration;

use tracing::{info, warn};

use super::{App, FlowResult, takes, words};
use crate::base::clock::Timestamp;
use crate::delivery::Handed;
use crate::domain::code::{CodeLength, OtpCode};
use crate::domain::delivery::{Accepted, Category, Certainty, DeliveryId, Fault};
use crate::domain::limit::Take;
use crate::domain::message::{Body, Message};
use crate::domain::phone::Phone;
use crate::domain::verification::{VerificationId, wait_after};
use crate::store::{Limited, NewCode, NewDelivery, Outcome, Reserved};

/// What is to be texted.
pub(super) struct Order<'a> {
    pub phone: &'a Phone,
    pub phone_hash: String,
    pub requester: &'a str,
    pub form_key: Option<String>,
    pub verification: VerificationId,
    /// Which text of the verification this is, from 1.
    pub nth: u32,
    /// Whether whoever asks holds this verification already.
    pub holder: bool,
}

/// How it ended.
pub(super) enum Sending {
    /// The provider confirmed.
    Confirmed(Taken),
    /// The provider did not confirm; this is written already.
    NotConfirmed(Fault),
    /// A limit refused; the provider was not called.
    Limited(Duration),
    /// The same rendered form asked before; the provider was not called.
    Repeated(DeliveryId),
}

/// A text that was taken, still to be written down.
pub(super) struct Taken {
    pub id: DeliveryId,
    pub accepted: Accepted,
    pub took: Duration,
    pub code: NewCode,
}

impl Taken {
    pub fn outcome(&self) -> Outcome<'_> {
        Outcome {
            id: self.id,
            result: Ok(&self.accepted),
            took: self.took,
        }
    }
}

/// Steps 2 to 5a of a send.
pub(super) async fn send(app: &App, order: &Order<'_>) -> FlowResult<Sending> {
    let now = app.now();
    let Some(route) = app.delivery.route(order.phone.region()) else {
        let fault = Fault::refused(Category::Config, "no route serves this region");
        return Ok(Sending::NotConfirmed(fault));
    };
    let id = DeliveryId::draw(now, &mut *app.chance.rng());
    let delivery = NewDelivery {
        id,
        phone: order.phone,
        phone_hash: &order.phone_hash,
        form_key: order.form_key.as_deref(),
        provider: &route.provider,
    };
    let (mut reserved, refund) = reservation(app, order);
    match app.store.reserve(&delivery, &mut reserved, now).await? {
        Reserved::Yes => {}
        Reserved::Repeated(earlier) => return Ok(Sending::Repeated(earlier)),
        Reserved::Limited(limited) => return Ok(Sending::Limited(told_wait(app, order, &limited))),
    }
    let length = code_length(app, &order.phone_hash, now).await?;
    let code = OtpCode::draw(length, &mut *app.chance.rng());
    let expires_at = now.plus(app.policy.code_lifetime);
    let hash = code.hash(&app.key, &order.verification);
    let message = compose(app, order.phone, id, code, (now, expires_at));
    let handed = app.delivery.send(&message).await;
    report(order.phone, id, &handed);
    match handed.outcome {
        Ok(accepted) => Ok(Sending::Confirmed(Taken {
            id,
            accepted,
            took: handed.took,
            code: NewCode {
                hash,
                length,
                expires_at,
            },
        })),
        Err(fault) => {
            let refund = match fault.certainty {
                Certainty::Refused => refund.as_slice(),
                Certainty::Unknown => &[],
            };
            let outcome = Outcome {
                id,
                result: Err(&fault),
                took: handed.took,
            };
            app.store.not_confirmed(&outcome, refund).await?;
            Ok(Sending::NotConfirmed(fault))
        }
    }
}

/// What a send takes, and what of it comes back when the provider refuses:
/// all but the requester's share.
fn reservation(app: &App, order: &Order<'_>) -> (Vec<Take>, Vec<Take>) {
    let policy = &app.policy;
    let mut all = app.shared_takes(order.phone, order.requester);
    all.push(phone_wait(app, order));
    all.extend(takes("phone", &order.phone_hash, &policy.per_phone));
    all.extend(takes("total", "all", &policy.in_total));
    let refund = all
        .iter()
        .filter(|take| !take.key.starts_with("requester:"))
        .cloned()
        .collect();
    (all, refund)
}

/// The wait that begins with this text, whoever asks next.
fn phone_wait(app: &App, order: &Order<'_>) -> Take {
    let wait = wait_after(order.nth, app.policy.resend_wait);
    Take::wait(&order.phone_hash, wait)
}

/// How long the person is told to wait. A stranger learns nothing of what
/// others asked for this number: they hear the bucket's full interval, not what
/// remains of it.
fn told_wait(app: &App, order: &Order<'_>, limited: &Limited) -> Duration {
    let policy = &app.policy;
    let of_phone = std::iter::once(phone_wait(app, order))
        .chain(takes("phone", &order.phone_hash, &policy.per_phone))
        .find(|take| take.key == limited.key);
    match of_phone {
        Some(take) if !order.holder => take.interval,
        _ => limited.retry_after,
    }
}

/// Strength follows attack: while a phone's count of wrong tries is empty its
/// codes have ten digits; nobody is locked out.
async fn code_length(app: &App, phone_hash: &str, now: Timestamp) -> FlowResult<CodeLength> {
    let calm = app
        .store
        .has_left(&app.wrong_tries(phone_hash), now)
        .await?;
    Ok(if calm {
        app.policy.code_length
    } else {
        CodeLength::LONGEST
    })
}

fn compose(
    app: &App,
    to: &Phone,
    id: DeliveryId,
    code: OtpCode,
    (sent_at, expires_at): (Timestamp, Timestamp),
) -> Message {
    let words = words();
    let (site, host) = (&app.policy.site_name, app.policy.host.as_deref());
    Message {
        id,
        to: to.clone(),
        body: Body::compose(&words, site, host, &code),
        code,
        sent_at,
        expires_at,
        lang: words.lang(),
    }
}

fn report(phone: &Phone, id: DeliveryId, handed: &Handed) {
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
