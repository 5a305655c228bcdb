//! The way back, and reload: they never ask to send a form again, and never send it.

use serde_json::Value;

use super::app::gateway::Answer;
use super::app::{ADA, TestApp};
use super::window::Window;

/// What Chromium says in the place of a page that a post answered.
const ASKS: &str = "Confirm Form Resubmission";

async fn back(window: &Window) {
    window.session().back().await.expect("back");
}

async fn forward(window: &Window) {
    window.session().forward().await.expect("forward");
}

async fn reload(window: &Window) {
    window.session().refresh().await.expect("reloaded");
}

/// The tries that were spent on codes.
async fn tries(app: &TestApp) -> Vec<Value> {
    let dump = app.dump().await;
    let rows = dump.table("verifications").iter();
    let rows = rows.map(|row| serde_json::from_str::<Value>(row).expect("JSON"));
    rows.map(|row| row["attempts"].clone()).collect()
}

async fn a_code_is_tried_once(scripts: bool) {
    let app = TestApp::start().await;
    let window = Window::with_scripts(&app, scripts).await;
    window.asks_for_a_code(ADA).await;
    for _ in 0..2 {
        window.types("6-digit code", &app.wrong_code()).await;
        window.leaves_by("Sign in").await;
        window.sees("That code is not right").await;
    }
    let spent = tries(&app).await;
    for go in 0..3 {
        back(&window).await;
        window.sees_no(ASKS).await;
        if go == 1 {
            forward(&window).await;
            window.sees_no(ASKS).await;
        }
        reload(&window).await;
        window.sees_no(ASKS).await;
    }
    assert_eq!(tries(&app).await, spent);
    assert_eq!(app.gateway.count(), 1);
    window.closes().await;
}

#[tokio::test]
async fn a_code_is_tried_once_whatever_is_pressed_with_scripts() {
    a_code_is_tried_once(true).await;
}

#[tokio::test]
async fn a_code_is_tried_once_whatever_is_pressed_without_scripts() {
    a_code_is_tried_once(false).await;
}

#[tokio::test]
async fn a_new_code_is_sent_once_whatever_is_pressed() {
    let app = TestApp::start().await;
    let window = Window::without_scripts(&app).await;
    window.asks_for_a_code(ADA).await;
    app.after_the_wait();
    window.presses("Send a new code").await;
    window.sees("We sent a new code at").await;
    let code = app.last_code();
    reload(&window).await;
    back(&window).await;
    forward(&window).await;
    reload(&window).await;
    window.sees_no(ASKS).await;
    assert_eq!((app.gateway.count(), app.last_code()), (2, code));
    window.closes().await;
}

#[tokio::test]
async fn a_first_form_that_was_refused_is_restored_and_sends_nothing() {
    let app = TestApp::start().await;
    let window = Window::without_scripts(&app).await;
    window.goto("/login").await;
    window.types("Mobile number", "12").await;
    window.presses("Text me a code").await;
    window.sees("There is a problem").await;
    window.types("Mobile number", "0").await;
    app.gateway
        .answers(Answer::Json(500, serde_json::json!({ "code": 20_500 })));
    window.goto("/login").await;
    window.types("Mobile number", ADA).await;
    window.presses("Text me a code").await;
    window.sees("we cannot send texts right now").await;
    app.gateway.answers(Answer::TwilioQueued);
    let texts = app.gateway.count();
    window.goto("/login?return_to=/account").await;
    back(&window).await;
    window.sees_no(ASKS).await;
    window.sees("we cannot send texts right now").await;
    assert_eq!(app.gateway.count(), texts);
    // nobody knows of that text, so its wait stands
    app.clock.advance(std::time::Duration::from_mins(2));
    window.presses("Text me a code").await;
    window.is_at("/login/code").await;
    window.closes().await;
}

#[tokio::test]
async fn what_is_shown_once_says_so_when_it_is_asked_for_again() {
    let app = TestApp::with(&[("admins", ADA)]).await;
    let window = Window::open(&app).await;
    window.signs_in(&app, ADA).await;
    let user = {
        let dump = app.dump().await;
        let row: Value = serde_json::from_str(&dump.table("users")[0]).expect("JSON");
        row["id"].as_str().expect("an id").to_owned()
    };
    window.goto(&format!("/admin/users/{user}")).await;
    window.presses("Show number").await;
    window.sees("+1 415-555-2671").await;
    let entries = app.dump().await.table("audit").len();
    reload(&window).await;
    window.sees("A number is shown once").await;
    window.sees_no("+1 415-555-2671").await;
    back(&window).await;
    window.sees_no(ASKS).await;
    assert_eq!(app.dump().await.table("audit").len(), entries);
    window.closes().await;
}
