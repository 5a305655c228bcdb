//! Bodies before places: a request's body is here, whole, before the request
//! takes a place. Whoever sends a head and never its body holds nobody up: how
//! many bodies are waited for has counts of its own, and no address gets more
//! than its share. What came together with its head is never waited for.

use std::error::Error as _;
use std::io::{self, ErrorKind};
use std::pin::pin;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use tokio::task::yield_now;

use super::Web;
use super::api::has_key;
use super::error::Error;
use super::load_shedding::ShedKind;
use super::management;
use super::receipts::{self, MAX_BATCH};
use super::requester::client;

/// The largest body that is read, in bytes; receipts may be larger.
pub const MAX_BODY: usize = 16 * 1024;

/// Hands a request on when its body is here.
pub async fn read(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match arrived(&web, &mut parts, body).await {
        Ok(bytes) => {
            let request = Request::from_parts(parts, Body::from(bytes));
            next.run(request).await
        }
        Err(error) => error.into_response(),
    }
}

async fn arrived(web: &Web, parts: &mut Parts, body: Body) -> Result<Bytes, Error> {
    // RFC 9110 section 9.3.1: it means nothing there
    if body.is_end_stream() || [Method::GET, Method::HEAD].contains(&parts.method) {
        return Ok(Bytes::new());
    }
    let (largest, is_provider) = match receipts::is_ours(web, parts).await {
        None if management::takes_a_file(web, parts) => (management::MAX_FILE, true),
        None => (MAX_BODY, false),
        Some(true) => (MAX_BATCH, true),
        // answered 404, whatever is in it
        Some(false) => return Ok(Bytes::new()),
    };
    if body.size_hint().lower() > largest as u64 {
        return Err(Error::Refused(StatusCode::PAYLOAD_TOO_LARGE));
    }
    let mut reading = pin!(whole(body, largest));
    tokio::select! {
        biased;
        bytes = &mut reading => return bytes,
        () = a_moment() => {}
    }
    let client = client(parts, web)?;
    let is_known = is_provider || client.is_loopback() || has_key(&parts.headers, web);
    let Some(_waits) = web.load.bodies.wait_for(client, is_known) else {
        web.load.refused(ShedKind::Body, web.app.now());
        return Err(Error::Busy);
    };
    reading.await
}

/// As long as it takes to see what came together with the head.
async fn a_moment() {
    for _ in 0..3 {
        yield_now().await;
    }
}

/// The whole body.
async fn whole(body: Body, largest: usize) -> Result<Bytes, Error> {
    let mut pieces = body.into_data_stream();
    let mut all = Vec::new();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|error| Error::Refused(why_broken(&error)))?;
        if all.len() + piece.len() > largest {
            return Err(Error::Refused(StatusCode::PAYLOAD_TOO_LARGE));
        }
        all.extend_from_slice(&piece);
    }
    Ok(all.into())
}

/// The listener breaks a body off that is too late; clients break off theirs.
fn why_broken(error: &axum::Error) -> StatusCode {
    let mut cause = error.source();
    while let Some(error) = cause {
        let io = error.downcast_ref::<io::Error>();
        if io.is_some_and(|io| io.kind() == ErrorKind::TimedOut) {
            return StatusCode::REQUEST_TIMEOUT;
        }
        cause = error.source();
    }
    StatusCode::BAD_REQUEST
}
