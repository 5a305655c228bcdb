//! What differs between databases, and nothing else: the pools, how a writing
//! transaction begins, and what keeps the audit as it was written. All other
//! SQL is the same text everywhere.

use std::str::FromStr;
use std::time::Duration;

use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

/// The database at hand.
pub type Db = sqlx::Sqlite;
/// Its pool of connections.
pub type Pool = sqlx::Pool<Db>;
/// Its transaction.
pub type Tx = super::meter::Measured<sqlx::Transaction<'static, Db>>;

/// How long a statement waits for another process's lock, and a request for
/// the writer: together under the time a person waits for a page.
const PATIENCE: Duration = Duration::from_secs(4);

/// A deferred transaction that reads before it writes fails with "database is
/// locked" in spite of the busy time-out; this one queues.
pub(super) const BEGIN_WRITE: &str = "begin immediate";

/// One writer, for SQLite has one; several readers, which never wait for it.
///
/// # Errors
/// When the file cannot be opened or created.
pub(super) async fn open(url: &str) -> Result<(Pool, Pool), sqlx::Error> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // A success that was answered survives a power cut.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE);
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE)
        // When the disk is full SQLite ends the transaction itself, which sqlx
        // does not notice: it would begin no other on this connection.
        .before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }))
        .connect_with(options.clone())
        .await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(4)
        .acquire_timeout(PATIENCE)
        .connect_lazy_with(options.create_if_missing(false).pragma("query_only", "on"));
    Ok((writer, readers))
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

/// Makes the audit append-only, once its table is there.
///
/// # Errors
/// When the database is not available.
pub(super) async fn seal_audit(writer: &Pool) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(APPEND_ONLY).execute(writer).await?;
    Ok(())
}
