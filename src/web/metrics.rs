//! What is counted of HTTP requests, and where all metrics are read.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::uri::Authority;
use axum::http::{Method, Request, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::Web;
use crate::base::metrics::{Counter, Family, Histogram, Metric, Registry, Word};
use crate::base::url::is_loopback;

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
pub struct HttpMetrics(Family<String, Arc<RouteMetrics>>);

#[derive(Debug)]
struct RouteMetrics {
    answers: Family<(Word, Word), Counter>,
    times: Family<Word, Histogram>,
}

impl HttpMetrics {
    /// Kept in this registry.
    #[must_use]
    pub fn new(registry: Registry) -> Self {
        let of_route = move |route: &String| Arc::new(RouteMetrics::new(&registry, route));
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

impl RouteMetrics {
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

/// By which names scrapers may ask. A page whose name was pointed at this machine
/// (DNS rebinding) asks by that name, and reads nothing.
#[derive(Debug, Clone, Default)]
pub struct ScrapeHosts {
    /// The address that is listened on.
    pub listen: Option<IpAddr>,
    /// Further names and addresses, in small letters.
    pub names: Vec<String>,
}

impl ScrapeHosts {
    /// Whether a host may be asked for; where all addresses are listened on, any
    /// address is, for only names can be pointed elsewhere.
    fn allow(&self, host: &str) -> bool {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        let bare = host.trim_matches(['[', ']']);
        let is_own = |address: IpAddr| match self.listen {
            Some(listen) => listen.is_unspecified() || listen == address,
            None => false,
        };
        is_loopback(&host)
            || bare.parse().is_ok_and(is_own)
            || self.names.iter().any(|name| name == bare)
    }

    /// Whether all hosts that a request names may be asked for; one must be.
    fn allow_all<B>(&self, request: &Request<B>) -> bool {
        let named = request.headers().get_all(header::HOST).iter();
        let named = named.map(|it| Authority::try_from(it.as_bytes()).ok());
        let of_uri = request.uri().authority().cloned().map(Some);
        let mut hosts = named.chain(of_uri).peekable();
        hosts.peek().is_some() && hosts.all(|it| it.is_some_and(|it| self.allow(it.host())))
    }
}

/// The other listener, for scrapers: `GET /metrics` and nothing else.
pub fn metrics_router(web: Web) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .layer(from_fn_with_state(web.clone(), known_host))
        .with_state(web)
}

async fn known_host(State(web): State<Web>, request: Request<Body>, next: Next) -> Response {
    if web.site.scrape_hosts.allow_all(&request) {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, "Add this host to metrics.hosts\n").into_response()
}

async fn metrics(State(web): State<Web>) -> Response {
    let text = web.app.scrape().await;
    ([(header::CONTENT_TYPE, TEXT)], text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w5_only_loopback_the_own_address_and_configured_names_may_be_asked_for() {
        let allows = |listen: &str, host: &str| {
            let listen = listen.parse().ok();
            let names = vec!["prom.internal".into(), "10.0.0.9".into()];
            ScrapeHosts { listen, names }.allow(host)
        };
        for host in [
            "localhost",
            "LOCALHOST.",
            "a.localhost",
            "127.0.0.1",
            "127.9.9.9",
            "[::1]",
        ] {
            assert!(allows("10.0.0.5", host), "{host}");
        }
        for host in ["prom.internal", "Prom.Internal.", "10.0.0.9", "10.0.0.5"] {
            assert!(allows("10.0.0.5", host), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example",
            "10.0.0.6",
            "xprom.internal",
            "",
        ] {
            assert!(!allows("10.0.0.5", host), "{host}");
        }
        assert!(allows("0.0.0.0", "10.0.0.6") && allows("::", "[fd00::1]"));
        assert!(!allows("0.0.0.0", "10.0.0.6.evil.example"));
    }
}
