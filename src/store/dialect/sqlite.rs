//! SQLite: one file, one writer, several readers that never wait for it.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Pool, Sqlite, SqliteConnection};

use super::group::Writer;
use crate::store::OpenError;
use crate::store::cache::Cache;

/// How long a statement waits for another process's lock, and a request for
/// the writer: together under the time a person waits for a page.
pub(super) const PATIENCE: Duration = Duration::from_secs(4);

/// Opens the file, makes it if it is not there, and brings it up to this
/// version.
///
/// # Errors
/// See [`OpenError`].
pub(super) async fn open(
    url: &str,
    cache: &Arc<Cache>,
) -> Result<(Writer, Pool<Sqlite>), OpenError> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // A success that was answered survives a power cut.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE);
    let mut connection = options.connect().await?;
    super::MIGRATIONS.run(&mut connection).await?;
    seal_audit(&mut connection).await?;
    let options = options.create_if_missing(false);
    let readers = SqlitePoolOptions::new()
        .max_connections(4)
        .acquire_timeout(PATIENCE)
        .connect_lazy_with(options.clone().pragma("query_only", "on"));
    let writer = Writer::new(connection, options, Arc::clone(cache));
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

async fn seal_audit(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(APPEND_ONLY).execute(connection).await?;
    Ok(())
}
