//! Infobip SMS v3: `POST /sms/3/messages`.

use std::sync::Arc;

use async_trait::async_trait;
use reqwest::header::AUTHORIZATION;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Value, json};

use super::common::{self, Sender, header_safe, lives, msisdn, some_sender, word};
use super::contradiction::{
    AN_ERROR, ANOTHER_NUMBER, ANOTHER_STATE, ANOTHER_TEXT, NO_ID, NOT_ONE, agrees, is_no_id,
    names_another, tells, unless_taken,
};
use super::error_codes::undelivered;
use super::http::{Answer, Endpoint, Http, by_status, message_id};
use super::{
    Built, DeliveryUpdate, Provider, ProviderKind, Receipt, ReceiptError, ReceiptRequest, Route,
    SendContext, Setup,
};
use crate::base::secret::Secret;
use crate::domain::delivery::{Accepted, Category, DeliveryId, Fault};
use crate::domain::message::Message;

pub(super) const KIND: ProviderKind = ProviderKind {
    name: "infobip",
    secrets: &["api_key"],
    needs: "api_key, from; base_url is https:// and your personal host",
    build,
};

/// Two days, the longest validity, in seconds.
const MAX_VALIDITY: u64 = 48 * 3600;

/// The status of a text whose id it has seen before.
const DUPLICATE: u64 = 23;

#[derive(Debug)]
struct Infobip {
    http: Http,
    endpoint: Endpoint,
    key: Secret,
    sender: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    api_key: Secret,
    from: Option<String>,
    base_url: Option<String>,
}

fn build(table: toml::Table, setup: &Setup) -> Built {
    let settings: Settings = super::settings(table)?;
    header_safe("api_key", &settings.api_key)?;
    if let Some(from) = &settings.from {
        Sender::parse("from", from)?;
    }
    let base = settings.base_url.as_deref();
    let base = base.unwrap_or("https://api.infobip.com");
    Ok(Arc::new(Infobip {
        endpoint: Endpoint::under("base_url", base, "/sms/3/messages")?,
        http: setup.http()?,
        key: settings.api_key,
        sender: settings.from,
    }))
}

#[async_trait]
impl Provider for Infobip {
    fn suits(&self, route: &Route) -> Result<(), String> {
        if route.template.is_some() && route.entity.is_none() {
            return Err("infobip takes a template only with its entity: add entity".into());
        }
        some_sender(self.sender.as_ref(), route)
    }

    async fn send(&self, message: &Message, context: &SendContext<'_>) -> Result<Accepted, Fault> {
        let Some(sender) = context.route.sender.as_ref().or(self.sender.as_ref()) else {
            return Err(Fault::refused(Category::Config, "no sender is set"));
        };
        let request = self
            .http
            .post(&self.endpoint)
            .header(AUTHORIZATION, format!("App {}", self.key.expose_secret()))
            .json(&payload(message, context, sender));
        judge(&self.http.exchange(request).await?, message)
    }

    /// A per-message address gets unsigned reports.
    fn receipts(&self, posted: &ReceiptRequest) -> Result<Vec<Receipt>, ReceiptError> {
        let told: Value =
            serde_json::from_slice(&posted.body).map_err(|_| ReceiptError::Unreadable)?;
        let results = told["results"].as_array().ok_or(ReceiptError::Unreadable)?;
        // One address is for one text; of several texts only their own ids tell.
        if let [result] = results.as_slice() {
            return receipt(result, posted.delivery()).map(|receipt| vec![receipt]);
        }
        let receipts = results.iter().map(|result| receipt(result, None));
        Ok(receipts.filter_map(Result::ok).collect())
    }
}

fn payload(message: &Message, context: &SendContext<'_>, sender: &str) -> Value {
    let validity = lives(message, 1..=MAX_VALIDITY);
    let mut text = json!({
        "sender": sender,
        "destinations": [{ "to": msisdn(message), "messageId": message.id.to_string() }],
        "content": { "text": message.body.reveal() },
        "options": { "validityPeriod": { "amount": validity, "timeUnit": "SECONDS" } },
    });
    if let Some(entity) = &context.route.entity {
        let mut dlt = json!({ "principalEntityId": entity });
        if let Some(template) = &context.route.template {
            dlt["contentTemplateId"] = json!(template);
        }
        text["options"]["regional"] = json!({ "indiaDlt": dlt });
    }
    if let Some(callback) = context.callback {
        text["webhooks"] = json!({
            "delivery": { "url": callback },
            "contentType": "application/json",
        });
    }
    json!({ "messages": [text], "options": { "includeSmsCountInResponse": true } })
}

fn judge(answer: &Answer, message: &Message) -> Result<Accepted, Fault> {
    let told = answer.json::<Value>().unwrap_or_default();
    let status = answer.status.as_u16();
    if status == 200 {
        return judge_messages(&told, message);
    }
    let fault = by_status(status);
    let older = &told["requestError"]["serviceException"]["messageId"];
    let code = told["errorCode"].as_str().or(older.as_str()).and_then(word);
    let fault = match code {
        Some(code) if answer.status.is_client_error() => {
            let category = (status == 400).then_some(Category::Config);
            common::with_code(fault, &code, category)
        }
        _ => fault,
    };
    Err(unless_taken(
        fault,
        told["messages"][0]["status"].is_object(),
    ))
}

