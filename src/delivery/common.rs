//! What the settings, routes and answers of several providers have in common.

use std::ops::RangeInclusive;

use secrecy::ExposeSecret;

use super::Route;
use crate::base::secret::Secret;
use crate::domain::delivery::{Category, Fault};
use crate::domain::message::Message;

/// The shapes that a sender can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sender {
    /// A number with its plus.
    Number,
    /// A short code, or a number without its plus.
    Digits,
    /// Letters, digits, blanks and a few signs.
    Name,
}

const SENDER: &str = "a number such as +15005550006, a short code, or a name of at most 11 letters, \
                      digits, blanks or + - _ &";

impl Sender {
    /// Tells the shape; `setting` is what the text is called in the
    /// configuration.
    ///
    /// # Errors
    /// When it has none of the shapes.
    pub(super) fn parse(setting: &str, text: &str) -> Result<Self, String> {
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let fits = |b: u8| b.is_ascii_alphanumeric() || b" +-_&".contains(&b);
        match text.strip_prefix('+') {
            Some(number)
                if digits(number)
                    && !number.starts_with('0')
                    && (7..=15).contains(&number.len()) =>
            {
                Ok(Self::Number)
            }
            None if digits(text) && (3..=15).contains(&text.len()) => Ok(Self::Digits),
            None if text.len() <= 11
                && text.bytes().all(fits)
                && text.bytes().any(|b| b.is_ascii_alphabetic()) =>
            {
                Ok(Self::Name)
            }
            _ => Err(format!("{setting} is {text:?} but must be {SENDER}")),
        }
    }
}

/// Checks the sender of the provider's settings and that of a route: there
/// must be one, of any shape.
///
/// # Errors
/// What is missing or wrong, in a line.
pub(super) fn some_sender(own: Option<&String>, route: &Route) -> Result<(), String> {
    match (&route.sender, own) {
        (Some(sender), _) => Sender::parse("sender", sender).map(|_| ()),
        (None, Some(_)) => Ok(()),
        (None, None) => Err("no sender: set from at the provider or sender here".into()),
    }
}

/// For providers that know no template registrations.
///
/// # Errors
/// When the route names one.
pub(super) fn no_template(kind: &str, route: &Route) -> Result<(), String> {
    match (&route.template, &route.entity) {
        (None, None) => Ok(()),
        (Some(_), _) => Err(format!("{kind} takes no template: remove template")),
        (None, Some(_)) => Err(format!("{kind} takes no entity: remove entity")),
    }
}

/// Checks a credential that goes into a header.
///
/// # Errors
/// When it is empty or has blanks or other than ASCII signs; it is not quoted.
pub(super) fn header_safe(setting: &str, secret: &Secret) -> Result<(), String> {
    let secret = secret.expose_secret();
    if secret.is_empty() || !secret.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(format!(
            "{setting} must be letters, digits and signs without blanks"
        ));
    }
    Ok(())
}

/// Checks a name that goes into a path.
///
/// # Errors
/// When it is empty or has other than ASCII letters, digits, `-` and `_`.
pub(super) fn path_safe(setting: &str, text: &str) -> Result<(), String> {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if text.is_empty() || !text.bytes().all(fits) {
        return Err(format!("{setting} must be letters, digits, - or _"));
    }
    Ok(())
}

/// The number as digits only.
pub(super) fn msisdn(message: &Message) -> &str {
    message.to.e164().trim_start_matches('+')
}

/// How many seconds the code works, as far as a provider takes such a time.
pub(super) fn lives(message: &Message, taken: RangeInclusive<u64>) -> u64 {
    let seconds = message.expires_at.since(message.sent_at).as_secs();
    seconds.clamp(*taken.start(), *taken.end())
}

/// A provider's error code, if it is a short word: never prose, and never so
/// many digits that it could be a number or the code.
pub(super) fn word(text: &str) -> Option<String> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"_-.".contains(&b);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let fits = (1..=64).contains(&text.len()) && text.bytes().all(plain) && digits < 6;
    fits.then(|| text.to_owned())
}

/// The fault with the provider's own code, which says more than the HTTP status
/// where its category is known.
pub(super) fn with_code(fault: Fault, code: &str, category: Option<Category>) -> Fault {
    Fault {
        category: category.unwrap_or(fault.category),
        ..fault.with_code(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn senders_have_three_shapes() {
        for (text, shape) in [
            ("+15005550006", Sender::Number),
            ("447400123456", Sender::Digits),
            ("12345", Sender::Digits),
            ("TXTGTE", Sender::Name),
            ("Harbour 24", Sender::Name),
        ] {
            assert_eq!(Sender::parse("from", text), Ok(shape), "{text}");
        }
        for bad in ["", "+", "+0123456789", "12", "Twelve chars", "é", "--"] {
            let error = Sender::parse("from", bad).expect_err(bad);
            assert!(error.starts_with("from is"), "{error}");
        }
    }

    #[test]
    fn words_hold_no_number_and_no_prose() {
        assert_eq!(word("E401").as_deref(), Some("E401"));
        assert_eq!(word("syntax_bad").as_deref(), Some("syntax_bad"));
        for bad in [
            "",
            "no such number",
            "+14155552671",
            "14155552671",
            "048213",
        ] {
            assert_eq!(word(bad), None, "{bad}");
        }
    }

    #[test]
    fn credentials_fit_their_place() {
        assert!(header_safe("api_key", &Secret::from("a+b/c=")).is_ok());
        for bad in ["", "two words", "line\n", "schlüssel"] {
            let error = header_safe("api_key", &Secret::from(bad)).expect_err(bad);
            assert!(bad.is_empty() || !error.contains(bad), "{error}");
        }
        assert!(path_safe("auth_id", "MA_0-1").is_ok());
        assert!(path_safe("auth_id", "../x").is_err());
    }
}
