//! The operator whose site is pumped.

use super::app::{ADA, TestApp};
use super::window::Window;

/// An app whose range `+44 7400 99` stopped, and its admin in a window.
async fn pumped(scripts: bool) -> (TestApp, Window) {
    let app = TestApp::with(&[("limits.range", "2/7d"), ("admins", ADA)]).await;
    for n in 0..3 {
        ask(&app, n).await;
    }
    let window = Window::with_scripts(&app, scripts).await;
    window.signs_in(&app, ADA).await;
    window.goto("/admin/users").await;
    window.presses("Stopped texts").await;
    window.is_at("/admin/stops").await;
    (app, window)
}

/// A stranger asks for a text to that range; the status of the answer.
async fn ask(app: &TestApp, n: u32) -> u16 {
    let phone = format!("+44740099{n:04}");
    app.browser().post_phone(&phone).await.status.as_u16()
}

#[tokio::test]
async fn p4_a_stop_is_seen_allowed_stopped_for_good_and_undone() {
    for scripts in [true, false] {
        let (app, window) = pumped(scripts).await;
        assert_eq!(ask(&app, 3).await, 429);
        window
            .sees("Today 2 texts to numbers starting +44 7400 99 were sent and none led to a sign-in.")
            .await;
        window.presses("Allow +44 7400 99").await;
        window.sees("Nothing is on guard").await;
        window.sees("Allowed").await;
        assert_eq!(ask(&app, 4).await, 303);
        window.presses("Watch again +44 7400 99").await;
        window.sees("Nothing is decided").await;
        assert_eq!(ask(&app, 5).await, 429);
        window.presses("Stop for good +44 7400 99").await;
        window.sees("Stopped for good").await;
        assert_eq!(ask(&app, 6).await, 422);
        window.closes().await;
    }
}

#[tokio::test]
async fn p4_a_country_is_stopped_after_a_question() {
    for scripts in [true, false] {
        let (app, window) = pumped(scripts).await;
        window.chooses("Country", "United Kingdom (+44)").await;
        window.presses("Stop for good… Country").await;
        window.sees("Stop texts to United Kingdom?").await;
        window.presses("No, go back").await;
        window.sees("Nothing is decided").await;
        window.chooses("Country", "United Kingdom (+44)").await;
        window.presses("Stop for good… Country").await;
        window.presses("Stop texts to United Kingdom").await;
        window.is_at("/admin/stops").await;
        window
            .sees("Texts to United Kingdom are stopped for good.")
            .await;
        assert_eq!(ask(&app, 7).await, 422);
        window.closes().await;
    }
}

#[tokio::test]
async fn p4_a_wrong_range_is_told_where_it_was_typed() {
    let (app, window) = pumped(true).await;
    window.types("Numbers starting", "+44 7400 990001").await;
    window.presses("Stop for good Numbers starting").await;
    window.sees("There is a problem").await;
    window
        .presses("Leave out the last 4 digits of the number")
        .await;
    assert_eq!(window.focused().await, "Numbers starting");
    assert_eq!(window.value("Numbers starting").await, "+44 7400 990001");
    let field = window.field("Numbers starting").await;
    field.clear().await.expect("empty");
    window.types("Numbers starting", "+44 7400 98").await;
    window.presses("Stop for good Numbers starting").await;
    window.is_at("/admin/stops").await;
    window.sees("+44 7400 98, United Kingdom").await;
    assert_eq!(app.dump().await.table("places").len(), 2);
    window.closes().await;
}
