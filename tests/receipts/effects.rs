//! What a good receipt changes, and who hears of it.

use std::time::Duration;

use serde_json::{Value, json};

use super::app::gateway::{Answer, Gate, Gateway};
use super::app::{BEN, TestApp};
use super::senders::{ALL, Post, SITE, Speaker, Word};
use super::{ADA, app, asked, delivery, is_told_of_trouble, post};

/// Posts a receipt for the `nth` text, from 0; it is taken.
async fn tell(app: &TestApp, speaker: Speaker, nth: usize, word: Word) {
    let address = Speaker::callback(&app.gateway.requests()[nth]);
    let receipt = speaker.receipt(app, &address, word);
    post(app, &address, &receipt).await.is(204);
}

#[tokio::test]
async fn a_delivered_text_is_written_as_such() {
    for speaker in ALL {
        let app = app(speaker).await;
        let browser = asked(&app).await;
        let people = app.dump().await;
        app.clock.advance(Duration::from_secs(3));
        tell(&app, speaker, 0, Word::Underway).await;
        assert_eq!(delivery(&app, 0).await["status"], "accepted");
        assert_eq!(app.dump().await, people, "nothing is known yet");
        tell(&app, speaker, 0, Word::Delivered).await;
        let row = delivery(&app, 0).await;
        assert_eq!(row["status"], "delivered", "{speaker:?}");
        let sent_at = row["created_at"].as_i64().expect("a time");
        assert_eq!(row["receipt_at"], sent_at + 3_000_000);
        assert_eq!([&row["reason"], &row["raw_code"]], [&Value::Null; 2]);
        assert_eq!(app.dump().await.person(), people.person());
        assert!(!is_told_of_trouble(&browser).await);
        browser
            .post_code(&app.last_code())
            .await
            .leads_to("/account");
    }
}

#[tokio::test]
async fn a_text_that_did_not_arrive_is_told_until_a_new_one_goes_out() {
    for speaker in ALL {
        let app = app(speaker).await;
        let browser = asked(&app).await;
        let people = app.dump().await;
        assert!(!is_told_of_trouble(&browser).await);
        tell(&app, speaker, 0, Word::Undelivered).await;
        let row = delivery(&app, 0).await;
        assert_eq!(row["status"], "undelivered", "{speaker:?}");
        assert_eq!(row["receipt_at"], row["created_at"]);
        let (reason, code) = speaker.reason();
        assert_eq!([&row["reason"], &row["raw_code"]], [reason, code]);
        assert_eq!(app.dump().await.person(), people.person());
        assert!(is_told_of_trouble(&browser).await);
        app.after_the_wait();
        browser.resend().await.leads_to("/login/code");
        assert!(!is_told_of_trouble(&browser).await);
        browser
            .post_code(&app.last_code())
            .await
            .leads_to("/account");
    }
}

#[tokio::test]
async fn late_news_of_an_earlier_text_is_kept_but_not_shown() {
    let app = app(Speaker::Twilio).await;
    let browser = asked(&app).await;
    app.after_the_wait();
    browser.resend().await.leads_to("/login/code");
    tell(&app, Speaker::Twilio, 0, Word::Undelivered).await;
    assert_eq!(delivery(&app, 0).await["status"], "undelivered");
    assert_eq!(delivery(&app, 1).await["status"], "accepted");
    assert!(!is_told_of_trouble(&browser).await);
    tell(&app, Speaker::Twilio, 1, Word::Undelivered).await;
    assert!(is_told_of_trouble(&browser).await);
}

#[tokio::test]
async fn the_code_of_a_text_that_did_not_arrive_works_all_the_same() {
    let app = app(Speaker::Twilio).await;
    let browser = asked(&app).await;
    tell(&app, Speaker::Twilio, 0, Word::Undelivered).await;
    browser
        .post_code(&app.last_code())
        .await
        .leads_to("/account");
}

