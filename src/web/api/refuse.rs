//! The refusals of the JSON interface: `error` for people, `code` for programs.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// A number, or its region, that cannot be read; `why` says how, and in which country.
pub fn invalid_phone(field: &str, why: &str) -> Response {
    let error = "Invalid phone number format";
    let more = [("field", json!(field)), ("detail", json!(why))];
    refuse_with(400, error, "invalid_phone", more)
}

/// For a body that is no JSON, or not as it must be; the field where one is
/// known.
pub fn bad_body(field: Option<&str>, why: &str) -> Response {
    let field = field.map(|field| ("field", json!(field)));
    let more = field.into_iter().chain([("detail", json!(why))]);
    refuse_with(400, "Bad request", "bad_request", more)
}

pub fn no_verification() -> Response {
    let error = "No sign-in in progress for this phone number";
    refuse(404, error, "no_verification")
}

pub fn not_signed_in() -> Response {
    refuse(401, "Not signed in", "not_signed_in")
}

/// For a token of an app that there is not.
pub fn unknown_app() -> Response {
    refuse(404, "There is no such app", "unknown_app")
}

/// For a token of an app that is paused, or not for this person.
pub fn not_allowed() -> Response {
    refuse(403, "Not allowed to use this app", "not_allowed")
}

/// For a call without the key that it needs, or with one that nobody has.
pub fn unknown_client(error: &str) -> Response {
    let mut response = refuse(401, error, "unknown_client");
    // RFC 9110 section 15.5.2: a 401 says how to do better
    let bearer = HeaderValue::from_static("Bearer");
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, bearer);
    response
}

pub fn bad_user_address() -> Response {
    let error = "Textgate-User-Address must be one IPv4 or IPv6 address";
    refuse(400, error, "bad_request")
}

/// The refusal for a status that a layer or an extractor chose.
pub fn refuse_status(status: StatusCode) -> Response {
    let (error, code) = words_for(status);
    refuse(status.as_u16(), error, code)
}

/// The refusal for a fault, with the request's number in the log.
pub fn fault(status: StatusCode, reference: &str) -> Response {
    let (error, code) = words_for(status);
    let body = json!({ "error": error, "code": code, "reference": reference });
    (status, Json(body)).into_response()
}

fn words_for(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::FORBIDDEN => ("Cross-site request refused", "cross_site"),
        StatusCode::PAYLOAD_TOO_LARGE => ("Request body too large", "too_large"),
        StatusCode::REQUEST_TIMEOUT => ("Request body came too late", "too_late"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => (
            "Content-Type must be application/json",
            "unsupported_media_type",
        ),
        StatusCode::SERVICE_UNAVAILABLE => ("Service unavailable. Try again", "unavailable"),
        status if status.is_server_error() => ("Internal error", "internal"),
        StatusCode::NOT_FOUND => ("No such endpoint", "bad_request"),
        StatusCode::METHOD_NOT_ALLOWED => ("Method not allowed", "bad_request"),
        _ => ("Bad request", "bad_request"),
    }
}

pub fn refuse(status: u16, error: &str, code: &str) -> Response {
    refuse_with(status, error, code, [])
}

/// A refusal that says more.
pub fn refuse_with<'a>(
    status: u16,
    error: &str,
    code: &str,
    more: impl IntoIterator<Item = (&'a str, Value)>,
) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut body = json!({ "error": error, "code": code });
    for (name, value) in more {
        body[name] = value;
    }
    (status, Json(body)).into_response()
}
