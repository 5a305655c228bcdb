//! Too many at a time: whoever is signing in goes on, whoever begins waits.

use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;
use tracing::warn;

use super::Web;
use super::body_limit::BodyLimit;
use super::error::Error;
use crate::base::clock::{Timestamp, micros};
use crate::base::metrics::{Counter, Metric, Registry};

/// How often the log says at most that requests are refused.
const SAID_EVERY: Duration = Duration::from_secs(10);

/// How many files of people are read and written at a time.
const IMPORTS: usize = 2;

const SHED: Metric = Metric::new(
    "textgate_shed_requests_total",
    "Requests that got 503 because too many were under way, by kind.",
);

/// What was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ShedKind {
    /// A request for a text.
    Begin,
    /// Another one.
    Other,
    /// One whose body would have been waited for.
    Body,
}

/// How many requests are under way, and how many may be.
#[derive(Debug)]
pub struct LoadShedder {
    most: usize,
    under_way: Arc<AtomicUsize>,
    pub(super) bodies: BodyLimit,
    /// Files of people, each of which takes some ten times the memory of its text.
    pub(super) imports: Semaphore,
    begins: Counter,
    others: Counter,
    without_body: Counter,
    said: RefusalLog,
    said_of_bodies: RefusalLog,
}

/// When the log said last that requests are refused, and how many were since.
#[derive(Debug)]
struct RefusalLog {
    at: AtomicI64,
    unsaid: AtomicU64,
}

impl Default for RefusalLog {
    fn default() -> Self {
        Self {
            at: AtomicI64::new(i64::MIN),
            unsaid: AtomicU64::new(0),
        }
    }
}

impl RefusalLog {
    /// How many to say now, if it is time, this one among them.
    fn one_more(&self, now: Timestamp) -> Option<u64> {
        self.unsaid.fetch_add(1, Ordering::Relaxed);
        let now = now.as_micros();
        let is_due = |said: i64| (said <= now.saturating_sub(micros(SAID_EVERY))).then_some(now);
        let (set, get) = (Ordering::Relaxed, Ordering::Relaxed);
        let due = self.at.fetch_update(set, get, is_due);
        due.ok().map(|_| self.unsaid.swap(0, Ordering::Relaxed))
    }
}

impl LoadShedder {
    /// At most so many.
    #[must_use]
    pub fn new(most: usize, registry: &Registry) -> Self {
        Self {
            most,
            under_way: Arc::default(),
            bodies: BodyLimit::default(),
            imports: Semaphore::new(IMPORTS),
            begins: registry.counter(SHED, &[("kind", "begin")]),
            others: registry.counter(SHED, &[("kind", "other")]),
            without_body: registry.counter(SHED, &[("kind", "body")]),
            said: RefusalLog::default(),
            said_of_bodies: RefusalLog::default(),
        }
    }

    /// Counts one more, unless `most` are under way.
    fn enter(&self, most: usize) -> Option<InFlightRequest> {
        let count = Arc::clone(&self.under_way);
        let before = count.fetch_add(1, Ordering::Relaxed);
        let under_way = InFlightRequest(count);
        (before < most).then_some(under_way)
    }

    /// Counts one that was refused; the log gets a line for many.
    pub(super) fn refused(&self, kind: ShedKind, now: Timestamp) {
        let (shed, said) = match kind {
            ShedKind::Begin => (&self.begins, &self.said),
            ShedKind::Other => (&self.others, &self.said),
            ShedKind::Body => (&self.without_body, &self.said_of_bodies),
        };
        shed.increment(1);
        match said.one_more(now) {
            Some(requests) if kind == ShedKind::Body => {
                warn!(requests, "refused: too many bodies are waited for");
            }
            Some(requests) => warn!(requests, "refused: too many requests are under way"),
            None => {}
        }
    }
}

/// A request that is under way until this is dropped.
#[derive(Debug)]
struct InFlightRequest(Arc<AtomicUsize>);

impl Drop for InFlightRequest {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The place of a request, for whoever only waits for another one to end.
// a std mutex: nothing awaits while it is held
#[derive(Debug, Clone)]
pub struct RequestSlot(Arc<Mutex<Option<InFlightRequest>>>);

impl RequestSlot {
    /// Gives it up before the request is answered.
    pub fn leave(&self) {
        let mut place = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *place = None;
    }
}

/// Lets a request in, or refuses it at once. What asks for a text gets in while
/// half of the room is free, so that there is room to finish a sign-in.
/// A text goes on when its browser is gone, and counts for as long.
pub async fn admit(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let load = &web.load;
    let (kind, most) = if begins(&request) {
        (ShedKind::Begin, load.most / 2)
    } else {
        (ShedKind::Other, load.most)
    };
    let entered = load.enter(most).filter(|_| web.app.tasks.len() < most);
    let Some(under_way) = entered else {
        load.refused(kind, web.app.now());
        return Error::Busy.into_response();
    };
    let place = RequestSlot(Arc::new(Mutex::new(Some(under_way))));
    request.extensions_mut().insert(place.clone());
    let response = next.run(request).await;
    place.leave();
    response
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
