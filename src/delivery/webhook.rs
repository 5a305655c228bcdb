//! A webhook of the operator's own: JSON over HTTPS, signed by the Standard
//! Webhooks scheme. `compat = "supabase"` speaks to existing receivers of
//! Supabase's "Send SMS hook".
//!
//! Receipts come signed by the same scheme with the same secret, as
//! `{"type": "sms.delivered" | "sms.undelivered", "data": {"id", "code"?}}`
//! with the `data.id` of the text, to the address in its `data.callback`.

use std::sync::Arc;

use async_trait::async_trait;
use reqwest::header::CONTENT_TYPE;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::contradiction::{
    AN_ERROR, ANOTHER_NUMBER, ANOTHER_STATE, agrees, names_another, unless_taken,
};
use super::error_codes::undelivered;
use super::http::{Answer, Endpoint, Http, by_status, message_id};
use super::standard_webhooks::WebhookSigner;
use super::{
    Built, DeliveryUpdate, Provider, ProviderKind, Receipt, ReceiptError, ReceiptRequest, Route,
    SendContext, Setup,
};
use crate::base::secret::Secret;
use crate::domain::delivery::{Accepted, Category, Certainty, Fault};
use crate::domain::message::Message;

pub(super) const KIND: ProviderKind = ProviderKind {
    name: "webhook",
    secrets: &["secret"],
    needs: "url, secret",
    build,
};

#[derive(Debug)]
struct Webhook {
    http: Http,
    url: Endpoint,
    signer: WebhookSigner,
    compat: Option<Compat>,
}

/// Whose payload to send instead of our own.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Compat {
    Supabase,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(alias = "base_url")]
    url: String,
    secret: Secret,
    compat: Option<Compat>,
}

fn build(table: toml::Table, setup: &Setup) -> Built {
    let settings: Settings = super::settings(table)?;
    Ok(Arc::new(Webhook {
        http: setup.http()?,
        url: Endpoint::parse("url", &settings.url)?,
        signer: WebhookSigner::parse(settings.secret.expose_secret())?,
        compat: settings.compat,
    }))
}

#[async_trait]
impl Provider for Webhook {
    fn suits(&self, route: &Route) -> Result<(), String> {
        let options = [&route.sender, &route.template, &route.entity];
        if self.compat.is_some() && options.into_iter().any(Option::is_some) {
            return Err("supabase's payload has no place for sender, template or entity".into());
        }
        Ok(())
    }

    async fn send(&self, message: &Message, context: &SendContext<'_>) -> Result<Accepted, Fault> {
        let payload = match self.compat {
            None => own(message, context),
            Some(Compat::Supabase) => supabase(message),
        };
        let body = payload.to_string().into_bytes();
        let id = message.id.to_string();
        let seconds = message.sent_at.as_secs();
        let request = self
            .http
            .post(&self.url)
            .header(CONTENT_TYPE, "application/json")
            .header("idempotency-key", &id)
            .header("webhook-id", &id)
            .header("webhook-timestamp", seconds)
            .header("webhook-signature", self.signer.sign(&id, seconds, &body))
            .body(body);
        judge(&self.http.exchange(request).await?, message)
    }

    fn receipts(&self, posted: &ReceiptRequest) -> Result<Vec<Receipt>, ReceiptError> {
        if !self.signer.signed(posted) {
            return Err(ReceiptError::Forged);
        }
        let told: Value =
            serde_json::from_slice(&posted.body).map_err(|_| ReceiptError::Unreadable)?;
        let code = told["data"]["code"].as_str();
        let update = match told["type"].as_str().ok_or(ReceiptError::Unreadable)? {
            "sms.delivered" => DeliveryUpdate::Delivered,
            "sms.undelivered" => {
                let known = code.and_then(vocabulary);
                undelivered(known.map_or(Category::Unknown, |(_, it)| it), code)
            }
            _ => DeliveryUpdate::Underway,
        };
        let receipt = Receipt::about(posted, told["data"]["id"].as_str(), None, update)?;
        Ok(vec![receipt])
    }
}

fn own(message: &Message, context: &SendContext<'_>) -> Value {
    let mut data = json!({
        "id": message.id.to_string(),
        "to": message.to.e164(),
        "body": message.body.reveal(),
        "code": message.code.reveal(),
        "channel": "sms",
        "locale": message.language.tag(),
        "expires_at": message.expires_at.rfc3339(),
    });
    let options = [
        ("sender", context.route.sender.as_deref()),
        ("template", context.route.template.as_deref()),
        ("entity", context.route.entity.as_deref()),
        ("callback", context.callback),
    ];
    for (key, option) in options {
        if let Some(option) = option {
            data[key] = json!(option);
        }
    }
    json!({ "type": "sms.send", "timestamp": message.sent_at.rfc3339(), "data": data })
}

