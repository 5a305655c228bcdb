//! What a connection is doing, as far as its bytes and its requests tell.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};

use hyper::Version;
use hyper::body::{Body, Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::watch;

/// What a connection is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// It has not asked anything yet.
    Fresh,
    /// So many requests are under way.
    Busy(usize),
    /// All it asked is answered; whether bytes now begin a request. In HTTP/2
    /// they may be anything.
    Idle { http1: bool },
    /// A further request has begun to come in.
    Head,
}

/// A connection's phase, and whether its answers move.
#[derive(Debug)]
pub(super) struct Activity {
    phase: watch::Sender<Phase>,
    progress: AtomicU64,
}

impl Activity {
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            phase: watch::Sender::new(Phase::Fresh),
            progress: AtomicU64::new(0),
        })
    }

    /// For whoever waits for the next phase.
    pub fn phases(&self) -> watch::Receiver<Phase> {
        self.phase.subscribe()
    }

    /// Grows with every piece of an answer that is taken. Bytes alone do not
    /// count: whoever takes nothing can still send some (HTTP/2 pings).
    pub fn progress(&self) -> u64 {
        self.progress.load(Ordering::Relaxed)
    }

    fn beat(&self) {
        self.progress.fetch_add(1, Ordering::Relaxed);
    }

    fn heard(&self) {
        self.phase.send_if_modified(|phase| {
            let begins = *phase == Phase::Idle { http1: true };
            if begins {
                *phase = Phase::Head;
            }
            begins
        });
    }

    /// A request's head is there; it runs until the value is dropped.
    pub fn runs(self: &Arc<Self>, version: Version) -> ActiveRequest {
        self.phase.send_modify(|phase| {
            *phase = match *phase {
                Phase::Busy(others) => Phase::Busy(others + 1),
                _ => Phase::Busy(1),
            }
        });
        ActiveRequest {
            activity: Arc::clone(self),
            http1: version < Version::HTTP_2,
        }
    }
}

/// A request under way, to the last byte of its answer.
#[derive(Debug)]
pub(super) struct ActiveRequest {
    activity: Arc<Activity>,
    http1: bool,
}

impl Drop for ActiveRequest {
    fn drop(&mut self) {
        let http1 = self.http1;
        self.activity.phase.send_modify(|phase| {
            *phase = match *phase {
                Phase::Busy(others) if others > 1 => Phase::Busy(others - 1),
                _ => Phase::Idle { http1 },
            }
        });
    }
}

/// An answer's body; the request runs until it is sent.
#[derive(Debug)]
pub(super) struct ResponseBody<B> {
    pub body: B,
    pub running: ActiveRequest,
}

impl<B: Body + Unpin> Body for ResponseBody<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        self.running.activity.beat();
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A connection whose incoming bytes are felt.
#[derive(Debug)]
pub(super) struct ActivityIo<S> {
    pub stream: S,
    pub activity: Arc<Activity>,
}

impl<S: AsyncRead + Unpin> AsyncRead for ActivityIo<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        if buffer.filled().len() > before {
            self.activity.heard();
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for ActivityIo<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
