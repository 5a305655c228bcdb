//! More requests than there is room for: who is signing in goes on, who begins
//! is told to come back.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use super::app::browser::{Browser, Shown};
use super::app::gateway::{Answer, Gate, Gateway};
use super::app::server::{Place, until};
use super::app::{ADA, BEN, TWILIO, TestApp};

/// Four may begin a sign-in.
const ROOM: [(&str, &str); 1] = [("server.requests", "8")];

/// Posts a number that only this browser posts.
fn begins(app: &TestApp, nth: usize) -> JoinHandle<(Browser, Shown)> {
    let (browser, phone) = (app.browser(), format!("+1415{}2671", 200 + nth));
    tokio::spawn(async move {
        let page = browser.post_phone(&phone).await;
        (browser, page)
    })
}

fn is_busy(page: &Shown) {
    page.is(503);
    assert_eq!(page.headers["retry-after"], "5");
    assert!(page.headers.get("set-cookie").is_none());
}

fn shed(app: &TestApp, kind: &str) -> Option<u64> {
    let text = app.web.app.metrics.registry().render();
    let line = format!("textgate_shed_requests_total{{kind=\"{kind}\"}} ");
    let value = text.lines().find_map(|it| it.strip_prefix(&line))?;
    value.parse().ok()
}

#[tokio::test]
async fn f_too_many_that_begin_are_told_so_and_leave_nothing() {
    let (app, gate) = (TestApp::with(&ROOM).await, Gate::shut());
    let in_progress = app.browser();
    in_progress.post_phone(ADA).await.leads_to("/login/code");
    let (code, signed_in) = (app.last_code(), app.signed_in(BEN).await);
    app.gateway.answers(gate.holds(Answer::TwilioQueued));
    let asked = app.gateway.count();
    let held: Vec<_> = (0..4).map(|nth| begins(&app, nth)).collect();
    app.gateway.asked(asked + 4).await;
    let before = app.dump().await;

    let page = app.browser().post_phone("+442079460000").await;
    is_busy(&page);
    assert!(page.body.contains("Try again in a few seconds."));
    let json = app.send_otp("+442079460000").await;
    is_busy(&json);
    assert_eq!(json.json()["code"], "unavailable");
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), asked + 4);
    assert_eq!(
        (shed(&app, "begin"), shed(&app, "other")),
        (Some(2), Some(0))
    );

    // while all of these hang, everything else works
    for path in ["/login", "/healthz", "/readyz"] {
        app.browser().get(path).await.is(200);
    }
    signed_in.get("/account").await.is(200);
    signed_in.get("/auth/session").await.is(200);
    in_progress.post_code(&code).await.leads_to("/account");

    gate.open();
    for begun in held {
        begun.await.expect("an answer").1.leads_to("/login/code");
    }
    begins(&app, 5)
        .await
        .expect("an answer")
        .1
        .leads_to("/login/code");
}

#[tokio::test]
async fn f_a_text_counts_as_long_as_it_is_under_way_whoever_waits() {
    let (app, gate) = (TestApp::with(&ROOM).await, Gate::shut());
    app.gateway.answers(gate.holds(Answer::TwilioQueued));
    for nth in 0..4 {
        let posting = begins(&app, nth);
        app.gateway.asked(nth + 1).await;
        posting.abort();
    }
    is_busy(&begins(&app, 4).await.expect("an answer").1);
    assert_eq!(app.gateway.count(), 4);
    gate.open();
    app.gateway.quiet().await;
    while !app.web.app.tasks.is_empty() {
        tokio::task::yield_now().await;
    }
    begins(&app, 5)
        .await
        .expect("an answer")
        .1
        .leads_to("/login/code");
}

#[tokio::test]
async fn f_when_there_is_no_room_at_all_health_still_answers() {
    let app = TestApp::with(&[("server.requests", "2")]).await;
    let signed_in = app.signed_in(BEN).await;
    // texts whose browsers are gone take room as well
    let gate = Arc::new(Semaphore::new(0));
    for _ in 0..2 {
        let open = Arc::clone(&gate);
        let text = async move { drop(open.acquire().await) };
        app.web.app.tasks.spawn(text);
    }
    is_busy(&signed_in.get("/account").await);
    is_busy(&app.send_otp(ADA).await);
    for path in ["/healthz", "/readyz", "/static/app.css"] {
        app.browser().get(path).await.is(200);
    }
    assert_eq!(
        (shed(&app, "begin"), shed(&app, "other")),
        (Some(1), Some(1))
    );
    gate.close();
    let room = async || signed_in.get("/account").await.status.as_u16() == 200;
    until(room, || "there is no room".into()).await;
}

#[tokio::test]
async fn f_the_log_says_once_that_there_is_no_room() {
    let (place, gateway, gate) = (Place::new(), Gateway::start().await, Gate::shut());
    gateway.answers(gate.holds(Answer::TwilioQueued));
    let provider = TWILIO.replace("{url}", &gateway.url());
    place.configure(&format!("[[provider]]\n{provider}"));
    let server = place.serve(&["--set", "server.requests=2"]).await;
    let begun = server.browser();
    let begun = tokio::spawn(async move { begun.post_phone(ADA).await });
    gateway.asked(1).await;
    is_busy(&server.browser().post_phone(BEN).await);
    is_busy(&server.browser().post_phone(BEN).await);
    let line = "refused: too many requests are under way requests=1";
    server.logged(line).await;
    assert_eq!(server.err().matches("refused: too many").count(), 1);
    gate.open();
    begun.await.expect("an answer").leads_to("/login/code");
}

#[tokio::test]
async fn f_further_texts_leave_room_for_codes() {
    let (app, gate) = (
        TestApp::with(&[("server.requests", "2")]).await,
        Gate::shut(),
    );
    let browsers = [app.browser(), app.browser(), app.browser()];
    for (browser, phone) in browsers.iter().zip([ADA, BEN, "+14152002671"]) {
        browser.post_phone(phone).await.leads_to("/login/code");
    }
    let code = app.last_code();
    app.after_the_wait();
    app.gateway.answers(gate.holds(Answer::TwilioQueued));
    let asked = app.gateway.count();
    let [one, two, three] = browsers;
    let resent = tokio::spawn(async move { one.post("/login/resend", &[]).await });
    app.gateway.asked(asked + 1).await;
    is_busy(&two.post("/login/resend", &[]).await);
    three.post_code(&code).await.leads_to("/account");
    gate.open();
    resent.await.expect("an answer").leads_to("/login/code");
}
