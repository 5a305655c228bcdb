//! `MessageBird`'s older REST API: `POST /messages`.

use std::sync::Arc;

use async_trait::async_trait;
use reqwest::header::AUTHORIZATION;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Value, json};

use super::common::{self, Sender, header_safe, lives, msisdn, no_template, some_sender};
use super::contradiction::{
    AN_ERROR, ANOTHER_NUMBER, ANOTHER_STATE, ANOTHER_TEXT, NO_ID, NOT_ONE, agrees, is_another,
    is_no_id, names_another, tells, unless_taken,
};
use super::error_codes::undelivered;
use super::hmac_jwt::jwt_claims;
use super::http::{Answer, Endpoint, Http, by_status};
use super::{
    Built, DeliveryUpdate, Provider, ProviderKind, Receipt, ReceiptError, ReceiptRequest, Route,
    SendContext, Setup,
};
use crate::base::secret::{Secret, sha256};
use crate::domain::delivery::{Accepted, Category, Fault};
use crate::domain::message::Message;

pub(super) const KIND: ProviderKind = ProviderKind {
    name: "messagebird",
    secrets: &["access_key", "signing_key"],
    needs: "access_key, from; signing_key for receipts",
    build,
};

/// How far its clock may be from ours, in seconds, as in its own library for
/// Node (1 in that for Python).
const SKEW: i64 = 5;

/// Three days, in seconds; that it takes no more is unverified.
const MAX_VALIDITY: u64 = 3 * 24 * 3600;

#[derive(Debug)]
struct MessageBird {
    http: Http,
    endpoint: Endpoint,
    key: Secret,
    sender: Option<String>,
    /// What receipts are checked with; without it none are asked for.
    signing_key: Option<Secret>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    access_key: Secret,
    from: Option<String>,
    signing_key: Option<Secret>,
    base_url: Option<String>,
}

fn build(table: toml::Table, setup: &Setup) -> Built {
    let settings: Settings = super::settings(table)?;
    header_safe("access_key", &settings.access_key)?;
    if let Some(from) = &settings.from {
        Sender::parse("from", from)?;
    }
    if let Some(signing_key) = &settings.signing_key {
        header_safe("signing_key", signing_key)?;
    }
    let base = settings.base_url.as_deref();
    let base = base.unwrap_or("https://rest.messagebird.com");
    Ok(Arc::new(MessageBird {
        endpoint: Endpoint::under("base_url", base, "/messages")?,
        http: setup.http()?,
        key: settings.access_key,
        sender: settings.from,
        signing_key: settings.signing_key,
    }))
}

#[async_trait]
impl Provider for MessageBird {
    /// Fields for India's registrations are unverified.
    fn suits(&self, route: &Route) -> Result<(), String> {
        no_template(KIND.name, route)?;
        some_sender(self.sender.as_ref(), route)
    }

    async fn send(&self, message: &Message, context: &SendContext<'_>) -> Result<Accepted, Fault> {
        let Some(sender) = context.route.sender.as_ref().or(self.sender.as_ref()) else {
            return Err(Fault::refused(Category::Config, "no sender is set"));
        };
        let mut body = json!({
            "originator": sender,
            "recipients": [msisdn(message)],
            "body": message.body.reveal(),
            "datacoding": "auto",
            "reference": message.id.to_string(),
            "validity": lives(message, 1..=MAX_VALIDITY),
        });
        let callback = context.callback.filter(|_| self.signing_key.is_some());
        if let Some(callback) = callback {
            body["reportUrl"] = json!(callback);
        }
        let key = self.key.expose_secret();
        let request = self
            .http
            .post(&self.endpoint)
            .header(AUTHORIZATION, format!("AccessKey {key}"))
            .json(&body);
        judge(&self.http.exchange(request).await?, message)
    }

    /// A report is a GET: all of it is in the query.
    fn receipts(&self, posted: &ReceiptRequest) -> Result<Vec<Receipt>, ReceiptError> {
        let key = self.signing_key.as_ref().ok_or(ReceiptError::Forged)?;
        let token = posted.header("messagebird-signature-jwt");
        let claims = token.and_then(|token| jwt_claims(key, token));
        if !claims.is_some_and(|claims| fits(&claims, posted)) {
            return Err(ReceiptError::Forged);
        }
        receipt(posted).map(|receipt| vec![receipt])
    }
}

/// Whether the token is about this very request, and now. Its `jti` is not
/// kept: address and body are in it, so a second use tells nothing new.
fn fits(claims: &Value, posted: &ReceiptRequest) -> bool {
    let now = posted.at.as_secs();
    let payload = &claims["payload_hash"];
    claims["iss"] == "MessageBird"
        && claims["nbf"].as_i64().is_some_and(|nbf| nbf <= now + SKEW)
        && claims["exp"].as_i64().is_some_and(|exp| now - SKEW <= exp)
        && claims["url_hash"] == sha256(posted.url.as_bytes())
        && if posted.body.is_empty() {
            payload.is_null()
        } else {
            *payload == sha256(&posted.body)
        }
}

