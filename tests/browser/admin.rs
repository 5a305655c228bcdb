//! The operator's pages.

use std::time::Duration;

use serde_json::{Value, json};

use super::app::{ADA, BEN, CLEO, TestApp};
use super::window::Window;

/// Signed in as an admin, on the user list.
async fn admin(app: &TestApp) -> Window {
    let window = Window::open(app).await;
    window.signs_in(app, ADA).await;
    assert!(app.set_admin(ADA, true).await);
    window.goto("/account").await;
    window.presses("Go to the admin pages").await;
    window.is_at("/admin/users").await;
    window
}

/// Number and status of each row.
async fn rows(window: &Window) -> Value {
    let rows = "return [...document.querySelectorAll('tbody tr')].map(row =>
        row.querySelector('a').innerText.replace(/\\s+/g, ' ') + ': ' +
        row.querySelector('.badge').textContent)";
    window.script(rows).await
}

#[tokio::test]
async fn users_are_listed_searched_and_filtered() {
    let app = TestApp::start().await;
    app.browser().post_phone(CLEO).await.leads_to("/login/code");
    app.after_the_wait();
    app.signed_in(BEN).await;
    app.after_the_wait();
    let window = admin(&app).await;
    let (ada, ben) = (
        "+1 •••• number ending 671: Active",
        "+44 •••• number ending 456: Active",
    );
    let cleo = "+91 •••• number ending 210: Not verified";
    assert_eq!(rows(&window).await, json!([ada, ben, cleo]));
    window
        .types("Number, its last digits, or ID", "+44 7400")
        .await;
    window.presses("Apply").await;
    window.sees("Starts with +44 7400").await;
    assert_eq!(rows(&window).await, json!([ben]));
    window.chooses("Status", "Not verified").await;
    window.presses("Apply").await;
    window.sees("No users match").await;
    window.presses("Remove filter: Starts with +44 7400").await;
    window.is_at("/admin/users?status=unverified").await;
    assert_eq!(rows(&window).await, json!([cleo]));
    window.presses("Clear all").await;
    window.is_at("/admin/users").await;
    assert_eq!(rows(&window).await, json!([ada, ben, cleo]));
    window.closes().await;
}

#[tokio::test]
async fn a_user_is_blocked_and_unblocked() {
    let app = TestApp::start().await;
    let ben = app.signed_in(BEN).await;
    app.after_the_wait();
    let window = admin(&app).await;
    window.presses("+44 •••• number ending 456").await;
    window.sees("Why no code?").await;
    window.sees("Firefox on Linux").await;
    window.presses("Block").await;
    window.sees("Blocked").await;
    window.sees("Not signed in anywhere").await;
    let gone = ben.get("/account").await;
    gone.leads_to("/login?return_to=%2Faccount");
    ben.post_phone(BEN).await.leads_to("/login/code");
    let code = app.last_code();
    let page = ben.post_code(&code).await;
    page.shows("This account is blocked");
    window.presses("Unblock").await;
    window.sees("Active").await;
    app.after_the_wait();
    app.signed_in(BEN).await;
    window.presses("← All users").await;
    window.is_at("/admin/users").await;
    window.closes().await;
}

#[tokio::test]
async fn a_user_is_deleted_after_a_question() {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    app.after_the_wait();
    let window = admin(&app).await;
    window.presses("+44 •••• number ending 456").await;
    window.presses("Delete…").await;
    window.sees("Delete this user?").await;
    window.presses("No, go back").await;
    window.presses("Delete…").await;
    window.presses("Delete user").await;
    window.is_at("/admin/users").await;
    window.sees_no("456").await;
    window.closes().await;
}

#[tokio::test]
async fn after_a_quarter_of_an_hour_an_act_asks_for_a_new_code_and_leads_back() {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    app.after_the_wait();
    let window = admin(&app).await;
    window.presses("+44 •••• number ending 456").await;
    window.sees("Why no code?").await;
    let page = window.path().await;
    app.clock.advance(Duration::from_mins(16));
    window.presses("Block").await;
    window.sees("Sign in again to do this").await;
    window.sees("+1 415-555-2671").await;
    window.presses("Text me a code").await;
    window.is_at("/login/code").await;
    // a look aside shows that nobody was signed out
    window.goto("/account").await;
    window.sees("Signed in as +1 415-555-2671").await;
    window.goto("/login/code").await;
    window.types("6-digit code", &app.last_code()).await;
    window.presses("Sign in").await;
    window.is_at(&page).await;
    window.presses("Block").await;
    window.sees("Blocked").await;
    window.presses("What was done to this user").await;
    window.sees("Blocked a user").await;
    window.sees("just now").await;
    window.chooses("Action", "Unblocked a user").await;
    window.presses("Apply").await;
    window.sees("No entries match").await;
    window.presses("Clear all").await;
    window.is_at("/admin/audit").await;
    window.sees("Command line").await;
    window.closes().await;
}

#[tokio::test]
async fn nobody_else_sees_the_admin_pages() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.signs_in(&app, BEN).await;
    window.sees_no("Go to the admin pages").await;
    window.goto("/admin/users").await;
    window.sees("Page not found").await;
    window.closes().await;
}
