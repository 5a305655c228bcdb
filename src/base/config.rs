//! Settings in layers: a TOML file, over it the environment, over it flags.
//!
//! This floor knows how settings are written and where they come from; what
//! they mean is told by the table of [`Setting`]s and the parsers handed in.

mod entries;
mod files;
mod kubernetes;
mod layers;
mod names;
mod table;

use std::fmt;
use std::path::{Path, PathBuf};

use super::url::shown;

pub use files::secret_file;
pub(crate) use layers::twice;
pub use layers::{Args, Layers};
pub use names::Schema;
pub use table::Setting;
pub(crate) use table::settings;

/// What every environment variable of ours begins with.
pub const PREFIX: &str = "TEXTGATE_";

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
            ..Self::expected(fix)
        }
    }

    /// The value is not valid; `fix` says what would be.
    pub fn expected(fix: impl Into<String>) -> Self {
        let (problem, fix) = (None, fix.into());
        Self { problem, fix }
    }

    /// The error for the setting; `value` is quoted where the parser named no
    /// problem of its own, unless it must not be shown.
    #[must_use]
    pub fn of(self, setting: &str, source: &Source, value: Option<&str>) -> ConfigError {
        let quoted = value.map_or("the value".into(), quoted);
        let problem = self.problem.unwrap_or(format!("{quoted} is not valid"));
        let (source, fix) = (source, self.fix);
        let line = format!("{setting} ({source}): {problem}; {fix}");
        ConfigError(one_line(&line))
    }
}

/// A wrong configuration, as one line: the setting, its source, what is wrong,
/// without secrets, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(String);

/// What reading the configuration results in.
pub type Result<T, E = ConfigError> = std::result::Result<T, E>;

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
