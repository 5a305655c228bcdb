//! What calls bring: bodies, ids, versions.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;

use crate::base::object::Object;
use crate::domain::label::{ExternalId, Labels};
use crate::domain::phone::Phone;
use crate::domain::user::UserId;
use crate::web::Web;
use crate::web::api::{bad_body, invalid_phone, refuse, refuse_status};

/// A JSON body.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Web> for Body<T> {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        if !is_of(request.headers(), &["application/json"]) {
            return Err(refuse_status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let bytes = Bytes::from_request(request, web).await.unwrap_or_default();
        serde_json::from_slice(&bytes)
            .map(|Object(body)| Self(body))
            .map_err(|error| bad_body(None, &error.to_string()))
    }
}

/// Whether a body is said to be of one of these types.
pub fn is_of(headers: &HeaderMap, kinds: &[&str]) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|it| it.to_str().ok());
    let kind = kind.and_then(|it| it.split(';').next()).unwrap_or_default();
    kinds
        .iter()
        .any(|known| kind.trim().eq_ignore_ascii_case(known))
}

/// Whom a call is about, and at which version it is to be done, if it says one.
#[derive(Debug, Clone, Copy)]
pub struct About(pub UserId, pub Option<i64>);

impl FromRequestParts<Web> for About {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let path = Path::<String>::from_request_parts(parts, web).await;
        let Path(id) = path.map_err(IntoResponse::into_response)?;
        let id = id.parse().map_err(|_| no_such_person())?;
        Ok(Self(id, at_version(&parts.headers)))
    }
}

/// The version that `If-Match` names; what is none of ours matches none.
fn at_version(headers: &HeaderMap) -> Option<i64> {
    let value = headers.get(header::IF_MATCH)?.to_str().unwrap_or_default();
    if value.trim() == "*" {
        return None;
    }
    let number = value
        .trim()
        .strip_prefix('"')
        .and_then(|it| it.strip_suffix('"'));
    Some(number.and_then(|it| it.parse().ok()).unwrap_or(-1))
}

pub fn no_such_person() -> Response {
    refuse(404, "No such user", "no_such_user")
}

/// A number, which needs its `+`.
pub fn phone(web: &Web, typed: &str) -> Result<Phone, Box<Response>> {
    let read = web.app.read_phone(typed, None);
    read.map_err(|error| invalid_phone("phone", &error.to_string()).into())
}

/// Labels, as they are written in bodies.
pub fn labels(texts: &[String]) -> Result<Labels, Box<Response>> {
    Labels::of(texts).map_err(|_| {
        let why = "at most 20, each 1 to 40 of a to z, 0 to 9 and -";
        bad_body(Some("labels"), why).into()
    })
}

/// What a backend calls somebody.
pub fn external_id(text: Option<&str>) -> Result<Option<ExternalId>, Box<Response>> {
    text.map(str::parse).transpose().map_err(|_| {
        let why = "1 to 200 characters in one line, without spaces around";
        bad_body(Some("external_id"), why).into()
    })
}
