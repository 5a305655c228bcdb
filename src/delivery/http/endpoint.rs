//! Where requests go.

use std::fmt;
use std::net::IpAddr;

use reqwest::Url;

/// Where requests go: https, or plain http on this machine. Only the host
/// prints, for the rest of an address may hold a token.
#[derive(Clone)]
pub struct Endpoint(pub(super) Url);

impl Endpoint {
    /// Reads an address; `setting` is its name in the configuration.
    ///
    /// # Errors
    /// What is wrong, without the address.
    pub fn parse(setting: &str, text: &str) -> Result<Self, String> {
        let url = Url::parse(text).map_err(|error| format!("{setting}: {error}"))?;
        match url.scheme() {
            "https" => Ok(Self(url)),
            "http" if is_loopback(&url) => Ok(Self(url)),
            _ => Err(format!(
                "{setting} must begin with https:// (http:// only to this machine)"
            )),
        }
    }

    /// Reads the address that a provider's paths are put after, and adds one.
    ///
    /// # Errors
    /// As [`Endpoint::parse`]; also when the address has more than a scheme, a
    /// host and a path.
    pub fn under(setting: &str, base: &str, path: &str) -> Result<Self, String> {
        let Self(url) = Self::parse(setting, base)?;
        let anonymous = url.username().is_empty() && url.password().is_none();
        if !anonymous || url.query().is_some() || url.fragment().is_some() {
            return Err(format!(
                "{setting} must be only https://, a host and a path"
            ));
        }
        let base = url.as_str().trim_end_matches('/');
        Self::parse(setting, &format!("{base}{path}"))
    }

    /// Scheme, host and port.
    pub(in crate::delivery) fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// The whole address, for signatures over it.
    pub(in crate::delivery) fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// Whether an address leads to this machine.
pub(in crate::delivery) fn is_on_loopback(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| is_loopback(&url))
}

fn is_loopback(url: &Url) -> bool {
    url.host_str().is_some_and(|host| {
        let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
        host == "localhost" || address.is_ok_and(|address| address.is_loopback())
    })
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/…", self.origin())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_stays_on_this_machine() {
        for good in [
            "https://sms.example/send?key=1",
            "http://127.0.0.1:8080/x",
            "http://[::1]:8080",
            "http://localhost:9",
        ] {
            assert!(Endpoint::parse("url", good).is_ok(), "{good}");
        }
        for bad in [
            "http://sms.example/send",
            "http://127.0.0.1.example",
            "http://localhost@sms.example",
            "ftp://localhost",
            "sms.example",
            "",
        ] {
            let error = Endpoint::parse("url", bad).expect_err(bad);
            assert!(error.starts_with("url"), "{error}");
        }
    }

    #[test]
    fn an_address_prints_only_its_host() {
        let url = Endpoint::parse("url", "https://me:word@sms.example/hook/token?key=k");
        assert_eq!(format!("{url:?}"), "Ok(https://sms.example/…)");
    }

    #[test]
    fn paths_are_put_after_a_bare_base() {
        for base in ["https://api.example/v1", "https://api.example/v1/"] {
            let url = Endpoint::under("base_url", base, "/send").expect("an endpoint");
            assert_eq!(url.0.as_str(), "https://api.example/v1/send");
        }
        for base in [
            "https://a:b@api.example",
            "https://api.example?x",
            "https://api.example#x",
        ] {
            assert!(
                Endpoint::under("base_url", base, "/send").is_err(),
                "{base}"
            );
        }
    }
}
