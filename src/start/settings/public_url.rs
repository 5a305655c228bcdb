//! The address that browsers see.

use reqwest::Url;

use super::parse::{has_no_user, valid};
use crate::base::config::InvalidValue;
use crate::base::url::is_loopback;

/// Scheme, host and port; https, unless the host is this machine itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
    host: String,
}

impl PublicUrl {
    /// Reads it.
    ///
    /// # Errors
    /// Another scheme, http for a host that is not loopback, or more than
    /// scheme, host and port.
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        let fix = "give scheme, host and port only, such as https://login.example.com";
        let url = Url::parse(text.trim()).ok();
        let url = url.filter(|url| ["https", "http"].contains(&url.scheme()) && url.has_host());
        let url = valid(url, fix)?;
        let host = url.host_str().unwrap_or_default();
        if host.contains('*') {
            return Err(InvalidValue::expected(fix));
        }
        let plain = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if !plain || !has_no_user(&url) {
            let problem = "it has a user, path, query or fragment";
            return Err(InvalidValue::new(problem, fix));
        }
        if url.scheme() == "http" && !is_loopback(host) {
            let problem = format!("http is not safe for {host}, only for localhost");
            return Err(InvalidValue::new(problem, format!("give https://{host}")));
        }
        Ok(Self {
            // As browsers write it in `Origin`: lower case, no default port.
            origin: url.origin().ascii_serialization(),
            host: host.to_owned(),
        })
    }

    /// `https://host[:port]`, as browsers write it in `Origin`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The host without its port; an IPv6 address keeps its brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether browsers come over https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https:")
    }
}

/// The origin of another page, as browsers write it: an address like our own, or
/// scheme and host of an app that has its pages inside, such as
/// `capacitor://localhost`.
pub(super) fn origin(text: &str) -> Result<String, InvalidValue> {
    let url = Url::parse(text.trim()).ok();
    match url {
        Some(url) if !["http", "https"].contains(&url.scheme()) => {
            let (scheme, host) = (url.scheme(), url.host_str().unwrap_or_default());
            let port = url.port().map_or(String::new(), |port| format!(":{port}"));
            let origin = format!("{scheme}://{host}{port}");
            let exact = !host.is_empty() && url.as_str().trim_end_matches('/') == origin;
            let fix = "give scheme and host alone, such as capacitor://localhost";
            valid(exact.then_some(origin), fix)
        }
        _ => Ok(PublicUrl::parse(text)?.origin),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_origins_as_browsers_write_them() {
        for (text, origin, host) in [
            (
                "https://Login.Example.com/",
                "https://login.example.com",
                "login.example.com",
            ),
            (
                "https://example.com:443",
                "https://example.com",
                "example.com",
            ),
            (
                "https://example.com:8443",
                "https://example.com:8443",
                "example.com",
            ),
            (
                "https://bücher.example",
                "https://xn--bcher-kva.example",
                "xn--bcher-kva.example",
            ),
            (
                "http://localhost:4000",
                "http://localhost:4000",
                "localhost",
            ),
            (
                "http://app.localhost",
                "http://app.localhost",
                "app.localhost",
            ),
            ("http://127.9.8.7:80", "http://127.9.8.7", "127.9.8.7"),
            ("http://[::1]:4000", "http://[::1]:4000", "[::1]"),
        ] {
            let url = PublicUrl::parse(text).expect(text);
            assert_eq!((url.origin(), url.host()), (origin, host), "{text}");
            assert_eq!(url.is_https(), text.starts_with("https"), "{text}");
        }
    }

    #[test]
    fn w1_origins_of_other_pages_are_exact() {
        for (text, read) in [
            ("https://App.example.com:443/", "https://app.example.com"),
            ("http://localhost:8100", "http://localhost:8100"),
            ("capacitor://localhost", "capacitor://localhost"),
            ("tauri://localhost/", "tauri://localhost"),
            ("app://shop:81", "app://shop:81"),
        ] {
            assert_eq!(origin(text), Ok(read.to_owned()), "{text}");
        }
        for text in [
            "",
            "*",
            "null",
            "app.example.com",
            "https://*.example.com",
            "http://app.example.com",
            "https://app.example.com/login",
            "capacitor://localhost/index.html",
            "capacitor://me@localhost",
            "capacitor://localhost?a",
            "capacitor:localhost",
            "file:///index.html",
            "data:text/html,a",
        ] {
            assert!(origin(text).is_err(), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_safe_origin() {
        for text in [
            "",
            "example.com",
            "ftp://example.com",
            "https://",
            "https://example.com/login",
            "https://example.com/?a",
            "https://example.com/#a",
            "https://ada@example.com",
            "https://:pw@example.com",
            "http://example.com",
            "http://localhost.example.com",
            "http://notlocalhost",
            "http://128.0.0.1",
            "http://[::2]",
            "http://0.0.0.0",
            "https://*.example.com",
        ] {
            assert!(PublicUrl::parse(text).is_err(), "{text}");
        }
    }
}
