//! Pages of other origins that may call, by CORS: those that the operator listed, for
//! the JSON calls or as an app's own, and no others.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use tower::{Layer, ServiceExt};
use tower_http::cors::CorsLayer;

use super::{Web, oidc};

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
/// too.
pub(super) async fn share(State(web): State<Web>, request: Request, next: Next) -> Response {
    let Some(layer) = shared(&web, request.uri().path()) else {
        return next.run(request).await;
    };
    match layer.layer(next).oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// How a path is shared, if it is: the JSON calls with cookies, which browsers send from
/// pages of the same site; what other apps call without.
fn shared(web: &Web, path: &str) -> Option<CorsLayer> {
    let layer = CorsLayer::new()
        .allow_methods([Method::GET, Method::POST])
        .max_age(REMEMBERED);
    if path.starts_with(CALLS) && !web.site.api_origins.is_empty() {
        let layer = layer
            .allow_headers([header::CONTENT_TYPE])
            .allow_credentials(true)
            .expose_headers([header::RETRY_AFTER]);
        return Some(layer.allow_origin(values(web.site.api_origins.iter())));
    }
    let apps = &web.app.policy.apps;
    let origins = apps.iter().flat_map(|app| &app.origins);
    (oidc::is_shared(path) && !apps.is_empty()).then(|| {
        layer
            .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE])
            .expose_headers([header::RETRY_AFTER, header::WWW_AUTHENTICATE])
            .allow_origin(values(origins))
    })
}

fn values<'a>(origins: impl Iterator<Item = &'a String>) -> Vec<HeaderValue> {
    let values = origins.filter_map(|origin| HeaderValue::from_str(origin).ok());
    values.collect()
}
