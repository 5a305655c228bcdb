//! Backends that call over JSON with a key: for whom they ask, what they may,
//! and what nobody else gains by saying the same.

mod app;

use app::browser::{Browser, Shown};
use app::gateway::Gateway;
use app::{ADA, BEN, CLEO, TWILIO, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

/// A key, and what the configuration knows of it.
const KEY: &str = "tgk_00112233445566778899aabbccddeeff";
const TABLE: &str = r#"
    [[api_client]]
    name = "shop"
    key_hash = "0a449888b182b3a37b1be36d51f0aeca7c3bba7f42afc736fb543f87107cc64b""#;

const SEND: &str = "/auth/send-otp";
const RESEND: &str = "/auth/resend-otp";
const VERIFY: &str = "/auth/verify-otp";
const CALLS: [&str; 3] = [SEND, RESEND, VERIFY];

/// The program with that backend, and a few more lines in its table.
async fn app(set: &[(&str, &str)], more: &str) -> TestApp {
    let gateway = Gateway::start().await;
    let file = format!("{TWILIO}{TABLE}\n{more}");
    TestApp::with_provider(set, gateway, &file).await
}

async fn call(browser: &Browser, path: &str, headers: &[(&str, &str)], body: &Value) -> Shown {
    let mut request = browser.request(Method::POST, path).json(body);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    browser.send(request).await
}

/// The headers of the backend, for a user of its own.
fn shop(user: Option<&str>) -> Vec<(&'static str, String)> {
    let key = ("authorization", format!("Bearer {KEY}"));
    let user = user.map(|user| ("textgate-user-address", user.to_owned()));
    std::iter::once(key).chain(user).collect()
}

/// A call of the backend, for a user of its own.
async fn shop_calls(app: &TestApp, path: &str, user: Option<&str>, body: &Value) -> Shown {
    let headers = shop(user);
    let headers: Vec<_> = headers.iter().map(|(k, v)| (*k, v.as_str())).collect();
    call(&app.browser(), path, &headers, body).await
}

/// Whether that many numbers get a text, each for a user of its own making.
async fn texts(app: &TestApp, numbers: std::ops::Range<u32>, key: bool, user: bool) -> Vec<u16> {
    let mut statuses = Vec::new();
    for n in numbers {
        // a range of its own for each
        let body = json!({ "phone": format!("+1415{}2671", 200 + n) });
        let address = format!("203.0.113.{n}");
        let headers = [
            ("authorization", format!("Bearer {KEY}")),
            ("textgate-user-address", address),
        ];
        let headers = headers.iter().zip([key, user]).filter(|(_, on)| *on);
        let headers: Vec<_> = headers.map(|((k, v), _)| (*k, v.as_str())).collect();
        let shown = call(&app.browser(), SEND, &headers, &body).await;
        statuses.push(shown.status.as_u16());
    }
    statuses
}

#[tokio::test]
async fn p3_users_of_a_backend_do_not_pay_for_each_other() {
    // all are in one country, and nobody answers
    let app = app(&[("limits.country", ""), ("limits.network", "")], "").await;
    assert_eq!(texts(&app, 0..31, true, true).await, [200; 31]);
    assert_eq!(app.gateway.count(), 31);
    // without a word about its user, it is the backend itself that asks
    let own = texts(&app, 31..62, true, false).await;
    assert_eq!((&own[..30], own[30]), (&[200; 30][..], 429));
    assert_eq!(app.gateway.count(), 61);
    assert_eq!(texts(&app, 62..63, true, true).await, [200]);
}

#[tokio::test]
async fn p6_a_backend_s_users_are_counted_where_it_says_that_they_are() {
    // all of them in one /24, and nobody answers
    let app = app(&[], "").await;
    let statuses = texts(&app, 0..9, true, true).await;
    assert_eq!(
        (&statuses[..5], &statuses[5..]),
        (&[200; 5][..], &[429; 4][..])
    );
}

#[tokio::test]
async fn w5_a_stranger_cannot_choose_by_what_it_is_limited() {
    let app = app(&[("limits.requester", "2/10m")], "").await;
    assert_eq!(texts(&app, 0..3, false, true).await, [200, 200, 429]);
    // nor does another scheme, or a word that no backend would say, help
    for authorization in ["Basic c2hvcDp0Z2s=", KEY, "Token x", "", "Bearertgk_"] {
        let headers = [
            ("authorization", authorization),
            ("textgate-user-address", "203.0.113.99"),
        ];
        let body = json!({ "phone": ADA });
        call(&app.browser(), SEND, &headers, &body).await.limited();
        let headers = [headers[0], ("textgate-user-address", "nonsense")];
        call(&app.browser(), SEND, &headers, &body).await.limited();
    }
}

#[tokio::test]
async fn p3_one_user_of_a_backend_is_limited_as_anybody() {
    let app = app(&[("limits.requester", "2/10m")], "").await;
    let users = [
        "203.0.113.7",
        "203.0.113.7",
        "203.0.113.7",
        "::ffff:203.0.113.7",
        "203.0.113.8",
        "2001:db8:1:2::1",
        "2001:DB8:1:2:ffff::1",
        "2001:db8:1:2::2",
        "2001:db8:1:3::1",
    ];
    let mut statuses = Vec::new();
    for (n, user) in (200..).zip(users) {
        let body = json!({ "phone": format!("+1415{n}2671") });
        let shown = shop_calls(&app, SEND, Some(user), &body).await;
        statuses.push(shown.status.as_u16());
    }
    assert_eq!(statuses, [200, 200, 429, 429, 200, 200, 200, 429, 200]);
}

#[tokio::test]
async fn p3_a_user_s_share_comes_back_by_signing_in() {
    let app = app(&[("limits.requester", "1/10m")], "").await;
    let user = Some("203.0.113.7");
    let send = async |phone: &str| shop_calls(&app, SEND, user, &json!({ "phone": phone })).await;
    send(ADA).await.is(200);
    let code = app.last_code();
    send(BEN).await.limited();
    let body = json!({ "phone": ADA, "otp": code });
    shop_calls(&app, VERIFY, user, &body).await.is(200);
    send(BEN).await.is(200);
}

#[tokio::test]
async fn the_user_s_address_is_the_one_that_its_sessions_show() {
    let app = app(&[], "").await;
    let shown_after = async |headers: &[(&str, &str)], phone: &str| {
        let browser = app.browser();
        let body = json!({ "phone": phone });
        call(&browser, SEND, headers, &body).await.is(200);
        let body = json!({ "phone": phone, "otp": app.last_code() });
        call(&browser, VERIFY, headers, &body).await.is(200);
        browser.get("/account").await
    };
    let key = format!("bearer   {KEY}");
    let user = ("Textgate-User-Address", " 203.0.113.7 ");
    let page = shown_after(&[("Authorization", &key), user], ADA).await;
    page.is(200).shows("203.0.113.7").hides("127.0.0.1");
    let page = shown_after(&[("Authorization", &key)], BEN).await;
    page.is(200).shows("127.0.0.1");
    let page = shown_after(&[user], CLEO).await;
    page.is(200).shows("127.0.0.1").hides("203.0.113.7");
}

#[tokio::test]
async fn c6_a_user_s_address_finds_the_verification_it_began() {
    let app = app(&[("limits.phone", ""), ("code.resend_wait", "0s")], "").await;
    let (own, other) = (Some("203.0.113.7"), Some("203.0.113.8"));
    let body = json!({ "phone": ADA });
    shop_calls(&app, SEND, own, &body).await.is(200);
    let code = app.last_code();
    app.clock.advance(std::time::Duration::from_secs(1));
    shop_calls(&app, SEND, other, &body).await.is(200);
    if code == app.last_code() {
        return;
    }
    let body = json!({ "phone": ADA, "otp": code });
    shop_calls(&app, VERIFY, other, &body).await.is(400);
    shop_calls(&app, VERIFY, own, &body).await.is(200);
}

#[tokio::test]
async fn a_key_that_nobody_has_is_refused_before_anything_else() {
    let app = app(&[], "").await;
    let before = app.dump().await;
    let other = KEY.replace("tgk_0", "tgk_1");
    let authorizations = [
        format!("Bearer {other}"),
        format!("Bearer {}", &KEY[..KEY.len() - 1]),
        format!("Bearer {KEY}0"),
        format!("Bearer {} ", KEY.to_uppercase()),
        format!("Bearer {KEY} {KEY}"),
        format!("Bearer {KEY}, Bearer {KEY}"),
        format!("BEARER \"{KEY}\""),
        "Bearer 0a449888b182b3a37b1be36d51f0aeca7c3bba7f42afc736fb543f87107cc64b".into(),
        "Bearer".into(),
        "Bearer ".into(),
        "Bearer\tx".into(),
    ];
    let words = json!({ "error": "Unknown API key", "code": "unknown_client" });
    for path in CALLS {
        for authorization in &authorizations {
            let headers = [
                ("authorization", authorization.as_str()),
                ("textgate-user-address", "nonsense"),
            ];
            let body = json!({ "phone": ADA, "otp": "123456" });
            let refused = call(&app.browser(), path, &headers, &body).await;
            assert_eq!(refused.status, 401, "{authorization}");
            assert_eq!(refused.json(), words, "{authorization}");
            assert_eq!(refused.header("www-authenticate"), "Bearer");
        }
        // the body, which is here by then, is not looked at
        let request = app.browser().request(Method::POST, path);
        let request = request.body("x".repeat(16 * 1024));
        let request = request.header("authorization", &authorizations[0]);
        let refused = app.browser().send(request).await;
        assert_eq!(refused.is(401).json(), words);
        // a right key beside a wrong one is no key
        let two = [KEY, &other].map(|key| format!("Bearer {key}"));
        let headers = two
            .each_ref()
            .map(|value| ("authorization", value.as_str()));
        let refused = call(&app.browser(), path, &headers, &json!({ "phone": ADA })).await;
        assert_eq!(refused.is(401).json(), words);
    }
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), 0);
}

