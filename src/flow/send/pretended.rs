//! A blocked number that gets no texts: to whoever asks it looks as if one went
//! out. The code is drawn and kept like any other, and nobody ever sees it.

use std::time::Duration;

use tracing::info;

use super::{AcceptedText, SendOutcome};
use crate::delivery::Route;
use crate::domain::delivery::{Category, DeliveryId, Fault};
use crate::flow::admission::AdmissionTerms;
use crate::flow::in_flight::InFlightText;
use crate::flow::order::Order;
use crate::flow::{App, Blocked, FlowResult};
use crate::store::{NewCode, Outcome};

impl App {
    /// Whether the number is blocked and such numbers get no texts. It is asked
    /// of every number, so that all cost the same work.
    pub(super) async fn is_silent(&self, order: &Order<'_>) -> FlowResult<bool> {
        let asks = self.policy.blocked == Blocked::Silent;
        Ok(asks && self.store.blocked_since(&order.phone_hash).await?.is_some())
    }
}

/// Ends a send whose text is not handed to anybody: as the provider would have
/// ended it, as far as that is known without asking. Its limits stay taken; its
/// money comes back.
pub(super) async fn keep(
    app: &App,
    terms: &AdmissionTerms,
    (id, in_flight): (DeliveryId, InFlightText),
    route: &Route,
    code: NewCode,
) -> FlowResult<SendOutcome> {
    let now = app.now();
    let took = Duration::ZERO;
    let seems = app.delivery.would_take(route, &mut *app.rng_source.rng());
    if let Ok(seems) = seems {
        tokio::time::sleep(seems.min(app.policy.send_timeout)).await;
    }
    if let Err(fault) = seems {
        let outcome = Outcome {
            id,
            result: Err(fault.clone()),
            took,
        };
        let refund = terms.refund.clone();
        app.store.not_confirmed(outcome, refund, now).await?;
        return Ok(SendOutcome::NotConfirmed(fault));
    }
    if let Some(cost) = &terms.reservation.cost {
        app.store.not_spent(cost.clone(), now).await?;
    }
    info!(delivery = %id, "no text: the number is blocked");
    let detail = "no text was sent: the number is blocked, and limits.blocked is silent";
    let fault = Fault::refused(Category::Silenced, detail);
    Ok(SendOutcome::Confirmed(AcceptedText {
        outcome: Some(Outcome {
            id,
            result: Err(fault),
            took,
        }),
        code,
        counted: terms.counted.clone(),
        _under_way: Some(in_flight),
    }))
}
