//! Providers' own error codes. They come from outside: only what looks like a
//! code, and cannot be a phone number, goes on into faults and receipts.

use super::http::by_status;
use super::receipt::News;
use crate::domain::delivery::{Category, Fault};

/// A provider said no, with a code whose meaning its driver knows.
pub(super) fn by_code(category: Category, code: &str) -> Fault {
    let code = plain(code);
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
    match code.and_then(plain) {
        Some(code) => fault.with_code(code),
        None => fault,
    }
}

/// The text did not arrive.
pub(super) fn undelivered(category: Category, code: Option<&str>) -> News {
    News::Undelivered {
        category,
        code: code.and_then(plain),
    }
}

fn plain(code: &str) -> Option<String> {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"_.-".contains(&b);
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let is_code = (1..=100).contains(&code.len()) && code.bytes().all(fits) && digits < 7;
    is_code.then(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_words_or_short_numbers() {
        for good in ["0", "131026", "Throttled", "ConflictException.OPTED_OUT"] {
            assert_eq!(plain(good).as_deref(), Some(good));
        }
        for bad in ["", "+14155552671", "14155552671", "no such phone", "é"] {
            assert_eq!(plain(bad), None, "{bad}");
            let fault = by_code(Category::Config, bad);
            assert_eq!(fault.detail, "refused with code that is not shown");
        }
    }
}
