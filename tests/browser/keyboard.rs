//! Both forms without a mouse.

use thirtyfour::prelude::*;

use super::app::{ADA, TestApp};
use super::window::Window;

/// Presses Tab so often; what has the focus then can be seen to have it.
async fn walk(window: &Window, steps: usize) -> Vec<String> {
    let mut names = Vec::new();
    for _ in 0..steps {
        window.keys(Key::Tab).await;
        let ring = "const look = getComputedStyle(document.activeElement);
            const box = document.activeElement.getBoundingClientRect();
            return look.outlineStyle === 'solid' && parseFloat(look.outlineWidth) >= 2
                && box.top >= 0 && box.bottom <= innerHeight";
        let name = window.focused().await;
        assert_eq!(
            window.script(ring).await,
            true,
            "no focus to be seen on {name}"
        );
        names.push(name);
    }
    names
}

#[tokio::test]
async fn the_forms_can_be_walked_with_tab_and_sent_with_enter() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.goto("/login").await;
    let names = walk(&window, 6).await;
    let expected = [
        "Skip to main content",
        "Textgate",
        "Country or region",
        "Mobile number",
        "Text me a code",
        "I can’t get texts",
    ];
    assert_eq!(names, expected);
    window.keys(Key::Enter).await;
    window
        .sees("You need a number that can receive text messages")
        .await;
    window.keys(Key::Shift + Key::Tab).await;
    window.keys(Key::Shift + Key::Tab).await;
    assert_eq!(window.focused().await, "Mobile number");
    window.keys(ADA).await;
    window.keys(Key::Tab).await;
    window.keys(Key::Enter).await;
    window.is_at("/login/code").await;
    assert_eq!(window.focused().await, "6-digit code");
    let names = walk(&window, 3).await;
    assert_eq!(
        names,
        ["Sign in", "Send a new code", "Use a different number"]
    );
    for _ in names {
        window.keys(Key::Shift + Key::Tab).await;
    }
    window.keys(app.last_code()).await;
    window.keys(Key::Tab).await;
    window.keys(" ").await;
    window.is_at("/account").await;
    window.closes().await;
}

#[tokio::test]
async fn the_skip_link_leads_past_the_header() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.goto("/login").await;
    window.keys(Key::Tab).await;
    window.keys(Key::Enter).await;
    window.keys(Key::Tab).await;
    assert_eq!(window.focused().await, "Country or region");
    window.closes().await;
}