fn judge_messages(all: &Value, message: &Message) -> Result<Accepted, Fault> {
    let told = &all["messages"][0];
    let messages = all["messages"].as_array().map(Vec::as_slice);
    let messages = messages.unwrap_or_default();
    let names_another = |one: &Value| names_another(&one["destination"], &message.to);
    let against = [
        (messages.len() > 1, NOT_ONE),
        (messages.iter().any(names_another), ANOTHER_NUMBER),
        (
            is_another_of_ours(&told["messageId"], message),
            ANOTHER_TEXT,
        ),
    ];
    agrees(200, &against)?;
    let status = &told["status"];
    let id = status["id"].as_u64();
    match group(status) {
        Some("PENDING" | "ACCEPTED" | "DELIVERED") => judge_taken(all, told),
        // The id is ours and new for every hand-over, so an earlier try of this
        // one arrived. How long Infobip remembers ids is unverified.
        Some("REJECTED") if id == Some(DUPLICATE) => Ok(Accepted {
            provider_id: Some(message.id.to_string()),
            parts: None,
        }),
        Some(group @ ("REJECTED" | "UNDELIVERABLE" | "EXPIRED")) => {
            let fault = Fault::refused(by_group(group), format!("HTTP 200, but {group}"));
            Err(match id {
                Some(id) => common::with_code(fault, &id.to_string(), category(id)),
                None => fault.with_code("200"),
            })
        }
        _ => {
            let detail = "HTTP 200 without a status that means accepted";
            Err(Fault::unknown(Category::Unknown, detail).with_code("200"))
        }
    }
}

fn judge_taken(all: &Value, told: &Value) -> Result<Accepted, Fault> {
    let status = &told["status"];
    // 2 undeliverable, 4 expired, 5 rejected
    let is_bad_group = matches!(status["groupId"].as_u64(), Some(2 | 4 | 5));
    let is_bad_id = status["id"].as_u64().and_then(category).is_some();
    let error = &told["error"];
    let is_error = match error["groupName"].as_str() {
        Some(group) => group != "OK",
        None => tells(&error["id"]),
    };
    let against = [
        (is_bad_group || is_bad_id, ANOTHER_STATE),
        (
            is_error || tells(&all["requestError"]) || tells(&all["errorCode"]),
            AN_ERROR,
        ),
        (is_no_id(&told["messageId"]), NO_ID),
    ];
    agrees(200, &against)?;
    let parts = told["details"]["messageCount"].as_u64();
    Ok(Accepted {
        provider_id: told["messageId"].as_str().map(str::to_owned),
        parts: parts
            .and_then(|parts| parts.try_into().ok())
            .filter(|parts| *parts > 0),
    })
}

/// Whether the id has the form of ours, and is another one.
fn is_another_of_ours(id: &Value, message: &Message) -> bool {
    let id = id.as_str().and_then(|id| id.parse::<DeliveryId>().ok());
    id.is_some_and(|id| id != message.id)
}

fn receipt(result: &Value, address: Option<DeliveryId>) -> Result<Receipt, ReceiptError> {
    let provider_id = result["messageId"].as_str().and_then(message_id);
    let own = provider_id.as_deref().and_then(|id| id.parse().ok());
    if own.is_some() && address.is_some() && own != address {
        return Err(ReceiptError::Unreadable);
    }
    let delivery = own.or(address);
    if delivery.is_none() && provider_id.is_none() {
        return Err(ReceiptError::Unreadable);
    }
    let id = result["status"]["id"].as_u64();
    let update = match group(&result["status"]) {
        Some("DELIVERED") => DeliveryUpdate::Delivered,
        Some(group @ ("UNDELIVERABLE" | "EXPIRED" | "REJECTED")) if id != Some(DUPLICATE) => {
            undelivered(id.and_then(category).unwrap_or(by_group(group)), id)
        }
        _ => DeliveryUpdate::Underway,
    };
    Ok(Receipt {
        delivery,
        // what it calls the message is our id, where that is one
        provider_id: provider_id.filter(|_| own.is_none()),
        update,
    })
}

/// The name of a status's group, by its id where there is no name.
fn group(status: &Value) -> Option<&str> {
    if let Some(name) = status["groupName"].as_str() {
        return Some(name);
    }
    Some(match status["groupId"].as_u64()? {
        1 => "PENDING",
        2 => "UNDELIVERABLE",
        3 => "DELIVERED",
        4 => "EXPIRED",
        5 => "REJECTED",
        _ => return None,
    })
}

/// For ids that are not in the table.
fn by_group(group: &str) -> Category {
    match group {
        "UNDELIVERABLE" | "EXPIRED" => Category::Unreachable,
        _ => Category::Unknown,
    }
}

/// Infobip's `status.id`.
fn category(id: u64) -> Option<Category> {
    Some(match id {
        8 | 52 => Category::InvalidNumber,
        4 | 9 | 15 | 29 | 31 => Category::Unreachable,
        // a register, a list of numbers, a filter against fraud
        10 | 14 | 87 => Category::Blocked,
        12 | 17 => Category::Balance,
        // 6 and 19 are networks that the account has no way to
        6 | 11 | 13 | 18 | 19 | 25 | 51 => Category::Config,
        // too many to one number in a short time
        20 => Category::Rate,
        21 => Category::Outage,
        _ => return None,
    })
}
