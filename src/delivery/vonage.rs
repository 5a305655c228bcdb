//! Vonage's SMS API: `POST /sms/json`. It answers 200 even to bad credentials;
//! only the parts in the answer tell.

mod codes;
mod receipts;

use std::sync::Arc;

use async_trait::async_trait;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::Value;

use super::contradiction::{
    AN_ERROR, ANOTHER_NUMBER, ANOTHER_TEXT, NO_ID, NOT_ONE, agrees, is_another, is_no_id,
    names_another, tells,
};
use super::error_codes::by_code;
use super::http::{Answer, Endpoint, Http, by_status};
use super::receipt::text;
use super::{
    Built, Provider, ProviderKind, Receipt, ReceiptError, ReceiptRequest, Route, SendContext, Setup,
};
use crate::base::object::Object;
use crate::base::secret::Secret;
use crate::domain::delivery::{Accepted, Category, Certainty, Fault};
use crate::domain::message::Message;
use crate::domain::segments::{Alphabet, segments};
use codes::category;
use receipts::Signature;

pub(super) const KIND: ProviderKind = ProviderKind {
    name: "vonage",
    secrets: &["api_secret", "signature_secret"],
    needs: "api_key, api_secret, from; for signed receipts signature_secret and \
            signature_method",
    build,
};

#[derive(Debug)]
struct Vonage {
    http: Http,
    endpoint: Endpoint,
    api_key: String,
    api_secret: Secret,
    from: Option<String>,
    /// Receipts come unsigned until Vonage's support switches signing on.
    signature: Option<Signature>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    api_key: String,
    api_secret: Secret,
    from: Option<String>,
    signature_secret: Option<Secret>,
    signature_method: Option<receipts::Method>,
    base_url: Option<String>,
}

fn build(table: toml::Table, setup: &Setup) -> Built {
    let settings: Settings = super::settings(table)?;
    let key = &settings.api_key;
    if key.len() != 8 || !key.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err("api_key must be the 8 letters and digits of the dashboard".into());
    }
    if settings.api_secret.expose_secret().is_empty() {
        return Err("api_secret must not be empty".into());
    }
    if let Some(from) = settings.from.as_deref().filter(|from| !is_from(from)) {
        return Err(format!("from is {from:?} but must be {FROM}"));
    }
    let signature = match (settings.signature_method, settings.signature_secret) {
        (Some(method), Some(secret)) if !secret.expose_secret().is_empty() => {
            Some(Signature { method, secret })
        }
        (None, None) => None,
        _ => return Err("signature_secret and signature_method: set both or neither".into()),
    };
    let base = settings.base_url.as_deref();
    let base = base.unwrap_or("https://rest.nexmo.com");
    Ok(Arc::new(Vonage {
        http: setup.http()?,
        endpoint: Endpoint::under("base_url", base, "/sms/json")?,
        api_key: settings.api_key,
        api_secret: settings.api_secret,
        from: settings.from,
        signature,
    }))
}

const FROM: &str = "a number or a name of at most 11 letters and digits";

/// How long an address for receipts may be.
const CALLBACK: usize = 100;

/// The address without our id of the text: `client-ref` brings that back, and
/// Vonage takes only short addresses.
fn bare(callback: &str) -> &str {
    callback.split('?').next().unwrap_or(callback)
}

