//! Faults and receipts with a provider's own error code.

use super::http::by_status;
use super::receipt::DeliveryUpdate;
use crate::domain::delivery::{Category, Fault, plain_code};

/// A provider said no, with a code whose meaning its driver knows.
pub(super) fn by_code(category: Category, code: &str) -> Fault {
    let code = plain_code(code);
    let shown = code.as_deref().unwrap_or("that is not shown");
    let detail = format!("refused with code {shown}");
    let fault = match category {
        // Trouble of the provider's own: how far the text came, it does not say.
        Category::Outage => Fault::unknown(category, detail),
        _ => Fault::refused(category, detail),
    };
    Fault { code, ..fault }
}

/// A provider said no in its answer's body, in words that its driver does not
/// know.
pub(super) fn unsorted(status: u16, code: Option<&str>) -> Fault {
    let fault = if (200..300).contains(&status) {
        let detail = format!("HTTP {status}, but the body tells of an error");
        Fault::refused(Category::Unknown, detail).with_code(status.to_string())
    } else {
        by_status(status)
    };
    match code {
        Some(code) => fault.with_code(code),
        None => fault,
    }
}

/// The text did not arrive.
pub(super) fn undelivered(category: Category, code: Option<impl ToString>) -> DeliveryUpdate {
    DeliveryUpdate::Undelivered {
        category,
        code: code.and_then(|code| plain_code(&code.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_words_or_short_numbers() {
        for good in ["0", "131026", "Throttled", "ConflictException.OPTED_OUT"] {
            assert_eq!(plain_code(good).as_deref(), Some(good));
        }
        for bad in ["", "+14155552671", "14155552671", "no such phone", "é"] {
            assert_eq!(plain_code(bad), None, "{bad}");
            let fault = by_code(Category::Config, bad);
            assert_eq!(fault.detail, "refused with code that is not shown");
        }
    }
}