#[tokio::test]
async fn a_user_s_address_that_is_none_is_refused() {
    let app = app(&[], "").await;
    let before = app.dump().await;
    let words = json!({
        "error": "Textgate-User-Address must be one IPv4 or IPv6 address",
        "code": "bad_request",
    });
    let wrong = [
        "",
        "localhost",
        "unknown",
        "203.0.113",
        "203.0.113.7:80",
        "203.0.113.7/32",
        "[2001:db8::1]",
        "fe80::1%eth0",
        "203.0.113.7, 203.0.113.8",
        "0203.0.113.7",
    ];
    for path in CALLS {
        let body = json!({ "phone": ADA, "otp": "123456" });
        for user in wrong {
            let refused = shop_calls(&app, path, Some(user), &body).await;
            assert_eq!(refused.is(400).json(), words, "{user}");
        }
        let key = format!("Bearer {KEY}");
        let headers = [
            ("authorization", key.as_str()),
            ("textgate-user-address", "203.0.113.7"),
            ("textgate-user-address", "203.0.113.7"),
        ];
        let refused = call(&app.browser(), path, &headers, &body).await;
        assert_eq!(refused.is(400).json(), words);
    }
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), 0);
}

#[tokio::test]
async fn w5_pages_hear_no_backend() {
    let app = app(&[("limits.requester", "2/10m")], "").await;
    let key = format!("Bearer {KEY}");
    let post = async |browser: &Browser, path: &str, field: (&str, &str), user: &str, key: &str| {
        let request = browser.request(Method::POST, path).form(&[field]);
        let request = request.header("sec-fetch-site", "same-origin");
        let request = request.header("authorization", key);
        browser
            .send(request.header("textgate-user-address", user))
            .await
    };
    let browser = app.browser();
    let page = post(&browser, "/login", ("phone", BEN), "203.0.113.1", &key).await;
    page.leads_to("/login/code");
    let page = post(
        &app.browser(),
        "/login",
        ("phone", ADA),
        "203.0.113.2",
        "Bearer x",
    )
    .await;
    page.leads_to("/login/code");
    let page = post(&app.browser(), "/login", ("phone", CLEO), "nonsense", &key).await;
    page.is(429);
    let page = browser.get("/login/code").await;
    page.is(200);
    assert!(!app.dump().await.text().contains("203.0.113"));
}

