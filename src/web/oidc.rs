//! Sign-in for other apps: what browsers come to on the way, and what apps call and
//! read about us. What apps call reads no cookie.

pub mod app_pages;
pub mod authorize;
mod caller;
mod continue_;
mod discovery;
mod form;
mod introspect;
mod logout;
mod revoke;
mod token;
mod userinfo;
pub mod waiting;

use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, http::HeaderName};
use serde_json::json;

use super::Web;
use super::account;

/// What apps call with forms, and are answered as JSON.
const CALLS: [&str; 4] = [
    "/oidc/token",
    "/oidc/userinfo",
    "/oidc/revoke",
    "/oidc/introspect",
];

/// What apps call, and what their pages may post to: that only leads to the same by
/// GET.
pub fn call_routes() -> Router<Web> {
    Router::new()
        .route("/oidc/authorize", post(authorize::post))
        .route("/oidc/logout", post(logout::post))
        .route(
            "/.well-known/openid-configuration",
            get(discovery::metadata),
        )
        .route(
            "/.well-known/oauth-authorization-server",
            get(discovery::metadata),
        )
        .route("/oidc/jwks", get(discovery::jwks))
        .route("/oidc/token", post(token::token))
        .route("/oidc/userinfo", get(userinfo::get).post(userinfo::post))
        .route("/oidc/revoke", post(revoke::revoke))
        .route("/oidc/introspect", post(introspect::introspect))
}

/// What browsers come to.
pub fn pages() -> Router<Web> {
    Router::new()
        .route("/oidc/authorize", get(authorize::get))
        .route("/oidc/continue", get(continue_::get).post(continue_::post))
        .route("/oidc/logout", get(logout::get))
        .route("/oidc/logout/confirm", post(logout::confirm))
        .route("/oidc/logout/done", get(logout::done))
        .route("/account/apps/{app}/disconnect", post(account::disconnect))
}

/// Whether an app calls there, and not a person's browser.
pub fn is_call(path: &str) -> bool {
    CALLS.contains(&path)
}

/// Whether an app's pages may call there and read the answer.
pub fn is_shared(path: &str) -> bool {
    is_call(path) && path != "/oidc/introspect"
}

/// A refusal in the words of RFC 6749 §5.2.
pub fn refuse(status: StatusCode, error: &str, description: &str) -> Response {
    let body = Json(json!({ "error": error, "error_description": description }));
    not_stored((status, body).into_response())
}

/// The same for what a handler never saw.
pub fn refuse_status(status: StatusCode) -> Response {
    let (error, description) = match status {
        StatusCode::TOO_MANY_REQUESTS => ("temporarily_unavailable", "too many failed calls"),
        StatusCode::SERVICE_UNAVAILABLE => ("temporarily_unavailable", "try again in a moment"),
        status if status.is_server_error() => ("server_error", "something broke on our side"),
        _ => ("invalid_request", "the request is not as it must be"),
    };
    refuse(status, error, description)
}

/// What nobody on the way may keep (RFC 6749 §5.1).
fn not_stored(mut response: Response) -> Response {
    let pairs: [(HeaderName, &str); 2] = [
        (header::CACHE_CONTROL, "no-store"),
        (header::PRAGMA, "no-cache"),
    ];
    for (name, value) in pairs {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}
