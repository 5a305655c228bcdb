//! Static files and the operator's, as they are served.

use std::borrow::Cow;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::Web;
use super::error::Error;
use super::site::SiteFile;
use super::static_files::{find, media_type};

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/static/{*path}", get(file))
        .route("/site/accent.css", get(accent))
        .route("/site/logo", get(logo))
        .route("/site/icon", get(icon))
        .route("/favicon.ico", get(favicon))
}

async fn file(
    Path(path): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let file = find(&path).ok_or(Error::NotFound)?;
    let serve = Serve {
        bytes: file.bytes.clone(),
        media_type: media_type(&path),
        version: &file.version,
        unversioned: "public, max-age=3600",
    };
    Ok(serve.answer(query.as_deref(), &headers))
}

/// What is served, and under which version.
struct Serve<'a> {
    bytes: Cow<'static, [u8]>,
    media_type: &'static str,
    version: &'a str,
    /// How long it may be kept by whoever asked without the version.
    unversioned: &'static str,
}

impl Serve<'_> {
    /// With the version in its address a file never changes.
    fn answer(self, query: Option<&str>, headers: &HeaderMap) -> Response {
        let asked = query.and_then(|query| query.strip_prefix("v="));
        let cache = if asked == Some(self.version) {
            "public, max-age=31536000, immutable"
        } else {
            self.unversioned
        };
        let etag = format!("\"{}\"", self.version);
        let cached = [(header::CACHE_CONTROL, cache), (header::ETAG, &etag)];
        let known = headers
            .get(header::IF_NONE_MATCH)
            .is_some_and(|tag| tag == etag.as_str());
        if known {
            return (StatusCode::NOT_MODIFIED, cached).into_response();
        }
        let media_type = [(header::CONTENT_TYPE, self.media_type)];
        (cached, media_type, self.bytes).into_response()
    }
}

/// Asked for by what reads no pages.
async fn favicon(State(web): State<Web>) -> Response {
    let day = [(header::CACHE_CONTROL, "public, max-age=86400")];
    (day, Redirect::temporary(&web.site.icon().0)).into_response()
}

async fn accent(
    State(web): State<Web>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    of_site(web.site.accent.as_ref(), query.as_deref(), &headers)
}

async fn logo(
    State(web): State<Web>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let logo = web.site.logo.as_ref().map(|logo| &logo.file);
    of_site(logo, query.as_deref(), &headers)
}

async fn icon(
    State(web): State<Web>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    of_site(web.site.icon.as_ref(), query.as_deref(), &headers)
}

/// A file of the operator's, who may change it with a restart.
fn of_site(
    file: Option<&SiteFile>,
    query: Option<&str>,
    headers: &HeaderMap,
) -> Result<Response, Error> {
    let file = file.ok_or(Error::NotFound)?;
    let serve = Serve {
        bytes: file.bytes.clone().into(),
        media_type: file.media_type,
        version: &file.version,
        unversioned: "public, max-age=300",
    };
    Ok(serve.answer(query, headers))
}
