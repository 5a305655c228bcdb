//! Who may sign in to an app.

use std::fmt;
use std::str::FromStr;

use crate::domain::label::{Label, Labels};

/// Some of those who may, as settings name them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// Whoever has an account.
    Everyone,
    /// Admins.
    Admins,
    /// Whoever has this label.
    Label(Label),
}

/// Who may; empty: everyone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allow(Vec<Allowed>);

impl Allow {
    /// Any of these.
    #[must_use]
    pub fn any(of: Vec<Allowed>) -> Self {
        Self(of)
    }

    /// Whether somebody is one of them.
    #[must_use]
    pub fn lets_in(&self, is_admin: bool, labels: &Labels) -> bool {
        let lets_in = |it: &Allowed| match it {
            Allowed::Everyone => true,
            Allowed::Admins => is_admin,
            Allowed::Label(label) => labels.has(label),
        };
        self.0.is_empty() || self.0.iter().any(lets_in)
    }

    /// Each as settings name it.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        if self.0.is_empty() {
            return vec![Allowed::Everyone.to_string()];
        }
        self.0.iter().map(ToString::to_string).collect()
    }
}

impl fmt::Display for Allowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everyone => f.write_str("everyone"),
            Self::Admins => f.write_str("admins"),
            Self::Label(label) => write!(f, "label:{}", label.as_str()),
        }
    }
}

impl FromStr for Allowed {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "everyone" => Ok(Self::Everyone),
            "admins" => Ok(Self::Admins),
            _ => {
                let label = text.strip_prefix("label:").ok_or(())?;
                label.parse().map(Self::Label).map_err(|_| ())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_of_them_is_let_in() {
        let allow = |words: &[&str]| {
            let read = words.iter().map(|word| word.parse().expect("a word"));
            Allow::any(read.collect())
        };
        let (none, staff) = (Labels::default(), Labels::stored("staff"));
        for (words, nobody, admin, labelled) in [
            (&[][..], true, true, true),
            (&["everyone"], true, true, true),
            (&["admins"], false, true, false),
            (&["label:staff"], false, false, true),
            (&["label:vip"], false, false, false),
            (&["admins", "label:staff"], false, true, true),
            (&["everyone", "label:vip"], true, true, true),
        ] {
            let allow = allow(words);
            assert_eq!(allow.lets_in(false, &none), nobody, "{words:?}");
            assert_eq!(allow.lets_in(true, &none), admin, "{words:?}");
            assert_eq!(allow.lets_in(false, &staff), labelled, "{words:?}");
        }
        for wrong in ["", "Admins", "label:", "label:A", "staff"] {
            assert_eq!(wrong.parse::<Allowed>(), Err(()), "{wrong}");
        }
    }
}
