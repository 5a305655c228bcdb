//! One line per request; no query, no id, no number.

use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Extensions, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use tracing::{Instrument, info};

use super::{Web, trace};
use crate::base::rng::token;

/// A request's reference number: on error pages and in the log.
#[derive(Debug, Clone)]
pub struct Reference(pub String);

impl Reference {
    pub fn of(extensions: &Extensions) -> Self {
        extensions.get().cloned().unwrap_or(Self(String::new()))
    }
}

/// Numbers the request and writes its line.
pub async fn requests(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let began = web.app.clock.elapsed();
    let method = request.method().clone();
    // Unique enough for one log; it is no secret.
    let reference = token(&mut *web.app.rng_source.rng())[..12].to_owned();
    request
        .extensions_mut()
        .insert(Reference(reference.clone()));
    let path = request.extensions().get::<MatchedPath>().cloned();
    let path = path.as_ref().map_or("unmatched", MatchedPath::as_str);
    let span = trace::begin(&web, &method, path, request.headers());
    let response = next.run(request).instrument(span.clone()).await;
    let (status, took) = (response.status(), web.app.clock.elapsed().since(began));
    trace::end(&span, status);
    web.requests.count(path, &method, status, took);
    line((&method, path), (status, took), &reference);
    response
}

/// The line of one.
pub fn line(
    (method, path): (&Method, &str),
    (status, took): (StatusCode, Duration),
    reference: &str,
) {
    info!(
        %method,
        path,
        status = status.as_u16(),
        ms = took.as_millis(),
        %reference,
        "request"
    );
}
