//! The JSON contract, word for word, and the six cases that name the product.

mod app;

use std::time::Duration;

use app::gateway::Answer;
use app::{ADA, BEN, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

const NO_VERIFICATION: &str = "No sign-in in progress for this phone number";

async fn resend(app: &TestApp, phone: &str) -> app::browser::Shown {
    let body = json!({ "phone": phone });
    app.browser().json("/auth/resend-otp", &body).await
}

/// A verification begun over JSON: its id.
async fn begun(app: &TestApp, phone: &str) -> String {
    let sent = app.send_otp(phone).await;
    let id = sent.is(200).json()["verificationId"].clone();
    id.as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn valid_phone_and_sms_success_creates_the_user() {
    let app = TestApp::start().await;
    let sent = app.send_otp("+91 98765 43210").await;
    let body = sent.is(200).json();
    let id = body["verificationId"].as_str().expect("an id");
    let expected = json!({
        "message": "OTP sent successfully",
        "phone": "+919876543210",
        "expiresIn": 300,
        "verificationId": id,
    });
    assert_eq!(body, expected);
    assert_eq!(sent.header("set-cookie"), "", "no cookie before the code");
    let dump = app.dump().await;
    let [users, verifications, sessions] = dump.person();
    assert_eq!(
        [users.len(), verifications.len(), sessions.len()],
        [1, 1, 0]
    );

    let browser = app.browser();
    let body = json!({ "phone": "+919876543210", "otp": app.last_code() });
    let verified = browser.json("/auth/verify-otp", &body).await;
    let user = verified.is(200).json()["user"].clone();
    let expected = json!({
        "message": "Phone number verified",
        "user": { "id": user["id"], "phone": "+919876543210", "isPhoneVerified": true },
    });
    assert_eq!(verified.json(), expected);
    assert!(browser.session().is_some());
    let session = browser.get("/auth/session").await;
    assert_eq!(session.is(200).json(), json!({ "user": user }));
}

#[tokio::test]
async fn invalid_phone_creates_no_user() {
    let app = TestApp::start().await;
    let before = app.dump().await;
    let bad = [
        "",
        "12",
        "4155552671",
        "+1 900-234-5678",
        "+14155552671;ext=9",
        "<b>",
    ];
    for phone in bad {
        for path in ["/auth/send-otp", "/auth/resend-otp"] {
            let refused = app.browser().json(path, &json!({ "phone": phone })).await;
            let body = refused.is(400).json();
            assert!(body["detail"].is_string(), "{path} {phone}");
            let words = json!({
                "error": "Invalid phone number format",
                "code": "invalid_phone",
                "field": "phone",
                "detail": body["detail"],
            });
            assert_eq!(body, words, "{path} {phone}");
        }
        let body = json!({ "phone": phone, "otp": "123456" });
        let refused = app.browser().json("/auth/verify-otp", &body).await;
        assert_eq!(refused.is(400).json()["code"], "invalid_phone");
    }
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), 0);
}

#[tokio::test]
async fn valid_phone_and_sms_failure_creates_no_user() {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    let before = app.dump().await;
    app.gateway
        .answers(Answer::Json(400, json!({ "code": 21606 })));
    let failed = app.send_otp(ADA).await;
    let words = json!({ "error": "Failed to send OTP", "code": "provider_down",
        "detail": "The provider did not take the text. Try again later" });
    assert_eq!(failed.is(400).json(), words);
    assert_eq!(app.dump().await.person(), before.person());
}

#[tokio::test]
async fn resend_success_updates_the_verification() {
    let app = TestApp::start().await;
    let id = begun(&app, ADA).await;
    let (old, before) = (app.last_code(), app.dump().await);
    app.after_the_wait();
    let body = resend(&app, ADA).await.is(200).json();
    let expected = json!({
        "message": "OTP resent successfully",
        "phone": ADA,
        "expiresIn": 300,
        "verificationId": id,
    });
    assert_eq!(body, expected);
    let after = app.dump().await;
    assert_eq!(after.table("users"), before.table("users"));
    assert_eq!(after.table("verifications").len(), 1);
    assert_ne!(after.table("verifications"), before.table("verifications"));
    // the earlier code works until its own end
    app.clock.advance(Duration::from_secs(300 - 31));
    if old != app.last_code() {
        let refused = app.verify_otp(ADA, &old).await.is(400).json();
        let expected = json!({ "error": "Invalid OTP", "code": "code_replaced", "attemptsLeft": 4, "field": "otp" });
        assert_eq!(refused, expected);
    }
    app.verify_otp(ADA, &app.last_code()).await.is(200);
}

