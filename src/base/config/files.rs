//! What the configuration reads from disk.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use toml::Table;

use super::{InvalidValue, Result, Source};

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
        read_text(path, MAX_SECRET).map_err(|(_, problem)| InvalidValue::new(problem, fix))?;
    let secret = text.trim();
    if secret.is_empty() {
        return Err(InvalidValue::new(
            format!("{} is empty", path.display()),
            fix,
        ));
    }
    Ok(secret.to_owned())
}

/// The text of a file of at most `max` bytes; or whether there is no such file
/// at all, and why it was not read, which names the file.
fn read_text(path: &Path, max: u64) -> Result<String, (bool, String)> {
    let shown = path.display();
    let failed = |error: std::io::Error| {
        let missing = error.kind() == ErrorKind::NotFound;
        (missing, format!("{shown} cannot be read ({error})"))
    };
    let file = File::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(max + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > max {
        let most = max / 1024;
        return Err((false, format!("{shown} is larger than {most} KiB")));
    }
    String::from_utf8(bytes).map_err(|_| (false, format!("{shown} is not UTF-8 text")))
}

/// The configuration file's content; nothing when it was not asked for by
/// name (`source` is the default) and is not there.
pub(super) fn read_config(path: &Path, source: &Source) -> Result<Option<Table>> {
    let wrong =
        |problem: String, fix: &str| InvalidValue::new(problem, fix).of("config", source, None);
    let text = match read_text(path, MAX_CONFIG) {
        Ok(text) => text,
        Err((true, _)) if *source == Source::Default => return Ok(None),
        Err((_, problem)) => return Err(wrong(problem, "name a readable TOML file")),
    };
    toml::from_str(&text).map(Some).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.unwrap_or_default().matches('\n').count() + 1;
        let problem = format!("{} line {line} is not TOML", path.display());
        wrong(problem, &format!("correct that line: {}", error.message()))
    })
}
