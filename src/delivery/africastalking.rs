//! Africa's Talking: `POST /version1/messaging`.

use std::sync::Arc;

use async_trait::async_trait;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::Value;

use super::common::{Sender, header_safe, no_template};
use super::contradiction::{
    ANOTHER_NUMBER, ANOTHER_STATE, NO_ID, NOT_ONE, agrees, is_no_id, names_another, unless_taken,
};
use super::http::{Answer, Endpoint, Http, by_status};
use super::{
    Built, DeliveryUpdate, Provider, ProviderKind, Receipt, ReceiptError, ReceiptRequest, Route,
    SendContext, Setup,
};
use crate::base::secret::Secret;
use crate::domain::delivery::{Accepted, Category, Fault};
use crate::domain::message::Message;

pub(super) const KIND: ProviderKind = ProviderKind {
    name: "africastalking",
    secrets: &["api_key"],
    needs: "username (sandbox for the sandbox), api_key",
    build,
};

#[derive(Debug)]
struct AfricasTalking {
    http: Http,
    endpoint: Endpoint,
    username: String,
    key: Secret,
    /// None for the account's shared sender.
    sender: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    username: String,
    api_key: Secret,
    from: Option<String>,
    base_url: Option<String>,
}

fn build(table: toml::Table, setup: &Setup) -> Built {
    let settings: Settings = super::settings(table)?;
    if settings.username.trim().is_empty() {
        return Err("username is empty".into());
    }
    header_safe("api_key", &settings.api_key)?;
    if let Some(from) = &settings.from {
        name_or_code("from", from)?;
    }
    let host = match settings.username.as_str() {
        "sandbox" => "https://api.sandbox.africastalking.com",
        _ => "https://api.africastalking.com",
    };
    let base = settings.base_url.as_deref().unwrap_or(host);
    Ok(Arc::new(AfricasTalking {
        endpoint: Endpoint::under("base_url", base, "/version1/messaging")?,
        http: setup.http()?,
        username: settings.username,
        key: settings.api_key,
        sender: settings.from,
    }))
}

fn name_or_code(setting: &str, sender: &str) -> Result<(), String> {
    match Sender::parse(setting, sender)? {
        Sender::Number => Err(format!(
            "{setting} must be a name or a short code: africastalking takes no number"
        )),
        Sender::Digits | Sender::Name => Ok(()),
    }
}

#[async_trait]
impl Provider for AfricasTalking {
    fn suits(&self, route: &Route) -> Result<(), String> {
        no_template(KIND.name, route)?;
        match &route.sender {
            Some(sender) => name_or_code("sender", sender),
            None => Ok(()),
        }
    }

    /// There is no callback, reference or validity per text.
    async fn send(&self, message: &Message, context: &SendContext<'_>) -> Result<Accepted, Fault> {
        let mut form = vec![
            ("username", self.username.as_str()),
            ("to", message.to.e164()),
            ("message", message.body.reveal()),
            ("bulkSMSMode", "1"),
        ];
        if let Some(sender) = context.route.sender.as_ref().or(self.sender.as_ref()) {
            form.push(("from", sender));
        }
        let request = self
            .http
            .post(&self.endpoint)
            .header("apiKey", self.key.expose_secret())
            .form(&form);
        judge(&self.http.exchange(request).await?, message)
    }

    /// Reports are unsigned, and go to the address in the dashboard.
    fn receipts(&self, posted: &ReceiptRequest) -> Result<Vec<Receipt>, ReceiptError> {
        let fields = posted.form();
        let field = |name: &str| {
            let found = fields.iter().find(|(key, _)| key == name);
            found.map(|(_, value)| value.as_str())
        };
        let status = field("status").ok_or(ReceiptError::Unreadable)?;
        let update = match status {
            "Success" => DeliveryUpdate::Delivered,
            "Rejected" | "Failed" | "Expired" | "AbsentSubscriber" => {
                let reason = field("failureReason").and_then(reason);
                DeliveryUpdate::Undelivered {
                    category: reason.map_or(by_state(status), |(_, category)| category),
                    code: reason.map(|(word, _)| word.to_owned()),
                }
            }
            _ => DeliveryUpdate::Underway,
        };
        Ok(vec![Receipt::about(posted, None, field("id"), update)?])
    }
}