#[tokio::test]
async fn resend_failure_leaves_the_verification_alone() {
    let app = TestApp::start().await;
    begun(&app, ADA).await;
    let (code, before) = (app.last_code(), app.dump().await);
    app.after_the_wait();
    app.gateway
        .answers(Answer::Json(400, json!({ "code": 21606 })));
    let failed = resend(&app, ADA).await.is(400).json();
    let words = json!({ "error": "Failed to resend OTP", "code": "provider_down",
        "detail": "The provider did not take the text. Try again later" });
    assert_eq!(failed, words);
    assert_eq!(app.dump().await.person(), before.person());
    app.verify_otp(ADA, &code).await.is(200);
}

#[tokio::test]
async fn resend_for_an_unknown_phone_creates_no_user() {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    let before = app.dump().await;
    for phone in [ADA, BEN] {
        let refused = resend(&app, phone).await.is(404).json();
        let words = json!({ "error": NO_VERIFICATION, "code": "no_verification" });
        assert_eq!(refused, words);
    }
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), 1);
}

#[tokio::test]
async fn wrong_codes_are_refused_with_the_tries_left() {
    let app = TestApp::start().await;
    begun(&app, ADA).await;
    for left in (0..5).rev() {
        let refused = app.verify_otp(ADA, &app.wrong_code()).await.is(400).json();
        let expected = json!({ "error": "Invalid OTP", "code": "wrong_code", "attemptsLeft": left, "field": "otp" });
        assert_eq!(refused, expected);
    }
    let refused = app.verify_otp(ADA, &app.last_code()).await.is(400).json();
    let words = "Too many attempts. Request a new code";
    assert_eq!(refused, json!({ "error": words, "code": "attempts_spent" }));
    app.after_the_wait();
    resend(&app, ADA).await.is(200);
    app.verify_otp(ADA, &app.last_code()).await.is(200);
}

#[tokio::test]
async fn c9_malformed_codes_cost_no_try() {
    let app = TestApp::start().await;
    begun(&app, ADA).await;
    for otp in ["", "12345", "1234567", "abcdef"] {
        let refused = app.verify_otp(ADA, otp).await.is(400).json();
        let expected = json!({ "error": "Invalid OTP", "code": "malformed_code", "attemptsLeft": 5, "field": "otp", "detail": "otp must be 6 digits" });
        assert_eq!(refused, expected, "{otp}");
    }
    // A JSON number is refused and not guessed at: 012345 is not 12345.
    for otp in [
        json!(123_456),
        json!(null),
        json!(["123456"]),
        json!({ "$ne": "" }),
    ] {
        let body = json!({ "phone": ADA, "otp": otp });
        let refused = app.browser().json("/auth/verify-otp", &body).await;
        assert_eq!(refused.is(400).json()["code"], "bad_request");
    }
    // digits of another script are the same digits
    let code = app.last_code();
    let bengali = code.bytes().map(|b| u32::from(b - b'0') + 0x09E6);
    let bengali: String = bengali.filter_map(char::from_u32).collect();
    app.verify_otp(ADA, &bengali).await.is(200);
}

#[tokio::test]
async fn c2_expired_and_used_codes_are_told_apart() {
    let app = TestApp::start().await;
    let id = begun(&app, ADA).await;
    let code = app.last_code();
    app.clock.advance(Duration::from_mins(5));
    let refused = app.verify_otp(ADA, &code).await.is(400).json();
    assert_eq!(
        refused,
        json!({ "error": "OTP expired", "code": "expired" })
    );
    resend(&app, ADA).await.is(200);
    let code = app.last_code();
    app.verify_otp(ADA, &code).await.is(200);
    // for so long the answer may have been lost
    app.clock.advance(Duration::from_mins(1));
    let used = json!({ "error": "OTP already used", "code": "already_used" });
    let held = json!({ "phone": ADA, "otp": code, "verificationId": id });
    for call in ["/auth/verify-otp", "/auth/resend-otp"] {
        let refused = app.browser().json(call, &held).await;
        assert_eq!(refused.is(400).json(), used, "{call}");
    }
    // by the number alone that would tell, also at its address, that it is
    // somebody's
    let refused = app.verify_otp(ADA, &code).await.is(404).json();
    assert_eq!(refused["code"], "no_verification");
    let refused = resend(&app, ADA).await.is(404).json();
    assert_eq!(refused["code"], "no_verification");
    app.clock.advance(Duration::from_hours(1));
    let refused = app.verify_otp(ADA, &code).await.is(404).json();
    assert_eq!(
        refused,
        json!({ "error": NO_VERIFICATION, "code": "no_verification" })
    );
}

