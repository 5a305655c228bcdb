//! W5: what a request says about its host and its way changes nothing, unless
//! a listed proxy says it.

use reqwest::Method;
use serde_json::json;

use crate::app::browser::{Browser, Shown};
use crate::app::{ADA, BEN, CLEO, TestApp, log};
use crate::harness::{https, raw_get};

const EVIL: [(&str, &str); 10] = [
    ("host", "evil.example"),
    ("x-forwarded-host", "evil.example"),
    ("x-forwarded-proto", "https"),
    ("x-forwarded-port", "8443"),
    ("x-forwarded-prefix", "/evil.example"),
    ("x-forwarded-server", "evil.example"),
    ("x-original-url", "/evil.example"),
    ("x-rewrite-url", "/evil.example"),
    ("x-real-ip", "198.51.100.7"),
    (
        "forwarded",
        "for=198.51.100.7;host=evil.example;proto=https",
    ),
];

async fn evil(browser: &Browser, method: Method, path: &str, fields: &[(&str, &str)]) -> Shown {
    let mut request = browser.request(method.clone(), path);
    if method == Method::POST {
        request = request.form(fields).header("sec-fetch-site", "same-origin");
    }
    for (name, value) in EVIL {
        request = request.header(name, value);
    }
    let request = request.header("x-forwarded-for", "198.51.100.7");
    browser.send(request).await
}

#[tokio::test]
async fn w5_the_host_is_in_no_page_text_or_redirect() {
    for app in [TestApp::start().await, https().await] {
        let browser = app.browser();
        let mut shown = vec![
            evil(&browser, Method::GET, "/", &[]).await,
            evil(&browser, Method::GET, "/login", &[]).await,
            evil(&browser, Method::GET, "/account", &[]).await,
            evil(&browser, Method::GET, "/favicon.ico", &[]).await,
            evil(&browser, Method::GET, "/nothing", &[]).await,
            evil(&browser, Method::POST, "/login", &[("phone", ADA)]).await,
            evil(&browser, Method::GET, "/login/code", &[]).await,
        ];
        let text = app.gateway.requests()[0].body.clone();
        let code = app.last_code();
        shown.push(evil(&browser, Method::POST, "/login/code", &[("code", &code)]).await);
        shown.push(evil(&browser, Method::GET, "/account", &[]).await);
        shown.push(evil(&browser, Method::GET, "/account/data", &[]).await);
        shown.push(evil(&browser, Method::POST, "/logout", &[]).await);
        assert!(!text.contains("evil.example") && !text.contains(":8443"));
        for page in &shown {
            page.hides("evil.example")
                .hides("198.51.100.7")
                .hides(":8443");
            let location = page.header("location");
            let own = location.is_empty() || location.starts_with('/');
            assert!(own && !location.starts_with("//"), "{location}");
            let headers = format!("{:?}", page.headers);
            assert!(!headers.contains("evil.example"), "{headers}");
        }
        assert!(!app.dump().await.text().contains("198.51.100.7"));
    }
}

#[tokio::test]
async fn w5_a_forwarded_scheme_makes_no_cookie_less_secure() {
    let app = https().await;
    let browser = app.browser();
    let request = browser
        .request(Method::POST, "/login")
        .form(&[("phone", ADA)]);
    let request = request.header("origin", "https://id.example");
    let sent = browser
        .send(request.header("x-forwarded-proto", "http"))
        .await;
    assert!(sent.header("set-cookie").contains("Secure"));
    assert_ne!(sent.header("strict-transport-security"), "");
}

async fn sends(app: &TestApp, nth: u32, forwarded: &[&str]) -> u16 {
    let headers: Vec<_> = forwarded
        .iter()
        .map(|value| ("x-forwarded-for", *value))
        .collect();
    sends_with(app, nth, &headers).await
}

async fn sends_with(app: &TestApp, nth: u32, headers: &[(&str, &str)]) -> u16 {
    let phone = format!("+1415555{:04}", 2_000 + nth);
    let browser = app.browser();
    let body = json!({ "phone": phone });
    let mut request = browser.request(Method::POST, "/auth/send-otp").json(&body);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    browser.send(request).await.status.as_u16()
}

