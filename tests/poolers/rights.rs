//! What `check` says of a server, and rights that are not those of an owner.

use crate::app::postgres::new_database;
use crate::app::server::Place;
use crate::pgbouncer::{PgBouncer, documented};
use crate::session::{run, serves};

/// A database of somebody who owns it, and may make nothing in its schema once
/// `without` is said; its address for them.
async fn owned(name: &str) -> (String, String) {
    let url = new_database().await;
    let database = url.split_once('?').expect("a socket").0;
    let database = database.rsplit_once('/').expect("a name").1;
    let owner = format!("create role {name} login; alter database {database} owner to {name}");
    run(&url, &owner).await;
    (url.replace("textgate@", &format!("{name}@")), url)
}

/// From PostgreSQL 15 on, an owner makes tables by owning the schema.
async fn without_create(url: &str, name: &str) {
    let without = format!(
        "alter schema public owner to textgate; revoke create on schema public from public;
         grant usage on schema public to {name}"
    );
    run(url, &without).await;
}

#[tokio::test]
async fn an_owner_who_makes_no_tables_starts_an_up_to_date_database() {
    let ((theirs, ours), place) = (owned("keeper").await, Place::new());
    drop(serves(&place, &theirs).await);
    without_create(&ours, "keeper").await;
    drop(serves(&place, &theirs).await);
    place.run(&["admin", "list"]).well();
    place.run(&["check"]).tells(&[
        "rights     keeper may do what is needed now",
        "migrations up to date",
        "warning    an upgrade will need: grant create on schema public to keeper",
    ]);
}

#[tokio::test]
async fn an_owner_who_makes_no_tables_is_told_what_is_missing() {
    let ((theirs, ours), place) = (owned("beginner").await, Place::new());
    without_create(&ours, "beginner").await;
    place.configure(&place.keeps_all_at(&theirs));
    let lacks = [
        "database_url: ",
        "may not make the tables",
        "grant create on schema public",
    ];
    place.run(&["check"]).refuses(2, &lacks);
    let ended = place.run(&["serve"]);
    ended.refuses(2, &["permission denied for schema public", "by grant"]);
}

#[tokio::test]
async fn somebody_who_may_write_only_some_tables_is_told() {
    let ((theirs, ours), place) = (owned("guest").await, Place::new());
    drop(serves(&Place::new(), &ours).await);
    place.configure(&place.keeps_all_at(&theirs));
    run(
        &ours,
        "grant select on all tables in schema public to guest",
    )
    .await;
    let lacks = [
        "guest may not read and write",
        "grant select, insert, update, delete",
    ];
    place.run(&["check"]).refuses(2, &lacks);
    let granted = "grant select, insert, update, delete on all tables in schema public to guest";
    run(&ours, granted).await;
    place.run(&["check"]).well();
    drop(serves(&place, &theirs).await);
}

#[tokio::test]
async fn a_database_that_takes_no_writes_ends_the_start() {
    let (url, place) = (new_database().await, Place::new());
    let database = url.split_once('?').expect("a socket").0;
    let database = database.rsplit_once('/').expect("a name").1;
    let only = format!("alter database {database} set default_transaction_read_only = on");
    run(&url, &only).await;
    for command in ["serve", "check"] {
        let ended = place.run(&[command, "--database-url", &url]);
        ended.refuses(2, &["a standby, or read-only", "that takes writes"]);
    }
}

#[tokio::test]
async fn check_tells_of_a_server_and_makes_nothing() {
    let (pooler, place) = (PgBouncer::with(documented(1)).await, Place::new());
    for url in [&pooler.direct, &pooler.url] {
        place.configure(&place.keeps_all_at(url));
        place.run(&["check"]).tells(&[
            "database   PostgreSQL ",
            "rights     textgate may do what is needed now",
            "pooler     none that mixes clients; what others change is heard",
            "clock      the server's is 0.",
            "migrations no tables yet; the first start makes them",
        ]);
    }
    drop(serves(&place, &pooler.url).await);
    place.run(&["check"]).tells(&["migrations up to date"]);
    let newest = "delete from _sqlx_migrations where version =
        (select max(version) from _sqlx_migrations)";
    run(&pooler.direct, newest).await;
    let ended = place.run(&["check"]);
    ended.tells(&["migrations 1 to come, at the next start"]);
}

#[tokio::test]
async fn check_tells_of_a_file_and_makes_none() {
    let place = Place::new();
    let none = "migrations no tables yet; the first start makes them";
    place
        .run(&["check"])
        .tells(&["database   SQLite, textgate.db", none]);
    assert!(!place.file("textgate.db").exists());
    place.make_database().await;
    place.run(&["check"]).tells(&["migrations up to date"]);
}

#[tokio::test]
async fn what_others_on_the_way_can_read_is_warned_of() {
    let (pooler, place) = (PgBouncer::with(documented(1)).await, Place::new());
    let database = pooler.direct.split_once("localhost").expect("a host").1;
    let database = database.split_once('?').expect("a socket").0;
    // an address that is another host's, as far as can be told
    let elsewhere = format!("postgres://textgate@0.0.0.0:{}{database}", pooler.port);
    let here = elsewhere.replace("0.0.0.0", "127.0.0.1");
    for (url, warns) in [
        (elsewhere.clone(), true),
        (format!("{elsewhere}?sslmode=disable"), true),
        (here, false),
    ] {
        place.configure(&place.keeps_all_at(&url));
        let ended = place.run(&["check"]);
        let warned = ended.well().out.contains("is not encrypted");
        assert_eq!(warned, warns, "{url}: {}", ended.out);
    }
    let server = serves(&place, &elsewhere).await;
    server.logged("0.0.0.0:").await;
    server.logged("is not encrypted").await;
    let sealed = format!("--database-url={elsewhere}?sslmode=require");
    let ended = place.run(&["check", &sealed]);
    ended.refuses(2, &["does not support TLS", "sslmode in database_url"]);
}

#[test]
fn files_that_the_driver_takes_nothing_from_are_told() {
    let place = Place::new();
    std::fs::write(place.file("ca.der"), b"\x30\x82").expect("written");
    for (files, words) in [
        (
            "sslmode=verify-full&sslrootcert=ca.der",
            &[
                "sslrootcert: ca.der has no CERTIFICATE in PEM",
                "-inform der",
            ][..],
        ),
        (
            "sslcert=ca.der&sslkey=ca.der",
            &["sslcert: ca.der has no CERTIFICATE"],
        ),
        (
            "sslmode=verify-ca&ssl-ca=none.pem",
            &["ssl-ca: none.pem: No such file", "name a file in PEM"],
        ),
    ] {
        let url = format!("--database-url=postgres://u@127.0.0.1:9/d?{files}");
        place.run(&["check", &url]).refuses(2, words);
    }
}
