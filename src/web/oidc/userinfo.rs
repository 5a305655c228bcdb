//! `GET`, `POST /oidc/userinfo` (`OpenID` Connect Core §5.3)

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::caller::too_often;
use super::form::Parameters;
use super::{not_stored, refuse};
use crate::flow::oidc::client::unknown_token;
use crate::flow::oidc::userinfo::{UserInfo, userinfo};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::requester::Requester;

/// With the token in a header.
pub async fn get(
    State(web): State<Web>,
    requester: Requester,
    headers: HeaderMap,
) -> Result<Response, Error> {
    read(&web, &requester, bearer(&headers)).await
}

/// With the token in a header or in the body.
pub async fn post(
    State(web): State<Web>,
    requester: Requester,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    let form = Parameters::of(&headers, &body);
    let in_body = form.and_then(|form| form.owned("access_token"));
    let token = match (bearer(&headers), in_body) {
        (Some(_), Some(_)) => {
            let why = "the token is there in two ways at once";
            return Ok(refuse(StatusCode::BAD_REQUEST, "invalid_request", why));
        }
        (in_header, in_body) => in_header.or(in_body),
    };
    read(&web, &requester, token).await
}

async fn read(web: &Web, requester: &Requester, token: Option<String>) -> Result<Response, Error> {
    let Some(token) = token else {
        return Ok(challenge(StatusCode::UNAUTHORIZED, None));
    };
    Ok(match userinfo(&web.app, &token).await? {
        UserInfo::Claims(claims) => not_stored(Json(claims).into_response()),
        UserInfo::Unknown => match unknown_token(&web.app, &requester.hash).await? {
            Some(wait) => too_often(wait),
            None => challenge(StatusCode::UNAUTHORIZED, Some("invalid_token")),
        },
        UserInfo::InvalidToken => challenge(StatusCode::UNAUTHORIZED, Some("invalid_token")),
        UserInfo::InsufficientScope => challenge(StatusCode::FORBIDDEN, Some("insufficient_scope")),
    })
}

/// The token of an `Authorization` header.
pub fn bearer(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = text.split_once(' ')?;
    let is_bearer = scheme.eq_ignore_ascii_case("bearer");
    is_bearer.then(|| token.trim().to_owned())
}

/// RFC 6750 §3: who shows nothing hears no error.
fn challenge(status: StatusCode, error: Option<&'static str>) -> Response {
    let (mut response, ask) = match error {
        None => (
            refuse(status, "invalid_token", "an access token is needed"),
            HeaderValue::from_static("Bearer"),
        ),
        Some(error) => (
            refuse(status, error, "the access token does not allow it"),
            HeaderValue::try_from(format!("Bearer error=\"{error}\""))
                .unwrap_or(HeaderValue::from_static("Bearer")),
        ),
    };
    response.headers_mut().insert(header::WWW_AUTHENTICATE, ask);
    response
}
