//! Browsers that keep no cookies: they are told so, and how to go on.

use super::app::{ADA, TestApp};
use super::driver::Kind;
use super::window::Window;

async fn without_cookies(app: &TestApp, scripts: bool) -> Window {
    let kind = Kind {
        scripts,
        cookies: false,
        ..Kind::USUAL
    };
    let window = Window::at(&app.url, kind).await;
    window.goto("/login").await;
    window.types("Mobile number", ADA).await;
    window.presses("Text me a code").await;
    window
}

#[tokio::test]
async fn with_scripts_blocked_cookies_are_told_before_a_text_is_spent() {
    let app = TestApp::start().await;
    let window = without_cookies(&app, true).await;
    window.sees("load this page again. No text was sent.").await;
    let told = window
        .script("return document.activeElement.textContent")
        .await;
    assert!(told.to_string().contains("No text was sent"), "{told}");
    assert_eq!(app.gateway.count(), 0);
    window.quits().await;
}

#[tokio::test]
async fn without_scripts_blocked_cookies_are_told_at_the_first_press() {
    let app = TestApp::start().await;
    let window = without_cookies(&app, false).await;
    window.sees("Your browser blocks our cookie").await;
    assert_eq!(app.gateway.count(), 1);
    window.presses("Start again").await;
    window.is_at("/login").await;
    window.quits().await;
}
