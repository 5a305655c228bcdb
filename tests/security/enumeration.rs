//! E1–E3: answers do not tell who is registered, what others did, or what
//! broke.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::json;

use crate::app::browser::Shown;
use crate::app::gateway::Answer;
use crate::app::server::Place;
use crate::app::{ADA, BEN, TestApp};
use crate::harness::user_id;

const DAY: Duration = Duration::from_hours(24);

/// An app in which the number is unknown, known, or blocked, at the same
/// moment of the clock.
async fn with_number(standing: &str) -> TestApp {
    let app = TestApp::start().await;
    let admin = app.admin(BEN).await;
    if standing != "unknown" {
        app.signed_in(ADA).await;
    }
    if standing == "blocked" {
        let path = format!("/admin/users/{}/block", user_id(&app, ADA).await);
        admin.post(&path, &[]).await.is(303);
    }
    app.clock.advance(30 * DAY);
    app
}

/// An answer without what is random in every one.
fn without_chance(shown: &Shown) -> (u16, BTreeMap<String, String>, String) {
    let headers = shown.headers.iter().map(|(name, value)| {
        let value = value.to_str().expect("text");
        let value = match name.as_str() {
            "date" => "",
            "set-cookie" if value.starts_with("textgate=") => {
                value.split_once(';').expect("attributes").1
            }
            _ => value,
        };
        (name.to_string(), value.to_owned())
    });
    let words = shown.body.split_inclusive(|c: char| !c.is_ascii_hexdigit());
    let body = words.map(|word| {
        let hex = word.trim_end_matches(|c: char| !c.is_ascii_hexdigit());
        if [16, 32].contains(&hex.len()) {
            "#"
        } else {
            word
        }
    });
    (shown.status.as_u16(), headers.collect(), body.collect())
}

/// Everything that a stranger can see of a sign-in that they cannot finish.
async fn seen(app: &TestApp) -> Vec<(u16, BTreeMap<String, String>, String)> {
    let form = app.browser();
    let mut seen = vec![
        form.post_phone(ADA).await.leads_to("/login/code").clone(),
        form.get("/login/code").await,
        form.get("/login").await,
    ];
    for _ in 0..6 {
        seen.push(form.post_code(&app.wrong_code()).await);
    }
    seen.push(form.post_code("12").await);
    seen.push(app.browser().post_phone(ADA).await.is(429).clone());
    app.after_the_wait();
    seen.push(form.resend().await.leads_to("/login/code").clone());
    app.clock.advance(Duration::from_hours(2));
    let script = app.send_otp(ADA).await;
    let id = script.is(200).json()["verificationId"].clone();
    seen.push(script);
    for otp in [app.wrong_code(), "12".to_owned(), app.wrong_code()] {
        seen.push(app.verify_otp(ADA, &otp).await);
        let body = json!({ "phone": ADA, "otp": otp, "verificationId": id });
        seen.push(app.browser().json("/auth/verify-otp", &body).await);
    }
    seen.push(app.send_otp(ADA).await);
    app.clock.advance(Duration::from_hours(2));
    app.gateway
        .answers(Answer::Json(400, json!({ "code": 21211 })));
    seen.push(app.browser().post_phone(ADA).await);
    seen.push(app.send_otp(ADA).await);
    seen.iter().map(without_chance).collect()
}

#[tokio::test]
async fn e1_unknown_known_and_blocked_numbers_look_the_same() {
    let unknown = seen(&with_number("unknown").await).await;
    for standing in ["known", "blocked"] {
        let other = seen(&with_number(standing).await).await;
        for (nth, (one, two)) in unknown.iter().zip(&other).enumerate() {
            assert_eq!(one, two, "answer {nth}, {standing}");
        }
    }
}

#[tokio::test]
async fn e1_a_block_is_told_only_after_the_right_code() {
    let app = with_number("blocked").await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    browser
        .post_code(&app.wrong_code())
        .await
        .is(200)
        .hides("block");
    let code = app.last_code();
    let page = browser.post_code(&code).await;
    page.is(200).shows("blocked");
    assert_eq!(page.header("set-cookie"), "");
    browser.get("/account").await.is(303);
    app.clock.advance(DAY);
    app.send_otp(ADA).await.is(200);
    let code = app.last_code();
    let answer = app.verify_otp(ADA, &code).await;
    assert_eq!(answer.is(403).json()["code"], "blocked");
    assert_eq!(answer.header("set-cookie"), "");
}

