//! A copy of SQLite's file, made while a server writes to it.

use std::fs;
use std::time::Duration;

use tokio::time::interval;

use super::OpenError;
use super::dialect::{Original, examine};

/// How often the growing copy is looked at.
const LOOK: Duration = Duration::from_millis(200);

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// It is a server's business.
    #[error("database_url names PostgreSQL; use pg_dump, which copies while nodes serve")]
    Postgres,
    /// No file there, or no database.
    #[error("database_url: {0}")]
    Open(#[from] OpenError),
    /// The database cannot be read, or the copy not be written.
    #[error("cannot copy the database: {0}")]
    Copy(#[source] sqlx::Error),
    /// The copy is not sound.
    #[error("the copy is damaged, and the database perhaps, too: {0}")]
    Damaged(String),
}

/// Copies the database as it is now into an empty file, tells how much of it is
/// there, in per cent, and checks it. The fingerprint of the key that it was
/// written with, if it was ever served.
///
/// # Errors
/// See [`BackupError`]; what is in the file then is worth nothing.
pub async fn backup(
    url: &str,
    file: &str,
    mut told: impl FnMut(u64),
) -> Result<Option<String>, BackupError> {
    if url.starts_with("postgres") {
        return Err(BackupError::Postgres);
    }
    let mut original = Original::open(url).await?;
    let size = original.size().await.map_err(BackupError::Copy)?;
    let copying = original.copy_to(file);
    tokio::pin!(copying);
    let mut look = interval(LOOK);
    loop {
        tokio::select! {
            done = &mut copying => break done.map_err(BackupError::Copy)?,
            _ = look.tick() => told(written(file) * 100 / size.max(1)),
        }
    }
    told(100);
    let found = examine(file).await.map_err(BackupError::Copy)?;
    match found.fault {
        Some(fault) => Err(BackupError::Damaged(fault)),
        None => Ok(found.key),
    }
}

fn written(file: &str) -> u64 {
    fs::metadata(file).map_or(0, |file| file.len())
}
