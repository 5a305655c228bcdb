//! Providers' delivery receipts: one address each, with a secret part.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde::Deserialize;

use super::Web;
use super::error::Error;
use crate::delivery::Posted;
use crate::flow::receipts::{Heard, hear};

/// The largest body that is read, in bytes: some providers send batches.
const MAX_BATCH: usize = 256 * 1024;

/// Some providers tell by GET, in the query.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/receipts/{provider}/{token}", post(receipt).get(receipt))
        .layer(DefaultBodyLimit::max(MAX_BATCH))
}

/// How Meta asks whether a webhook is ours: it repeats a word that we chose,
/// and wants its own back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Handshake {
    #[serde(rename = "hub.verify_token")]
    word: String,
    #[serde(rename = "hub.challenge")]
    challenge: Option<String>,
}

async fn receipt(
    State(web): State<Web>,
    Path((provider, token)): Path<(String, String)>,
    Query(handshake): Query<Handshake>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    if let Some(challenge) = handshake.challenge {
        let ours = web.app.is_receipt_token(&provider, &token) && handshake.word == token;
        let plain = challenge.bytes().all(|b| b.is_ascii_alphanumeric());
        return if ours && plain {
            Ok(challenge.into_response())
        } else {
            Err(Error::NotFound)
        };
    }
    let path = uri.path_and_query().map_or("", |it| it.as_str());
    let posted = Posted {
        // signatures cover the address that the provider was given
        url: format!("{}{path}", web.site.origin),
        headers,
        body: body.to_vec(),
        at: web.app.now(),
    };
    let status = match hear(&web.app, &provider, &token, &posted).await? {
        Heard::Yes => StatusCode::NO_CONTENT,
        Heard::NoSuchAddress => return Err(Error::NotFound),
        Heard::Forged => StatusCode::FORBIDDEN,
        Heard::Unreadable => StatusCode::BAD_REQUEST,
        Heard::TooEarly => StatusCode::SERVICE_UNAVAILABLE,
    };
    Ok(status.into_response())
}
