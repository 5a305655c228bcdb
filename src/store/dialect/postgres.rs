//! PostgreSQL: one pool, for it has a writer for everybody.

use std::str::FromStr;

use sqlx::error::DatabaseError;
use sqlx::migrate::MigrateError;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};
use tokio::time::sleep;

use super::server::Server;
use super::upgrade;
use crate::base::url::shown;
use crate::store::{LEFT_ALONE, OpenError, WAYS_GIVEN};

/// What nodes that serve call themselves.
pub(super) const NODE: &str = "textgate";

/// Opens the database by this name for the program, makes its tables if there
/// are none and `make` says so, and brings it up to this version; several nodes
/// may do so at once.
pub(super) async fn open(url: &str, name: &str, make: bool) -> Result<Server, OpenError> {
    let opened = connect(url, name, make).await;
    opened.map_err(|error| error.at(&place(url)))
}

/// The server and the database that an address names.
fn place(url: &str) -> String {
    let Ok(it) = PgConnectOptions::from_str(url) else {
        return shown(url);
    };
    let database = it.get_database().unwrap_or("its database");
    match it.get_socket() {
        Some(socket) => format!("{database} at {}", socket.display()),
        None => format!("{database} at {}:{}", it.get_host(), it.get_port()),
    }
}

async fn connect(url: &str, name: &str, make: bool) -> Result<Server, OpenError> {
    let options = PgConnectOptions::from_str(url)?
        .application_name(name)
        .options([
            ("lock_timeout", "4s"),
            ("statement_timeout", "8s"),
            // how long a node that is gone without a word keeps others waiting
            ("idle_in_transaction_session_timeout", "5s"),
            // An answered success survives a crash, and what a statement reads
            // is what others committed before it.
            ("synchronous_commit", "on"),
            ("default_transaction_isolation", "read committed"),
        ]);
    let mut connection = options.connect().await?;
    let has_tables = "select to_regclass('_sqlx_migrations') is not null";
    let has_tables = sqlx::query_scalar(has_tables);
    if !make && !has_tables.fetch_one(&mut connection).await? {
        return Err(OpenError::NotThere(place(url)));
    }
    bring_up(&mut connection).await?;
    connection.close().await?;
    Ok(Server::connect(options).await?)
}

/// Brings it up to this version, and again if that gave way to those who serve.
async fn bring_up(connection: &mut PgConnection) -> Result<(), OpenError> {
    let mut ways_given = 0;
    loop {
        let done = match upgrade::postgres(connection).await {
            Ok(()) => seal(connection).await.map_err(OpenError::from),
            failed => failed,
        };
        let gave_way = match &done {
            Err(
                OpenError::Connect { error, .. }
                | OpenError::Migrate(MigrateError::ExecuteMigration(error, _)),
            ) => gave_way(error),
            _ => false,
        };
        if !gave_way || ways_given == WAYS_GIVEN {
            return done;
        }
        ways_given += 1;
        sleep(LEFT_ALONE).await;
    }
}

/// Whether the server undid a transaction so that another one could go on: of
/// two that waited for each other (40P01), or wrote over each other (40001).
pub(super) fn gave_way(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    matches!(code.as_deref(), Some("40P01" | "40001"))
}

/// Texts are compared byte by byte, as SQLite does, whatever the database's
/// language. A number's hash is unique because the number is: with two unique
/// columns, of two first texts at once one would fail on the other column. Nobody
/// changes, deletes or empties the audit. And all nodes hear of sessions that
/// ended or changed and of users who did, whoever did it; "last seen" and "last
/// sign-in" are no such change, for telling has its price at commit. What is so
/// already is not done again, for it would wait for everybody who writes or, as
/// `pg_dump`, reads, and everybody for it.
const SEAL: &str = r#"
do $$
declare it record;
begin
    for it in
        select table_name, column_name from information_schema.columns
        where table_schema = current_schema() and data_type = 'text'
            and collation_name is distinct from 'C' and table_name not like '\_%'
    loop
        execute format('alter table %I alter column %I type text collate "C"',
            it.table_name, it.column_name);
    end loop;
    if exists (select 1 from pg_constraint where conname = 'users_phone_hash_key'
        and conrelid = 'users'::regclass) then
        alter table users drop constraint users_phone_hash_key;
    end if;
    if to_regclass('users_by_hash') is null then
        create index users_by_hash on users (phone_hash);
    end if;
    if not exists (select 1 from pg_trigger where tgname = 'audit_is_append_only'
        and tgrelid = 'audit'::regclass) then
        create or replace function audit_is_append_only() returns trigger language plpgsql
        as $f$ begin raise exception 'the audit is append-only'; end $f$;
        create trigger audit_is_append_only before update or delete or truncate on audit
            for each statement execute function audit_is_append_only();
    end if;
    if not exists (select 1 from pg_trigger where tgname = 'sessions_tell'
        and tgrelid = 'sessions'::regclass) then
        create or replace function sessions_tell() returns trigger language plpgsql
        as $f$ begin perform pg_notify('textgate', 'session ' || old.id_hash); return null; end $f$;
        create or replace function users_tell() returns trigger language plpgsql
        as $f$ begin perform pg_notify('textgate', 'user ' || old.id); return null; end $f$;
        create trigger sessions_tell_their_end after delete on sessions for each row
            when (old.user_id is not null) execute function sessions_tell();
        create trigger users_tell_their_end after delete on users for each row
            execute function users_tell();
        create trigger users_tell after update on users for each row
            when ((old.phone, old.is_admin, old.status, old.verified_at)
                is distinct from (new.phone, new.is_admin, new.status, new.verified_at))
            execute function users_tell();
        create trigger sessions_tell after update on sessions for each row
            when (old.user_id is not null
                and (old.user_id, old.verification_id, old.return_to, old.expires_at)
                is distinct from
                    (new.user_id, new.verification_id, new.return_to, new.expires_at))
            execute function sessions_tell();
    end if;
end $$;
"#;

async fn seal(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(SEAL).execute(connection).await?;
    Ok(())
}
