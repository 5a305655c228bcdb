//! The page of settings, and test texts.

use serde_json::json;

use super::app::gateway::Answer;
use super::app::{ADA, TestApp};
use super::appearance::look_at;
use super::window::Window;

const OWN: [(&str, &str); 3] = [
    ("admins", ADA),
    ("site.name", "Harbour Books"),
    (
        "site.text",
        "{code} lets you in at {site} – keep it to yourself",
    ),
];

async fn admin(scripts: bool) -> (TestApp, Window) {
    let app = TestApp::with(&OWN).await;
    let window = Window::with_scripts(&app, scripts).await;
    window.signs_in(&app, ADA).await;
    app.after_the_wait();
    (app, window)
}

#[tokio::test]
async fn settings_are_found_by_their_words() {
    for scripts in [true, false] {
        let (_app, window) = admin(scripts).await;
        window.goto("/admin/settings").await;
        window.types("Find a setting", "texts phone").await;
        window.presses("Apply").await;
        window.sees("limits.phone").await;
        window.sees_no("code.digits").await;
        window.chooses("Set in", "Not the default").await;
        window.presses("Apply").await;
        window.sees("No settings match").await;
        window.presses("Remove filter: Contains texts phone").await;
        window.is_at("/admin/settings?source=set").await;
        window.sees("site.text").await;
        window.presses("Clear all").await;
        window.sees("code.digits").await;
        window.closes().await;
    }
}

#[tokio::test]
async fn a_test_text_is_sent_and_its_outcome_told() {
    for scripts in [true, false] {
        let (app, window) = admin(scripts).await;
        window.goto("/admin/settings").await;
        window.presses("Send a test text…").await;
        window.types("Mobile number", "(415) 555-0199").await;
        window.presses("Send it").await;
        window
            .sees("main accepted the text for +1 415-555-0199.")
            .await;
        assert!(
            app.gateway
                .last_text()
                .contains("lets you in at Harbour Books")
        );
        window.closes().await;
    }
}

#[tokio::test]
async fn the_pages_of_settings_and_test_texts_fit_every_screen() {
    let (app, window) = admin(true).await;
    window.goto("/admin/settings").await;
    window.sees("lets you in at Harbour Books").await;
    look_at(&window, "settings-own").await;
    window.goto("/admin/settings?q=limits&source=default").await;
    look_at(&window, "settings-filtered").await;
    window.goto("/admin/settings?q=nothing-like-it").await;
    look_at(&window, "settings-no-match").await;
    window.goto("/admin/settings/test").await;
    look_at(&window, "test-text").await;
    window.types("Mobile number", "12").await;
    window.presses("Send it").await;
    window.sees("There is a problem").await;
    look_at(&window, "test-text-error").await;
    window.types("Mobile number", "\u{8}\u{8}4155550199").await;
    window.presses("Send it").await;
    window.sees("What came back").await;
    look_at(&window, "test-text-accepted").await;
    app.gateway.answers(Answer::Json(
        400,
        json!({ "code": 21608, "message": "unverified" }),
    ));
    for _ in 0..4 {
        window.presses("Send it").await;
        window.sees("did not accept the text").await;
    }
    look_at(&window, "test-text-refused").await;
    window.presses("Send it").await;
    window.sees("No test text was sent").await;
    look_at(&window, "test-text-limited").await;
    window.closes().await;
}

#[tokio::test]
async fn a_user_with_many_sessions_fits_every_screen() {
    let app = TestApp::with(&[("admins", ADA), ("limits.phone", "100/1m")]).await;
    let window = Window::open(&app).await;
    window.signs_in(&app, ADA).await;
    app.after_the_wait();
    for _ in 0..6 {
        app.signed_in(ADA).await;
        app.after_the_wait();
    }
    window.goto("/admin/users").await;
    window.presses("+1 •••• number ending 671").await;
    window.sees("All 7 sessions").await;
    look_at(&window, "user-sessions").await;
    window.presses("All 7 sessions").await;
    window.sees_no("All 7 sessions").await;
    window.closes().await;
}
