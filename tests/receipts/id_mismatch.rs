//! A receipt must fit both the id in our address and the one it names.

use serde_json::json;

use super::app::BEN;
use super::senders::{Post, Speaker};
use super::{app, asked, delivery, post};
use crate::app::TestApp;
use crate::app::gateway::Answer;

/// A Twilio receipt at that address about that sid.
fn twilio(app: &TestApp, address: &str, sid: &str) -> Post {
    let body = format!("MessageSid={sid}&MessageStatus=undelivered");
    Speaker::Twilio.signed(app, address, &body)
}

fn sid(pair: &str) -> String {
    format!("SM{}", pair.repeat(16))
}

fn taken(pair: &str) -> Answer {
    Answer::Json(201, json!({ "sid": sid(pair), "status": "queued" }))
}

#[tokio::test]
async fn f_a_receipt_that_names_another_text_than_its_address_changes_nothing() {
    let app = app(Speaker::Twilio).await;
    app.gateway.answers(taken("1a"));
    asked(&app).await;
    app.gateway.answers(taken("2b"));
    app.browser().post_phone(BEN).await.leads_to("/login/code");
    let address = Speaker::callback(&app.gateway.requests()[0]);
    let before = app.dump().await;
    for other in [sid("2b"), sid("3c"), "SM1".into()] {
        let receipt = twilio(&app, &address, &other);
        post(&app, &address, &receipt).await.is(204);
        assert_eq!(app.dump().await, before, "{other}");
    }
    let receipt = twilio(&app, &address, &sid("1a"));
    post(&app, &address, &receipt).await.is(204);
    assert_eq!(delivery(&app, 0).await["status"], "undelivered");
}

#[tokio::test]
async fn a_text_whose_id_never_came_is_known_by_ours_alone() {
    let app = app(Speaker::Twilio).await;
    app.gateway.answers(Answer::Close);
    app.browser().post_phone(BEN).await.is(503);
    let address = Speaker::callback(&app.gateway.requests()[0]);
    let receipt = twilio(&app, &address, &sid("1a"));
    post(&app, &address, &receipt).await.is(204);
    let rows = app.deliveries("456").await;
    assert_eq!(rows[0]["status"], "undelivered");
}

#[tokio::test]
async fn f_an_echo_of_another_id_of_ours_is_no_receipt() {
    for speaker in [Speaker::Webhook, Speaker::Infobip] {
        let app = app(speaker).await;
        asked(&app).await;
        app.browser().post_phone(BEN).await.leads_to("/login/code");
        let [one, other] = [0, 1].map(|nth| Speaker::callback(&app.gateway.requests()[nth]));
        let before = app.dump().await;
        // about the other text, posted to the address of the first
        let (_, id) = other.split_once("?d=").expect("our id");
        let status = json!({ "groupName": "UNDELIVERABLE", "id": 9 });
        let body = match speaker {
            Speaker::Webhook => json!({ "type": "sms.undelivered", "data": { "id": id } }),
            _ => json!({ "results": [{ "messageId": id, "status": status }] }),
        };
        let receipt = speaker.signed(&app, &one, &body.to_string());
        post(&app, &one, &receipt).await.is(400);
        assert_eq!(app.dump().await, before, "{speaker:?}");
        let receipt = speaker.signed(&app, &other, &body.to_string());
        post(&app, &other, &receipt).await.is(204);
        let ben = app.deliveries("456").await;
        assert_eq!(ben[0]["status"], "undelivered");
        assert_eq!(delivery(&app, 0).await["status"], "accepted");
    }
}
