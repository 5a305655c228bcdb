//! Which cookies count, and which are set. tower-cookies percent-decodes names
//! and trims Unicode spaces off them, so that a cookie that no browser takes
//! for a `__Host-` one would pass as it: a sibling host could plant a session.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::Web;
use super::language;
use super::said;
use super::session::removal;
use super::sign_in::{REGION_COOKIE, VISIT_COOKIE};

/// Hands on only this program's cookies, known by the very bytes of their
/// names, and lets only this program take the session cookie back.
pub async fn own(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let name = web.site.cookie_name();
    keep_own(
        request.headers_mut(),
        &[
            name,
            web.site.browser_cookie(),
            REGION_COOKIE,
            VISIT_COOKIE,
            said::COOKIE,
            language::COOKIE,
        ],
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
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use tower_sessions::cookie::Cookie;

    use super::*;
    use crate::base::proptest_config::cases;

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

    const NAMES: [&str; 3] = ["__Host-textgate", "__Host-textgate-browser", REGION_COOKIE];

    /// Headers made of pieces of real ones, of look-alikes, and of any bytes.
    fn headers() -> impl Strategy<Value = Vec<HeaderValue>> {
        const PIECES: &[&str] = &[
            "__Host-textgate=AAAA",
            "__Host-textgate-browser=0a.0b",
            "textgate-region=US",
            "__Host-textgate",
            "textgate-region",
            "=",
            ";",
            "; ",
            " ",
            "\t",
            ",",
            "\"",
            "%5F%5FHost-textgate=B",
            "__host-textgate=C",
            "\u{a0}",
            "\u{2000}",
            "\u{85}",
            "é",
            "$Version=1",
            "%",
            "%00",
            "%ff",
            "x",
            "__Secure-",
        ];
        let piece = prop_oneof![
            9 => select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
            1 => vec(any::<u8>(), 0..6),
        ];
        let value = vec(piece, 0..12).prop_map(|pieces| HeaderValue::from_bytes(&pieces.concat()));
        let value = value.prop_filter_map("no header can hold it", Result::ok);
        vec(value, 0..3)
    }

    fn all(headers: &HeaderMap, name: header::HeaderName) -> Vec<Vec<u8>> {
        let values = headers.get_all(name).iter();
        values.map(|value| value.as_bytes().to_vec()).collect()
    }

    proptest! {
        #![proptest_config(cases(20_000))]

        #[test]
        fn s1_only_names_of_the_very_bytes_survive(sent in headers()) {
            let mut map = HeaderMap::new();
            for value in &sent {
                map.append(header::COOKIE, value.clone());
            }
            keep_own(&mut map, &NAMES);
            let kept = all(&map, header::COOKIE);
            for pair in &kept {
                let is_it = |name: &&&str| {
                    let rest = pair.strip_prefix(name.as_bytes());
                    rest.is_some_and(|rest| rest.is_empty() || rest[0] == b'=')
                };
                prop_assert_eq!(NAMES.iter().filter(is_it).count(), 1);
                prop_assert!(!pair.contains(&b';'));
                // and whatever reads it next finds that very name
                let read = std::str::from_utf8(pair).ok().map(str::to_owned);
                let read = read.and_then(|pair| Cookie::parse_encoded(pair).ok());
                prop_assert!(read.is_none_or(|cookie| NAMES.contains(&cookie.name())));
            }
            // none that has the name is lost: they stand at the start, or after ';'
            let sent: Vec<u8> = sent.iter().flat_map(|it| [b";", it.as_bytes()].concat()).collect();
            let text: String = sent.iter().map(|b| char::from(*b)).collect();
            let own = text.split(';').filter(|pair| {
                let pair = pair.trim_matches([' ', '\t']);
                NAMES.iter().any(|name| pair == *name || pair.starts_with(&format!("{name}=")))
            });
            prop_assert_eq!(own.count(), kept.len());
        }

        #[test]
        fn s6_only_the_own_removal_survives(sent in headers()) {
            let (name, removal) = (NAMES[0], "__Host-textgate=; Max-Age=0; Secure");
            let mut map = HeaderMap::new();
            for value in &sent {
                map.append(header::SET_COOKIE, value.clone());
            }
            for own in ["__Host-textgate=; Max-Age=0", removal] {
                map.append(header::SET_COOKIE, HeaderValue::from_static(own));
            }
            drop_foreign_removals(&mut map, name, removal);
            let mut wanted = sent.clone();
            wanted.retain(|value| !value.as_bytes().starts_with(b"__Host-textgate=;"));
            let wanted: Vec<_> = wanted.iter().map(|it| it.as_bytes().to_vec()).collect();
            let kept = all(&map, header::SET_COOKIE);
            prop_assert_eq!(&kept[..kept.len() - 1], &wanted[..]);
            prop_assert_eq!(kept.last().map(Vec::as_slice), Some(removal.as_bytes()));
        }
    }
}
