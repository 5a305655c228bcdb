//! W2: what a body may be.

use reqwest::Method;
use serde_json::json;

use crate::app::browser::{Browser, Shown};
use crate::app::{ADA, TestApp};

const CALLS: [&str; 3] = ["/auth/send-otp", "/auth/resend-otp", "/auth/verify-otp"];

async fn post(browser: &Browser, path: &str, kind: Option<&str>, body: String) -> Shown {
    let mut request = browser.request(Method::POST, path).body(body);
    if let Some(kind) = kind {
        request = request.header("content-type", kind);
    }
    let own = request.header("sec-fetch-site", "same-origin");
    browser.send(own).await
}

#[tokio::test]
async fn w2_calls_refuse_what_a_form_can_send() {
    let app = TestApp::start().await;
    let before = app.dump().await;
    let body = json!({ "phone": ADA, "otp": "123456" }).to_string();
    let kinds = [
        Some("application/x-www-form-urlencoded"),
        Some("multipart/form-data; boundary=x"),
        Some("text/plain"),
        Some("text/plain; a=application/json"),
        Some("text/json"),
        Some("application/jsonp"),
        Some(", application/json"),
        Some(""),
        None,
    ];
    for path in CALLS {
        for kind in kinds {
            let answer = post(&app.browser(), path, kind, body.clone()).await;
            assert_eq!(answer.status, 415, "{path} {kind:?}");
            assert_eq!(answer.json()["code"], "unsupported_media_type");
        }
    }
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), 0);
    for kind in ["application/json", "Application/JSON; charset=utf-8"] {
        let answer = post(&app.browser(), CALLS[2], Some(kind), body.clone()).await;
        assert_eq!(answer.status, 404, "{kind}");
    }
}

#[tokio::test]
async fn w2_bodies_over_16_kib_are_refused() {
    let app = TestApp::start().await;
    let before = app.dump().await;
    let kib = 1024;
    for path in CALLS {
        let json = |size: usize| {
            let start = format!("{{\"phone\":\"{ADA}\",\"otp\":\"1\",\"rest\":\"");
            let fill = "x".repeat(size - start.len() - 2);
            start + &fill + "\"}"
        };
        let kind = Some("application/json");
        let answer = post(&app.browser(), path, kind, json(16 * kib + 1)).await;
        assert_eq!(answer.is(413).json()["code"], "too_large");
        if path != CALLS[0] {
            post(&app.browser(), path, kind, json(16 * kib))
                .await
                .is(404);
        }
    }
    let form = Some("application/x-www-form-urlencoded");
    for path in ["/login", "/login/resend", "/login/code"] {
        let body = format!("phone=1&code={}", "1".repeat(16 * kib));
        post(&app.browser(), path, form, body)
            .await
            .is(413)
            .shows("That was too much");
    }
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), 0);
}

#[tokio::test]
async fn w2_json_that_is_not_the_contract_s_is_refused() {
    let app = TestApp::start().await;
    let before = app.dump().await;
    let deep = "[".repeat(8_000);
    let bodies = [
        "",
        "null",
        "[]",
        "{}",
        "\"phone\"",
        "{\"phone\":null}",
        "{\"phone\":14155552671,\"otp\":\"123456\"}",
        "{\"phone\":\"+14155552671\",\"otp\":123456,\"region\":1}",
        "{\"phone\":[\"+14155552671\"],\"otp\":\"123456\"}",
        "{\"phone\":\"+14155552671\",\"phone\":\"+14155552672\",\"otp\":\"123456\"}",
        "{\"phone\":\"\\ud800\",\"otp\":\"123456\"}",
        "phone=%2B14155552671&otp=123456",
        &deep,
    ];
    for path in CALLS {
        for body in bodies {
            let kind = Some("application/json");
            let answer = post(&app.browser(), path, kind, body.to_owned()).await;
            assert_eq!(answer.status, 400, "{path} {body}");
            assert_eq!(answer.json()["code"], "bad_request", "{path} {body}");
        }
    }
    assert_eq!(app.dump().await, before);
}

#[tokio::test]
async fn w2_forms_refuse_json_and_files() {
    let app = TestApp::start().await;
    let before = app.dump().await;
    let multipart =
        format!("--x\r\nContent-Disposition: form-data; name=\"phone\"\r\n\r\n{ADA}\r\n--x--\r\n");
    let json = json!({ "phone": ADA }).to_string();
    let cases = [
        ("multipart/form-data; boundary=x", multipart.as_str()),
        ("application/json", &json),
        ("text/plain", "phone=%2B14155552671"),
    ];
    for (kind, body) in cases {
        let page = post(&app.browser(), "/login", Some(kind), body.to_owned()).await;
        page.is(415).shows("We did not understand that");
    }
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), 0);
}

#[tokio::test]
async fn w2_a_field_given_twice_is_refused() {
    let app = TestApp::start().await;
    let before = app.dump().await;
    let twice = [("phone", ADA), ("phone", "+14155552672")];
    let page = app.browser().post("/login", &twice).await;
    page.shows("We did not understand that");
    assert!(page.status.is_client_error());
    assert_eq!(app.dump().await, before);
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let right = app.last_code();
    let wrong = app.wrong_code();
    let twice = [("code", wrong.as_str()), ("code", right.as_str())];
    let page = browser.post("/login/code", &twice).await;
    assert!(page.status.is_client_error());
    assert!(app.dump().await.table("verifications")[0].contains("\"attempts\":0"));
}
