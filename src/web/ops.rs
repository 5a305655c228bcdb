//! For whoever runs the program: is it up, can it work.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

use super::Web;
use crate::flow::ready::Readiness;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
}

async fn ready(State(web): State<Web>) -> (StatusCode, &'static str) {
    let unavailable = StatusCode::SERVICE_UNAVAILABLE;
    match web.app.readiness().await {
        Readiness::Ready => (StatusCode::OK, "ready\n"),
        Readiness::ReadsOnly => (unavailable, "nothing can be written to the database\n"),
        Readiness::Silent => (unavailable, "the database does not answer\n"),
    }
}
