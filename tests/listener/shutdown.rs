//! Told to stop: who is under way gets an answer, who is idle leaves at once.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use tokio::net::TcpStream;
use tokio::sync::Notify;

use super::{Front, HASTY, HELLO, PATIENT};

#[tokio::test]
async fn idle_connections_end_at_once() {
    let front = Front::with(PATIENT).await;
    let mut client = front.connect().await;
    client.asks().await;
    front.stops();
    assert!(client.is_closed().await.is_empty());
    front.ends().await;
}

#[tokio::test]
async fn a_connection_that_was_taken_before_may_still_ask() {
    let front = Front::with(PATIENT).await;
    let mut client = front.connect().await;
    // connections are taken in turn
    front.connect().await.asks().await;
    front.stops();
    let answer = client.asks().await;
    assert!(answer.contains("connection: close\r\n"), "{answer}");
    client.is_closed().await;
    front.ends().await;
}

#[tokio::test]
async fn a_further_request_that_has_begun_is_answered() {
    let front = Front::with(PATIENT).await;
    let mut client = front.connect().await;
    client.asks().await;
    let (begin, rest) = HELLO.split_at(9);
    client.sends(begin).await;
    // what was sent before is read before
    front.connect().await.asks().await;
    front.stops();
    client.sends(rest).await;
    let answer = client.is_greeted().await;
    assert!(answer.contains("connection: close\r\n"), "{answer}");
    client.is_closed().await;
    front.ends().await;
}

#[tokio::test]
async fn a_further_request_that_is_not_finished_does_not_hold_up_the_end() {
    let front = Front::with(HASTY).await;
    let mut client = front.connect().await;
    client.asks().await;
    client.sends(HELLO.split_at(9).0).await;
    front.connect().await.asks().await;
    front.stops();
    front.ends().await;
}

#[tokio::test]
async fn a_connection_that_says_nothing_does_not_hold_up_the_end() {
    let front = Front::with(HASTY).await;
    let _silent = front.connect().await;
    front.connect().await.asks().await;
    front.stops();
    front.ends().await;
}

async fn held(State(gates): State<Arc<[Notify; 2]>>) -> &'static str {
    gates[0].notify_one();
    gates[1].notified().await;
    "hello"
}

#[tokio::test]
async fn a_running_request_is_answered_and_nobody_else_gets_in() {
    let gates = Arc::new([Notify::new(), Notify::new()]);
    let router = Router::new().route("/hello", get(held));
    let front = Front::of(router.with_state(Arc::clone(&gates)), 10, PATIENT).await;
    let mut client = front.connect().await;
    client.sends(HELLO).await;
    gates[0].notified().await;
    front.stops();
    while TcpStream::connect(front.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    gates[1].notify_one();
    let answer = client.is_greeted().await;
    assert!(answer.contains("connection: close\r\n"), "{answer}");
    front.ends().await;
}
