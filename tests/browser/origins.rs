//! An app whose pages are of another origin, and call over JSON.

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::app::{ADA, TestApp};
use super::window::Window;

/// An app on a port of its own: its origin.
async fn app_of_somebody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let page = || async { Html("<title>app</title><p>my app") };
    let router = Router::new().route("/", get(page));
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

/// What the page's script reads of a call: status and body, or that it may not.
async fn calls(window: &Window, app: &TestApp, path: &str, body: Option<Value>) -> Value {
    let script = "const [url, body, done] = arguments;
        const json = { 'Content-Type': 'application/json' };
        const post = { method: 'POST', headers: json, body: JSON.stringify(body) };
        fetch(url, { credentials: 'include', ...(body ? post : {}) })
            .then(async (it) => done([it.status, await it.text()]))
            .catch((error) => done(error.name));";
    let url = format!("{}{path}", app.url);
    let done = window
        .session()
        .execute_async(script, vec![json!(url), json!(body)]);
    done.await.expect("the script runs").json().clone()
}

#[tokio::test]
async fn w1_a_listed_app_signs_people_in_and_another_reads_nothing() {
    let (listed, other) = (app_of_somebody().await, app_of_somebody().await);
    let app = TestApp::with(&[("api.origins", &listed)]).await;
    let window = Window::open(&app).await;
    window.session().goto(&listed).await.expect("the app");
    let phone = json!({ "phone": ADA });
    let sent = calls(&window, &app, "/auth/send-otp", Some(phone.clone())).await;
    assert_eq!(sent[0], 200, "{sent}");
    let wrong = json!({ "phone": ADA, "otp": app.wrong_code() });
    let refused = calls(&window, &app, "/auth/verify-otp", Some(wrong)).await;
    assert_eq!(refused[0], 400, "a refusal can be read: {refused}");
    let right = json!({ "phone": ADA, "otp": app.last_code() });
    let verified = calls(&window, &app, "/auth/verify-otp", Some(right)).await;
    assert_eq!(verified[0], 200, "{verified}");
    let session = calls(&window, &app, "/auth/session", None).await;
    assert!(
        session[1].as_str().is_some_and(|it| it.contains(ADA)),
        "{session}"
    );
    let complaints = window.complaints().await;
    assert!(complaints.is_empty(), "{complaints:?}");
    window.session().goto(&other).await.expect("another app");
    let before = app.dump().await;
    for (path, body) in [("/auth/session", None), ("/auth/send-otp", Some(phone))] {
        let read = calls(&window, &app, path, body).await;
        assert_eq!(read, "TypeError", "{path}");
    }
    let complaints = window.complaints().await;
    assert!(
        complaints[0].contains("blocked by CORS policy"),
        "{complaints:?}"
    );
    assert_eq!(app.dump().await, before);
}
