//! Limits as people meet them: when a text is refused, and when it is not.

mod app;

use std::time::Duration;

use app::browser::Shown;
use app::gateway::Answer;
use app::{ADA, BEN, CLEO, TestApp};
use serde_json::json;

const SECOND: Duration = Duration::from_secs(1);

/// A first text from a new browser at another address.
async fn ask(app: &TestApp, phone: &str, from: u8) -> Shown {
    let browser = app.browser_from(&format!("127.0.0.{from}"));
    browser.post_phone(phone).await
}

#[tokio::test]
async fn the_wait_holds_whoever_asks_and_doubles_within_a_verification() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    for wait in [30, 60] {
        app.clock.advance((wait - 1) * SECOND);
        let page = browser.resend().await;
        page.shows("You cannot get another code yet")
            .shows("in 1 second.");
        ask(&app, ADA, 9).await.is(429);
        app.clock.advance(SECOND);
        browser.resend().await.leads_to("/login/code");
    }
    assert_eq!(app.gateway.count(), 3);
}

#[tokio::test]
async fn e2_a_stranger_is_not_told_what_remains() {
    let app = TestApp::start().await;
    ask(&app, ADA, 2).await.leads_to("/login/code");
    for _ in 0..3 {
        app.clock.advance(7 * SECOND);
        let page = ask(&app, ADA, 3).await;
        assert_eq!(page.is(429).header("retry-after"), "30");
        page.shows(ADA);
    }
}

#[tokio::test]
async fn a_phone_gets_five_texts_in_ten_minutes() {
    let app = TestApp::start().await;
    for _ in 0..5 {
        ask(&app, ADA, 2).await.leads_to("/login/code");
        app.clock.advance(30 * SECOND);
    }
    // 150 s gave one of five back
    ask(&app, ADA, 2).await.leads_to("/login/code");
    app.clock.advance(30 * SECOND);
    ask(&app, ADA, 2).await.is(429);
    ask(&app, BEN, 2).await.leads_to("/login/code");
    app.clock.advance(Duration::from_mins(2));
    ask(&app, ADA, 2).await.leads_to("/login/code");
}

#[tokio::test]
async fn five_texts_per_verification_and_then_a_new_beginning() {
    let app = TestApp::with(&[("limits.phone", "1000/1m"), ("code.resend_wait", "1s")]).await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    for _ in 0..4 {
        app.clock.advance(60 * SECOND);
        browser.resend().await.leads_to("/login/code");
    }
    app.clock.advance(60 * SECOND);
    let page = browser.resend().await;
    page.shows("You cannot get another code for this sign-in");
    assert_eq!(app.gateway.count(), 5);
    // the newest code still works, and so does starting again
    browser.post_phone(ADA).await.leads_to("/login/code");
    assert_eq!(app.gateway.count(), 6);
    assert_eq!(app.dump().await.table("verifications").len(), 2);
}

#[tokio::test]
async fn a_requester_s_share_comes_back_by_signing_in() {
    let app = TestApp::with(&[("limits.requester", "2/10m")]).await;
    let browser = app.signed_in(ADA).await;
    ask(&app, BEN, 1).await.leads_to("/login/code");
    ask(&app, CLEO, 1).await.leads_to("/login/code");
    let page = ask(&app, "+61412345678", 1).await;
    page.is(429);
    assert_eq!(page.header("retry-after"), "300");
    ask(&app, "+61412345678", 2).await.leads_to("/login/code");
    browser.get("/account").await.is(200);
}

#[tokio::test]
async fn a_number_range_fills_with_unverified_texts_only() {
    let app = TestApp::with(&[("limits.range", "2/1h")]).await;
    app.signed_in("+14155552600").await;
    for (n, phone) in ["+14155552601", "+14155552602"].into_iter().enumerate() {
        let from = u8::try_from(n).expect("small") + 2;
        ask(&app, phone, from).await.leads_to("/login/code");
    }
    ask(&app, "+14155552603", 5).await.is(429);
    ask(&app, "+14155562603", 5).await.leads_to("/login/code");
}

#[tokio::test]
async fn all_texts_together_are_limited() {
    let app = TestApp::with(&[("limits.total", "2/1m")]).await;
    ask(&app, ADA, 2).await.leads_to("/login/code");
    ask(&app, BEN, 3).await.leads_to("/login/code");
    let page = ask(&app, CLEO, 4).await;
    assert_eq!(page.is(429).header("retry-after"), "30");
    app.clock.advance(30 * SECOND);
    ask(&app, CLEO, 4).await.leads_to("/login/code");
    assert_eq!(app.gateway.count(), 3);
}

#[tokio::test]
async fn p5_a_refusal_takes_nothing_and_calls_nobody() {
    let app = TestApp::with(&[("limits.total", "1/1m")]).await;
    ask(&app, ADA, 2).await.leads_to("/login/code");
    let before = app.dump().await;
    for _ in 0..3 {
        ask(&app, BEN, 3).await.is(429);
    }
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), 1);
}

#[tokio::test]
async fn a_refused_text_is_given_back_but_not_to_the_requester() {
    let app = TestApp::with(&[
        ("limits.phone", "1/1h"),
        ("limits.range", "1/1h"),
        ("limits.total", "1/1h"),
        ("limits.requester", "3/1h"),
    ])
    .await;
    app.gateway
        .answers(Answer::Json(400, json!({ "code": 21606 })));
    for _ in 0..3 {
        ask(&app, ADA, 2).await.is(503);
    }
    app.gateway.answers(Answer::TwilioQueued);
    ask(&app, ADA, 2).await.is(429);
    ask(&app, ADA, 3).await.leads_to("/login/code");
    assert_eq!(app.gateway.count(), 4);
}

#[tokio::test]
async fn limits_hold_over_a_restart() {
    let mut app = TestApp::start().await;
    ask(&app, ADA, 2).await.leads_to("/login/code");
    app.restart().await;
    ask(&app, ADA, 2).await.is(429);
    app.after_the_wait();
    ask(&app, ADA, 2).await.leads_to("/login/code");
}

#[tokio::test]
async fn limits_hold_no_number_and_no_address() {
    let app = TestApp::start().await;
    ask(&app, ADA, 2).await.leads_to("/login/code");
    let limits = app.dump().await.table("buckets").join("\n");
    assert!(
        limits.contains("wait ") && limits.contains("requester:"),
        "{limits}"
    );
    for secret in ["127.0.0", "4155552671", "415555"] {
        assert!(!limits.contains(secret), "{secret} in {limits}");
    }
}
