//! The one map from what went wrong to a page or JSON.

use std::any::Any;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tracing::error;

use super::Web;
use super::admin::factor;
use super::log::Reference;
use super::message::{self, MessagePage};
use super::page::{Page, html};
use super::return_to::ReturnTo;
use super::sign_in::again;
use crate::store::StoreError;

/// Faults, and refusals that are the same on every route. Outcomes of the
/// flows are no errors; their handlers answer them.
#[derive(Debug)]
pub enum Error {
    /// No such page, or none for this person.
    NotFound,
    /// Another site's page caused the post.
    CrossSite,
    /// The sign-in is too old for what was asked.
    Stale(Stale),
    /// The second factor is missing: to be given, or to be set up.
    Factor(MissingFactor),
    /// Too much is under way.
    Busy,
    /// The request is not as it must be, which this status says.
    Refused(StatusCode),
    /// The database cannot do it now.
    Unavailable(String),
    /// A fault of the program.
    Internal(String),
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) => Self::Unavailable(error.to_string()),
            StoreError::Broken(_) => Self::Internal(error.to_string()),
        }
    }
}

impl From<tower_sessions::session::Error> for Error {
    fn from(error: tower_sessions::session::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}

impl From<askama::Error> for Error {
    fn from(error: askama::Error) -> Self {
        Self::Internal(error.to_string())
    }
}

/// What needs a newer sign-in, and where to go on after it.
#[derive(Debug, Clone)]
pub struct Stale {
    /// Whether something was to be done; else, to be seen.
    pub acts: bool,
    /// The page to come back to.
    pub back: ReturnTo,
    /// Whether that page has what was posted.
    pub kept: bool,
}

/// What an admin is led to before the pages.
#[derive(Debug, Clone)]
pub enum MissingFactor {
    /// They have none, and it is required.
    SetUp,
    /// This session did not give it, or too long ago; the page to come back to.
    Asked(ReturnTo),
}

/// Marks what was refused only because too much is under way: no fault.
#[derive(Debug, Clone)]
struct Busy;

/// The cause, for the log alone.
#[derive(Debug, Clone)]
struct Cause(String);

impl IntoResponse for Error {
    /// Only the status and the cause; [`show`] makes the page or the JSON.
    fn into_response(self) -> Response {
        let mut response = match self {
            Self::Factor(missing) => return factor::lead(&missing),
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::CrossSite | Self::Stale(_) => StatusCode::FORBIDDEN,
            Self::Refused(status) => status,
            Self::Busy | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
        .into_response();
        match self {
            Self::Unavailable(cause) | Self::Internal(cause) => {
                response.extensions_mut().insert(Cause(cause));
            }
            Self::Stale(stale) => {
                response.extensions_mut().insert(stale);
            }
            Self::Busy => {
                response.extensions_mut().insert(Busy);
            }
            _ => {}
        }
        response
    }
}

/// What a panic is answered.
pub fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let words = panic
        .downcast::<String>()
        .map(|text| *text)
        .or_else(|panic| panic.downcast::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_default();
    Error::Internal(format!("panicked: {words}")).into_response()
}

/// Turns every error answer that has no page yet into a page or into JSON,
/// whether a handler, an extractor or a layer made it.
pub async fn show(State(web): State<Web>, request: Request, next: Next) -> Response {
    let script = request.uri().path().starts_with("/auth/");
    let Reference(reference) = Reference::of(request.extensions());
    let response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || is_written(&response) {
        return response;
    }
    if let Some(Cause(cause)) = response.extensions().get() {
        error!(%reference, %cause, "request failed");
    }
    let stale = response.extensions().get::<Stale>();
    let busy = response.extensions().get::<Busy>().is_some();
    let mut answer = match (script, status.is_server_error(), stale) {
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
    for name in [header::SET_COOKIE, header::ALLOW] {
        for value in response.headers().get_all(&name) {
            answer.headers_mut().append(name.clone(), value.clone());
        }
    }
    answer
}

/// The answer to a request that gets no further than its head.
pub fn refusal(web: &Web, path: &str, status: StatusCode) -> Response {
    if path.starts_with("/auth/") {
        super::api::refuse_status(status)
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
fn stale_page(web: &Web, status: StatusCode, stale: &Stale) -> Response {
    let key = match (stale.kept, stale.acts) {
        (true, _) => "error-stale-kept",
        (false, true) => "error-stale-act",
        (false, false) => "error-stale",
    };
    let again = again::address(&stale.back);
    message::page(web, status, key, Some(&again)).unwrap_or_else(|_| status.into_response())
}

/// For somebody who has only to try again.
fn busy_page(web: &Web, status: StatusCode) -> Response {
    let page = message::page(web, status, "error-busy", Some("/"));
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
