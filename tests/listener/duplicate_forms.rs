//! The same form posted again while its text is on its way: whoever waits for
//! it takes nobody's place, and asks nobody.

use std::time::{Duration, Instant};

use tokio::task::JoinHandle;

use super::app::browser::{Browser, Shown};
use super::app::gateway::{Answer, Gate};
use super::app::{ADA, BEN, TestApp};

/// Two may begin a sign-in.
const ROOM: [(&str, &str); 1] = [("server.requests", "4")];

/// How many may wait for one text.
const FOR_ONE: usize = 4;

/// Posts a rendered form.
fn posts(browser: &Browser, form: &str) -> JoinHandle<Shown> {
    let (browser, form) = (browser.copy(), form.to_owned());
    tokio::spawn(async move {
        let fields = [("form", form.as_str()), ("phone", ADA)];
        browser.post("/login", &fields).await
    })
}

/// For a while, in which nobody asks the database for anything.
async fn a_while(app: &TestApp) {
    let began = Instant::now();
    while began.elapsed() < Duration::from_millis(300) {
        app.browser().get("/healthz").await.is(200);
    }
}

/// Until so many repeated forms wait.
async fn wait(app: &TestApp, many: usize) {
    while app.web.app.in_flight.waiting() < many {
        app.browser().get("/healthz").await.is(200);
    }
}

/// How often the database was asked for something.
fn looks(app: &TestApp) -> u64 {
    let text = app.web.app.metrics.registry().render();
    let line = "textgate_database_use_seconds_count{pool=\"readers\"} ";
    let value = text.lines().find_map(|it| it.strip_prefix(line));
    value.expect("its line").parse().expect("a number")
}

#[tokio::test]
async fn f_a_repeated_form_waits_without_a_place_and_asks_nobody() {
    let (app, gate) = (TestApp::with(&ROOM).await, Gate::shut());
    app.gateway.answers(gate.holds(Answer::TwilioQueued));
    let browser = app.browser();
    let form = browser.get("/login").await.field("form");
    let first = posts(&browser, &form);
    app.gateway.asked(1).await;
    let mut again = Vec::new();
    for many in 1..=FOR_ONE {
        again.push(posts(&browser, &form));
        wait(&app, many).await;
    }
    // the last of them may still be looking
    a_while(&app).await;
    let before = looks(&app);
    a_while(&app).await;
    assert_eq!(looks(&app), before, "somebody looks again and again");
    assert!(again.iter().all(|it| !it.is_finished()), "they wait");

    // more than that are told to come back, and everybody else is served
    let one_more = posts(&browser, &form).await.expect("an answer");
    assert_eq!(one_more.is(503).header("retry-after"), "5");
    app.browser().get("/login").await.is(200);
    let other = app.browser();
    let other = tokio::spawn(async move { other.post_phone(BEN).await });
    app.gateway.asked(2).await;

    gate.open();
    for post in again.into_iter().chain([first, other]) {
        post.await.expect("an answer").leads_to("/login/code");
    }
    assert_eq!(app.gateway.count(), 2);
}

#[tokio::test]
async fn f_a_repeated_resend_waits_without_a_place() {
    let (app, gate) = (TestApp::with(&ROOM).await, Gate::shut());
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    app.after_the_wait();
    app.gateway.answers(gate.holds(Answer::TwilioQueued));
    let form = browser.get("/login/code").await.field("form");
    let resends = || {
        let (browser, form) = (browser.copy(), form.clone());
        tokio::spawn(async move { browser.post("/login/resend", &[("form", &form)]).await })
    };
    let first = resends();
    app.gateway.asked(2).await;
    let mut again = Vec::new();
    for many in 1..=2 {
        again.push(resends());
        wait(&app, many).await;
    }
    let other = app.browser();
    let other = tokio::spawn(async move { other.post_phone(BEN).await });
    app.gateway.asked(3).await;
    gate.open();
    for post in again.into_iter().chain([first, other]) {
        post.await.expect("an answer").leads_to("/login/code");
    }
    assert_eq!(app.gateway.count(), 3);
}

/// What another node sends is looked for in the database.
#[tokio::test]
async fn a_form_repeated_at_another_node_hears_of_the_first_one() {
    let (app, gate) = (TestApp::with(&ROOM).await, Gate::shut());
    let twin = app.alike().await;
    app.gateway.answers(gate.holds(Answer::TwilioQueued));
    let browser = app.browser();
    let form = browser.get("/login").await.field("form");
    let first = posts(&browser, &form);
    app.gateway.asked(1).await;
    let again = posts(&twin.copy_of(&browser), &form);
    a_while(&app).await;
    assert!(!again.is_finished(), "it waits");
    gate.open();
    for post in [first, again] {
        post.await.expect("an answer").leads_to("/login/code");
    }
    assert_eq!(app.gateway.count(), 1);
}
