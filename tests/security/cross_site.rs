//! W1: another site's page can make a browser post nothing here.

use reqwest::Method;
use serde_json::json;

use crate::app::browser::{Browser, Shown};
use crate::app::gateway::Gateway;
use crate::app::{ADA, BEN, CLEO, TWILIO, TestApp};
use crate::harness::{HTTPS, https, session_names, user_id};

/// Every page that takes a post; `{session}`, `{user}` and `{hash}` are put in.
const FORMS: [&str; 43] = [
    "/login",
    "/login/again",
    "/login/code",
    "/login/resend",
    "/logout",
    "/account/delete",
    "/account/sessions/end-all",
    "/account/sessions/{session}/end",
    "/admin/users/{user}/block",
    "/admin/users/{user}/unblock",
    "/admin/users/{user}/sign-out",
    "/admin/users/{user}/delete",
    "/admin/users/{user}/number",
    "/admin/users/search",
    "/admin/users/choose",
    "/admin/users/bulk",
    "/admin/users/export",
    "/admin/numbers",
    "/admin/numbers/{hash}/block",
    "/admin/numbers/{hash}/unblock",
    "/admin/stops/country",
    "/admin/stops/range",
    "/admin/stops/country:IN/allow",
    "/admin/stops/country:IN/more",
    "/admin/stops/country:IN/stop",
    "/admin/stops/country:IN/watch",
    "/admin/factor/check",
    "/admin/factor/set-up",
    "/admin/factor/confirm",
    "/admin/factor/codes",
    "/admin/factor/remove",
    "/admin/settings/pause",
    "/admin/settings/resume",
    "/admin/settings/test",
    "/admin/apps/shop/pause",
    "/admin/apps/shop/resume",
    "/admin/apps/shop/end-all",
    "/admin/webhooks/crm/pause",
    "/admin/webhooks/crm/resume",
    "/admin/webhooks/crm/replay",
    "/account/apps/shop/disconnect",
    "/oidc/continue",
    "/oidc/logout/confirm",
];

/// What apps and their pages post to, from anywhere: it reads no cookie, or changes
/// nothing by itself.
const OF_APPS: [&str; 6] = [
    "/oidc/authorize",
    "/oidc/logout",
    "/oidc/token",
    "/oidc/userinfo",
    "/oidc/revoke",
    "/oidc/introspect",
];

