//! Static files, carried inside the binary.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;

use super::Web;
use super::error::Error;
use crate::base::secret::hex;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

/// A short hash of each file's content: the version in its address.
static VERSIONS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let version = |path: &str| Some(hex(Files::get(path)?.metadata.sha256_hash().get(..8)?));
    Files::iter()
        .filter_map(|path| Some((path.to_string(), version(&path)?)))
        .collect()
});

/// The address of a file, which changes with its content.
pub fn versioned(path: &str) -> String {
    match VERSIONS.get(path) {
        Some(version) => format!("/static/{path}?v={version}"),
        None => format!("/static/{path}"),
    }
}

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/static/{*path}", get(file))
        .route("/site/accent.css", get(accent))
        .route("/site/logo", get(logo))
        .route("/favicon.ico", get(favicon))
}

async fn file(
    Path(path): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let file = Files::get(&path).ok_or(Error::NotFound)?;
    let version = VERSIONS.get(&path).map_or("", String::as_str);
    let etag = format!("\"{version}\"");
    let asked = query.and_then(|query| query.strip_prefix("v=").map(|v| v == version));
    let cache = match asked {
        Some(true) => "public, max-age=31536000, immutable",
        _ => "public, max-age=3600",
    };
    let cached = [(header::CACHE_CONTROL, cache), (header::ETAG, &etag)];
    let known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|tag| tag == etag.as_str());
    if known {
        return Ok((StatusCode::NOT_MODIFIED, cached).into_response());
    }
    let media_type = [(header::CONTENT_TYPE, media_type(&path))];
    Ok((cached, media_type, file.data).into_response())
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

async fn favicon() -> Response {
    let forever = [(header::CACHE_CONTROL, "public, max-age=86400")];
    (
        forever,
        axum::response::Redirect::permanent("/static/favicon.svg"),
    )
        .into_response()
}

/// Short-lived: the operator may change them with a restart.
const SHORT: (header::HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=300");

async fn accent(State(web): State<Web>) -> Result<Response, Error> {
    let css = web.site.accent_css.clone().ok_or(Error::NotFound)?;
    let media_type = (header::CONTENT_TYPE, "text/css; charset=utf-8");
    Ok(([SHORT, media_type], css).into_response())
}

async fn logo(State(web): State<Web>) -> Result<Response, Error> {
    let logo = web.site.logo.as_ref().ok_or(Error::NotFound)?;
    let media_type = (header::CONTENT_TYPE, logo.media_type);
    Ok(([SHORT, media_type], logo.bytes.clone()).into_response())
}