/// The hook's payload. No user exists before the text is confirmed, so the
/// hand-over's own id stands in for the user's.
fn supabase(message: &Message) -> Value {
    let id = message.id.to_string();
    let now = message.sent_at.rfc3339();
    json!({
        "metadata": { "uuid": id, "time": now, "name": "send-sms" },
        "user": {
            "id": id,
            "aud": "authenticated",
            "role": "authenticated",
            "email": "",
            "phone": message.to.e164().trim_start_matches('+'),
            "app_metadata": { "provider": "phone", "providers": ["phone"] },
            "user_metadata": {},
            "identities": [],
            "created_at": now,
            "updated_at": now,
            "is_anonymous": false,
        },
        "sms": { "otp": message.code.reveal() },
    })
}

fn judge(answer: &Answer, message: &Message) -> Result<Accepted, Fault> {
    let status = answer.status.as_u16();
    if answer.status.is_success() && answer.body.trim_ascii().is_empty() {
        return Ok(Accepted::default());
    }
    let told = answer.json::<Map<String, Value>>();
    match told {
        Some(told) if answer.status.is_success() => judge_success(&told, status, message),
        None if answer.status.is_success() => {
            let detail = format!("HTTP {status}, but the body is not a JSON object");
            Err(Fault::unknown(Category::Unknown, detail).with_code(status.to_string()))
        }
        Some(told) if answer.status.is_client_error() => {
            let fault = refusal(&told).unwrap_or_else(|| by_status(status));
            Err(unless_taken(fault, is_ok(&told)))
        }
        _ => Err(by_status(status)),
    }
}

fn judge_success(
    told: &Map<String, Value>,
    status: u16,
    message: &Message,
) -> Result<Accepted, Fault> {
    let present = |key: &str| told.get(key).filter(|value| !value.is_null());
    let names_another = present("to").is_some_and(|to| names_another(to, &message.to));
    let against = [
        (is_ok(told) && present("error").is_some(), AN_ERROR),
        (names_another, ANOTHER_NUMBER),
    ];
    agrees(status, &against)?;
    let code = present("code");
    if present("error").is_none() && code.is_none_or(|code| code == "ok") {
        let is_no = |key: &&str| present(key).is_some_and(is_no);
        let has_failed = ["ok", "success", "accepted"].iter().any(is_no) || has_failed(told);
        agrees(status, &[(has_failed, ANOTHER_STATE)])?;
        let provider_id = present("id").and_then(Value::as_str).and_then(message_id);
        return Ok(Accepted {
            provider_id,
            parts: None,
        });
    }
    Err(refusal(told).unwrap_or_else(|| {
        let detail = format!("HTTP {status}, but the body tells of an error");
        let fault = match present("error") {
            Some(_) => Fault::refused(Category::Unknown, detail),
            // a code of the receiver's own: it may even mean that all is well
            None => Fault::unknown(Category::Unknown, detail),
        };
        fault.with_code(status.to_string())
    }))
}

fn is_ok(told: &Map<String, Value>) -> bool {
    told.get("code").is_some_and(|code| code == "ok")
}

/// What a receiver may hand on of its provider's own answer.
fn has_failed(told: &Map<String, Value>) -> bool {
    let state = told.get("status").and_then(Value::as_str);
    let state = state.map(|state| state.trim().to_ascii_lowercase());
    let errors = told.get("errors").and_then(Value::as_array);
    errors.is_some_and(|errors| !errors.is_empty())
        || matches!(
            state.as_deref(),
            Some("failed" | "error" | "rejected" | "undelivered" | "canceled")
        )
}

/// A no, in the words that receivers have for it.
fn is_no(value: &Value) -> bool {
    match value {
        Value::Bool(is) => !is,
        Value::Number(number) => number.as_u64() == Some(0),
        Value::String(text) => ["false", "no", "0"].contains(&&*text.trim().to_ascii_lowercase()),
        _ => false,
    }
}

/// The refusal in an answer's body, if it is in words we know: `code` of our
/// own contract, or `error.http_code` of Supabase's.
fn refusal(told: &Map<String, Value>) -> Option<Fault> {
    if let Some(word) = told.get("code").and_then(Value::as_str) {
        let (certainty, category) = vocabulary(word)?;
        return Some(Fault {
            certainty,
            category,
            code: Some(word.to_owned()),
            detail: format!("the receiver says {word}"),
        });
    }
    let status = told.get("error")?.get("http_code")?.as_u64()?;
    let status = u16::try_from(status).ok().filter(|status| *status >= 400)?;
    Some(by_status(status))
}

fn vocabulary(word: &str) -> Option<(Certainty, Category)> {
    Some(match word {
        "invalid_phone_number" => (Certainty::Refused, Category::InvalidNumber),
        "rate_limited" => (Certainty::Refused, Category::Rate),
        "authentication_failed" | "unsupported_request" => (Certainty::Refused, Category::Config),
        "delivery_rejected" => (Certainty::Refused, Category::Blocked),
        "opted_out" => (Certainty::Refused, Category::OptedOut),
        "timeout" => (Certainty::Unknown, Category::Outage),
        "unknown_error" => (Certainty::Unknown, Category::Unknown),
        _ => return None,
    })
}