#[tokio::test]
async fn a_backend_behind_a_proxy_is_the_proxy_s_client() {
    let set = [
        ("limits.requester", "1/10m"),
        ("trusted_proxies", "127.0.0.1"),
    ];
    let app = app(&set, "").await;
    let key = format!("Bearer {KEY}");
    let send = async |n: u32, from: &str, user: Option<&str>| {
        let body = json!({ "phone": format!("+1415{n}2671") });
        let mut headers = vec![("authorization", key.as_str()), ("x-forwarded-for", from)];
        headers.extend(user.map(|user| ("textgate-user-address", user)));
        let shown = call(&app.browser(), SEND, &headers, &body).await;
        shown.status.as_u16()
    };
    let statuses = [
        send(200, "198.51.100.1", None).await,
        send(201, "198.51.100.1", None).await,
        send(202, "198.51.100.2", None).await,
        send(203, "198.51.100.1", Some("203.0.113.7")).await,
        send(204, "198.51.100.3", Some("203.0.113.7")).await,
    ];
    assert_eq!(statuses, [200, 429, 200, 200, 429]);
}

#[tokio::test]
async fn c6_a_client_s_own_word_about_phones_alone_wins() {
    // what is set for all, what the client's table says, and who gets through
    for (all, own, stranger, backend) in [
        ("true", "", true, true),
        ("true", "phone_only = false", true, false),
        ("false", "", false, false),
        ("false", "phone_only = true", false, true),
    ] {
        let app = app(&[("api.phone_only", all)], own).await;
        let sent = shop_calls(&app, SEND, None, &json!({ "phone": ADA })).await;
        let id = sent.is(200).json()["verificationId"].clone();
        let wrong = json!({ "phone": ADA, "otp": app.wrong_code() });
        let status = |through| if through { 400 } else { 404 };
        let tried = app.browser().json(VERIFY, &wrong).await;
        tried.is(status(stranger));
        let tried = shop_calls(&app, VERIFY, None, &wrong).await;
        tried.is(status(backend));
        app.after_the_wait();
        let again = shop_calls(&app, RESEND, None, &json!({ "phone": ADA })).await;
        again.is(if backend { 200 } else { 404 });
        let right = json!({ "phone": ADA, "otp": app.last_code(), "verificationId": id });
        shop_calls(&app, VERIFY, None, &right).await.is(200);
    }
}

