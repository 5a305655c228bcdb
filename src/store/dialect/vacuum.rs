//! Copies of SQLite's file while others write to it.
//!
//! `vacuum into` reads everything as it was at one moment. Writers go on
//! meanwhile, into the log, which only grows until it is done. The other way,
//! the online backup in steps, begins anew whenever another process writes, so
//! that under load it never ends.

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use super::sqlite::{PATIENCE, is_served, place, reading};
use crate::store::OpenError;

/// The file that is copied. It is not changed, nor brought up to this version.
#[derive(Debug)]
pub struct Original(SqliteConnection);

impl Original {
    /// Opens the file, which must be there.
    ///
    /// # Errors
    /// When it is not there, or no database of ours.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        is_served(url).await?;
        let opened = async || Ok::<_, OpenError>(Self(reading(url)?.connect().await?));
        opened().await.map_err(|error| error.at(&place(url)))
    }

    /// How many bytes are in use: about the copy's size.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn size(&mut self) -> Result<u64, sqlx::Error> {
        let size = "select (page_count - freelist_count) * page_size
            from pragma_page_count, pragma_freelist_count, pragma_page_size";
        let size: i64 = sqlx::query_scalar(size).fetch_one(&mut self.0).await?;
        Ok(size.unsigned_abs())
    }

    /// Copies it into an empty file.
    ///
    /// # Errors
    /// When one cannot be read, or the other cannot be written.
    pub async fn copy_to(mut self, file: &str) -> Result<(), sqlx::Error> {
        let copy = sqlx::query("vacuum into $1").bind(file);
        copy.execute(&mut self.0).await?;
        self.0.close().await
    }
}

/// What is wrong with a copy, and the fingerprint of its key.
#[derive(Debug)]
pub struct Found {
    /// The first thing, in SQLite's words.
    pub fault: Option<String>,
    /// None if it was never served.
    pub key: Option<String>,
}

/// Reads a copy to its last page and index entry.
///
/// # Errors
/// When it cannot be read at all.
pub async fn examine(file: &str) -> Result<Found, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(file);
    let options = options.read_only(true).busy_timeout(PATIENCE);
    let mut copy = options.connect().await?;
    let said = sqlx::query_scalar("pragma integrity_check(1)");
    let said: String = said.fetch_one(&mut copy).await?;
    let key = sqlx::query_scalar("select value from meta where name = 'key'");
    let key = key.fetch_optional(&mut copy).await?;
    copy.close().await?;
    let fault = Some(said).filter(|said| said != "ok");
    Ok(Found { fault, key })
}
