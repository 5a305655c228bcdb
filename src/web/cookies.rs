//! Which cookies count, and which are set. tower-cookies percent-decodes names
//! and trims Unicode spaces off them, so that a cookie that no browser takes
//! for a `__Host-` one would pass as it: a sibling host could plant a session.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::Web;
use super::session::removal;
use super::sign_in::REGION_COOKIE;

/// Hands on only this program's cookies, known by the very bytes of their
/// names, and lets only this program take the session cookie back.
pub async fn own(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let name = web.site.cookie_name();
    keep_own(
        request.headers_mut(),
        &[name, web.site.browser_cookie(), REGION_COOKIE],
    );
    let mut response = next.run(request).await;
    drop_foreign_removals(response.headers_mut(), name, &removal(&web));
    response
}

/// Each in a header of its own, so that none can spoil the reading of another.
fn keep_own(headers: &mut HeaderMap, names: &[&str]) {
    let cookies = headers.get_all(header::COOKIE).iter();
    let own = |pair: &&[u8]| {
        let name = pair.split(|b| *b == b'=').next().unwrap_or_default();
        names.iter().any(|own| own.as_bytes() == name)
    };
    let kept: Vec<_> = cookies
        .flat_map(|value| value.as_bytes().split(|b| *b == b';'))
        .map(<[u8]>::trim_ascii)
        .filter(own)
        .filter_map(|pair| HeaderValue::from_bytes(pair).ok())
        .collect();
    headers.remove(header::COOKIE);
    for pair in kept {
        headers.append(header::COOKIE, pair);
    }
}

/// tower-sessions takes a cookie back whose session is gone. Its answer to a
/// second click on "Sign in" would take the new session's cookie away.
fn drop_foreign_removals(headers: &mut HeaderMap, name: &str, removal: &str) {
    let empty = format!("{name}=;");
    let foreign = |value: &HeaderValue| {
        let value = value.as_bytes();
        value.starts_with(empty.as_bytes()) && value != removal.as_bytes()
    };
    let all = headers.get_all(header::SET_COOKIE).iter();
    let kept: Vec<_> = all.filter(|value| !foreign(value)).cloned().collect();
    headers.remove(header::SET_COOKIE);
    for value in kept {
        headers.append(header::SET_COOKIE, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s1_names_count_byte_by_byte() {
        let cases: [(&[u8], &[&[u8]]); 8] = [
            (b"a=1", &[b"a=1"]),
            (b"x=2; a=1;b=3 ; a=4", &[b"a=1", b"a=4"]),
            (b"a", &[b"a"]),
            (b"%61=1", &[]),
            (b"A=1", &[]),
            (b"a =1", &[]),
            ("\u{a0}a=1; \u{2000}a=1; a\u{85}=1".as_bytes(), &[]),
            (b"x=\xff; a=\xfe", &[b"a=\xfe"]),
        ];
        for (sent, wanted) in cases {
            let mut headers = HeaderMap::new();
            let value = HeaderValue::from_bytes(sent).expect("a value");
            headers.insert(header::COOKIE, value);
            keep_own(&mut headers, &["a", "c"]);
            let kept = headers.get_all(header::COOKIE).iter();
            let kept: Vec<_> = kept.map(HeaderValue::as_bytes).collect();
            assert_eq!(kept, wanted, "{}", String::from_utf8_lossy(sent));
        }
    }
}
