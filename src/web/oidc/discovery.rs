//! What anybody may read about us: the metadata (`OpenID` Connect Discovery, RFC 8414)
//! and the public keys.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::base::jws::{Alg, PublicKey};
use crate::domain::app::Scope;
use crate::flow::oidc::keys::keys;
use crate::web::Web;
use crate::web::error::Error;

const CLAIMS: [&str; 16] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "iat",
    "auth_time",
    "nonce",
    "at_hash",
    "sid",
    "acr",
    "amr",
    "phone_number",
    "phone_number_verified",
    "name",
    "preferred_username",
    "updated_at",
];

/// `GET /.well-known/openid-configuration`, `/.well-known/oauth-authorization-server`
pub async fn metadata(State(web): State<Web>) -> Response {
    let issuer = &web.site.origin;
    let at = |path: &str| format!("{issuer}/oidc/{path}");
    let has_email = web.app.policy.apps.iter().any(|app| app.email.is_some());
    let email = ["email", "email_verified"].iter().filter(|_| has_email);
    let scopes = Scope::ALL
        .iter()
        .filter(|it| has_email || **it != Scope::Email);
    let client_auth = ["client_secret_basic", "client_secret_post", "none"];
    let metadata = json!({
        "issuer": issuer,
        "authorization_endpoint": at("authorize"),
        "token_endpoint": at("token"),
        "userinfo_endpoint": at("userinfo"),
        "jwks_uri": at("jwks"),
        "revocation_endpoint": at("revoke"),
        "introspection_endpoint": at("introspect"),
        "end_session_endpoint": at("logout"),
        "scopes_supported": scopes.map(|it| it.as_str()).collect::<Vec<_>>(),
        "claims_supported": CLAIMS.iter().chain(email).collect::<Vec<_>>(),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "acr_values_supported": ["urn:textgate:sms", "urn:textgate:sms+totp", "urn:textgate:test"],
        "id_token_signing_alg_values_supported": Alg::ALL.map(Alg::as_str),
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": client_auth,
        "revocation_endpoint_auth_methods_supported": client_auth,
        "introspection_endpoint_auth_methods_supported": &client_auth[..2],
        "prompt_values_supported": ["none", "login", "select_account"],
        "authorization_response_iss_parameter_supported": true,
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
    });
    for_anybody(Json(metadata), "public, max-age=300")
}

/// `GET /oidc/jwks`
pub async fn jwks(State(web): State<Web>) -> Result<Response, Error> {
    let keys = keys(&web.app).await?;
    let published = keys.published.iter().map(PublicKey::published);
    let set = json!({ "keys": published.collect::<Vec<_>>() });
    Ok(for_anybody(Json(set), "public, max-age=3600"))
}

/// What pages of every origin may read.
fn for_anybody(body: impl IntoResponse, cached: &'static str) -> Response {
    let mut response = body.into_response();
    let pairs: [(HeaderName, &str); 2] = [
        (header::CACHE_CONTROL, cached),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    for (name, value) in pairs {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}
