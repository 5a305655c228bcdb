//! One connection, from its first byte to its last.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::header::{CONNECTION, HeaderValue};
use hyper::service::service_fn;
use hyper::{Request, Response, Version};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulConnection;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::sync::watch::Receiver;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tower::ServiceExt;

use super::Patience;
use super::body::Timed;
use super::challenge::PROTOCOL;
use super::pulse::{Answer, Felt, Phase, Pulse, Running};

/// The longest head of a request, in bytes.
const MAX_HEAD: u16 = 32 * 1024;

/// Requests at a time on one HTTP/2 connection. A page needs a handful.
const STREAMS: u32 = 32;

/// How often an HTTP/2 connection is asked whether it is still there.
const PING: Duration = Duration::from_secs(20);

/// What all connections share.
pub(super) struct Guests {
    pub router: Router,
    pub patience: Patience,
    pub tls: Option<TlsAcceptor>,
    /// Told once for each connection that should make room.
    pub crowded: Notify,
    pub stop: Receiver<bool>,
}

impl Guests {
    /// Serves one connection to its end.
    pub async fn attend(&self, stream: TcpStream, peer: SocketAddr) {
        // Answers are small: none should wait for another to fill a packet.
        let _slower = stream.set_nodelay(true);
        let Some(tls) = &self.tls else {
            return self.converse(stream, peer).await;
        };
        let mut stop = self.stop.clone();
        let stopped = async {
            let _ = stop.wait_for(|stop| *stop).await;
            sleep(self.patience.begin).await;
        };
        let crowded = async {
            sleep(self.patience.begin).await;
            self.crowded.notified().await;
        };
        tokio::select! {
            shaken = timeout(self.patience.head, shake(tls, stream)) => {
                if let Ok(Some(stream)) = shaken {
                    // in a box, so that connections without TLS need no room for it
                    Box::pin(self.converse(stream, peer)).await;
                }
            }
            () = stopped => {}
            () = crowded => {}
        }
    }

    async fn converse<S>(&self, stream: S, peer: SocketAddr)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let pulse = Pulse::new();
        let service = service_fn(|request: Request<Incoming>| {
            let visit = Visit {
                peer,
                running: pulse.runs(request.version()),
                patience: self.patience.body,
                stop: self.stop.clone(),
            };
            visit.answer(self.router.clone(), request)
        });
        let io = TokioIo::new(Felt {
            stream,
            pulse: Arc::clone(&pulse),
        });
        let builder = builder();
        let connection = pin!(builder.serve_connection(io, service));
        self.follow(connection, &pulse).await;
    }

    /// Drives a connection until it ends, by itself or because its time or its
    /// place is needed.
    async fn follow<C: GracefulConnection>(&self, mut connection: Pin<&mut C>, pulse: &Pulse) {
        let (mut phases, mut stop) = (pulse.phases(), self.stop.clone());
        let mut life = Life::new(*stop.borrow_and_update());
        loop {
            life.enters(*phases.borrow_and_update());
            if life.is_to_be_told() {
                connection.as_mut().graceful_shutdown();
            }
            let beats = pulse.beats();
            tokio::select! {
                biased;
                // how it ended is the client's affair
                _ = connection.as_mut() => return,
                _ = phases.changed() => continue,
                _ = stop.changed(), if !life.stopping => {
                    life.stops();
                    continue;
                }
                () = self.crowded.notified(), if life.may_go() => {}
                () = sleep(life.time(&self.patience)) => {}
            }
            if life.is_over(pulse.beats() != beats) {
                return;
            }
        }
    }
}

/// A handshake; nothing, if it fails or was all that the client came for.
async fn shake(tls: &TlsAcceptor, stream: TcpStream) -> Option<TlsStream<TcpStream>> {
    let mut stream = tls.accept(stream).await.ok()?;
    if stream.get_ref().1.alpn_protocol() != Some(PROTOCOL) {
        return Some(stream);
    }
    // how it ends is the authority's affair
    let _ended = stream.shutdown().await;
    None
}

