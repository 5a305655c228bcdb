//! End User Messaging SMS: `SendTextMessage`, in JSON.

use serde_json::{Value, json};

use super::{Service, Text};
use crate::delivery::contradiction::{AN_ERROR, agrees, tells, unless_taken};
use crate::delivery::error_codes::{by_code, unsorted};
use crate::delivery::http::{Answer, by_status, message_id};
use crate::domain::delivery::{Accepted, Category, Fault};

pub(super) const SERVICE: Service = Service {
    name: "sms-voice",
    headers: &[
        ("content-type", "application/x-amz-json-1.0"),
        ("x-amz-target", "PinpointSMSVoiceV2.SendTextMessage"),
    ],
    is_sender,
    senders: "a number, a sender id, a pool id or the ARN of one",
    body,
    judge,
};

fn is_sender(text: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"_:/+-".contains(&b);
    (1..=256).contains(&text.len()) && text.bytes().all(fits)
}

fn body(text: &Text<'_>) -> String {
    let mut body = json!({
        "DestinationPhoneNumber": text.to,
        "MessageBody": text.body,
        "MessageType": "TRANSACTIONAL",
        "TimeToLive": text.lives.clamp(5, 259_200),
        // It is in the events of the configuration set.
        "Context": { "delivery": text.id },
    });
    let options = [
        ("OriginationIdentity", text.sender),
        ("MaxPrice", text.max_price),
        ("ConfigurationSetName", text.configuration_set),
    ];
    for (key, option) in options {
        if let Some(option) = option {
            body[key] = json!(option);
        }
    }
    if let (Some(entity), Some(template)) = (text.entity, text.template) {
        body["DestinationCountryParameters"] =
            json!({ "IN_ENTITY_ID": entity, "IN_TEMPLATE_ID": template });
    }
    body.to_string()
}

fn judge(answer: &Answer) -> Result<Accepted, Fault> {
    let status = answer.status.as_u16();
    let told = answer.json::<Value>().unwrap_or_default();
    let has_id = told["MessageId"].is_string();
    if let Some(kind) = told["__type"].as_str().filter(|_| status < 500) {
        return Err(unless_taken(refusal(kind, &told, status), has_id));
    }
    let id = told["MessageId"].as_str().and_then(message_id);
    let has_error = tells(&told["__type"]) || tells(&told["Reason"]);
    match id {
        Some(id) if status == 200 => agrees(200, &[(has_error, AN_ERROR)]).map(|()| Accepted {
            provider_id: Some(id),
            parts: None,
        }),
        _ => Err(unless_taken(by_status(status), has_id)),
    }
}

fn refusal(kind: &str, told: &Value, status: u16) -> Fault {
    // Some services write a namespace before the name.
    let kind = kind.rsplit('#').next().unwrap_or(kind);
    let reason = told["Reason"].as_str().unwrap_or_default();
    let code = format!("{kind}.{reason}");
    let code = code.trim_end_matches('.');
    match category(kind, reason, told) {
        Some(category) => by_code(category, code),
        None => unsorted(status, Some(code)),
    }
}

fn category(kind: &str, reason: &str, told: &Value) -> Option<Category> {
    Some(match (kind, reason) {
        ("ConflictException", "DESTINATION_PHONE_NUMBER_OPTED_OUT") => Category::OptedOut,
        ("ConflictException", "DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE") => {
            Category::Blocked
        }
        ("ConflictException", "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION")
        | (
            "ValidationException",
            "COUNTRY_NOT_ENABLED"
            | "INTERNATIONAL_SENDING_NOT_SUPPORTED"
            | "DESTINATION_COUNTRY_BLOCKED",
        ) => Category::Region,
        ("ServiceQuotaExceededException", "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT")
        | ("ValidationException", "PRICE_OVER_THRESHOLD") => Category::Balance,
        ("ValidationException", _) if names_the_number(told) => Category::InvalidNumber,
        // The last three are unverified: errors of every AWS service in JSON. Of
        // a validation's and a conflict's many reasons the rest are ours.
        (
            "AccessDeniedException"
            | "ConflictException"
            | "ResourceNotFoundException"
            | "ValidationException"
            | "UnrecognizedClientException"
            | "InvalidSignatureException"
            | "ExpiredTokenException",
            _,
        ) => Category::Config,
        ("ServiceQuotaExceededException" | "ThrottlingException", _) => Category::Rate,
        ("InternalServerException", _) => Category::Outage,
        _ => return None,
    })
}

/// Whether the number is among the wrong fields that the answer lists, and
/// nothing of ours is.
fn names_the_number(told: &Value) -> bool {
    let fields = told["Fields"].as_array().map(Vec::as_slice);
    let fields = fields.unwrap_or_default();
    let is_number = |field: &Value| field["Name"] == "DestinationPhoneNumber";
    !fields.is_empty() && fields.iter().all(is_number)
}
