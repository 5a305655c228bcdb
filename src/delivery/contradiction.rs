//! What can speak against an answer that says "accepted". Such an answer confirms
//! nothing, and it refuses nothing either: the text may exist and cost money.

use serde_json::Value;

use super::http::message_id;
use super::receipt::text;
use crate::domain::delivery::{Category, Certainty, DeliveryId, Fault};
use crate::domain::phone::Phone;

pub(super) const ANOTHER_NUMBER: &str = "it names another number";
pub(super) const ANOTHER_TEXT: &str = "it names another text";
pub(super) const AN_ERROR: &str = "it tells of an error, too";
pub(super) const NO_ID: &str = "its id is none";
pub(super) const NOT_ONE: &str = "it is not about one text";
pub(super) const ANOTHER_STATE: &str = "its parts say different things";

/// Whether nothing speaks against the answer.
///
/// # Errors
/// The first thing that holds and does, as a fault that leaves the outcome open.
pub(super) fn agrees(status: u16, against: &[(bool, &str)]) -> Result<(), Fault> {
    let Some((_, what)) = against.iter().find(|(holds, _)| *holds) else {
        return Ok(());
    };
    let detail = format!("HTTP {status}, but {what}");
    Err(Fault::unknown(Category::Unknown, detail).with_code(status.to_string()))
}

/// A refusal, unless the answer also has what only a text that was taken has.
pub(super) fn unless_taken(fault: Fault, is_taken: bool) -> Fault {
    match fault.certainty {
        Certainty::Refused if is_taken => {
            let detail = format!("{}, but as if it was accepted", fault.detail);
            Fault {
                category: Category::Unknown,
                certainty: Certainty::Unknown,
                detail,
                ..fault
            }
        }
        _ => fault,
    }
}

/// Whether it names a number other than this one, however that is spelled:
/// national, without its plus, with a scheme or with digits hidden. What has no
/// digits names none.
pub(super) fn names_another(told: &Value, to: &Phone) -> bool {
    match told {
        Value::Array(all) => all.iter().any(|one| names_another(one, to)),
        _ => text(told).is_some_and(|text| !is_same(&text, to)),
    }
}

fn is_same(text: &str, to: &Phone) -> bool {
    const HIDDEN: [char; 5] = ['*', 'x', 'X', '#', '•'];
    // whatsapp:+1…, tel:+1…
    let number = text.rsplit(':').next().unwrap_or(text);
    let ours = to.e164().trim_start_matches('+');
    let mut runs = number.split(|c: char| !c.is_ascii_digit());
    if number.contains(HIDDEN) {
        return runs.all(|run| ours.contains(run.trim_start_matches('0')));
    }
    let digits: String = runs.collect();
    let digits = digits.trim_start_matches('0');
    let code = to.region().calling_code().to_string();
    if digits.is_empty() || without_mobile(digits) == without_mobile(ours) {
        return true;
    }
    if ours.strip_prefix(&code) == Some(digits) {
        return true;
    }
    // such as a trunk prefix that is no zero
    Phone::parse(number, Some(to.region())).is_ok_and(|read| read.e164() == to.e164())
}

/// Mexico's and Argentina's mobiles may have a digit more after their calling
/// code.
fn without_mobile(digits: &str) -> (&str, &str) {
    for (long, code) in [("521", "52"), ("549", "54")] {
        if let Some(rest) = digits.strip_prefix(long).filter(|rest| rest.len() == 10) {
            return (code, rest);
        }
    }
    digits.split_at(digits.len().min(2))
}

/// Whether it repeats a reference that is not the one we gave. An empty one is
/// none.
pub(super) fn is_another(echo: &Value, ours: DeliveryId) -> bool {
    let echo = text(echo).filter(|echo| !echo.is_empty());
    echo.is_some_and(|echo| echo.parse() != Ok(ours))
}

/// Whether it is there, and no id.
pub(super) fn is_no_id(id: &Value) -> bool {
    !id.is_null() && id.as_str().and_then(message_id).is_none()
}

/// Whether a field for errors says something.
pub(super) fn tells(error: &Value) -> bool {
    match error {
        Value::Null => false,
        Value::Bool(is) => *is,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !["", "0"].contains(&text.trim()),
        Value::Array(all) => !all.is_empty(),
        Value::Object(all) => !all.is_empty(),
    }
}

/// Whether a list or a count says other than one.
pub(super) fn is_not_one(told: &Value) -> bool {
    match told {
        Value::Null => false,
        Value::Array(all) => all.len() != 1,
        other => text(other).is_none_or(|count| count != "1"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_number_is_the_same_in_all_its_spellings() {
        let spellings = [
            ("+14155552671", json!("+14155552671")),
            ("+14155552671", json!("14155552671")),
            ("+14155552671", json!(14_155_552_671_u64)),
            ("+14155552671", json!("(415) 555-2671")),
            ("+14155552671", json!("whatsapp:+14155552671")),
            ("+14155552671", json!("tel:+1-415-555-2671")),
            ("+14155552671", json!("0014155552671")),
            ("+14155552671", json!("01114155552671")),
            ("+14155552671", json!(["14155552671"])),
            ("+14155552671", json!("+1415555****")),
            ("+14155552671", json!("*******2671")),
            ("+14155552671", json!("")),
            ("+14155552671", json!("redacted")),
            ("+14155552671", json!(null)),
            ("+447400123456", json!("07400 123456")),
            ("+447400123456", json!("00447400123456")),
            ("+79161234567", json!("89161234567")),
            ("+525512345678", json!("+5215512345678")),
            ("+5491123456789", json!("541123456789")),
        ];
        for (ours, told) in spellings {
            let to: Phone = ours.parse().expect("a mobile");
            assert!(!names_another(&told, &to), "{ours} {told}");
        }
    }

    #[test]
    fn another_number_is_another() {
        let to: Phone = "+14155552671".parse().expect("a mobile");
        for told in [
            json!("+14155552672"),
            json!("4155552672"),
            json!("+444155552671"),
            json!("+1415555267"),
            json!("+141555526711"),
            json!("5552671"),
            json!("whatsapp:+14155552672"),
            json!(14_155_552_672_u64),
            json!(["+14155552671", "+14155552672"]),
            json!("+1212555****"),
            json!("*******2672"),
            json!("1"),
        ] {
            assert!(names_another(&told, &to), "{told}");
        }
    }

    #[test]
    fn an_error_says_something() {
        for told in [
            json!(30007),
            json!("x"),
            json!([1]),
            json!({"a": 1}),
            json!(true),
        ] {
            assert!(tells(&told), "{told}");
        }
        for told in [
            json!(null),
            json!(0),
            json!("0"),
            json!(" "),
            json!([]),
            json!({}),
            json!(false),
        ] {
            assert!(!tells(&told), "{told}");
        }
    }
}
