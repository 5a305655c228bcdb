//! For whoever runs the program: is it up, can it work.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::routing::get;

use super::Web;
use crate::flow::ready::Readiness;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
}

async fn ready(State(web): State<Web>, RawQuery(query): RawQuery) -> (StatusCode, String) {
    let unavailable = StatusCode::SERVICE_UNAVAILABLE;
    if web.drain.has_begun() {
        return (unavailable, "stopping\n".to_owned());
    }
    let (status, line) = match web.app.readiness().await {
        Readiness::Ready => (StatusCode::OK, "ready\n"),
        Readiness::ReadsOnly => (unavailable, "nothing can be written to the database\n"),
        Readiness::Silent => (unavailable, "the database does not answer\n"),
    };
    let mut text = line.to_owned();
    if query.as_deref() == Some("verbose") {
        text.push_str(&clock_line(web.app.clock_watch.machine_ahead()));
    }
    (status, text)
}

/// How this machine's clock stands to the database server's.
fn clock_line(ahead: Option<i64>) -> String {
    match ahead {
        None => "clock: ok\n".to_owned(),
        Some(ahead) => {
            let side = if ahead < 0 { "behind" } else { "ahead of" };
            let seconds = ahead.unsigned_abs();
            format!("clock: {seconds} s {side} the database server's\n")
        }
    }
}
