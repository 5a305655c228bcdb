//! A browser that goes away between the text and the answer loses nothing:
//! what was begun runs to its end.

mod app;

use app::gateway::{Answer, Gate};
use app::{ADA, TestApp};
use serde_json::json;

/// An app whose gateway holds its answers back.
async fn with_gate() -> (TestApp, Gate) {
    let (app, gate) = (TestApp::start().await, Gate::shut());
    app.gateway.answers(gate.holds(Answer::TwilioQueued));
    (app, gate)
}

/// A few round trips, in which the server notices whatever there is to notice.
async fn meanwhile(app: &TestApp) {
    for _ in 0..20 {
        app.browser().get("/healthz").await.is(200);
    }
}

/// Posts a form, and goes away once the gateway has been asked.
async fn post_and_go(app: &TestApp, path: &'static str, fields: &[(&'static str, String)]) {
    let (browser, fields) = (app.browser(), fields.to_vec());
    let asked = app.gateway.count();
    let posting = tokio::spawn(async move {
        let fields: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        browser.post(path, &fields).await
    });
    app.gateway.asked(asked + 1).await;
    posting.abort();
    assert!(posting.await.expect_err("no answer").is_cancelled());
    meanwhile(app).await;
}

#[tokio::test]
async fn the_verification_is_written_when_nobody_waits_for_it_any_more() {
    let (app, gate) = with_gate().await;
    post_and_go(&app, "/login", &[("phone", ADA.into())]).await;
    assert_eq!(
        app.dump().await.table("users").len(),
        0,
        "not before the text"
    );
    gate.open();
    app.gateway.quiet().await;
    app.web.app.tasks.close();
    app.web.app.tasks.wait().await;
    let dump = app.dump().await;
    // and a session, whose id nobody was told
    assert_eq!(dump.person().map(<[_]>::len), [1, 1, 1]);
    assert_eq!(app.deliveries("671").await[0]["status"], "accepted");
}

#[tokio::test]
async fn the_same_form_posted_again_meanwhile_waits_and_leads_to_the_code_page() {
    let (app, gate) = with_gate().await;
    let browser = app.browser();
    let form = browser.get("/login").await.field("form");
    let fields = [("form", form.clone()), ("phone", ADA.into())];
    post_and_go(&app, "/login", &fields).await;
    let again = tokio::spawn(async move {
        let fields = [("form", form.as_str()), ("phone", ADA)];
        let page = browser.post("/login", &fields).await;
        (browser, page)
    });
    meanwhile(&app).await;
    assert!(
        !again.is_finished(),
        "it waits for the first post's outcome"
    );
    gate.open();
    let (browser, page) = again.await.expect("an answer");
    page.leads_to("/login/code");
    assert_eq!(app.gateway.count(), 1);
    let code = app.last_code();
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn the_same_form_posted_again_meanwhile_hears_of_the_refusal() {
    let (app, gate) = (TestApp::start().await, Gate::shut());
    let refusal = Answer::Json(400, json!({ "code": 21606 }));
    app.gateway.answers(gate.holds(refusal));
    let browser = app.browser();
    let form = browser.get("/login").await.field("form");
    let fields = [("form", form.as_str()), ("phone", ADA)];
    let open = async {
        app.gateway.asked(1).await;
        meanwhile(&app).await;
        gate.open();
    };
    let (one, two, ()) = tokio::join!(
        browser.post("/login", &fields),
        browser.post("/login", &fields),
        open
    );
    for page in [one, two] {
        page.is(503).shows("Sorry, we cannot send texts right now");
        assert_eq!(page.header("set-cookie"), "");
    }
    assert_eq!(app.gateway.count(), 1);
    assert_eq!(app.dump().await.person(), [&[] as &[String]; 3]);
}

#[tokio::test]
async fn a_new_code_is_written_when_nobody_waits_for_it_any_more() {
    let (app, gate) = (TestApp::start().await, Gate::shut());
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    app.after_the_wait();
    app.gateway.answers(gate.holds(Answer::TwilioQueued));
    let copy = browser.copy();
    let posting = tokio::spawn(async move { copy.resend().await });
    app.gateway.asked(2).await;
    posting.abort();
    meanwhile(&app).await;
    browser.get("/login/code").await.is(200);
    gate.open();
    app.web.app.tasks.close();
    app.web.app.tasks.wait().await;
    browser.get("/login/code").await.shows("We sent a new code");
    let code = app.last_code();
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn a_late_answer_does_not_take_the_newer_session_away() {
    let (app, gate) = (TestApp::start().await, Gate::shut());
    let tab = app.browser();
    tab.post_phone(ADA).await.leads_to("/login/code");
    let (code, other) = (app.last_code(), tab.copy());
    app.gateway.answers(gate.holds(Answer::TwilioQueued));
    let late = async { other.post_phone("+447400123456").await };
    let meanwhile = async {
        app.gateway.asked(2).await;
        tab.post_code(&code).await.leads_to("/account");
        gate.open();
    };
    let (late, ()) = tokio::join!(late, meanwhile);
    late.leads_to("/login/code");
    let cookies = late.headers.get_all("set-cookie").iter();
    let session = |it: &&reqwest::header::HeaderValue| it.as_bytes().starts_with(b"textgate=");
    assert_eq!(cookies.filter(session).count(), 0, "{:?}", late.headers);
    tab.get("/account").await.is(200);
}
