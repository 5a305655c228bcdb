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
use std::time::Duration;

use sqlx::migrate::{AppliedMigration, Migrate, Migrator};
use sqlx::{Connection, PgConnection, SqliteConnection};
use tokio::time::sleep;
use tracing::warn;

use crate::store::OpenError;

/// The later migrations of a newer version are let be, and who runs them takes
/// turns here: the library would wait for its own lock without a word.
static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    let mut migrations = sqlx::migrate!();
    migrations.set_ignore_missing(true);
    migrations.set_locking(false);
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

/// The turn to upgrade: how often it is tried for, how long it is left alone each
/// time, and how often that is told.
const TRIES: u32 = 240;
const RETRY_PAUSE: Duration = Duration::from_millis(500);
const TOLD_EVERY: u32 = 60;

/// Makes a server's tables, if any are missing; nodes that start at once take
/// turns. Nobody who serves waits long for a table, though: when it is not free
/// soon, the upgrade fails and can be tried again. Where nothing is missing,
/// nobody waits for anybody, and no rights to make tables are needed.
pub(super) async fn postgres(connection: &mut PgConnection) -> Result<(), OpenError> {
    if !pending_there(connection).await?.is_empty() {
        turn(connection).await?;
        // until the connection is closed
        let takes_long = sqlx::raw_sql("set statement_timeout = 0");
        takes_long.execute(&mut *connection).await?;
        let done = MIGRATIONS.run(&mut *connection).await;
        // a pooler may keep the connection, and with it the turn
        let end = sqlx::raw_sql("select pg_advisory_unlock(hashtext('textgate upgrade'))");
        let ended = end.execute(&mut *connection).await;
        done?;
        ended?;
    }
    let needs = sqlx::query_scalar(NEEDS).fetch_optional(connection).await?;
    check(needs)
}

/// Whether a server has tables of ours.
pub(super) async fn has_tables(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let has_tables = "select to_regclass('_sqlx_migrations') is not null";
    sqlx::query_scalar(has_tables).fetch_one(connection).await
}

/// The migrations that a server's database does not have yet.
pub(super) async fn pending_there(connection: &mut PgConnection) -> Result<Vec<i64>, OpenError> {
    if has_tables(connection).await? {
        pending(connection).await
    } else {
        missing(&[])
    }
}

/// The migrations that a database with tables does not have yet.
pub(super) async fn pending(connection: &mut impl Migrate) -> Result<Vec<i64>, OpenError> {
    let applied = connection.list_applied_migrations("_sqlx_migrations");
    missing(&applied.await?)
}

fn missing(applied: &[AppliedMigration]) -> Result<Vec<i64>, OpenError> {
    let mut missing = Vec::new();
    for ours in MIGRATIONS.iter() {
        match applied.iter().find(|it| it.version == ours.version) {
            Some(it) if it.checksum != ours.checksum => {
                return Err(OpenError::Foreign(ours.version));
            }
            Some(_) => {}
            None => missing.push(ours.version),
        }
    }
    Ok(missing)
}

async fn turn(connection: &mut PgConnection) -> Result<(), OpenError> {
    let is_ours = "select pg_try_advisory_lock(hashtext('textgate upgrade'))";
    for nth in 0..TRIES {
        let is_ours = sqlx::query_scalar(is_ours).fetch_one(&mut *connection);
        if is_ours.await? {
            return Ok(());
        }
        if nth % TOLD_EVERY == 0 {
            let holder = holder(connection).await?;
            warn!("the database is being upgraded by {holder}; waiting for it");
        }
        sleep(RETRY_PAUSE).await;
    }
    Err(OpenError::Taken(holder(connection).await?))
}

/// Who upgrades, as far as the server tells.
async fn holder(connection: &mut PgConnection) -> Result<String, sqlx::Error> {
    let holder = "select format('process %s of the server (%s, %s, since %s)', a.pid,
            coalesce(nullif(a.application_name, ''), 'no name'),
            coalesce(host(a.client_addr), 'this machine'),
            to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS UTC'))
        from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'advisory' and l.granted
            and l.objid::bigint = hashtext('textgate upgrade')::bigint & 4294967295
            and l.database = (select oid from pg_database where datname = current_database())";
    let holder: Option<String> = sqlx::query_scalar(holder)
        .fetch_optional(connection)
        .await?;
    Ok(holder.unwrap_or_else(|| "somebody who is gone now".into()))
}

fn check(needs: Option<String>) -> Result<(), OpenError> {
    let knows = MIGRATIONS.iter().map(|it| it.version).max().unwrap_or(0);
    match needs {
        Some(needs) if needs.parse().is_ok_and(|needs: i64| needs <= knows) => Ok(()),
        Some(needs) => Err(OpenError::Newer { needs, knows }),
        None => Ok(()),
    }
}