/// A number, with or without its plus, or a name.
fn is_from(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    if digits.bytes().all(|b| b.is_ascii_digit()) {
        return (3..=15).contains(&digits.len());
    }
    text.len() <= 11 && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[async_trait]
impl Provider for Vonage {
    fn suits(&self, route: &Route) -> Result<(), String> {
        if route.entity.is_some() != route.template.is_some() {
            return Err("vonage needs entity and template together, or neither".into());
        }
        match &route.sender {
            Some(sender) if is_from(sender) => Ok(()),
            Some(sender) => Err(format!("sender is {sender:?} but must be {FROM}")),
            None if self.from.is_some() => Ok(()),
            None => Err("no sender: set from at the provider".into()),
        }
    }

    async fn send(&self, message: &Message, context: &SendContext<'_>) -> Result<Accepted, Fault> {
        let Some(from) = context.route.sender.as_ref().or(self.from.as_ref()) else {
            return Err(Fault::refused(Category::Config, "no sender is set"));
        };
        let text = message.body.reveal();
        let kind = match segments(text).alphabet {
            Alphabet::Gsm7 => "text",
            Alphabet::Ucs2(_) => "unicode",
        };
        // Milliseconds: a dead code need not arrive.
        let lives = message.expires_at.since(message.sent_at).as_millis();
        let lives = lives.clamp(20_000, 604_800_000).to_string();
        let id = message.id.to_string();
        let form = [
            ("from", Some(from.trim_start_matches('+'))),
            ("to", Some(message.to.e164().trim_start_matches('+'))),
            ("text", Some(text)),
            ("type", Some(kind)),
            ("ttl", Some(&lives)),
            ("client-ref", Some(&id)),
            (
                "callback",
                context.callback.map(bare).filter(|it| it.len() <= CALLBACK),
            ),
            ("entity-id", context.route.entity.as_deref()),
            ("content-id", context.route.template.as_deref()),
        ];
        let form: Vec<_> = form
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect();
        let request = self
            .http
            .post(&self.endpoint)
            .basic_auth(&self.api_key, Some(self.api_secret.expose_secret()))
            .form(&form);
        judge(&self.http.exchange(request).await?, message)
    }

    fn fits_address(&self, address: &str) -> Result<(), String> {
        let length = bare(address).len();
        if length <= CALLBACK {
            return Ok(());
        }
        Err(format!(
            "the address for receipts has {length} characters, and vonage takes {CALLBACK}: give \
             the provider a shorter name, or enter the address in the dashboard"
        ))
    }

    fn receipts(&self, posted: &ReceiptRequest) -> Result<Vec<Receipt>, ReceiptError> {
        receipts::read(self.signature.as_ref(), posted)
    }
}

#[derive(Deserialize)]
struct Told {
    #[serde(rename = "message-count", default)]
    count: Value,
    messages: Vec<Object<Part>>,
}

/// A long text is sent, and refused, in parts.
#[derive(Deserialize)]
struct Part {
    status: String,
    #[serde(rename = "message-id", default)]
    id: Value,
    #[serde(default)]
    to: Value,
    #[serde(rename = "client-ref", default)]
    reference: Value,
    #[serde(rename = "error-text", default)]
    error: Value,
}

fn judge(answer: &Answer, message: &Message) -> Result<Accepted, Fault> {
    let status = answer.status.as_u16();
    let told = answer.json::<Object<Told>>().filter(|_| status == 200);
    let Some(Object(Told { count, messages })) = told else {
        return Err(by_status(status));
    };
    let parts: Vec<Part> = messages.into_iter().map(|Object(part)| part).collect();
    let Some(first) = parts.first() else {
        return Err(by_status(status));
    };
    let any = |is: &dyn Fn(&Part) -> bool| parts.iter().any(is);
    let count = text(&count);
    let against = [
        (
            any(&|part| names_another(&part.to, &message.to)),
            ANOTHER_NUMBER,
        ),
        (
            any(&|part| is_another(&part.reference, message.id)),
            ANOTHER_TEXT,
        ),
        (
            count.is_some_and(|count| count != parts.len().to_string()),
            NOT_ONE,
        ),
    ];
    agrees(status, &against)?;
    let Some(bad) = parts.iter().find(|part| part.status != "0") else {
        let against = [
            (any(&|part| tells(&part.error)), AN_ERROR),
            (any(&|part| is_no_id(&part.id)), NO_ID),
        ];
        agrees(status, &against)?;
        return Ok(Accepted {
            provider_id: first.id.as_str().map(str::to_owned),
            parts: u32::try_from(parts.len()).ok(),
        });
    };
    let mut fault = by_code(category(&bad.status, &bad.error), &bad.status);
    if parts.iter().any(|part| part.status == "0") {
        // The other part goes out, and may have the code in it.
        fault.certainty = Certainty::Unknown;
    }
    Err(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn senders_are_numbers_or_names() {
        for good in ["+15005550006", "15005550006", "12345", "TXTGTE", "A"] {
            assert!(is_from(good), "{good}");
        }
        for bad in [
            "",
            "+",
            "12",
            "Harbour 24",
            "TwelveLetter",
            "+TXT",
            "é",
            "1234567890123456",
        ] {
            assert!(!is_from(bad), "{bad}");
        }
    }
}
