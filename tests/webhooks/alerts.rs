//! Alerts are events as others.

use std::time::Duration;

use serde_json::json;
use textgate::flow::alerting;
use textgate::flow::sweep::sweep;

use crate::app::gateway::{Answer, Gateway, Request};
use crate::app::{TWILIO, TestApp};
use crate::{SECRET, read, rows, send, with_webhook};

#[tokio::test]
async fn every_webhook_can_hear_of_alerts() {
    let (app, receiver) = with_webhook("['alert.*']", "").await;
    app.gateway
        .answers(Answer::Json(500, json!({ "code": 20500 })));
    for n in 0..9 {
        let browser = app.browser_from(&format!("127.3.0.{}", n + 1));
        browser
            .post_phone(&format!("+1415{:03}0123", 200 + n))
            .await;
    }
    alerting::tick(&app.web.app).await.expect("looked");
    send(&app).await;
    let message = read(&receiver.requests()[0]);
    assert_eq!(message["type"], "alert.opened");
    assert_eq!(message["data"]["kind"], "failures");
    assert_eq!(message["data"]["subject"], "main");
}

#[tokio::test]
async fn what_a_node_of_the_version_before_has_to_tell_is_told_by_its_id() {
    let receiver = Gateway::start().await;
    receiver.answers(Answer::Text(204, String::new()));
    let (url, secret) = (receiver.url(), format!("whsec_{SECRET}"));
    let set = [
        ("alerts.webhook_url", url.as_str()),
        ("alerts.webhook_secret", &secret),
    ];
    let app = TestApp::with_provider(&set, Gateway::start().await, TWILIO).await;
    let now = app.web.app.now();
    let (at, later) = (
        now.as_micros(),
        now.plus(Duration::from_mins(2)).as_micros(),
    );
    let body = r#"{"type":"alert.opened","timestamp":"2026-11-22T13:58:00Z","data":{}}"#;
    app.spoil(&format!(
        "insert into announcements (id, body, created_at, tries, next_at) values
         ('msg_0a0b', '{body}', {at}, 3, {at}), ('msg_0c0d', '{body}', {at}, 1, {later})"
    ))
    .await;
    let waits = async || rows(&app, "announcements").await.len();
    // one of them is just being sent
    for left in [1, 1] {
        sweep(&app.web.app).await.expect("swept");
        assert_eq!(waits().await, left);
    }
    app.clock.advance(Duration::from_mins(2));
    sweep(&app.web.app).await.expect("swept");
    assert_eq!(waits().await, 0);
    send(&app).await;
    let requests = receiver.requests();
    let id = |it: &Request| it.header("webhook-id").expect("an id").to_owned();
    let mut ids: Vec<_> = requests.iter().map(id).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["msg_0a0b", "msg_0c0d"]);
    assert!(requests.iter().all(|it| it.body == body));
}
