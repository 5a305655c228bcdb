//! Whatever the provider does wrong, nothing says that a person exists: users,
//! verifications and sessions stay as they were, byte for byte. Through the
//! pages and through JSON.

#[path = "../app/mod.rs"]
mod app;
mod hang;
mod limits;
mod resend;
mod tls;
mod webhook;

use app::gateway::{Answer, Gateway};
use app::interface::{INTERFACES, Interface};
use app::{ADA, BEN, CLEO, TestApp};
use serde_json::json;

/// How a hand-over is recorded: status and reason.
type Ending = (&'static str, &'static str);

const BRIEF: (&str, &str) = ("delivery.try_timeout", "1s");

/// Twilio's word that the account may not send from its number.
fn refusal() -> Answer {
    let body = json!({ "code": 21606, "message": "not a valid, SMS-capable number" });
    Answer::Json(400, body)
}

/// A number of its own for each way, so that their limits never meet.
fn number(interface: Interface) -> (&'static str, &'static str) {
    match interface {
        Interface::Form => (ADA, "671"),
        Interface::Json => (CLEO, "210"),
    }
}

/// A first text that goes wrong, and leaves nothing but the delivery's record.
async fn send_fails(app: &TestApp, interface: Interface, ending: Ending, reaches: usize) {
    let (phone, last_three) = number(interface);
    let (before, asked) = (app.dump().await, app.gateway.count());
    let browser = app.browser();
    interface.not_sent(&interface.send(&browser, phone).await);
    assert_eq!(browser.session(), None);
    assert_eq!(app.dump().await.person(), before.person());
    assert_eq!(app.gateway.count(), asked + reaches);
    let deliveries = app.deliveries(last_three).await;
    assert_eq!(deliveries.len(), 1);
    let [status, reason] = ["status", "reason"].map(|name| deliveries[0][name].as_str());
    assert_eq!((status, reason), (Some(ending.0), Some(ending.1)));
    assert!(deliveries[0]["verification_id"].is_null());
}

/// The same number with a gateway that is well: at once after a refusal, after
/// the wait when nobody knows whether the first text exists.
async fn send_works_again(app: &TestApp, interface: Interface, ending: Ending) {
    let (phone, _) = number(interface);
    let browser = app.browser();
    let users = app.dump().await.table("users").len();
    if ending.0 == "unknown" {
        interface.send(&browser, phone).await.limited();
        app.after_the_wait();
    }
    interface.sent(&interface.send(&browser, phone).await);
    assert_eq!(app.dump().await.table("users").len(), users + 1);
    let code = app.last_code();
    interface.signed_in(&interface.check(&browser, phone, &code).await);
}

/// Both ways, with somebody else signed in already.
async fn leaves_nothing(app: &TestApp, answer: Answer, ending: Ending) {
    app.signed_in(BEN).await;
    for interface in INTERFACES {
        app.gateway.answers(answer.clone());
        send_fails(app, interface, ending, 1).await;
        app.gateway.answers(Answer::TwilioQueued);
        send_works_again(app, interface, ending).await;
    }
}

#[tokio::test]
async fn f_a_provider_that_refuses_leaves_nothing() {
    let app = TestApp::start().await;
    leaves_nothing(&app, refusal(), ("refused", "config")).await;
}

#[tokio::test]
async fn f_a_200_with_an_error_inside_leaves_nothing() {
    let app = TestApp::start().await;
    let answer = Answer::Json(
        200,
        json!({ "code": 21606, "message": "no", "status": 400 }),
    );
    leaves_nothing(&app, answer, ("unknown", "unknown")).await;
}

#[tokio::test]
async fn f_a_201_that_says_failed_leaves_nothing() {
    let app = TestApp::start().await;
    let sid = format!("SM{}", "0a".repeat(16));
    let answer = json!({ "sid": sid, "status": "failed", "error_code": 30007 });
    leaves_nothing(&app, Answer::Json(201, answer), ("refused", "config")).await;
}

#[tokio::test]
async fn f_a_201_with_an_empty_object_leaves_nothing() {
    let app = TestApp::start().await;
    leaves_nothing(&app, Answer::Json(201, json!({})), ("unknown", "unknown")).await;
}

#[tokio::test]
async fn f_a_201_that_is_no_json_leaves_nothing() {
    let app = TestApp::start().await;
    let answer = Answer::Text(201, "SM00 queued".into());
    leaves_nothing(&app, answer, ("unknown", "unknown")).await;
}

#[tokio::test]
async fn f_an_empty_201_leaves_nothing() {
    let app = TestApp::start().await;
    let answer = Answer::Text(201, String::new());
    leaves_nothing(&app, answer, ("unknown", "unknown")).await;
}

#[tokio::test]
async fn f_a_500_leaves_nothing() {
    let app = TestApp::start().await;
    let answer = Answer::Json(500, json!({ "code": 20500 }));
    leaves_nothing(&app, answer, ("unknown", "outage")).await;
}

#[tokio::test]
async fn f_a_hundred_megabytes_leave_nothing_and_are_not_read() {
    let app = TestApp::start().await;
    leaves_nothing(&app, Answer::Huge, ("unknown", "unknown")).await;
    app.gateway.quiet().await;
    assert!(app.gateway.written() < 40_000_000, "the body was read on");
}

#[tokio::test]
async fn f_a_provider_that_drips_leaves_nothing() {
    let app = TestApp::with(&[BRIEF]).await;
    leaves_nothing(&app, Answer::Drip, ("unknown", "outage")).await;
}

#[tokio::test]
async fn f_a_provider_that_hangs_leaves_nothing() {
    let app = TestApp::with(&[BRIEF]).await;
    leaves_nothing(&app, Answer::Hang, ("unknown", "outage")).await;
}

#[tokio::test]
async fn f_a_provider_that_resets_leaves_nothing() {
    let app = TestApp::start().await;
    leaves_nothing(&app, Answer::Reset, ("unknown", "outage")).await;
}

#[tokio::test]
async fn f_a_closed_connection_leaves_nothing() {
    let app = TestApp::start().await;
    leaves_nothing(&app, Answer::Close, ("unknown", "outage")).await;
}

#[tokio::test]
async fn f_a_redirect_leaves_nothing_and_is_not_followed() {
    let (app, elsewhere) = (TestApp::start().await, Gateway::start().await);
    let answer = Answer::Redirect(elsewhere.url());
    leaves_nothing(&app, answer, ("unknown", "config")).await;
    assert_eq!(elsewhere.count(), 0);
}

#[tokio::test]
async fn f_a_provider_that_is_gone_leaves_nothing() {
    let mut app = TestApp::start().await;
    app.signed_in(BEN).await;
    for interface in INTERFACES {
        app.gateway.goes_away().await;
        send_fails(&app, interface, ("refused", "outage"), 0).await;
        app.gateway.comes_back();
        send_works_again(&app, interface, ("refused", "outage")).await;
    }
}