#[tokio::test]
async fn a_blocked_number_hears_it_only_after_the_right_code() {
    let app = TestApp::start().await;
    app.signed_in(ADA).await;
    app.blocks(ADA).await;
    app.after_the_wait();
    begun(&app, ADA).await;
    app.verify_otp(ADA, &app.wrong_code())
        .await
        .is(400)
        .shows("Invalid OTP");
    let refused = app.verify_otp(ADA, &app.last_code()).await;
    let words = json!({ "error": "This account is blocked", "code": "blocked" });
    assert_eq!(refused.is(403).json(), words);
    assert_eq!(refused.header("set-cookie"), "");
    assert!(app.dump().await.table("sessions").is_empty());
}

#[tokio::test]
async fn a_national_number_needs_its_region() {
    let app = TestApp::start().await;
    let body = json!({ "phone": "098765 43210", "region": "IN" });
    let sent = app.browser().json("/auth/send-otp", &body).await;
    assert_eq!(sent.is(200).json()["phone"], "+919876543210");
    app.after_the_wait();
    app.browser().json("/auth/resend-otp", &body).await.is(200);
    for region in ["ZZ", "", "India"] {
        let body = json!({ "phone": "098765 43210", "region": region });
        let refused = app.browser().json("/auth/send-otp", &body).await;
        assert_eq!(refused.is(400).json()["code"], "invalid_phone");
    }
}

#[tokio::test]
async fn p1_countries_that_are_off_have_their_own_code() {
    let app = TestApp::with(&[("regions", "US")]).await;
    let refused = app.send_otp(BEN).await;
    assert_eq!(refused.is(400).json()["code"], "country_off");
    assert_eq!(app.gateway.count(), 0);
}

#[tokio::test]
async fn too_many_sends_are_told_when_to_come_back() {
    let app = TestApp::start().await;
    let id = begun(&app, ADA).await;
    app.clock.advance(Duration::from_secs(10));
    let body = json!({ "phone": ADA, "verificationId": id });
    let limited = app.browser().json("/auth/resend-otp", &body).await;
    let words = limited.is(429).json();
    assert_eq!(words["code"], "rate_limited");
    assert_eq!(
        words["retryAfter"], 20,
        "whoever holds the verification hears the remainder"
    );
    assert_eq!(limited.header("retry-after"), "20");
    let limited = app.send_otp(ADA).await;
    assert_eq!(
        limited.is(429).json()["retryAfter"],
        30,
        "a stranger does not"
    );
    assert_eq!(app.gateway.count(), 1);
}

#[tokio::test]
async fn c6_by_its_phone_alone_a_verification_is_reached_only_from_where_it_was_begun() {
    let app = TestApp::start().await;
    let here = app.browser_from("127.0.0.2");
    let phone = json!({ "phone": ADA });
    let sent = here.json("/auth/send-otp", &phone).await;
    let id = sent.is(200).json()["verificationId"].clone();
    let code = app.last_code();
    let there = app.browser_from("127.0.0.3");
    let wrong = json!({ "phone": ADA, "otp": app.wrong_code() });
    app.clock.advance(Duration::from_secs(10));
    let before = app.dump().await;
    for _ in 0..10 {
        for (call, body) in [("verify-otp", &wrong), ("resend-otp", &phone)] {
            let refused = there.json(&format!("/auth/{call}"), body).await;
            assert_eq!(refused.is(404).json()["code"], "no_verification");
        }
    }
    assert_eq!(app.dump().await.text(), before.text(), "nothing is spent");
    let own = here.json("/auth/resend-otp", &phone).await;
    assert_eq!(own.is(429).json()["retryAfter"], 20);
    // whoever has the id may be anywhere
    let held = json!({ "phone": ADA, "otp": code, "verificationId": id });
    there.json("/auth/verify-otp", &held).await.is(200);
}

