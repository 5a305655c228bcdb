//! Telnyx v2: `POST /v2/messages`.

use std::sync::Arc;

use async_trait::async_trait;
use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Value, json};

use super::common::{self, Sender, header_safe, no_template, word};
use super::contradiction::{
    AN_ERROR, ANOTHER_NUMBER, NOT_ONE, agrees, names_another, tells, unless_taken,
};
use super::http::{Answer, Endpoint, Http, by_status, message_id};
use super::{
    Built, DeliveryUpdate, Provider, ProviderKind, Receipt, ReceiptError, ReceiptRequest, Route,
    SendContext, Setup,
};
use crate::base::secret::Secret;
use crate::domain::delivery::{Accepted, Category, Fault};
use crate::domain::message::Message;

pub(super) const KIND: ProviderKind = ProviderKind {
    name: "telnyx",
    secrets: &["api_key"],
    needs: "api_key; from, messaging_profile_id or both; public_key for receipts",
    build,
};

/// How far a receipt's time may be from ours, in seconds.
const TOLERANCE: u64 = 300;

#[derive(Debug)]
struct Telnyx {
    http: Http,
    endpoint: Endpoint,
    key: Secret,
    sender: Option<String>,
    profile: Option<String>,
    /// What receipts are checked with; without it none are asked for.
    public_key: Option<[u8; 32]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    api_key: Secret,
    from: Option<String>,
    messaging_profile_id: Option<String>,
    public_key: Option<String>,
    base_url: Option<String>,
}

fn build(table: toml::Table, setup: &Setup) -> Built {
    let settings: Settings = super::settings(table)?;
    header_safe("api_key", &settings.api_key)?;
    let profile = settings.messaging_profile_id;
    if let Some(profile) = &profile {
        uuid::Uuid::try_parse(profile)
            .map_err(|_| "messaging_profile_id must be a UUID, as the portal shows it")?;
    }
    if let Some(from) = &settings.from {
        fits_profile("from", from, profile.as_ref())?;
    }
    let public_key = settings.public_key.as_deref().map(public_key).transpose()?;
    let base = settings.base_url.as_deref();
    let base = base.unwrap_or("https://api.telnyx.com");
    Ok(Arc::new(Telnyx {
        endpoint: Endpoint::under("base_url", base, "/v2/messages")?,
        http: setup.http()?,
        key: settings.api_key,
        sender: settings.from,
        profile,
        public_key,
    }))
}

fn public_key(base64: &str) -> Result<[u8; 32], String> {
    let bytes = STANDARD.decode(base64.trim()).ok();
    bytes
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| "public_key must be Base64 of 32 bytes, as the portal shows it".into())
}

/// A name is sent only under a messaging profile.
fn fits_profile(setting: &str, sender: &str, profile: Option<&String>) -> Result<(), String> {
    match Sender::parse(setting, sender)? {
        Sender::Name if profile.is_none() => Err(format!(
            "{setting} is a name, which needs messaging_profile_id at the provider"
        )),
        _ => Ok(()),
    }
}

#[async_trait]
impl Provider for Telnyx {
    fn suits(&self, route: &Route) -> Result<(), String> {
        no_template(KIND.name, route)?;
        match &route.sender {
            Some(sender) => fits_profile("sender", sender, self.profile.as_ref()),
            None if self.sender.is_some() || self.profile.is_some() => Ok(()),
            None => Err("no sender: set from or messaging_profile_id at the provider".into()),
        }
    }

    async fn send(&self, message: &Message, context: &SendContext<'_>) -> Result<Accepted, Fault> {
        let mut body = json!({
            "to": message.to.e164(),
            "text": message.body.reveal(),
            "type": "SMS",
        });
        let sender = context.route.sender.as_ref().or(self.sender.as_ref());
        let callback = context.callback.filter(|_| self.public_key.is_some());
        for (name, value) in [
            ("from", sender.map(String::as_str)),
            ("messaging_profile_id", self.profile.as_deref()),
            ("webhook_url", callback),
        ] {
            if let Some(value) = value {
                body[name] = json!(value);
            }
        }
        let request = self
            .http
            .post(&self.endpoint)
            .bearer_auth(self.key.expose_secret())
            .json(&body);
        judge(&self.http.exchange(request).await?, message)
    }

    fn receipts(&self, posted: &ReceiptRequest) -> Result<Vec<Receipt>, ReceiptError> {
        let key = self.public_key.as_ref().ok_or(ReceiptError::Forged)?;
        authentic(posted, key).ok_or(ReceiptError::Forged)?;
        let told: Value =
            serde_json::from_slice(&posted.body).map_err(|_| ReceiptError::Unreadable)?;
        let event = told["data"]["event_type"].as_str();
        match event.ok_or(ReceiptError::Unreadable)? {
            "message.sent" | "message.finalized" => {
                receipt(posted, &told["data"]["payload"]).map(|receipt| vec![receipt])
            }
            // such as a text that came in
            _ => Ok(Vec::new()),
        }
    }
}