/// Where a connection is on its way.
struct Life {
    phase: Phase,
    /// It had its time to begin, or to go on with a further request.
    begun: bool,
    /// All connections end.
    stopping: bool,
    leaving: Leaving,
}

/// Whether a connection ends by our will.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leaving {
    No,
    /// It does not know it yet.
    Now,
    Told,
}

impl Life {
    fn new(stopping: bool) -> Self {
        Self {
            phase: Phase::Fresh,
            begun: false,
            stopping,
            leaving: Leaving::No,
        }
    }

    fn enters(&mut self, phase: Phase) {
        if self.phase != phase {
            self.begun = false;
        }
        self.phase = phase;
    }

    /// A request may be on its way already: it gets a moment, and not all the
    /// time for a head.
    fn stops(&mut self) {
        self.stopping = true;
        self.begun = false;
    }

    /// Whether it ends now and does not know it yet.
    fn is_to_be_told(&mut self) -> bool {
        // told while a head is on its way, HTTP/1 would cut it off
        let begins = matches!(self.phase, Phase::Fresh | Phase::Head);
        if self.stopping && !begins && self.leaving == Leaving::No {
            self.leaving = Leaving::Now;
        }
        let now = self.leaving == Leaving::Now;
        if now {
            self.leaving = Leaving::Told;
        }
        now
    }

    /// Whether its place may be given to somebody else.
    fn may_go(&self) -> bool {
        match self.phase {
            Phase::Fresh | Phase::Head => self.begun,
            Phase::Idle { .. } => self.leaving == Leaving::No,
            Phase::Busy(_) => false,
        }
    }

    /// How long it may stay like this.
    fn time(&self, patience: &Patience) -> Duration {
        match self.phase {
            Phase::Fresh | Phase::Head if !self.begun => patience.begin,
            Phase::Head if self.stopping => patience.begin,
            Phase::Idle { .. } if self.leaving == Leaving::Told => patience.begin,
            Phase::Fresh | Phase::Head => patience.head,
            Phase::Busy(_) | Phase::Idle { .. } => patience.idle,
        }
    }

    /// Its time or its place is needed: whether to break it off.
    fn is_over(&mut self, moves: bool) -> bool {
        match self.phase {
            Phase::Fresh | Phase::Head if !self.begun && !self.stopping => self.begun = true,
            Phase::Busy(_) if moves => {}
            // HTTP/2 is told first
            Phase::Idle { .. } if self.leaving == Leaving::No => self.leaving = Leaving::Now,
            _ => return true,
        }
        false
    }
}

/// One request.
struct Visit {
    peer: SocketAddr,
    running: Running,
    /// For its body.
    patience: Duration,
    stop: Receiver<bool>,
}

impl Visit {
    async fn answer(
        self,
        router: Router,
        request: Request<Incoming>,
    ) -> Result<Response<Answer<Body>>, Infallible> {
        let http1 = request.version() < Version::HTTP_2;
        let mut request = request.map(|body| Body::new(Timed::new(body, self.patience)));
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let mut response = router.oneshot(request).await?;
        if http1 && *self.stop.borrow() {
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(CONNECTION, close);
        }
        let running = self.running;
        Ok(response.map(|body| Answer { body, running }))
    }
}

/// HTTP/1.1 or HTTP/2, as the client begins.
fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    let mut http1 = builder.http1();
    // its own time for a head runs between requests, too: the phases know better
    http1.header_read_timeout(None);
    http1.max_buf_size(MAX_HEAD.into());
    let mut http2 = builder.http2();
    http2.timer(TokioTimer::new());
    http2.max_concurrent_streams(STREAMS);
    http2.max_header_list_size(MAX_HEAD.into());
    http2.keep_alive_interval(PING);
    builder
}
