//! One connection, from its first byte to its last.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
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
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::sync::watch::Receiver;
use tokio::time::sleep;
use tower::ServiceExt;

use super::Patience;
use super::body::Timed;
use super::pulse::{Answer, Felt, Phase, Pulse, Running};

/// The longest head of a request, in bytes.
const MAX_HEAD: u16 = 32 * 1024;

/// Requests at a time on one HTTP/2 connection. A page needs a handful.
const STREAMS: u32 = 32;

/// How often an HTTP/2 connection with requests under way is asked whether it
/// is still there.
const PING: Duration = Duration::from_secs(20);

/// What all connections share.
pub(super) struct Guests {
    pub router: Router,
    pub patience: Patience,
    /// Told once for each connection that should make room.
    pub crowded: Notify,
    pub stop: Receiver<bool>,
}

impl Guests {
    /// Serves one connection to its end.
    pub async fn attend(&self, stream: TcpStream, peer: SocketAddr) {
        // Answers are small: none should wait for another to fill a packet.
        let _slower = stream.set_nodelay(true);
        self.converse(stream, peer).await;
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
        let mut connection = pin!(builder.serve_connection(io, service));
        let (mut phases, mut stop) = (pulse.phases(), self.stop.clone());
        let mut stopping = *stop.borrow_and_update();
        let (mut begun, mut ending) = (false, false);
        loop {
            let (phase, beats) = (*phases.borrow_and_update(), pulse.beats());
            // a first request may be on its way already
            if stopping && !ending && phase != Phase::Fresh {
                connection.as_mut().graceful_shutdown();
                ending = true;
            }
            let waits = match phase {
                Phase::Fresh => begun,
                Phase::Idle { .. } => !ending,
                Phase::Busy(_) | Phase::Head => false,
            };
            tokio::select! {
                biased;
                // how it ended is the client's affair
                _ = connection.as_mut() => return,
                _ = phases.changed() => continue,
                _ = stop.changed(), if !stopping => {
                    stopping = true;
                    continue;
                }
                () = self.crowded.notified(), if waits => {}
                () = sleep(self.patience.of(phase, begun, ending)) => {}
            }
            match phase {
                Phase::Fresh if !begun && !stopping => begun = true,
                Phase::Busy(_) if pulse.beats() != beats => {}
                // HTTP/2 is told before it ends
                Phase::Idle { .. } if !ending => {
                    connection.as_mut().graceful_shutdown();
                    ending = true;
                }
                _ => return,
            }
        }
    }
}

impl Patience {
    /// How long a phase may last.
    fn of(&self, phase: Phase, begun: bool, ending: bool) -> Duration {
        match phase {
            Phase::Fresh if !begun => self.begin,
            Phase::Idle { .. } if ending => self.begin,
            Phase::Fresh | Phase::Head => self.head,
            Phase::Busy(_) | Phase::Idle { .. } => self.idle,
        }
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
