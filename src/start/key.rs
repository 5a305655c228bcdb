//! The installation's key: read from its file, or made once.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tracing::warn;

use super::StartError;
use super::settings::Config;
use crate::base::files::new_for_owner;
use crate::base::rng::Chance;
use crate::base::secret::Key;
use crate::store::Store;

/// The key that this database was written with.
pub(super) async fn of(
    config: &Config,
    store: &Store,
    chance: &dyn Chance,
) -> Result<Key, StartError> {
    let path = &config.key_file;
    let key = match read(path)? {
        Some(key) => key,
        None if store.has_key().await? => {
            return Err(wrong(
                path,
                "is missing, and the database was written with it; restore it",
            ));
        }
        // Nodes that share a database must share its key, too.
        None if store.is_shared() => {
            return Err(wrong(
                path,
                "is missing; PostgreSQL's key is given to every node, never made: \
                    run openssl rand -hex 32 once and put it there",
            ));
        }
        None => make(path, chance)?,
    };
    if store.key_fits(&key).await? {
        return Ok(key);
    }
    let problem = "is not the key that the database was written with; restore that one, \
        or choose another database_url";
    Err(wrong(path, problem))
}

/// The key that this database was written with, for commands, which never make
/// one; none where there is none.
pub(super) async fn kept(config: &Config, store: &Store) -> Result<Option<Key>, StartError> {
    let Some(key) = read(&config.key_file)? else {
        return Ok(None);
    };
    let fits = store.key_fingerprint().await?;
    if fits.is_some_and(|fits| fits != key.fingerprint()) {
        let problem = "is not the key that the database was written with; restore that one";
        return Err(wrong(&config.key_file, problem));
    }
    Ok(Some(key))
}

/// Where a database's key is, as far as the settings know: one line for whoever
/// takes the database somewhere else. `kept` is what the database says of it.
pub(super) fn whereabouts(config: &Config, kept: Option<&str>) -> String {
    let path = config.key_file.display();
    let Some(kept) = kept else {
        return "none yet: the database was never served".into();
    };
    match read(&config.key_file) {
        Ok(Some(key)) if key.fingerprint() == kept => format!("{path} is the one"),
        Ok(Some(_)) => format!("{path} is NOT the one; find the file that it was served with"),
        Ok(None) => format!("{path} is MISSING; find the file that it was served with"),
        Err(error) => format!("cannot be compared: {error}"),
    }
}

fn read(path: &Path) -> Result<Option<Key>, StartError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(wrong(path, &format!("cannot be read: {error}"))),
    };
    let readable = fs::metadata(path).is_ok_and(|it| it.permissions().mode() & 0o077 != 0);
    if readable {
        warn!(path = %path.display(), "others can read the key file; run chmod 600 on it");
    }
    let key = Key::from_file(&text);
    key.map(Some)
        .ok_or_else(|| wrong(path, "holds no key of 64 hex digits; restore it"))
}

/// Makes the key: whole or not at all, and never over a file that is there.
fn make(path: &Path, chance: &dyn Chance) -> Result<Key, StartError> {
    let key = Key::draw(&mut *chance.rng());
    let write = || -> io::Result<()> {
        let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let draft = path.with_extension(format!("new-{}", std::process::id()));
        let mut file = new_for_owner(&draft)?;
        let written = writeln!(file, "{}", key.to_file())
            .and_then(|()| file.sync_all())
            .and_then(|()| fs::hard_link(&draft, path));
        fs::remove_file(&draft)?;
        written?;
        fs::File::open(folder)?.sync_all()
    };
    write().map_err(|error| wrong(path, &format!("cannot be made: {error}")))?;
    Ok(key)
}

fn wrong(path: &Path, problem: &str) -> StartError {
    StartError::Key(format!("{} {problem}", path.display()))
}