#[tokio::test]
async fn only_the_browser_that_asked_is_told() {
    let app = app(Speaker::Twilio).await;
    let browser = asked(&app).await;
    tell(&app, Speaker::Twilio, 0, Word::Undelivered).await;
    app.browser().get("/login/delivery").await.is(404);
    let other = app.browser();
    other.post_phone(BEN).await.leads_to("/login/code");
    assert!(!is_told_of_trouble(&other).await);
    let stranger = app.browser();
    let cookie = "__Host-textgate";
    stranger.set_cookie(cookie, "AAAAAAAAAAAAAAAAAAAAAA");
    stranger.get("/login/delivery").await.is(404);
    assert!(is_told_of_trouble(&browser).await);
    // nothing is left to tell once the person is in, or too late
    browser
        .post_code(&first_code(&app))
        .await
        .leads_to("/account");
    browser.get("/login/delivery").await.is(404);
    app.clock.advance(Duration::from_hours(1));
    other.get("/login/delivery").await.is(404);
}

fn first_code(app: &TestApp) -> String {
    app.gateway.requests()[0].text()[..6].to_owned()
}

#[tokio::test]
async fn a_dashboard_s_address_names_the_text_by_the_provider_s_id() {
    let gateway = Gateway::start().await;
    let recipient = json!({ "statusCode": 101, "messageId": "ATXid_1" });
    let taken = json!({ "SMSMessageData": { "Recipients": [recipient] } });
    gateway.answers(Answer::Json(201, taken));
    let provider = "name = 'main'\nkind = 'africastalking'\nbase_url = '{url}'\n\
                    username = 'me'\napi_key = 'key'";
    let app = TestApp::with_provider(&[("public_url", SITE)], gateway, provider).await;
    let browser = asked(&app).await;
    let address = app.web.app.receipt_address("main").expect("an address");
    let told = |id: &str, status: &str| Post {
        headers: vec![("content-type", "application/x-www-form-urlencoded".into())],
        body: format!("id={id}&status={status}&failureReason=UserIsInactive"),
    };
    let before = app.dump().await;
    for id in ["ATXid_2", "", "%25"] {
        let answer = post(&app, &address, &told(id, "Failed")).await;
        assert!([204, 400].contains(&answer.status.as_u16()), "{id:?}");
        assert_eq!(app.dump().await, before, "{id:?}");
    }
    post(&app, &address, &told("ATXid_1", "Failed"))
        .await
        .is(204);
    let [row] = app.deliveries("671").await.try_into().expect("one row");
    let kept = ["status", "reason", "raw_code"].map(|name| row[name].clone());
    assert_eq!(kept, ["undelivered", "unreachable", "UserIsInactive"]);
    assert!(is_told_of_trouble(&browser).await);
}

#[tokio::test]
async fn one_that_knows_only_an_id_we_do_not_have_yet_is_asked_to_come_again() {
    let gateway = Gateway::start().await;
    let recipient = json!({ "statusCode": 101, "messageId": "ATXid_1" });
    let taken = json!({ "SMSMessageData": { "Recipients": [recipient] } });
    let gate = Gate::shut();
    gateway.answers(gate.holds(Answer::Json(201, taken)));
    let provider = "name = 'main'\nkind = 'africastalking'\nbase_url = '{url}'\n\
                    username = 'me'\napi_key = 'key'";
    let app = TestApp::with_provider(&[("public_url", SITE)], gateway, provider).await;
    let address = app.web.app.receipt_address("main").expect("an address");
    let failed = Post {
        headers: vec![("content-type", "application/x-www-form-urlencoded".into())],
        body: "id=ATXid_1&status=Failed&failureReason=UserIsInactive".into(),
    };
    let browser = async {
        let browser = asked(&app).await;
        post(&app, &address, &failed).await.is(204);
        assert!(is_told_of_trouble(&browser).await);
    };
    let early = async {
        app.gateway.asked(1).await;
        post(&app, &address, &failed).await.is(503);
        gate.open();
    };
    tokio::join!(browser, early);
}

#[tokio::test]
async fn without_https_no_receipts_are_asked_for() {
    let app = TestApp::start().await;
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    let request = &app.gateway.requests()[0];
    assert_eq!(request.field("StatusCallback"), None);
    assert_eq!(app.web.app.receipt_address("main"), None);
}
