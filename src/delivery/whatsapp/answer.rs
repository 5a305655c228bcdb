//! What Meta answers, and what its errors mean.

use serde_json::Value;

use super::list;
use crate::delivery::contradiction::{
    AN_ERROR, ANOTHER_NUMBER, NOT_ONE, agrees, names_another, tells, unless_taken,
};
use crate::delivery::error_codes::{by_code, unsorted};
use crate::delivery::http::{Answer, by_status, message_id};
use crate::delivery::receipt::text;
use crate::domain::delivery::{Accepted, Category, Fault};
use crate::domain::message::Message;

/// Whether it took the text.
pub(super) fn judge(answer: &Answer, message: &Message) -> Result<Accepted, Fault> {
    let status = answer.status.as_u16();
    let told = answer.json::<Value>().unwrap_or_default();
    let first = &told["messages"][0];
    let has_id = first["id"].is_string();
    if told["error"].is_object() {
        return Err(unless_taken(refusal(&told["error"], status), has_id));
    }
    // Held or paused is neither taken nor refused.
    let taken = first["message_status"].is_null() || first["message_status"] == "accepted";
    match first["id"].as_str().and_then(message_id) {
        Some(id) if status == 200 && taken => {
            // the other id, `wa_id`, may be spelled as the account was made
            let names_another = |one: &Value| names_another(&one["input"], &message.to);
            let is_two = |name: &str| list(&told[name]).len() > 1;
            let against = [
                (is_two("messages") || is_two("contacts"), NOT_ONE),
                (
                    list(&told["contacts"]).iter().any(names_another),
                    ANOTHER_NUMBER,
                ),
                (
                    tells(&told["error"]) || tells(&first["errors"]) || tells(&told["errors"]),
                    AN_ERROR,
                ),
            ];
            agrees(status, &against)?;
            Ok(Accepted {
                provider_id: Some(id),
                parts: None,
            })
        }
        _ => Err(unless_taken(by_status(status), has_id)),
    }
}

/// Meta's code counts, whatever the status.
fn refusal(error: &Value, status: u16) -> Fault {
    let code = error["code"].as_u64();
    match code.and_then(|code| Some((category(code, error)?, code))) {
        Some((category, code)) => by_code(category, &code.to_string()),
        None => unsorted(status, text(&error["code"]).as_deref()),
    }
}

/// What an error's code means.
pub(super) fn category(code: u64, error: &Value) -> Option<Category> {
    Some(match code {
        131_009 | 100 if names_to(error) => Category::InvalidNumber,
        131_021 => Category::InvalidNumber,
        // No WhatsApp there, or an old one: a text may arrive.
        131_026 => Category::Unreachable,
        131_050 => Category::OptedOut,
        130_403 => Category::Blocked,
        130_497 => Category::Region,
        131_042 => Category::Balance,
        0
        | 3
        | 10
        | 33
        | 100
        | 190
        | 200..=299
        | 368
        | 131_005
        | 131_008
        | 131_009
        | 131_030
        | 131_031
        | 131_045
        | 131_047
        | 131_051
        | 132_000
        | 132_001
        | 132_005
        | 132_007
        | 132_012
        | 132_015
        | 132_016
        | 133_010 => Category::Config,
        // 131049: Meta lets one person have only so many
        4 | 80_007 | 130_429 | 131_048 | 131_049 | 131_056 | 133_016 => Category::Rate,
        // The last is unverified.
        1 | 2 | 131_000 | 131_016 | 131_057 => Category::Outage,
        _ => return None,
    })
}

/// Whether the error is about the parameter `to`; how Meta quotes its name is
/// unverified.
fn names_to(error: &Value) -> bool {
    let texts = [&error["error_data"]["details"], &error["message"]];
    let mut texts = texts.into_iter().filter_map(Value::as_str);
    texts.any(|text| {
        ["'to'", "\"to\"", "`to`", "[to]"]
            .iter()
            .any(|to| text.contains(to))
    })
}
