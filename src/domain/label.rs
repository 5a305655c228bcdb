//! What backends say of people: labels, and what they call them.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// The longest label, in characters.
const MAX_LABEL: usize = 40;

/// So many labels may one person have.
pub const MOST: usize = 20;

/// The longest name that a backend may have for somebody, in characters.
const MAX_EXTERNAL_ID: usize = 200;

/// A label: 1 to 40 of `a` to `z`, `0` to `9` and `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label(String);

/// The text is no label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelError;

impl Label {
    /// The label as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Label {
    type Err = LabelError;

    fn from_str(text: &str) -> Result<Self, LabelError> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let label = (1..=MAX_LABEL).contains(&text.len()) && text.bytes().all(fits);
        label.then(|| Self(text.to_owned())).ok_or(LabelError)
    }
}

/// A person's labels, each once, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels(BTreeSet<Label>);

/// They are not labels, or too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelsError;

impl Labels {
    /// These, as somebody wrote them.
    ///
    /// # Errors
    /// When one is no label, or there are too many.
    pub fn of(texts: &[String]) -> Result<Self, LabelsError> {
        let read: Result<BTreeSet<Label>, _> = texts.iter().map(|text| text.parse()).collect();
        let labels = read.map_err(|_| LabelsError)?;
        let fits = labels.len() <= MOST;
        fits.then_some(Self(labels)).ok_or(LabelsError)
    }

    /// As the database holds them; what is none is left out.
    #[must_use]
    pub fn stored(text: &str) -> Self {
        let read = text.split(' ').filter_map(|label| label.parse().ok());
        Self(read.collect())
    }

    /// Whether this is one of them.
    #[must_use]
    pub fn has(&self, label: &Label) -> bool {
        self.0.contains(label)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(Label::as_str)
    }
}

impl fmt::Display for Labels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iter().collect::<Vec<_>>().join(" "))
    }
}

/// What a backend calls somebody: 1 to 200 characters that can be seen, and spaces
/// inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalId(String);

/// The text is no such name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExternalIdError;

impl ExternalId {
    /// As the database holds it.
    #[must_use]
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ExternalId {
    type Err = ExternalIdError;

    fn from_str(text: &str) -> Result<Self, ExternalIdError> {
        let length = text.chars().count();
        let fits = (1..=MAX_EXTERNAL_ID).contains(&length)
            && !text.chars().any(char::is_control)
            && text.trim() == text;
        fits.then(|| Self(text.to_owned())).ok_or(ExternalIdError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(texts: &[&str]) -> Result<Labels, LabelsError> {
        let texts: Vec<_> = texts.iter().map(ToString::to_string).collect();
        Labels::of(&texts)
    }

    #[test]
    fn labels_are_few_plain_words_in_order() {
        let two = labels(&["vip", "staff", "vip"]).expect("labels");
        assert_eq!(two.to_string(), "staff vip");
        assert_eq!(Labels::stored("staff vip"), two);
        assert!(Labels::stored("").is_empty());
        for bad in ["", "VIP", "a b", "a_b", "é", &"a".repeat(41)] {
            assert_eq!(labels(&[bad]), Err(LabelsError), "{bad}");
        }
        let many: Vec<_> = (0..=MOST).map(|n| n.to_string()).collect();
        assert!(Labels::of(&many[1..]).is_ok());
        assert_eq!(Labels::of(&many), Err(LabelsError));
    }

    #[test]
    fn external_ids_are_one_line() {
        for good in ["1", "cus_9f/27 B", "é", &"a".repeat(200)] {
            assert!(good.parse::<ExternalId>().is_ok(), "{good}");
        }
        for bad in ["", " a", "a ", "a\nb", "\u{0}", &"a".repeat(201)] {
            assert!(bad.parse::<ExternalId>().is_err(), "{bad}");
        }
    }
}
