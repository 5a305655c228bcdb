//! SQLite: one file, one writer, several readers that never wait for it.

mod room;
mod writer;

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use futures_util::StreamExt;
use sqlx::error::DatabaseError;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{
    Arguments, AssertSqlSafe, ConnectOptions, Connection, Either, Executor, Pool, Sqlite,
    SqliteConnection,
};
use tokio::time::{sleep, timeout};
use tracing::warn;

use super::about::About;
use super::upgrade;
use crate::base::files::new_for_owner;
use crate::base::url::shown;
use crate::store::OpenError;

pub use writer::{SqliteTx, SqliteWriter, Version};

/// How long a statement waits for another process's lock, and a request for
/// the writer: together under the time a person waits for a page.
pub(super) const PATIENCE: Duration = Duration::from_secs(4);

/// How long a start waits for others to let go of the file, and leaves it alone each
/// time.
const TURN: Duration = Duration::from_secs(30);
const RETRY_PAUSE: Duration = Duration::from_millis(200);

/// The file that an address names.
pub(super) fn place(url: &str) -> String {
    let options = SqliteConnectOptions::from_str(url);
    options.map_or_else(|_| shown(url), |it| it.get_filename().display().to_string())
}

/// The file that an address names; none of a server.
#[must_use]
pub fn file_of(url: &str) -> Option<PathBuf> {
    let is_file = url.starts_with("sqlite:");
    is_file.then(|| PathBuf::from(place(url)))
}

/// Whether somebody serves from this file, or did. Nothing is made or changed.
///
/// # Errors
/// When it is not there, cannot be read, or is something else.
pub(super) async fn is_served(url: &str) -> Result<(), OpenError> {
    let place = place(url);
    if !Path::new(&place).exists() {
        return Err(OpenError::NotThere(place));
    }
    let has_tables = async || -> Result<bool, OpenError> {
        let mut connection = reading(url)?.connect().await?;
        let tables = "select count(*) > 0 from sqlite_master where name = '_sqlx_migrations'";
        let has_tables = sqlx::query_scalar(tables)
            .fetch_one(&mut connection)
            .await?;
        connection.close().await?;
        Ok(has_tables)
    };
    if has_tables().await.map_err(|error| error.at(&place))? {
        Ok(())
    } else {
        Err(OpenError::NotThere(place))
    }
}

/// What can be said of a file.
pub(super) async fn of_file(url: &str) -> Result<About, OpenError> {
    let place = place(url);
    let mut about = About {
        name: format!("SQLite, {place}"),
        user: None,
        lacks: None,
        warnings: Vec::new(),
        is_made: false,
        pending: 0,
        clock: None,
    };
    if !Path::new(&place).exists() {
        return Ok(about);
    }
    is_served(url).await?;
    about.is_made = true;
    if let Err(error) = OpenOptions::new().append(true).open(&place) {
        about.lacks = Some(format!("{place} cannot be written: {error}"));
    }
    let looked = async || {
        let mut connection = reading(url)?.connect().await?;
        let pending = upgrade::pending(&mut connection).await?;
        connection.close().await?;
        Ok::<_, OpenError>(pending.len())
    };
    about.pending = looked().await.map_err(|error| error.at(&place))?;
    Ok(about)
}

/// How a file is opened that must be there and is not changed.
pub(super) fn reading(url: &str) -> Result<SqliteConnectOptions, sqlx::Error> {
    let options = SqliteConnectOptions::from_str(url)?.create_if_missing(false);
    Ok(options.read_only(true).busy_timeout(PATIENCE))
}

/// Opens the file, makes it if it is not there, and brings it up to this
/// version.
pub(super) async fn open(url: &str) -> Result<(SqliteWriter, Pool<Sqlite>), OpenError> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // A success that was answered survives a power cut.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        // Statements of a sign-in, and the same with what comes before them.
        .statement_cache_capacity(300);
    keep_for_owner(options.get_filename());
    let mut connection = options.connect().await?;
    // whatever it sorts may be larger than the memory
    upgrade::sqlite(&mut connection).await?;
    seal_audit(&mut connection).await?;
    if forget_statistics(&mut connection).await? {
        // which knows them still
        connection = options.connect().await?;
    }
    // What is sorted is not written to a file; pages that are written often are in
    // memory (16 MiB at most), and the log is folded into the file by 4,000 of them:
    // a page that changes again and again is then copied once.
    sqlx::raw_sql(
        "pragma temp_store = memory; pragma cache_size = -16384; pragma wal_autocheckpoint = 4000",
    )
    .execute(&mut connection)
    .await?;
    let options = options.create_if_missing(false);
    let again = options.clone();
    let again = again
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-16384");
    let again = again.pragma("wal_autocheckpoint", "4000");
    let readers = SqlitePoolOptions::new()
        .max_connections(4)
        .acquire_timeout(PATIENCE)
        .connect_lazy_with(options.pragma("query_only", "on"));
    Ok((SqliteWriter::new(connection, again), readers))
}

