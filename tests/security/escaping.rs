//! W6: what strangers typed is text wherever somebody sees it.

use reqwest::Method;
use serde_json::json;

use crate::app::browser::Browser;
use crate::app::gateway::Answer;
use crate::app::{ADA, BEN, TestApp};
use crate::harness::{crawl, generous, user_id};

const MARKUP: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";

/// Signs in with this user agent.
async fn sign_in_as(app: &TestApp, phone: &str, agent: &str) -> Browser {
    let browser = app.browser();
    let own = |path: &str| {
        let request = browser.request(Method::POST, path);
        request
            .header("sec-fetch-site", "same-origin")
            .header("user-agent", agent)
    };
    browser
        .send(own("/login").form(&[("phone", phone)]))
        .await
        .is(303);
    let code = app.last_code();
    let posted = own("/login/code").form(&[("code", &code)]);
    browser.send(posted).await.leads_to("/account");
    browser
}

#[tokio::test]
async fn w6_a_user_agent_is_text_on_the_account_and_the_admin_pages() {
    let app = generous(&[("code.resend_wait", "0s")]).await;
    let admin = app.admin(ADA).await;
    let agents = [
        MARKUP.to_owned(),
        format!("{MARKUP} Firefox/140.0 (Linux) {MARKUP}"),
        format!("Mozilla/5.0 (iPhone{MARKUP}) Safari/1"),
        "=cmd|' /C calc'!A0".to_owned(),
        "{{7*7}}".to_owned(),
        "A".repeat(20_000),
    ];
    for agent in &agents {
        app.clock.advance(std::time::Duration::from_secs(1));
        let browser = sign_in_as(&app, BEN, agent).await;
        let user = format!("/admin/users/{}", user_id(&app, BEN).await);
        for page in [
            browser.get("/account").await,
            admin.get(&user).await,
            admin.get("/admin/users").await,
        ] {
            page.is(200).hides("alert(1)").hides("calc");
            assert!(!page.body.contains(&"A".repeat(300)));
        }
        let data = browser.get("/account/data").await;
        assert_eq!(data.header("content-type"), "application/json");
        assert_eq!(data.header("x-content-type-options"), "nosniff");
        assert!(data.header("content-disposition").starts_with("attachment"));
        // as JSON, and cut to a bearable length
        let sessions = data.json()["sessions"].clone();
        let kept = sessions.as_array().expect("sessions").iter();
        let kept: Vec<_> = kept.filter_map(|row| row["agent"].as_str()).collect();
        let start: String = agent.chars().take(256).collect();
        assert!(kept.contains(&start.as_str()), "{kept:?}");
    }
}

/// Every page that an admin can open, now and later: what the provider said,
/// what the browser called itself, whatever was typed.
#[tokio::test]
async fn w6_no_admin_page_has_markup_of_others() {
    let app = generous(&[("code.resend_wait", "0s")]).await;
    let admin = app.admin(ADA).await;
    sign_in_as(&app, BEN, MARKUP).await;
    for status in [400, 429, 500, 201] {
        let words = json!({
            "code": MARKUP, "message": MARKUP, "sid": MARKUP, "status": MARKUP,
            "more_info": MARKUP, "error_code": MARKUP,
        });
        app.gateway.answers(Answer::Json(status, words));
        app.clock.advance(std::time::Duration::from_secs(1));
        app.browser().post_phone(BEN).await.is(503);
        let typed = [("phone", MARKUP), ("region", MARKUP)];
        app.browser().post("/login", &typed).await.is(422);
    }
    let pages = crawl(&admin, "/admin/users").await;
    let inside = pages.iter().filter(|(path, _)| path.starts_with("/admin"));
    assert!(inside.count() >= 5, "the admin pages were not found");
    for (path, page) in &pages {
        for raw in ["<script>alert", "<img src=x", "\"'>"] {
            assert!(!page.body.contains(raw), "{raw} in {path}");
        }
    }
}

#[tokio::test]
async fn w6_the_search_box_and_its_filters_show_text() {
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    for name in ["q", "by", "status", "after", "before"] {
        let query = serde_urlencoded::to_string([(name, MARKUP)]).expect("a query");
        let page = admin.get(&format!("/admin/users?{query}")).await;
        page.is(200).hides("<script>alert").hides("<img src=x");
        page.hides("\"'>");
    }
    let query = serde_urlencoded::to_string([("q", MARKUP), ("status", "active")]);
    let path = format!("/admin/users?{}", query.expect("a query"));
    let page = admin.get(&path).await;
    page.is(200)
        .hides("<script>alert")
        .shows("&#60;script&#62;");
}

#[tokio::test]
async fn w6_what_was_typed_comes_back_as_text() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let fields = [("phone", MARKUP), ("region", MARKUP), ("return_to", MARKUP)];
    let page = browser.post("/login", &fields).await;
    page.is(422).hides("<script>alert").hides("\"'>");
    page.shows("&#60;script&#62;");
    let query = serde_urlencoded::to_string([("return_to", format!("/{MARKUP}"))]);
    let page = browser
        .get(&format!("/login?{}", query.expect("a query")))
        .await;
    page.is(200).hides("alert(1)");
    browser.set_cookie("textgate-region", "US\"><script>alert(1)</script>");
    browser.get("/login").await.is(200).hides("alert(1)");
    browser.post_phone(ADA).await.leads_to("/login/code");
    let page = browser.post_code(MARKUP).await;
    page.is(200).hides("<script>alert").hides("\"'>");
    page.shows("&#60;script&#62;");
}

#[tokio::test]
async fn w6_an_unknown_address_is_not_repeated() {
    let app = TestApp::start().await;
    let page = app
        .browser()
        .get("/%3Cscript%3Ealert(1)%3C/script%3E")
        .await;
    page.is(404).hides("alert");
    let page = app.browser().get("/auth/%3Cscript%3Ealert(1)").await;
    page.is(404).hides("alert");
    assert_eq!(page.header("content-type"), "application/json");
}