fn receipt(posted: &ReceiptRequest) -> Result<Receipt, ReceiptError> {
    let url = reqwest::Url::parse(&posted.url).map_err(|_| ReceiptError::Unreadable)?;
    let field = |name: &str| {
        let mut pairs = url.query_pairs();
        pairs.find(|(key, _)| key == name).map(|(_, value)| value)
    };
    let status = field("status").ok_or(ReceiptError::Unreadable)?;
    let update = match &*status {
        "delivered" => DeliveryUpdate::Delivered,
        "expired" | "delivery_failed" => {
            let code = field("statusErrorCode").and_then(|code| code.parse::<u64>().ok());
            let category = code.and_then(reported).unwrap_or(by_state(&status));
            undelivered(category, code)
        }
        _ => DeliveryUpdate::Underway,
    };
    let (reference, id) = (field("reference"), field("id"));
    Receipt::about(posted, reference.as_deref(), id.as_deref(), update)
}

fn judge(answer: &Answer, message: &Message) -> Result<Accepted, Fault> {
    let told = answer.json::<Value>().unwrap_or_default();
    let status = answer.status.as_u16();
    let error = &told["errors"][0];
    if status == 201 {
        return judge_created(&told, error, message);
    }
    let fault = by_status(status);
    let fault = match error["code"].as_u64() {
        Some(code) if answer.status.is_client_error() => {
            let category = category(code, &error["parameter"]);
            common::with_code(fault, &code.to_string(), category)
        }
        _ => fault,
    };
    Err(unless_taken(fault, told["recipients"]["items"].is_array()))
}

fn judge_created(told: &Value, error: &Value, message: &Message) -> Result<Accepted, Fault> {
    let recipients = &told["recipients"];
    let items = recipients["items"].as_array().map(Vec::as_slice);
    let items = items.unwrap_or_default();
    let names_another = |item: &Value| names_another(&item["recipient"], &message.to);
    let is_two = |count: &Value| !count.is_null() && count.as_u64().is_none_or(|count| count > 1);
    let against = [
        (
            items.len() > 1 || is_two(&recipients["totalCount"]),
            NOT_ONE,
        ),
        (items.iter().any(names_another), ANOTHER_NUMBER),
        (is_another(&told["reference"], message.id), ANOTHER_TEXT),
    ];
    agrees(201, &against)?;
    let item = &recipients["items"][0];
    let state = item["status"].as_str();
    let sent = recipients["totalSentCount"].as_u64();
    let has_failed = matches!(state, Some("delivery_failed" | "expired"));
    if sent.is_some_and(|sent| sent >= 1)
        || matches!(state, Some("sent" | "scheduled" | "buffered"))
    {
        let failed = &recipients["totalDeliveryFailedCount"];
        let against = [
            (has_failed || tells(failed), ANOTHER_STATE),
            (tells(error) || tells(&item["statusErrorCode"]), AN_ERROR),
            (is_no_id(&told["id"]), NO_ID),
        ];
        agrees(201, &against)?;
        let parts = item["messagePartCount"].as_u64();
        return Ok(Accepted {
            provider_id: told["id"].as_str().map(str::to_owned),
            parts: parts
                .and_then(|parts| parts.try_into().ok())
                .filter(|parts| *parts > 0),
        });
    }
    Err(refused(error, item, state))
}

fn refused(error: &Value, item: &Value, state: Option<&str>) -> Fault {
    match (error["code"].as_u64(), state) {
        (Some(code), _) => {
            let category = category(code, &error["parameter"]);
            let fault = Fault::refused(Category::Unknown, "HTTP 201, but an error");
            common::with_code(fault, &code.to_string(), category)
        }
        (None, Some(state @ ("delivery_failed" | "expired"))) => {
            let fault = Fault::refused(by_state(state), format!("HTTP 201, but {state}"));
            match item["statusErrorCode"].as_u64() {
                Some(code) => common::with_code(fault, &code.to_string(), reported(code)),
                None => fault.with_code("201"),
            }
        }
        _ => {
            let detail = "HTTP 201 without a text that was sent";
            Fault::unknown(Category::Unknown, detail).with_code("201")
        }
    }
}

fn by_state(status: &str) -> Category {
    match status {
        "expired" => Category::Unreachable,
        _ => Category::Unknown,
    }
}

/// The error codes of a refusal.
fn category(code: u64, parameter: &Value) -> Option<Category> {
    Some(match code {
        9 => Category::InvalidNumber,
        10 if parameter == "recipients" => Category::InvalidNumber,
        2 | 10 | 20 | 21 => Category::Config,
        25 => Category::Balance,
        98 | 99 => Category::Outage,
        _ => return None,
    })
}

/// A report's `statusErrorCode`.
fn reported(code: u64) -> Option<Category> {
    Some(match code {
        1 => Category::InvalidNumber,
        103 => Category::OptedOut,
        _ => return None,
    })
}
