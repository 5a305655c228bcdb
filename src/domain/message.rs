//! The text for one phone.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::code::OtpCode;
use super::delivery::DeliveryId;
use super::phone::Phone;
use crate::base::clock::Timestamp;
use crate::base::language::Language;
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
    /// The language of whoever gets it.
    pub language: Language,
    /// The whole text.
    pub body: Body,
}

/// The operator's own words for the text, such as one that is registered with
/// a country's operators: `{code}` once, `{site}` where it is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWords(String);

/// The operator's own words by language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnTexts {
    /// Those for whoever reads none of these languages.
    pub default: OwnWords,
    /// Those for readers of single languages.
    pub by_language: BTreeMap<Language, OwnWords>,
}

impl OwnTexts {
    /// The words for a reader of this language.
    #[must_use]
    pub fn to(&self, language: Language) -> &OwnWords {
        self.by_language.get(&language).unwrap_or(&self.default)
    }
}

impl From<OwnWords> for OwnTexts {
    /// The same for everybody.
    fn from(default: OwnWords) -> Self {
        Self {
            default,
            by_language: BTreeMap::new(),
        }
    }
}

/// Why a text cannot be the operator's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OwnWordsError {
    /// The code is missing, or there twice.
    #[error("must have {{code}} in it, once")]
    Code,
    /// A brace that is neither `{code}` nor `{site}`.
    #[error("may have {{code}} and {{site}} in braces, and nothing else")]
    Brace,
    /// A control character; the last line is put after the words.
    #[error("must be one line without control characters")]
    Control,
}

impl FromStr for OwnWords {
    type Err = OwnWordsError;

    fn from_str(text: &str) -> Result<Self, OwnWordsError> {
        if text.matches("{code}").count() != 1 {
            return Err(OwnWordsError::Code);
        }
        if text
            .replace("{code}", "")
            .replace("{site}", "")
            .contains(['{', '}'])
        {
            return Err(OwnWordsError::Brace);
        }
        if text.chars().any(char::is_control) {
            return Err(OwnWordsError::Control);
        }
        Ok(Self(text.to_owned()))
    }
}

/// The line after the words, for the phone and not for the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastLine<'a> {
    /// Binds the code to a site on https (WICG "Origin-bound one-time codes":
    /// `@host #code`, and no line after it).
    Origin(&'a str),
    /// Hands the text to an Android app (SMS Retriever): the app's hash of
    /// eleven characters.
    AndroidApp(&'a str),
    /// Nothing.
    None,
}

/// The words of a text; hidden in logs, for the code is in them.
pub struct Body(String);

impl Body {
    /// Code first, in the operator's own words or the catalogue's, then the
    /// line for the phone.
    #[must_use]
    pub fn compose(
        words: &Words,
        own: Option<&OwnWords>,
        site: &str,
        last: LastLine<'_>,
        code: &OtpCode,
    ) -> Self {
        let code = code.reveal();
        let line = match own {
            Some(OwnWords(own)) => own.replace("{site}", site).replace("{code}", code),
            None => words.with("text-code", &[("code", &code), ("site", &site)]),
        };
        Self(match last {
            LastLine::Origin(host) => format!("{line}\n\n@{host} #{code}"),
            LastLine::AndroidApp(hash) => format!("{line}\n\n{hash}"),
            LastLine::None => line,
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

    fn body(own: Option<&str>, last: LastLine<'_>) -> Body {
        let code = CodeLength::new(6).and_then(|six| OtpCode::parse("048213", six).ok());
        let own = own.map(|own| own.parse().expect("own words"));
        let code = code.expect("a code");
        Body::compose(
            &Words::english(),
            own.as_ref(),
            "Harbour Books",
            last,
            &code,
        )
    }

    #[test]
    fn the_line_for_the_phone_is_the_last_one() {
        let origin = body(None, LastLine::Origin("harbour.example"));
        assert_eq!(
            origin.reveal(),
            "048213 is your Harbour Books code. Do not share it with anyone.\n\n\
             @harbour.example #048213"
        );
        assert_eq!(format!("{origin:?}"), "Body(hidden)");
        let app = body(None, LastLine::AndroidApp("FA+9qCX9VSu"));
        assert!(app.reveal().ends_with("\n\nFA+9qCX9VSu"));
        assert!(!body(None, LastLine::None).reveal().contains(['@', '\n']));
    }

    #[test]
    fn own_words_are_checked_before_they_are_used() {
        let own = "OTP {code} for {site}, valid 5 min";
        let text = body(Some(own), LastLine::None);
        assert_eq!(text.reveal(), "OTP 048213 for Harbour Books, valid 5 min");
        let wrong = [
            ("no code", OwnWordsError::Code),
            ("{code} {code}", OwnWordsError::Code),
            ("{code} {name}", OwnWordsError::Brace),
            ("{{code}}", OwnWordsError::Brace),
            ("{code}\n@evil.example #1", OwnWordsError::Control),
        ];
        for (text, why) in wrong {
            assert_eq!(text.parse::<OwnWords>(), Err(why), "{text}");
        }
    }
}
