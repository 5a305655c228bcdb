//! C6: a code works for the phone it was sent for, in the browser that asked.

use serde_json::json;

use crate::app::{ADA, BEN, TestApp};
use crate::harness::generous;

#[tokio::test]
async fn c6_another_cookie_jar_cannot_use_the_code() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = app.last_code();
    let other = app.browser();
    other.post_code(&code).await.leads_to("/login");
    other.resend().await.leads_to("/login");
    other.get("/login/code").await.leads_to("/login");
    assert_eq!(app.gateway.count(), 1);
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn c6_another_verification_of_the_same_phone_has_its_own_code() {
    let app = generous(&[("code.resend_wait", "0s")]).await;
    let (attacker, victim) = (app.browser(), app.browser());
    victim.post_phone(ADA).await.leads_to("/login/code");
    let code = app.last_code();
    app.clock.advance(std::time::Duration::from_secs(1));
    attacker.post_phone(ADA).await.leads_to("/login/code");
    if code != app.last_code() {
        let page = attacker.post_code(&code).await;
        page.is(200).shows("That code is not right");
    }
    victim.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn c6_one_phone_s_code_is_not_another_s() {
    let app = TestApp::start().await;
    let (one, two) = (app.browser(), app.browser());
    one.post_phone(ADA).await.leads_to("/login/code");
    let ada = app.last_code();
    two.post_phone(BEN).await.leads_to("/login/code");
    let ben = app.last_code();
    if ada != ben {
        two.post_code(&ada).await.is(200);
        one.post_code(&ben).await.is(200);
    }
    // nor does the form's own word about the verification help
    let attempt = one.get("/login/code").await.field("attempt");
    let fields = [("attempt", attempt.as_str()), ("code", ada.as_str())];
    let answer = two.post("/login/code", &fields).await;
    let page = two.told(answer).await;
    page.is(200).shows("You started again in another tab");
}

#[tokio::test]
async fn c6_a_form_s_verification_is_not_reached_by_json() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = app.last_code();
    let before = app.dump().await;
    let verification = before.table("verifications")[0].clone();
    let verification: serde_json::Value = serde_json::from_str(&verification).expect("a row");
    let attempt = browser.get("/login/code").await.field("attempt");
    // by phone, and by its id, which nobody but the database knows
    let ids = [
        json!(null),
        verification["id"].clone(),
        json!(attempt),
        json!("0".repeat(32)),
        json!(""),
        json!("%"),
    ];
    for id in ids {
        let body = json!({ "phone": ADA, "otp": code, "verificationId": id });
        for path in ["/auth/verify-otp", "/auth/resend-otp"] {
            let answer = app.browser().json(path, &body).await;
            assert_eq!(answer.is(404).json()["code"], "no_verification");
            assert_eq!(answer.header("set-cookie"), "");
        }
    }
    assert_eq!(app.dump().await, before);
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn c6_the_browser_that_began_in_a_form_may_go_on_by_json() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let body = json!({ "phone": BEN, "otp": app.last_code() });
    browser.copy().json("/auth/verify-otp", &body).await.is(404);
    let body = json!({ "phone": ADA, "otp": app.last_code() });
    browser.json("/auth/verify-otp", &body).await.is(200);
    browser.get("/account").await.is(200);
}

#[tokio::test]
async fn c6_a_json_verification_is_not_reached_by_a_form() {
    let app = TestApp::start().await;
    app.send_otp(ADA).await.is(200);
    let code = app.last_code();
    app.browser().post_code(&code).await.leads_to("/login");
}

#[tokio::test]
async fn c6_an_id_works_with_its_own_phone_alone() {
    let app = TestApp::start().await;
    let ada = app.send_otp(ADA).await.json();
    let code = app.last_code();
    app.send_otp(BEN).await.is(200);
    let body = json!({ "phone": BEN, "otp": code, "verificationId": ada["verificationId"] });
    let answer = app.browser().json("/auth/verify-otp", &body).await;
    assert_eq!(answer.is(404).json()["code"], "no_verification");
    let body = json!({ "phone": ADA, "otp": code, "verificationId": ada["verificationId"] });
    app.browser().json("/auth/verify-otp", &body).await.is(200);
}

#[tokio::test]
async fn c6_without_phone_only_the_phone_alone_reaches_nothing() {
    let app = TestApp::with(&[("api.phone_only", "false")]).await;
    let sent = app.send_otp(ADA).await.json();
    let code = app.last_code();
    app.verify_otp(ADA, &code).await.is(404);
    let body = json!({ "phone": ADA });
    app.browser().json("/auth/resend-otp", &body).await.is(404);
    let body = json!({ "phone": ADA, "otp": code, "verificationId": sent["verificationId"] });
    app.browser().json("/auth/verify-otp", &body).await.is(200);
}

#[tokio::test]
async fn c6_a_stranger_s_form_number_is_no_way_into_a_verification() {
    let app = TestApp::start().await;
    let victim = app.browser();
    let form = victim.get("/login").await.field("form");
    let fields = [("form", form.as_str()), ("phone", ADA)];
    victim.post("/login", &fields).await.leads_to("/login/code");
    for guess in ["", "0", &"0".repeat(32), &form.to_uppercase(), &form[..31]] {
        let stranger = app.browser();
        let fields = [("form", guess), ("phone", ADA)];
        stranger.post("/login", &fields).await.is(429);
        stranger.get("/login/code").await.leads_to("/login");
    }
}
