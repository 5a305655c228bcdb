//! A post that is held up until its sender proved themselves once more.

use serde::{Deserialize, Serialize};

/// The fields that carry the factor beside a post's own.
const NAMES: [&str; 2] = ["step_up_code", "step_up_recovery"];

/// The ends of addresses that have words of their own: `waits-…`.
const KNOWN: [&str; 20] = [
    "allow", "block", "bulk", "codes", "confirm", "country", "delete", "export", "number",
    "numbers", "pause", "range", "remove", "resume", "set-up", "sign-out", "stop", "test",
    "unblock", "watch",
];

/// A post, as the page that holds it up carries it.
#[derive(Default, Serialize, Deserialize)]
pub struct HeldPost {
    /// Where it goes.
    pub action: String,
    /// What it says.
    pub fields: Vec<(String, String)>,
}

/// What asks for the factor: for itself, or so that a post can go on.
pub struct FactorPrompt<'a> {
    /// Where the code goes.
    pub action: &'a str,
    /// The names of the two fields, for the app's code and for a recovery code.
    pub names: [&'static str; 2],
    /// What goes along.
    pub fields: &'a [(String, String)],
    /// The part of the message that says what waits for it.
    pub waits: Option<&'static str>,
}

impl HeldPost {
    /// The part of the message that says what it does.
    pub fn waits(&self) -> &'static str {
        let end = self.action.rsplit('/').next();
        let known = KNOWN.iter().find(|known| Some(**known) == end);
        known.copied().unwrap_or("other")
    }

    /// Asks for the factor, and for the post to go along.
    pub fn ask(&self) -> FactorPrompt<'_> {
        FactorPrompt {
            action: &self.action,
            names: NAMES,
            fields: &self.fields,
            waits: Some(self.waits()),
        }
    }

    /// Takes the code out of the fields: which of the two it is in, and it.
    pub fn take_code(&mut self) -> Option<(&'static str, String)> {
        let mut typed = NAMES.map(|_| String::new());
        let mut came = false;
        self.fields.retain_mut(|(name, value)| {
            let nth = NAMES.iter().position(|own| own == name);
            if let Some(nth) = nth {
                (came, typed[nth]) = (true, std::mem::take(value));
            }
            nth.is_none()
        });
        let [code, recovery] = typed;
        let (field, typed) = if recovery.is_empty() {
            ("code", code)
        } else {
            ("recovery", recovery)
        };
        came.then_some((field, typed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::words::Words;

    #[test]
    fn every_known_end_of_an_address_has_its_words() {
        let post = |action: &str| HeldPost {
            action: action.into(),
            fields: Vec::new(),
        };
        for end in KNOWN {
            assert_eq!(post(&format!("/admin/x/{end}")).waits(), end);
            let key = format!("waits-{end}");
            assert!(!Words::english().t(&key).contains(&key));
        }
        assert_eq!(post("/admin/x/choose").waits(), "other");
    }
}
