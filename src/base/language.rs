//! The languages of people who sign in, each with a folder in `templates/words`.

mod negotiation;

use std::fmt;
use std::str::FromStr;

use unic_langid::LanguageIdentifier;

pub use negotiation::{accepted, best};

macro_rules! languages {
    ($($variant:ident $tag:literal,)*) => {
        /// A language; English has the words of admins, too.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        #[expect(missing_docs, reason = "their tags say what they are")]
        pub enum Language {
            $($variant,)*
            #[default]
            English,
        }

        impl Language {
            /// All of them, by their tags.
            pub const ALL: &[Self] = &[$(Self::$variant,)* Self::English];

            /// Its tag (BCP 47), such as `pt-BR`.
            #[must_use]
            pub const fn tag(self) -> &'static str {
                match self {
                    $(Self::$variant => $tag,)*
                    Self::English => "en",
                }
            }
        }
    };
}

languages! {
    Arabic "ar",
    Bengali "bn",
    Czech "cs",
    German "de",
    Spanish "es",
    Persian "fa",
    French "fr",
    Hebrew "he",
    Hindi "hi",
    Indonesian "id",
    Italian "it",
    Japanese "ja",
    Korean "ko",
    Norwegian "nb",
    Dutch "nl",
    Polish "pl",
    BrazilianPortuguese "pt-BR",
    EuropeanPortuguese "pt-PT",
    Russian "ru",
    Swedish "sv",
    Turkish "tr",
    Ukrainian "uk",
    Vietnamese "vi",
    SimplifiedChinese "zh-Hans",
    TraditionalChinese "zh-Hant",
}

/// No such language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such language")]
pub struct UnknownLanguage;

impl Language {
    /// Whether it is written from right to left.
    #[must_use]
    pub fn is_rtl(self) -> bool {
        matches!(self, Self::Arabic | Self::Persian | Self::Hebrew)
    }

    /// As the message catalogue looks it up.
    pub(super) fn identifier(self) -> LanguageIdentifier {
        // all of them are well-formed, which a test holds
        self.tag().parse().unwrap_or_default()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads a tag of [`Language::ALL`], in any case.
    fn from_str(tag: &str) -> Result<Self, UnknownLanguage> {
        let is_it = |language: &&Self| language.tag().eq_ignore_ascii_case(tag);
        Self::ALL.iter().find(is_it).copied().ok_or(UnknownLanguage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_they_are_written() {
        for language in Language::ALL {
            assert_eq!(language.tag().parse(), Ok(*language));
            assert_eq!(language.identifier().to_string(), language.tag());
        }
        assert_eq!("PT-br".parse(), Ok(Language::BrazilianPortuguese));
        assert_eq!("".parse::<Language>(), Err(UnknownLanguage));
        assert_eq!("de-AT".parse::<Language>(), Err(UnknownLanguage));
        assert_eq!(Language::ALL.len(), 26);
    }
}
