//! What the configuration reads from disk.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::{ConfigError, InvalidValue, Source};

/// The largest configuration file, in bytes.
const MAX_CONFIG: u64 = 1024 * 1024;
/// The largest file that holds a secret, in bytes.
const MAX_SECRET: u64 = 64 * 1024;

/// The secret in a file, without the blanks and line ends around it.
///
/// # Errors
/// When the file cannot be read, is larger than 64 KiB, is not UTF-8 or holds
/// nothing. The content is never part of the message.
pub fn secret_file(path: &Path) -> Result<String, InvalidValue> {
    let fix = "name a readable file that holds the secret and nothing else";
    let text =
        read_text(path, MAX_SECRET).map_err(|problem| InvalidValue::new(problem.text, fix))?;
    let secret = text.trim();
    if secret.is_empty() {
        return Err(InvalidValue::new(
            format!("{} is empty", path.display()),
            fix,
        ));
    }
    Ok(secret.to_owned())
}

/// Why a file was not read.
#[derive(Debug)]
struct Unread {
    /// Whether there is no such file at all.
    missing: bool,
    /// One line that names the file.
    text: String,
}

/// The text of a file of at most `max` bytes.
fn read_text(path: &Path, max: u64) -> Result<String, Unread> {
    let unread = |why: String| Unread {
        missing: false,
        text: format!("{} {why}", path.display()),
    };
    let failed = |error: std::io::Error| Unread {
        missing: error.kind() == ErrorKind::NotFound,
        ..unread(format!("cannot be read ({error})"))
    };
    let file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(max + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > max {
        return Err(unread(format!("is larger than {} KiB", max / 1024)));
    }
    String::from_utf8(bytes).map_err(|_| unread("is not UTF-8 text".into()))
}

/// The configuration file's content; nothing when it was not asked for by
/// name (`source` is the default) and is not there.
pub(super) fn read_config(
    path: &Path,
    source: &Source,
) -> Result<Option<toml::Table>, ConfigError> {
    let wrong = |problem: String, fix: &str| {
        InvalidValue::new(problem, fix).of("config", source.clone(), None)
    };
    let text = match read_text(path, MAX_CONFIG) {
        Ok(text) => text,
        Err(unread) if unread.missing && *source == Source::Default => return Ok(None),
        Err(unread) => return Err(wrong(unread.text, "name a readable TOML file")),
    };
    match toml::from_str(&text) {
        Ok(table) => Ok(Some(table)),
        Err(error) => {
            let start = error.span().map_or(0, |span| span.start);
            let line = text
                .bytes()
                .take(start)
                .filter(|byte| *byte == b'\n')
                .count()
                + 1;
            let problem = format!("{} line {line} is not TOML", path.display());
            Err(wrong(
                problem,
                &format!("correct that line: {}", error.message()),
            ))
        }
    }
}
