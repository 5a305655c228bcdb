//! Files that others on this machine can read, and should not.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::settings::Config;
use crate::store::file_of;

/// What is wrong with the rights of the configuration and the files with secrets,
/// of the key, and of the database: a line for each.
pub(super) fn exposed(config: &Config) -> Vec<String> {
    let secrets = config.secret_files.iter();
    let mut lines: Vec<_> = secrets
        .filter_map(|file| of(file, "secrets", "o-rwx"))
        .collect();
    lines.extend(key(&config.key_file));
    if let Some(file) = file_of(&config.database_url) {
        lines.extend(of(&file, "people's numbers", "o-rwx"));
    }
    lines
}

/// A group may have been given the others, as a backup's; nobody needs the key.
fn key(file: &Path) -> Option<String> {
    let is_open = mode(file)? & 0o077 != 0;
    is_open.then(|| line(file, "the key", "600"))
}

fn of(file: &Path, what: &str, fix: &str) -> Option<String> {
    let is_open = mode(file)? & 0o006 != 0;
    is_open.then(|| line(file, what, fix))
}

/// The rights of a file that is there.
fn mode(file: &Path) -> Option<u32> {
    let about = file.metadata().ok()?;
    Some(about.permissions().mode())
}

fn line(file: &Path, what: &str, fix: &str) -> String {
    let file = file.display();
    format!("others on this machine can read {what} in {file}; run: chmod {fix} {file}")
}
