//! What a proxy asks about. Each has a family of headers that it sets itself; those of
//! the others are its client's to write, and are not read.

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};

/// By which headers a proxy says what it asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// nginx: `X-Original-URL` and `X-Original-Method`. It takes no redirect.
    Original,
    /// Caddy, Traefik, `HAProxy`: `X-Forwarded-Proto`, `-Host`, `-Uri` and `-Method`.
    Forwarded,
    /// Envoy: the request itself, below `/forward/envoy`, and `X-Forwarded-Proto`.
    Envoy,
}

/// A request to an app, as its proxy has it.
#[derive(Debug, PartialEq, Eq)]
pub struct Asked {
    /// Scheme, host and port, as browsers write them.
    pub origin: String,
    /// The path with its query.
    pub path: String,
    /// Its method.
    pub method: Method,
}

const ENVOY: &str = "/forward/envoy";

impl Asked {
    /// Reads it; none if something is missing, or there twice.
    pub fn read(request: &Parts, family: Family) -> Option<Self> {
        let headers = &request.headers;
        match family {
            Family::Original => Self::original(headers),
            Family::Forwarded => Self::new(
                (
                    one(headers, "x-forwarded-proto")?,
                    one(headers, "x-forwarded-host")?,
                ),
                one(headers, "x-forwarded-uri")?,
                method(one(headers, "x-forwarded-method")?)?,
            ),
            Family::Envoy => {
                let uri = &request.uri;
                let path = uri.path_and_query()?.as_str().strip_prefix(ENVOY)?;
                let path = if path.is_empty() { "/" } else { path };
                let host = match uri.authority() {
                    Some(authority) => authority.as_str().as_bytes(),
                    None => only(headers, &header::HOST)?,
                };
                let scheme = one(headers, "x-forwarded-proto")?;
                Self::new((scheme, host), path.as_bytes(), request.method.clone())
            }
        }
    }

    fn original(headers: &HeaderMap) -> Option<Self> {
        let url = one(headers, "x-original-url")?;
        let at = url.windows(3).position(|it| it == b"://")?;
        let (scheme, rest) = (&url[..at], &url[at + 3..]);
        let end = rest.iter().position(|b| *b == b'/')?;
        let (host, path) = rest.split_at(end);
        let method = method(one(headers, "x-original-method")?)?;
        Self::new((scheme, host), path, method)
    }

    fn new((scheme, host): (&[u8], &[u8]), path: &[u8], method: Method) -> Option<Self> {
        let text = |bytes| std::str::from_utf8(bytes).ok().map(str::to_ascii_lowercase);
        let (scheme, host) = (text(scheme)?, text(host)?);
        let usual = match &*scheme {
            "https" => ":443",
            "http" => ":80",
            _ => return None,
        };
        let host = host.strip_suffix(usual).unwrap_or(&host);
        Some(Self {
            origin: format!("{scheme}://{host}"),
            path: String::from_utf8_lossy(path).into_owned(),
            method,
        })
    }

    /// Whether a person opens a page, who can be sent on to sign in.
    pub fn is_page_load(&self, headers: &HeaderMap) -> bool {
        let reads = [Method::GET, Method::HEAD].contains(&self.method);
        reads && is_navigation(headers) && !headers.contains_key(header::UPGRADE)
    }

    /// Whether a person sent a form.
    pub fn is_form(&self, headers: &HeaderMap) -> bool {
        self.method == Method::POST && is_navigation(headers)
    }

    /// Whether a browser asks if a page of another origin may ask.
    pub fn is_preflight(&self, headers: &HeaderMap) -> bool {
        let asks = [header::ORIGIN, header::ACCESS_CONTROL_REQUEST_METHOD];
        self.method == Method::OPTIONS && asks.iter().all(|name| headers.contains_key(name))
    }
}

fn is_navigation(headers: &HeaderMap) -> bool {
    let mode = headers.get(HeaderName::from_static("sec-fetch-mode"));
    let accepts = headers.get_all(header::ACCEPT).iter();
    let mut accepts = accepts.filter_map(|value| value.to_str().ok());
    accepts.any(|value| value.to_ascii_lowercase().contains("text/html"))
        && mode.is_none_or(|mode| mode.as_bytes() == b"navigate")
}

/// The one value of a header.
fn one<'a>(headers: &'a HeaderMap, name: &'static str) -> Option<&'a [u8]> {
    only(headers, &HeaderName::from_static(name))
}

fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a [u8]> {
    let mut values = headers.get_all(name).iter();
    let first = values.next().map(HeaderValue::as_bytes);
    first.filter(|_| values.next().is_none())
}

