//! Too many at a time: whoever is signing in goes on, whoever begins waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tracing::warn;

use super::Web;
use super::error::Error;
use crate::base::clock::{Timestamp, micros};
use crate::base::metrics::{Counter, Metric, Registry};

/// How often the log says at most that requests are refused.
const SAID_EVERY: Duration = Duration::from_secs(10);

const SHED: Metric = Metric::new(
    "textgate_shed_requests_total",
    "Requests that got 503 because too many were under way, by kind.",
);

/// How many requests are under way, and how many may be.
#[derive(Debug)]
pub struct Load {
    most: usize,
    under_way: Arc<AtomicUsize>,
    begins: Counter,
    others: Counter,
    /// When the log said so last, and how many were refused since.
    said_at: AtomicI64,
    unsaid: AtomicU64,
}

impl Load {
    /// At most so many.
    #[must_use]
    pub fn new(most: usize, registry: &Registry) -> Self {
        Self {
            most,
            under_way: Arc::default(),
            begins: registry.counter(SHED, &[("kind", "begin")]),
            others: registry.counter(SHED, &[("kind", "other")]),
            said_at: AtomicI64::new(i64::MIN),
            unsaid: AtomicU64::new(0),
        }
    }

    /// Counts one more, unless `most` are under way.
    fn enter(&self, most: usize) -> Option<UnderWay> {
        let count = Arc::clone(&self.under_way);
        let before = count.fetch_add(1, Ordering::Relaxed);
        let under_way = UnderWay(count);
        (before < most).then_some(under_way)
    }

    /// Counts one that was refused; the log gets a line for many.
    fn refused(&self, begins: bool, now: Timestamp) {
        let shed = if begins { &self.begins } else { &self.others };
        shed.increment(1);
        self.unsaid.fetch_add(1, Ordering::Relaxed);
        let now = now.as_micros();
        let is_due = |said: i64| (said <= now.saturating_sub(micros(SAID_EVERY))).then_some(now);
        let (set, get) = (Ordering::Relaxed, Ordering::Relaxed);
        if self.said_at.fetch_update(set, get, is_due).is_ok() {
            let requests = self.unsaid.swap(0, Ordering::Relaxed);
            warn!(requests, "refused: too many requests are under way");
        }
    }
}

/// A request that is under way until this is dropped.
struct UnderWay(Arc<AtomicUsize>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Lets a request in, or refuses it at once. What asks for a text gets in while
/// half of the room is free, so that there is room to finish a sign-in.
/// A text goes on when its browser is gone, and counts for as long.
pub async fn admit(State(web): State<Web>, request: Request, next: Next) -> Response {
    let load = &web.load;
    let begins = begins(&request);
    let most = if begins { load.most / 2 } else { load.most };
    let entered = load.enter(most).filter(|_| web.app.tasks.len() < most);
    let Some(_under_way) = entered else {
        load.refused(begins, web.app.now());
        return Error::Busy.into_response();
    };
    next.run(request).await
}

fn begins(request: &Request) -> bool {
    request.method() == Method::POST && TEXTS.contains(&request.uri().path())
}

/// What waits for a provider.
const TEXTS: [&str; 5] = [
    "/login",
    "/login/again",
    "/login/resend",
    "/auth/send-otp",
    "/auth/resend-otp",
];
