//! The configuration, as plain values for the page that shows it.

use std::fmt;

use crate::base::config::{self, Source};

/// Everything that is configured; of secrets, only whether they are set.
#[derive(Debug, Clone, Default)]
pub struct SettingsView {
    /// The configuration file, if there is one.
    pub file: Option<String>,
    /// The settings, by the file's sections.
    pub sections: Vec<ShownSection>,
    /// What the file alone gives.
    pub tables: Vec<ShownTable>,
}

/// The settings of one section.
#[derive(Debug, Clone)]
pub struct ShownSection {
    /// As the file writes it, such as `code`; empty for the file's beginning.
    pub name: &'static str,
    /// Its settings.
    pub settings: Vec<ShownSetting>,
}

/// One setting.
#[derive(Debug, Clone)]
pub struct ShownSetting {
    /// Its row of the table.
    pub about: &'static config::Setting,
    /// Its value in effect.
    pub value: ShownValue,
    /// Where that was set.
    pub source: Source,
}

/// What is told of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShownValue {
    /// The value.
    Text(String),
    /// A secret, that there is one.
    Set,
    /// A secret, that there is none.
    NotSet,
}

impl fmt::Display for ShownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text(text) => text,
            Self::Set => "set",
            Self::NotSet => "not set",
        })
    }
}

/// A table that the file alone gives.
#[derive(Debug, Clone)]
pub struct ShownTable {
    /// Which one: `providers`, `routes`, `prices`, `budgets`, `api-clients` or
    /// `test-numbers`.
    pub name: &'static str,
    /// Its rows.
    pub rows: Vec<ShownTableRow>,
}

/// A row of such a table.
#[derive(Debug, Clone)]
pub struct ShownTableRow {
    /// A name, or a key.
    pub name: String,
    /// What is said of it.
    pub value: ShownValue,
    /// Whether it belongs to the last row that is not nested.
    pub nested: bool,
}
