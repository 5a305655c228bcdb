//! One number of `/metrics`.

use axum::body::{Body, to_bytes};
use axum::http::Request;
use textgate::web::metrics_router;
use tower::ServiceExt as _;

use super::TestApp;

/// What the line says that begins with this name and these labels.
pub async fn metric(app: &TestApp, line: &str) -> u64 {
    let request = Request::get("/metrics")
        .header("host", "localhost")
        .body(Body::empty());
    let answer = metrics_router(app.web.clone()).oneshot(request.expect("a request"));
    let body = answer.await.expect("an answer").into_body();
    let text = to_bytes(body, usize::MAX).await.expect("a body");
    let text = String::from_utf8(text.to_vec()).expect("text");
    let start = format!("{line} ");
    let found = text.lines().find_map(|line| line.strip_prefix(&start));
    found.expect("the line").parse().expect("a number")
}
