//! What holds for every request: no cross-site posts, and the headers that
//! tell browsers what pages may do.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Web;
use super::cors::is_listed;
use super::error::Error;
use super::error_page::refusal;

/// Refuses posts that another site's page caused (OWASP CSRF cheat sheet), but for
/// JSON calls from a listed one.
pub async fn refuse_cross_site(State(web): State<Web>, request: Request, next: Next) -> Response {
    let safe = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    let (path, headers) = (request.uri().path(), request.headers());
    let script = path.starts_with("/auth/");
    let own = own_post(headers, &web.site.origin, script);
    if safe || own || is_listed(&web, path, headers) {
        next.run(request).await
    } else {
        Error::CrossSite.into_response()
    }
}

/// Whether a post comes from a page of this site, or, for the JSON interface,
/// from no browser at all.
fn own_post(headers: &HeaderMap, origin: &str, script: bool) -> bool {
    let one = |name: HeaderName| headers.get(name).map(HeaderValue::as_bytes);
    match (one(SEC_FETCH_SITE), one(header::ORIGIN)) {
        // "none": the person's own doing, such as a restored tab
        (Some(site), _) => site == b"same-origin" || site == b"none",
        (None, Some(from)) => from == origin.as_bytes(),
        (None, None) => script,
    }
}

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
pub async fn refuse_doubled(State(web): State<Web>, request: Request, next: Next) -> Response {
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

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

const CSP: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
    font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Headers of every answer. `Referrer-Policy` is not `no-referrer`, for with
/// that browsers send forms with `Origin: null`.
pub async fn headers(State(web): State<Web>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut put = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    put(header::CONTENT_SECURITY_POLICY, CSP);
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "same-origin");
    put(header::X_FRAME_OPTIONS, "DENY");
    put(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    put(
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    put(
        HeaderName::from_static("permissions-policy"),
        "otp-credentials=(self), camera=(), geolocation=(), microphone=(), payment=()",
    );
    if web.site.https {
        put(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    // Pages hold one-time form numbers and personal data; files say themselves.
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
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
