//! A body that is made while it is sent, a piece at a time.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::Body;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio_util::io::ReaderStream;

/// Pieces that wait to be sent. With one, whoever makes them is never further
/// ahead than that, however slowly they are fetched.
const AHEAD: usize = 1;

/// The pieces of a body, or why it breaks off: then the connection ends too, so
/// that nobody takes a part for the whole.
pub type PieceSender = Sender<io::Result<String>>;

/// A body, and where its pieces are put in.
pub fn piecewise() -> (PieceSender, Body) {
    let (pieces, receiver) = channel(AHEAD);
    let reader = BodyReader {
        receiver,
        piece: String::new(),
        read: 0,
    };
    (pieces, Body::from_stream(ReaderStream::new(reader)))
}

struct BodyReader {
    receiver: Receiver<io::Result<String>>,
    piece: String,
    /// How much of the piece is sent.
    read: usize,
}

impl AsyncRead for BodyReader {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        while self.read == self.piece.len() {
            match ready!(self.receiver.poll_recv(cx)) {
                Some(piece) => (self.piece, self.read) = (piece?, 0),
                None => return Poll::Ready(Ok(())),
            }
        }
        let rest = &self.piece.as_bytes()[self.read..];
        let n = rest.len().min(into.remaining());
        into.put_slice(&rest[..n]);
        self.read += n;
        Poll::Ready(Ok(()))
    }
}
