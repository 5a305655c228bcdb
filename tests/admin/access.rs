//! For everybody but admins these pages do not exist.

use std::time::Duration;

use reqwest::Method;

use crate::app::browser::{Browser, Shown};
use crate::app::{ADA, BEN, TestApp};
use crate::user_id;

const HOUR: Duration = Duration::from_hours(1);

const GETS: [&str; 26] = [
    "/admin",
    "/admin/alerts?after=1~x",
    "/admin/",
    "/admin?r=7d",
    "/admin/factor",
    "/admin/factor/check",
    "/admin/factor/set-up",
    "/admin/factor/remove",
    "/admin/settings",
    "/admin/settings/pause?provider=main",
    "/admin/settings/test",
    "/admin/audit",
    "/admin/audit?action=user.block&by=target&q=0&from=2026-11-01&after=1~x",
    "/admin/users",
    "/admin/users?q=%2B1&status=active&after=1~x",
    "/admin/users/choose",
    "/admin/users/done/{user}",
    "/admin/users/export?country=GB",
    "/admin/users/{user}",
    "/admin/users/{user}/delete",
    "/admin/users/{user}/number",
    "/admin/numbers",
    "/admin/numbers/{hash}",
    "/admin/messages",
    "/admin/messages?status=refused&after=1~x",
    "/admin/messages/{message}",
];

const POSTS: [&str; 19] = [
    "/admin/factor/check",
    "/admin/factor/set-up",
    "/admin/factor/confirm",
    "/admin/factor/codes",
    "/admin/factor/remove",
    "/admin/settings/pause",
    "/admin/settings/resume",
    "/admin/settings/test",
    "/admin/users/{user}/block",
    "/admin/users/{user}/unblock",
    "/admin/users/{user}/sign-out",
    "/admin/users/{user}/delete",
    "/admin/users/{user}/number",
    "/admin/users/choose",
    "/admin/users/bulk",
    "/admin/users/export",
    "/admin/numbers",
    "/admin/numbers/{hash}/block",
    "/admin/numbers/{hash}/unblock",
];

/// What the forms there would send, so that only the rights are missing.
const FIELDS: [(&str, &str); 6] = [
    ("act", "delete"),
    ("all", "1"),
    ("at", "1895355880000000"),
    ("count", "9"),
    ("format", "csv"),
    ("phone", BEN),
];

/// A user and a text to them, as addresses name them; or what names nobody.
struct Target {
    user: String,
    hash: String,
    message: String,
}

impl Target {
    async fn real(app: &TestApp) -> Self {
        let texts = app.deliveries("456").await;
        let text = |name: &str| texts[0][name].as_str().expect("a text").to_owned();
        Self {
            user: user_id(app, BEN).await,
            hash: text("phone_hash"),
            message: text("message_id"),
        }
    }

    fn of(name: &str) -> Self {
        let [user, hash, message] = [name; 3].map(str::to_owned);
        Self {
            user,
            hash,
            message,
        }
    }

    fn path(&self, path: &str) -> String {
        path.replace("{user}", &self.user)
            .replace("{hash}", &self.hash)
            .replace("{message}", &self.message)
    }
}

async fn all(browser: &Browser, target: &Target) -> Vec<Shown> {
    let mut shown = Vec::new();
    for path in GETS.map(|path| target.path(path)) {
        shown.push(browser.get(&path).await);
        let head = browser.request(Method::HEAD, &path);
        let mut head = browser.send(head).await;
        assert_eq!(head.body, "");
        head.body.clone_from(&shown[0].body);
        shown.push(head);
    }
    for path in POSTS.map(|path| target.path(path)) {
        shown.push(browser.post(&path, &FIELDS).await);
    }
    shown
}

