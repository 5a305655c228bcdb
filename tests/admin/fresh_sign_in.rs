//! What admins change asks for a sign-in that is fresh, and how to get one
//! without losing the one at hand.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use textgate::flow::sweep::sweep;

use crate::app::browser::{Browser, Shown};
use crate::app::gateway::Answer;
use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::{entries, fails, outside, user_id};

const MINUTE: Duration = Duration::from_mins(1);
const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_hours(24);

/// Somebody to act on; an admin whose sign-in is too old for it; the address
/// of the person's page.
async fn stale(app: &TestApp) -> (Browser, String) {
    app.signed_in(BEN).await;
    let admin = app.admin(ADA).await;
    app.clock.advance(15 * MINUTE + SECOND);
    (admin, format!("/admin/users/{}", user_id(app, BEN).await))
}

/// Posts as a browser does from a page.
async fn post_from(app: &TestApp, browser: &Browser, page: &str, path: &str) -> Shown {
    let request = browser.request(Method::POST, path);
    let request = request
        .header("sec-fetch-site", "same-origin")
        .header("referer", format!("{}{page}", app.url));
    let answer = browser.send(request).await;
    browser.told(answer).await
}

/// The address that an answer leads to for a new sign-in.
fn again(shown: &Shown) -> String {
    // a page leads there, and a post by itself
    if let Some((_, rest)) = shown.body.split_once("href=\"/login/again") {
        let rest = rest.split('"').next().expect("its end");
        return format!("/login/again{rest}");
    }
    let back = shown.field("return_to").replace("&#38;", "&");
    let query = serde_urlencoded::to_string([("return_to", back)]);
    format!("/login/again?{}", query.expect("a query"))
}

/// Asks for a code on the page at this address.
async fn asks(browser: &Browser, address: &str) -> Shown {
    let page = browser.get(address).await;
    let fields = [page.is(200).field("return_to"), page.field("form")];
    let [return_to, form] = fields.each_ref().map(String::as_str);
    let return_to = return_to.replace("&#38;", "&");
    let fields = [("return_to", return_to.as_str()), ("form", form)];
    browser.post("/login/again", &fields).await
}

#[tokio::test]
async fn what_changes_something_asks_for_a_sign_in_of_the_last_quarter_of_an_hour() {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    let admin = app.admin(ADA).await;
    let page = format!("/admin/users/{}", user_id(&app, BEN).await);
    app.clock.advance(15 * MINUTE);
    let path = format!("{page}/sign-out");
    admin.post(&path, &[]).await.leads_to(&page);
    app.clock.advance(SECOND);
    admin.get(&page).await.is(200);
    admin.get("/admin/audit").await.is(200);
    let before = app.dump().await;
    for what in ["block", "unblock", "sign-out", "delete"] {
        let shown = admin.post(&format!("{page}/{what}"), &[]).await;
        shown.is(200).shows("Sign in again to do this");
        assert_eq!(again(&shown), "/login/again?return_to=%2Faccount");
    }
    assert_eq!(app.dump().await, before);
    // there is no such page for anybody else, however old their sign-in is
    let ben = app.signed_in(CLEO).await;
    app.clock.advance(15 * MINUTE + SECOND);
    ben.post(&path, &[]).await.is(404).hides("/login/again");
    app.browser().post(&path, &[]).await.is(404);
}

#[tokio::test]
async fn the_setting_says_how_fresh() {
    let app = TestApp::with(&[("session.admin_act", "1h")]).await;
    let (admin, page) = stale(&app).await;
    let block = format!("{page}/block");
    admin.post(&block, &[]).await.leads_to(&page);
    app.clock.advance(45 * MINUTE);
    admin.post(&block, &[]).await.is(200);
}

#[tokio::test]
async fn s3_signing_in_again_leads_back_and_ends_the_old_session_when_the_new_one_stands() {
    let app = TestApp::start().await;
    let (admin, page) = stale(&app).await;
    let block = format!("{page}/block");
    let shown = post_from(&app, &admin, &page, &block).await;
    let address = again(shown.is(200));
    let form = admin.get(&address).await;
    form.is(200)
        .shows("+1 415-555-2671")
        .shows("Text me a code");
    form.shows(&format!("<a href=\"{page}\">No, go back</a>"));
    asks(&admin, &address).await.leads_to("/login/code");
    let old = admin.copy();
    // until the code is in, nothing is different
    let code_page = admin.get("/login/code").await;
    code_page.is(200).shows("+1 415-555-2671");
    code_page.shows(&format!("<a href=\"{page}\">No, go back</a>"));
    admin.post_code(&app.wrong_code()).await.is(200);
    for path in ["/account", &page] {
        admin.get(path).await.is(200);
    }
    admin.post(&block, &[]).await.is(200);
    assert_eq!(app.dump().await.table("sessions").len(), 2);
    let code = app.last_code();
    admin.post_code(&code).await.leads_to(&page);
    assert_ne!(admin.session(), old.session());
    assert_eq!(app.dump().await.table("sessions").len(), 2);
    old.get("/account").await.is(303);
    old.get("/auth/session").await.is(401);
    admin.post(&block, &[]).await.leads_to(&page);
    admin.get(&page).await.shows("Blocked");
    // and the way is not gone twice
    admin.get("/login/code").await.leads_to("/account");
    admin.post_code(&code).await.leads_to("/account");
    let entries = entries(&app).await;
    assert_eq!(entries.len(), 2, "{entries:?}");
}

