//! `POST /oidc/introspect` (RFC 7662)

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::caller::{Call, call};
use super::form::Parameters;
use super::{not_stored, refuse};
use crate::domain::api_client::ApiScope;
use crate::flow::oidc::introspect::{Introspection, introspect as look, introspect_any};
use crate::web::Web;
use crate::web::api::backend;
use crate::web::error::Error;
use crate::web::requester::Requester;

/// Says whether a token of the app's own works, and what it is.
pub async fn introspect(
    State(web): State<Web>,
    requester: Requester,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    if has_bearer(&headers) {
        return for_backend(&web, &headers, &body).await;
    }
    let Call { client, form } = match call(&web, &requester, (&headers, &body)).await? {
        Ok(call) => call,
        Err(refused) => return Ok(refused),
    };
    let wrong = |error, why| Ok(refuse(StatusCode::BAD_REQUEST, error, why));
    if client.is_public() {
        return wrong("unauthorized_client", "only an app with a secret may ask");
    }
    let Some(token) = form.get("token") else {
        return wrong("invalid_request", "token is missing");
    };
    let found = look(&web.app, client, token).await?;
    Ok(answer(&web, found.as_ref()))
}

/// A backend asks, by its key, about any app's token.
async fn for_backend(web: &Web, headers: &HeaderMap, body: &[u8]) -> Result<Response, Error> {
    let client = match backend(headers, &web.app.policy) {
        Ok(client) => client,
        Err(refused) => return Ok(refused.into_response()),
    };
    if !client.may(ApiScope::Introspect) {
        let why = "this key lacks the scope introspect";
        return Ok(refuse(StatusCode::FORBIDDEN, "insufficient_scope", why));
    }
    let form = Parameters::of(headers, body);
    let Some(token) = form.as_ref().and_then(|form| form.get("token")) else {
        let why = "token is missing, or the body is no form";
        return Ok(refuse(StatusCode::BAD_REQUEST, "invalid_request", why));
    };
    let found = introspect_any(&web.app, token).await?;
    Ok(answer(web, found.as_ref()))
}

fn has_bearer(headers: &HeaderMap) -> bool {
    let shown = headers
        .get(header::AUTHORIZATION)
        .map(HeaderValue::as_bytes);
    shown.is_some_and(|it| it.len() > 6 && it[..7].eq_ignore_ascii_case(b"bearer "))
}

fn answer(web: &Web, found: Option<&Introspection>) -> Response {
    let inactive = json!({ "active": false });
    let answer = found.map_or(inactive, |token| shown(web, token));
    not_stored(Json(answer).into_response())
}

fn shown(web: &Web, token: &Introspection) -> Value {
    let kind = if token.is_access {
        "Bearer"
    } else {
        "refresh_token"
    };
    json!({
        "active": true,
        "iss": web.site.origin,
        "client_id": token.grant.app,
        "sub": token.grant.user_id.to_string(),
        "sid": token.grant.sid,
        "scope": token.scopes.to_string(),
        "token_type": kind,
        "iat": token.created_at.as_secs(),
        "exp": token.expires_at.as_secs(),
    })
}
