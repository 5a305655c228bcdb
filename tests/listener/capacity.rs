//! More connections than there is room for.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use tokio::sync::Semaphore;

use super::app::server::{Place, until};
use super::{Client, Front, HASTY, HELLO, PATIENT, routes};

#[tokio::test]
async fn who_is_idle_the_longest_makes_room() {
    let front = Front::of(routes(), 2, PATIENT).await;
    let (mut first, mut second) = (front.connect().await, front.connect().await);
    first.asks().await;
    second.asks().await;
    let mut third = front.connect().await;
    third.asks().await;
    assert!(first.is_closed().await.is_empty());
    second.asks().await;
}

#[tokio::test]
async fn a_crowd_that_says_nothing_keeps_nobody_out() {
    let front = Front::of(routes(), 2, HASTY).await;
    let mut silent = Vec::new();
    for _ in 0..10 {
        silent.push(front.connect().await);
    }
    front.connect().await.asks().await;
}

#[tokio::test]
async fn a_crowd_that_begins_further_requests_keeps_nobody_out() {
    let front = Front::of(routes(), 2, HASTY).await;
    let mut slow = [front.connect().await, front.connect().await];
    for client in &mut slow {
        client.asks().await;
        client.sends("GET /hello HTTP/1.1\r\nX-Long: ").await;
    }
    front.connect().await.asks().await;
    front.connect().await.asks().await;
}

/// How many requests run now, how many did at most, and when they may end.
#[derive(Clone)]
struct Counted {
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
    gate: Arc<Semaphore>,
}

async fn held(State(counted): State<Counted>) -> &'static str {
    let now = counted.now.fetch_add(1, Ordering::SeqCst) + 1;
    counted.most.fetch_max(now, Ordering::SeqCst);
    let _open = counted.gate.acquire().await.expect("open");
    counted.now.fetch_sub(1, Ordering::SeqCst);
    "hello"
}

#[tokio::test]
async fn who_finds_no_room_waits_and_nobody_at_work_is_sent_away() {
    let counted = Counted {
        now: Arc::default(),
        most: Arc::default(),
        gate: Arc::new(Semaphore::new(0)),
    };
    let router = Router::new().route("/hello", get(held));
    let front = Front::of(router.with_state(counted.clone()), 2, PATIENT).await;
    let mut clients: Vec<Client> = Vec::new();
    for _ in 0..5 {
        let mut client = front.connect().await;
        client.sends(HELLO).await;
        clients.push(client);
    }
    until(
        async || counted.now.load(Ordering::SeqCst) == 2,
        || "two run".into(),
    )
    .await;
    counted.gate.add_permits(10);
    for client in &mut clients {
        client.is_greeted().await;
    }
    assert_eq!(counted.most.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn f_too_few_files_end_nothing() {
    let place = Place::new();
    // most of them are open before anybody connects
    let server = place.serve_limited("-n 26").await;
    server.logged("the limit on open files is 26").await;
    server.browser().get("/readyz").await.is(200);
    let address = place.socket_address();
    let mut crowd = Vec::new();
    for _ in 0..60 {
        let client = tokio::net::TcpStream::connect(address).await;
        crowd.push(client.expect("the backlog takes it"));
    }
    server.logged("no connections can be taken for now").await;
    drop(crowd);
    server.browser().get("/healthz").await.is(200);
    server.browser().get("/readyz").await.is(200);
    let warnings = server.err().matches("no connections can be").count();
    assert!(warnings < 5, "{warnings} warnings");
}