/// Ed25519 over time, `|` and body.
fn authentic(posted: &ReceiptRequest, key: &[u8; 32]) -> Option<()> {
    let timestamp = posted.header("telnyx-timestamp")?;
    let seconds: i64 = timestamp.parse().ok()?;
    if posted.at.as_secs().abs_diff(seconds) > TOLERANCE {
        return None;
    }
    let signature = posted.header("telnyx-signature-ed25519")?;
    let signature = STANDARD.decode(signature).ok()?;
    let signed = [timestamp.as_bytes(), b"|", &posted.body].concat();
    let key = UnparsedPublicKey::new(&ED25519, key);
    key.verify(&signed, &signature).ok()
}

fn receipt(posted: &ReceiptRequest, payload: &Value) -> Result<Receipt, ReceiptError> {
    let update = match payload["to"][0]["status"].as_str() {
        Some("delivered" | "read") => DeliveryUpdate::Delivered,
        Some(status @ ("sending_failed" | "delivery_failed" | "expired")) => {
            let code = first_code(&payload["errors"]);
            let known = code.as_deref().and_then(category);
            DeliveryUpdate::Undelivered {
                category: known.unwrap_or(by_state(status)),
                code,
            }
        }
        _ => DeliveryUpdate::Underway,
    };
    Receipt::about(posted, None, payload["id"].as_str(), update)
}

fn judge(answer: &Answer, message: &Message) -> Result<Accepted, Fault> {
    let told = answer.json::<Value>().unwrap_or_default();
    let status = answer.status.as_u16();
    if status == 200 {
        return judge_message(&told, message);
    }
    let fault = by_status(status);
    let fault = match first_code(&told["errors"]) {
        Some(code) if answer.status.is_client_error() => {
            let category = match code.as_str() {
                "10002" | "10016" => Some(of_field(&told["errors"][0])),
                code => category(code),
            };
            common::with_code(fault, &code, category)
        }
        _ => fault,
    };
    Err(unless_taken(fault, told["data"]["id"].is_string()))
}

fn judge_message(told: &Value, message: &Message) -> Result<Accepted, Fault> {
    let data = &told["data"];
    let names_another = |one: &Value| names_another(&one["phone_number"], &message.to);
    let recipients = data["to"].as_array().map(Vec::as_slice).unwrap_or_default();
    let against = [
        (recipients.len() > 1, NOT_ONE),
        (recipients.iter().any(names_another), ANOTHER_NUMBER),
    ];
    agrees(200, &against)?;
    let code = first_code(&data["errors"]).or(first_code(&told["errors"]));
    let provider_id = data["id"].as_str().and_then(message_id);
    let fault = match (data["to"][0]["status"].as_str(), provider_id) {
        (Some("queued" | "sending" | "sent"), Some(id)) => {
            let has_error = tells(&data["errors"]) || tells(&told["errors"]);
            return match agrees(200, &[(has_error, AN_ERROR)]) {
                Ok(()) => Ok(Accepted {
                    provider_id: Some(id),
                    parts: parts(data),
                }),
                Err(fault) => Err(fault.with_code(code.unwrap_or_default())),
            };
        }
        (Some("sending_failed"), _) => {
            Fault::refused(by_state("sending_failed"), "HTTP 200, but sending_failed")
        }
        // a carrier may have had it
        (Some(status @ ("delivery_failed" | "expired")), _) => {
            Fault::unknown(by_state(status), format!("HTTP 200, but {status}"))
        }
        _ => {
            let detail = "HTTP 200 without a message and a status that mean accepted";
            Fault::unknown(Category::Unknown, detail)
        }
    };
    Err(match code {
        Some(code) => common::with_code(fault, &code, category(&code)),
        None => fault.with_code("200"),
    })
}

fn parts(data: &Value) -> Option<u32> {
    let parts = data["parts"].as_u64()?.try_into().ok();
    parts.filter(|parts| *parts > 0)
}

fn first_code(errors: &Value) -> Option<String> {
    errors[0]["code"].as_str().and_then(word)
}

/// Whose a bad number is: the person's only where the error points at `/to`.
fn of_field(error: &Value) -> Category {
    match error["source"]["pointer"].as_str() {
        Some(field) if field.starts_with("/to") => Category::InvalidNumber,
        _ => Category::Config,
    }
}

fn by_state(status: &str) -> Category {
    match status {
        "expired" => Category::Unreachable,
        _ => Category::Unknown,
    }
}

/// Telnyx's error codes, which are texts.
fn category(code: &str) -> Option<Category> {
    Some(match code.parse::<u32>().ok()? {
        // 40001 is a landline
        40001 | 40012 | 40310 => Category::InvalidNumber,
        40004..=40006 | 40008 => Category::Unreachable,
        40300 => Category::OptedOut,
        40309 => Category::Region,
        20012 | 20100 => Category::Balance,
        10009
        | 10010
        | 20002
        | 20006
        | 20013..=20017
        // filters, which judge sender and words
        | 40002
        | 40003
        | 40015
        | 40322
        | 40007
        | 40009
        | 40010
        | 40013
        | 40100
        | 40305
        | 40306
        | 40312
        | 40314
        | 40321
        | 40329 => Category::Config,
        // 40014: it waited at Telnyx for too long
        10011 | 40011 | 40014 | 40016 | 40018 | 40318 => Category::Rate,
        10007 | 10008 => Category::Outage,
        _ => return None,
    })
}
