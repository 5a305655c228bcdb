//! The answer to the right code is lost on its way.

use std::time::Duration;

use serde_json::json;

use super::app::browser::Browser;
use super::app::{ADA, TestApp};

/// A browser that signed in, and one with the cookie from before: it never heard so.
async fn lost(app: &TestApp) -> (Browser, Browser, String) {
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let (code, left) = (app.last_code(), browser.copy());
    browser.post_code(&code).await.leads_to("/account");
    (browser, left, code)
}

#[tokio::test]
async fn c2_the_same_code_gives_the_same_session_under_a_new_id() {
    let app = TestApp::start().await;
    let (heard, left, code) = lost(&app).await;
    app.clock.advance(Duration::from_secs(59));
    left.get("/login/code").await.is(200).shows("name=\"code\"");
    left.post_code(&code).await.leads_to("/account");
    let page = left.get("/account").await;
    assert_eq!(page.is(200).body.matches("/end\"").count(), 1, "one device");
    assert_eq!(app.dump().await.table("sessions").len(), 1);
    // the lost id is dead
    heard
        .get("/account")
        .await
        .leads_to("/login?return_to=%2Faccount");
}

#[tokio::test]
async fn c2_after_a_minute_it_is_a_used_code() {
    let app = TestApp::start().await;
    let (heard, left, code) = lost(&app).await;
    app.clock.advance(Duration::from_mins(1));
    left.get("/login/code").await.leads_to("/login");
    left.post_code(&code).await.leads_to("/login");
    heard.get("/account").await.is(200);
}

#[tokio::test]
async fn c2_a_wrong_code_spends_the_same_tries() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    for _ in 0..3 {
        browser.post_code(&app.wrong_code()).await;
    }
    let (code, left) = (app.last_code(), browser.copy());
    browser.post_code(&code).await.leads_to("/account");
    let page = left.post_code(&app.wrong_code()).await;
    page.is(422).shows("You have 1 try left");
    assert_eq!(page.header("cache-control"), "private, no-cache");
    left.post_code(&app.wrong_code()).await.is(422);
    left.post_code(&code).await.is(422).shows("already used");
    browser.get("/account").await.is(200);
}

#[tokio::test]
async fn c2_not_after_signing_out_or_a_block() {
    let app = TestApp::start().await;
    let (heard, left, code) = lost(&app).await;
    heard.post("/logout", &[]).await.leads_to("/login");
    left.post_code(&code).await.is(422).shows("already used");
    assert_eq!(app.dump().await.table("sessions").len(), 0);
    app.after_the_wait();
    let (heard, left, code) = lost(&app).await;
    app.blocks(ADA).await;
    left.post_code(&code).await.is(422);
    heard
        .get("/account")
        .await
        .leads_to("/login?return_to=%2Faccount");
}

#[tokio::test]
async fn c2_over_json_by_the_id_and_never_by_the_phone_alone() {
    let app = TestApp::with(&[("api.phone_only", "true")]).await;
    let sent = app.send_otp(ADA).await.is(200).json();
    let id = sent["verificationId"].as_str().expect("an id").to_owned();
    let code = app.last_code();
    let verify = async |id: Option<&str>| {
        let mut body = json!({ "phone": ADA, "otp": code });
        if let Some(id) = id {
            body["verificationId"] = id.into();
        }
        let browser = app.browser();
        (browser.json("/auth/verify-otp", &body).await, browser)
    };
    let (first, one) = verify(Some(&id)).await;
    first.is(200);
    verify(None).await.0.is(404);
    one.get("/auth/session").await.is(200);
    let (again, two) = verify(Some(&id)).await;
    again.is(200);
    two.get("/auth/session").await.is(200);
    one.get("/auth/session").await.is(401);
    assert_eq!(app.dump().await.table("sessions").len(), 1);
}
