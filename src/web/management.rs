//! What backends read and do of people, with a key that has a scope for it. No page of
//! a browser calls it, and no cookie is read.

mod acts;
mod body;
mod caller;
mod described;
mod events;
mod expected;
mod idempotency;
mod openapi;
mod shown;
mod users;

use axum::Router;
use axum::http::request::Parts;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Web;
use super::api::backend;
use crate::domain::api_client::{ApiClient, ApiScope};

/// The largest file of people to expect, in bytes.
pub const MAX_FILE: usize = 4 * 1024 * 1024;

const USERS: &str = "/api/v1/users";
const SEARCH: &str = "/api/v1/users/search";
const IMPORT: &str = "/api/v1/users/import";

/// Whether some backend may do any of it; else there is none of it.
pub fn is_on(web: &Web) -> bool {
    web.app.policy.api_clients.iter().any(ApiClient::manages)
}

/// Whether a request may bring a file of people to expect.
pub fn takes_a_file(web: &Web, parts: &Parts) -> bool {
    let client = || backend(&parts.headers, &web.app.policy).ok();
    parts.uri.path() == IMPORT && client().is_some_and(|it| it.may(ApiScope::UsersWrite))
}

/// All calls, behind what each of them asks first.
pub fn routes(web: &Web) -> Router<Web> {
    let (calls, _) = calls().split_for_parts();
    calls
        .layer(from_fn_with_state(web.clone(), idempotency::once))
        .layer(from_fn_with_state(web.clone(), caller::let_in))
        .route("/api/openapi.json", get(openapi::document))
}

/// All calls, as they are described.
fn calls() -> OpenApiRouter<Web> {
    OpenApiRouter::with_openapi(openapi::base())
        .routes(routes!(users::list, expected::expect))
        .routes(routes!(users::search))
        .routes(routes!(expected::import))
        .routes(routes!(users::one, acts::change, acts::delete))
        .routes(routes!(acts::label))
        .routes(routes!(acts::block))
        .routes(routes!(acts::unblock))
        .routes(routes!(acts::sign_out))
        .routes(routes!(events::list))
}
