//! The way out for providers that are reached over HTTP: one request, once,
//! bounded in time and size.

use std::error::Error;
use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use reqwest::{Client, RequestBuilder, StatusCode, Url, redirect, retry};
use serde::de::DeserializeOwned;

use super::proxy::Proxy;
use super::unique_keys::has_unique_keys;
use crate::domain::delivery::{Category, Fault};

/// The longest answer that is read, in bytes.
pub const MAX_ANSWER: usize = 64 * 1024;

/// An HTTP client that never sends a request twice.
#[derive(Debug, Clone)]
pub struct Http {
    client: Client,
    try_timeout: Duration,
}

/// Where requests go: https, or plain http on this machine. Only the host
/// prints, for the rest of an address may hold a token.
#[derive(Clone)]
pub struct Endpoint(Url);

/// A whole answer. It has no `Debug`: it may quote the request.
pub struct Answer {
    /// The HTTP status.
    pub status: StatusCode,
    /// At most [`MAX_ANSWER`] bytes.
    pub body: Vec<u8>,
}

impl Http {
    /// A client whose every try, from name look-up to the answer's last byte,
    /// takes at most `try_timeout`.
    ///
    /// # Errors
    /// When there are no certificates to trust.
    pub fn new(try_timeout: Duration, proxy: Option<&Proxy>) -> Result<Self, reqwest::Error> {
        let mut client = Client::builder()
            .user_agent(concat!("textgate/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            // The default would send again after an HTTP/2 refusal.
            .retry(retry::never())
            // A connection of its own for every text: one taken from a pool may
            // be dead already, which shows only after the text was written on
            // it, and then nobody knows whether it went out.
            .pool_max_idle_per_host(0)
            .http1_only()
            // A proxy named in the environment must not read what is meant for
            // a gateway on this machine.
            .no_proxy()
            // Shorter than the whole try, so that a host that swallows packets
            // is told apart from one that got the request and is silent.
            .connect_timeout(try_timeout.mul_f32(0.8));
        if let Some(proxy) = proxy {
            client = client.proxy(proxy.for_client());
        }
        Ok(Self {
            client: client.build()?,
            try_timeout,
        })
    }

    /// Begins a POST request.
    pub fn post(&self, to: &Endpoint) -> RequestBuilder {
        self.client.post(to.0.clone())
    }

    /// Sends the request and reads the whole answer, whatever its status.
    ///
    /// # Errors
    /// Refused when there never was a connection to write on, unknown when
    /// there was and no whole answer came in time or within [`MAX_ANSWER`].
    pub async fn exchange(&self, request: RequestBuilder) -> Result<Answer, Fault> {
        let answer = tokio::time::timeout(self.try_timeout, whole_answer(request)).await;
        answer.unwrap_or_else(|_| {
            let detail = format!("no whole answer within {:?}", self.try_timeout);
            Err(Fault::unknown(Category::Outage, detail))
        })
    }
}

async fn whole_answer(request: RequestBuilder) -> Result<Answer, Fault> {
    let mut response = request.send().await.map_err(fault)?;
    let status = response.status();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(fault)? {
        if body.len() + chunk.len() > MAX_ANSWER {
            let detail = format!("the answer is longer than {MAX_ANSWER} bytes");
            return Err(Fault::unknown(Category::Unknown, detail).with_code(status.as_str()));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status, body })
}

/// Sorts the client's errors. It calls an error one of connecting only while it
/// has no connection: name look-up, TCP, TLS, and the time limit of these.
fn fault(error: reqwest::Error) -> Fault {
    let host = error
        .url()
        .and_then(Url::host_str)
        .unwrap_or("it")
        .to_owned();
    let error = error.without_url();
    if error.is_builder() {
        let detail = "the request could not be built: check the provider's settings";
        return Fault::refused(Category::Config, detail);
    }
    let mut root: &dyn Error = &error;
    while let Some(source) = root.source() {
        root = source;
    }
    if error.is_connect() {
        Fault::refused(
            Category::Outage,
            format!("could not connect to {host}: {root}"),
        )
    } else {
        Fault::unknown(
            Category::Outage,
            format!("the connection to {host} broke: {root}"),
        )
    }
}

impl Answer {
    /// The body as JSON, if it is that and says nothing twice.
    #[must_use]
    pub fn json<T: DeserializeOwned>(&self) -> Option<T> {
        let unique = has_unique_keys(&self.body).then_some(&self.body);
        serde_json::from_slice(unique?).ok()
    }
}

/// What a status other than the provider's word for "accepted" means.
#[must_use]
pub fn by_status(status: u16) -> Fault {
    use Category::{Balance, Config, Outage, Rate, Unknown};
    let fault = match status {
        300..=399 => Fault::unknown(
            Config,
            format!("HTTP {status}, a redirect; none is followed: set the final address"),
        ),
        // The other side gave up waiting; for what, only it knows.
        408 => Fault::unknown(Outage, "HTTP 408, a time-out"),
        400..=499 => {
            let category = match status {
                401 | 403 | 404 | 405 | 410 | 415 => Config,
                402 => Balance,
                429 => Rate,
                _ => Unknown,
            };
            Fault::refused(category, format!("refused with HTTP {status}"))
        }
        500..=599 => Fault::unknown(Outage, format!("failed with HTTP {status}")),
        _ => Fault::unknown(
            Unknown,
            format!("HTTP {status} does not say that the text was accepted"),
        ),
    };
    fault.with_code(status.to_string())
}

/// A provider's id of a message, if it looks like one.
#[must_use]
pub fn message_id(text: &str) -> Option<String> {
    let fits = (1..=128).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
    fits.then(|| text.to_owned())
}

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

    /// The whole address, for signatures over it.
    pub(super) fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// Whether an address leads to this machine.
pub(super) fn is_on_loopback(address: &str) -> bool {
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
        write!(f, "{}/…", self.0.origin().ascii_serialization())
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

    #[test]
    fn ids_are_short_and_plain() {
        assert_eq!(message_id("SM0a-1").as_deref(), Some("SM0a-1"));
        for text in ["", "two words", "line\nbreak", "é", &"x".repeat(129)] {
            assert_eq!(message_id(text), None, "{text}");
        }
    }
}
