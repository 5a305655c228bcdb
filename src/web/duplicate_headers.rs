//! Requests that can be read in two ways are not read at all.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, Version, header};
use axum::middleware::Next;
use axum::response::Response;

use super::Web;
use super::csrf::SEC_FETCH_SITE;
use super::error_page::refusal;
/// Headers of which there must be one at most: of two, a proxy in front may read
/// the other one than we do, and a client choose what each of us sees.
const SINGLE: [HeaderName; 5] = [
    header::HOST,
    header::ORIGIN,
    SEC_FETCH_SITE,
    header::CONTENT_TYPE,
    header::REFERER,
];

/// Refuses what can be read in two ways.
pub async fn refuse(State(web): State<Web>, request: Request, next: Next) -> Response {
    if is_doubled(request.headers()) || has_two_hosts(&request) {
        return refusal(&web, request.uri().path(), StatusCode::BAD_REQUEST);
    }
    next.run(request).await
}

fn is_doubled(headers: &HeaderMap) -> bool {
    let mut names = SINGLE.into_iter();
    names.any(|name| headers.get_all(name).iter().nth(1).is_some())
}

/// RFC 9113 section 8.3.1: in HTTP/2 the authority is the host. In HTTP/1.1 that
/// of an absolute target counts, and `Host` does not (RFC 9112 section 3.2.2).
fn has_two_hosts(request: &Request) -> bool {
    let host = request.headers().get(header::HOST);
    let (Some(host), Some(authority)) = (host, request.uri().authority()) else {
        return false;
    };
    let same = host
        .as_bytes()
        .eq_ignore_ascii_case(authority.as_str().as_bytes());
    request.version() >= Version::HTTP_2 && !same
}