#[tokio::test]
async fn nobody_but_an_admin_finds_a_page_there() {
    let app = TestApp::start().await;
    let half = app.browser();
    half.post_phone("+919876543210")
        .await
        .leads_to("/login/code");
    let (ada, ben) = (app.signed_in(ADA).await, app.signed_in(BEN).await);
    let before = app.dump().await;
    let garbage = app.browser();
    garbage.set_cookie("textgate", "AAAAAAAAAAAAAAAAAAAAAA");
    for browser in [&app.browser(), &half, &garbage, &ada, &ben] {
        let unknown = browser.get("/admin/nothing-of-that-name").await;
        unknown.is(404).shows("Page not found");
        let real = Target::real(&app).await;
        for target in [real, Target::of("nobody"), Target::of("%ff")] {
            for shown in all(browser, &target).await {
                assert_eq!(shown.is(404).body, unknown.body);
                let mut headers = [shown.headers, unknown.headers.clone()];
                for headers in &mut headers {
                    headers.remove("date");
                    headers.remove("content-length");
                }
                assert_eq!(headers[0], headers[1]);
            }
        }
    }
    assert_eq!(app.dump().await, before);
}

#[tokio::test]
async fn the_setting_makes_admins_of_proven_numbers() {
    let app = TestApp::with(&[("admins", &format!("{ADA},+14155550100"))]).await;
    let half = app.browser();
    half.post_phone(ADA).await.leads_to("/login/code");
    half.get("/admin/users").await.is(404);
    let code = app.last_code();
    half.post_code(&code).await.leads_to("/account");
    half.get("/admin/users").await.is(200);
    half.get("/account").await.shows("href=\"/admin/users\"");
    let ben = app.signed_in(BEN).await;
    ben.get("/admin/users").await.is(404);
    ben.get("/account").await.hides("/admin/users");
}

#[tokio::test]
async fn a_grant_counts_at_once_and_so_does_its_end() {
    let app = TestApp::start().await;
    let ada = app.signed_in(ADA).await;
    ada.get("/admin/users").await.is(404);
    assert!(app.set_admin(ADA, true).await);
    ada.get("/admin/users").await.is(200);
    let data = ada.get("/account/data").await.json();
    assert_eq!(data["user"]["is_admin"], true);
    assert!(app.set_admin(ADA, false).await);
    ada.get("/admin/users").await.is(404);
}

#[tokio::test]
async fn a_number_that_was_never_proven_cannot_be_granted() {
    let app = TestApp::start().await;
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    assert!(!app.set_admin(ADA, true).await);
    assert!(!app.set_admin(BEN, true).await);
}

#[tokio::test]
async fn rights_go_with_the_account_unless_the_setting_gives_them() {
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    admin.post("/account/delete", &[]).await.is(200);
    app.after_the_wait();
    let again = app.signed_in(ADA).await;
    again.get("/admin/users").await.is(404);
}

#[tokio::test]
async fn after_twelve_hours_an_admin_signs_in_again() {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    let admin = app.admin(ADA).await;
    let target = Target::real(&app).await;
    app.clock.advance(12 * HOUR);
    admin.get("/admin/users").await.is(200);
    app.clock.advance(Duration::from_secs(1));
    admin.get("/account").await.is(200);
    let before = app.dump().await;
    for shown in all(&admin, &target).await {
        shown.is(403).shows("Sign in again").hides("+44");
        shown.shows("href=\"/login/again?return_to=%2F");
    }
    assert_eq!(app.dump().await, before);
    // being used does not make a sign-in fresh, signing in does
    admin.post("/logout", &[]).await.leads_to("/login");
    admin.post_phone(ADA).await.leads_to("/login/code");
    let code = app.last_code();
    admin.post_code(&code).await.leads_to("/account");
    admin.get("/admin/users").await.is(200);
}

#[tokio::test]
async fn a_blocked_admin_is_out() {
    let app = TestApp::with(&[("admins", &format!("{ADA},{BEN}"))]).await;
    let (ada, ben) = (app.signed_in(ADA).await, app.signed_in(BEN).await);
    let path = format!("/admin/users/{}/block", user_id(&app, BEN).await);
    ada.post(&path, &[]).await.is(303);
    ben.get("/admin/users").await.is(404);
    let path = path.replace("/block", "/unblock");
    ben.post(&path, &[]).await.is(404);
}