#[tokio::test]
async fn s3_a_new_session_that_cannot_be_saved_leaves_the_old_one() {
    for event in ["insert on sessions", "delete on sessions"] {
        let app = TestApp::start().await;
        let (admin, page) = stale(&app).await;
        asks(&admin, "/login/again").await.leads_to("/login/code");
        let (code, old) = (app.last_code(), admin.session());
        fails(&app, event).await;
        admin.post_code(&code).await.is(503);
        assert_eq!(admin.session(), old, "{event}");
        admin.get(&page).await.is(200);
        outside(&app, "drop trigger fault").await.expect("mended");
        // that code is not used up
        admin.post_code(&code).await.leads_to("/account");
        admin
            .post(&format!("{page}/block"), &[])
            .await
            .leads_to(&page);
    }
}

#[tokio::test]
async fn the_old_session_lives_as_long_as_it_would_have() {
    let app = TestApp::with(&[("session.lifetime", "90d"), ("session.idle", "90d")]).await;
    let (admin, page) = stale(&app).await;
    let expiry = async || {
        let dump = app.dump().await;
        let rows = dump.table("sessions").iter();
        let rows = rows.map(|row| serde_json::from_str::<serde_json::Value>(row).expect("a row"));
        let rows: Vec<_> = rows.map(|row| row["expires_at"].clone()).collect();
        rows
    };
    let before = expiry().await;
    asks(&admin, "/login/again").await.leads_to("/login/code");
    assert_eq!(expiry().await, before);
    // a code that was never entered takes nothing along when it is forgotten
    app.clock.advance(2 * 60 * MINUTE);
    let late = app.last_code();
    admin.post_code(&late).await.is(303);
    admin.get("/login/code").await.leads_to("/account");
    admin.get("/account").await.is(200);
    // nor of many, which are forgotten in several rounds
    let many = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 300)
        insert into sessions select id_hash || i, user_id, verification_id, return_to,
            created_at, last_seen_at, expires_at, agent, address, null
        from sessions, n where verification_id is not null";
    outside(&app, many).await.expect("written");
    app.clock.advance(31 * DAY);
    sweep(&app.web.app).await.expect("swept");
    assert_eq!(app.dump().await.table("verifications"), [""; 0]);
    assert_eq!(app.dump().await.table("sessions").len(), 302);
    admin.get("/account").await.is(200);
    admin.get(&page).await.is(403);
}

#[tokio::test]
async fn too_old_for_the_pages_is_mended_the_same_way() {
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    app.clock.advance(DAY);
    let path = "/admin/users?q=%2B1&status=active";
    let shown = admin.get(path).await;
    shown.is(403).shows("Sign in again for the admin pages");
    let address = again(&shown);
    asks(&admin, &address).await.leads_to("/login/code");
    let code = app.last_code();
    admin.post_code(&code).await.leads_to(path);
    admin.get(path).await.is(200);
}

#[tokio::test]
async fn the_code_goes_to_the_person_s_own_number_alone() {
    let app = TestApp::start().await;
    let (admin, _) = stale(&app).await;
    let before = app.gateway.count();
    let fields = [
        ("phone", CLEO),
        ("region", "IN"),
        ("return_to", "/account/data"),
    ];
    admin
        .post("/login/again", &fields)
        .await
        .leads_to("/login/code");
    admin.get("/login/code").await.shows("671").hides("210");
    assert_eq!(app.gateway.count(), before + 1);
    assert_eq!(app.dump().await.table("users").len(), 2);
    // the forms of the ordinary way still do nothing for those who are in
    admin.post_phone(CLEO).await.leads_to("/account");
    assert_eq!(app.gateway.count(), before + 1);
}

