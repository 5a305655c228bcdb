//! Pages of other origins that may make the JSON calls, by CORS: those that the
//! operator listed, and no others.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use tower::{Layer, ServiceExt};
use tower_http::cors::CorsLayer;

use super::Web;

/// The JSON calls.
const CALLS: &str = "/auth/";

/// How long browsers remember what a preflight told them.
const REMEMBERED: Duration = Duration::from_mins(10);

/// Whether a page of a listed origin makes a JSON call.
pub(super) fn is_listed(web: &Web, path: &str, headers: &HeaderMap) -> bool {
    let from = headers.get(header::ORIGIN).map(HeaderValue::as_bytes);
    let mut listed = web.site.api_origins.iter();
    path.starts_with(CALLS) && listed.any(|origin| Some(origin.as_bytes()) == from)
}

/// Answers preflights, and lets listed pages read what the calls answer, refusals
/// too. With cookies, which browsers send from pages of the same site.
pub(super) async fn share(State(web): State<Web>, request: Request, next: Next) -> Response {
    let origins = &web.site.api_origins;
    if origins.is_empty() || !request.uri().path().starts_with(CALLS) {
        return next.run(request).await;
    }
    let origins = origins
        .iter()
        .filter_map(|origin| HeaderValue::from_str(origin).ok());
    let layer = CorsLayer::new()
        .allow_origin(origins.collect::<Vec<_>>())
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::CONTENT_TYPE])
        .allow_credentials(true)
        .expose_headers([header::RETRY_AFTER])
        .max_age(REMEMBERED);
    match layer.layer(next).oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}
