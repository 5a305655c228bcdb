//! The one map from an error to its page or JSON.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tracing::error;

use super::Web;
use super::error::{Busy, Cause, StaleSession};
use super::message_page::{self, MessagePage};
use super::oidc;
use super::page::{Page, html};
use super::request_log::Reference;
use super::sign_in::reauthenticate;

/// Turns every error answer that has no page yet into a page or into JSON,
/// whether a handler, an extractor or a layer made it.
pub async fn show(State(web): State<Web>, request: Request, next: Next) -> Response {
    let script = super::api::is_for_programs(request.uri().path());
    let is_oidc = oidc::is_call(request.uri().path());
    let is_post = request.method() == Method::POST;
    let Reference(reference) = Reference::of(request.extensions());
    let response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || is_written(&response) {
        return response;
    }
    if let Some(Cause(cause)) = response.extensions().get() {
        error!(%reference, %cause, "request failed");
    }
    let stale = response.extensions().get::<StaleSession>();
    let busy = response.extensions().get::<Busy>().is_some();
    let mut answer = match (script, status.is_server_error(), stale) {
        _ if is_oidc => oidc::refuse_status(status),
        (true, _, _) if busy => super::api::refuse_status(status),
        (true, true, _) => super::api::fault(status, &reference),
        (true, false, _) => super::api::refuse_status(status),
        (false, _, Some(stale)) => stale_page(&web, status, stale),
        (false, _, None) if busy => busy_page(&web, status),
        (false, _, None) => error_page(&web, status, &reference),
    };
    if status == StatusCode::SERVICE_UNAVAILABLE {
        let soon = HeaderValue::from_static("5");
        answer.headers_mut().insert(header::RETRY_AFTER, soon);
    }
    if is_post && !script && !is_oidc {
        // nothing of anybody is on it: the way back to it need not post again
        let restored = HeaderValue::from_static("private, no-cache");
        answer.headers_mut().insert(header::CACHE_CONTROL, restored);
    }
    for name in [header::SET_COOKIE, header::ALLOW] {
        for value in response.headers().get_all(&name) {
            answer.headers_mut().append(name.clone(), value.clone());
        }
    }
    answer
}

/// The answer to a request that gets no further than its head.
pub fn refusal(web: &Web, path: &str, status: StatusCode) -> Response {
    if super::api::is_for_programs(path) {
        super::api::refuse_status(status)
    } else if oidc::is_call(path) {
        oidc::refuse_status(status)
    } else {
        error_page(web, status, "")
    }
}

/// Whether a handler wrote the answer itself: extractors and layers answer in
/// plain text or not at all.
fn is_written(response: &Response) -> bool {
    let media_type = response.headers().get(header::CONTENT_TYPE);
    media_type.is_some_and(|it| !it.as_bytes().starts_with(b"text/plain"))
}

/// Leads to a new sign-in. The old one lasts until that stands.
fn stale_page(web: &Web, status: StatusCode, stale: &StaleSession) -> Response {
    let key = if stale.acts {
        "error-stale-act"
    } else {
        "error-stale"
    };
    let again = reauthenticate::address(&stale.back);
    message_page::page(web, status, key, Some(&again)).unwrap_or_else(|_| status.into_response())
}

/// For somebody who has only to try again.
fn busy_page(web: &Web, status: StatusCode) -> Response {
    let page = message_page::page(web, status, "error-busy", Some("/"));
    page.unwrap_or_else(|_| status.into_response())
}

fn error_page(web: &Web, status: StatusCode, reference: &str) -> Response {
    let key = match status {
        StatusCode::NOT_FOUND => "error-not-found",
        StatusCode::FORBIDDEN => "error-cross-site",
        StatusCode::METHOD_NOT_ALLOWED => "error-method",
        StatusCode::PAYLOAD_TOO_LARGE => "error-too-large",
        StatusCode::REQUEST_TIMEOUT => "error-too-late",
        StatusCode::SERVICE_UNAVAILABLE => "error-unavailable",
        status if status.is_server_error() => "error-internal",
        _ => "error-bad-request",
    };
    let view = MessagePage {
        page: Page::new(&web.site, web.app.now()),
        key,
        reference: status.is_server_error().then_some(reference),
        again: Some("/"),
    };
    html(status, &view).unwrap_or_else(|_| status.into_response())
}
