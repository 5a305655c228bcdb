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
    shown.extend(posts(browser, target).await);
    shown
}

async fn posts(browser: &Browser, target: &Target) -> Vec<Shown> {
    let mut shown = Vec::new();
    for path in POSTS.map(|path| target.path(path)) {
        shown.push(browser.post(&path, &FIELDS).await);
    }
    shown
}

/// The same page, but for when it was asked for.
fn assert_alike(one: &Shown, other: &Shown) {
    assert_eq!(one.is(404).body, other.body);
    let mut headers = [one.headers.clone(), other.headers.clone()];
    for headers in &mut headers {
        headers.remove("date");
        headers.remove("content-length");
        // they say whether it answers a post
        headers.remove("cache-control");
        headers.remove("vary");
    }
    assert_eq!(headers[0], headers[1]);
}

#[tokio::test]
async fn nobody_but_an_admin_finds_a_page_there() {
    let app = TestApp::start().await;
    let (ada, ben) = (app.signed_in(ADA).await, app.signed_in(BEN).await);
    let before = app.dump().await;
    for browser in [&ada, &ben] {
        let unknown = browser.get("/admin/nothing-of-that-name").await;
        unknown.is(404).shows("Page not found");
        let real = Target::real(&app).await;
        for target in [real, Target::of("nobody"), Target::of("%ff")] {
            for shown in all(browser, &target).await {
                assert_alike(&shown, &unknown);
            }
        }
        // nor where another method has something
        let block = browser.get("/admin/users/x/block").await;
        assert_alike(&block, &unknown);
    }
    assert_eq!(app.dump().await, before);
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_led_there_and_told_of_no_page() {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    let half = app.browser();
    half.post_phone("+919876543210")
        .await
        .leads_to("/login/code");
    let before = app.dump().await;
    let garbage = app.browser();
    garbage.set_cookie("textgate", "AAAAAAAAAAAAAAAAAAAAAA");
    let unknown = ["/admin/nothing", "/admin/users/x/block", "/admin/users/"];
    for browser in [&app.browser(), &half, &garbage] {
        let refused = browser.post("/admin/nothing", &FIELDS).await;
        let real = Target::real(&app).await;
        for target in [real, Target::of("nobody"), Target::of("%ff")] {
            for path in GETS.iter().chain(&unknown).map(|path| target.path(path)) {
                let query = serde_urlencoded::to_string([("return_to", &path)]);
                let login = format!("/login?{}", query.expect("a query"));
                browser.get(&path).await.leads_to(&login);
                let head = browser.request(Method::HEAD, &path);
                browser.send(head).await.leads_to(&login);
                let script = browser.request(Method::GET, &path);
                let script = script.header("accept", "application/json");
                browser.send(script).await.is(404);
            }
            for shown in posts(browser, &target).await {
                assert_alike(&shown, &refused);
            }
        }
    }
    assert_eq!(app.dump().await, before);
    // a page below another name is no admin page
    app.browser().get("/administration").await.is(404);
}

#[tokio::test]
async fn after_signing_in_an_admin_is_on_the_page_and_others_find_none() {
    let app = TestApp::with(&[("admins", ADA)]).await;
    let wanted = "/admin/users?q=%2B1&status=active";
    for (phone, status) in [(ADA, 200), (BEN, 404)] {
        let browser = app.browser();
        let led = browser.get(wanted).await;
        let form = browser.get(led.is(303).header("location")).await;
        let return_to = form.field("return_to").replace("&#38;", "&");
        let fields = [
            ("region", "US"),
            ("phone", phone),
            ("return_to", &return_to),
        ];
        browser.post("/login", &fields).await.is(303);
        let code = app.last_code();
        browser.post_code(&code).await.leads_to(wanted);
        browser.get(wanted).await.is(status);
        // what expired meanwhile is no session
        app.clock.advance(31 * 24 * HOUR);
        let login = browser.get("/admin").await;
        login.leads_to("/login?return_to=%2Fadmin");
    }
}

#[tokio::test]
async fn an_address_that_only_takes_posts_leads_an_admin_on() {
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    for path in ["/admin/users/x/block", "/admin/settings/resume"] {
        admin.get(path).await.leads_to("/admin");
    }
}

#[tokio::test]
async fn the_setting_makes_admins_of_proven_numbers() {
    let app = TestApp::with(&[("admins", &format!("{ADA},+14155550100"))]).await;
    let half = app.browser();
    half.post_phone(ADA).await.leads_to("/login/code");
    half.get("/admin/users").await.is(303);
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
    admin.post("/account/delete", &[]).await.leads_to("/login");
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
        shown.shows("Sign in again").hides("+44");
        // a page says so, and a post leads there
        if shown.status == 403 {
            shown.shows("href=\"/login/again?return_to=%2F");
        } else {
            shown.is(200).shows("action=\"/login/again\"");
        }
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
    let login = "/login?return_to=%2Fadmin%2Fusers";
    ben.get("/admin/users").await.leads_to(login);
    let path = path.replace("/block", "/unblock");
    ben.post(&path, &[]).await.is(404);
}