#[tokio::test]
async fn w5_strangers_do_not_choose_their_own_limit() {
    let limits = [("limits.requester", "2/10m")];
    let app = TestApp::with(&limits).await;
    let results = [
        sends(&app, 0, &["203.0.113.1"]).await,
        sends(&app, 1, &["203.0.113.2"]).await,
        sends(&app, 2, &["203.0.113.3"]).await,
        sends(&app, 3, &["203.0.113.4", "127.0.0.1"]).await,
    ];
    assert_eq!(results, [200, 200, 429, 429]);
}

#[tokio::test]
async fn w5_a_listed_proxy_is_believed_about_its_own_client_alone() {
    let limits = [
        ("limits.requester", "2/10m"),
        ("trusted_proxies", "127.0.0.1"),
    ];
    let app = TestApp::with(&limits).await;
    let results = [
        sends(&app, 0, &["203.0.113.1"]).await,
        sends(&app, 1, &["203.0.113.1"]).await,
        sends(&app, 2, &["203.0.113.1"]).await,
        // what the client itself claimed stands further left
        sends(&app, 3, &["198.51.100.7, 203.0.113.1"]).await,
        sends(&app, 4, &["198.51.100.8", "203.0.113.1"]).await,
        sends(&app, 5, &["203.0.113.1, 127.0.0.1"]).await,
        sends(&app, 6, &["203.0.113.2"]).await,
    ];
    assert_eq!(results, [200, 200, 429, 429, 429, 429, 200]);
    // a peer that is not listed is not believed
    let stranger = app.browser_from("127.0.0.2");
    let own = async |nth: u32| {
        let body = json!({ "phone": format!("+1415555{:04}", 3_000 + nth) });
        let request = stranger.request(Method::POST, "/auth/send-otp").json(&body);
        let claimed = format!("203.0.113.{}", 10 + nth);
        let request = request.header("x-forwarded-for", claimed);
        stranger.send(request).await.status.as_u16()
    };
    assert_eq!([own(0).await, own(1).await, own(2).await], [200, 200, 429]);
}

#[tokio::test]
async fn w5_forwarded_is_read_from_proxies_that_write_it() {
    let app = TestApp::with(&[
        ("limits.requester", "2/10m"),
        ("trusted_proxies", "127.0.0.1,10.0.0.0/8"),
        ("trusted_header", "forwarded"),
    ])
    .await;
    let results = [
        sends_with(&app, 0, &[("forwarded", "for=203.0.113.1")]).await,
        sends_with(&app, 1, &[("forwarded", "for=\"203.0.113.1:4711\"")]).await,
        sends_with(&app, 2, &[("Forwarded", "for=203.0.113.1;proto=https")]).await,
        sends_with(
            &app,
            3,
            &[("forwarded", "for=198.51.100.7, for=203.0.113.1")],
        )
        .await,
        sends_with(
            &app,
            4,
            &[
                ("forwarded", "for=\", for=203.0.113.1"),
                ("forwarded", "for=10.1.2.3"),
            ],
        )
        .await,
        // one network of IPv6 is one requester
        sends_with(&app, 5, &[("forwarded", "for=\"[2001:db8:1:2::1]:80\"")]).await,
        sends_with(&app, 6, &[("forwarded", "for=\"[2001:db8:1:2::2]\"")]).await,
        sends_with(&app, 7, &[("forwarded", "for=\"[2001:db8:1:2::3]\"")]).await,
        sends_with(&app, 8, &[("forwarded", "for=\"[2001:db8:1:3::1]\"")]).await,
    ];
    assert_eq!(results, [200, 200, 429, 429, 429, 200, 200, 429, 200]);
    // who does not tell is the proxy, and all who do not tell together
    let untold = [
        sends_with(&app, 10, &[("forwarded", "for=198.51.100.7, for=_hidden")]).await,
        sends_with(&app, 11, &[("forwarded", "for=198.51.100.8, for=unknown")]).await,
        sends_with(&app, 12, &[]).await,
    ];
    assert_eq!(untold, [200, 200, 429]);
}

