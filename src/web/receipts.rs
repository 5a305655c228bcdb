//! Providers' delivery receipts: one address each, with a secret part.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::routing::post;

use super::Web;
use super::error::Error;
use crate::delivery::Posted;
use crate::flow::receipts::{Heard, hear};

pub fn routes() -> Router<Web> {
    Router::new().route("/receipts/{provider}/{token}", post(receipt))
}

async fn receipt(
    State(web): State<Web>,
    Path((provider, token)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Error> {
    let path = uri.path_and_query().map_or("", |it| it.as_str());
    let posted = Posted {
        // signatures cover the address that the provider was given
        url: format!("{}{path}", web.site.origin),
        headers,
        body: body.to_vec(),
        at: web.app.now(),
    };
    Ok(match hear(&web.app, &provider, &token, &posted).await? {
        Heard::Yes => StatusCode::NO_CONTENT,
        Heard::NoSuchAddress => return Err(Error::NotFound),
        Heard::Forged => StatusCode::FORBIDDEN,
        Heard::Unreadable => StatusCode::BAD_REQUEST,
    })
}
