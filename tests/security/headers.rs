//! W3: what every answer tells browsers, and that no page needs more.

use reqwest::Method;
use serde_json::json;

use crate::app::browser::Shown;
use crate::app::gateway::Answer;
use crate::app::{ADA, BEN, TestApp};
use crate::harness::{generous, https, user_id};

const CSP: [&str; 9] = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
];

#[track_caller]
fn has_all(what: &str, shown: &Shown, secure: bool) {
    let policy = shown.header("content-security-policy");
    let parts: Vec<_> = policy.split(';').map(str::trim).collect();
    assert_eq!(parts, CSP, "{what}");
    let wanted = [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    for (name, value) in wanted {
        assert_eq!(shown.header(name), value, "{name} of {what}");
        assert_eq!(shown.headers.get_all(name).iter().count(), 1, "{what}");
    }
    let permissions = shown.header("permissions-policy");
    assert!(permissions.contains("otp-credentials=(self)"), "{what}");
    let hsts = if secure { "max-age=31536000" } else { "" };
    assert_eq!(shown.header("strict-transport-security"), hsts, "{what}");
    assert_ne!(shown.header("cache-control"), "", "{what}");
    for name in ["server", "x-powered-by", "access-control-allow-origin"] {
        assert_eq!(shown.header(name), "", "{name} of {what}");
    }
}

/// No style, script or handler in the markup: the policy would stop it, and
/// somebody would be tempted to loosen the policy.
#[track_caller]
fn is_plain_markup(what: &str, page: &Shown) {
    let body = page.body.to_lowercase();
    for tag in body.split('<').skip(1).map(|rest| rest.split('>').next()) {
        let tag = tag.unwrap_or_default();
        assert!(!tag.starts_with("style"), "{what}: <{tag}>");
        if tag.starts_with("script") {
            assert!(tag.contains(" src=\"/static/"), "{what}: <{tag}>");
        }
        for attribute in tag.split_ascii_whitespace().skip(1) {
            assert!(!attribute.starts_with("on"), "{what}: <{tag}>");
            assert!(!attribute.starts_with("style="), "{what}: <{tag}>");
        }
        assert!(!tag.contains("javascript:"), "{what}: <{tag}>");
    }
    assert!(body.contains("src=\"/static/app.js"), "{what} is no page");
    for script in body.split("<script").skip(1) {
        let (_, rest) = script.split_once('>').expect("a tag");
        assert!(rest.starts_with("</script>"), "{what}: {rest:.40}");
    }
}

#[tokio::test]
async fn w3_every_page_has_the_headers_and_plain_markup() {
    let app = generous(&[("site.help_url", "https://help.example/")]).await;
    let strange = app.browser();
    let mut pages = Vec::new();
    for path in ["/login", "/login?return_to=%2Faccount", "/nothing"] {
        pages.push((path.to_owned(), strange.get(path).await));
    }
    pages.push(("wrong phone".into(), strange.post_phone("<b>").await));
    let foreign = strange.request(Method::POST, "/login");
    pages.push(("cross-site".into(), strange.send(foreign).await));
    let long = "1".repeat(20_000);
    pages.push(("too large".into(), strange.post_phone(&long).await));
    pages.push(("method".into(), strange.get("/logout").await));
    app.gateway.answers(Answer::Json(500, json!({})));
    pages.push(("no texts".into(), strange.post_phone(ADA).await));
    app.gateway.answers(Answer::TwilioQueued);
    app.after_the_wait();
    let half = app.browser();
    half.post_phone(BEN).await.leads_to("/login/code");
    pages.push(("limited".into(), strange.post_phone(BEN).await));
    pages.push(("code".into(), half.get("/login/code").await));
    pages.push(("wrong code".into(), half.post_code(&app.wrong_code()).await));
    pages.push(("no code".into(), half.post_code("").await));
    app.after_the_wait();
    let admin = app.admin(ADA).await;
    let user = format!("/admin/users/{}", user_id(&app, BEN).await);
    for path in [
        "/account",
        "/account/delete",
        "/account/sessions/end-all",
        "/admin/users",
        "/admin/users?q=%2B1&status=active",
        "/admin/users?q=nobody",
        &user,
        &format!("{user}/delete"),
    ] {
        pages.push((path.to_owned(), admin.get(path).await));
    }
    admin.post(&format!("{user}/block"), &[]).await.is(303);
    half.resend().await.leads_to("/login/code");
    let code = app.last_code();
    pages.push((
        "blocked".into(),
        half.post_code(&code).await.is(200).clone(),
    ));
    app.clock.advance(std::time::Duration::from_hours(13));
    pages.push(("stale".into(), admin.get("/admin/users").await));
    for (what, page) in &pages {
        has_all(what, page, false);
        is_plain_markup(what, page);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        // what answers a first form in place is restored by the way back
        let in_place = [
            "wrong phone",
            "cross-site",
            "too large",
            "no texts",
            "limited",
        ];
        let in_place = in_place.contains(&what.as_str());
        let kept = if in_place {
            "private, no-cache"
        } else {
            "no-store"
        };
        assert_eq!(page.header("cache-control"), kept, "{what}");
    }
}

#[tokio::test]
async fn w3_every_other_answer_has_the_headers_too() {
    for secure in [false, true] {
        let app = if secure {
            https().await
        } else {
            TestApp::start().await
        };
        let browser = app.browser();
        for path in [
            "/",
            "/account",
            "/login",
            "/nothing",
            "/static/app.css",
            "/static/app.js",
            "/static/favicon.svg",
            "/static/nothing",
            "/static/../Cargo.toml",
            "/favicon.ico",
            "/site/logo",
            "/site/icon",
            "/site/accent.css",
            "/auth/session",
            "/auth/nothing",
            "/auth/send-otp",
            "/healthz",
            "/readyz",
            "/admin/users",
        ] {
            has_all(path, &browser.get(path).await, secure);
            let head = browser.request(Method::HEAD, path);
            has_all(path, &browser.send(head).await, secure);
            let put = browser.request(Method::PUT, path);
            has_all(path, &browser.send(put).await, secure);
        }
        let body = json!({ "phone": ADA, "otp": "12" });
        for path in ["/auth/send-otp", "/auth/verify-otp", "/auth/logout"] {
            has_all(path, &browser.json(path, &body).await, secure);
        }
    }
}

#[tokio::test]
async fn w3_compressed_answers_have_the_headers_too() {
    let app = TestApp::start().await;
    let browser = app.browser();
    for path in ["/login", "/static/app.css", "/nothing"] {
        let request = browser.request(Method::GET, path);
        // bytes, not text: this client does not decompress
        let response = request.header("accept-encoding", "gzip").send().await;
        let headers = response.expect("an answer").headers().clone();
        assert_eq!(headers["content-encoding"], "gzip", "{path}");
        assert_eq!(headers["vary"], "accept-encoding", "{path}");
        assert!(headers.contains_key("content-security-policy"), "{path}");
    }
}

#[tokio::test]
async fn w3_files_say_what_they_are_and_nothing_else_is_served() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let css = browser.get("/static/app.css").await;
    assert_eq!(
        css.is(200).header("content-type"),
        "text/css; charset=utf-8"
    );
    assert!(!css.body.contains("url(http"), "a foreign address");
    let js = browser.get("/static/app.js").await;
    let kind = js.is(200).header("content-type");
    assert_eq!(kind, "text/javascript; charset=utf-8");
    for path in [
        "/static/%2e%2e/Cargo.toml",
        "/static/..%2fCargo.toml",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/app.css%00.js",
        "/static/",
        "/static",
        "/textgate.db",
        "/textgate.key",
        "/.git/config",
    ] {
        browser.get(path).await.is(404);
    }
}