fn method(name: &[u8]) -> Option<Method> {
    Method::from_bytes(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(uri: &str, headers: &[(&str, &str)]) -> Parts {
        let mut request = axum::http::Request::builder().uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).expect("a request").into_parts().0
    }

    fn read(family: Family, uri: &str, headers: &[(&str, &str)]) -> Option<(String, String)> {
        let asked = Asked::read(&request(uri, headers), family)?;
        Some((asked.origin, asked.path))
    }

    const FORWARDED: [(&str, &str); 4] = [
        ("x-forwarded-method", "GET"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "Wiki.example.com:443"),
        ("x-forwarded-uri", "/a%2Fb?c"),
    ];
    const ORIGINAL: [(&str, &str); 2] = [
        ("x-original-url", "https://wiki.example.com/a%2Fb?c"),
        ("x-original-method", "GET"),
    ];

    fn wiki() -> (String, String) {
        ("https://wiki.example.com".into(), "/a%2Fb?c".into())
    }

    #[test]
    fn f1_each_family_is_read_alone() {
        let both: Vec<_> = FORWARDED.into_iter().chain(ORIGINAL).collect();
        assert_eq!(read(Family::Forwarded, "/", &FORWARDED), Some(wiki()));
        assert_eq!(read(Family::Original, "/", &ORIGINAL), Some(wiki()));
        for (family, headers) in [
            (Family::Forwarded, &ORIGINAL[..]),
            (Family::Original, &FORWARDED[..]),
            (Family::Envoy, &ORIGINAL[..]),
        ] {
            assert_eq!(read(family, "/forward/envoy/", headers), None, "{family:?}");
        }
        for (at, (name, _)) in both.iter().enumerate() {
            let family = match at {
                0..4 => Family::Forwarded,
                _ => Family::Original,
            };
            let without: Vec<_> = both.iter().filter(|it| it.0 != *name).copied().collect();
            assert_eq!(read(family, "/", &without), None, "{name}");
            let twice: Vec<_> = both.iter().chain([&both[at]]).copied().collect();
            assert_eq!(read(family, "/", &twice), None, "{name}");
        }
    }

    #[test]
    fn f1_envoy_asks_by_the_request_itself() {
        let headers = [("host", "wiki.example.com"), ("x-forwarded-proto", "https")];
        let at = |uri: &str| read(Family::Envoy, uri, &headers);
        assert_eq!(at("/forward/envoy/a%2Fb?c"), Some(wiki()));
        let path = |uri: &str| at(uri).map(|(_, path)| path);
        assert_eq!(path("/forward/envoy//x/../y").as_deref(), Some("//x/../y"));
        assert_eq!(path("/forward/envoy").as_deref(), Some("/"));
        assert_eq!(read(Family::Envoy, "/forward/envoy/", &headers[..1]), None);
    }

    #[test]
    fn f1_what_is_no_url_of_the_web_is_none() {
        for url in [
            "",
            "wiki.example.com/",
            "ftp://wiki.example.com/",
            "https://wiki.example.com",
        ] {
            let headers = [("x-original-url", url), ("x-original-method", "GET")];
            assert_eq!(read(Family::Original, "/", &headers), None, "{url}");
        }
        let headers = [
            ("x-original-url", "https://wiki.example.com@evil.example/"),
            ("x-original-method", "GET"),
        ];
        let read = read(Family::Original, "/", &headers).map(|(origin, _)| origin);
        assert_eq!(
            read.as_deref(),
            Some("https://wiki.example.com@evil.example")
        );
    }

    #[test]
    fn f5_only_people_who_open_pages_are_sent_on() {
        let asked = |method: Method| Asked {
            origin: String::new(),
            path: String::new(),
            method,
        };
        let headers = |pairs: &[(&str, &str)]| request("/", pairs).headers;
        let page = ("accept", "text/html,*/*");
        for (method, pairs, is_page) in [
            (Method::GET, &[page][..], true),
            (Method::HEAD, &[page, ("sec-fetch-mode", "navigate")], true),
            (Method::GET, &[page, ("sec-fetch-mode", "cors")], false),
            (Method::GET, &[page, ("upgrade", "websocket")], false),
            (Method::GET, &[("accept", "application/json")], false),
            (Method::GET, &[], false),
            (Method::POST, &[page], false),
            (Method::PUT, &[page], false),
        ] {
            let is = asked(method.clone()).is_page_load(&headers(pairs));
            assert_eq!(is, is_page, "{method} {pairs:?}");
        }
        assert!(asked(Method::POST).is_form(&headers(&[page])));
        assert!(!asked(Method::POST).is_form(&headers(&[])));
    }
}
