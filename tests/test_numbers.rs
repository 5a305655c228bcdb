//! Numbers with a fixed code: nobody is texted, nothing is counted against
//! others, and no doors open but their own.

mod app;

use std::time::Duration;

use app::browser::Shown;
use app::gateway::Gateway;
use app::interface::{INTERFACES, Interface};
use app::server::Place;
use app::{ADA, TWILIO, TestApp};
use serde_json::json;

/// The number and the code of the example in the complaint about a missing one.
const NUMBER: &str = "+14155550100";
const CODE: &str = "135790";
const WRONG: &str = "135791";

/// It works to the end of the day on which tests begin.
const TABLE: &str = "
    [[test_number]]
    phone = \"+14155550100\"
    code = \"135790\"
    until = \"2026-11-22\"";

/// From 13:58, when tests begin, to the last second of the day.
const REST_OF_THE_DAY: Duration = Duration::from_secs(10 * 3600 + 119);

async fn app(set: &[(&str, &str)]) -> TestApp {
    let gateway = Gateway::start().await;
    TestApp::with_provider(set, gateway, &format!("{TWILIO}{TABLE}")).await
}

/// Nobody was texted, and no limit but its own and that of wrong tries knows of
/// it.
async fn left_no_trace(app: &TestApp) {
    let dump = app.dump().await;
    assert_eq!(dump.table("deliveries"), [] as [String; 0]);
    let limits = dump.table("limits").iter();
    let own = ["\"wrong:", "\"test:"];
    let counted: Vec<_> = limits
        .filter(|row| !own.iter().any(|own| row.contains(own)))
        .collect();
    assert_eq!(counted, [] as [&String; 0]);
    assert_eq!(app.gateway.count(), 0);
}

#[tokio::test]
async fn the_fixed_code_signs_in_and_nobody_is_texted() {
    for interface in INTERFACES {
        let app = app(&[]).await;
        let browser = app.browser();
        interface.sent(&interface.send(&browser, NUMBER).await);
        assert!(!app.dump().await.text().contains(CODE), "it is kept hashed");
        interface.signed_in(&interface.check(&browser, NUMBER, CODE).await);
        let page = browser.get("/account").await;
        page.is(200).shows("+1 415-555-0100");
        assert_eq!(app.dump().await.person().map(<[_]>::len), [1, 1, 1]);
        left_no_trace(&app).await;
    }
}

#[tokio::test]
async fn a_new_code_is_the_same_code() {
    for interface in INTERFACES {
        let app = app(&[]).await;
        let browser = app.browser();
        interface.sent(&interface.send(&browser, NUMBER).await);
        app.after_the_wait();
        interface.sent(&interface.resend(&browser, NUMBER).await);
        interface.signed_in(&interface.check(&browser, NUMBER, CODE).await);
        left_no_trace(&app).await;
    }
}

