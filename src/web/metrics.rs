//! What is counted of HTTP requests, and where all metrics are read.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::Web;
use crate::base::metrics::{Counter, Family, Histogram, Metric, Registry, Word};

const REQUESTS: Metric = Metric::new(
    "textgate_http_requests_total",
    "HTTP requests by route, method and class of status.",
);
const TIMES: Metric = Metric::new(
    "textgate_http_request_duration_seconds",
    "How long HTTP requests took, by route and method.",
);

/// Version 0.0.4 of the text format: what every Prometheus reads.
const TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What is counted of HTTP requests.
#[derive(Debug)]
pub struct Requests(Family<String, Arc<OfRoute>>);

#[derive(Debug)]
struct OfRoute {
    answers: Family<(Word, Word), Counter>,
    times: Family<Word, Histogram>,
}

impl Requests {
    /// Kept in this registry.
    #[must_use]
    pub fn new(registry: Registry) -> Self {
        let of_route = move |route: &String| Arc::new(OfRoute::new(&registry, route));
        Self(Family::new(of_route))
    }

    /// Counts an answer. `route` is the pattern that matched, never a path,
    /// which anybody can make up.
    pub(super) fn count(&self, route: &str, method: &Method, status: StatusCode, took: Duration) {
        let route = self.0.get(route);
        let method = word(method);
        route.answers.get(&(method, class(status))).increment(1);
        route.times.get(&method).record(took);
    }
}

impl OfRoute {
    fn new(registry: &Registry, route: &str) -> Self {
        let (answers, name) = (registry.clone(), route.to_owned());
        let (times, same) = (registry.clone(), route.to_owned());
        Self {
            answers: Family::new(move |(method, class): &(Word, Word)| {
                let labels = [
                    ("route", name.as_str()),
                    ("method", method),
                    ("status", class),
                ];
                answers.counter(REQUESTS, &labels)
            }),
            times: Family::new(move |method: &Word| {
                times.histogram(TIMES, &[("route", &same), ("method", method)])
            }),
        }
    }
}

/// The methods that routes know; anybody can make up others.
pub(super) fn word(method: &Method) -> Word {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

fn class(status: StatusCode) -> Word {
    match status.as_u16() {
        100..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}

/// The other listener, for scrapers: `GET /metrics` and nothing else.
pub fn metrics_router(web: Web) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .with_state(web)
}

async fn metrics(State(web): State<Web>) -> Response {
    let text = web.app.scrape().await;
    ([(header::CONTENT_TYPE, TEXT)], text).into_response()
}
