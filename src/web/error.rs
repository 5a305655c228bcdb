//! What goes wrong. `error_page` makes the page or the JSON of it.

use std::any::Any;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::return_to::ReturnTo;
use crate::flow::FlowError;

/// Faults, and refusals that are the same on every route. Outcomes of the
/// flows are no errors; their handlers answer them.
#[derive(Debug)]
pub enum Error {
    /// No such page, or none for this person.
    NotFound,
    /// Another site's page caused the post.
    CrossSite,
    /// The sign-in is too old for what was asked.
    StaleSession(StaleSession),
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

impl From<FlowError> for Error {
    fn from(error: FlowError) -> Self {
        match error {
            FlowError::Unavailable(_) => Self::Unavailable(error.to_string()),
            FlowError::Broken(_) => Self::Internal(error.to_string()),
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
pub struct StaleSession {
    /// Whether something was to be done; else, to be seen.
    pub acts: bool,
    /// The page to come back to.
    pub back: ReturnTo,
}

/// What an admin is led to before the pages.
#[derive(Debug, Clone)]
pub enum MissingFactor {
    /// They have none, and it is required.
    SetUp,
    /// This session did not give it, or too long ago; the page to come back to.
    Asked(ReturnTo),
}

impl IntoResponse for MissingFactor {
    fn into_response(self) -> Response {
        match self {
            Self::SetUp => Redirect::to("/admin/factor").into_response(),
            Self::Asked(back) => {
                let query = serde_urlencoded::to_string([("return_to", back.as_str())]);
                let page = format!("/admin/factor/check?{}", query.unwrap_or_default());
                let mut led = Redirect::to(&page).into_response();
                led.extensions_mut().insert(FactorAsked);
                led
            }
        }
    }
}

/// Marks what was refused only because too much is under way: no fault.
#[derive(Debug, Clone)]
pub struct Busy;

/// Marks an answer that asks for the second factor.
#[derive(Debug, Clone)]
pub struct FactorAsked;

/// The cause, for the log alone.
#[derive(Debug, Clone)]
pub struct Cause(pub String);

impl IntoResponse for Error {
    /// Only the status and the cause, or the way to what is missing.
    fn into_response(self) -> Response {
        let mut response = match self {
            Self::Factor(missing) => return missing.into_response(),
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::CrossSite | Self::StaleSession(_) => StatusCode::FORBIDDEN,
            Self::Refused(status) => status,
            Self::Busy | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
        .into_response();
        match self {
            Self::Unavailable(cause) | Self::Internal(cause) => {
                response.extensions_mut().insert(Cause(cause));
            }
            Self::StaleSession(stale) => {
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