#[tokio::test]
async fn the_verification_id_chooses_and_phone_only_can_be_off() {
    let app = TestApp::with(&[("code.resend_wait", "0s")]).await;
    let first = begun(&app, ADA).await;
    let code = app.last_code();
    app.clock.advance(Duration::from_secs(1));
    begun(&app, ADA).await;
    let verify = |id: Value, otp: String| {
        let body = json!({ "phone": ADA, "otp": otp, "verificationId": id });
        let browser = app.browser();
        async move { browser.json("/auth/verify-otp", &body).await }
    };
    for id in [json!("nonsense"), json!("0".repeat(32))] {
        verify(id, code.clone()).await.is(404);
    }
    let body = json!({ "phone": BEN, "otp": code, "verificationId": first });
    app.browser().json("/auth/verify-otp", &body).await.is(404);
    verify(json!(first), code.clone()).await.is(200);
    app.verify_otp(ADA, &app.last_code()).await.is(200);

    let app = TestApp::with(&[("api.phone_only", "false")]).await;
    let id = begun(&app, ADA).await;
    app.verify_otp(ADA, &app.last_code()).await.is(404);
    resend(&app, ADA).await.is(404);
    let body = json!({ "phone": ADA, "otp": app.last_code(), "verificationId": id });
    app.browser().json("/auth/verify-otp", &body).await.is(200);
}

#[tokio::test]
async fn by_phone_alone_one_s_own_address_comes_first() {
    let app = TestApp::with(&[("code.resend_wait", "0s")]).await;
    let body = json!({ "phone": ADA });
    let (here, there) = (app.browser_from("127.0.0.2"), app.browser_from("127.0.0.3"));
    here.json("/auth/send-otp", &body).await.is(200);
    let code = app.last_code();
    app.clock.advance(Duration::from_secs(1));
    there.json("/auth/send-otp", &body).await.is(200);
    let body = json!({ "phone": ADA, "otp": code });
    here.json("/auth/verify-otp", &body).await.is(200);
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    let app = TestApp::start().await;
    begun(&app, ADA).await;
    let browser = app.browser();
    let body = json!({ "phone": ADA, "otp": app.last_code() });
    browser.json("/auth/verify-otp", &body).await.is(200);
    let replay = browser.copy();
    let logout = browser
        .send(browser.request(Method::POST, "/auth/logout"))
        .await;
    logout.is(204);
    assert_eq!(logout.body, "");
    let words = json!({ "error": "Not signed in", "code": "not_signed_in" });
    for browser in [&browser, &replay] {
        assert_eq!(browser.get("/auth/session").await.is(401).json(), words);
        let again = browser
            .send(browser.request(Method::POST, "/auth/logout"))
            .await;
        assert_eq!(again.is(401).json(), words);
    }
}

#[tokio::test]
async fn bodies_that_are_no_json_are_refused() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let post = |kind: &'static str, body: String| {
        let request = browser.request(Method::POST, "/auth/send-otp");
        browser.send(request.header("content-type", kind).body(body))
    };
    let cases = [
        ("text/plain", "{}".to_owned(), 415, "unsupported_media_type"),
        (
            "application/x-www-form-urlencoded",
            "phone=1".to_owned(),
            415,
            "unsupported_media_type",
        ),
        ("application/json", "{".to_owned(), 400, "bad_request"),
        ("application/json", "{}".to_owned(), 400, "bad_request"),
        ("application/json", "[]".to_owned(), 400, "bad_request"),
        ("application/json", " ".repeat(17 * 1024), 413, "too_large"),
    ];
    for (kind, body, status, code) in cases {
        let refused = post(kind, body).await;
        assert_eq!(refused.is(status).json()["code"], code, "{kind}");
    }
    let refused = browser.get("/auth/send-otp").await;
    assert_eq!(refused.is(405).json()["code"], "bad_request");
    assert_eq!(
        browser.get("/auth/nothing").await.is(404).json()["code"],
        "bad_request"
    );
    let body = format!("{{\"phone\":\"{ADA}\"}}");
    post("application/json; charset=utf-8", body).await.is(200);
}

#[tokio::test]
async fn the_json_interface_can_be_switched_off() {
    let app = TestApp::with(&[("api.enabled", "false")]).await;
    app.send_otp(ADA).await.is(404);
    assert_eq!(app.gateway.count(), 0);
}
