//! Sinch SMS (XMS): `POST /xms/v1/{service_plan_id}/batches`.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Value, json};

use super::common::{self, Sender, header_safe, lives, no_template, path_safe, word};
use super::contradiction::{
    AN_ERROR, ANOTHER_NUMBER, ANOTHER_STATE, ANOTHER_TEXT, NOT_ONE, agrees, is_another, is_not_one,
    names_another, tells, unless_taken,
};
use super::error_codes::undelivered;
use super::hmac_jwt::is_hmac;
use super::http::{Answer, Endpoint, Http, by_status, message_id};
use super::{
    Built, DeliveryUpdate, Provider, ProviderKind, Receipt, ReceiptError, ReceiptRequest, Route,
    SendContext, Setup,
};
use crate::base::secret::Secret;
use crate::domain::delivery::{Accepted, Category, Fault};
use crate::domain::message::Message;

pub(super) const KIND: ProviderKind = ProviderKind {
    name: "sinch",
    secrets: &["api_token", "webhook_secret"],
    needs: "service_plan_id, api_token, region (us, eu, au, br or ca)",
    build,
};

/// Three days, the furthest `expire_at`, in seconds.
const MAX_LIFE: u64 = 3 * 24 * 3600;

#[derive(Debug)]
struct Sinch {
    http: Http,
    endpoint: Endpoint,
    token: Secret,
    /// None where the account has a default originator.
    sender: Option<String>,
    /// What receipts are signed with, where the account manager turned it on.
    webhook_secret: Option<Secret>,
}

/// Where the service plan lives.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Region {
    Us,
    Eu,
    Au,
    Br,
    Ca,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    service_plan_id: String,
    api_token: Secret,
    region: Option<Region>,
    from: Option<String>,
    webhook_secret: Option<Secret>,
    base_url: Option<String>,
}

fn build(table: toml::Table, setup: &Setup) -> Built {
    let settings: Settings = super::settings(table)?;
    header_safe("api_token", &settings.api_token)?;
    if let Some(from) = &settings.from {
        Sender::parse("from", from)?;
    }
    let empty = |secret: &Secret| secret.expose_secret().is_empty();
    if settings.webhook_secret.as_ref().is_some_and(empty) {
        return Err("webhook_secret is empty: set it or remove it".into());
    }
    Ok(Arc::new(Sinch {
        endpoint: settings.endpoint()?,
        http: setup.http()?,
        token: settings.api_token,
        sender: settings.from,
        webhook_secret: settings.webhook_secret,
    }))
}

impl Settings {
    fn endpoint(&self) -> Result<Endpoint, String> {
        path_safe("service_plan_id", &self.service_plan_id)?;
        let region = self.region.map(|region| match region {
            Region::Us => "https://us.sms.api.sinch.com",
            Region::Eu => "https://eu.sms.api.sinch.com",
            Region::Au => "https://au.sms.api.sinch.com",
            Region::Br => "https://br.sms.api.sinch.com",
            Region::Ca => "https://ca.sms.api.sinch.com",
        });
        let base = self.base_url.as_deref().or(region);
        let base = base.ok_or("region is missing: us, eu, au, br or ca, as your service plan's")?;
        let path = format!("/xms/v1/{}/batches", self.service_plan_id);
        Endpoint::under("base_url", base, &path)
    }
}

#[async_trait]
impl Provider for Sinch {
    /// Sinch binds India's registrations to the account (unverified).
    fn suits(&self, route: &Route) -> Result<(), String> {
        no_template(KIND.name, route)?;
        match &route.sender {
            Some(sender) => Sender::parse("sender", sender).map(|_| ()),
            None => Ok(()),
        }
    }

    async fn send(&self, message: &Message, context: &SendContext<'_>) -> Result<Accepted, Fault> {
        let lives = lives(message, 1..=MAX_LIFE);
        let mut body = json!({
            "to": [message.to.e164()],
            "body": message.body.reveal(),
            "type": "mt_text",
            "client_reference": message.id.to_string(),
            "expire_at": message.sent_at.plus(Duration::from_secs(lives)).rfc3339(),
        });
        if let Some(sender) = context.route.sender.as_ref().or(self.sender.as_ref()) {
            body["from"] = json!(sender);
        }
        if let Some(callback) = context.callback {
            body["callback_url"] = json!(callback);
            body["delivery_report"] = json!("per_recipient_final");
        }
        let request = self
            .http
            .post(&self.endpoint)
            .bearer_auth(self.token.expose_secret())
            .json(&body);
        judge(&self.http.exchange(request).await?, message)
    }

