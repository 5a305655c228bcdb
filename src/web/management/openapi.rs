//! The description of the calls, made of their handlers.

use std::sync::LazyLock;

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use utoipa::OpenApi as _;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Components, OpenApi, SecurityRequirement};

use super::described::Refusal;

#[derive(utoipa::OpenApi)]
#[openapi(
    components(schemas(Refusal)),
    info(
        title = "Textgate management API",
        description = "What your backends read and do of people.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    )
)]
struct Base;

/// What is said of all calls.
pub fn base() -> OpenApi {
    let mut base = Base::openapi();
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let components = base.components.get_or_insert_with(Components::new);
    components.add_security_scheme("key", bearer);
    base.security = Some(vec![SecurityRequirement::new("key", [] as [&str; 0])]);
    base
}

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let (_, api) = super::calls().split_for_parts();
    serde_json::to_value(api).unwrap_or_default()
});

/// `GET /api/openapi.json`
pub async fn document() -> Response {
    Json(&*DOCUMENT).into_response()
}
