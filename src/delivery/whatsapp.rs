//! `WhatsApp` Cloud API: an authentication template, whose words are Meta's and
//! whose parameter is the code.
//!
//! Receipts come to the webhook that is set up once for Meta's app, signed with
//! the app's secret. Meta first asks that address by GET
//! (`hub.mode=subscribe`); answering that is not a driver's work.

mod answer;

use std::sync::Arc;

use async_trait::async_trait;
use hmac::Hmac;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::Sha256;

use super::error_codes::undelivered;
use super::http::{Endpoint, Http};
use super::mac::{is_mac, unhex};
use super::receipt::text;
use super::{
    Built, DeliveryUpdate, Provider, ProviderKind, Receipt, ReceiptError, ReceiptRequest, Route,
    SendContext, Setup, Wording,
};
use crate::base::language::{Language, best};
use crate::base::secret::Secret;
use crate::domain::delivery::{Accepted, Category, Fault};
use crate::domain::message::Message;
use answer::{category, judge};

pub(super) const KIND: ProviderKind = ProviderKind {
    name: "whatsapp",
    secrets: &["access_token", "app_secret"],
    needs: "phone_number_id, access_token, template; for receipts app_secret",
    build,
};

#[derive(Debug)]
struct WhatsApp {
    http: Http,
    endpoint: Endpoint,
    access_token: Secret,
    /// Signs receipts; without it none is believed.
    app_secret: Option<Secret>,
    template: Option<String>,
    /// The template's language, by Meta's code.
    language: String,
    /// Its other languages.
    languages: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    phone_number_id: String,
    access_token: Secret,
    app_secret: Option<Secret>,
    template: Option<String>,
    /// The template's language, as it was registered, for whoever reads none of the others.
    language: Option<String>,
    /// Its other languages.
    #[serde(default)]
    languages: Vec<String>,
    api_version: Option<String>,
    base_url: Option<String>,
}

fn build(table: toml::Table, setup: &Setup) -> Built {
    let settings: Settings = super::settings(table)?;
    settings.check()?;
    let base = settings.base_url.as_deref();
    let base = base.unwrap_or("https://graph.facebook.com");
    let version = settings.api_version.as_deref().unwrap_or("v23.0");
    let path = format!("/{version}/{}/messages", settings.phone_number_id);
    Ok(Arc::new(WhatsApp {
        http: setup.http()?,
        endpoint: Endpoint::under("base_url", base, &path)?,
        access_token: settings.access_token,
        app_secret: settings.app_secret,
        template: settings.template,
        language: settings.language.unwrap_or_else(|| "en_US".into()),
        languages: settings.languages,
    }))
}

impl Settings {
    fn check(&self) -> Result<(), String> {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(&self.phone_number_id) {
            return Err("phone_number_id must be Meta's id of the number: digits".into());
        }
        let token = self.access_token.expose_secret();
        if token.is_empty() || !token.bytes().all(|b| b.is_ascii_graphic()) {
            return Err("access_token must be one word".into());
        }
        let secret = self.app_secret.as_ref();
        if secret.is_some_and(|secret| secret.expose_secret().is_empty()) {
            return Err("app_secret must not be empty".into());
        }
        if self.template.as_deref().is_some_and(|name| !is_name(name)) {
            return Err(format!("template must be {TEMPLATE}"));
        }
        if self.language.as_deref().is_some_and(|code| !is_name(code)) {
            return Err("language must be the template's, such as en_US".into());
        }
        let serves = |code: &str| is_name(code) && best([code]).is_some();
        if let Some(code) = self.languages.iter().find(|code| !serves(code)) {
            return Err(format!(
                "languages has {code:?}, which is no template's code of a language that people \
                 read here, such as de or pt_BR"
            ));
        }
        let version = self.api_version.as_deref().unwrap_or("v23.0");
        let numbers = version.strip_prefix('v').and_then(|it| it.split_once('.'));
        if !numbers.is_some_and(|(major, minor)| digits(major) && digits(minor)) {
            return Err("api_version must be such as v23.0".into());
        }
        Ok(())
    }
}