    fn receipts(&self, posted: &ReceiptRequest) -> Result<Vec<Receipt>, ReceiptError> {
        if let Some(secret) = &self.webhook_secret {
            authentic(posted, secret).ok_or(ReceiptError::Forged)?;
        }
        let told: Value =
            serde_json::from_slice(&posted.body).map_err(|_| ReceiptError::Unreadable)?;
        match told["type"].as_str().ok_or(ReceiptError::Unreadable)? {
            "recipient_delivery_report_sms" => receipt(posted, &told).map(|receipt| vec![receipt]),
            // such as a text that came in
            _ => Ok(Vec::new()),
        }
    }
}

/// HMAC over body, nonce and time. Sinch names no age up to which the time is
/// good and tries again for a day, so a late receipt is no forged one; one that
/// comes twice tells nothing new.
fn authentic(posted: &ReceiptRequest, secret: &Secret) -> Option<()> {
    let nonce = posted.header("x-sinch-webhook-signature-nonce")?;
    let timestamp = posted.header("x-sinch-webhook-signature-timestamp")?;
    let signature = posted.header("x-sinch-webhook-signature")?;
    let rest = format!(".{nonce}.{timestamp}");
    is_hmac(secret, &[&posted.body, rest.as_bytes()], signature).then_some(())
}

fn receipt(posted: &ReceiptRequest, told: &Value) -> Result<Receipt, ReceiptError> {
    let code = told["code"].as_u64();
    // "Delivered" in one of its libraries, "DELIVERED" in the other
    let status = told["status"].as_str().unwrap_or_default();
    let update = match status.to_ascii_lowercase().as_str() {
        "delivered" => DeliveryUpdate::Delivered,
        status @ ("aborted" | "cancelled" | "rejected" | "deleted" | "failed" | "expired") => {
            undelivered(code.and_then(category).unwrap_or(by_state(status)), code)
        }
        _ => DeliveryUpdate::Underway,
    };
    let (reference, id) = (told["client_reference"].as_str(), told["batch_id"].as_str());
    Receipt::about(posted, reference, id, update)
}

fn judge(answer: &Answer, message: &Message) -> Result<Accepted, Fault> {
    let told = answer.json::<Value>().unwrap_or_default();
    let status = answer.status.as_u16();
    let code = told["code"].as_str().and_then(word);
    if status == 201 {
        return judge_batch(&told, code, message);
    }
    let fault = by_status(status);
    let fault = match code {
        Some(code) if answer.status.is_client_error() => {
            let category = match status {
                400 => by_words(&code, &told["text"]),
                403 => forbidden(&code),
                _ => None,
            };
            common::with_code(fault, &code, category)
        }
        _ => fault,
    };
    Err(unless_taken(fault, told["id"].is_string()))
}

fn judge_batch(told: &Value, code: Option<String>, message: &Message) -> Result<Accepted, Fault> {
    if let Some(id) = told["id"].as_str().and_then(message_id) {
        let reference = &told["client_reference"];
        let against = [
            (is_not_one(&told["to"]), NOT_ONE),
            (names_another(&told["to"], &message.to), ANOTHER_NUMBER),
            (is_another(reference, message.id), ANOTHER_TEXT),
            (tells(&told["canceled"]), ANOTHER_STATE),
            (tells(&told["code"]), AN_ERROR),
        ];
        agrees(201, &against)?;
        return Ok(Accepted {
            provider_id: Some(id),
            parts: None,
        });
    }
    let Some(code) = code else {
        let detail = "HTTP 201 without the id of a batch";
        return Err(Fault::unknown(Category::Unknown, detail).with_code("201"));
    };
    let category = by_words(&code, &told["text"]);
    let fault = Fault::refused(Category::Unknown, "HTTP 201, but an error");
    Err(common::with_code(fault, &code, category))
}

/// Of what is forbidden all else is the operator's to set right: an unknown
/// group or campaign, a missing callback address.
fn forbidden(code: &str) -> Option<Category> {
    (code == "blocked_account").then_some(Category::Balance)
}

/// A bad format is the number's only where the text names `to` as a field; how
/// it quotes the name is unverified.
fn by_words(code: &str, text: &Value) -> Option<Category> {
    let text = text.as_str().unwrap_or_default();
    let spellings = ["'to'", "\"to\"", "`to`", "'to[", "\"to[", "`to[", "[to]"];
    let named = spellings.iter().any(|to| text.contains(to));
    (code == "syntax_invalid_parameter_format" && named).then_some(Category::InvalidNumber)
}

/// For codes that are not in the table.
fn by_state(status: &str) -> Category {
    match status {
        "failed" | "expired" => Category::Unreachable,
        _ => Category::Unknown,
    }
}

/// A receipt's code; HTTP statuses use the same numbers for other things.
fn category(code: u64) -> Option<Category> {
    Some(match code {
        // 402: no way there was found
        402 | 406 => Category::Unreachable,
        412 => Category::Region,
        // the account is
        413 => Category::Balance,
        405 | 407 | 410 | 411 => Category::Config,
        403 | 404 => Category::Outage,
        // a carrier said no, and not why
        408 => Category::Unknown,
        _ => return None,
    })
}
