//! Only a start makes a database or a key: a wrong path is told as one.

use sqlx::{Connection, PgConnection};

use crate::app::postgres::new_database;
use crate::app::server::Place;
use crate::app::{ADA, KEY};

/// The commands that look into the database.
const COMMANDS: [&[&str]; 13] = [
    &["admin", "list"],
    &["admin", "grant", ADA],
    &["admin", "revoke", ADA],
    &["admin", "reset-factor", ADA],
    &["pause", "console"],
    &["resume", "console"],
    &["allow", "IN"],
    &["stop", "IN"],
    &["resume", "IN"],
    &["backup", "b.db"],
    &["keys", "list"],
    &["keys", "rotate"],
    &["keys", "drop", "x"],
];

/// What is in the folder.
fn files(place: &Place) -> Vec<String> {
    let all = std::fs::read_dir(place.file(".")).expect("the folder");
    let names = all.map(|it| {
        it.expect("a file")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

#[test]
fn no_command_makes_a_database_or_a_key() {
    let place = Place::new();
    for command in COMMANDS {
        place
            .run(command)
            .refuses(2, &["there is no database of Textgate at textgate.db"]);
    }
    let elsewhere = [
        "--database-url",
        "sqlite://no/such/x.db",
        "--set",
        "key_file=no/such/x.key",
    ];
    for command in COMMANDS {
        let ended = place.run(&[command, &elsewhere[..]].concat());
        ended.refuses(
            2,
            &["database_url: ", "no/such/x.db", "first start makes it"],
        );
    }
    let copy = [
        "copy",
        "--from",
        "sqlite://none.db",
        "--to",
        "sqlite://new.db",
    ];
    place.run(&copy).refuses(2, &["--from: ", "none.db"]);
    for command in [
        &["check"][..],
        &["config"],
        &["send-test", ADA],
        &["providers"],
        &["app", "list"],
        &["app", "check"],
    ] {
        place.run(command).well();
    }
    place.run(&["health"]).refuses(1, &["not ready"]);
    place.run(&["receipts"]).refuses(2, &["key_file"]);
    assert_eq!(files(&place), [""; 0]);
}

#[tokio::test]
async fn a_file_that_is_something_else_is_left_as_it_is() {
    let place = Place::new();
    let database = place.file("textgate.db");
    // somebody else's database
    place.make_database().await;
    place
        .spoil("drop table _sqlx_migrations; pragma journal_mode = delete")
        .await;
    let copy = [
        "copy",
        "--from",
        "sqlite://textgate.db",
        "--to",
        "sqlite://new.db",
    ];
    let commands = COMMANDS.into_iter().chain([&copy[..]]);
    let others = std::fs::read(&database).expect("written");
    for (content, word) in [
        (&others[..], "no database of Textgate at textgate.db"),
        (b"", "no database of Textgate at textgate.db"),
        (&b"no database".repeat(100), "cannot open textgate.db"),
    ] {
        std::fs::write(&database, content).expect("written");
        for command in commands.clone() {
            place.run(command).refuses(2, &[word]);
        }
        assert!(std::fs::read(&database).expect("kept") == content);
        assert_eq!(files(&place), ["textgate.db"]);
    }
}

#[tokio::test]
async fn on_postgres_no_command_makes_tables() {
    let place = Place::new();
    let url = new_database().await;
    std::fs::write(place.file("textgate.key"), KEY).expect("written");
    let at = ["--database-url", &url];
    for command in &COMMANDS[..9] {
        let ended = place.run(&[command, &at[..]].concat());
        ended.refuses(2, &["database_url: there is no database of Textgate at"]);
    }
    let copy = ["copy", "--from", &url, "--to", "sqlite://new.db"];
    place
        .run(&copy)
        .refuses(2, &["--from: there is no database of Textgate at"]);
    let mut server = PgConnection::connect(&url).await.expect("the server");
    let tables = "select count(*) from pg_tables where schemaname = current_schema()";
    let tables: i64 = sqlx::query_scalar(tables)
        .fetch_one(&mut server)
        .await
        .expect("counted");
    assert_eq!(tables, 0);
    assert_eq!(files(&place), ["textgate.key"]);
}

#[tokio::test]
async fn a_key_that_is_gone_is_not_made_again() {
    let place = Place::new();
    drop(place.serve(&[]).await);
    std::fs::remove_file(place.file("textgate.key")).expect("removed");
    for command in [["pause", "console"], ["stop", "IN"]] {
        place
            .run(&command)
            .refuses(2, &["key_file: textgate.key is not there"]);
    }
    assert!(!place.file("textgate.key").exists());
}
