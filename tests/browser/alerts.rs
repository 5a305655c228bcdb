//! The operator on a bad day: the alert names the range, and its buttons act.

use textgate::flow::alerting::tick;

use super::app::seed_outage::{self, PUMPED};
use super::app::{ADA, TestApp};
use super::window::Window;

/// A stranger asks for a text to the pumped range; the status of the answer.
async fn ask(app: &TestApp, n: u32) -> u16 {
    let browser = app.browser_from(&format!("127.4.0.{}", n + 1));
    let phone = format!("{}{n:04}", PUMPED.0);
    browser.post_phone(&phone).await.status.as_u16()
}

#[tokio::test]
async fn a_pumped_range_is_named_and_its_buttons_act() {
    for scripts in [true, false] {
        let app = TestApp::with(&[("admins", ADA)]).await;
        seed_outage::fill(&app).await;
        seed_outage::pump(&app, 14).await;
        tick(&app.web.app).await.expect("looked");
        let window = Window::with_scripts(&app, scripts).await;
        window.signs_in(&app, ADA).await;
        window.goto("/admin").await;
        let title = format!("On guard: texts to numbers starting {}, Nigeria", PUMPED.1);
        window.sees(&title).await;
        window.sees("none led to a sign-in").await;
        assert_eq!(ask(&app, 0).await, 429);
        window.presses("See all alerts").await;
        window.is_at("/admin/alerts").await;
        window.presses(&format!("Stop for good {}", PUMPED.1)).await;
        window.is_at("/admin/stops").await;
        window.sees("Stopped for good").await;
        assert_eq!(ask(&app, 1).await, 422);
        window.presses("Alerts").await;
        window.is_at("/admin/alerts").await;
        // it is among the closed ones now, and has no buttons
        window.sees(&title).await;
        window.sees("just now").await;
        window.sees_no("Stop for good").await;
        window.closes().await;
    }
}
