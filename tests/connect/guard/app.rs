//! An app that knows no sign-in: it tells what reached it.

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Serves until it is aborted.
pub fn serve(listener: TcpListener) -> JoinHandle<()> {
    let routes = Router::new().fallback(tell);
    tokio::spawn(async move { axum::serve(listener, routes).await.expect("served") })
}

async fn tell(request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if parts
        .headers
        .get(header::UPGRADE)
        .is_some_and(|it| it == "websocket")
    {
        let upgrade = HeaderValue::from_static("websocket");
        let connection = HeaderValue::from_static("Upgrade");
        // to the key of RFC 6455, which the tests send
        let accept = HeaderValue::from_static("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        let headers = [
            (header::UPGRADE, upgrade),
            (header::CONNECTION, connection),
            (header::SEC_WEBSOCKET_ACCEPT, accept),
        ];
        return (StatusCode::SWITCHING_PROTOCOLS, headers).into_response();
    }
    let body = axum::body::to_bytes(body, 10_000).await.expect("a body");
    let told = json!({
        "method": parts.method.as_str(),
        "path": parts.uri.path_and_query().map_or("", |it| it.as_str()),
        "headers": headers(&parts.headers),
        "body": String::from_utf8_lossy(&body),
    });
    axum::Json(told).into_response()
}

/// Each with all its values.
fn headers(headers: &HeaderMap) -> Value {
    let mut all = serde_json::Map::new();
    for name in headers.keys() {
        let values = headers.get_all(name).iter();
        let values: Vec<_> = values
            .map(|it| String::from_utf8_lossy(it.as_bytes()))
            .collect();
        all.insert(name.to_string(), json!(values));
    }
    all.into()
}
