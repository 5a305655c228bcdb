//! A test text: sent by an admin who signed in anew, limited, on record.

use std::time::Duration;

use serde_json::json;

use super::text_of;
use crate::app::browser::{Browser, Shown};
use crate::app::gateway::Answer;
use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::view_freshness::signs_in_again;
use crate::{entries, fails};

const PAGE: &str = "/admin/settings/test";
const MINUTE: Duration = Duration::from_mins(1);

async fn sends(admin: &Browser, phone: &str) -> Shown {
    admin
        .post(PAGE, &[("region", "GB"), ("phone", phone)])
        .await
}

/// A newer session of the admin's.
async fn again(app: &TestApp) -> Browser {
    app.after_the_wait();
    app.signed_in(ADA).await
}

async fn start(set: &[(&str, &str)]) -> (TestApp, Browser, usize) {
    let app = TestApp::with(&[&[("admins", ADA)], set].concat()).await;
    let admin = app.signed_in(ADA).await;
    let texts = app.gateway.count();
    (app, admin, texts)
}

#[tokio::test]
async fn c8_a_test_text_goes_out_and_nothing_else_happens() {
    let (app, admin, texts) = start(&[]).await;
    let before = app.dump().await;
    let page = sends(&admin, "07400 123456").await;
    page.is(200)
        .shows("main accepted the text for +44 7400 123456.");
    assert_eq!(app.gateway.count(), texts + 1);
    let sent = app.gateway.requests().pop().expect("a text");
    assert_eq!(sent.field("To").as_deref(), Some(BEN));
    page.hides(&app.gateway.last_code());
    let after = app.dump().await;
    for table in ["users", "verifications", "sessions", "deliveries"] {
        assert_eq!(after.table(table), before.table(table), "{table}");
    }
    // the code opens nothing
    let browser = app.browser();
    browser
        .post_code(&app.gateway.last_code())
        .await
        .leads_to("/login");
    let rows = entries(&app).await;
    let entry = rows.last().expect("an entry");
    assert_eq!(entry["action"], "text.test");
    assert_eq!(entry["target_label"], "+44•••••456");
    assert_eq!(entry["actor_kind"], "admin");
    let audit = text_of(&admin.get("/admin/audit").await.body);
    assert!(audit.contains("Sent a test text"), "{audit}");
}

#[tokio::test]
async fn what_came_back_is_told_in_words() {
    let (app, admin, _) = start(&[]).await;
    app.gateway
        .answers(Answer::Json(400, json!({ "code": 21408 })));
    let page = sends(&admin, BEN).await;
    let text = text_of(&page.is(200).body);
    for words in [
        "main did not accept the text for +44 7400 123456: the provider’s account may not text this country.",
        "What to do: allow this country in the provider’s account.",
        "The provider’s code 21408",
    ] {
        assert!(text.contains(words), "no {words:?} in {text}");
    }
    app.gateway.answers(Answer::Close);
    let page = sends(&admin, BEN).await;
    page.is(200)
        .shows("It is not known whether main accepted the text");
}

#[tokio::test]
async fn p3_test_texts_are_limited_for_all_admins_together() {
    let (app, admin, texts) = start(&[("session.admin_act", "12h")]).await;
    for _ in 0..5 {
        sends(&admin, BEN).await.is(200);
    }
    let other = again(&app).await;
    let before = app.dump().await;
    let page = sends(&other, CLEO).await;
    page.is(200);
    page.shows("No test text was sent").shows("seconds");
    assert_eq!(app.dump().await.table("audit"), before.table("audit"));
    app.clock.advance(2 * MINUTE);
    sends(&other, CLEO).await.is(200);
    // 20 a day
    for _ in 0..14 {
        app.clock.advance(2 * MINUTE);
        sends(&admin, BEN).await.is(200);
    }
    app.clock.advance(10 * MINUTE);
    let page = sends(&admin, BEN).await;
    page.is(200).shows("No test text was sent");
    assert_eq!(app.gateway.count(), texts + 1 + 20);
}

#[tokio::test]
async fn p5_what_is_refused_calls_no_provider_and_costs_no_share() {
    let file = "\n[[test_number]]\nphone = \"+14155550100\"\ncode = \"908172\"\nuntil = \"2026-12-31\"\n[routes]\nGB = [\"main\"]\nUS = [\"main\"]";
    let provider = format!("{}{file}", crate::app::TWILIO);
    let gateway = crate::app::gateway::Gateway::start().await;
    let set = [("admins", ADA), ("regions", "GB,US")];
    let app = TestApp::with_provider(&set, gateway, &provider).await;
    let admin = app.signed_in(ADA).await;
    let (before, texts) = (app.dump().await, app.gateway.count());
    for (phone, words) in [
        ("", "Enter your mobile number"),
        ("12", "This number is 8 digits too short (United Kingdom)"),
        (
            "+448001111111",
            "This is not a mobile number (United Kingdom)",
        ),
        ("+14155550100", "This is a test number: it gets no texts"),
        (CLEO, "No route serves India."),
    ] {
        let page = sends(&admin, phone).await;
        page.is(200).shows(words).shows("Error: ");
    }
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), texts);
}

#[tokio::test]
async fn it_asks_for_a_fresh_sign_in_and_for_nothing_less_than_a_record() {
    let (app, admin, texts) = start(&[]).await;
    app.clock.advance(16 * MINUTE);
    admin.get(PAGE).await.is(200);
    let page = sends(&admin, BEN).await;
    page.is(200).shows("Sign in again to go on");
    assert_eq!(app.gateway.count(), texts);
    let place = signs_in_again(&app, &admin, &page).await;
    let waits = admin.get(&place).await;
    waits.is(200).shows("Send a test text").shows(PAGE);
    assert_eq!(app.gateway.count(), texts + 1, "the sign-in's text alone");
    let fresh = again(&app).await;
    fails(&app, "insert on audit").await;
    let texts = app.gateway.count();
    sends(&fresh, BEN).await.is(503);
    assert_eq!(app.gateway.count(), texts);
}
