//! A resend that goes wrong leaves the verification alone.

use serde_json::{Value, json};

use super::app::TestApp;
use super::app::gateway::Answer;
use super::app::interface::INTERFACES;
use super::{BRIEF, Ending, number, refusal};

/// Its code still works; or a new one, which can be asked for at once after a
/// refusal.
async fn resend_leaves_it_alone(app: &TestApp, answer: Answer, (status, reason): Ending) {
    for interface in INTERFACES {
        let (phone, last_three) = number(interface);
        let browser = app.browser();
        interface.sent(&interface.send(&browser, phone).await);
        let (mut code, before) = (app.last_code(), app.dump().await);
        app.after_the_wait();
        app.gateway.answers(answer.clone());
        let asked = app.gateway.count();
        interface.not_sent(&interface.resend(&browser, phone).await);
        assert_eq!(app.dump().await.person(), before.person());
        assert_eq!(app.gateway.count(), asked + 1);
        let deliveries = app.deliveries(last_three).await;
        let failed = |row: &&Value| row["status"] == status && row["reason"] == reason;
        assert_eq!(deliveries.iter().filter(failed).count(), 1);
        app.gateway.answers(Answer::TwilioQueued);
        let again = interface.resend(&browser, phone).await;
        if status == "unknown" {
            again.limited();
        } else {
            interface.sent(&again);
            code = app.last_code();
        }
        interface.signed_in(&interface.check(&browser, phone, &code).await);
    }
}

#[tokio::test]
async fn f_a_refused_resend_leaves_the_verification_alone() {
    let app = TestApp::start().await;
    resend_leaves_it_alone(&app, refusal(), ("refused", "config")).await;
}

#[tokio::test]
async fn f_a_resend_answered_with_200_and_an_error_leaves_the_verification_alone() {
    let app = TestApp::start().await;
    let answer = Answer::Json(200, json!({ "code": 21606 }));
    resend_leaves_it_alone(&app, answer, ("unknown", "unknown")).await;
}

#[tokio::test]
async fn f_a_resend_answered_with_silence_leaves_the_verification_alone() {
    let app = TestApp::with(&[BRIEF]).await;
    resend_leaves_it_alone(&app, Answer::Hang, ("unknown", "outage")).await;
}
