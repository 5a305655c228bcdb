//! The installation's key: read from its file, or made once.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use super::StartError;
use super::settings::Config;
use crate::base::files::new_for_owner;
use crate::base::rng::RngSource;
use crate::base::secret::Key;
use crate::store::Store;

/// The most that is read of the file, in bytes.
const MAX: u64 = 4096;

const ANOTHER: &str = "is not the key that the database was written with; restore that one, \
    or choose another database_url";

/// The key that this database was written with.
pub(super) async fn of(
    config: &Config,
    store: &Store,
    rng_source: &dyn RngSource,
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
        None => make(path, rng_source)?,
    };
    if store.key_fits(&key).await? {
        return Ok(key);
    }
    Err(wrong(path, ANOTHER))
}

/// The key that the database of the settings was written with; never made.
pub(super) async fn kept(config: &Config, store: &Store) -> Result<Key, StartError> {
    fits(config, store, made(config)?).await
}

/// The same, or none where there is none.
pub(super) async fn if_kept(config: &Config, store: &Store) -> Result<Option<Key>, StartError> {
    match read(&config.key_file)? {
        Some(key) => Ok(Some(fits(config, store, key).await?)),
        None => Ok(None),
    }
}

async fn fits(config: &Config, store: &Store, key: Key) -> Result<Key, StartError> {
    match store.key_fingerprint().await? {
        Some(kept) if kept != key.fingerprint() => Err(wrong(&config.key_file, ANOTHER)),
        _ => Ok(key),
    }
}

/// The key in its file, which must be there.
pub(super) fn made(config: &Config) -> Result<Key, StartError> {
    let path = &config.key_file;
    let missing = "is not there; the first start makes it, or on PostgreSQL, you: \
        openssl rand -hex 32";
    read(path)?.ok_or_else(|| wrong(path, missing))
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

/// The key in a file; none when there is no such file.
pub(super) fn read(path: &Path) -> Result<Option<Key>, StartError> {
    let text = match fs::File::open(path).and_then(|file| {
        let mut text = String::new();
        file.take(MAX).read_to_string(&mut text)?;
        Ok(text)
    }) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(wrong(path, &format!("cannot be read: {error}"))),
    };
    match Key::from_file(&text) {
        None => Err(wrong(path, "holds no key of 64 hex digits; restore it")),
        Some(key) if key.is_made_up() => Err(wrong(
            path,
            "has few different bytes, so it can be guessed; make a key by openssl rand -hex 32",
        )),
        key => Ok(key),
    }
}

/// Makes the key: whole or not at all, and never over a file that is there.
fn make(path: &Path, rng_source: &dyn RngSource) -> Result<Key, StartError> {
    let key = Key::draw(&mut *rng_source.rng());
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