#[tokio::test]
async fn without_a_key_nothing_is_sent_or_verified_where_one_is_required() {
    let app = app(&[("api.require_client", "true")], "").await;
    let before = app.dump().await;
    let words = json!({ "error": "API key required", "code": "unknown_client" });
    for path in CALLS {
        let body = json!({ "phone": ADA, "otp": "123456" });
        let basic = ("authorization", "Basic c2hvcDp0Z2s=");
        for headers in [&[][..], &[basic]] {
            let refused = call(&app.browser(), path, headers, &body).await;
            assert_eq!(refused.is(401).json(), words, "{path}");
            assert_eq!(refused.header("www-authenticate"), "Bearer");
        }
    }
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), 0);
    shop_calls(&app, SEND, None, &json!({ "phone": ADA }))
        .await
        .is(200);
    let body = json!({ "phone": ADA, "otp": app.last_code() });
    let browser = app.browser();
    let key = format!("Bearer {KEY}");
    call(&browser, VERIFY, &[("authorization", &key)], &body)
        .await
        .is(200);
    // the cookie is enough for what it opens, whatever else is shown; so are pages
    browser.get("/auth/session").await.is(200);
    let request = browser.request(Method::GET, "/auth/session");
    let request = request.header("authorization", "Bearer nobody's");
    browser.send(request).await.is(200);
    let logout = browser.request(Method::POST, "/auth/logout");
    browser.send(logout).await.is(204);
    app.browser().post_phone(BEN).await.leads_to("/login/code");
}

#[tokio::test]
async fn c6_by_its_phone_alone_a_verification_is_reached_by_the_backend_that_began_it() {
    let app = app(&[], "").await;
    let phone = json!({ "phone": ADA });
    let sent = shop_calls(&app, SEND, Some("203.0.113.7"), &phone).await;
    sent.is(200);
    let code = app.last_code();
    let right = json!({ "phone": ADA, "otp": code });
    // nobody else, wherever they are
    let stranger = app.browser_from("127.0.0.9");
    for (path, body) in [(VERIFY, &right), (RESEND, &phone)] {
        call(&stranger, path, &[], body).await.is(404);
    }
    // its user's address may have changed, or it does not say it
    let wrong = json!({ "phone": ADA, "otp": "000000" });
    let moved = shop_calls(&app, VERIFY, Some("203.0.113.8"), &wrong).await;
    assert_eq!(moved.is(400).json()["attemptsLeft"], 4);
    shop_calls(&app, VERIFY, None, &right).await.is(200);
}