#[tokio::test]
async fn w4_nobody_is_led_to_another_site() {
    let app = TestApp::start().await;
    let (admin, page) = stale(&app).await;
    let block = format!("{page}/block");
    for referer in ["http://evil.example/admin", "//evil.example", "x", ""] {
        let request = admin
            .request(Method::POST, &block)
            .header("referer", referer);
        let shown = admin
            .send(request.header("sec-fetch-site", "same-origin"))
            .await;
        let shown = admin.told(shown).await;
        assert_eq!(again(shown.is(200)), "/login/again?return_to=%2Faccount");
    }
    let shown = post_from(&app, &admin, ".evil.example/", &block).await;
    assert_eq!(again(shown.is(200)), "/login/again?return_to=%2Faccount");
    for trick in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/%5cevil",
    ] {
        let query = serde_urlencoded::to_string([("return_to", trick)]).expect("a query");
        let form = admin.get(&format!("/login/again?{query}")).await;
        form.is(200).hides("evil").shows("href=\"/account\"");
        assert_eq!(form.field("return_to"), "/account");
    }
    let fields = [("return_to", "//evil.example")];
    admin
        .post("/login/again", &fields)
        .await
        .leads_to("/login/code");
    admin.get("/login/code").await.hides("evil");
    let code = app.last_code();
    admin.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn whoever_is_not_signed_in_goes_the_ordinary_way() {
    let app = TestApp::start().await;
    let before = app.dump().await;
    let address = "/login/again?return_to=%2Fadmin%2Fusers";
    let onward = "/login?return_to=%2Fadmin%2Fusers";
    app.browser().get(address).await.leads_to(onward);
    let fields = [("return_to", "/admin/users")];
    let posted = app.browser().post("/login/again", &fields).await;
    posted.leads_to(onward);
    assert_eq!(app.gateway.count(), 0);
    assert_eq!(app.dump().await, before);
    // signed out in another tab, between the two steps
    let (admin, _) = stale(&app).await;
    asks(&admin, address).await.leads_to("/login/code");
    let other = admin.copy();
    other.post("/logout", &[]).await.is(303);
    let code = app.last_code();
    admin.post_code(&code).await.leads_to("/login");
    admin.get("/account").await.is(303);
}

#[tokio::test]
async fn a_text_that_cannot_be_sent_leaves_the_session_as_it_was() {
    let app = TestApp::start().await;
    let (admin, _) = stale(&app).await;
    let before = app.dump().await;
    let failing = [
        (
            json!({ "code": 20_500 }),
            500,
            "Sorry, we cannot send texts right now",
        ),
        (
            json!({ "code": 21_211 }),
            400,
            "This number cannot get texts",
        ),
    ];
    for (body, answered, words) in failing {
        app.gateway.answers(Answer::Json(answered, body));
        let page = asks(&admin, "/login/again?return_to=%2Fadmin%2Fusers").await;
        page.is(200).shows(words).shows("+1 415-555-2671");
        assert_eq!(page.field("return_to"), "/admin/users");
        app.after_the_wait();
    }
    assert_eq!(app.dump().await.table("sessions"), before.table("sessions"));
    admin.get("/account").await.is(200);
    app.gateway.answers(Answer::TwilioQueued);
    asks(&admin, "/login/again").await.leads_to("/login/code");
    // pressed again at once: the same code page, and no second text
    let texts = app.gateway.count();
    asks(&admin, "/login/again").await.leads_to("/login/code");
    assert_eq!(app.gateway.count(), texts);
    admin.resend().await.shows("You can ask again in");
    app.after_the_wait();
    admin.resend().await.leads_to("/login/code");
    let code = app.last_code();
    admin.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn limits_are_told_on_the_page() {
    let app = TestApp::with(&[("limits.known", "1/10d"), ("limits.phone", "1/10d")]).await;
    let (admin, _) = stale(&app).await;
    // this browser is known for the number, and has texts of its own
    asks(&admin, "/login/again").await.leads_to("/login/code");
    let code = app.last_code();
    admin.post_code(&code).await.leads_to("/account");
    app.after_the_wait();
    let page = asks(&admin, "/login/again").await;
    page.is(200);
    page.shows("You cannot get another code yet")
        .shows("+1 415-555-2671");
    admin.get("/account").await.is(200);
}

#[tokio::test]
async fn a_block_in_between_ends_it() {
    let app = TestApp::start().await;
    let (admin, _) = stale(&app).await;
    asks(&admin, "/login/again").await.leads_to("/login/code");
    let code = app.last_code();
    app.blocks(ADA).await;
    admin.post_code(&code).await.leads_to("/login");
    admin.get("/account").await.is(303);
}