/// The program with an app that signs people in by it.
async fn with_an_app() -> TestApp {
    let app = "[[app]]\nname = \"shop\"\nredirect_uris = [\"https://shop.example/cb\"]\n";
    let hook = "[[webhook]]\nname = \"crm\"\nurl = \"https://crm.example/\"\n\
        secret = \"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"\nevents = [\"user.*\"]\n";
    let tables = format!("{TWILIO}\n{app}{hook}");
    TestApp::with_provider(&[], Gateway::start().await, &tables).await
}

/// Every JSON call that takes a post.
const CALLS: [&str; 4] = [
    "/auth/send-otp",
    "/auth/resend-otp",
    "/auth/verify-otp",
    "/auth/logout",
];

/// What only reads.
const READS: [&str; 34] = [
    "/",
    "/login",
    "/login/again",
    "/login/code",
    "/account",
    "/account/data",
    "/account/delete",
    "/account/sessions/end-all",
    "/admin/users",
    "/admin/users/{user}",
    "/admin/users/{user}/delete",
    "/admin/users/{user}/number",
    "/admin/users/choose",
    "/admin/users/export",
    "/admin/numbers",
    "/admin/numbers/{hash}",
    "/admin/messages",
    "/admin/audit",
    "/admin/alerts",
    "/admin/stops",
    "/admin/stops/country:IN/stop",
    "/admin/factor",
    "/admin/factor/check",
    "/admin/factor/set-up",
    "/admin/factor/remove",
    "/admin/settings",
    "/admin/settings/pause",
    "/admin/settings/test",
    "/auth/session",
    "/healthz",
    "/readyz",
    "/favicon.ico",
    "/static/app.css",
    "/nothing/here",
];

/// Somebody signed in as an admin, somebody half-way in, and a stranger.
struct People {
    browsers: [Browser; 3],
    session: String,
    user: String,
    hash: String,
}

impl People {
    async fn of(app: &TestApp) -> Self {
        let half = app.browser();
        half.post_phone(CLEO).await.leads_to("/login/code");
        app.signed_in(BEN).await;
        let admin = app.admin(ADA).await;
        let session = session_names(&admin).await[0].clone();
        let user = user_id(app, BEN).await;
        let hash = app.deliveries("456").await[0]["phone_hash"].clone();
        Self {
            browsers: [admin, half, app.browser()],
            session,
            user,
            hash: hash.as_str().expect("a hash").to_owned(),
        }
    }

    fn path(&self, path: &str) -> String {
        path.replace("{session}", &self.session)
            .replace("{user}", &self.user)
            .replace("{hash}", &self.hash)
    }
}

async fn post(browser: &Browser, path: &str, headers: &[(&str, &str)]) -> Shown {
    let fields = [
        ("phone", ADA),
        ("code", "123456"),
        ("region", "US"),
        ("act", "delete"),
        ("all", "1"),
        ("at", "1895355880000000"),
        ("count", "9"),
        ("format", "csv"),
    ];
    let mut request = browser.request(Method::POST, path).form(&fields);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    browser.send(request).await
}

async fn call(browser: &Browser, path: &str, headers: &[(&str, &str)]) -> Shown {
    let body = json!({ "phone": ADA, "otp": "123456" });
    let mut request = browser.request(Method::POST, path).json(&body);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    browser.send(request).await
}

/// Headers that other sites' pages make browsers send.
fn foreign(own: &str) -> Vec<Vec<(&'static str, String)>> {
    let of = |pairs: &[(&'static str, &str)]| {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect()
    };
    let one_more_port = format!("{own}1");
    let inside = format!("https://evil.example/?{own}");
    vec![
        of(&[("sec-fetch-site", "cross-site")]),
        of(&[("sec-fetch-site", "same-site")]),
        of(&[("sec-fetch-site", "cross-site"), ("origin", own)]),
        of(&[("sec-fetch-site", "same-site"), ("origin", own)]),
        of(&[("sec-fetch-site", "nonsense")]),
        of(&[("sec-fetch-site", "")]),
        of(&[("origin", "https://evil.example")]),
        of(&[("origin", "null")]),
        of(&[("origin", "")]),
        of(&[("origin", &one_more_port)]),
        of(&[("origin", &inside)]),
        of(&[("origin", &own.replace("http", "HTTP"))]),
        of(&[("origin", &own.replace("127.0.0.1", "localhost"))]),
        of(&[("origin", &own.replace("http:", "https:"))]),
        of(&[("origin", "https://evil.example"), ("host", "evil.example")]),
        of(&[
            ("origin", "https://evil.example"),
            ("x-forwarded-host", "evil.example"),
        ]),
    ]
}

fn borrowed<'a>(pairs: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    pairs
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

#[tokio::test]
async fn w1_no_page_takes_a_post_from_another_site() {
    let app = with_an_app().await;
    let people = People::of(&app).await;
    let (before, texts) = (app.dump().await, app.gateway.count());
    let mut headers = foreign(&app.url);
    headers.push(Vec::new());
    headers.push(vec![("referer", format!("{}/login", app.url))]);
    for path in FORMS.map(|path| people.path(path)) {
        for headers in &headers {
            for browser in &people.browsers {
                let page = post(browser, &path, &borrowed(headers)).await;
                assert_eq!(page.status, 403, "{path} {headers:?}");
                page.shows("That request came from another site");
                assert_eq!(page.header("set-cookie"), "", "{path}");
            }
        }
    }
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), texts);
}

