//! The span of a request, named as OpenTelemetry's conventions for HTTP do.

use axum::http::{HeaderMap, Method, StatusCode};
use tracing::field::Empty;
use tracing::{Span, info_span};

use super::Web;
use super::metrics::word;
use crate::base::telemetry::follow;

/// Whose trace a request is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TraceParent {
    /// Its own: it begins one.
    Own,
    /// That of its `traceparent` header, if it has one.
    Header,
}

/// Routes that machines ask every few seconds, with nothing to tell.
const SILENT: [&str; 2] = ["/healthz", "/readyz"];

/// Begins it. Whose trace it is part of is asked of the request only if the
/// operator says so: anybody can send the header.
pub fn begin(web: &Web, method: &Method, route: &str, headers: &HeaderMap) -> Span {
    if SILENT.contains(&route) {
        return Span::none();
    }
    let method = word(method);
    let span = info_span!(
        "request",
        otel.name = format_args!("{method} {route}"),
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = method,
        http.route = route,
        http.response.status_code = Empty,
    );
    let parent = headers.get("traceparent").and_then(|it| it.to_str().ok());
    if let (TraceParent::Header, Some(parent)) = (web.site.trace, parent) {
        follow(&span, parent);
    }
    span
}

/// Notes how it ended.
pub fn end(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
}
