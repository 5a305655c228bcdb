//! What Twilio answers to a text.

use serde_json::Value;

use super::is_hex_32;
use crate::delivery::contradiction::{
    AN_ERROR, ANOTHER_NUMBER, NO_ID, agrees, names_another, tells, unless_taken,
};
use crate::delivery::http::{Answer, by_status};
use crate::delivery::receipt::text;
use crate::domain::delivery::{Accepted, Category, Fault};
use crate::domain::message::Message;

pub(super) fn judge(answer: &Answer, message: &Message) -> Result<Accepted, Fault> {
    let told = answer.json::<Value>().unwrap_or_default();
    let status = answer.status.as_u16();
    if status == 201 {
        return judge_created(&told, message);
    }
    let fault = by_status(status);
    let fault = match told["code"].as_u64() {
        Some(code) if answer.status.is_client_error() => with_code(fault, code),
        _ => fault,
    };
    Err(unless_taken(fault, sid(&told).is_some()))
}

fn judge_created(told: &Value, message: &Message) -> Result<Accepted, Fault> {
    let is_another = names_another(&told["to"], &message.to);
    agrees(201, &[(is_another, ANOTHER_NUMBER)])?;
    let fault = match told["status"].as_str() {
        Some("accepted" | "queued" | "scheduled" | "sending" | "sent") => {
            let errors = ["error_code", "error_message", "code"];
            let has_error = errors.iter().any(|name| tells(&told[name]));
            let sid = sid(told);
            match agrees(201, &[(has_error, AN_ERROR), (sid.is_none(), NO_ID)]) {
                Ok(()) => return Ok(taken(told, sid)),
                // its code is told, but does not decide what comes next
                Err(fault) => return Err(fault.with_code(error_code(told))),
            }
        }
        Some(status @ "failed") => {
            Fault::refused(Category::Unknown, format!("HTTP 201, but {status}"))
        }
        // a carrier had it; or it was called off, and not by us
        Some(status @ ("undelivered" | "canceled")) => {
            Fault::unknown(Category::Unknown, format!("HTTP 201, but {status}"))
        }
        _ => {
            let detail = "HTTP 201 without a message and a status that mean accepted";
            Fault::unknown(Category::Unknown, detail)
        }
    };
    Err(match told["error_code"].as_u64() {
        Some(code) => with_code(fault, code),
        None => fault.with_code("201"),
    })
}

fn taken(told: &Value, sid: Option<String>) -> Accepted {
    // "0" until Twilio knows
    let parts = told["num_segments"].as_str();
    let parts = parts.and_then(|text| text.parse().ok());
    Accepted {
        provider_id: sid,
        parts: parts.filter(|parts| *parts > 0),
    }
}

/// `SM` or `MM` and 32 hex digits.
fn sid(told: &Value) -> Option<String> {
    let sid = told["sid"].as_str()?;
    let hex = sid.strip_prefix("SM").or_else(|| sid.strip_prefix("MM"))?;
    is_hex_32(hex).then(|| sid.to_owned())
}

fn error_code(told: &Value) -> String {
    text(&told["error_code"]).unwrap_or_default()
}

/// Twilio's code says more than the HTTP status, where the code is known.
fn with_code(fault: Fault, code: u64) -> Fault {
    Fault {
        category: category(code).unwrap_or(fault.category),
        ..fault.with_code(code.to_string())
    }
}

/// Twilio's error codes that sending can meet.
pub(super) fn category(code: u64) -> Option<Category> {
    Some(match code {
        // the last three: a landline, nobody's number, a landline
        21211 | 21214 | 21217 | 21265 | 21614 | 21635 | 30005 | 30006 => Category::InvalidNumber,
        // the first depends on the sender, too
        21612 | 30003 => Category::Unreachable,
        21610 => Category::OptedOut,
        30004 | 30450 => Category::Blocked,
        21408 => Category::Region,
        30002 | 90010 => Category::Balance,
        20003
        | 20005
        | 20404
        | 21212
        | 21266
        | 21267
        | 21601..=21604
        | 21606..=21608
        | 21617
        | 21659..=21661
        | 21701..=21705
        | 21709
        // a filter, which judges sender and words
        | 30007
        | 30010
        | 30018
        | 30019
        | 30024
        | 30032..=30035
        | 63016
        | 63024 => Category::Config,
        14107 | 20429 | 21611 | 30001 | 30022 | 30023 | 30027 | 30036 | 51002 | 63017 | 63018 => {
            // 30036: it waited at Twilio for longer than the code lives
            Category::Rate
        }
        20500 | 20503 | 30008 | 30017 | 30410 => Category::Outage,
        _ => return None,
    })
}
