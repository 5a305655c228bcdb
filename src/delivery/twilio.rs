//! Twilio Programmable Messaging: `POST …/Accounts/{sid}/Messages.json`.

mod answer;
mod receipts;

use std::sync::Arc;

use async_trait::async_trait;
use secrecy::ExposeSecret;
use serde::Deserialize;

use super::common::lives;
use super::http::{Endpoint, Http};
use super::{
    Built, Provider, ProviderKind, Receipt, ReceiptError, ReceiptRequest, Route, SendContext, Setup,
};
use crate::base::secret::Secret;
use crate::domain::delivery::{Accepted, Category, Fault};
use crate::domain::message::Message;
use answer::judge;
use receipts::Keys;

pub(super) const KIND: ProviderKind = ProviderKind {
    name: "twilio",
    secrets: &["auth_token", "api_key_secret", "shared_key"],
    needs: "account_sid; auth_token, or api_key_sid and api_key_secret; \
            from or messaging_service_sid",
    build,
};

#[derive(Debug)]
struct Twilio {
    http: Http,
    endpoint: Endpoint,
    user: String,
    password: Secret,
    keys: Keys,
    /// From, or a messaging service; routes may name another.
    sender: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    account_sid: String,
    auth_token: Option<Secret>,
    api_key_sid: Option<String>,
    api_key_secret: Option<Secret>,
    shared_key: Option<Secret>,
    from: Option<String>,
    messaging_service_sid: Option<String>,
    base_url: Option<String>,
}

fn build(table: toml::Table, setup: &Setup) -> Built {
    let settings: Settings = super::settings(table)?;
    let endpoint = settings.endpoint()?;
    let sender = settings.sender()?;
    let (user, password) = settings.credentials()?;
    Ok(Arc::new(Twilio {
        http: setup.http()?,
        endpoint,
        user,
        password,
        keys: Keys {
            token: settings.auth_token,
            shared: settings.shared_key,
        },
        sender,
    }))
}

impl Settings {
    fn endpoint(&self) -> Result<Endpoint, String> {
        let sid = &self.account_sid;
        if !is_id("AC", sid) {
            return Err("account_sid must be AC and 32 letters and digits".into());
        }
        let base = self.base_url.as_deref();
        let path = format!("/2010-04-01/Accounts/{sid}/Messages.json");
        Endpoint::under("base_url", base.unwrap_or("https://api.twilio.com"), &path)
    }

    fn sender(&self) -> Result<Option<String>, String> {
        match (&self.from, &self.messaging_service_sid) {
            (Some(_), Some(_)) => Err("from and messaging_service_sid: set only one".into()),
            (Some(from), None) if !is_from(from) => {
                Err(format!("from is {from:?} but must be {FROM}"))
            }
            (None, Some(sid)) if !is_service(sid) => {
                Err("messaging_service_sid must be MG and 32 hex digits".into())
            }
            (from, service) => Ok(from.clone().or_else(|| service.clone())),
        }
    }

    fn credentials(&self) -> Result<(String, Secret), String> {
        match (&self.api_key_sid, &self.api_key_secret, &self.auth_token) {
            (Some(sid), Some(_), _) if !is_id("SK", sid) => {
                Err("api_key_sid must be SK and 32 letters and digits".into())
            }
            (Some(sid), Some(secret), _) => Ok((sid.clone(), secret.clone())),
            (None, None, Some(token)) => Ok((self.account_sid.clone(), token.clone())),
            (None, None, None) => Err("set auth_token, or api_key_sid and api_key_secret".into()),
            _ => Err("api_key_sid and api_key_secret: set both or neither".into()),
        }
    }
}

const FROM: &str = "a number such as +15005550006, a short code, or a name of at most 11 letters, \
                    digits, blanks or + - _ &";

/// A number with its plus, a short code, or a name.
fn is_from(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if let Some(number) = text.strip_prefix('+') {
        return digits(number) && !number.starts_with('0') && (7..=15).contains(&number.len());
    }
    if digits(text) {
        return (3..=8).contains(&text.len());
    }
    let fits = |b: u8| b.is_ascii_alphanumeric() || b" +-_&".contains(&b);
    text.len() <= 11 && text.bytes().all(fits) && text.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Two letters for what it names, and 32 letters and digits.
fn is_id(kind: &str, text: &str) -> bool {
    let rest = text.strip_prefix(kind).unwrap_or_default();
    rest.len() == 32 && rest.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn is_hex_32(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// `MG` and 32 hex digits: a messaging service, which picks the sender itself.
fn is_service(text: &str) -> bool {
    text.strip_prefix("MG").is_some_and(is_hex_32)
}

#[async_trait]
impl Provider for Twilio {
    fn suits(&self, route: &Route) -> Result<(), String> {
        if route.template.is_some() {
            return Err("twilio finds a template by its text: remove template".into());
        }
        if route.entity.is_some() {
            return Err("twilio has no place for an entity: remove entity".into());
        }
        match &route.sender {
            Some(sender) if is_from(sender) || is_service(sender) => Ok(()),
            Some(sender) => Err(format!("sender is {sender:?} but must be {FROM}")),
            None if self.sender.is_some() => Ok(()),
            None => Err("no sender: set from or messaging_service_sid at the provider".into()),
        }
    }

    async fn send(&self, message: &Message, context: &SendContext<'_>) -> Result<Accepted, Fault> {
        let route = context.route;
        let Some(sender) = route.sender.as_ref().or(self.sender.as_ref()) else {
            return Err(Fault::refused(Category::Config, "no sender is set"));
        };
        let field = if is_service(sender) {
            "MessagingServiceSid"
        } else {
            "From"
        };
        // Twilio drops the text from its queue when the code is dead anyway.
        let lives = lives(message, 1..=36_000).to_string();
        let mut form = vec![
            ("To", message.to.e164()),
            (field, sender),
            ("Body", message.body.reveal()),
            ("ValidityPeriod", &lives),
        ];
        if let Some(callback) = context.callback.filter(|_| self.keys.are_there()) {
            form.push(("StatusCallback", callback));
        }
        let request = self
            .http
            .post(&self.endpoint)
            .basic_auth(&self.user, Some(self.password.expose_secret()))
            .form(&form);
        judge(&self.http.exchange(request).await?, message)
    }

    fn receipts(&self, posted: &ReceiptRequest) -> Result<Vec<Receipt>, ReceiptError> {
        receipts::read(&self.keys, posted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn senders_are_numbers_short_codes_or_names() {
        for good in ["+15005550006", "12345", "TXTGTE", "Harbour 24", "A"] {
            assert!(is_from(good), "{good}");
        }
        for bad in [
            "",
            "+",
            "+0123456789",
            "+1500555000a",
            "12",
            "123456789",
            "Twelve chars",
            "é",
            "+-",
        ] {
            assert!(!is_from(bad), "{bad}");
        }
        assert!(is_service(&format!("MG{}", "0a".repeat(16))));
        assert!(!is_service("MG00"));
    }
}
