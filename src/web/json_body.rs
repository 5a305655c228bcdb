//! The body of a JSON call.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use serde::de::DeserializeOwned;

use super::Web;
use super::api::refuse_status;

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
            .map(Self)
            .map_err(|_| refuse_status(StatusCode::BAD_REQUEST))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers.get(header::CONTENT_TYPE);
    media_type
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| {
            let essence = it.split(';').next().unwrap_or_default().trim();
            essence.eq_ignore_ascii_case("application/json")
        })
}
