//! The way in: connections are taken, kept few, and closed when they are slow.
//!
//! ```text
//! take  a connection and a free place; if there is none, whoever has been idle
//!       the longest makes room
//! keep  head, body, idle: each has its time, see [`Timeouts`]
//! stop  nobody new; idle connections end, running requests finish
//! ```

mod activity;
mod certificate;
pub mod challenge;
mod connection;
mod timed_body;
pub mod tls;

use std::future::pending;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use futures_util::FutureExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch::Receiver;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::{Sleep, sleep};
use tokio_rustls::TlsAcceptor;
use tracing::warn;

use connection::ConnectionManager;

pub use certificate::{Certificate, ENDS};

/// How long to wait when the system has no file or memory for a connection.
const NO_ROOM: Duration = Duration::from_millis(500);

/// How long nothing more is said about that.
const SILENCE: Duration = Duration::from_mins(1);

/// How long clients may take.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// From the connection, or a request's first byte, to the end of its head.
    pub head: Duration,
    /// From the head's end to the body's.
    pub body: Duration,
    /// Between two requests; and within one, without a piece of its answer taken.
    pub idle: Duration,
    /// For a new connection to begin, also when somebody waits for its place,
    /// or when we stop.
    pub begin: Duration,
}

impl Default for Timeouts {
    /// Idle connections outlast those of proxies, so that a proxy never sends
    /// on one that is being closed here.
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            body: Duration::from_secs(10),
            idle: Duration::from_secs(75),
            begin: Duration::from_secs(1),
        }
    }
}

/// What holds for everybody who connects.
#[derive(Clone)]
pub struct ListenerConfig {
    /// The most connections at a time.
    pub connections: usize,
    /// How long they may take.
    pub timeouts: Timeouts,
    /// None: plain HTTP.
    pub tls: Option<TlsAcceptor>,
}

impl ListenerConfig {
    /// The usual times, for so many connections over plain HTTP.
    #[must_use]
    pub fn usual(connections: usize) -> Self {
        Self {
            connections,
            timeouts: Timeouts::default(),
            tls: None,
        }
    }
}

/// Serves whoever connects, until told to stop; returns when the last request
/// is answered. Dropped, it ends all connections.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    rules: ListenerConfig,
    stop: Receiver<bool>,
) {
    let guests = Arc::new(ConnectionManager {
        router,
        timeouts: rules.timeouts,
        tls: rules.tls,
        crowded: Notify::new(),
        stop: stop.clone(),
    });
    let mut door = Acceptor {
        listener,
        room: Arc::new(Semaphore::new(rules.connections)),
        guests: Arc::clone(&guests),
        waiting: None,
        warned: None,
    };
    let mut told = stop;
    let mut open = JoinSet::new();
    loop {
        let (stream, peer, place) = tokio::select! {
            Some(taken) = door.next() => taken,
            Some(_) = open.join_next() => continue,
            _ = told.wait_for(|stop| *stop) => break,
        };
        let guests = Arc::clone(&guests);
        open.spawn(async move {
            guests.handle(stream, peer).await;
            drop(place);
        });
    }
    drop(door);
    while open.join_next().await.is_some() {}
}

/// Where connections are taken.
struct Acceptor {
    listener: TcpListener,
    room: Arc<Semaphore>,
    guests: Arc<ConnectionManager>,
    /// Who has no place yet. All others wait in the system's queue.
    waiting: Option<(TcpStream, SocketAddr)>,
    /// Until this is over nothing more is said about missing files.
    warned: Option<Pin<Box<Sleep>>>,
}

impl Acceptor {
    /// The next connection, and its place. It may be called again without
    /// being waited for to the end.
    async fn next(&mut self) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
        if self.waiting.is_none() {
            self.waiting = Some(self.accept().await);
        }
        let place = self.place().await;
        // nobody was idle to hear it, and now there is no need
        let _unheard = self.guests.crowded.notified().now_or_never();
        let (stream, peer) = self.waiting.take()?;
        Some((stream, peer, place))
    }

    /// A free place; if there is none, the longest idle connection goes.
    async fn place(&self) -> OwnedSemaphorePermit {
        let room = Arc::clone(&self.room);
        if let Ok(place) = Arc::clone(&room).try_acquire_owned() {
            return place;
        }
        self.guests.crowded.notify_one();
        match room.acquire_owned().await {
            Ok(place) => place,
            // nobody closes it
            Err(_) => pending().await,
        }
    }

    async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        loop {
            match self.listener.accept().await {
                Ok(connection) => return connection,
                // theirs, and over before it began
                Err(error) if is_of_the_peer(&error) => {}
                Err(error) => {
                    self.warn(&error);
                    self.guests.crowded.notify_one();
                    sleep(NO_ROOM).await;
                }
            }
        }
    }

    /// Says so, but not all the time.
    fn warn(&mut self, error: &io::Error) {
        if self.warned.as_ref().is_none_or(|it| it.is_elapsed()) {
            warn!(%error, "no connections can be taken for now");
            self.warned = Some(Box::pin(sleep(SILENCE)));
        }
    }
}

fn is_of_the_peer(error: &io::Error) -> bool {
    use ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}
