//! The message catalogue: every word that a person reads on a page or in a
//! text. One folder per language in `templates/words`, in Fluent's format.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{Loader, static_loader};
use unic_langid::LanguageIdentifier;

use super::language::Language;

static_loader! {
    static CATALOGUE = {
        locales: "./templates/words",
        fallback_language: "en",
        // Isolation marks would count as characters in a text message; in
        // pages the markup isolates (`bdi`, `dir`).
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// As the catalogue looks the languages up.
static IDENTIFIERS: LazyLock<[LanguageIdentifier; Language::ALL.len()]> =
    LazyLock::new(|| std::array::from_fn(|nth| Language::ALL[nth].identifier()));

/// The words of one language; where it has none, English ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    language: Language,
    identifier: &'static LanguageIdentifier,
}

impl Words {
    /// Those of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        Self {
            language,
            identifier: &IDENTIFIERS[language as usize],
        }
    }

    /// English, which alone has all words.
    #[must_use]
    pub fn english() -> Self {
        Self::of(Language::English)
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The message `key`.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        CATALOGUE.lookup(self.identifier, key)
    }

    /// The message `key` with values put in.
    #[must_use]
    pub fn with(&self, key: &str, values: &[(&'static str, &dyn Put)]) -> String {
        let values = values.iter().map(|(name, value)| {
            let value = match value.value() {
                Value::Text(text) => FluentValue::from(text),
                Value::Number(number) => FluentValue::from(number),
            };
            (Cow::Borrowed(*name), value)
        });
        let values: HashMap<_, _> = values.collect();
        CATALOGUE.lookup_with_args(self.identifier, key, &values)
    }
}

/// What can be put into a message; numbers choose the plural.
#[derive(Debug, Clone)]
pub enum Value {
    /// Shown as it is.
    Text(String),
    /// Written and counted by the language's rules.
    Number(u64),
}

/// Whatever can be put into a message.
pub trait Put {
    /// It, as a [`Value`].
    fn value(&self) -> Value;
}

impl<T: Put + ?Sized> Put for &T {
    fn value(&self) -> Value {
        (**self).value()
    }
}

impl Put for str {
    fn value(&self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl Put for String {
    fn value(&self) -> Value {
        Value::Text(self.clone())
    }
}

macro_rules! put_numbers {
    ($($number:ty),*) => {
        $(impl Put for $number {
            fn value(&self) -> Value {
                Value::Number(u64::from(*self))
            }
        })*
    };
}

put_numbers!(u8, u32, u64);
