//! Plivo: `POST /v1/Account/{auth_id}/Message/`.

use std::sync::Arc;

use async_trait::async_trait;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Value, json};

use super::common::{Sender, header_safe, lives, path_safe};
use super::contradiction::{AN_ERROR, NOT_ONE, agrees, is_not_one, tells, unless_taken};
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
    name: "plivo",
    secrets: &["auth_token"],
    needs: "auth_id, auth_token; from or powerpack_uuid",
    build,
};

#[derive(Debug)]
struct Plivo {
    http: Http,
    endpoint: Endpoint,
    auth_id: String,
    auth_token: Secret,
    /// A sender or a powerpack, which picks one; routes may name another.
    sender: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    auth_id: String,
    auth_token: Secret,
    from: Option<String>,
    powerpack_uuid: Option<String>,
    base_url: Option<String>,
}

fn build(table: toml::Table, setup: &Setup) -> Built {
    let settings: Settings = super::settings(table)?;
    path_safe("auth_id", &settings.auth_id)?;
    let is_account = |text: &str| text.starts_with("MA") || text.starts_with("SA");
    if settings.auth_id.len() != 20 || !is_account(&settings.auth_id) {
        return Err("auth_id must be MA or SA and 18 letters and digits".into());
    }
    header_safe("auth_token", &settings.auth_token)?;
    let sender = match (settings.from, settings.powerpack_uuid) {
        (Some(_), Some(_)) => return Err("from and powerpack_uuid: set only one".into()),
        (Some(from), None) => {
            Sender::parse("from", &from)?;
            Some(from)
        }
        (None, Some(powerpack)) if !is_powerpack(&powerpack) => {
            return Err("powerpack_uuid must be a UUID, as the console shows it".into());
        }
        (None, powerpack) => powerpack,
    };
    let base = settings.base_url.as_deref();
    let base = base.unwrap_or("https://api.plivo.com");
    let path = format!("/v1/Account/{}/Message/", settings.auth_id);
    Ok(Arc::new(Plivo {
        endpoint: Endpoint::under("base_url", base, &path)?,
        http: setup.http()?,
        auth_id: settings.auth_id,
        auth_token: settings.auth_token,
        sender,
    }))
}

/// No sender is that long.
fn is_powerpack(text: &str) -> bool {
    uuid::Uuid::try_parse(text).is_ok()
}

#[async_trait]
impl Provider for Plivo {
    fn suits(&self, route: &Route) -> Result<(), String> {
        match &route.sender {
            Some(sender) if is_powerpack(sender) => Ok(()),
            Some(sender) => Sender::parse("sender", sender).map(|_| ()),
            None if self.sender.is_some() => Ok(()),
            None => Err("no sender: set from or powerpack_uuid at the provider".into()),
        }
    }

    async fn send(&self, message: &Message, context: &SendContext<'_>) -> Result<Accepted, Fault> {
        let Some(sender) = context.route.sender.as_ref().or(self.sender.as_ref()) else {
            return Err(Fault::refused(Category::Config, "no sender is set"));
        };
        let request = self
            .http
            .post(&self.endpoint)
            .basic_auth(&self.auth_id, Some(self.auth_token.expose_secret()))
            .json(&payload(message, context, sender));
        judge(&self.http.exchange(request).await?)
    }

    fn receipts(&self, posted: &ReceiptRequest) -> Result<Vec<Receipt>, ReceiptError> {
        let fields = posted.form();
        if !authentic(posted, &fields, &self.auth_token) {
            return Err(ReceiptError::Forged);
        }
        receipt(posted, &fields).map(|receipt| vec![receipt])
    }
}

fn payload(message: &Message, context: &SendContext<'_>, sender: &str) -> Value {
    let from = if is_powerpack(sender) {
        "powerpack_uuid"
    } else {
        "src"
    };
    let mut body = json!({
        from: sender,
        "dst": message.to.e164(),
        "text": message.body.reveal(),
        "type": "sms",
        // Plivo's own log shall not show the code.
        "log": "number_only",
        // the bounds are unverified
        "message_expiry": lives(message, 5..=10_800),
    });
    if let Some(callback) = context.callback {
        body["url"] = json!(callback);
        body["method"] = json!("POST");
    }
    for (name, option) in [
        ("dlt_entity_id", &context.route.entity),
        ("dlt_template_id", &context.route.template),
    ] {
        if let Some(option) = option {
            body[name] = json!(option);
        }
    }
    body
}

fn judge(answer: &Answer) -> Result<Accepted, Fault> {
    let told = answer.json::<Value>().unwrap_or_default();
    let status = answer.status.as_u16();
    if status == 202 {
        return judge_queued(&told);
    }
    let mut fault = by_status(status);
    if answer.status.is_client_error() && !told["error"].is_null() {
        fault.category = by_words(&told["error"], status).unwrap_or(fault.category);
    }
    Err(unless_taken(fault, told["message_uuid"][0].is_string()))
}

