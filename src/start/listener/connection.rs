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

use super::Timeouts;
use super::activity::{ActiveRequest, Activity, ActivityIo, Phase, ResponseBody};
use super::challenge::PROTOCOL;
use super::timed_body::TimedBody;

/// The longest head of a request, in bytes.
const MAX_HEAD: u16 = 32 * 1024;

/// Requests at a time on one HTTP/2 connection. A page needs a handful.
const STREAMS: u32 = 32;

/// How often an HTTP/2 connection is asked whether it is still there.
const PING: Duration = Duration::from_secs(20);

/// What all connections share.
pub(super) struct ConnectionManager {
    pub router: Router,
    pub timeouts: Timeouts,
    pub tls: Option<TlsAcceptor>,
    /// Told once for each connection that should make room.
    pub crowded: Notify,
    pub stop: Receiver<bool>,
}

impl ConnectionManager {
    /// Serves one connection to its end.
    pub async fn handle(&self, stream: TcpStream, peer: SocketAddr) {
        // Answers are small: none should wait for another to fill a packet.
        let _slower = stream.set_nodelay(true);
        let Some(tls) = &self.tls else {
            return self.serve(stream, peer).await;
        };
        let mut stop = self.stop.clone();
        let stopped = async {
            let _ = stop.wait_for(|stop| *stop).await;
            sleep(self.timeouts.begin).await;
        };
        let crowded = async {
            sleep(self.timeouts.begin).await;
            self.crowded.notified().await;
        };
        tokio::select! {
            shaken = timeout(self.timeouts.head, shake(tls, stream)) => {
                if let Ok(Some(stream)) = shaken {
                    // in a box, so that connections without TLS need no room for it
                    Box::pin(self.serve(stream, peer)).await;
                }
            }
            () = stopped => {}
            () = crowded => {}
        }
    }

    async fn serve<S>(&self, stream: S, peer: SocketAddr)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let activity = Activity::new();
        let service = service_fn(|request: Request<Incoming>| {
            let visit = RequestService {
                peer,
                running: activity.runs(request.version()),
                timeouts: self.timeouts.body,
                stop: self.stop.clone(),
            };
            visit.answer(self.router.clone(), request)
        });
        let io = TokioIo::new(ActivityIo {
            stream,
            activity: Arc::clone(&activity),
        });
        let builder = builder();
        let connection = pin!(builder.serve_connection(io, service));
        self.follow(connection, &activity).await;
    }

    /// Drives a connection until it ends, by itself or because its time or its
    /// place is needed.
    async fn follow<C: GracefulConnection>(
        &self,
        mut connection: Pin<&mut C>,
        activity: &Activity,
    ) {
        let (mut phases, mut stop) = (activity.phases(), self.stop.clone());
        let mut life = Lifecycle::new(*stop.borrow_and_update());
        loop {
            life.enters(*phases.borrow_and_update());
            if life.is_to_be_told() {
                connection.as_mut().graceful_shutdown();
            }
            let progress = activity.progress();
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
                () = sleep(life.time(&self.timeouts)) => {}
            }
            if life.is_over(activity.progress() != progress) {
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
struct Lifecycle {
    phase: Phase,
    /// It had its time to begin, or to go on with a further request.
    begun: bool,
    /// All connections end.
    stopping: bool,
    leaving: Closing,
}

/// Whether a connection ends by our will.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closing {
    No,
    /// It does not know it yet.
    Now,
    Told,
}

impl Lifecycle {
    fn new(stopping: bool) -> Self {
        Self {
            phase: Phase::Fresh,
            begun: false,
            stopping,
            leaving: Closing::No,
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
        if self.stopping && !begins && self.leaving == Closing::No {
            self.leaving = Closing::Now;
        }
        let now = self.leaving == Closing::Now;
        if now {
            self.leaving = Closing::Told;
        }
        now
    }

    /// Whether its place may be given to somebody else.
    fn may_go(&self) -> bool {
        match self.phase {
            Phase::Fresh | Phase::Head => self.begun,
            Phase::Idle { .. } => self.leaving == Closing::No,
            Phase::Busy(_) => false,
        }
    }

    /// How long it may stay like this.
    fn time(&self, timeouts: &Timeouts) -> Duration {
        match self.phase {
            Phase::Fresh | Phase::Head if !self.begun => timeouts.begin,
            Phase::Head if self.stopping => timeouts.begin,
            Phase::Idle { .. } if self.leaving == Closing::Told => timeouts.begin,
            Phase::Fresh | Phase::Head => timeouts.head,
            Phase::Busy(_) | Phase::Idle { .. } => timeouts.idle,
        }
    }

    /// Its time or its place is needed: whether to break it off.
    fn is_over(&mut self, moves: bool) -> bool {
        match self.phase {
            Phase::Fresh | Phase::Head if !self.begun && !self.stopping => self.begun = true,
            Phase::Busy(_) if moves => {}
            // HTTP/2 is told first
            Phase::Idle { .. } if self.leaving == Closing::No => self.leaving = Closing::Now,
            _ => return true,
        }
        false
    }
}

/// One request.
struct RequestService {
    peer: SocketAddr,
    running: ActiveRequest,
    /// For its body.
    timeouts: Duration,
    stop: Receiver<bool>,
}

impl RequestService {
    async fn answer(
        self,
        router: Router,
        request: Request<Incoming>,
    ) -> Result<Response<ResponseBody<Body>>, Infallible> {
        let http1 = request.version() < Version::HTTP_2;
        let mut request = request.map(|body| Body::new(TimedBody::new(body, self.timeouts)));
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let mut response = router.oneshot(request).await?;
        if http1 && *self.stop.borrow() {
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(CONNECTION, close);
        }
        let running = self.running;
        Ok(response.map(|body| ResponseBody { body, running }))
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
