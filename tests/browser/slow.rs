//! A provider that takes its time: what the button says, and whoever does not wait.

use std::time::Duration;

use serde_json::json;

use super::app::gateway::{Answer, Gate};
use super::app::{ADA, TestApp};
use super::window::Window;

/// Notes what the button and the line beside it say, as long as the page is there; stops
/// when the line speaks, and presses again. A driver hears nothing of a page that is about
/// to go.
const NOTES: &str = "
    const form = document.querySelector('form[data-busy]');
    const button = form.querySelector('button[type=submit]');
    const line = form.querySelector('[data-slow]');
    const notes = [];
    const note = () => {
        const says = [button.textContent.trim(), button.ariaBusy, line.textContent].join('|');
        if (notes.at(-1) !== says) notes.push(says);
        sessionStorage.setItem('notes', JSON.stringify(notes));
    };
    note();
    const told = new MutationObserver(() => {
        note();
        if (!line.textContent || notes.length > 3) return;
        told.disconnect();
        document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
        note();
        button.click();
        note();
    });
    told.observe(form, { subtree: true, childList: true, attributes: true });";

#[tokio::test]
async fn the_button_says_that_it_works_and_may_be_pressed_again() {
    let patient = [
        ("delivery.total_timeout", "20s"),
        ("delivery.try_timeout", "20s"),
    ];
    let app = TestApp::with(&patient).await;
    let window = Window::hasty(&app, true).await;
    window.goto("/login").await;
    window.types("Mobile number", ADA).await;
    let gate = Gate::shut();
    app.gateway.answers(gate.holds(Answer::TwilioQueued));
    window.script(NOTES).await;
    window.presses("Text me a code").await;
    // longer than the button waits before the line speaks, and nobody hears of that
    tokio::time::sleep(Duration::from_secs(5)).await;
    gate.open();
    window.is_at("/login/code").await;
    assert_eq!(app.gateway.count(), 1);
    let notes = "return JSON.parse(sessionStorage.getItem('notes'))";
    let slow = "Still sending. This can take up to half a minute.";
    assert_eq!(
        window.script(notes).await,
        json!([
            "Text me a code||",
            "Sending…|true|",
            format!("Sending…|true|{slow}"),
            format!("Text me a code||{slow}"),
            format!("Sending…|true|{slow}"),
        ])
    );
    window.quits().await;
}

#[tokio::test]
async fn a_code_with_a_space_stays_in_sight() {
    let app = TestApp::start().await;
    for width in [320, 1280] {
        let window = Window::open(&app).await;
        window.screen(width, 800).await;
        app.after_the_wait();
        window.asks_for_a_code(ADA).await;
        window.types("6-digit code", "123 456").await;
        let hidden = "const it = document.activeElement;
            return it.scrollWidth - it.clientWidth";
        assert_eq!(window.script(hidden).await, 0, "{width}");
        window.closes().await;
    }
}

#[tokio::test]
async fn an_unticked_box_is_dark_in_the_dark() {
    let app = TestApp::with(&[("admins", ADA)]).await;
    let window = Window::open(&app).await;
    window.signs_in(&app, ADA).await;
    let dark = json!({
        "features": [{ "name": "prefers-color-scheme", "value": "dark" }]
    });
    window.devtools("Emulation.setEmulatedMedia", dark).await;
    window.goto("/admin/users").await;
    let lightest = "const boxes = [...document.querySelectorAll('input[type=checkbox]')];
        const colour = (it) => getComputedStyle(it).backgroundColor.match(/[0-9]+/g).slice(0, 3);
        return Math.max(...boxes.flatMap(colour).map(Number))";
    let lightest = window.script(lightest).await;
    let lightest = lightest.as_f64().expect("a number");
    assert!((1.0..80.0).contains(&lightest), "{lightest}");
    window.closes().await;
}
