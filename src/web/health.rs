//! For whoever runs the program: is it up, can it work.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::routing::get;

use super::Web;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
}

async fn ready(State(web): State<Web>, RawQuery(query): RawQuery) -> (StatusCode, String) {
    let (status, mut text) = match web.app.is_ready().await {
        Ok(()) => (StatusCode::OK, "ready\n".to_owned()),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            let text = "the database does not answer\n".to_owned();
            (StatusCode::SERVICE_UNAVAILABLE, text)
        }
    };
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
