//! Clients that take their time, or take it from others.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::routing::get;
use textgate::start::listener::Timeouts;
use tokio::io::AsyncWriteExt;
use tokio::sync::mpsc::{self, Sender};
use tokio::time::{interval, timeout};

use super::{Client, Front, HELLO, LONG, PATIENT, SOON};

/// Sends a byte every few milliseconds, until the server has closed.
async fn drips(mut client: Client) -> Vec<u8> {
    let (mut read, mut write) = client.0.split();
    let dripping = async {
        let mut tick = interval(Duration::from_millis(5));
        loop {
            tick.tick().await;
            if write.write_all(b"x").await.is_err() {
                return std::future::pending().await;
            }
        }
    };
    let mut rest = Vec::new();
    let reading = tokio::io::AsyncReadExt::read_to_end(&mut read, &mut rest);
    tokio::select! {
        read = timeout(LONG, reading) => drop(read.expect("it is closed")),
        () = dripping => {}
    }
    rest
}

fn short_heads() -> Timeouts {
    Timeouts {
        begin: SOON,
        head: SOON,
        ..PATIENT
    }
}

#[tokio::test]
async fn a_silent_connection_is_closed() {
    let front = Front::with(short_heads()).await;
    assert!(front.connect().await.is_closed().await.is_empty());
    let mut http2 = front.connect().await;
    // the preface, and empty SETTINGS (RFC 9113 section 3.4)
    let settings = "\0\0\0\u{4}\0\0\0\0\0";
    let preface = format!("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n{settings}");
    http2.sends(&preface).await;
    let told = http2.is_closed().await;
    assert_eq!(told[3], 4, "it spoke HTTP/2: SETTINGS first");
    front.connect().await.asks().await;
}

#[tokio::test]
async fn a_dripping_head_is_closed_with_the_first_request_and_with_the_next() {
    let front = Front::with(short_heads()).await;
    let mut first = front.connect().await;
    first.sends("GET /hello HTTP/1.1\r\nX-Long: ").await;
    assert!(drips(first).await.is_empty());
    let mut next = front.connect().await;
    next.asks().await;
    next.sends("GET /hello HTTP/1.1\r\nX-Long: ").await;
    assert!(drips(next).await.is_empty());
}

#[tokio::test]
async fn the_time_for_heads_does_not_run_between_requests() {
    let front = Front::with(short_heads()).await;
    let mut kept = front.connect().await;
    kept.asks().await;
    // opened later, and out of time already
    front.connect().await.is_closed().await;
    front.connect().await.is_closed().await;
    kept.asks().await;
}

#[tokio::test]
async fn an_idle_connection_is_closed() {
    let front = Front::with(Timeouts {
        idle: SOON,
        ..PATIENT
    })
    .await;
    let mut client = front.connect().await;
    client.asks().await;
    assert!(client.is_closed().await.is_empty());
}

#[tokio::test]
async fn a_dripping_body_is_given_up() {
    let front = Front::with(Timeouts {
        body: SOON,
        ..PATIENT
    })
    .await;
    let mut client = front.connect().await;
    let head = "POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 100000\r\n\r\n";
    client.sends(head).await;
    let answer = String::from_utf8(drips(client).await).expect("text");
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    let mut quick = front.connect().await;
    let head = "POST /echo HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\n\r\nhello";
    quick.sends(head).await;
    quick.is_greeted().await;
}

/// An answer without end; what it holds is dropped when nobody takes it.
async fn endless(State(held): State<Sender<()>>) -> Body {
    let (mut write, read) = tokio::io::duplex(1 << 16);
    tokio::spawn(async move {
        let _held = held;
        while write.write_all(&[b'x'; 1 << 13]).await.is_ok() {}
    });
    Body::from_stream(tokio_util::io::ReaderStream::new(read))
}

#[tokio::test]
async fn a_client_that_does_not_read_is_closed() {
    let (held, mut all) = mpsc::channel::<()>(1);
    let router = Router::new().route("/hello", get(endless)).with_state(held);
    let timeouts = Timeouts {
        idle: SOON,
        ..PATIENT
    };
    let front = Front::of(router, 1, timeouts).await;
    let mut client = front.connect().await;
    client.sends(HELLO).await;
    // with one place, the next one is taken only when the first has left
    let mut next = front.connect().await;
    next.sends(HELLO).await;
    let mut byte = [0];
    let read = tokio::io::AsyncReadExt::read(&mut next.0, &mut byte);
    assert_eq!(
        timeout(LONG, read).await.expect("in time").expect("read"),
        1
    );
    drop((client, next));
    drop(front);
    assert!(all.recv().await.is_none(), "nothing is left of the answers");
}

#[tokio::test]
async fn a_large_answer_is_read_at_any_speed() {
    let front = Front::with(Timeouts {
        idle: SOON,
        ..PATIENT
    })
    .await;
    let mut client = front.connect().await;
    let ask = "GET /big HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";
    client.sends(ask).await;
    assert!(client.is_closed().await.len() > 32 << 20);
}

/// Whoever takes nothing of the answer but keeps its connection busy otherwise.
#[tokio::test]
async fn an_http2_client_that_only_pings_is_closed() {
    let timeouts = Timeouts {
        idle: SOON,
        ..PATIENT
    };
    let front = Front::with(timeouts).await;
    let stream = front.connect().await.0;
    let mut closed_window = h2::client::Builder::new();
    closed_window.initial_window_size(0);
    let shaken = closed_window
        .handshake::<_, axum::body::Bytes>(stream)
        .await;
    let (mut asks, mut connection) = shaken.expect("HTTP/2");
    let mut pings = connection.ping_pong().expect("pings");
    let driven = tokio::spawn(connection);
    let request = axum::http::Request::get(format!("http://{}/hello", front.address));
    let (answer, _) = asks
        .send_request(request.body(()).expect("a request"), true)
        .expect("sent");
    let answer = timeout(LONG, answer).await.expect("in time");
    assert_eq!(answer.expect("a head").status().as_u16(), 200);
    let pinging = async { while pings.ping(h2::Ping::opaque()).await.is_ok() {} };
    timeout(LONG, pinging).await.expect("it is closed");
    let _closed = driven.await.expect("no panic");
}