#[tokio::test]
async fn no_limit_counts_it() {
    let one =
        ["phone", "requester", "range", "country", "total"].map(|name| format!("limits.{name}"));
    let one = one.each_ref().map(|name| (name.as_str(), "1/1h"));
    let app = app(&one).await;
    for _ in 0..20 {
        for interface in INTERFACES {
            interface.sent(&interface.send(&app.browser(), NUMBER).await);
        }
    }
    left_no_trace(&app).await;
    // the only text that these limits allow is still there to be had
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    app.browser().post_phone(app::BEN).await.limited();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn p3_a_test_number_gets_sixty_codes_in_ten_minutes_and_no_more() {
    let app = app(&[]).await;
    let asks = (0..80).map(|n| {
        let (browser, interface) = (app.browser(), INTERFACES[n % INTERFACES.len()]);
        async move { interface.send(&browser, NUMBER).await }
    });
    let answers = futures_like(asks).await;
    let limited = answers.iter().filter(|it| it.status == 429).count();
    assert_eq!(limited, 20);
    left_no_trace(&app).await;
    assert_eq!(app.dump().await.table("verifications").len(), 60);
    let answer = app.send_otp(NUMBER).await;
    assert_eq!(answer.is(429).json()["retryAfter"], 10);
    assert_eq!(answer.header("retry-after"), "10");
    // everybody else goes on, and one comes back every ten seconds
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    app.clock.advance(Duration::from_secs(10));
    app.send_otp(NUMBER).await.is(200);
    app.send_otp(NUMBER).await.is(429);
}

/// All of them at once.
async fn futures_like<F>(asks: impl Iterator<Item = F>) -> Vec<Shown>
where
    F: Future<Output = Shown> + Send + 'static,
{
    let asks: Vec<_> = asks.map(tokio::spawn).collect();
    let mut answers = Vec::new();
    for ask in asks {
        answers.push(ask.await.expect("answered"));
    }
    answers
}

/// Signing in gives back what texts took; a test number's took nothing.
#[tokio::test]
async fn signing_in_with_it_gives_nobody_a_share_back() {
    let app = app(&[("limits.requester", "1/1h")]).await;
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    let limits = app.dump().await;
    for interface in INTERFACES {
        let browser = app.browser();
        interface.sent(&interface.send(&browser, NUMBER).await);
        interface.signed_in(&interface.check(&browser, NUMBER, CODE).await);
    }
    for row in limits.table("limits") {
        let after = app.dump().await;
        assert!(after.table("limits").contains(row), "{row} changed");
    }
    app.browser().post_phone(app::BEN).await.limited();
}

#[tokio::test]
async fn wrong_tries_are_counted_as_anybody_s() {
    for interface in INTERFACES {
        let app = app(&[("limits.wrong", "6/80d")]).await;
        let spent = |shown: &Shown| match interface {
            Interface::Form => shown.is(200).shows("the wrong code too many times").clone(),
            Interface::Json => shown.is(400).shows("attempts_spent").clone(),
        };
        let browser = app.browser();
        interface.sent(&interface.send(&browser, NUMBER).await);
        for left in ["4", "3", "2", "1", "0"] {
            let page = interface.check(&browser, NUMBER, WRONG).await;
            match (interface, left) {
                (Interface::Form, "0") => page.shows("the wrong code too many times"),
                (Interface::Form, _) => page.is(200).shows(&format!("You have {left} tr")),
                (Interface::Json, _) => page.is(400).shows(&format!("\"attemptsLeft\":{left}")),
            };
        }
        spent(&interface.check(&browser, NUMBER, CODE).await);
        // a new code has new tries, but the number's own count goes on
        app.after_the_wait();
        interface.sent(&interface.resend(&browser, NUMBER).await);
        let page = interface.check(&browser, NUMBER, WRONG).await;
        match interface {
            Interface::Form => page.is(200).shows("There is a problem"),
            Interface::Json => page.is(400).shows("error"),
        };
        spent(&interface.check(&browser, NUMBER, CODE).await);
        left_no_trace(&app).await;
    }
}

/// A browser that signed in with the fixed code.
async fn signed_in(app: &TestApp) -> app::browser::Browser {
    let browser = app.browser();
    browser.post_phone(NUMBER).await.leads_to("/login/code");
    browser.post_code(CODE).await.leads_to("/account");
    browser
}

#[tokio::test]
async fn it_is_never_an_admin() {
    let app = app(&[("admins", NUMBER)]).await;
    let browser = signed_in(&app).await;
    assert!(app.set_admin(NUMBER, true).await);
    let no_admin = async || {
        browser.get("/admin/users").await.is(404);
        let page = browser.get("/account").await;
        page.is(200).hides("/admin/users");
        let data = browser.get("/account/data").await.json();
        assert_eq!(data["user"]["is_admin"], json!(false));
    };
    no_admin().await;
    // this session began with a code that others know
    app.clock.advance(REST_OF_THE_DAY + Duration::from_secs(2));
    no_admin().await;
}

#[tokio::test]
async fn it_is_marked_on_the_admin_pages() {
    let app = app(&[]).await;
    signed_in(&app).await;
    let admin = app.admin(ADA).await;
    let badge = "<span class=\"badge b-warn\">Test number</span>";
    let list = admin.get("/admin/users").await;
    let rows: Vec<_> = list.is(200).body.split("<tr").collect();
    let row = |last: &str| {
        let mut rows = rows.iter().filter(|row| row.contains(last));
        *rows.next().expect("a row")
    };
    assert!(row("100").contains(badge), "{}", list.body);
    assert!(!row("671").contains(badge), "{}", list.body);
    let users = app.dump().await;
    for row in users.table("users") {
        let user: serde_json::Value = serde_json::from_str(row).expect("JSON");
        let id = user["id"].as_str().expect("an id");
        let page = admin.get(&format!("/admin/users/{id}")).await;
        let marked = page.is(200).body.contains(badge);
        assert_eq!(marked, user["phone"] == NUMBER, "{}", page.body);
    }
}

#[tokio::test]
async fn after_its_last_day_it_is_a_number_like_others() {
    for interface in INTERFACES {
        let app = app(&[]).await;
        app.clock.advance(REST_OF_THE_DAY);
        let early = app.browser();
        interface.sent(&interface.send(&early, NUMBER).await);
        interface.signed_in(&interface.check(&early, NUMBER, CODE).await);
        assert_eq!(app.gateway.count(), 0);
        app.clock.advance(Duration::from_secs(1));
        let browser = app.browser();
        interface.sent(&interface.send(&browser, NUMBER).await);
        assert_eq!(app.gateway.count(), 1);
        assert_eq!(app.deliveries("100").await.len(), 1);
        interface.send(&app.browser(), NUMBER).await.limited();
        let code = app.last_code();
        assert_ne!(code, CODE, "one in a million");
        let page = interface.check(&browser, NUMBER, CODE).await;
        match interface {
            Interface::Form => page.shows("That code is not right"),
            Interface::Json => page.is(400).shows("wrong_code"),
        };
        interface.signed_in(&interface.check(&browser, NUMBER, &code).await);
    }
}

#[tokio::test]
async fn the_command_grants_it_nothing() {
    let place = Place::new();
    place.configure(&TABLE.replace("2026-11-22", "2999-12-31"));
    let server = place.serve(&[]).await;
    server.logged("test numbers sign in with fixed codes").await;
    let browser = server.browser();
    browser.post_phone(NUMBER).await.leads_to("/login/code");
    browser.post_code(CODE).await.leads_to("/account");
    let words = ["is a test number", "415-555-0100"];
    let before = place.dump().await;
    place.run(&["admin", "grant", NUMBER]).refuses(2, &words);
    assert_eq!(place.dump().await, before);
    place.run(&["admin", "revoke", NUMBER]).well();
    // over or not: its sessions may be somebody else's
    place.configure(&TABLE.replace("2026-11-22", "2020-12-31"));
    place.run(&["admin", "grant", NUMBER]).refuses(2, &words);
}
