//! Forward auth: what proxies ask before each request to an app, and the way on which
//! browsers become known at an app's origin, `/.textgate/`, which the proxy hands on.

mod answer;
mod asked;
mod check;
mod cookie;
mod handshake;
mod sign_out;

use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use super::Web;
use super::error;
use super::load_shedding;
use asked::Family;

/// Proxies ask here: any method, any host, and a body is never read.
pub fn checks(web: &Web, patience: Duration) -> Router<Web> {
    let of = |family| {
        any(move |State(web): State<Web>, request: Request| async move {
            let (parts, _unread) = request.into_parts();
            check::check(&web, &parts, family).await
        })
    };
    let late = StatusCode::SERVICE_UNAVAILABLE;
    Router::new()
        .route("/forward/nginx", of(Family::Original))
        .route("/forward/caddy", of(Family::Forwarded))
        .route("/forward/traefik", of(Family::Forwarded))
        .route("/forward/haproxy", of(Family::Forwarded))
        .route("/forward/envoy", of(Family::Envoy))
        .route("/forward/envoy/", of(Family::Envoy))
        .route("/forward/envoy/{*path}", of(Family::Envoy))
        .layer(TimeoutLayer::with_status_code(late, patience))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(from_fn_with_state(web.clone(), load_shedding::admit))
}

/// At each guarded origin, on whatever host that is.
pub fn at_origins() -> Router<Web> {
    Router::new()
        .route("/.textgate/start", get(handshake::start))
        .route("/.textgate/callback", get(handshake::callback))
        .route(
            "/.textgate/sign-out",
            get(sign_out::sign_out).post(sign_out::sign_out),
        )
}

/// At Textgate's own origin.
pub fn pages() -> Router<Web> {
    Router::new()
        .route("/forward/go", get(handshake::go))
        .route("/forward/no-cookie", get(handshake::no_cookie))
}
