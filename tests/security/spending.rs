//! P2 and P5: what is refused costs nothing, for no provider hears of it.

use reqwest::Method;
use serde_json::json;

use crate::app::browser::Browser;
use crate::app::interface::INTERFACES;
use crate::app::{ADA, BEN, CLEO, TestApp};

/// Numbers that get no texts: fixed line, freephone, premium rate, internet,
/// pager, personal, shared cost, satellite, and short codes.
const NO_MOBILES: [&str; 9] = [
    "+441212345678",
    "+18005550199",
    "+19002345678",
    "+445612345678",
    "+447640123456",
    "+447012345678",
    "+448431234567",
    "+870301234567",
    "911",
];

#[tokio::test]
async fn p2_a_number_that_is_no_mobile_is_refused_before_anything_is_spent() {
    let app = TestApp::start().await;
    let before = app.dump().await;
    for interface in INTERFACES {
        for phone in NO_MOBILES {
            let page = interface.send(&app.browser(), phone).await;
            assert!([400, 422].contains(&page.status.as_u16()), "{phone}");
        }
    }
    assert_eq!(app.dump().await, before, "not even a limit was taken from");
    assert_eq!(app.gateway.count(), 0);
}

/// One refusal after another from a new browser each: nobody is texted.
async fn calls_nobody(app: &TestApp, why: &str, phone: &str, statuses: [u16; 2]) {
    let (before, asked) = (app.dump().await, app.gateway.count());
    for (interface, status) in INTERFACES.into_iter().zip(statuses) {
        let page = interface.send(&app.browser(), phone).await;
        assert_eq!(page.status.as_u16(), status, "{why}: {}", page.body);
    }
    assert_eq!(app.gateway.count(), asked, "{why}");
    let after = app.dump().await;
    for table in ["users", "verifications", "sessions", "deliveries", "limits"] {
        assert_eq!(after.table(table), before.table(table), "{why}: {table}");
    }
}

#[tokio::test]
async fn p5_whatever_refuses_a_text_calls_no_provider() {
    let app = TestApp::with(&[("regions", "US"), ("default_region", "US")]).await;
    calls_nobody(&app, "no number", "12", [422, 400]).await;
    calls_nobody(&app, "country", BEN, [422, 400]).await;
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    calls_nobody(&app, "wait", ADA, [429, 429]).await;
    for limit in ["phone", "requester", "range", "total"] {
        let name = format!("limits.{limit}");
        let app = TestApp::with(&[(&name, "1/1h"), ("code.resend_wait", "0s")]).await;
        app.browser().post_phone(ADA).await.leads_to("/login/code");
        app.clock.advance(std::time::Duration::from_secs(1));
        calls_nobody(&app, limit, ADA, [429, 429]).await;
    }
}

#[tokio::test]
async fn p5_a_refused_resend_calls_no_provider() {
    let app = TestApp::start().await;
    for interface in INTERFACES {
        let phone = if interface == INTERFACES[0] {
            ADA
        } else {
            CLEO
        };
        let browser = app.browser();
        interface.resend(&browser, phone).await;
        interface.sent(&interface.send(&browser, phone).await);
        let asked = app.gateway.count();
        interface.resend(&browser, phone).await.limited();
        assert_eq!(app.gateway.count(), asked, "the wait");
        let code = app.last_code();
        interface.signed_in(&interface.check(&browser, phone, &code).await);
        app.after_the_wait();
        interface.resend(&browser, phone).await;
        assert_eq!(app.gateway.count(), asked, "the verification is used");
    }
}

/// Posts with neither a mark of our own pages nor the right kind of body.
async fn foreign(browser: &Browser, path: &str, kind: &str) -> u16 {
    let body = json!({ "phone": ADA }).to_string();
    let request = browser.request(Method::POST, path).body(body);
    let request = request.header("content-type", kind);
    let request = request.header("origin", "https://evil.example");
    browser.send(request).await.status.as_u16()
}

#[tokio::test]
async fn p5_requests_of_other_sites_and_other_kinds_call_no_provider() {
    let app = TestApp::start().await;
    let before = app.dump().await;
    for path in ["/login", "/auth/send-otp"] {
        for kind in [
            "application/json",
            "text/plain",
            "application/x-www-form-urlencoded",
        ] {
            assert_eq!(
                foreign(&app.browser(), path, kind).await,
                403,
                "{path} {kind}"
            );
        }
    }
    app.browser()
        .get("/login?phone=%2B14155552671")
        .await
        .is(200);
    app.browser().get("/auth/send-otp").await.is(405);
    assert_eq!(app.gateway.count(), 0);
    assert_eq!(app.dump().await, before);
}