/// The same for programs that start at once: they wait for each other, on a slow disk
/// longer than a statement does; and for the lock with which a new file gets its log, no
/// statement waits at all.
pub(super) async fn open_in_turn(url: &str) -> Result<(SqliteWriter, Pool<Sqlite>), OpenError> {
    let in_turn = async {
        let mut told = false;
        loop {
            match open(url).await {
                Err(OpenError::Connect { error, .. }) if is_busy(&error) => {
                    if !std::mem::replace(&mut told, true) {
                        let place = place(url);
                        warn!("{place} is locked by another program; waiting for it");
                    }
                }
                opened => return opened,
            }
            sleep(RETRY_PAUSE).await;
        }
    };
    match timeout(TURN, in_turn).await {
        Ok(opened) => opened,
        Err(_) => open(url).await,
    }
}

/// `SQLITE_BUSY` and its extensions.
pub(super) fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    code.and_then(|code| code.parse::<i32>().ok())
        .is_some_and(|code| code & 0xff == 5)
}

/// Nobody changes or deletes an entry of the audit, or puts another in its
/// place (`replace` deletes without the trigger for it), whatever statement
/// they find to do it with.
const APPEND_ONLY: &str = "
create trigger if not exists audit_is_not_changed before update on audit
begin select raise(abort, 'the audit is append-only'); end;
create trigger if not exists audit_is_not_deleted before delete on audit
begin select raise(abort, 'the audit is append-only'); end;
create trigger if not exists audit_is_not_replaced before insert on audit
when exists (select 1 from audit where id = new.id)
begin select raise(abort, 'the audit is append-only'); end;
";

async fn seal_audit(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(APPEND_ONLY).execute(connection).await?;
    Ok(())
}

/// Makes the file so that only its owner may read it, for it holds people's
/// numbers; SQLite gives its log the same rights. When the file cannot be made,
/// SQLite says so next.
fn keep_for_owner(file: &Path) {
    // a name for memory alone is no file's
    if !file.to_string_lossy().starts_with("file:") {
        let _ = new_for_owner(file);
    }
}

/// Forgets what `analyze` found, if somebody ran it. Without it every file has
/// the same plans, those that are tested; with it the sweep may walk through all
/// users while everybody who signs in waits.
async fn forget_statistics(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let is_known = "select count(*) > 0 from sqlite_master where name like 'sqlite_stat_'";
    let is_known = sqlx::query_scalar(is_known);
    let is_known = is_known.fetch_one(&mut *connection).await?;
    if is_known {
        let forget = "begin immediate; drop table if exists sqlite_stat1;
            drop table if exists sqlite_stat4; commit";
        sqlx::raw_sql(forget).execute(connection).await?;
    }
    Ok(is_known)
}

/// Statements that go to the connection's thread in one trip.
#[derive(Debug)]
pub struct Script {
    sql: String,
    values: SqliteArguments,
    statements: usize,
}

/// What one statement did.
#[derive(Debug, Default)]
pub struct Step {
    /// What it returned.
    pub rows: Vec<SqliteRow>,
    /// How many rows it changed.
    pub changes: u64,
}

impl Script {
    /// So many statements, with the values of all of them.
    ///
    /// # Errors
    /// When a value cannot be sent.
    pub fn new(sql: String, values: Vec<String>, statements: usize) -> Result<Self, sqlx::Error> {
        let mut all = SqliteArguments::default();
        for value in values {
            all.add(value).map_err(sqlx::Error::Encode)?;
        }
        Ok(Self {
            sql,
            values: all,
            statements,
        })
    }

    /// Runs them. When the last one has answered it waits for nothing more: every
    /// message costs a wake-up.
    ///
    /// # Errors
    /// Why one of them failed; those before it were run.
    pub async fn run(self, connection: &mut SqliteConnection) -> Result<Vec<Step>, sqlx::Error> {
        let (mut steps, mut step) = (Vec::with_capacity(self.statements), Step::default());
        let query = sqlx::query_with(AssertSqlSafe(self.sql), self.values);
        let mut results = connection.fetch_many(query);
        while steps.len() < self.statements {
            // it may break off without a word
            match results.next().await.ok_or(sqlx::Error::WorkerCrashed)?? {
                Either::Left(done) => {
                    step.changes = done.rows_affected();
                    steps.push(std::mem::take(&mut step));
                }
                Either::Right(row) => step.rows.push(row),
            }
        }
        Ok(steps)
    }
}

#[cfg(test)]
mod tests;
