//! W4: after signing in, nobody lands on another site.

use crate::app::{ADA, TestApp};
use crate::harness::{generous, raw_get, raw_status};

const TRICKS: [&str; 36] = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "https:evil.example",
    "https://evil.example",
    "https:///evil.example",
    "HTTPS://evil.example",
    "http:/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "/@evil.example",
    "/%40evil.example",
    ".evil.example",
    "/%2f/evil.example",
    "/%2Fevil.example",
    "/%5cevil.example",
    "/%5Cevil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/%09/evil.example",
    "/%0d%0aLocation:%20https://evil.example",
    "/a\r\nSet-Cookie: evil=1",
    "/\u{0}/evil.example",
    "/%00/evil.example",
    "/\u{2028}evil.example",
    "/\u{ff0f}evil.example",
    "/\"><script>evil.example",
    "/'onmouseover=evil.example",
    "/login/../logout?evil.example",
];

fn query(return_to: &str) -> String {
    let query = serde_urlencoded::to_string([("return_to", return_to)]);
    format!("/login?{}", query.expect("a query"))
}

#[tokio::test]
async fn w4_tricks_never_reach_the_hidden_field() {
    let app = TestApp::start().await;
    let browser = app.browser();
    for trick in TRICKS {
        let page = browser.get(&query(trick)).await;
        assert_eq!(page.is(200).field("return_to"), "", "{trick:?}");
        page.hides("evil.example");
        let fields = [("phone", "12"), ("return_to", trick)];
        let page = browser.post("/login", &fields).await;
        assert_eq!(page.is(422).field("return_to"), "", "{trick:?}");
        page.hides("evil.example");
    }
}

#[tokio::test]
async fn w4_tricks_lead_to_the_account_page() {
    let app = generous(&[("code.resend_wait", "0s")]).await;
    for trick in TRICKS {
        let browser = app.browser();
        let fields = [("phone", ADA), ("return_to", trick)];
        let sent = browser.post("/login", &fields).await;
        sent.leads_to("/login/code");
        assert_eq!(sent.header("set-cookie").matches("evil").count(), 0);
        let code = app.last_code();
        browser.post_code(&code).await.leads_to("/account");
        // and the way for those who are signed in already
        browser.get(&query(trick)).await.leads_to("/account");
        let fields = [("phone", ADA), ("return_to", trick)];
        browser.post("/login", &fields).await.leads_to("/account");
        app.clock.advance(std::time::Duration::from_millis(10));
    }
    assert!(!app.dump().await.text().contains("evil.example"));
}

#[tokio::test]
async fn w4_own_paths_survive_every_step() {
    let app = generous(&[("code.resend_wait", "0s")]).await;
    for own in [
        "/account/data",
        "/admin/users?q=%2B44&by=phone",
        "/",
        "/a;b/c:d",
    ] {
        let browser = app.browser();
        let page = browser.get(&query(own)).await;
        let hidden = page.field("return_to").replace("&#38;", "&");
        assert_eq!(hidden, own);
        let fields = [("phone", "12"), ("return_to", own)];
        let page = browser.post("/login", &fields).await;
        assert_eq!(page.is(422).field("return_to").replace("&#38;", "&"), own);
        let fields = [("phone", ADA), ("return_to", own)];
        browser
            .post("/login", &fields)
            .await
            .leads_to("/login/code");
        browser.post_code(&app.wrong_code()).await.is(200);
        let code = app.last_code();
        browser.post_code(&code).await.leads_to(own);
        app.clock.advance(std::time::Duration::from_millis(10));
    }
}

#[tokio::test]
async fn w4_a_page_that_needs_a_sign_in_names_only_its_own_path() {
    let app = TestApp::start().await;
    let targets = [
        "/account?x=1",
        "http://evil.example/account?x=1",
        "//evil.example/account",
        "/account?x=%0d%0aSet-Cookie:evil",
    ];
    for target in targets {
        let answer = raw_get(&app, target, &[]).await;
        let head = answer.split("\r\n\r\n").next().expect("a head");
        let location = head
            .lines()
            .find_map(|line| line.strip_prefix("location: "))
            .unwrap_or_default();
        assert!(!location.contains("evil.example"), "{target}: {location}");
        assert!(!head.contains("\nset-cookie: evil"), "{target}");
        assert!([303, 404].contains(&raw_status(&answer)), "{target}");
    }
}
