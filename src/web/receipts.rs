//! Providers' delivery receipts: one address each, with a secret part.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{FromRequestParts, MatchedPath, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde::Deserialize;

use super::Web;
use super::error::Error;
use crate::flow::receipts::{ReceiptOutcome, ReceiptRequest, handle_receipt};

/// The largest body that is read, in bytes: some providers send batches.
pub const MAX_BATCH: usize = 256 * 1024;

const ADDRESS: &str = "/receipts/{provider}/{token}";

/// Some providers tell by GET, in the query.
pub fn routes() -> Router<Web> {
    Router::new().route(ADDRESS, post(receipt).get(receipt))
}

/// Whether a request comes to an address that we gave a provider; none if it
/// comes to no such address at all.
pub async fn is_ours(web: &Web, parts: &mut Parts) -> Option<bool> {
    let matched = parts.extensions.get::<MatchedPath>()?;
    if matched.as_str() != ADDRESS {
        return None;
    }
    let named = Path::<(String, String)>::from_request_parts(parts, web).await;
    let ours = named.is_ok_and(|Path((name, token))| web.app.is_receipt_token(&name, &token));
    Some(ours)
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
    let posted = ReceiptRequest {
        // signatures cover the address that the provider was given
        url: format!("{}{path}", web.site.origin),
        headers,
        body: body.to_vec(),
        at: web.app.now(),
    };
    let status = match handle_receipt(&web.app, &provider, &token, &posted).await? {
        ReceiptOutcome::Yes => StatusCode::NO_CONTENT,
        ReceiptOutcome::NoSuchAddress => return Err(Error::NotFound),
        ReceiptOutcome::Forged => StatusCode::FORBIDDEN,
        ReceiptOutcome::Unreadable => StatusCode::BAD_REQUEST,
        ReceiptOutcome::TooEarly => StatusCode::SERVICE_UNAVAILABLE,
    };
    Ok(status.into_response())
}
