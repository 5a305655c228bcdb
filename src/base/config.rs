//! Settings in layers: a TOML file, over it the environment, over it flags.
//!
//! This floor knows how settings are written and where they come from; what
//! they mean is told by the table of [`Setting`]s and the parsers handed in.

mod entries;
mod files;
mod layers;
mod names;

use std::fmt;
use std::path::{Path, PathBuf};

use super::url::shown;

pub use files::secret_file;
pub use layers::{Inputs, Layers, Schema};
pub use names::variable;

/// What every environment variable of ours begins with.
pub const PREFIX: &str = "TEXTGATE_";

/// One setting, as the table of settings describes it.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Its name, such as `code.digits`.
    pub name: &'static str,
    /// Its value when no layer gives one, as it would be written in a
    /// variable; lists by commas.
    pub default: &'static str,
    /// What it does, in one line.
    pub help: &'static str,
    /// Whether it takes a list.
    pub list: bool,
    /// Whether it is never shown, and may be given as `<name>_file`.
    pub secret: bool,
}

/// Where a value was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Nowhere: the table's own.
    Default,
    /// In this file.
    File(PathBuf),
    /// In this environment variable.
    Env(String),
    /// By this flag, such as `--set code.digits`.
    Flag(String),
}

impl Source {
    /// A path as this source means it: in a file, beside that file; elsewhere,
    /// from the working directory.
    #[must_use]
    pub fn beside(&self, path: &str) -> PathBuf {
        match self {
            Self::File(file) => file.parent().unwrap_or(Path::new("")).join(path),
            _ => PathBuf::from(path),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => path.display().fmt(f),
            Self::Env(variable) => write!(f, "environment {variable}"),
            Self::Flag(flag) => write!(f, "flag {flag}"),
        }
    }
}

/// Why a parser refuses a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidValue {
    problem: Option<String>,
    fix: String,
}

impl InvalidValue {
    /// A problem that has to be told, and what to do about it.
    pub fn new(problem: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            problem: Some(problem.into()),
            fix: fix.into(),
        }
    }

    /// The value is not valid; `fix` says what would be.
    pub fn expected(fix: impl Into<String>) -> Self {
        Self {
            problem: None,
            fix: fix.into(),
        }
    }

    /// The error for the setting; `value` is quoted where the parser named no
    /// problem of its own, unless it must not be shown.
    #[must_use]
    pub fn of(self, setting: &str, source: Source, value: Option<&str>) -> ConfigError {
        let problem = self.problem.unwrap_or_else(|| match value {
            Some(value) => format!("{} is not valid", quoted(value)),
            None => "the value is not valid".into(),
        });
        ConfigError {
            setting: setting.into(),
            source,
            problem,
            fix: self.fix,
        }
    }
}

/// A wrong configuration; shown as one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The setting's name.
    pub setting: String,
    /// Where it was given.
    pub source: Source,
    /// What is wrong with it. Holds no secret.
    pub problem: String,
    /// What to do.
    pub fix: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            setting,
            source,
            problem,
            fix,
        } = self;
        f.write_str(&one_line(&format!(
            "{setting} ({source}): {problem}; {fix}"
        )))
    }
}

// Not derived: the field named `source` is a place, not a causing error.
impl std::error::Error for ConfigError {}

/// The text with every control character (line ends among them) made a blank.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// The value in quotes, without what an address hides, and cut to a length that
/// leaves the line readable.
fn quoted(value: &str) -> String {
    const SHOWN: usize = 60;
    let value = &shown(value);
    match value.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{:?}…", &value[..end]),
        None => format!("{value:?}"),
    }
}
