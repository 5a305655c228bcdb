//! One message on its way through the routes.

use std::time::Duration;

use tracing::warn;

use super::{new_delivery, report};
use crate::base::clock::{Elapsed, Timestamp};
use crate::base::words::Words;
use crate::delivery::{BreakerState, Route, SendContext, SendResult};
use crate::domain::code::OtpCode;
use crate::domain::delivery::{Category, Certainty, DeliveryId, Fault};
use crate::domain::message::Message;
use crate::flow::admission::AdmissionTerms;
use crate::flow::order::Order;
use crate::flow::{App, FlowResult};
use crate::store::{NewDelivery, Outcome, Refund};

/// With less time left a further provider could hardly answer.
const WORTH_IT: Duration = Duration::from_secs(1);

/// One message on its way through the routes, with the same code.
pub(super) struct Failover<'a> {
    pub app: &'a App,
    pub order: &'a Order<'a>,
    pub terms: &'a AdmissionTerms,
    pub code: OtpCode,
    pub began: Elapsed,
    pub expires_at: Timestamp,
    /// When the present hand-over was paid for.
    pub paid_at: Timestamp,
    /// Outcomes so far that may mean a text all the same.
    pub doubts: u32,
}

/// What a person is told of several faults: the last, but that a country is
/// closed only if all providers say so.
fn worth_telling(earlier: Option<Fault>, last: Fault) -> Fault {
    match (last.category, earlier) {
        (Category::Region, Some(earlier)) => earlier,
        _ => last,
    }
}

impl<'a> Failover<'a> {
    /// Hands over to one route after the other until one confirms or it makes
    /// no sense to go on. Each hand-over has its row before it begins.
    pub async fn run(
        &mut self,
        mut delivery: NewDelivery,
        mut route: &'a Route,
        mut rest: impl Iterator<Item = &'a Route>,
    ) -> FlowResult<Result<Outcome, Fault>> {
        let app = self.app;
        let mut told = None;
        loop {
            let handed = self.hand(delivery.id, route).await;
            let outcome = Outcome {
                id: delivery.id,
                result: handed.outcome,
                took: handed.took,
            };
            let Err(fault) = &outcome.result else {
                return Ok(Ok(outcome));
            };
            let fault = fault.clone();
            self.doubts += u32::from(fault.certainty == Certainty::Unknown);
            let next = if self.may_go_on(&fault) {
                app.delivery.next(&mut rest)
            } else {
                None
            };
            let Some(next) = next else {
                let refund = self.refund(&fault);
                let store = &app.store;
                store.not_confirmed(outcome, refund, self.paid_at).await?;
                return Ok(Err(worth_telling(told, fault)));
            };
            told = Some(worth_telling(told, fault.clone()));
            app.metrics.failed_over(&route.provider);
            route = next;
            let following = new_delivery(app, self.order, route, Some(&delivery), self.terms);
            let (cost, now) = (self.terms.reservation.cost.clone(), app.now());
            let next = following.clone();
            app.store.goes_on(outcome, next, cost, now).await?;
            if fault.certainty == Certainty::Unknown {
                self.paid_at = now;
            }
            delivery = following;
        }
    }

    /// What comes back after the last hand-over: a text that may exist has cost
    /// what it costs, and an earlier one that may keeps its limits.
    fn refund(&self, last: &Fault) -> Refund {
        match (last.certainty, self.doubts) {
            (Certainty::Unknown, _) => Refund::default(),
            (Certainty::Refused, 0) => self.terms.refund.clone(),
            (Certainty::Refused, _) => Refund {
                cost: self.terms.refund.cost.clone(),
                ..Refund::default()
            },
        }
    }

    /// A text that may exist already is sent again at most once; and a person
    /// waits only so long.
    fn may_go_on(&self, fault: &Fault) -> bool {
        fault.goes_on() && self.doubts <= 1 && self.time_left() >= WORTH_IT
    }

    fn time_left(&self) -> Duration {
        let end = self.began.plus(self.app.policy.send_timeout);
        end.since(self.app.clock.elapsed())
    }

    async fn hand(&self, id: DeliveryId, route: &Route) -> SendResult {
        let app = self.app;
        let message = self.message(id, route);
        let callback = app.callback(&route.provider, id);
        let context = SendContext {
            route,
            callback: callback.as_deref(),
        };
        let handed = app
            .delivery
            .hand(&message, &context, self.time_left())
            .await;
        app.metrics.sent(self.order.phone.region(), &handed);
        if let Some(state) = handed.breaker {
            self.tell_nodes(&handed.provider, state).await;
        }
        report(self.order.phone, id, &handed);
        handed
    }

    /// For the other nodes a breaker stays open until this one's probe is back.
    async fn tell_nodes(&self, provider: &str, state: BreakerState) {
        let App { store, node, .. } = self.app;
        let told = match state {
            BreakerState::Open(until) => {
                let until = until.plus(self.app.policy.send_timeout);
                store.breaker_opened((provider, node), until).await
            }
            BreakerState::Closed => store.breaker_closed(provider, node).await,
            BreakerState::Probing => Ok(()),
        };
        if let Err(error) = told {
            warn!(%provider, %error, "the other nodes do not hear of the provider's breaker");
        }
    }

    fn message(&self, id: DeliveryId, route: &Route) -> Message {
        // others read these by the clock on their wall
        let (words, wall) = (Words::of(self.order.language), self.app.clock.wall());
        let lives = self.expires_at.since(self.app.now());
        Message {
            id,
            to: self.order.phone.clone(),
            body: self.app.policy.body(&words, route, &self.code),
            code: self.code.clone(),
            sent_at: wall,
            expires_at: wall.plus(lives),
            language: words.language(),
        }
    }
}