#[tokio::test]
async fn e2_a_stranger_is_not_told_what_remains_of_a_phone_s_wait() {
    let app = TestApp::with(&[("limits.phone", "3/1h")]).await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let mut told = Vec::new();
    for _ in 0..5 {
        app.clock.advance(Duration::from_secs(5));
        let stranger = app.browser_from("127.0.0.2");
        let page = stranger.post_phone(ADA).await;
        told.push(page.is(429).header("retry-after").to_owned());
        let body = json!({ "phone": ADA });
        let answer = stranger.json("/auth/send-otp", &body).await;
        let wait = answer.is(429).json()["retryAfter"].clone();
        assert_eq!(wait.to_string(), answer.header("retry-after"));
        told.push(wait.to_string());
    }
    assert_eq!(told, ["30"; 10]);
    // the same once the phone's bucket is empty
    for _ in 0..2 {
        app.clock.advance(Duration::from_mins(3));
        browser.resend().await.leads_to("/login/code");
    }
    let mut told = Vec::new();
    for _ in 0..5 {
        app.clock.advance(Duration::from_secs(50));
        let page = app.browser_from("127.0.0.2").post_phone(ADA).await;
        told.push(page.is(429).header("retry-after").to_owned());
    }
    assert_eq!(told, ["1200"; 5]);
}

#[tokio::test]
async fn e2_who_asked_is_told_how_long_to_wait() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    app.clock.advance(Duration::from_secs(12));
    let page = browser.resend().await;
    page.is(200).shows("18 seconds");
}

#[tokio::test]
async fn e3_an_internal_error_shows_a_reference_and_no_cause() {
    let app = TestApp::start().await;
    let browser = app.signed_in(ADA).await;
    app.spoil("update users set region = 'nowhere'").await;
    for path in ["/account", "/account/data", "/login", "/admin/users"] {
        let page = browser.get(path).await;
        page.is(500).shows("something broke on our side");
        no_cause(&page);
        let (_, reference) = page.body.split_once("<strong class=\"id\">").expect("it");
        let (reference, _) = reference.split_once('<').expect("its end");
        assert_eq!(reference.len(), 12, "{reference}");
        assert_eq!(page.header("retry-after"), "");
    }
    let answer = browser.get("/auth/session").await;
    assert_eq!(answer.is(500).json()["code"], "internal");
    let reference = answer.json()["reference"].clone();
    assert_eq!(reference.as_str().map(str::len), Some(12), "{answer:?}");
    no_cause(&answer);
    app.spoil("update users set region = 'US'").await;
    browser.get("/account").await.is(200);
}

#[tokio::test]
async fn e3_a_broken_database_is_not_described() {
    let app = TestApp::start().await;
    let browser = app.signed_in(ADA).await;
    app.spoil("alter table users rename to gone").await;
    for path in ["/account", "/account/data"] {
        let page = browser.get(path).await;
        page.is(503).shows("there is a problem with the service");
        assert_ne!(page.header("retry-after"), "");
        no_cause(&page);
    }
    let answer = browser.get("/auth/session").await;
    assert_eq!(answer.is(503).json()["code"], "unavailable");
    no_cause(&answer);
    let stranger = app.browser();
    no_cause(stranger.post_phone(BEN).await.is(503));
    assert_eq!(stranger.session(), None);
}

#[tokio::test]
async fn e3_the_cause_is_in_the_log_under_the_reference() {
    let place = Place::new();
    let server = place.serve(&[]).await;
    let browser = server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = server.code(1).await;
    browser.post_code(&code).await.leads_to("/account");
    place.spoil("update users set region = 'nowhere'").await;
    let page = browser.get("/account").await;
    no_cause(page.is(500));
    let (_, reference) = page.body.split_once("<strong class=\"id\">").expect("it");
    let (reference, _) = reference.split_once('<').expect("its end");
    server.logged("request failed").await;
    let log = server.err();
    let line = log.lines().find(|line| line.contains("request failed"));
    let line = line.expect("the line");
    assert!(
        line.contains(reference) && line.contains("region"),
        "{line}"
    );
}

#[track_caller]
fn no_cause(shown: &Shown) {
    for word in [
        "users", "region", "nowhere", "sqlite", "SQL", "column", "table", "src/",
    ] {
        shown.hides(word);
    }
}

#[tokio::test]
async fn e1_a_used_verification_is_told_by_its_id_alone() {
    let app = TestApp::start().await;
    let sent = app.send_otp(ADA).await.json();
    let code = app.last_code();
    app.verify_otp(ADA, &code).await.is(200);
    // as for a number that nobody ever used, also at the address that asked
    let stranger = app.browser_from("127.0.0.9");
    for browser in [&stranger, &app.browser()] {
        let plain = json!({ "phone": ADA, "otp": code });
        let of_known = browser.json("/auth/verify-otp", &plain).await;
        let unused = json!({ "phone": BEN, "otp": code });
        let of_unknown = browser.json("/auth/verify-otp", &unused).await;
        of_known.is(404).shows("no_verification");
        assert_eq!(of_known.body, of_unknown.body);
    }
    // whoever lost the answer has a minute
    app.clock.advance(Duration::from_mins(1));
    let with_id = json!({ "phone": ADA, "otp": code, "verificationId": sent["verificationId"] });
    let shown = stranger.json("/auth/verify-otp", &with_id).await;
    shown.is(400).shows("already_used");
}
