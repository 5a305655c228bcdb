//! How connections are made and kept, and when a request may be written twice.

use std::error::Error;
use std::iter::successors;
use std::sync::Arc;
use std::time::Duration;

use reqwest::{Client, ClientBuilder, Request, Response, redirect, retry};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::delivery::proxy::Proxy;

/// How long a connection waits for the next text. Many servers close theirs
/// after five seconds: a text must not meet that on its way. A breaker's pause
/// is longer, too, so a provider that failed is looked up and reached anew.
const KEPT: Duration = Duration::from_secs(4);

/// As much of an answer as is read may be under way on an HTTP/2 stream.
const STREAM_WINDOW: u32 = 64 * 1024;

/// How many texts at a time go over connections that are kept. HTTP/2 has them
/// share one, and most servers allow 100 on it: one more would wait unsent.
const SHARED: usize = 100;

/// The ways out.
#[derive(Debug, Clone)]
pub(super) struct Connections {
    /// Over a connection that carried texts before, where there is one.
    pub kept: Client,
    /// Over a connection of its own.
    fresh: Client,
    shared: Arc<Semaphore>,
}

/// An answer that began.
pub(super) struct Begun<'a> {
    pub response: Response,
    /// Held until it was read, if it comes over a kept connection.
    _place: Option<SemaphorePermit<'a>>,
}

impl Connections {
    pub fn new(try_timeout: Duration, proxy: Option<&Proxy>) -> Result<Self, reqwest::Error> {
        let kept = client(try_timeout, proxy).pool_idle_timeout(KEPT);
        let fresh = client(try_timeout, proxy).pool_max_idle_per_host(0);
        Ok(Self {
            kept: kept.build()?,
            fresh: fresh.build()?,
            shared: Arc::new(Semaphore::new(SHARED)),
        })
    }

    /// The head of the answer. What nobody can have read is written once more,
    /// on a connection of its own.
    pub async fn send(&self, request: Request) -> Result<Begun<'_>, reqwest::Error> {
        let again = request.try_clone();
        let mut place = self.shared.try_acquire().ok();
        let first = if place.is_some() {
            &self.kept
        } else {
            &self.fresh
        };
        let response = match (first.execute(request).await, again) {
            (Err(error), Some(again)) if was_never_processed(&error) => {
                place = None;
                self.fresh.execute(again).await
            }
            (answer, _) => answer,
        };
        Ok(Begun {
            response: response?,
            _place: place,
        })
    }
}

fn client(try_timeout: Duration, proxy: Option<&Proxy>) -> ClientBuilder {
    let client = Client::builder()
        .user_agent(concat!("textgate/", env!("CARGO_PKG_VERSION")))
        .redirect(redirect::Policy::none())
        // What may be sent again is decided here, not by the library.
        .retry(retry::never())
        .http2_initial_stream_window_size(STREAM_WINDOW)
        // All texts to a provider share one HTTP/2 connection. If it is dead and
        // nobody says so, each of them would wait in vain: while one waits, the
        // other side is asked whether it is there.
        .http2_keep_alive_interval(try_timeout / 5)
        .http2_keep_alive_timeout(try_timeout * 2 / 5)
        // A proxy named in the environment must not read what is meant for a
        // gateway on this machine.
        .no_proxy()
        // Shorter than the whole try, so that a host that swallows packets is
        // told apart from one that got the request and is silent.
        .connect_timeout(try_timeout.mul_f32(0.8));
    match proxy {
        Some(proxy) => client.proxy(proxy.for_client()),
        None => client,
    }
}

/// Whether a request whose answer did not begin is certain to have been read by
/// nobody. The client gave it back before its first byte; or the other side
/// said so by HTTP/2 (RFC 9113, 8.7): it refused the stream, or takes no more
/// and this one is beyond the last that it looked at. For the streams up to
/// that one, h2 reports a broken connection instead.
pub(super) fn was_never_processed(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| {
        let unwritten = cause.downcast_ref::<hyper::Error>();
        let refused = cause.downcast_ref::<h2::Error>();
        unwritten.is_some_and(|it| it.is_canceled() || it.is_closed())
            || refused.is_some_and(|it| {
                let reset = it.is_reset() && it.reason() == Some(h2::Reason::REFUSED_STREAM);
                it.is_remote() && (it.is_go_away() || reset)
            })
    })
}

/// What it comes from, in words that are no provider's: h2 quotes those of a
/// GOAWAY, which may quote the text.
pub(super) fn root(error: &(dyn Error + 'static)) -> String {
    let root = causes(error).last().unwrap_or(error);
    let reason = root.downcast_ref::<h2::Error>().and_then(h2::Error::reason);
    reason.map_or_else(|| root.to_string(), |reason| reason.to_string())
}

/// The error and all that caused it.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    successors(Some(error), |&error| error.source())
}
