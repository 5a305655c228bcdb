//! No cross-site posts.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Web;
use super::api::is_for_programs;
use super::cors::is_listed;
use super::error::Error;

/// By which browsers say where a request comes from.
pub const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses posts that another site's page caused (OWASP CSRF cheat sheet), but for
/// JSON calls from a listed one.
pub async fn refuse_cross_site(State(web): State<Web>, request: Request, next: Next) -> Response {
    let safe = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    let (path, headers) = (request.uri().path(), request.headers());
    let script = is_for_programs(path);
    let own = own_post(headers, &web.site.origin, script);
    if safe || own || is_listed(&web, path, headers) {
        next.run(request).await
    } else {
        Error::CrossSite.into_response()
    }
}

/// Whether a post comes from a page of this site, or, for the JSON interface,
/// from no browser at all.
pub(super) fn own_post(headers: &HeaderMap, origin: &str, script: bool) -> bool {
    let one = |name: HeaderName| headers.get(name).map(HeaderValue::as_bytes);
    match (one(SEC_FETCH_SITE), one(header::ORIGIN)) {
        // "none": the person's own doing, such as a restored tab
        (Some(site), _) => site == b"same-origin" || site == b"none",
        (None, Some(from)) => from == origin.as_bytes(),
        (None, None) => script,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "https://id.example";

    type Pairs = &'static [(&'static str, &'static str)];

    fn headers(pairs: Pairs) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn w1_only_own_pages_may_post() {
        let cases: [(Pairs, bool, bool); 9] = [
            (&[("sec-fetch-site", "same-origin")], true, true),
            (&[("sec-fetch-site", "none")], true, true),
            (&[("sec-fetch-site", "cross-site")], false, false),
            (&[("sec-fetch-site", "same-site")], false, false),
            (
                &[("sec-fetch-site", "cross-site"), ("origin", OWN)],
                false,
                false,
            ),
            (&[("origin", OWN)], true, true),
            (&[("origin", "https://id.example.evil")], false, false),
            (&[("origin", "null")], false, false),
            (&[], false, true),
        ];
        for (pairs, form, script) in cases {
            let headers = headers(pairs);
            assert_eq!(own_post(&headers, OWN, false), form, "form {pairs:?}");
            assert_eq!(own_post(&headers, OWN, true), script, "script {pairs:?}");
        }
    }
}