#[tokio::test]
async fn w1_no_call_answers_another_site() {
    let app = TestApp::start().await;
    let people = People::of(&app).await;
    let (before, texts) = (app.dump().await, app.gateway.count());
    for path in CALLS {
        for headers in foreign(&app.url) {
            for browser in &people.browsers {
                let answer = call(browser, path, &borrowed(&headers)).await;
                assert_eq!(answer.status, 403, "{path} {headers:?}");
                assert_eq!(answer.json()["code"], "cross_site");
                let allowed = answer.header("access-control-allow-origin");
                assert_eq!(allowed, "", "{path}");
            }
        }
    }
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), texts);
}

#[tokio::test]
async fn w1_own_pages_may_post() {
    let app = with_an_app().await;
    let people = People::of(&app).await;
    let own = [("origin", app.url.as_str())];
    for headers in [&own[..], &[("sec-fetch-site", "same-origin")]] {
        for path in FORMS.map(|path| people.path(path)) {
            let stranger = app.browser();
            let page = post(&stranger, &path, headers).await;
            assert_ne!(page.status, 403, "{path} {headers:?}");
        }
    }
    app.after_the_wait();
    let admin = &people.browsers[0];
    let delete = people.path("/admin/users/{user}/delete");
    post(admin, &delete, &own).await.leads_to("/admin/users");
    post(admin, "/logout", &own).await.leads_to("/login");
}

#[tokio::test]
async fn w1_the_configured_address_is_the_own_one_not_the_host() {
    let app = https().await;
    let status = async |headers: &[(&str, &str)]| {
        let page = post(&app.browser(), "/login/resend", headers).await;
        page.status.as_u16()
    };
    assert_eq!(status(&[("origin", HTTPS)]).await, 303);
    assert_eq!(status(&[("origin", &app.url)]).await, 403);
    assert_eq!(status(&[("origin", "http://id.example")]).await, 403);
    assert_eq!(status(&[("origin", "https://id.example:8443")]).await, 403);
    assert_eq!(status(&[("origin", "https://id.example.evil")]).await, 403);
    assert_eq!(status(&[("origin", "https://a.id.example")]).await, 403);
}

#[tokio::test]
async fn w1_calls_that_are_from_no_browser_pass() {
    let app = TestApp::start().await;
    for path in CALLS {
        let answer = call(&app.browser(), path, &[]).await;
        assert_ne!(answer.status, 403, "{path}");
    }
    let own = [("origin", app.url.as_str())];
    call(&app.browser(), "/auth/verify-otp", &own).await.is(400);
}

#[tokio::test]
async fn w1_reading_changes_nothing() {
    let app = with_an_app().await;
    let people = People::of(&app).await;
    // it writes when it looks, and nothing else: one row, by the time of the look
    app.browser().get("/readyz").await.is(200);
    let (before, texts) = (app.dump().await, app.gateway.count());
    let query = format!("?phone=%2B14155550100&code={}&otp=123456", app.last_code());
    for path in FORMS.iter().chain(&CALLS).chain(&READS) {
        let path = people.path(path) + &query;
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            for browser in &people.browsers {
                let request = browser.request(method.clone(), &path);
                let shown = browser.send(request).await;
                assert!(shown.status.as_u16() < 500, "{method} {path}");
            }
        }
    }
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), texts);
}

/// Whoever adds a route that takes posts adds it to the tables above.
#[test]
fn w1_the_tables_are_complete() {
    let count = |source: &str| source.matches("post(").count();
    let forms = count(include_str!("../../src/web/mod.rs"))
        + count(include_str!("../../src/web/admin/mod.rs"))
        + count(include_str!("../../src/web/oidc.rs"));
    assert_eq!(forms, FORMS.len() + OF_APPS.len());
    assert_eq!(count(include_str!("../../src/web/api.rs")), CALLS.len());
}
