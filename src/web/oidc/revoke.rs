//! `POST /oidc/revoke` (RFC 7009)

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::caller::{Call, call};
use super::{not_stored, refuse};
use crate::flow::oidc::revoke::revoke as give_back;
use crate::web::Web;
use crate::web::error::Error;
use crate::web::requester::Requester;

/// Ends a token: the same answer whether there was one.
pub async fn revoke(
    State(web): State<Web>,
    requester: Requester,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    let Call { client, form } = match call(&web, &requester, (&headers, &body)).await? {
        Ok(call) => call,
        Err(refused) => return Ok(refused),
    };
    let Some(token) = form.get("token") else {
        let why = "token is missing";
        return Ok(refuse(StatusCode::BAD_REQUEST, "invalid_request", why));
    };
    give_back(&web.app, client, token).await?;
    Ok(not_stored(StatusCode::OK.into_response()))
}
