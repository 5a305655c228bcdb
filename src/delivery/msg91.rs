//! MSG91's Flow API (India, DLT): `POST /api/v5/flow/` fills the code into a
//! template that is registered in its panel. What was not seen on a live account
//! is marked unverified.
//!
//! Receipts are not signed; they are set up in the panel as "webhook v2" or
//! "v3", or as JSON of one's own with the names of v3:
//! `{"requestId": "{{requestId}}", "CRQID": "{{CRQID}}", "status": "{{status}}"}`.

use std::sync::Arc;

use async_trait::async_trait;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::contradiction::{AN_ERROR, NO_ID, agrees, is_no_id, tells, unless_taken};
use super::error_codes::{by_code, undelivered, unsorted};
use super::http::{Answer, Endpoint, Http, by_status, message_id};
use super::receipt::text;
use super::{
    Built, DeliveryUpdate, Provider, ProviderKind, Receipt, ReceiptError, ReceiptRequest, Route,
    SendContext, Setup, Wording,
};
use crate::base::language::Language;
use crate::base::secret::Secret;
use crate::domain::delivery::{Accepted, Category, Fault};
use crate::domain::message::Message;

pub(super) const KIND: ProviderKind = ProviderKind {
    name: "msg91",
    secrets: &["authkey"],
    needs: "authkey, template_id",
    build,
};

#[derive(Debug)]
struct Msg91 {
    http: Http,
    endpoint: Endpoint,
    authkey: Secret,
    template_id: Option<String>,
    sender: Option<String>,
    variable: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    authkey: Secret,
    template_id: Option<String>,
    sender: Option<String>,
    /// The template's variable for the code; MSG91 minds its case.
    variable: Option<String>,
    base_url: Option<String>,
}

fn build(table: toml::Table, setup: &Setup) -> Built {
    let settings: Settings = super::settings(table)?;
    let key = settings.authkey.expose_secret();
    if key.is_empty() || !key.bytes().all(|b| b.is_ascii_graphic()) {
        return Err("authkey must be one word".into());
    }
    if settings
        .template_id
        .as_deref()
        .is_some_and(|id| !is_word(id))
    {
        return Err(format!("template_id must be {TEMPLATE}"));
    }
    if let Some(sender) = settings
        .sender
        .as_deref()
        .filter(|sender| !is_sender(sender))
    {
        return Err(format!("sender is {sender:?} but must be {SENDER}"));
    }
    let variable = settings.variable.unwrap_or_else(|| "OTP".into());
    if !is_word(&variable) || variable == "mobiles" {
        return Err("variable must be the name of the code in the template, such as OTP".into());
    }
    let base = settings.base_url.as_deref();
    let base = base.unwrap_or("https://control.msg91.com");
    Ok(Arc::new(Msg91 {
        http: setup.http()?,
        endpoint: Endpoint::under("base_url", base, "/api/v5/flow/")?,
        authkey: settings.authkey,
        template_id: settings.template_id,
        sender: settings.sender,
        variable,
    }))
}

const TEMPLATE: &str = "MSG91's own id of the template: letters and digits";
const SENDER: &str = "a header of 3 to 11 letters and digits, such as TXTGTE";

fn is_word(text: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"_-".contains(&b);
    (1..=64).contains(&text.len()) && text.bytes().all(fits)
}