fn judge_queued(told: &Value) -> Result<Accepted, Fault> {
    if let Some(id) = told["message_uuid"][0].as_str().and_then(message_id) {
        let has_error = tells(&told["error"]) || tells(&told["invalid_number"]);
        let against = [
            (has_error, AN_ERROR),
            (is_not_one(&told["message_uuid"]), NOT_ONE),
        ];
        agrees(202, &against)?;
        return Ok(Accepted {
            provider_id: Some(id),
            parts: None,
        });
    }
    let fault = if !told["error"].is_null() {
        let category = by_words(&told["error"], 400).unwrap_or(Category::Unknown);
        Fault::refused(category, "HTTP 202, but an error")
    } else if told["invalid_number"][0].is_string() {
        // unverified: the list of numbers that it did not take
        Fault::refused(Category::InvalidNumber, "HTTP 202, but an invalid number")
    } else {
        let detail = "HTTP 202 without a message that was accepted";
        Fault::unknown(Category::Unknown, detail)
    };
    Err(fault.with_code("202"))
}

/// Plivo has no codes here, only words (a text, or texts by field). They may
/// quote the number, so they decide and stay here.
fn by_words(error: &Value, status: u16) -> Option<Category> {
    let words = error.to_string().to_lowercase();
    let say = |any: &[&str]| any.iter().any(|word| words.contains(word));
    if say(&["insufficient credit"]) {
        Some(Category::Balance)
    } else if status != 400 {
        None
    } else if say(&["src", "source", "powerpack", "sandbox", "trial", "verif"]) {
        // before the number: a bad sender is not the person's fault
        Some(Category::Config)
    } else if say(&["dst", "destination number", "is not a valid phone number"]) {
        Some(Category::InvalidNumber)
    } else {
        None
    }
}

/// Whether one of the signatures holds: V3 where there is one, else V2, which
/// covers neither query nor body and is all that messages once had.
fn authentic(posted: &ReceiptRequest, fields: &[(String, String)], token: &Secret) -> bool {
    let (signatures, signed) = if let Some(signatures) = posted.header("x-plivo-signature-v3") {
        let nonce = posted.header("x-plivo-signature-v3-nonce");
        let signed = v3(&posted.url, fields);
        (signatures, nonce.map(|nonce| format!("{signed}.{nonce}")))
    } else if let Some(signatures) = posted.header("x-plivo-signature-v2") {
        let nonce = posted.header("x-plivo-signature-v2-nonce");
        let (base, _) = halves(&posted.url);
        (signatures, nonce.map(|nonce| format!("{base}{nonce}")))
    } else {
        return false;
    };
    signed.is_some_and(|signed| {
        let mut signatures = signatures.split(',');
        signatures.any(|one| is_hmac(token, &[signed.as_bytes()], one))
    })
}

fn halves(url: &str) -> (&str, &str) {
    url.split_once('?').unwrap_or((url, ""))
}

/// Address, sorted query and sorted fields, as V3 puts them together.
fn v3(url: &str, fields: &[(String, String)]) -> String {
    let (base, query) = halves(url);
    let mut query: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    query.sort();
    let query: Vec<_> = query.iter().map(|(k, v)| format!("{k}={v}")).collect();
    let query = query.join("&");
    let mut fields: Vec<_> = fields.iter().collect();
    fields.sort();
    let fields: String = fields.iter().flat_map(|(k, v)| [k.as_str(), v]).collect();
    let both = !query.is_empty() && !fields.is_empty();
    let dot = if both { "." } else { "" };
    format!("{base}?{query}{dot}{fields}")
}

fn receipt(posted: &ReceiptRequest, fields: &[(String, String)]) -> Result<Receipt, ReceiptError> {
    let field = |name: &str| {
        let found = fields.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    };
    // Each part has an id of its own; the parent's is what sending gave
    // (unverified).
    let id = field("ParentMessageUUID").and_then(message_id);
    let id = id.or_else(|| field("MessageUUID").and_then(message_id));
    let update = match field("Status").ok_or(ReceiptError::Unreadable)? {
        "delivered" | "read" => DeliveryUpdate::Delivered,
        "failed" | "undelivered" | "rejected" => {
            let code = field("ErrorCode").and_then(|code| code.trim().parse::<u32>().ok());
            let category = code.and_then(category).unwrap_or(Category::Unknown);
            undelivered(category, code)
        }
        _ => DeliveryUpdate::Underway,
    };
    Receipt::about(posted, None, id.as_deref(), update)
}

/// A receipt's `ErrorCode`.
fn category(code: u32) -> Option<Category> {
    Some(match code {
        50 => Category::InvalidNumber,
        70 | 80 | 90 => Category::Unreachable,
        200 => Category::OptedOut,
        900 => Category::Balance,
        // 30 and 100 are carriers' filters, which judge sender and words; 201
        // is a sender that the country does not take
        10 | 30 | 40 | 60 | 100 | 110 | 201 => Category::Config,
        // it waited at Plivo for longer than the code lives
        420 => Category::Rate,
        20 => Category::Outage,
        _ => return None,
    })
}
