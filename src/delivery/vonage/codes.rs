//! The statuses of parts that Vonage refuses.

use serde_json::Value;

use crate::domain::delivery::Category;

/// What a part's status means, beside its words.
pub(super) fn category(status: &str, error: &Value) -> Category {
    match status {
        "33" => Category::InvalidNumber,
        "3" | "6" if names_to(error) => Category::InvalidNumber,
        "7" => Category::Blocked,
        // an account on trial may text only some numbers
        "29" => Category::Region,
        "9" => Category::Balance,
        "2" | "3" | "4" | "8" | "11" | "12" | "14" | "15" | "22" | "23" | "32" => Category::Config,
        "1" | "10" => Category::Rate,
        "5" => Category::Outage,
        _ => Category::Unknown,
    }
}

/// Whether the words are about the number: its field `to`, or its prefix. How
/// Vonage quotes the field is unverified.
fn names_to(error: &Value) -> bool {
    let text = error.as_str().unwrap_or_default().to_lowercase();
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    // "unable to", but "param: to", "`to`", "to param" and "to address"
    let named = [
        "param: to",
        "'to'",
        "`to`",
        "\"to\"",
        "(to)",
        "to param",
        "to address",
    ];
    named.iter().any(|name| text.contains(name)) || words.any(|word| word == "prefix")
}
