//! `textgate copy`.

use sqlx::{Connection, PgConnection};
use textgate::store::Store;

use super::app::postgres::new_database;
use super::app::server::Place;
use super::app::{ADA, BEN, OTHER_KEY};
use super::rows::{count, fill, many, of_file, of_server, sqlite};
use super::signed_in;

#[tokio::test]
async fn every_row_of_every_table_goes_to_the_server_and_back() {
    let place = Place::new();
    place.make_database().await;
    fill(&mut sqlite(&place, "textgate.db").await).await;
    let here = of_file(&place, "textgate.db").await;
    assert!(here.iter().all(|(table, rows)| rows.len() == many(table)));
    let server = new_database().await;
    let there = place.run(&["copy", "--from", "sqlite://textgate.db", "--to", &server]);
    let tables: Vec<&str> = here.keys().map(String::as_str).collect();
    let rows = format!("rows       {}\n", count(&here));
    there.tells(&tables).tells(&[&rows, "reads back the same"]);
    let last = there.err.lines().last().expect("a line");
    assert!(last.starts_with("checked 100 %"), "{}", there.err);
    assert!(here == of_server(&server).await);

    // --to is the database of the settings unless it is given
    let back = ["--database-url", "sqlite://back.db"];
    let back = place.run(&["copy", "--from", &server, back[0], back[1]]);
    assert!(here == of_file(&place, "back.db").await);
    let digests = |out: &str| out.lines().take(tables.len()).map(str::to_owned).collect();
    let [first, second]: [Vec<String>; 2] =
        [&there.well().out, &back.well().out].map(|out| digests(out));
    assert_eq!(first, second);
}

#[tokio::test]
async fn no_column_counts_by_itself() {
    let url = new_database().await;
    Store::open(&url).await.expect("opened").close().await;
    let mut server = PgConnection::connect(&url).await.expect("the server");
    let own = "select count(*) from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace
            and (a.attidentity <> '' or a.attgenerated <> '' or c.relkind = 'S')";
    let own: i64 = sqlx::query_scalar(own)
        .fetch_one(&mut server)
        .await
        .expect("counted");
    assert_eq!(own, 0, "copy sets no sequences");
}

#[tokio::test]
async fn zero_bytes_and_what_is_no_text_are_replaced_and_nothing_is_skipped() {
    let place = Place::new();
    place.make_database().await;
    // the last row of the first batch has a zero byte in its key
    let odd = "with recursive c(n) as (select 1 union all select n + 1 from c where n < 1500)
        insert into buckets select printf('k%05d', n), '', n from c where n <> 1000;
        insert into buckets values (cast(x'6b303039393900' as text), '', 1000);
        insert into meta values ('zero', cast(x'61006200' as text)), ('none', cast(x'ff41' as text))";
    place.spoil(odd).await;
    let server = new_database().await;
    let from = ["copy", "--from", "sqlite://textgate.db", "--to"];
    for to in [&*server, "sqlite://new.db"] {
        place
            .run(&[&from[..], &[to]].concat())
            .tells(&["rows       1502"]);
    }
    let there = of_server(&server).await;
    assert!(there == of_file(&place, "new.db").await);
    let buckets = there["buckets"].join("");
    assert_eq!(buckets.matches("k00999\u{fffd}").count(), 1);
    let meta = there["meta"].join("");
    assert!(
        meta.contains("a\u{fffd}b\u{fffd}") && meta.contains("\u{fffd}A"),
        "{meta}"
    );
    // a key that is no text cannot be walked over
    let odd = "update buckets set subject = cast(x'6b3030393939ff' as text) where full_at = 1000";
    place.spoil(odd).await;
    let to = new_database().await;
    let ended = place.run(&[&from[..], &[&to]].concat());
    super::fails(&ended, &["--from", "buckets", "a key that is no text"]);
    assert_eq!(count(&of_server(&to).await), 0);
}

#[tokio::test]
async fn who_is_signed_in_stays_so_in_the_other_database() {
    let place = Place::new();
    let server = place.serve(&[]).await;
    let ada = signed_in(&server, ADA, 1).await;
    let url = new_database().await;
    let copy = ["copy", "--from", "sqlite://textgate.db", "--to", &url];
    place
        .run(&copy)
        .refuses(2, &["--from", "stop Textgate first"]);
    assert_eq!(of_server(&url).await.len(), 0, "not even its tables");
    server.signal("TERM");
    server.ends().await;
    place.run(&copy).tells(&["textgate.key is the one"]);
    let on_server = ["--database-url", &url];
    let node = place.serve(&on_server).await;
    ada.get("/account").await.is(200).shows("+1 415-555-2671");
    signed_in(&node, BEN, 1).await;
    // a server is not copied either while a node serves from it
    let back = ["copy", "--from", &url, "--to", "sqlite://back.db"];
    place
        .run(&back)
        .refuses(2, &["--from", "stop Textgate first"]);
    drop(node);
    let key = place.file("textgate.key");
    std::fs::write(&key, OTHER_KEY).expect("written");
    place
        .run(&on_server)
        .refuses(2, &["key_file", "not the key"]);
}

#[tokio::test]
async fn a_copy_begins_only_with_two_databases_that_fit() {
    let place = Place::new();
    let url = new_database().await;
    let missing = place.run(&["copy", "--from", "sqlite://none.db", "--to", &url]);
    missing.refuses(2, &["--from", "no database of Textgate at none.db"]);
    assert!(!place.file("none.db").exists());
    place.make_database().await;
    let copy = ["copy", "--from", "sqlite://textgate.db", "--to"];
    let to = |to: &str| place.run(&[&copy[..], &[to]].concat());
    let away = to("postgres://u:very-secret@127.0.0.1:9/d");
    away.refuses(2, &["--to", "cannot open"]);
    assert!(!away.err.contains("very-secret"));
    to("sqlite://no/such/new.db").refuses(2, &["--to", "cannot open"]);
    to("sqlite://textgate.db").refuses(2, &["--to", "the database of --from"]);

    to(&url).tells(&["rows       0"]);
    place.spoil("insert into meta values ('a', 'b')").await;
    to(&url).tells(&["rows       1"]);
    to(&url).refuses(2, &["--to", "meta has rows already"]);
    place
        .spoil("alter table pauses add column later text")
        .await;
    to("sqlite://new.db").refuses(2, &["newer version"]);
}
