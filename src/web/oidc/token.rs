//! `POST /oidc/token`

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::caller::{Call, call, too_often};
use super::form::Parameters;
use super::{not_stored, refuse};
use crate::domain::secret_token::SecretToken;
use crate::flow::oidc::client::unknown_token;
use crate::flow::oidc::exchange::{TokenRequest, exchange};
use crate::flow::oidc::token::{Redemption, TokenAnswer, TokenError};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::requester::Requester;

/// Gives tokens for a code or a refresh token.
pub async fn token(
    State(web): State<Web>,
    requester: Requester,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    let Call { client, form } = match call(&web, &requester, (&headers, &body)).await? {
        Ok(call) => call,
        Err(refused) => return Ok(refused),
    };
    match exchange(&web.app, client, asked(&form)).await? {
        Ok(given) => Ok(answer(given)),
        Err(error) => {
            if error == TokenError::Unknown
                && let Some(wait) = unknown_token(&web.app, &requester.hash).await?
            {
                return Ok(too_often(wait));
            }
            Ok(refused(error))
        }
    }
}

fn asked(form: &Parameters) -> Result<TokenRequest, TokenError> {
    let missing = |why| TokenError::InvalidRequest(why);
    match form.get("grant_type") {
        Some("authorization_code") => Ok(TokenRequest::Code(Redemption {
            code: form.owned("code").ok_or(missing("code is missing"))?,
            redirect_uri: form.owned("redirect_uri"),
            verifier: form.owned("code_verifier"),
        })),
        Some("refresh_token") => Ok(TokenRequest::Refresh {
            token: form
                .owned("refresh_token")
                .ok_or(missing("refresh_token is missing"))?,
            scope: form.owned("scope"),
        }),
        Some(_) => Err(TokenError::UnsupportedGrantType),
        None => Err(missing("grant_type is missing")),
    }
}

fn answer(given: TokenAnswer) -> Response {
    let mut body = json!({
        "access_token": given.access.reveal(),
        "token_type": "Bearer",
        "expires_in": given.expires_in.as_secs(),
        "scope": given.scopes.to_string(),
    });
    if let Some(refresh) = &given.refresh {
        body["refresh_token"] = refresh.reveal().into();
    }
    if let Some(id_token) = given.id_token {
        body["id_token"] = id_token.into();
    }
    not_stored(Json(body).into_response())
}

fn refused(error: TokenError) -> Response {
    let why = match error {
        TokenError::InvalidRequest(why)
        | TokenError::InvalidGrant(why)
        | TokenError::UnauthorizedClient(why) => why,
        TokenError::Unknown => "there is no such code or refresh token",
        TokenError::UnsupportedGrantType => "use authorization_code or refresh_token",
        TokenError::InvalidScope => "nothing of this scope was granted",
    };
    refuse(StatusCode::BAD_REQUEST, error.word(), why)
}
