//! The management API: what backends read and do of people, with keys that have scopes.

#[path = "../app/mod.rs"]
mod app;

mod at_once;
mod doors;
mod events;
mod expected;
mod import;
mod introspection;
mod once;
mod openapi;
mod people;

use std::time::Duration;

use app::browser::Shown;
use app::gateway::Gateway;
use app::{TWILIO, TestApp};
use reqwest::Method;
use serde_json::Value;

/// A key with all scopes, and what the configuration knows of it.
pub(crate) const KEY: &str = "tgk_00112233445566778899aabbccddeeff";
pub(crate) const HASH: &str = "0a449888b182b3a37b1be36d51f0aeca7c3bba7f42afc736fb543f87107cc64b";

const ALL: &str = r#"["users.read", "users.write", "users.delete", "events.read", "introspect"]"#;

/// The program with a backend `crm` that may do everything.
pub(crate) async fn start() -> TestApp {
    with_scopes(ALL).await
}

/// The program with a backend `crm` that has these scopes.
pub(crate) async fn with_scopes(scopes: &str) -> TestApp {
    TestApp::with_provider(&[], Gateway::start().await, &file(scopes)).await
}

/// The configuration with a backend that may do everything.
pub(crate) fn backend() -> String {
    file(ALL)
}

fn file(scopes: &str) -> String {
    format!("{TWILIO}\n[[api_client]]\nname = 'crm'\nkey_hash = '{HASH}'\nscopes = {scopes}")
}

/// A call with headers beside the key.
pub(crate) async fn call_with(
    app: &TestApp,
    (method, path): (&str, &str),
    headers: &[(&str, &str)],
    body: Option<&Value>,
) -> Shown {
    // ids are in the order of time
    app.clock.advance(Duration::from_millis(2));
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    let browser = app.browser();
    let mut request = browser.request(method, &format!("/api/v1{path}"));
    request = request.header("authorization", format!("Bearer {KEY}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if let Some(body) = body {
        request = request.json(body);
    }
    browser.send(request).await
}

/// A call with the key.
pub(crate) async fn call(app: &TestApp, method: &str, path: &str, body: Option<&Value>) -> Shown {
    call_with(app, (method, path), &[], body).await
}

/// What a call reads.
pub(crate) async fn get(app: &TestApp, path: &str) -> Value {
    call(app, "GET", path, None).await.is(200).json()
}

/// A call is refused so.
#[track_caller]
pub(crate) fn refused(shown: &Shown, status: u16, code: &str) {
    let body = shown.is(status).json();
    assert_eq!(body["code"], code, "{body}");
    assert!(body["error"].is_string(), "{body}");
}

/// The id of the user with a number.
pub(crate) async fn id_of(app: &TestApp, phone: &str) -> String {
    let phone = phone.parse().expect("a number");
    let user = app.web.app.store.user_by_phone(&phone).await;
    user.expect("answered").expect("a user").id.to_string()
}

/// The rows of a table.
pub(crate) async fn rows(app: &TestApp, table: &str) -> Vec<Value> {
    let dump = app.dump().await;
    let rows = dump.table(table).iter();
    rows.map(|row| serde_json::from_str(row).expect("JSON"))
        .collect()
}

/// What the audit says of backends: actions and whom they were done to.
pub(crate) async fn audit(app: &TestApp) -> Vec<(String, String)> {
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let rows = rows(app, "audit").await;
    let ours = rows.iter().filter(|row| row["actor_kind"] == "api_client");
    let mut ours: Vec<_> = ours
        .inspect(|row| assert_eq!(row["actor_id"], "crm"))
        .map(|row| (text(row, "id"), text(row, "action"), text(row, "target_id")))
        .collect();
    ours.sort();
    ours.into_iter()
        .map(|(_, what, whom)| (what, whom))
        .collect()
}
