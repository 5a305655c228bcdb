//! The two forms.

use std::time::Duration;

use serde_json::json;
use thirtyfour::prelude::*;

use super::app::{ADA, TestApp};
use super::window::Window;

async fn a_person_signs_in(app: &TestApp, window: &Window) {
    window.goto("/").await;
    window.is_at("/login").await;
    window.sees("Sign in with your mobile number").await;
    window.types("Mobile number", "(415) 555-2671").await;
    window.presses("Text me a code").await;
    window.is_at("/login/code").await;
    window.sees("Check your phone").await;
    window.sees("code to +1 415-555-2671").await;
    window.types("6-digit code", &app.last_code()).await;
    window.presses("Sign in").await;
    window.is_at("/account").await;
    window.sees("Signed in as +1 415-555-2671").await;
    window.sees("Chrome on Linux").await;
    window.sees("This device").await;
}

#[tokio::test]
async fn a_person_signs_in_with_scripts() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    a_person_signs_in(&app, &window).await;
    window.closes().await;
}

#[tokio::test]
async fn a_person_signs_in_without_scripts() {
    let app = TestApp::start().await;
    let window = Window::without_scripts(&app).await;
    a_person_signs_in(&app, &window).await;
    window.sees("22 Nov 2026, 13:58 UTC").await;
    window.closes().await;
}

#[tokio::test]
async fn a_code_may_be_pasted_with_a_space_and_sent_with_enter() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.goto("/login").await;
    window.types("Mobile number", ADA).await;
    window.keys(Key::Enter).await;
    window.is_at("/login/code").await;
    assert_eq!(window.focused().await, "6-digit code");
    let code = app.last_code();
    let spaced = format!(" {} {}", &code[..3], &code[3..]);
    window.keys(spaced.as_str()).await;
    window.keys(Key::Control + "a").await;
    window.keys(Key::Control + "x").await;
    assert_eq!(window.value("6-digit code").await, "");
    window.keys(Key::Control + "v").await;
    assert_eq!(window.value("6-digit code").await, spaced);
    window.keys(Key::Enter).await;
    window.is_at("/account").await;
    window.closes().await;
}

#[tokio::test]
async fn a_wrong_code_is_told_and_can_be_typed_again_at_once() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.asks_for_a_code(ADA).await;
    window.types("6-digit code", &app.wrong_code()).await;
    window.presses("Sign in").await;
    window.sees("There is a problem").await;
    window.sees("You have 4 tries left.").await;
    let title = window.session().title().await.expect("a title");
    assert_eq!(title, "Error: Check your phone – Textgate");
    let words = "That code is not right. Check the text and enter it again";
    let focused = window.focused().await;
    assert_eq!(focused, format!("There is a problem {words}"));
    assert_eq!(window.value("6-digit code").await, "");
    window.presses(words).await;
    assert_eq!(window.focused().await, "6-digit code");
    window.keys(app.last_code()).await;
    window.keys(Key::Enter).await;
    window.is_at("/account").await;
    window.closes().await;
}

#[tokio::test]
async fn a_wrong_number_stays_to_be_corrected() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.goto("/login").await;
    window.chooses("Country or region", "India (+91)").await;
    window.types("Mobile number", "098765 432").await;
    window.presses("Text me a code").await;
    window.sees("There is a problem").await;
    let words = "There is a problem This number is 2 digits too short (India)";
    assert_eq!(window.focused().await, words);
    assert_eq!(window.value("Mobile number").await, "098765 432");
    assert_eq!(window.value("Country or region").await, "IN");
    window.types("Mobile number", "10").await;
    window.presses("Text me a code").await;
    window.sees("code to +91 98765 43210").await;
    assert_eq!(app.gateway.count(), 1);
    window.closes().await;
}

#[tokio::test]
async fn a_new_code_can_be_asked_for_after_the_wait() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.asks_for_a_code(ADA).await;
    let old = app.last_code();
    window.presses("Send a new code").await;
    window.sees("You cannot get another code yet").await;
    window.sees("You can ask again in 30 seconds.").await;
    assert_eq!(app.gateway.count(), 1);
    app.after_the_wait();
    window.presses("Send a new code").await;
    window.is_at("/login/code").await;
    window.sees("You can ask for 3 more codes.").await;
    assert_eq!(app.gateway.count(), 2);
    window.sees("We sent a new code at").await;
    // the first text may come late: its code works, too
    window.types("6-digit code", &old).await;
    window.presses("Sign in").await;
    window.is_at("/account").await;
    window.closes().await;
}

#[tokio::test]
async fn a_refused_text_is_a_notice_and_no_fault_of_the_person() {
    let app = TestApp::start().await;
    let refusal = super::app::gateway::Answer::Json(500, json!({ "code": 20500 }));
    app.gateway.answers(refusal);
    let window = Window::open(&app).await;
    window.goto("/login").await;
    window.types("Mobile number", ADA).await;
    window.presses("Text me a code").await;
    window.sees("Sorry, we cannot send texts right now").await;
    window.sees_no("There is a problem").await;
    assert_eq!(window.value("Mobile number").await, ADA);
    window.closes().await;
}

#[tokio::test]
async fn scripts_count_the_wait_down_and_say_until_when_the_code_works() {
    let app = TestApp::with(&[("code.resend_wait", "3s")]).await;
    let window = Window::open(&app).await;
    let india = json!({ "timezoneId": "Asia/Kolkata" });
    window
        .devtools("Emulation.setTimezoneOverride", india)
        .await;
    window.asks_for_a_code(ADA).await;
    window.sees("It works for 5 minutes, until 7:33").await;
    let wait = By::Css("[data-wait]");
    let first = window.find(wait.clone()).await.text().await.expect("text");
    assert!(
        first.starts_with("You can ask for a new code in"),
        "{first}"
    );
    let changed = async || {
        let now = window.session().find(wait.clone()).await.ok()?.text().await;
        now.ok().filter(|now| *now != first)
    };
    window.until("tick", changed).await;
    window.sees("You can ask for a new code now.").await;
    let status = window.script("return document.querySelector('[data-announce]').textContent");
    assert_eq!(status.await, "You can ask for a new code now.");
    app.clock.advance(Duration::from_secs(3));
    window.types("6-digit code", &app.last_code()).await;
    window.presses("Sign in").await;
    window.sees("7:28").await;
    window.closes().await;
}

#[tokio::test]
async fn the_example_follows_the_chosen_country() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.goto("/login").await;
    window.sees("Like (201) 555-0123").await;
    window.chooses("Country or region", "India (+91)").await;
    window.sees("Like 081234 56789").await;
    window.closes().await;
}

#[tokio::test]
async fn the_chosen_country_counts_without_scripts() {
    let app = TestApp::start().await;
    let window = Window::without_scripts(&app).await;
    window.goto("/login").await;
    window.chooses("Country or region", "India (+91)").await;
    window.types("Mobile number", "098765 43210").await;
    window.presses("Text me a code").await;
    window.is_at("/login/code").await;
    let to = app.gateway.requests()[0].field("To");
    assert_eq!(to.as_deref(), Some(super::app::CLEO));
    window.closes().await;
}
