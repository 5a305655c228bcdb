//! Line breaks, NUL, markup and sheer length in every field: no fault, no
//! header of theirs, and nothing half done.

use serde_json::{Value, json};

use crate::app::browser::Shown;
use crate::app::{ADA, TestApp};
use crate::harness::generous;

fn values() -> Vec<String> {
    let mut values: Vec<String> = [
        "",
        "\r\nX-Evil: 1",
        "+14155552671\r\nX-Evil: 1\r\n\r\n<html>",
        "\u{0}",
        "+1415\u{0}5552671",
        "%00%0d%0a",
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' or 1=1; drop table users; --",
        "{{7*7}} ${7*7} { $phone }",
        "\u{202e}\u{200b}\u{feff}",
        "\u{1f4a9}\u{10ffff}",
        "+",
        "++++",
        "-1",
        "null",
        "../../../etc/passwd",
        "🇺🇸 ４１５ ５５５",
    ]
    .map(str::to_owned)
    .to_vec();
    values.push("9".repeat(15_000));
    values.push("\u{7f}".repeat(4_000));
    values.push("é".repeat(2_000));
    values
}

#[track_caller]
fn is_sane(what: &str, shown: &Shown) {
    assert!(shown.status.as_u16() < 500, "{what}: {}", shown.body);
    assert_eq!(shown.header("x-evil"), "", "{what}");
    let headers = format!("{:?}", shown.headers);
    assert!(!headers.contains("X-Evil"), "{what}: {headers}");
    let raw = ["<script>alert", "<img src=x", "49 49"];
    for raw in raw {
        assert!(!shown.body.contains(raw), "{what}: {raw}");
    }
}

#[tokio::test]
async fn hostile_fields_of_the_phone_form() {
    let app = TestApp::start().await;
    let before = app.dump().await;
    for value in values() {
        for name in ["phone", "region", "return_to", "form", value.as_str()] {
            let mut fields = vec![("phone", "12")];
            fields.retain(|(known, _)| *known != name);
            fields.push((name, &value));
            let page = app.browser().post("/login", &fields).await;
            is_sane(&format!("{name}={value:.40}"), &page);
            assert_ne!(page.status, 303, "{name}={value:.40}");
        }
    }
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), 0);
}

#[tokio::test]
async fn hostile_fields_beside_a_good_number() {
    let app = generous(&[("code.resend_wait", "0s")]).await;
    for value in values() {
        for name in ["region", "return_to", "form"] {
            let browser = app.browser();
            let fields = [("phone", ADA), (name, value.as_str())];
            let page = browser.post("/login", &fields).await;
            let what = format!("{name}={value:.40}");
            is_sane(&what, &page);
            page.leads_to("/login/code");
            is_sane(&what, &browser.get("/login/code").await);
            app.clock.advance(std::time::Duration::from_millis(10));
        }
    }
    let users = app.dump().await;
    assert_eq!(users.table("users").len(), 1);
    assert!(!users.text().contains("Evil"));
}

#[tokio::test]
async fn hostile_fields_of_the_code_form() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let before = app.dump().await;
    // one of them has six digits, so that it is a code
    for value in values().into_iter().filter(|it| !it.contains('４')) {
        let codes = [("code", value.as_str())];
        let answer = browser.post("/login/code", &codes).await;
        let page = browser.told(answer).await;
        is_sane(&format!("code={value:.40}"), &page);
        page.is(200).shows("You have 5 tries left");
        if !value.is_empty() {
            let fields = [("attempt", value.as_str()), ("code", "123456")];
            let page = browser.post("/login/code", &fields).await;
            is_sane(&format!("attempt={value:.40}"), &page);
            page.leads_to("/login/code");
            browser.get("/login/code").await.is(200);
        }
    }
    assert_eq!(app.dump().await, before, "no try was spent");
    for value in values() {
        let page = browser.post("/login/resend", &[("form", &value)]).await;
        is_sane(&format!("form={value:.40}"), &page);
        page.leads_to("/login/code");
        browser.get("/login/code").await.limited();
    }
    assert_eq!(app.gateway.count(), 1);
    let code = app.last_code();
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn hostile_fields_of_the_calls() {
    let app = TestApp::start().await;
    let sent = app.send_otp(ADA).await.json();
    let before = app.dump().await;
    let good = json!({
        "phone": ADA,
        "otp": "12345",
        "region": "US",
        "verificationId": sent["verificationId"],
    });
    for path in ["/auth/send-otp", "/auth/resend-otp", "/auth/verify-otp"] {
        for value in values() {
            for name in ["phone", "otp", "region", "verificationId"] {
                let mut body = good.clone();
                body[name] = Value::String(value.clone());
                let answer = app.browser().json(path, &body).await;
                let what = format!("{path} {name}={value:.40}");
                is_sane(&what, &answer);
                assert_ne!(answer.status, 200, "{what}");
                assert!(answer.json()["code"].is_string(), "{what}");
            }
        }
    }
    // a text with six digits in it is a code, and takes a try
    let after = app.dump().await;
    for table in ["users", "sessions"] {
        assert_eq!(after.table(table), before.table(table));
    }
    assert_eq!(app.gateway.count(), 1);
}

#[tokio::test]
async fn hostile_paths_and_queries() {
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    let before = app.dump().await;
    for value in values().iter().filter(|value| value.len() < 5_000) {
        let pair = serde_urlencoded::to_string([("x", value)]).expect("a query");
        let value = &pair[2..];
        for path in [
            format!("/account/sessions/{value}/end"),
            format!("/admin/users/{value}/block"),
            format!("/admin/users/{value}/delete"),
        ] {
            is_sane(&path, &admin.post(&path, &[]).await);
        }
        for path in [
            format!("/{value}"),
            format!("/static/{value}"),
            format!("/admin/users/{value}"),
            format!("/login?return_to={value}"),
        ] {
            is_sane(&path, &admin.get(&path).await);
        }
        for name in ["q", "by", "status", "after", "before"] {
            let path = format!("/admin/users?{name}={value}");
            let page = admin.get(&path).await;
            is_sane(&path, &page);
            page.is(200);
        }
    }
    for path in [
        "/%ff",
        "/admin/users/%ff",
        "/account/sessions/%c0%ae/end",
        "/%",
    ] {
        is_sane(path, &admin.get(path).await);
    }
    assert_eq!(app.dump().await, before);
}