#[tokio::test]
async fn w5_only_the_header_that_the_proxies_write_is_read() {
    for (trusted, own, foreign) in [
        ("x-forwarded-for", "203.0.113.1", "forwarded"),
        ("forwarded", "for=203.0.113.1", "x-forwarded-for"),
    ] {
        let app = TestApp::with(&[
            ("limits.requester", "2/10m"),
            ("trusted_proxies", "127.0.0.1"),
            ("trusted_header", trusted),
        ])
        .await;
        let claims = ["for=198.51.100.7", "198.51.100.8", "for=\"198.51.100.9\""];
        let mut results = Vec::new();
        for (nth, claim) in (0..).zip(claims) {
            let headers = [(foreign, claim), (trusted, own)];
            results.push(sends_with(&app, nth, &headers).await);
        }
        for (nth, claim) in (10..).zip(claims) {
            results.push(sends_with(&app, nth, &[(foreign, claim)]).await);
        }
        assert_eq!(results, [200, 200, 429, 200, 200, 429], "{trusted}");
    }
}

#[tokio::test]
async fn w5_a_listed_proxy_s_client_is_shown_to_the_session_s_owner() {
    let app = TestApp::with(&[("trusted_proxies", "127.0.0.1")]).await;
    let browser = app.browser();
    let request = browser
        .request(Method::POST, "/login")
        .form(&[("phone", ADA)]);
    let request = request.header("sec-fetch-site", "same-origin");
    let nonsense = "<script>alert(1)</script>, 203.0.113.9";
    browser
        .send(request.header("x-forwarded-for", nonsense))
        .await
        .leads_to("/login/code");
    let code = app.last_code();
    let request = browser
        .request(Method::POST, "/login/code")
        .form(&[("code", &code)]);
    let request = request.header("sec-fetch-site", "same-origin");
    browser
        .send(request.header("x-forwarded-for", nonsense))
        .await
        .leads_to("/account");
    let page = browser.get("/account").await;
    page.shows("203.0.113.9").hides("alert(1)");
}

/// Posts the phone form with these headers.
async fn posts_with(app: &TestApp, phone: &str, headers: &[(&str, &str)]) {
    let browser = app.browser();
    let mut request = browser.form("/login", &[("phone", phone)]);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    browser.send(request).await.leads_to("/login/code");
}

#[tokio::test]
async fn w5_a_proxy_that_is_not_believed_is_told_of_once() {
    let (via, forwarded) = (("x-forwarded-for", "8.8.8.8"), ("forwarded", "for=8.8.8.8"));
    let note = "All clients of a proxy count as one";
    for (listed, header, why) in [
        ("", via, "not listed in trusted_proxies"),
        ("", forwarded, "not listed in trusted_proxies"),
        ("127.0.0.1", forwarded, "trusted_header is x-forwarded-for"),
    ] {
        let app = TestApp::with(&[("trusted_proxies", listed)]).await;
        let admin = app.admin(ADA).await;
        admin.get("/admin").await.is(200).hides(note);
        log::listen();
        for phone in [BEN, CLEO] {
            posts_with(&app, phone, &[header]).await;
        }
        let warnings = log::lines("WARN");
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert!(warnings[0].contains(why), "{warnings:?}");
        let page = admin.get("/admin").await;
        page.is(200).shows(note).shows("127.0.0.1");
    }
    let app = TestApp::with(&[("trusted_proxies", "127.0.0.1")]).await;
    let admin = app.admin(ADA).await;
    log::listen();
    posts_with(&app, BEN, &[via, forwarded]).await;
    posts_with(&app, CLEO, &[]).await;
    assert_eq!(log::lines("WARN"), [""; 0]);
    admin.get("/admin").await.is(200).hides(note);
}

#[tokio::test]
async fn w5_absolute_targets_are_served_as_their_path() {
    let app = TestApp::start().await;
    let answer = raw_get(&app, "http://evil.example/login", &[]).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer:.200}");
    assert!(!answer.contains("evil.example"));
}
