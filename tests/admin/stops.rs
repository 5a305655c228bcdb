//! The page of stopped texts: what it says of stops and decisions.

mod actions;

use std::time::Duration;

use crate::app::browser::{Browser, Shown};
use crate::app::{ADA, CLEO, TestApp};
use crate::entries;

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

const SLOW: (&str, &str) = ("session.admin_act", "12h");

/// A number in the range `+91 98765 4`.
fn near(n: u32) -> String {
    format!("+91987654{n:04}")
}

/// A stranger asks for a text from an address of their own.
async fn ask(app: &TestApp, phone: &str, n: u32) -> Shown {
    let browser = app.browser_from(&format!("127.1.0.{n}"));
    browser.post_phone(phone).await
}

/// A stranger signs in.
async fn sign_in(app: &TestApp, phone: &str, n: u32) {
    let browser = app.browser_from(&format!("127.1.0.{n}"));
    browser.post_phone(phone).await.leads_to("/login/code");
    let code = app.last_code();
    browser.post_code(&code).await.leads_to("/account");
}

/// The page without its markup, blanks folded.
async fn read(admin: &Browser) -> String {
    let page = admin.get("/admin/stops").await;
    text_of(page.is(200))
}

fn text_of(page: &Shown) -> String {
    let main = page.body.split_once("<main").expect("the page").1;
    let mut text = String::new();
    for part in main.split('<').skip(1) {
        text.push(' ');
        text.push_str(part.split_once('>').map_or("", |(_, words)| words));
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace(" ,", ",").replace(" .", ".")
}

#[track_caller]
fn says(text: &str, words: &str) {
    assert!(text.contains(words), "no {words:?} in {text}");
}

#[track_caller]
fn is_silent(text: &str, words: &str) {
    assert!(!text.contains(words), "{words:?} in {text}");
}

#[tokio::test]
async fn p4_the_page_says_when_there_is_nothing() {
    let app = TestApp::start().await;
    let text = read(&app.admin(ADA).await).await;
    says(&text, "Nothing is on guard");
    says(&text, "Nothing is decided");
    is_silent(&text, "On guard in the last 24 hours");
    is_silent(&text, "Money today");
}

#[tokio::test]
async fn p4_a_stop_is_shown_with_its_reason() {
    let app = TestApp::with(&[("limits.range", "3/7d"), SLOW]).await;
    sign_in(&app, &near(1), 1).await;
    ask(&app, &near(4), 4).await.leads_to("/login/code");
    app.clock.advance(14 * DAY);
    let admin = app.admin(ADA).await;
    for n in 11..14 {
        ask(&app, &near(n), n).await.leads_to("/login/code");
    }
    for n in 14..17 {
        ask(&app, &near(n), n).await.limited();
    }
    app.clock.advance(2 * HOUR);
    let text = read(&admin).await;
    says(
        &text,
        "On guard now +91 98765 4, India Today 3 texts to numbers starting +91 98765 4 were sent and none \
         led to a sign-in. In the 14 days before it was 1 of 2. On guard since 6 Dec 2026, 13:58, \
         2 hours ago. Last refusal 6 Dec 2026, 13:58. The next text goes there in 54 hours. \
         Allow +91 98765 4 Stop for good +91 98765 4",
    );
    is_silent(&text, "On guard in the last 24 hours");
}

#[tokio::test]
async fn p4_the_reason_counts_from_the_day_of_the_stop() {
    let app = TestApp::with(&[("limits.range", "2/7d"), SLOW]).await;
    sign_in(&app, &near(1), 1).await;
    app.clock.advance(DAY);
    for n in 2..4 {
        ask(&app, &near(n), n).await.leads_to("/login/code");
    }
    ask(&app, &near(4), 4).await.limited();
    app.clock.advance(DAY);
    let admin = app.admin(ADA).await;
    let text = read(&admin).await;
    says(
        &text,
        "Since 23 Nov 2026, 2 texts to numbers starting +91 98765 4 were sent and none led to a \
         sign-in. In the 14 days before it was 1 of 1.",
    );
}

#[tokio::test]
async fn p4_a_stop_is_present_while_its_bucket_refuses() {
    let app = TestApp::with(&[("limits.range", "1/7d"), SLOW]).await;
    ask(&app, &near(1), 1).await.leads_to("/login/code");
    ask(&app, &near(2), 2).await.limited();
    // nobody asked again for days: it would have been refused
    app.clock.advance(3 * DAY);
    let admin = app.admin(ADA).await;
    says(&read(&admin).await, "On guard now +91 98765 4, India");
    app.clock.advance(95 * HOUR);
    let admin = app.signed_in(ADA).await;
    says(&read(&admin).await, "On guard now +91 98765 4, India");
    app.clock.advance(HOUR);
    let text = read(&admin).await;
    is_silent(&text, "+91 98765 4, India");
    says(&text, "Nothing is on guard");
}

#[tokio::test]
async fn p4_a_stop_that_is_over_is_shown_for_a_day() {
    let app = TestApp::with(&[("limits.country", "1/1h"), SLOW]).await;
    let admin = app.admin(ADA).await;
    ask(&app, CLEO, 1).await.leads_to("/login/code");
    ask(&app, "+918123456660", 2).await.limited();
    let text = read(&admin).await;
    says(
        &text,
        "On guard now India Today 1 text to India was sent and it did not lead to a sign-in. In the 14 days \
         before there were no texts.",
    );
    says(&text, "The next text goes there in 60 minutes.");
    app.clock.advance(HOUR);
    let text = read(&admin).await;
    says(&text, "On guard now Nothing is on guard");
    says(&text, "On guard in the last 24 hours");
    says(&text, "On guard since 22 Nov 2026, 13:58, 1 hour ago.");
    is_silent(&text, "The next text goes there");
    app.clock.advance(23 * HOUR + Duration::from_micros(1));
    let admin = app.signed_in(ADA).await;
    is_silent(&read(&admin).await, "On guard in the last 24 hours");
}

#[tokio::test]
async fn p4_an_answer_ends_a_stop() {
    let app = TestApp::with(&[("limits.range", "1/7d"), SLOW]).await;
    let admin = app.admin(ADA).await;
    let browser = app.browser_from("127.1.0.1");
    browser.post_phone(&near(1)).await.leads_to("/login/code");
    let code = app.last_code();
    ask(&app, &near(2), 2).await.limited();
    says(&read(&admin).await, "On guard now +91 98765 4, India");
    browser.post_code(&code).await.leads_to("/account");
    let text = read(&admin).await;
    says(&text, "On guard now Nothing is on guard");
    says(
        &text,
        "Today 1 text to numbers starting +91 98765 4 was sent and it led to a sign-in.",
    );
}

#[tokio::test]
async fn p4_decisions_are_listed_with_who_and_when_and_undone() {
    let app = TestApp::with(&[("limits.range", "1/7d"), SLOW]).await;
    let admin = app.admin(ADA).await;
    ask(&app, &near(1), 1).await.leads_to("/login/code");
    ask(&app, &near(2), 2).await.limited();
    let page = admin.get("/admin/stops").await;
    let at = page.body.find("/admin/stops/range:").expect("a button");
    let path = page.body[at..].split_once("/allow\"").expect("its end").0;
    app.clock.advance(HOUR);
    let done = admin.post(&format!("{path}/allow"), &[]).await;
    done.leads_to("/admin/stops");
    app.clock.advance(2 * HOUR);
    let text = read(&admin).await;
    says(&text, "Nothing is on guard");
    says(
        &text,
        "+91 98765 4, India Allowed 22 Nov 2026, 14:58 2 hours ago, +1 •••• number ending 671 \
         0 of 1 Watch again +91 98765 4",
    );
    let done = admin.post(&format!("{path}/stop"), &[]).await;
    done.leads_to("/admin/stops");
    says(&read(&admin).await, "+91 98765 4, India Stopped for good");
    for _ in 0..2 {
        app.clock.advance(Duration::from_secs(1));
        let done = admin.post(&format!("{path}/watch"), &[]).await;
        done.leads_to("/admin/stops");
    }
    let text = read(&admin).await;
    says(&text, "Nothing is decided");
    says(&text, "On guard now +91 98765 4, India");
    let entries = entries(&app).await;
    let entries: Vec<_> = entries
        .iter()
        .filter(|it| it["target_kind"] == "range")
        .collect();
    let actions: Vec<_> = entries.iter().map(|it| it["action"].clone()).collect();
    assert_eq!(actions, ["place.allow", "place.stop", "place.watch"]);
    for entry in entries {
        assert_eq!(entry["target_label"], "+91 98765 4");
        assert_eq!(
            format!(
                "/admin/stops/range:{}",
                entry["target_id"].as_str().expect("an id")
            ),
            path
        );
        assert_eq!(entry["actor_number"], "+1•••••671");
    }
    let audit = admin.get("/admin/audit").await;
    let audit = text_of(audit.is(200));
    for words in [
        "Allowed texts",
        "Stopped texts for good",
        "Undid a decision about texts",
        "Number range +91 98765 4",
    ] {
        says(&audit, words);
    }
}
