//! Between a signal to stop and the stop: load balancers are told that nobody new
//! is wanted, and whoever comes meanwhile is answered as ever.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::{Request, State};
use axum::http::header::CONNECTION;
use axum::http::{HeaderValue, Version};
use axum::middleware::Next;
use axum::response::Response;

use super::Web;

/// Whether the end is near.
#[derive(Debug, Clone, Default)]
pub struct Drain(Arc<AtomicBool>);

impl Drain {
    /// From now on `/readyz` says no, and connections end with their next answer.
    pub fn begin(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(super) fn has_begun(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Ends the connection of an answer, if it is time.
    pub(super) fn end(&self, version: Version, response: &mut Response) {
        if version < Version::HTTP_2 && self.has_begun() {
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(CONNECTION, close);
        }
    }
}

/// Ends connections with their answer, so that clients come back elsewhere.
/// HTTP/2 knows no such header; its connections are told at the stop.
pub(super) async fn close(State(web): State<Web>, request: Request, next: Next) -> Response {
    let version = request.version();
    let mut response = next.run(request).await;
    web.drain.end(version, &mut response);
    response
}
