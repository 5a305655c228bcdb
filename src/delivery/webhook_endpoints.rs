//! The operator's own webhooks: JSON over HTTPS, signed by the Standard Webhooks scheme,
//! one try at a time, so many at once.

use std::collections::BTreeMap;
use std::time::{Duration, UNIX_EPOCH};

use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;
use secrecy::ExposeSecret;

use super::Setup;
use super::http::{Endpoint, Http};
use super::standard_webhooks::WebhookSigner;
use crate::base::clock::Timestamp;
use crate::base::secret::Secret;
use crate::domain::delivery::{Category, Fault};
use crate::domain::webhook::WebhookName;

/// How long a webhook may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// How much of an answer is read, in bytes.
const MOST: usize = 1024;

/// The ways to the webhooks.
#[derive(Debug, Default)]
pub struct WebhookEndpoints(BTreeMap<WebhookName, WebhookEndpoint>);

/// The way to one of them.
#[derive(Debug)]
struct WebhookEndpoint {
    http: Http,
    url: Endpoint,
    signer: WebhookSigner,
}

/// Where a webhook is, and what signs; what the settings call both.
#[derive(Debug, Clone)]
pub struct WebhookSpec<'a> {
    /// What it is called.
    pub name: &'a WebhookName,
    /// Its address.
    pub url: &'a Secret,
    /// One or more `whsec_` secrets, joined by `|`.
    pub secret: &'a Secret,
    /// What stands before `url` and `secret` in the settings.
    pub settings: String,
}

/// What a webhook answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookAnswer {
    /// The HTTP status.
    pub status: u16,
    /// How long it wants to be left alone, in seconds.
    pub retry_after: Option<u64>,
    /// How its body begins.
    pub body: String,
}

impl WebhookEndpoints {
    /// The ways to these.
    ///
    /// # Errors
    /// What is wrong with the settings, in one line and without their values.
    pub fn new<'a>(
        specs: impl Iterator<Item = WebhookSpec<'a>>,
        setup: &Setup,
    ) -> Result<Self, String> {
        let mut shared: Option<Http> = None;
        let way = |spec: WebhookSpec<'_>| {
            let signer = WebhookSigner::parse(spec.secret.expose_secret());
            let url = format!("{}url", spec.settings);
            let http = match &shared {
                Some(http) => http,
                None => shared.insert(setup.http_with(PATIENCE)?),
            };
            let way = WebhookEndpoint {
                http: http.clone(),
                url: Endpoint::parse(&url, spec.url.expose_secret())?,
                signer: signer.map_err(|problem| format!("{}{problem}", spec.settings))?,
            };
            Ok((spec.name.clone(), way))
        };
        Ok(Self(specs.map(way).collect::<Result<_, String>>()?))
    }

    /// Where a webhook is, but for what may be a secret.
    #[must_use]
    pub fn host(&self, name: &WebhookName) -> Option<String> {
        Some(self.0.get(name)?.url.origin())
    }

    /// Sends one message; `id` is the same however often that is tried.
    ///
    /// # Errors
    /// When it did not answer in time.
    pub async fn send(
        &self,
        name: &WebhookName,
        (id, body): (&str, &str),
        now: Timestamp,
    ) -> Result<WebhookAnswer, Fault> {
        let Some(WebhookEndpoint { http, url, signer }) = self.0.get(name) else {
            return Err(Fault::refused(Category::Config, "no such webhook"));
        };
        let seconds = now.as_secs();
        let signature = signer.sign(id, seconds, body.as_bytes());
        let request = http
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", seconds)
            .header("webhook-signature", signature)
            .body(body.to_owned());
        let answer = http.beginning(request, MOST).await?;
        Ok(WebhookAnswer {
            status: answer.status.as_u16(),
            retry_after: answer.retry_after.and_then(|it| seconds_until(&it, now)),
            body: printable(&answer.body),
        })
    }
}

impl WebhookAnswer {
    /// Whether the message was taken.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        StatusCode::from_u16(self.status).is_ok_and(|it| it.is_success())
    }

    /// Whether nobody is there any more.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.status == StatusCode::GONE
    }
}

/// What `Retry-After` says: seconds, or a date of HTTP, by our clock.
fn seconds_until(text: &str, now: Timestamp) -> Option<u64> {
    let text = text.trim();
    if let Ok(seconds) = text.parse() {
        return Some(seconds);
    }
    let date = httpdate::parse_http_date(text).ok()?;
    let date = date.duration_since(UNIX_EPOCH).ok()?.as_secs();
    Some(date.saturating_sub(now.as_secs().unsigned_abs()))
}

/// As text without control characters.
fn printable(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let words: Vec<_> = text.split(char::is_control).collect();
    words.join(" ").trim().to_owned()
}
