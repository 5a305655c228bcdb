//! The configuration, as plain values for the page that shows it.

use std::fmt;

use crate::base::config::{self, Source};

/// Everything that is configured; of secrets, only whether they are set.
#[derive(Debug, Clone, Default)]
pub struct Configured {
    /// The configuration file, if there is one.
    pub file: Option<String>,
    /// The settings, by the file's sections.
    pub sections: Vec<Section>,
    /// What the file alone gives.
    pub tables: Vec<Table>,
}

/// The settings of one section.
#[derive(Debug, Clone)]
pub struct Section {
    /// As the file writes it, such as `code`; empty for the file's beginning.
    pub name: &'static str,
    /// Its settings.
    pub settings: Vec<Setting>,
}

/// One setting.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Its row of the table.
    pub about: &'static config::Setting,
    /// Its value in effect.
    pub value: Shown,
    /// Where that was set.
    pub source: Source,
}

/// What is told of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// The value.
    Text(String),
    /// A secret, that there is one.
    Set,
    /// A secret, that there is none.
    NotSet,
}

impl fmt::Display for Shown {
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
pub struct Table {
    /// Which one: `providers`, `routes`, `prices`, `budgets`, `api-clients` or
    /// `test-numbers`.
    pub name: &'static str,
    /// Its rows.
    pub rows: Vec<TableRow>,
}

/// A row of such a table.
#[derive(Debug, Clone)]
pub struct TableRow {
    /// A name, or a key.
    pub name: String,
    /// What is said of it.
    pub value: Shown,
    /// Whether it belongs to the last row that is not nested.
    pub nested: bool,
}