const TEMPLATE: &str = "the name of an authentication template: letters, digits and _";

fn is_name(text: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    (1..=512).contains(&text.len()) && text.bytes().all(fits)
}

#[async_trait]
impl Provider for WhatsApp {
    fn suits(&self, route: &Route) -> Result<(), String> {
        if route.sender.is_some() || route.entity.is_some() {
            return Err("whatsapp sends from phone_number_id: remove sender and entity".into());
        }
        match &route.template {
            Some(template) if is_name(template) => Ok(()),
            Some(_) => Err(format!("template must be {TEMPLATE}")),
            None if self.template.is_some() => Ok(()),
            None => Err("no template: set template at the provider".into()),
        }
    }

    fn wording(&self, reads: Language) -> Wording {
        Wording::Template(best([self.code(reads)]))
    }

    async fn send(&self, message: &Message, context: &SendContext<'_>) -> Result<Accepted, Fault> {
        let Some(template) = context.route.template.as_ref().or(self.template.as_ref()) else {
            return Err(Fault::refused(Category::Config, "no template is set"));
        };
        // Once for the words and once for the button that copies it.
        let code = json!([{ "type": "text", "text": message.code.reveal() }]);
        let body = json!({
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": message.to.e164().trim_start_matches('+'),
            "type": "template",
            "biz_opaque_callback_data": message.id.to_string(),
            "template": {
                "name": template,
                "language": { "code": self.code(message.language) },
                "components": [
                    { "type": "body", "parameters": code },
                    { "type": "button", "sub_type": "url", "index": "0", "parameters": code },
                ],
            },
        });
        let request = self
            .http
            .post(&self.endpoint)
            .bearer_auth(self.access_token.expose_secret())
            .json(&body);
        judge(&self.http.exchange(request).await?, message)
    }

    fn receipts(&self, posted: &ReceiptRequest) -> Result<Vec<Receipt>, ReceiptError> {
        if self.signed(posted) != Some(true) {
            return Err(ReceiptError::Forged);
        }
        let told: Value =
            serde_json::from_slice(&posted.body).map_err(|_| ReceiptError::Unreadable)?;
        let entries = told["entry"].as_array().ok_or(ReceiptError::Unreadable)?;
        let changes = entries.iter().flat_map(|entry| list(&entry["changes"]));
        // What people write to the number comes here, too, without statuses.
        let statuses = changes.flat_map(|change| list(&change["value"]["statuses"]));
        Ok(statuses
            .filter_map(|status| receipt(posted, status))
            .collect())
    }
}

impl WhatsApp {
    /// The template's code for a reader of this language.
    fn code(&self, reads: Language) -> &str {
        let mut codes = [&self.language].into_iter().chain(&self.languages);
        let serving = codes.find(|code| best([code.as_str()]) == Some(reads));
        serving.unwrap_or(&self.language)
    }

    /// Whether the app's secret signed the body; nothing when there is no
    /// telling.
    fn signed(&self, posted: &ReceiptRequest) -> Option<bool> {
        let secret = self.app_secret.as_ref()?.expose_secret();
        let header = posted.header("x-hub-signature-256")?;
        let given = unhex(header.strip_prefix("sha256=")?)?;
        let right = is_mac::<Hmac<Sha256>>(secret.as_bytes(), &[&posted.body], &given);
        Some(right)
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn receipt(posted: &ReceiptRequest, told: &Value) -> Option<Receipt> {
    let update = match told["status"].as_str()? {
        "delivered" | "read" => DeliveryUpdate::Delivered,
        "failed" => {
            let error = &told["errors"][0];
            let known = error["code"]
                .as_u64()
                .and_then(|code| category(code, error));
            let code = text(&error["code"]);
            undelivered(known.unwrap_or(Category::Unknown), code.as_deref())
        }
        // by its receiver, on the phone
        "deleted" => return None,
        _ => DeliveryUpdate::Underway,
    };
    let echo = told["biz_opaque_callback_data"].as_str();
    Receipt::about(posted, echo, told["id"].as_str(), update).ok()
}