fn is_sender(text: &str) -> bool {
    (3..=11).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[async_trait]
impl Provider for Msg91 {
    fn suits(&self, route: &Route) -> Result<(), String> {
        if route.entity.is_some() {
            return Err(
                "msg91 binds the entity to the template in its panel: remove entity".into(),
            );
        }
        if let Some(sender) = route.sender.as_deref().filter(|sender| !is_sender(sender)) {
            return Err(format!("sender is {sender:?} but must be {SENDER}"));
        }
        match &route.template {
            Some(template) if is_word(template) => Ok(()),
            Some(_) => Err(format!("template must be {TEMPLATE}")),
            None if self.template_id.is_some() => Ok(()),
            None => Err("no template: set template_id at the provider".into()),
        }
    }

    fn wording(&self, _reads: Language) -> Wording {
        Wording::Template(None)
    }

    async fn send(&self, message: &Message, context: &SendContext<'_>) -> Result<Accepted, Fault> {
        let route = context.route;
        let Some(template) = route.template.as_ref().or(self.template_id.as_ref()) else {
            return Err(Fault::refused(Category::Config, "no template is set"));
        };
        let mut recipient = Map::new();
        let to = message.to.e164().trim_start_matches('+');
        recipient.insert("mobiles".into(), json!(to));
        recipient.insert(self.variable.clone(), json!(message.code.reveal()));
        let mut body = json!({
            "template_id": template,
            "short_url": "0",
            "recipients": [recipient],
            // Unverified: the name, and that it belongs here.
            "CRQID": message.id.to_string(),
        });
        if let Some(sender) = route.sender.as_ref().or(self.sender.as_ref()) {
            body["sender"] = json!(sender);
        }
        let request = self
            .http
            .post(&self.endpoint)
            .header("authkey", self.authkey.expose_secret())
            .json(&body);
        judge(&self.http.exchange(request).await?)
    }

    fn receipts(&self, posted: &ReceiptRequest) -> Result<Vec<Receipt>, ReceiptError> {
        // v2 wraps its JSON in a form or, in its sample, in JSON; the others are
        // bare.
        let fields = posted.fields();
        let data = fields.iter().find(|(name, _)| name == "data");
        let json = data.map_or(posted.body.as_slice(), |(_, json)| json.as_bytes());
        let told: Value = serde_json::from_slice(json).map_err(|_| ReceiptError::Unreadable)?;
        let requests = match told {
            Value::Array(requests) => requests,
            one => vec![one],
        };
        let receipts: Vec<_> = requests
            .iter()
            .flat_map(|request| receipts_of(posted, request))
            .collect();
        if receipts.is_empty() {
            return Err(ReceiptError::Unreadable);
        }
        Ok(receipts)
    }
}

fn receipts_of(posted: &ReceiptRequest, request: &Value) -> Vec<Receipt> {
    let reports = request["report"].as_array().map(Vec::as_slice);
    let reports = reports.unwrap_or(std::slice::from_ref(request));
    let id = text(&request["requestId"]);
    let receipt = |report: &Value| {
        let update = update(&text(&report["status"])?);
        let echo = text(&report["CRQID"]);
        Receipt::about(posted, echo.as_deref(), id.as_deref(), update).ok()
    };
    reports.iter().filter_map(receipt).collect()
}

/// The words are unverified: the panel's own JSON may have them for the numbers.
fn update(status: &str) -> DeliveryUpdate {
    let category = match status.to_ascii_lowercase().as_str() {
        "1" | "delivered" => return DeliveryUpdate::Delivered,
        "9" | "17" | "ndnc" | "blocked" => Category::Blocked,
        // 16 and 25 are said to be rejected by the operator, whose filter looks
        // at template and sender
        "2" | "16" | "25" | "failed" | "rejected" => Category::Unknown,
        _ => return DeliveryUpdate::Underway,
    };
    undelivered(category, Some(status))
}

/// MSG91's word is in the body, whatever the status.
fn judge(answer: &Answer) -> Result<Accepted, Fault> {
    let told = answer.json::<Value>().unwrap_or_default();
    match told["type"].as_str() {
        Some("success") => judge_success(&told, answer.status.as_u16()),
        Some("error") if answer.status.is_success() || answer.status.is_client_error() => {
            refused(&told, answer.status.as_u16())
                .map_err(|fault| unless_taken(fault, told["request_id"].is_string()))
        }
        _ => Err(by_status(answer.status.as_u16())),
    }
}

fn judge_success(told: &Value, status: u16) -> Result<Accepted, Fault> {
    // It may be prose; but a code of theirs there means "not accepted".
    let message = told["message"].as_str();
    let code = message.filter(|text| category(text).is_some());
    let errors = ["code", "hasError", "error", "errors"];
    let has_error = errors.iter().any(|name| tells(&told[name]));
    let id = &told["request_id"];
    let against = [
        (has_error || code.is_some(), AN_ERROR),
        (is_no_id(id), NO_ID),
    ];
    agrees(status, &against)?;
    Ok(Accepted {
        provider_id: id.as_str().or(message).and_then(message_id),
        parts: None,
    })
}

fn refused(told: &Value, status: u16) -> Result<Accepted, Fault> {
    let code = text(&told["code"]).and_then(|text| number(&text));
    let code = code.or_else(|| number(told["message"].as_str()?));
    // The same to the same number within ten seconds: the first one counts.
    if code.as_deref() == Some("311") {
        return Ok(Accepted::default());
    }
    match code
        .as_deref()
        .and_then(|code| Some((category(code)?, code)))
    {
        Some((category, code)) => Err(by_code(category, code)),
        None => Err(unsorted(status, code.as_deref())),
    }
}

/// The first number of three digits in the text, which may be all of it.
fn number(text: &str) -> Option<String> {
    let mut runs = text.split(|c: char| !c.is_ascii_digit());
    runs.find(|run| run.len() == 3).map(str::to_owned)
}

fn category(code: &str) -> Option<Category> {
    Some(match code {
        "202" => Category::InvalidNumber,
        "301" => Category::Balance,
        // 101 is a field that is missing; 209 and 210 are routes that are
        "101" | "102" | "103" | "106" | "107" | "203" | "205" | "207" | "208" | "209" | "210"
        | "302" | "303" | "306" | "307" | "308" | "310" | "418" | "505" | "506" => Category::Config,
        "001" | "002" | "601" => Category::Outage,
        _ => return None,
    })
}
