//! Static files, carried inside the binary.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use super::Web;
use super::error::Error;
use super::site::SiteFile;
use crate::base::secret::hex;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Embedded;

/// A file as it is served.
struct File {
    bytes: Cow<'static, [u8]>,
    version: String,
}

/// The files by their paths. Style sheets name others by versioned addresses,
/// so that these can be kept for as long.
static FILES: LazyLock<HashMap<String, File>> = LazyLock::new(|| {
    let file = |bytes: Cow<'static, [u8]>| File {
        version: version(&bytes),
        bytes,
    };
    let named = Embedded::iter().filter_map(|path| {
        let found = Embedded::get(&path)?;
        Some((path.into_owned(), file(found.data)))
    });
    let (sheets, mut files): (HashMap<_, _>, HashMap<_, _>) =
        named.partition(|(path, _)| media_type(path).starts_with("text/css"));
    let sheets: Vec<_> = sheets
        .into_iter()
        .map(|(path, sheet)| {
            let mut css = String::from_utf8_lossy(&sheet.bytes).into_owned();
            for (other, File { version, .. }) in &files {
                css = css.replace(
                    &format!("url({other})"),
                    &format!("url({other}?v={version})"),
                );
            }
            (path, file(Cow::Owned(css.into_bytes())))
        })
        .collect();
    files.extend(sheets);
    files
});

/// A short hash of a file's content: the version in its address.
pub fn version(content: &[u8]) -> String {
    hex(&Sha256::digest(content)[..8])
}

/// The address of a file, which changes with its content.
pub fn versioned(path: &str) -> String {
    match FILES.get(path) {
        Some(file) => format!("/static/{path}?v={}", file.version),
        None => format!("/static/{path}"),
    }
}

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
    let file = FILES.get(&path).ok_or(Error::NotFound)?;
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

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
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
