//! What the holder of a verification is told of its newest text.

use reqwest::Method;
use serde_json::{Value, json};

use super::senders::{Post, Speaker, Word};
use super::{ADA, app, app_with, asked, post};
use crate::app::TestApp;

/// Twilio's receipt with this code for the newest text.
async fn fails(app: &TestApp, code: &str) {
    let requests = app.gateway.requests();
    let address = Speaker::callback(requests.last().expect("a text"));
    let sid = format!("SM{}", "0a".repeat(16));
    let body = format!("ErrorCode={code}&MessageSid={sid}&MessageStatus=undelivered");
    let receipt: Post = Speaker::Twilio.signed(app, &address, &body);
    post(app, &address, &receipt).await.is(204);
}

/// A verification begun over JSON: its id.
async fn begun(app: &TestApp) -> String {
    let sent = app.send_otp(ADA).await.is(200).json();
    sent["verificationId"].as_str().expect("an id").to_owned()
}

async fn told(app: &TestApp, id: &str) -> Value {
    let path = format!("/auth/verifications/{id}");
    app.browser().get(&path).await.is(200).json()
}

#[tokio::test]
async fn a_receipt_that_says_why_is_told_in_words_for_it() {
    for (code, title, word) in [
        ("21610", "You told our texts to stop", "opted_out"),
        ("30006", "This number cannot get texts", "number_refused"),
        (
            "30003",
            "The phone network did not deliver our text",
            "unreachable",
        ),
        (
            "30007",
            "The phone network did not deliver our text",
            "not_delivered",
        ),
    ] {
        let app = app(Speaker::Twilio).await;
        let browser = asked(&app).await;
        fails(&app, code).await;
        browser.get("/login/code").await.is(200).shows(title);
        let asked = browser.get("/login/delivery").await.is(200).json();
        assert_eq!(asked["title"], title);
        app.after_the_wait();
        let id = begun(&app).await;
        fails(&app, code).await;
        let told = told(&app, &id).await;
        assert_eq!(told["delivery"], "undelivered");
        assert_eq!(told["code"], word);
        assert!(told["detail"].is_string());
    }
}

#[tokio::test]
async fn the_holder_of_an_id_hears_how_its_text_and_its_waits_stand() {
    let app = app(Speaker::Twilio).await;
    let id = begun(&app).await;
    let expected = |delivery: &str, expires: u64, resend: Option<u64>| {
        json!({
            "verificationId": id,
            "expiresIn": expires,
            "resendAfter": resend,
            "delivery": delivery,
        })
    };
    assert_eq!(told(&app, &id).await, expected("sent", 300, Some(30)));
    app.clock.advance(std::time::Duration::from_secs(10));
    let address = Speaker::callback(&app.gateway.requests()[0]);
    let receipt = Speaker::Twilio.receipt(&app, &address, Word::Delivered);
    post(&app, &address, &receipt).await.is(204);
    assert_eq!(told(&app, &id).await, expected("delivered", 290, Some(20)));
    app.verify_otp(ADA, &app.last_code()).await.is(200);
    let path = format!("/auth/verifications/{id}");
    let over = app.browser().get(&path).await.is(404).json();
    assert_eq!(over["code"], "no_verification");
}

#[tokio::test]
async fn nobody_else_hears_anything() {
    let app = app(Speaker::Twilio).await;
    let browser = asked(&app).await;
    let rows = app.dump().await;
    let row: Value = serde_json::from_str(&rows.table("verifications")[0]).expect("a row");
    let id = row["id"].as_str().expect("an id");
    let path = format!("/auth/verifications/{id}");
    // begun by a form: its browser's alone
    app.browser().get(&path).await.is(404);
    let own = browser.get(&path).await.is(200).json();
    assert_eq!(own["delivery"], "sent");
    for id in ["AAAAAAAAAAAAAAAAAAAAAA", "x", "%ff", "%00"] {
        let path = format!("/auth/verifications/{id}");
        let refused = app.browser().get(&path).await;
        assert!([400, 404].contains(&refused.status.as_u16()), "{id}");
        assert!(refused.json()["code"].is_string(), "{id}");
    }
    let posted = app.browser().request(Method::POST, &path);
    app.browser().send(posted).await.is(405);
}

#[tokio::test]
async fn e1_while_blocked_numbers_get_no_texts_none_is_said_to_have_arrived() {
    let app = app_with(Speaker::Twilio, "[limits]\nblocked = 'silent'").await;
    let id = begun(&app).await;
    let address = Speaker::callback(&app.gateway.requests()[0]);
    let receipt = Speaker::Twilio.receipt(&app, &address, Word::Delivered);
    post(&app, &address, &receipt).await.is(204);
    assert_eq!(told(&app, &id).await["delivery"], "sent");
}
