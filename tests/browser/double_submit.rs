//! Presses, tabs and ways back that nobody planned.

use super::app::gateway::{Answer, Gate};
use super::app::{ADA, BEN, TestApp};
use super::window::Window;

async fn a_double_press_sends_one_text(scripts: bool) {
    let app = TestApp::start().await;
    let window = Window::hasty(&app, scripts).await;
    window.goto("/login").await;
    window.types("Mobile number", ADA).await;
    let button = window.control("Text me a code").await;
    // the first post is still unanswered when the second is made
    let gate = Gate::shut();
    app.gateway.answers(gate.holds(Answer::TwilioQueued));
    let twice = window.session().action_chain();
    let twice = twice.double_click_element(&button).perform().await;
    twice.expect("pressed twice");
    app.gateway.asked(1).await;
    gate.open();
    window.is_at("/login/code").await;
    window.sees("code to +1 415-555-2671").await;
    assert_eq!(app.gateway.count(), 1);
    window.types("6-digit code", &app.last_code()).await;
    window.presses("Sign in").await;
    window.is_at("/account").await;
    window.closes().await;
}

#[tokio::test]
async fn a_double_press_sends_one_text_with_scripts() {
    a_double_press_sends_one_text(true).await;
}

#[tokio::test]
async fn a_double_press_sends_one_text_without_scripts() {
    a_double_press_sends_one_text(false).await;
}

#[tokio::test]
async fn the_way_back_after_success_leads_to_the_account() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.signs_in(&app, ADA).await;
    window.presses("Download my data").await;
    for _ in 0..2 {
        window.session().back().await.expect("back");
        window.is_at("/account").await;
        window.sees("Signed in as +1 415-555-2671").await;
        window.sees_no("Mobile number").await;
    }
    window.closes().await;
}

#[tokio::test]
async fn the_way_back_after_signing_out_leads_to_no_account() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.signs_in(&app, ADA).await;
    window.presses("Sign out").await;
    window.is_at("/login").await;
    window.session().back().await.expect("back");
    window.sees("Sign in with your mobile number").await;
    window.sees_no("415-555").await;
    window.goto("/account").await;
    window.is_at("/login?return_to=%2Faccount").await;
    window.closes().await;
}

#[tokio::test]
async fn a_form_from_before_another_tab_s_number_is_told_so() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.asks_for_a_code(ADA).await;
    let ada = app.last_code();
    let session = window.session();
    let first = session.window().await.expect("a tab");
    let second = session.new_tab().await.expect("another");
    session.switch_to_window(second).await.expect("there");
    window.asks_for_a_code(BEN).await;
    let ben = app.last_code();
    session.switch_to_window(first).await.expect("back");
    window.types("6-digit code", &ada).await;
    window.presses("Sign in").await;
    window.sees("You started again in another tab.").await;
    window.sees("code to +44 7400 123456").await;
    window.types("6-digit code", &ben).await;
    window.presses("Sign in").await;
    window.sees("Signed in as +44 7400 123456").await;
    window.closes().await;
}

#[tokio::test]
async fn using_a_different_number_starts_with_the_one_that_was_typed() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.asks_for_a_code(ADA).await;
    window.presses("Change").await;
    window.is_at("/login").await;
    assert_eq!(window.value("Mobile number").await, "+1 415-555-2671");
    window.closes().await;
}

#[tokio::test]
async fn a_violated_policy_would_be_noticed() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.goto("/login").await;
    assert_eq!(window.complaints().await, [] as [String; 0]);
    let paint = "document.body.setAttribute('style', 'color: red')";
    window.script(paint).await;
    let complaints = window.complaints().await;
    assert!(
        complaints[0].contains("Content Security Policy"),
        "{complaints:?}"
    );
    window.closes().await;
}
