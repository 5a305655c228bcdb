//! The body of a JSON call.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Web;
use super::api::{bad_body, refuse_status};
use crate::base::object::Object;

/// A JSON body; the refusals are the contract's.
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Web> for JsonBody<T> {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        if !is_json(request.headers()) {
            return Err(refuse_status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        // it is here already: see `web::body`
        let bytes = Bytes::from_request(request, web).await.unwrap_or_default();
        serde_json::from_slice(&bytes)
            .map(|Object(body)| Self(body))
            .map_err(|error| complaint(&bytes, &error))
    }
}

/// What is wrong with a body, without what stands in it. All fields of all
/// calls are texts.
fn complaint(bytes: &[u8], error: &serde_json::Error) -> Response {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        let place = (error.line(), error.column());
        let why = format!("not JSON from line {}, column {} on", place.0, place.1);
        return bad_body(None, &why);
    };
    let Value::Object(fields) = value else {
        return bad_body(None, "the body must be a JSON object");
    };
    let is_optional = |name: &str| ["region", "verificationId"].contains(&name);
    let no_text = |name: &&&str| {
        let value = fields.get(**name);
        value.is_some_and(|it| !(it.is_string() || it.is_null() && is_optional(name)))
    };
    if let Some(name) = FIELDS.iter().find(no_text) {
        return bad_body(Some(name), &format!("{name} must be a string"));
    }
    match FIELDS
        .iter()
        .find(|name| error.to_string().contains(&format!("`{name}`")))
    {
        Some(name) => bad_body(Some(name), &format!("{name} is missing, or there twice")),
        None => refuse_status(StatusCode::BAD_REQUEST),
    }
}

/// The fields of the calls' bodies.
const FIELDS: [&str; 4] = ["phone", "otp", "region", "verificationId"];

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers.get(header::CONTENT_TYPE);
    media_type
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| {
            let essence = it.split(';').next().unwrap_or_default().trim();
            essence.eq_ignore_ascii_case("application/json")
        })
}
