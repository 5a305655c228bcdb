//! PostgreSQL: one pool, for it has a writer for everybody.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{PgConnection, Pool, Postgres};

use crate::store::OpenError;

/// How long a request waits for a connection, and a statement for a lock:
/// together under the time a person waits for a page.
const PATIENCE: Duration = Duration::from_secs(4);

/// Connections of one node.
const CONNECTIONS: u32 = 16;

/// Opens the database and brings it up to this version; several nodes may do so
/// at once.
///
/// # Errors
/// See [`OpenError`].
pub(super) async fn open(url: &str) -> Result<Pool<Postgres>, OpenError> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("textgate")
        .options([
            ("lock_timeout", "4s"),
            ("statement_timeout", "8s"),
            ("idle_in_transaction_session_timeout", "30s"),
            // An answered success survives a crash, and what a statement reads
            // is what others committed before it.
            ("synchronous_commit", "on"),
            ("default_transaction_isolation", "read committed"),
        ]);
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .connect_with(options)
        .await?;
    super::MIGRATIONS.run(&pool).await?;
    let mut connection = pool.acquire().await?;
    seal(&mut connection).await?;
    Ok(pool)
}

/// Texts are compared byte by byte, as SQLite does, whatever the database's
/// language. A number's hash is unique because the number is: with two unique
/// columns, of two first texts at once one would fail on the other column. And
/// nobody changes, deletes or empties the audit.
const SEAL: &str = r#"
do $$
declare it record;
begin
    perform pg_advisory_xact_lock(hashtext('textgate seal'));
    for it in
        select table_name, column_name from information_schema.columns
        where table_schema = current_schema() and data_type = 'text'
            and collation_name is distinct from 'C' and table_name not like '\_%'
    loop
        execute format('alter table %I alter column %I type text collate "C"',
            it.table_name, it.column_name);
    end loop;
    alter table users drop constraint if exists users_phone_hash_key;
    create index if not exists users_by_hash on users (phone_hash);
    if not exists (select 1 from pg_trigger where tgname = 'audit_is_append_only'
        and tgrelid = 'audit'::regclass) then
        create or replace function audit_is_append_only() returns trigger language plpgsql
        as $f$ begin raise exception 'the audit is append-only'; end $f$;
        create trigger audit_is_append_only before update or delete or truncate on audit
            for each statement execute function audit_is_append_only();
    end if;
end $$;
"#;

async fn seal(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(SEAL).execute(connection).await?;
    Ok(())
}
