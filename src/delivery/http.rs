//! The way out for providers that are reached over HTTP: one request, once,
//! bounded in time and size.

mod connections;
mod endpoint;

use std::time::Duration;

use reqwest::header::{ACCEPT, RETRY_AFTER};
use reqwest::{Error, Request, RequestBuilder, StatusCode, Url};
use serde::de::DeserializeOwned;

use super::proxy::Proxy;
use super::unique_keys::has_unique_keys;
use crate::domain::delivery::{Category, Fault};
use connections::{Connections, root, was_never_processed};

pub use endpoint::Endpoint;
pub(super) use endpoint::is_on_loopback;

/// The longest answer that is read, in bytes.
pub const MAX_ANSWER: usize = 64 * 1024;

/// How long the beginning of a body is waited for, of which only the head matters.
const BODY_TIMEOUT: Duration = Duration::from_secs(1);

/// An HTTP client that never sends a request twice to somebody who may have
/// read it.
#[derive(Debug, Clone)]
pub struct Http {
    connections: Connections,
    try_timeout: Duration,
}

/// How an answer begins. It has no `Debug`: it may quote the request.
pub struct Beginning {
    /// The HTTP status.
    pub status: StatusCode,
    /// How long to wait before another request, as it was written.
    pub retry_after: Option<String>,
    /// The first bytes of the body, if there are any in time.
    pub body: Vec<u8>,
}

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
    pub fn new(try_timeout: Duration, proxy: Option<&Proxy>) -> Result<Self, Error> {
        Ok(Self {
            connections: Connections::new(try_timeout, proxy)?,
            try_timeout,
        })
    }

    /// Begins a POST request that asks for an answer in JSON; some would answer
    /// in XML.
    pub fn post(&self, to: &Endpoint) -> RequestBuilder {
        let request = self.connections.kept.post(to.0.clone());
        request.header(ACCEPT, "application/json")
    }

    /// Sends the request and reads the whole answer, whatever its status.
    ///
    /// # Errors
    /// Refused when nobody can have read it: there never was a connection to
    /// write on, or the other side said that it did not look. Unknown when it
    /// was written and no whole answer came in time or within [`MAX_ANSWER`].
    pub async fn exchange(&self, request: RequestBuilder) -> Result<Answer, Fault> {
        let request = built(request)?;
        let answer = tokio::time::timeout(self.try_timeout, self.whole_answer(request)).await;
        answer.unwrap_or_else(|_| Err(self.silence()))
    }

    /// Sends the request and reads how the answer begins: at most so many bytes of it.
    ///
    /// # Errors
    /// As [`Self::exchange`], but for what comes of the rest of the answer.
    pub async fn beginning(
        &self,
        request: RequestBuilder,
        most: usize,
    ) -> Result<Beginning, Fault> {
        let request = built(request)?;
        let head = async {
            let begun = self.connections.send(request).await.map_err(no_answer)?;
            let retry_after = begun.response.headers().get(RETRY_AFTER);
            let retry_after = retry_after.and_then(|it| it.to_str().ok());
            let beginning = Beginning {
                status: begun.response.status(),
                retry_after: retry_after.map(ToOwned::to_owned),
                body: Vec::new(),
            };
            Ok((begun, beginning))
        };
        let head = tokio::time::timeout(self.try_timeout, head).await;
        let (mut begun, mut beginning) = head.unwrap_or_else(|_| Err(self.silence()))?;
        let body = async {
            while let Ok(Some(chunk)) = begun.response.chunk().await {
                let room = most - beginning.body.len();
                beginning
                    .body
                    .extend_from_slice(&chunk[..chunk.len().min(room)]);
                if beginning.body.len() == most {
                    break;
                }
            }
        };
        // the status says it all
        let _ = tokio::time::timeout(BODY_TIMEOUT, body).await;
        Ok(beginning)
    }

    fn silence(&self) -> Fault {
        let detail = format!("no whole answer within {:?}", self.try_timeout);
        Fault::unknown(Category::Outage, detail)
    }

    async fn whole_answer(&self, request: Request) -> Result<Answer, Fault> {
        let mut begun = self.connections.send(request).await.map_err(no_answer)?;
        let status = begun.response.status();
        let mut body = Vec::new();
        while let Some(chunk) = begun.response.chunk().await.map_err(broke)? {
            if body.len() + chunk.len() > MAX_ANSWER {
                let detail = format!("the answer is longer than {MAX_ANSWER} bytes");
                return Err(Fault::unknown(Category::Unknown, detail).with_code(status.as_str()));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer { status, body })
    }
}

fn built(request: RequestBuilder) -> Result<Request, Fault> {
    request.build().map_err(|_| {
        let detail = "the request could not be built: check the provider's settings";
        Fault::refused(Category::Config, detail)
    })
}

/// Sorts the errors before an answer. The client calls one an error of
/// connecting only while it has no connection: name look-up, TCP, TLS, and the
/// time limit of these.
fn no_answer(error: Error) -> Fault {
    let why = if error.is_connect() {
        "could not connect to"
    } else if was_never_processed(&error) {
        "did not get through to"
    } else {
        return broke(error);
    };
    Fault::refused(Category::Outage, described(error, why))
}

/// The answer broke off, or never began.
fn broke(error: Error) -> Fault {
    Fault::unknown(Category::Outage, described(error, "lost the connection to"))
}

/// Says it with the host, for the rest of an address may hold a token.
fn described(error: Error, what: &str) -> String {
    let host = error.url().and_then(Url::host_str).unwrap_or("it");
    let host = host.to_owned();
    let error = error.without_url();
    format!("{what} {host}: {}", root(&error))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_and_plain() {
        assert_eq!(message_id("SM0a-1").as_deref(), Some("SM0a-1"));
        for text in ["", "two words", "line\nbreak", "é", &"x".repeat(129)] {
            assert_eq!(message_id(text), None, "{text}");
        }
    }
}
