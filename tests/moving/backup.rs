//! `textgate backup`, and putting one back.

use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use serde_json::json;
use sqlx::Connection;
use sqlx::sqlite::SqliteConnection;

use super::app::browser::Browser;
use super::app::dump::Dump;
use super::app::server::{Place, until};
use super::app::{ADA, BEN, CLEO, OTHER_KEY};
use super::{fails, signed_in};

/// Nothing but the writes themselves holds up whoever writes.
const NO_LIMITS: &str = "[limits]
phone = \"1000/1s\"
requester = \"1000000/1s\"
range = \"\"
country = \"\"
countries = \"\"
total = \"1000000/1s\"
";

/// Asks for texts to one number after another, until told to stop.
async fn load(url: String, stop: Arc<AtomicBool>, done: Arc<AtomicUsize>, line: usize) {
    let browser = Browser::new(&url, "127.0.0.1");
    for n in 0..10_000 {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        let phone = format!("+1415{}{n:04}", 556 + line);
        let body = json!({ "phone": phone });
        browser.json("/auth/send-otp", &body).await.is(200);
        done.fetch_add(1, Ordering::Relaxed);
    }
}

/// The files of a backup and its draft.
fn files(place: &Place, name: &str) -> [bool; 2] {
    [name, &format!("{name}.part")].map(|name| place.file(name).exists())
}

/// Some megabytes, so that a copy takes a while.
async fn grows(place: &Place) {
    let big = "with recursive c(n) as (select 1 union all select n + 1 from c where n < 12)
        insert into meta select 'big' || n, hex(randomblob(500000)) from c";
    place.spoil(big).await;
}

#[tokio::test]
async fn f_a_backup_under_load_is_restored_whole() {
    let place = Arc::new(Place::new());
    place.configure(NO_LIMITS);
    let server = place.serve(&[]).await;
    let mut people = Vec::new();
    for (n, phone) in [ADA, BEN, CLEO].into_iter().enumerate() {
        people.push(signed_in(&server, phone, n + 1).await);
    }
    grows(&place).await;
    let (stop, done) = (Arc::default(), Arc::default());
    let writers = [0, 1, 2].map(|line| {
        let (stop, done) = (Arc::clone(&stop), Arc::clone(&done));
        tokio::spawn(load(place.url(), stop, done, line))
    });
    let sent = || done.load(Ordering::Relaxed);
    until(async || sent() > 5, || "nobody writes".into()).await;
    let (before, answered) = (place.dump().await, sent());
    let backing = Arc::clone(&place);
    let backup = tokio::task::spawn_blocking(move || backing.run(&["backup", "b.db"]));
    let backup = backup.await.expect("ended");
    backup.tells(&["b.db", "checked", "textgate.key is the one"]);
    assert!(backup.err.contains("copied 100 %"), "{}", backup.err);
    assert!(sent() > answered, "writers waited for the backup");
    stop.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.expect("every text was answered with success");
    }
    assert_eq!(files(&place, "b.db"), [true, false]);
    let mode = place.file("b.db").metadata().expect("a file").permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);

    server.signal("TERM");
    server.ends().await;
    for lost in ["textgate.db", "textgate.db-wal", "textgate.db-shm"] {
        std::fs::write(place.file(lost), "damaged").expect("written");
    }
    for log in ["textgate.db-wal", "textgate.db-shm"] {
        std::fs::remove_file(place.file(log)).expect("removed");
    }
    std::fs::copy(place.file("b.db"), place.file("textgate.db")).expect("restored");
    let restored = place.dump().await;
    for table in ["users", "verifications"] {
        let there = restored.table(table);
        let missing = before
            .table(table)
            .iter()
            .filter(|row| !there.contains(row));
        assert_eq!(missing.count(), 0, "{table}");
    }
    let server = place.serve(&[]).await;
    for (browser, shown) in people.iter().zip(["671", "456", "210"]) {
        browser.get("/account").await.is(200).shows(shown);
    }
    signed_in(&server, "+14155550199", 1).await;
}

