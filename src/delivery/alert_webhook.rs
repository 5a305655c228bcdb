//! The operator's own webhook for alerts: JSON over HTTPS, signed by the
//! Standard Webhooks scheme, one try at a time.

use reqwest::header::CONTENT_TYPE;
use secrecy::ExposeSecret;

use super::Setup;
use super::http::{Endpoint, Http, by_status};
use super::standard_webhooks::WebhookSigner;
use crate::base::clock::Timestamp;
use crate::base::secret::Secret;
use crate::domain::delivery::Fault;

/// The way to the webhook.
#[derive(Debug)]
pub struct AlertWebhook {
    http: Http,
    url: Endpoint,
    signer: WebhookSigner,
}

impl AlertWebhook {
    /// A webhook at `url`, signed with one or more `whsec_` secrets.
    ///
    /// # Errors
    /// What is wrong with the settings, in one line and without their values.
    pub fn new(url: &Secret, secret: &Secret, setup: &Setup) -> Result<Self, String> {
        let signer = WebhookSigner::parse(secret.expose_secret());
        Ok(Self {
            http: setup.http()?,
            url: Endpoint::parse("alerts.webhook_url", url.expose_secret())?,
            signer: signer.map_err(|problem| format!("alerts.webhook_{problem}"))?,
        })
    }

    /// Sends one message; `id` is the same however often that is tried.
    ///
    /// # Errors
    /// Unless the receiver answered 2xx in time.
    pub async fn send(&self, id: &str, body: &str, now: Timestamp) -> Result<(), Fault> {
        let seconds = now.as_secs();
        let signature = self.signer.sign(id, seconds, body.as_bytes());
        let request = self
            .http
            .post(&self.url)
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", seconds)
            .header("webhook-signature", signature)
            .body(body.to_owned());
        let answer = self.http.exchange(request).await?;
        if answer.status.is_success() {
            Ok(())
        } else {
            Err(by_status(answer.status.as_u16()))
        }
    }
}
