//! A request's body that has to be there in time.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// A body that breaks off when it is not all there in time, however steadily
/// it drips.
pub(super) struct TimedBody<B> {
    body: B,
    /// None: the head said that there is no body.
    end: Option<Pin<Box<Sleep>>>,
}

impl<B: Body> TimedBody<B> {
    pub fn new(body: B, timeouts: Duration) -> Self {
        let end = (!body.is_end_stream()).then(|| Box::pin(sleep(timeouts)));
        Self { body, end }
    }
}

impl<B> Body for TimedBody<B>
where
    B: Body + Unpin,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    type Data = B::Data;
    type Error = Box<dyn Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, Self::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            return Poll::Ready(frame.map(|it| it.map_err(Into::into)));
        }
        let Some(end) = &mut self.end else {
            return Poll::Pending;
        };
        end.as_mut().poll(cx).map(|()| {
            let late = io::Error::new(ErrorKind::TimedOut, "the body took too long");
            Some(Err(late.into()))
        })
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
