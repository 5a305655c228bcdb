//! The webhook: what it is told, signed how, and how often.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use textgate::flow::{alerting, webhooks};

use super::{FREE, MINUTE, alerts, ask, look, look_for, number, told};
use crate::app::TestApp;
use crate::app::gateway::{Answer, Gateway, Request};
use crate::app::interface::FIRE;

const SECRET: &str = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// The program with a webhook, and its receiver.
async fn with_webhook() -> (TestApp, Gateway) {
    let receiver = Gateway::start().await;
    let url = format!("{}/alerts?room=desk", receiver.url());
    let secret = format!("whsec_{SECRET}");
    let own = [
        ("alerts.webhook_url", url.as_str()),
        ("alerts.webhook_secret", &secret),
    ];
    (TestApp::with(&[&FREE[..], &own].concat()).await, receiver)
}

/// The provider fails so often that it is an alert.
async fn outage(app: &TestApp) {
    let down = Answer::Json(500, json!({ "code": 20500 }));
    app.gateway.answers(down);
    for n in 0..9 {
        ask(app, &number(n), n).await;
    }
}

async fn send(app: &TestApp) {
    webhooks::send_due(&app.web.app).await.expect("sent");
}

/// Reads a message, whose signature must be right.
fn read(app: &TestApp, request: &Request) -> Value {
    let header = |name| request.header(name).expect("a header");
    assert_eq!(header("content-type"), "application/json");
    let (id, seconds) = (header("webhook-id"), header("webhook-timestamp"));
    let now = app.web.app.now().as_secs();
    assert!(now - seconds.parse::<i64>().expect("seconds") < 86_400);
    let key = STANDARD.decode(SECRET).expect("Base64");
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key");
    mac.update(format!("{id}.{seconds}.{}", request.body).as_bytes());
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    assert_eq!(header("webhook-signature"), format!("v1,{signature}"));
    request.json()
}

/// Those that wait to be told.
async fn waiting(app: &TestApp) -> usize {
    let dump = app.dump().await;
    let rows = dump.table("event_deliveries").iter();
    let rows = rows.map(|row| serde_json::from_str::<Value>(row).expect("JSON"));
    rows.filter(|row| row["done_at"].is_null() && row["dead_at"].is_null())
        .count()
}

#[tokio::test]
async fn the_webhook_is_told_when_an_alert_opens_and_when_it_closes() {
    let (app, receiver) = with_webhook().await;
    outage(&app).await;
    look_for(&app, 3).await;
    send(&app).await;
    send(&app).await;
    let requests = receiver.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].path, "/alerts?room=desk");
    let message = read(&app, &requests[0]);
    let id = alerts(&app).await[0]["id"].clone();
    assert_eq!(
        message,
        json!({
            "type": "alert.opened",
            "timestamp": "2026-11-22T13:59:00Z",
            "data": {
                "id": id,
                "kind": "failures",
                "subject": "main",
                "severity": "critical",
                "title": "Texts through main fail",
                "text": "9 of 9 texts (100%) failed within a quarter of an hour. There are too \
                         few earlier texts to say what is usual. Above 20% is an alert.",
                "opened_at": "2026-11-22T13:59:00Z",
                "closed_at": null,
                "url": format!("{}/admin/alerts", app.web.app.policy.origin),
            },
        })
    );
    app.clock.advance(Duration::from_hours(1));
    look_for(&app, 361).await;
    send(&app).await;
    let requests = receiver.requests();
    assert_eq!(requests.len(), 2);
    let message = read(&app, &requests[1]);
    assert_eq!(message["type"], "alert.closed");
    assert_eq!(message["data"]["id"], id);
    assert_eq!(message["data"]["closed_at"], message["timestamp"]);
    assert_eq!(waiting(&app).await, 0);
}

#[tokio::test]
async fn what_is_not_taken_is_sent_again_by_the_same_id() {
    let (app, receiver) = with_webhook().await;
    receiver.answers_by(|nth| match nth {
        0 => Answer::Text(500, "busy".into()),
        1 => Answer::Close,
        _ => Answer::Text(204, String::new()),
    });
    outage(&app).await;
    look(&app).await;
    // the first wait is a minute, the second two
    for (minutes, sent) in [(0, 1), (0, 1), (1, 2), (1, 2), (1, 3), (60, 3)] {
        app.clock.advance(minutes * MINUTE);
        send(&app).await;
        assert_eq!(receiver.count(), sent);
    }
    let requests = receiver.requests();
    for request in &requests {
        read(&app, request);
        assert_eq!(
            request.header("webhook-id"),
            requests[0].header("webhook-id")
        );
        assert_eq!(request.body, requests[0].body);
    }
    assert_eq!(waiting(&app).await, 0);
}

#[tokio::test]
async fn after_a_day_it_is_given_up() {
    let (app, receiver) = with_webhook().await;
    receiver.answers(Answer::Text(503, "away".into()));
    outage(&app).await;
    look(&app).await;
    for _ in 0..24 * 60 + 130 {
        send(&app).await;
        app.clock.advance(MINUTE);
    }
    assert_eq!(waiting(&app).await, 0);
    // after 1, 3, 7 … 127 minutes, and then every 128
    assert_eq!(receiver.count(), 8 + 11);
}

#[tokio::test]
async fn of_two_senders_one_sends() {
    let (app, receiver) = with_webhook().await;
    outage(&app).await;
    look(&app).await;
    let twin = app.alike().await;
    let (one, other) = (&app.web.app, &twin.web.app);
    let sends = tokio::join!(
        webhooks::send_due(one),
        webhooks::send_due(other),
        webhooks::send_due(one),
        webhooks::send_due(other),
    );
    assert!(sends.0.is_ok() && sends.1.is_ok() && sends.2.is_ok() && sends.3.is_ok());
    assert_eq!(receiver.count(), 1);
}

#[tokio::test]
async fn two_nodes_announce_once() {
    let (app, _receiver) = with_webhook().await;
    let twin = app.alike().await;
    outage(&app).await;
    for _ in 0..4 {
        let (one, other) = (&app.web.app, &twin.web.app);
        let both = tokio::join!(alerting::tick(one), alerting::tick(other));
        both.0.and(both.1).expect("looked");
    }
    assert_eq!(waiting(&app).await, 1);
}

#[tokio::test]
async fn an_alert_and_its_announcement_are_one() {
    let (app, _receiver) = with_webhook().await;
    outage(&app).await;
    let trigger = format!(
        "create trigger fault before insert on events begin select raise(abort, '{FIRE}'); end"
    );
    app.spoil(&trigger).await;
    assert!(alerting::tick(&app.web.app).await.is_err());
    assert!(told(&app).await.is_empty());
    app.spoil("drop trigger fault").await;
    look(&app).await;
    assert_eq!(told(&app).await, ["failures main open"]);
    assert_eq!(waiting(&app).await, 1);
}
