//! Copies that are broken off, and what does not read back.

use std::process::Child;

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use textgate::store::Store;

use super::app::postgres::new_database;
use super::app::server::{Ended, Place, until};
use super::fails;
use super::rows::{count, fill, of_file, of_server, sqlite};

const FROM: [&str; 4] = ["copy", "--from", "sqlite://textgate.db", "--to"];

/// A file with rows in every table.
async fn full() -> Place {
    let place = Place::new();
    place.make_database().await;
    fill(&mut sqlite(&place, "textgate.db").await).await;
    place
}

/// A server with tables, and a connection to it.
async fn server() -> (String, PgConnection) {
    let url = new_database().await;
    Store::open(&url).await.expect("opened").close().await;
    let server = PgConnection::connect(&url).await.expect("the server");
    (url, server)
}

async fn run(server: &mut PgConnection, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    sqlx::raw_sql(sql).execute(server).await.expect("it runs");
}

/// A copy that waits in the middle: somebody else is about to write one of its
/// rows.
async fn waits_in_the_middle(place: &Place, url: &str, server: &mut PgConnection) -> Child {
    let user = "begin; insert into users (id, phone, region, phone_hash, created_at, active_at)
        values ('id7', '+1', 'US', 'h', 1, 1)";
    run(server, user).await;
    let copying = place.begin(&[&FROM[..], &[url]].concat());
    let mut other = PgConnection::connect(url).await.expect("the server");
    let waits = "select exists (select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock')";
    let waits = async || {
        let waits = sqlx::query_scalar(waits).fetch_one(&mut other).await;
        waits.expect("answered")
    };
    until(waits, || "it does not wait".into()).await;
    copying
}

#[tokio::test]
async fn f_a_killed_copy_leaves_nothing_and_begins_anew() {
    let place = full().await;
    let (url, mut held) = server().await;
    let mut copying = waits_in_the_middle(&place, &url, &mut held).await;
    copying.kill().expect("killed");
    copying.wait().expect("gone");
    run(&mut held, "rollback").await;
    // what the dead one was about to write is undone when the server sees it
    let gone = "select count(*) = 0 from pg_stat_activity
        where datname = current_database() and application_name = 'textgate'";
    let gone = async || {
        let gone = sqlx::query_scalar(gone).fetch_one(&mut held).await;
        gone.expect("answered")
    };
    until(gone, || "it is still there".into()).await;
    assert_eq!(count(&of_server(&url).await), 0);
    place.run(&[&FROM[..], &[&url]].concat()).well();
    assert!(of_file(&place, "textgate.db").await == of_server(&url).await);
}

#[tokio::test]
async fn f_a_server_that_goes_away_is_told_in_one_line() {
    let place = full().await;
    let (url, mut held) = server().await;
    let copying = waits_in_the_middle(&place, &url, &mut held).await;
    let ends = "select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'; rollback";
    run(&mut held, ends).await;
    let ended = Ended::from(copying.wait_with_output().expect("it ends"));
    fails(&ended, &["--to", "users", "nothing was copied"]);
    assert_eq!(count(&of_server(&url).await), 0);
}

#[tokio::test]
async fn f_what_does_not_read_back_as_it_was_written_is_not_kept() {
    let place = full().await;
    let (url, mut server) = server().await;
    let spoils = "create function spoils() returns trigger language plpgsql
        as $$ begin new.value := 'spoiled'; return new; end $$;
        create trigger spoils before insert on meta
        for each row when (new.value like '% 31') execute function spoils()";
    run(&mut server, spoils).await;
    let ended = place.run(&[&FROM[..], &[&url]].concat());
    fails(&ended, &["--to", "meta does not read back"]);
    assert_eq!(count(&of_server(&url).await), 0);
    // nor is a table that lost a row
    let drops = "create or replace function spoils() returns trigger language plpgsql
        as $$ begin return null; end $$";
    run(&mut server, drops).await;
    let ended = place.run(&[&FROM[..], &[&url]].concat());
    fails(&ended, &["--to", "meta does not read back"]);
    run(&mut server, "drop trigger spoils on meta").await;
    place.run(&[&FROM[..], &[&url]].concat()).well();
}

#[tokio::test]
async fn f_rows_that_an_index_lost_are_noticed() {
    let place = full().await;
    // the key's index says that there is a row less than the table has
    let hides = "create index spare on limits (key) where key not like '% 31';
        create temp table swap as select min(rootpage) + max(rootpage) as both from sqlite_master
            where name in ('spare', 'sqlite_autoindex_limits_1');
        pragma writable_schema = on;
        update sqlite_master set rootpage = (select both from swap) - rootpage
            where name in ('spare', 'sqlite_autoindex_limits_1')";
    place.spoil(hides).await;
    let ended = place.run(&[&FROM[..], &["sqlite://new.db"]].concat());
    fails(
        &ended,
        &["--from", "limits has rows that its index does not know"],
    );
    assert_eq!(count(&of_file(&place, "new.db").await), 0);
}

#[tokio::test]
async fn f_a_full_disk_leaves_an_empty_target_that_can_be_filled_later() {
    let place = full().await;
    let big = "insert into audit select id || 'b', at, actor_kind, actor_id, actor_number, address,
        action, target_kind, target_id, target_label, hex(randomblob(40000)), count, left_out from audit";
    place.spoil(big).await;
    place.fold().await;
    let to = [&FROM[..], &["sqlite://new.db"]].concat();
    let ended = place.run_small(4_000, &to);
    fails(&ended, &["--to", "nothing was copied"]);
    assert_eq!(count(&of_file(&place, "new.db").await), 0);
    place.run(&to).well();
    let (here, there) = ("textgate.db", "new.db");
    assert!(of_file(&place, here).await == of_file(&place, there).await);
}
