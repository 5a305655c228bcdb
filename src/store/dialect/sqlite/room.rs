//! Room on the disk. A code that was sent and cannot be written down is of no use to
//! anybody, and small writes still fit when large ones do not: so after one that did
//! not fit nothing is begun until there is room for what would follow, too.

use sqlx::SqliteConnection;
use sqlx::error::DatabaseError;

/// Takes so much of the disk for the log, and leaves it there to be written over:
/// what does not fit into the cache is spilled, and the log is not shortened when it
/// is undone. Larger than what a few hundred sign-ins write.
const RESERVE: &str = "pragma cache_size = 16; begin immediate;
    insert into meta (name, value) values ('room', zeroblob(1048576)); rollback";

/// The size that `open` gives it.
const CACHE: &str = "pragma cache_size = -16384";

/// Whether there was no room, or no more was allowed.
pub(super) fn is_missing(error: &sqlx::Error) -> bool {
    // SQLITE_FULL, SQLITE_IOERR_WRITE (a quota, a limit)
    let code = error.as_database_error().and_then(DatabaseError::code);
    matches!(code.as_deref(), Some("13" | "778"))
}

/// Finds room; folding the log into the file may make some.
///
/// # Errors
/// When there is none.
pub(super) async fn find(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    if reserve(connection).await.is_ok() {
        return Ok(());
    }
    // readers may be in its way; it never waits
    let fold = sqlx::raw_sql("pragma wal_checkpoint(passive)");
    let _ = fold.execute(&mut *connection).await;
    reserve(connection).await
}

async fn reserve(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let reserved = sqlx::raw_sql(RESERVE).execute(&mut *connection).await;
    if reserved.is_err() {
        // SQLite may have undone it
        let _ = sqlx::raw_sql("rollback").execute(&mut *connection).await;
    }
    sqlx::raw_sql(CACHE).execute(&mut *connection).await?;
    reserved.map(|_| ())
}
