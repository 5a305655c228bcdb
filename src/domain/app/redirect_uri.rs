//! Where an app's people come back to.

use reqwest::Url;

use crate::base::url::is_loopback;

/// The longest, in characters.
const LONGEST: usize = 2_000;

/// An address that was registered; compared byte by byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectUri(String);

/// Why a text is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RedirectUriError {
    /// Not an address as a whole, or too long, or with signs that must be escaped.
    #[error("it is no whole address")]
    NotAbsolute,
    /// It has what an address to come back to must not have.
    #[error("it has a fragment, a user or a *")]
    Extra,
    /// Anybody on the way could read the code.
    #[error("http is not safe but for this machine itself")]
    Http,
    /// A scheme of an app's own that nobody owns.
    #[error("a scheme of an app's own is a domain name backwards, such as com.example.app")]
    Scheme,
}

impl RedirectUri {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads it.
    ///
    /// # Errors
    /// Why it cannot be one.
    pub fn parse(text: &str) -> Result<Self, RedirectUriError> {
        let fits = text.len() <= LONGEST && text.bytes().all(|b| b.is_ascii_graphic());
        let url = Url::parse(text).ok().filter(|_| fits);
        let url = url.ok_or(RedirectUriError::NotAbsolute)?;
        let has_user = !url.username().is_empty() || url.password().is_some();
        if text.contains(['#', '*', '\\']) || has_user {
            return Err(RedirectUriError::Extra);
        }
        match url.scheme() {
            "https" if url.has_host() => Ok(()),
            "http" if url.host_str().is_some_and(is_loopback) => Ok(()),
            "https" | "http" => Err(RedirectUriError::Http),
            scheme if scheme.contains('.') => Ok(()),
            _ => Err(RedirectUriError::Scheme),
        }?;
        Ok(Self(text.to_owned()))
    }

    /// Whether only an app on a device of its own gets what is sent there.
    #[must_use]
    pub fn is_custom(&self) -> bool {
        !self.0.starts_with("http:") && !self.0.starts_with("https:")
    }

    /// The origin of its page, if it is one of the web.
    #[must_use]
    pub fn origin(&self) -> Option<String> {
        let url = Url::parse(&self.0).ok().filter(|_| !self.is_custom())?;
        Some(url.origin().ascii_serialization())
    }

    /// Whether somebody asked for this one. Of a public app's loopback address without
    /// a port any port is meant: it takes whichever is free (RFC 8252 §7.3).
    #[must_use]
    pub fn matches(&self, asked: &str, is_public: bool) -> bool {
        self.0 == asked || is_public && self.at_any_port(asked) == Some(true)
    }

    fn at_any_port(&self, asked: &str) -> Option<bool> {
        let hosts = ["http://127.0.0.1", "http://[::1]", "http://localhost"];
        let mut hosts = hosts.iter();
        let host = hosts.find(|host| {
            let rest = self.0.strip_prefix(**host);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
        })?;
        let asked = asked.strip_prefix(host)?.strip_prefix(':')?;
        let end = asked.find(|c: char| !c.is_ascii_digit());
        let (port, rest) = asked.split_at(end.unwrap_or(asked.len()));
        let is_port = !port.starts_with('0') && port.parse::<u16>().is_ok();
        Some(is_port && self.0.strip_prefix(host) == Some(rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_safe() {
        for text in [
            "https://shop.example.com/cb",
            "https://shop.example.com/cb?a=b",
            "http://localhost:3000/cb",
            "http://127.0.0.1/cb",
            "http://[::1]/cb",
            "com.example.shop:/cb",
            "com.example.shop://cb",
        ] {
            let uri = RedirectUri::parse(text).expect(text);
            assert_eq!(uri.as_str(), text);
            assert_eq!(uri.is_custom(), text.starts_with("com."));
        }
        let uri = RedirectUri::parse("https://Shop.example.com:443/cb").expect("one");
        assert_eq!(uri.origin().as_deref(), Some("https://shop.example.com"));
    }

    #[test]
    fn refuses_what_is_not() {
        for (text, why) in [
            ("", RedirectUriError::NotAbsolute),
            ("/cb", RedirectUriError::NotAbsolute),
            ("https://", RedirectUriError::NotAbsolute),
            ("https://shop.example.com/ü", RedirectUriError::NotAbsolute),
            (
                "https://shop.example.com/a b",
                RedirectUriError::NotAbsolute,
            ),
            ("https://shop.example.com/cb#a", RedirectUriError::Extra),
            ("https://*.example.com/cb", RedirectUriError::Extra),
            ("https://a@shop.example.com/cb", RedirectUriError::Extra),
            ("https:\\\\shop.example.com", RedirectUriError::Extra),
            ("http://shop.example.com/cb", RedirectUriError::Http),
            ("http://localhost.example.com/cb", RedirectUriError::Http),
            ("shop://cb", RedirectUriError::Scheme),
            ("javascript:alert(1)", RedirectUriError::Scheme),
            ("data:text/html,a", RedirectUriError::Scheme),
        ] {
            assert_eq!(RedirectUri::parse(text), Err(why), "{text}");
        }
    }

    #[test]
    fn only_ports_of_a_public_apps_loopback_address_float() {
        let matches = |known: &str, asked: &str, is_public| {
            RedirectUri::parse(known)
                .expect(known)
                .matches(asked, is_public)
        };
        for host in ["127.0.0.1", "[::1]", "localhost"] {
            let known = format!("http://{host}/cb?a=b");
            let asked = |rest: &str| format!("http://{host}{rest}");
            assert!(matches(&known, &known, false));
            assert!(matches(&known, &asked(":51004/cb?a=b"), true));
            assert!(!matches(&known, &asked(":51004/cb?a=b"), false));
            for other in [
                ":51004/cb",
                ":51004/cb?a=c",
                ":51004/cb?a=b&c",
                ":51004/x/../cb?a=b",
                ":0/cb?a=b",
                ":65536/cb?a=b",
                ":/cb?a=b",
                ":1@evil.example/cb?a=b",
                ".evil.example/cb?a=b",
                ":51004@evil/cb?a=b",
            ] {
                assert!(!matches(&known, &asked(other), true), "{other}");
            }
        }
        assert!(!matches(
            "http://localhost:1/cb",
            "http://localhost:2/cb",
            true
        ));
        assert!(!matches(
            "https://a.example/cb",
            "https://a.example:1/cb",
            true
        ));
        assert!(!matches(
            "https://a.example/cb",
            "https://a.example/cb/",
            true
        ));
        assert!(!matches(
            "http://localhost.a.localhost/",
            "http://localhost:1.a.localhost/",
            true
        ));
    }
}
