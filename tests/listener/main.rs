//! The way in: slow clients are closed, few connections are enough, too many
//! requests are told so, and a stop loses nobody.

#[path = "../app/mod.rs"]
mod app;

mod acme;
mod acme_setup;
mod bodies;
mod capacity;
mod duplicate_forms;
mod load_shedding;
mod pebble;
mod shutdown;
mod slow_clients;
mod systemd;
mod tls;
mod tls_client;

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::routing::{get, post};
use textgate::start::listener::{self, ListenerConfig, Timeouts};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Longer than any test takes.
const NEVER: Duration = Duration::from_hours(1);

/// Patience that ends soon, where a test wants it to end.
const SOON: Duration = Duration::from_millis(100);

/// With time for everything.
const PATIENT: Timeouts = Timeouts {
    head: NEVER,
    body: NEVER,
    idle: NEVER,
    begin: NEVER,
};

/// With time for everything but to begin.
const HASTY: Timeouts = Timeouts {
    begin: SOON,
    ..PATIENT
};

const HELLO: &str = "GET /hello HTTP/1.1\r\nHost: here\r\n\r\n";

/// A listener, with a few routes behind it.
struct Front {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

impl Drop for Front {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Front {
    async fn with(timeouts: Timeouts) -> Self {
        Self::of(routes(), 100, timeouts).await
    }

    async fn of(router: Router, connections: usize, timeouts: Timeouts) -> Self {
        let rules = ListenerConfig {
            connections,
            timeouts,
            tls: None,
        };
        Self::by(router, rules).await
    }

    async fn by(router: Router, rules: ListenerConfig) -> Self {
        Self::at(([127, 0, 0, 1], 0).into(), router, rules).await
    }

    async fn at(address: SocketAddr, router: Router, rules: ListenerConfig) -> Self {
        let listener = TcpListener::bind(address).await.expect("a port");
        let address = listener.local_addr().expect("its address");
        let (stop, told) = watch::channel(false);
        let serving = tokio::spawn(listener::serve(listener, router, rules, told));
        Self {
            address,
            stop,
            serving,
        }
    }

    async fn connect(&self) -> Client {
        let stream = TcpStream::connect(self.address).await;
        Client(stream.expect("connected"))
    }

    /// Tells it to stop, without waiting.
    fn stops(&self) {
        self.stop.send_replace(true);
    }

    /// Waits until nothing is served any more.
    async fn ends(mut self) {
        let ended = timeout(LONG, &mut self.serving).await;
        ended.expect("it ends").expect("without a panic");
    }
}

fn routes() -> Router {
    let big = || async { Body::from(vec![b'x'; 32 << 20]) };
    Router::new()
        .route("/hello", get(|| async { "hello" }))
        .route("/echo", post(|body: Bytes| async { body }))
        .route("/big", get(big))
}

/// So long is waited for what has to happen, before the test fails.
const LONG: Duration = Duration::from_secs(20);

/// A client on bare TCP.
struct Client(TcpStream);

impl Client {
    async fn sends(&mut self, bytes: &str) {
        self.0.write_all(bytes.as_bytes()).await.expect("sent");
    }

    /// One answer whose body is `hello`.
    async fn is_greeted(&mut self) -> String {
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"hello") {
            let read = timeout(LONG, self.0.read_buf(&mut bytes)).await;
            assert_ne!(read.expect("in time").expect("an answer"), 0, "closed");
        }
        let text = String::from_utf8(bytes).expect("text");
        assert!(text.starts_with("HTTP/1.1 200"), "{text}");
        text
    }

    /// Asks, and is answered.
    async fn asks(&mut self) -> String {
        self.sends(HELLO).await;
        self.is_greeted().await
    }

    /// What still comes until the server closes.
    async fn is_closed(&mut self) -> Vec<u8> {
        let mut rest = Vec::new();
        let read = timeout(LONG, self.0.read_to_end(&mut rest)).await;
        // a reset closes, too
        let _closed = read.expect("it is closed");
        rest
    }
}
