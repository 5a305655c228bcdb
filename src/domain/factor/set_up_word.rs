//! The one-time word without which nobody sets up a first factor where one is
//! required: whoever has only an admin's phone does not get it.

use std::time::Duration;

use rand::Rng;

use super::{FactorInput, RecoveryCode};
use crate::base::secret::Key;

/// What hashed words are for.
const LABEL: &str = "factor-word";

/// A word for one number. It looks like a recovery code, and has its sixty bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUpWord(RecoveryCode);

impl SetUpWord {
    /// How long one works.
    pub const LIFETIME: Duration = Duration::from_hours(24);

    /// A new one.
    pub fn draw(rng: &mut dyn Rng) -> Self {
        Self(RecoveryCode::draw(rng))
    }

    /// Reads one; blanks and dashes do not count, nor does the case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match FactorInput::parse(text)? {
            FactorInput::Recovery(code) => Some(Self(code)),
            FactorInput::App(_) => None,
        }
    }

    /// In groups of four.
    #[must_use]
    pub fn reveal(&self) -> String {
        self.0.reveal()
    }

    /// What the database holds of it: bound to the number, by its keyed hash.
    #[must_use]
    pub fn hash(&self, key: &Key, phone_hash: &str) -> String {
        key.hash(LABEL, &[phone_hash, &self.0.0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::{OsRngSource, RngSource};

    #[test]
    fn a_word_is_read_back_bound_to_its_number_and_does_not_print() {
        let rng = &mut *OsRngSource.rng();
        let (key, word) = (Key::draw(rng), SetUpWord::draw(rng));
        let typed = SetUpWord::parse(&word.reveal().to_uppercase().replace('-', " "));
        let typed = typed.expect("a word");
        assert_eq!(typed.hash(&key, "ada"), word.hash(&key, "ada"));
        assert_ne!(typed.hash(&key, "ben"), word.hash(&key, "ada"));
        // nor is it one of the number's recovery codes
        assert_ne!(word.0.hash(&key, "ada"), word.hash(&key, "ada"));
        assert_eq!(format!("{word:?}"), "SetUpWord(RecoveryCode(hidden))");
        for text in ["", "123456", "abcd"] {
            assert_eq!(SetUpWord::parse(text), None, "{text}");
        }
    }
}