fn judge(answer: &Answer, message: &Message) -> Result<Accepted, Fault> {
    let told = answer.json::<Value>().unwrap_or_default();
    let told = &told["SMSMessageData"];
    let recipient = &told["Recipients"][0];
    let code = recipient["statusCode"].as_u64();
    let is_taken = code.is_some_and(|code| (100..=102).contains(&code));
    let status = answer.status.as_u16();
    if status != 201 {
        return Err(unless_taken(by_status(status), is_taken));
    }
    match (code, told["Recipients"].as_array()) {
        (Some(code), Some(recipients)) => {
            let names_another = |one: &Value| names_another(&one["number"], &message.to);
            let against = [
                (recipients.len() != 1, NOT_ONE),
                (recipients.iter().any(names_another), ANOTHER_NUMBER),
            ];
            agrees(status, &against)?;
            if is_taken {
                return judge_taken(told, recipient);
            }
            Err(by_code(code).with_code(code.to_string()))
        }
        // The reason is in words, which may hold anything.
        (None, Some(none)) if none.is_empty() && told["Message"].is_string() => {
            let detail = "HTTP 201, but no recipient was accepted";
            Err(match told["Message"].as_str() {
                Some("InvalidSenderId") => {
                    Fault::refused(Category::Config, detail).with_code("InvalidSenderId")
                }
                _ => Fault::refused(Category::Unknown, detail).with_code("201"),
            })
        }
        _ => {
            let detail = "HTTP 201 without a recipient and a status";
            Err(Fault::unknown(Category::Unknown, detail).with_code("201"))
        }
    }
}

fn judge_taken(told: &Value, recipient: &Value) -> Result<Accepted, Fault> {
    let words = [&told["Message"], &recipient["status"]];
    let mut words = words.into_iter().filter_map(Value::as_str);
    let id = &recipient["messageId"];
    let against = [
        (words.any(is_failure), ANOTHER_STATE),
        // what recipients have who were not taken
        (is_no_id(id) || id == "None", NO_ID),
    ];
    agrees(201, &against)?;
    Ok(Accepted {
        provider_id: id.as_str().map(str::to_owned),
        parts: None,
    })
}

/// The words beside codes that mean "not accepted"; and the count of those taken.
fn is_failure(word: &str) -> bool {
    const WORDS: [&str; 17] = [
        "RiskHold",
        "InvalidSenderId",
        "InvalidPhoneNumber",
        "UnsupportedNumberType",
        "InsufficientBalance",
        "UserInBlacklist",
        "UserInBlackList",
        "CouldNotRoute",
        "DoNotDisturbRejection",
        "InternalServerError",
        "GatewayError",
        "RejectedByGateway",
        "Rejected",
        "Failed",
        "Expired",
        "AbsentSubscriber",
        "DeliveryFailure",
    ];
    WORDS.contains(&word) || word.starts_with("Sent to 0/")
}

/// The codes in the body; HTTP uses the same numbers for other things.
fn by_code(code: u64) -> Fault {
    let category = match code {
        // 401 holds back texts of accounts that seem risky
        401 | 402 => Category::Config,
        // 404 is a number of a kind that gets no texts
        403 | 404 => Category::InvalidNumber,
        405 => Category::Balance,
        406 => Category::OptedOut,
        // it found no way to that network
        407 => Category::Unreachable,
        409 => Category::Blocked,
        // A gateway further on had trouble: it may have sent the text.
        500..=502 => {
            return Fault::unknown(Category::Outage, "HTTP 201, but a gateway failed");
        }
        _ => return Fault::unknown(Category::Unknown, "HTTP 201, but a code we do not know"),
    };
    Fault::refused(category, "HTTP 201, but the recipient was refused")
}

fn by_state(status: &str) -> Category {
    match status {
        "Expired" | "AbsentSubscriber" => Category::Unreachable,
        _ => Category::Unknown,
    }
}

/// A report's `failureReason`, unverified: the word and its category.
fn reason(text: &str) -> Option<(&'static str, Category)> {
    let known = [
        // the subscriber's, not ours
        ("InsufficientCredit", Category::Unreachable),
        ("InvalidLinkId", Category::Config),
        ("UserIsInactive", Category::Unreachable),
        ("UserInBlackList", Category::OptedOut),
        ("UserInBlacklist", Category::OptedOut),
        ("UserAccountSuspended", Category::Unreachable),
        ("NotNetworkSubscriber", Category::InvalidNumber),
        ("DeliveryFailure", Category::Unreachable),
        ("DoNotDisturbRejection", Category::Blocked),
    ];
    known.into_iter().find(|(word, _)| *word == text)
}
