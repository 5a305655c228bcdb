//! How apps want people to be asked.

use super::{Reading, invalid};

/// How the person is to be asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Prompt {
    /// Not at all: a code or an error, never a page.
    pub none: bool,
    /// By a new code, whoever is signed in.
    pub login: bool,
    /// As whom to go on.
    pub select_account: bool,
}

impl Prompt {
    pub(super) fn read(text: &str) -> Reading<Self> {
        let words: Vec<_> = text.split(' ').filter(|word| !word.is_empty()).collect();
        let prompt = Self {
            none: words.contains(&"none"),
            login: words.contains(&"login"),
            select_account: words.contains(&"select_account"),
        };
        if prompt.none && words.iter().any(|word| *word != "none") {
            return Err(invalid("prompt has none and another word"));
        }
        Ok(prompt)
    }
}
