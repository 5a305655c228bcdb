//! Webhooks: of what they are told, how it is signed, in which order it comes, and what
//! becomes of it when nobody takes it.

#[path = "../app/mod.rs"]
mod app;

mod alerts;
mod bounds;
mod libraries;
mod order;
mod pages;
mod people;
mod room;
mod tries;

use app::gateway::{Answer, Gateway, Request};
use app::{TWILIO, TestApp};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use textgate::flow::webhooks::send_due;

/// What signs, but for its beginning.
const SECRET: &str = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// The program with a webhook `crm` for these events, and its receiver.
async fn with_webhook(events: &str, more: &str) -> (TestApp, Gateway) {
    let receiver = Gateway::start().await;
    receiver.answers(Answer::Text(204, String::new()));
    let table = table("crm", &receiver, events);
    let file = format!("{TWILIO}\n{table}\n{more}");
    let app = TestApp::with_provider(&[], Gateway::start().await, &file).await;
    (app, receiver)
}

/// A `[[webhook]]` at this receiver.
fn table(name: &str, receiver: &Gateway, events: &str) -> String {
    let url = receiver.url();
    format!(
        "[[webhook]]\nname = '{name}'\nurl = '{url}/hook?key=k'\nsecret = 'whsec_{SECRET}'\n\
         events = {events}\n"
    )
}

/// Sends what is due.
async fn send(app: &TestApp) {
    send_due(&app.web.app).await.expect("sent");
}

/// Reads a message, whose signature must be right.
fn read(request: &Request) -> Value {
    let header = |name| request.header(name).expect("a header");
    assert_eq!(header("content-type"), "application/json");
    let (id, seconds) = (header("webhook-id"), header("webhook-timestamp"));
    let key = STANDARD.decode(SECRET).expect("Base64");
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key");
    mac.update(format!("{id}.{seconds}.{}", request.body).as_bytes());
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    assert_eq!(header("webhook-signature"), format!("v1,{signature}"));
    request.json()
}

/// What was heard so far, as kinds and versions.
fn heard(receiver: &Gateway) -> Vec<String> {
    let requests = receiver.requests();
    let heard = requests.iter().map(|request| {
        let message = read(request);
        let kind = message["type"].as_str().expect("a kind").to_owned();
        format!("{kind} {}", message["data"]["version"])
    });
    heard.collect()
}

/// The rows of a table.
async fn rows(app: &TestApp, table: &str) -> Vec<Value> {
    let dump = app.dump().await;
    let rows = dump.table(table).iter();
    rows.map(|row| serde_json::from_str(row).expect("JSON"))
        .collect()
}
