//! Bringing a database up to this version.
//!
//! # How migrations are written
//!
//! While an upgrade goes from node to node, and after a way back, the version
//! before runs on the database of this one. So a migration only adds:
//!
//! - A new column may be null or has a default, for the version before does not
//!   write it. New tables, and indexes that are not unique, may come at will.
//! - Nothing is dropped, renamed, or given another meaning while the version
//!   before reads or writes it. That waits for the release after the one that
//!   stopped using it, and the migration that does it then writes its own
//!   number into `meta` under `needs_migration`: programs that do not know that
//!   migration refuse the database.
//! - A migration that was released never changes.
//! - What takes long on large tables does not lock them: both versions serve
//!   meanwhile.

use std::sync::LazyLock;

use sqlx::migrate::Migrator;
use sqlx::{Connection, PgConnection, SqliteConnection};

use crate::store::OpenError;

/// The later migrations of a newer version are let be.
static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    let mut migrations = sqlx::migrate!();
    migrations.set_ignore_missing(true);
    migrations
});

const NEEDS: &str = "select value from meta where name = 'needs_migration'";

/// Makes a file's tables. Programs that start at once take turns: whoever comes
/// later finds them made.
pub(super) async fn sqlite(connection: &mut SqliteConnection) -> Result<(), OpenError> {
    let mut tx = connection.begin_with("begin immediate").await?;
    MIGRATIONS.run(&mut *tx).await?;
    let needs = sqlx::query_scalar(NEEDS).fetch_optional(&mut *tx).await?;
    check(needs)?;
    Ok(tx.commit().await?)
}

/// Makes a server's tables; nodes that start at once take turns, however long
/// the first one needs. Nobody who serves waits long for a table, though: when
/// it is not free soon, the upgrade fails and can be tried again.
pub(super) async fn postgres(connection: &mut PgConnection) -> Result<(), OpenError> {
    for step in [
        "set statement_timeout = 0",
        "set lock_timeout = 0",
        // until the connection is closed
        "select pg_advisory_lock(hashtext('textgate upgrade'))",
        "set lock_timeout = '4s'",
    ] {
        sqlx::raw_sql(step).execute(&mut *connection).await?;
    }
    MIGRATIONS.run(&mut *connection).await?;
    let needs = sqlx::query_scalar(NEEDS).fetch_optional(connection).await?;
    check(needs)
}

fn check(needs: Option<String>) -> Result<(), OpenError> {
    let knows = MIGRATIONS.iter().map(|it| it.version).max().unwrap_or(0);
    match needs {
        Some(needs) if needs.parse().is_ok_and(|needs: i64| needs <= knows) => Ok(()),
        Some(needs) => Err(OpenError::Newer { needs, knows }),
        None => Ok(()),
    }
}
