//! The text for one phone.

use super::code::OtpCode;
use super::delivery::DeliveryId;
use super::phone::Phone;
use crate::base::clock::Timestamp;
use crate::base::words::Words;

/// A text that is ready to be handed over.
#[derive(Debug)]
pub struct Message {
    /// Our id of this hand-over; the same on a repeated try.
    pub id: DeliveryId,
    /// Who gets it.
    pub to: Phone,
    /// The code in it, for providers that write the text themselves.
    pub code: OtpCode,
    /// When the hand-over began.
    pub sent_at: Timestamp,
    /// When the code stops working.
    pub expires_at: Timestamp,
    /// The language of the words, such as `en`.
    pub lang: String,
    /// The whole text.
    pub body: Body,
}

/// The words of a text; hidden in logs, for the code is in them.
pub struct Body(String);

impl Body {
    /// Code first, then, for sites on https, the origin-bound line as the last
    /// one (WICG "Origin-bound one-time codes": `@host #code`, no line after).
    #[must_use]
    pub fn compose(words: &Words, site: &str, host: Option<&str>, code: &OtpCode) -> Self {
        let code = code.reveal();
        let line = words.with("text-code", &[("code", &code), ("site", &site)]);
        Self(match host {
            Some(host) => format!("{line}\n\n@{host} #{code}"),
            None => line,
        })
    }

    /// The words, for the provider and for nothing else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Body(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::CodeLength;

    #[test]
    fn the_origin_bound_line_is_the_last_one() {
        let code = CodeLength::new(6).and_then(|six| OtpCode::parse("048213", six).ok());
        let code = code.expect("a code");
        let words = Words::english();
        let body = Body::compose(&words, "Harbour Books", Some("harbour.example"), &code);
        assert_eq!(
            body.reveal(),
            "048213 is your Harbour Books code. Do not share it with anyone.\n\n\
             @harbour.example #048213"
        );
        assert_eq!(format!("{body:?}"), "Body(hidden)");
        let body = Body::compose(&words, "Harbour Books", None, &code);
        assert!(!body.reveal().contains('@'));
    }
}
