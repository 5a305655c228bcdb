//! What the server keeps watch over by itself, beside the tables.

use sqlx::PgConnection;

/// Texts are compared byte by byte, as SQLite does, whatever the database's
/// language. A number's hash is unique because the number is: with two unique
/// columns, of two first texts at once one would fail on the other column. Nobody
/// changes, deletes or empties the audit. And all nodes hear of sessions that
/// ended or changed and of users who did, whoever did it; "last seen" and "last
/// sign-in" are no such change, for telling has its price at commit. Of what apps got
/// they hear where the session stays. What is so
/// already is not done again, for it would wait for everybody who writes or, as
/// `pg_dump`, reads, and everybody for it. Nodes that start at once take turns.
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
    if not exists (select 1 from pg_trigger where tgname = 'app_pauses_tell'
        and tgrelid = 'app_pauses'::regclass) then
        create or replace function grants_tell() returns trigger language plpgsql
        as $f$ begin perform pg_notify('textgate', 'grant ' || old.id); return null; end $f$;
        create or replace function app_pauses_tell() returns trigger language plpgsql
        as $f$ begin perform pg_notify('textgate', 'grants'); return null; end $f$;
        create trigger grants_tell_their_end after update on grants for each row
            when (old.ended_at is null and new.ended_at is not null
                and new.ended_why in ('disconnected', 'app', 'reused', 'revoked'))
            execute function grants_tell();
        create trigger app_pauses_tell after insert or delete on app_pauses for each row
            execute function app_pauses_tell();
    end if;
end $$;
"#;

/// See [`SEAL`].
///
/// # Errors
/// When a table is in use for long, or the rights are missing.
pub(super) async fn seal(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(SEAL).execute(connection).await?;
    Ok(())
}
