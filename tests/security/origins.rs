//! Pages of other origins that may make the JSON calls, and those that may not.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::app::browser::{Browser, Shown};
use crate::app::{ADA, TestApp};

const LISTED: [&str; 2] = ["https://app.example.com", "capacitor://localhost"];

async fn app() -> TestApp {
    TestApp::with(&[("api.origins", &LISTED.join(","))]).await
}

/// A call from a page of this origin, as browsers make it.
async fn from(browser: &Browser, origin: &str, path: &str, body: &str) -> Shown {
    let request = browser.request(Method::POST, path).body(body.to_owned());
    let request = request.header("content-type", "application/json");
    let request = request.header("origin", origin);
    browser
        .send(request.header("sec-fetch-site", "cross-site"))
        .await
}

/// What is asked before that.
async fn preflight(browser: &Browser, origin: &str, path: &str) -> Shown {
    let request = browser.request(Method::OPTIONS, path);
    let request = request
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type");
    browser
        .send(request.header("sec-fetch-site", "cross-site"))
        .await
}

fn shared_with(shown: &Shown) -> Option<&str> {
    let allowed = shown.headers.get("access-control-allow-origin");
    allowed.map(|it| it.to_str().expect("text"))
}

#[tokio::test]
async fn w1_listed_origins_make_json_calls_and_read_refusals() {
    let app = app().await;
    for origin in LISTED {
        let browser = app.browser();
        let asked = preflight(&browser, origin, "/auth/send-otp").await;
        asked.is(200);
        assert_eq!(shared_with(&asked), Some(origin));
        assert_eq!(asked.header("access-control-allow-credentials"), "true");
        assert_eq!(asked.header("access-control-allow-methods"), "GET,POST");
        assert_eq!(asked.header("access-control-allow-headers"), "content-type");
        assert_eq!(asked.header("access-control-max-age"), "600");
        let phone = json!({ "phone": ADA }).to_string();
        let sent = from(&browser, origin, "/auth/send-otp", &phone).await;
        sent.is(200);
        assert_eq!(shared_with(&sent), Some(origin));
        let limited = from(&browser, origin, "/auth/send-otp", &phone).await;
        limited.is(429);
        assert_eq!(
            limited.header("access-control-expose-headers"),
            "retry-after"
        );
        let right = json!({ "phone": ADA, "otp": app.last_code() }).to_string();
        from(&browser, origin, "/auth/verify-otp", &right)
            .await
            .is(200);
        let read = browser
            .request(Method::GET, "/auth/session")
            .header("origin", origin);
        let read = browser.send(read).await;
        read.is(200);
        let varies = read.headers.get_all("vary").iter();
        let varies: Vec<_> = varies.map(|it| it.to_str().expect("text")).collect();
        assert!(varies.join(",").contains("origin"), "{varies:?}");
        let large = "x".repeat(20_000);
        for (path, body, status) in [
            ("/auth/verify-otp", &*right, 404),
            ("/auth/send-otp", "no JSON", 400),
            ("/auth/send-otp", &large, 413),
            ("/auth/nothing", "{}", 404),
            ("/auth/logout", "", 204),
        ] {
            let refused = from(&browser, origin, path, body).await;
            refused.is(status);
            assert_eq!(shared_with(&refused), Some(origin), "{path} {status}");
        }
        app.clock.advance(Duration::from_mins(1));
    }
}

#[tokio::test]
async fn w1_other_origins_read_and_change_nothing() {
    let app = app().await;
    let browser = app.signed_in(ADA).await;
    let before = app.dump().await;
    for origin in [
        "https://app.example.com.evil.example",
        "https://evil.app.example.com",
        "https://app.example.com:8443",
        "http://app.example.com",
        "HTTPS://APP.EXAMPLE.COM",
        "https://example.com",
        "capacitor://localhost.evil",
        "null",
        "*",
        "",
    ] {
        for path in ["/auth/send-otp", "/auth/logout"] {
            assert_eq!(shared_with(&preflight(&browser, origin, path).await), None);
            let body = json!({ "phone": ADA }).to_string();
            let refused = from(&browser, origin, path, &body).await;
            refused.is(403);
            assert_eq!(shared_with(&refused), None, "{origin}");
        }
        let read = browser
            .request(Method::GET, "/auth/session")
            .header("origin", origin);
        assert_eq!(shared_with(&browser.send(read).await), None, "{origin}");
    }
    assert_eq!(app.dump().await, before);
}

#[tokio::test]
async fn w1_a_listed_origin_posts_no_form_and_reads_no_page() {
    let app = app().await;
    let browser = app.admin(ADA).await;
    let before = app.dump().await;
    for path in [
        "/login",
        "/logout",
        "/account/delete",
        "/admin/settings/pause",
        "/authx",
    ] {
        let [origin, _] = LISTED;
        let refused = from(&browser, origin, path, "").await;
        refused.is(403);
        assert_eq!(shared_with(&refused), None, "{path}");
        let asked = preflight(&browser, origin, path).await;
        assert_eq!(shared_with(&asked), None, "{path}");
        let page = browser.request(Method::GET, path).header("origin", origin);
        assert_eq!(shared_with(&browser.send(page).await), None, "{path}");
    }
    assert_eq!(app.dump().await, before);
}

#[tokio::test]
async fn w1_nothing_is_shared_unless_an_origin_is_listed() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let [origin, _] = LISTED;
    let asked = preflight(&browser, origin, "/auth/send-otp").await;
    asked.is(405);
    let refused = from(&browser, origin, "/auth/send-otp", "{}").await;
    refused.is(403);
    let own = browser
        .request(Method::GET, "/auth/session")
        .header("origin", &app.url);
    for shown in [asked, refused, browser.send(own).await] {
        let mut names = shown.headers.keys();
        assert!(!names.any(|it| it.as_str().starts_with("access-control")));
    }
}
