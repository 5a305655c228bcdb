//! The account page.

use super::app::{ADA, TestApp};
use super::window::Window;

#[tokio::test]
async fn another_device_can_be_signed_out() {
    let app = TestApp::start().await;
    let other = app.signed_in(ADA).await;
    app.after_the_wait();
    let window = Window::open(&app).await;
    window.signs_in(&app, ADA).await;
    let rows = async || {
        let list = window.script(
            "return [...document.querySelectorAll('.rows strong')].map(it => it.textContent)",
        );
        list.await
    };
    assert_eq!(
        rows().await,
        serde_json::json!(["Chrome on Linux", "Firefox on Linux"])
    );
    window.leaves_by("Sign out Firefox on Linux").await;
    window.is_at("/account").await;
    assert_eq!(rows().await, serde_json::json!(["Chrome on Linux"]));
    let gone = other.get("/account").await;
    gone.leads_to("/login?return_to=%2Faccount");
    window.closes().await;
}

#[tokio::test]
async fn everywhere_can_be_signed_out_after_a_question() {
    let app = TestApp::start().await;
    let other = app.signed_in(ADA).await;
    app.after_the_wait();
    let window = Window::open(&app).await;
    window.signs_in(&app, ADA).await;
    window.presses("Sign out everywhere…").await;
    window.sees("Sign out everywhere?").await;
    window.presses("No, go back").await;
    window.is_at("/account").await;
    window.presses("Sign out everywhere…").await;
    window.presses("Sign out everywhere").await;
    window.is_at("/login").await;
    let gone = other.get("/account").await;
    gone.leads_to("/login?return_to=%2Faccount");
    window.closes().await;
}

#[tokio::test]
async fn an_account_is_deleted_after_a_question() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.signs_in(&app, ADA).await;
    window.presses("Delete my account…").await;
    window.sees("Delete your account?").await;
    window.presses("Delete my account").await;
    window.sees("Your account is deleted").await;
    assert_eq!(app.dump().await.person(), [&[] as &[String]; 3]);
    window.is_at("/login").await;
    window.closes().await;
}
