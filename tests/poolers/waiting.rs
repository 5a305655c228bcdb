//! No step of a start waits for ever, or in silence.

use std::net::TcpListener;
use std::time::Duration;

use sqlx::PgConnection;
use tokio::time::sleep;

use crate::app::postgres::new_database;
use crate::app::server::Place;
use crate::pgbouncer::PgBouncer;
use crate::session::{run, serves};

/// Somebody else has the turn to upgrade.
async fn has_the_turn(url: &str) -> PgConnection {
    let turn = "select pg_advisory_lock(hashtext('textgate upgrade'))";
    run(&format!("{url}&application_name=one"), turn).await
}

#[tokio::test]
async fn f_a_server_that_is_silent_ends_the_start() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = silent.local_addr().expect("an address").port();
    let url = format!("postgres://u@127.0.0.1:{port}/d");
    let ended = Place::new().run(&["serve", "--database-url", &url]);
    let words = ["d at 127.0.0.1:", "does not answer within five seconds"];
    ended.refuses(2, &words);
}

#[tokio::test]
async fn f_a_pooler_without_a_connection_left_ends_the_start() {
    let pooler = PgBouncer::with("pool_mode = session\ndefault_pool_size = 1").await;
    let _taken = run(&pooler.url, "select 1").await;
    let ended = Place::new().run(&["serve", "--database-url", &pooler.url]);
    let last = ended.err.lines().last().expect("a line");
    assert_eq!(ended.code, 2, "{last}");
    assert!(
        last.contains("does not answer within five seconds"),
        "{last}"
    );
    assert!(last.contains("16 for each node"), "{last}");
}

#[tokio::test]
async fn f_a_pooler_that_is_used_up_later_is_answered_503_in_seconds_and_told() {
    let pooler = PgBouncer::with("pool_mode = session\ndefault_pool_size = 4").await;
    let place = Place::new();
    let server = serves(&place, &pooler.url).await;
    let browser = server.browser();
    let _lock = run(&pooler.direct, "begin; lock table buckets").await;
    let mut asked = Vec::new();
    // some hold a connection, and the others wait for one of the pooler's
    for n in 0..6 {
        let browser = browser.copy();
        let asks = async move { browser.post_phone(&format!("+1415555267{n}")).await };
        asked.push(tokio::spawn(asks));
    }
    for answer in asked {
        answer.await.expect("answered").is(503);
    }
    server.logged("pool timed out").await;
}

#[tokio::test]
async fn a_node_that_waits_for_an_upgrade_says_for_whom() {
    let (url, place) = (new_database().await, Place::new());
    let other = has_the_turn(&url).await;
    let ended = async {
        sleep(Duration::from_secs(1)).await;
        drop(other);
    };
    let (server, ()) = tokio::join!(serves(&place, &url), ended);
    server
        .logged("the database is being upgraded by process")
        .await;
    server
        .logged("of the server (one, this machine, since")
        .await;
}

#[tokio::test]
async fn nobody_waits_where_nothing_is_to_be_upgraded() {
    let (url, place) = (new_database().await, Place::new());
    drop(serves(&place, &url).await);
    let _left = has_the_turn(&url).await;
    let server = serves(&place, &url).await;
    assert!(!server.err().contains("upgraded by"), "{}", server.err());
    place.run(&["admin", "list"]).well();
}

#[tokio::test]
#[ignore = "it takes two minutes; see tests/run --all"]
async fn f_a_turn_that_never_comes_ends_the_start() {
    let (url, place) = (new_database().await, Place::new());
    let _left = has_the_turn(&url).await;
    place.configure(&place.keeps_all_at(&url));
    let mut child = place.begin(&["serve"]);
    for _ in 0..150 {
        if child.try_wait().expect("a child").is_some() {
            break;
        }
        sleep(Duration::from_secs(1)).await;
    }
    let _gone = child.kill();
    let output = child.wait_with_output().expect("its output");
    let told = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert_eq!(told.matches("being upgraded by").count(), 4, "{told}");
    assert!(told.contains("pg_terminate_backend"), "{told}");
}