#[tokio::test]
async fn a_backup_is_made_once_and_only_where_it_can_be() {
    let place = Place::new();
    let none = "no database of Textgate at textgate.db";
    place.run(&["backup", "b.db"]).refuses(2, &[none]);
    assert!(!place.file("textgate.db").exists(), "it makes no database");
    place.make_database().await;
    place.run(&["backup", "b.db"]).tells(&["none yet"]);
    let whole = std::fs::read(place.file("b.db")).expect("the backup");
    let again = place.run(&["backup", "b.db"]);
    again.refuses(2, &["b.db", "there already"]);
    assert_eq!(std::fs::read(place.file("b.db")).expect("kept"), whole);
    let nowhere = place.run(&["backup", "no/such/b.db"]);
    nowhere.refuses(2, &["no/such/b.db", "No such file"]);
    std::fs::write(place.file("c.db.part"), "another's").expect("written");
    let other = place.run(&["backup", "c.db"]);
    other.refuses(2, &["c.db.part", "another backup"]);
    let kept = std::fs::read(place.file("c.db.part")).expect("kept");
    assert_eq!(
        (files(&place, "c.db"), &*kept),
        ([false, true], &b"another's"[..])
    );
    let server = [
        "backup",
        "d.db",
        "--database-url",
        "postgres://u:secret@h/d",
    ];
    let refused = place.run(&server);
    refused.refuses(2, &["pg_dump"]);
    assert!(!refused.err.contains("secret"));
    assert_eq!(files(&place, "d.db"), [false, false]);
}

#[tokio::test]
async fn a_backup_says_when_its_key_is_elsewhere() {
    let place = Place::new();
    drop(place.serve(&[]).await);
    let key = place.file("textgate.key");
    std::fs::write(&key, OTHER_KEY).expect("written");
    place.run(&["backup", "b.db"]).tells(&["is NOT the one"]);
    std::fs::remove_file(&key).expect("removed");
    place.run(&["backup", "c.db"]).tells(&["is MISSING"]);
}

#[tokio::test]
async fn f_a_full_disk_leaves_no_backup() {
    let place = Place::new();
    place.make_database().await;
    grows(&place).await;
    let ended = place.run_small(2_000, &["backup", "b.db"]);
    fails(&ended, &["backup", "cannot copy"]);
    assert_eq!(files(&place, "b.db"), [false, false]);
    place.run(&["backup", "b.db"]).well();
}

#[tokio::test]
async fn f_a_backup_that_is_told_to_stop_leaves_nothing_and_a_killed_one_no_backup() {
    let place = Place::new();
    place.make_database().await;
    grows(&place).await;
    for (signal, name, left) in [("TERM", "b.db", false), ("KILL", "c.db", true)] {
        let mut child = place.begin(&["backup", name]);
        let begun = async || files(&place, name)[1];
        until(begun, || "it does not begin".into()).await;
        let kill = format!("kill -{signal} {}", child.id());
        let sent = std::process::Command::new("sh")
            .args(["-c", &kill])
            .status();
        assert!(sent.expect("a shell").success());
        let ended = child.wait().expect("it ends");
        let [whole, draft] = files(&place, name);
        if ended.success() || whole {
            // it was done before the signal came
            assert!(whole && is_sound(&place, name).await);
        } else {
            assert_eq!(draft, left, "{signal}");
        }
    }
}

async fn is_sound(place: &Place, name: &str) -> bool {
    let url = format!("sqlite://{}", place.file(name).display());
    let mut copy = SqliteConnection::connect(&url).await.expect("opened");
    let said = sqlx::query_scalar::<_, String>("pragma integrity_check");
    said.fetch_one(&mut copy).await.expect("read") == "ok"
}

#[tokio::test]
async fn a_damaged_database_makes_no_backup() {
    let place = Place::new();
    place.make_database().await;
    let user = "insert into users (id, phone, region, phone_hash, created_at, active_at)
        values ('a', '+1', 'US', 'h', 1, 1);
        pragma writable_schema = on;
        update sqlite_master set sql = replace(sql, 'last_sign_in_at bigint',
            'last_sign_in_at bigint not null') where name = 'users'";
    place.spoil(user).await;
    let ended = place.run(&["backup", "b.db"]);
    fails(&ended, &["damaged", "users.last_sign_in_at"]);
    assert_eq!(files(&place, "b.db"), [false, false]);
}

#[tokio::test]
async fn a_backup_leaves_the_database_as_it_is() {
    let place = Place::new();
    drop(place.serve(&[]).await);
    // an older version's: its migrations are not run
    place
        .spoil("delete from _sqlx_migrations where version > 5")
        .await;
    let before = std::fs::read(place.file("textgate.db")).expect("the file");
    place.run(&["backup", "b.db"]).well();
    let after = std::fs::read(place.file("textgate.db")).expect("the file");
    assert!(before == after);
    let copy = Dump::of(&place.file("b.db")).await;
    assert_eq!(copy, place.dump().await);
}
