//! Many users at once, files of them, one number in full, and a number that
//! nobody has.

use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use super::app::gateway::Answer;
use super::app::{ADA, BEN, CLEO, TestApp};
use super::window::Window;

/// Three people, the first of whom is the admin at the window, on the list.
async fn admin(scripts: bool) -> (TestApp, Window) {
    let app = TestApp::with(&[("admins", ADA)]).await;
    for phone in [BEN, CLEO] {
        app.signed_in(phone).await;
        app.after_the_wait();
    }
    let window = Window::with_scripts(&app, scripts).await;
    window.signs_in(&app, ADA).await;
    window.goto("/admin/users").await;
    (app, window)
}

#[tokio::test]
async fn several_users_are_blocked_after_a_question() {
    for scripts in [true, false] {
        let (app, window) = admin(scripts).await;
        window.presses("Block…").await;
        window.sees("Nobody is selected").await;
        window.ticks("Select number ending 456").await;
        window.ticks("Select number ending 671").await;
        window.presses("Block…").await;
        window.sees("Block 2 users?").await;
        window.presses("No, go back").await;
        window.is_at("/admin/users").await;
        assert_eq!(app.dump().await.table("blocks").len(), 0);
        window.ticks("Select number ending 456").await;
        window.ticks("Select number ending 671").await;
        window.presses("Block…").await;
        window.presses("Block them").await;
        window.sees("1 user was blocked.").await;
        window.sees("1 was left out").await;
        assert_eq!(app.dump().await.table("blocks").len(), 1);
        window.presses("All users").await;
        window.chooses("Status", "Blocked").await;
        window.presses("Apply").await;
        window.control("+44 •••• number ending 456").await;
        window.sees_no("671").await;
        window.ticks("All that match, not only those ticked").await;
        window.presses("Delete…").await;
        window.sees("Everybody who matches all of these:").await;
        window.sees("Status: Blocked").await;
        window.presses("Delete them").await;
        window.sees("1 user was deleted.").await;
        assert_eq!(app.dump().await.table("users").len(), 2);
        window.closes().await;
    }
}

#[tokio::test]
async fn a_file_of_users_is_saved() {
    let (_app, window) = admin(true).await;
    let folder = TempDir::new().expect("a folder");
    let to = json!({ "behavior": "allow", "downloadPath": folder.path() });
    window.devtools("Browser.setDownloadBehavior", to).await;
    window.chooses("Country", "India").await;
    window.presses("Apply").await;
    window.presses("Export…").await;
    window.sees("The file holds every number in full.").await;
    window.presses("Download CSV").await;
    let csv = saved(&window, folder.path(), "users-2026-11-22.csv").await;
    assert!(csv.starts_with("id,phone,country,status,"), "{csv}");
    assert!(csv.contains(",'+919876543210,IN,active,"), "{csv}");
    assert_eq!(csv.lines().count(), 2, "India alone: {csv}");
    window.presses("Download JSON lines").await;
    let lines = saved(&window, folder.path(), "users-2026-11-22.jsonl").await;
    assert!(lines.contains("\"phone\":\"+919876543210\""), "{lines}");
    // the page is still there, and the audit has both
    window.presses("No, go back").await;
    window.is_at("/admin/users?country=IN").await;
    window.goto("/admin/audit").await;
    window.sees("Exported users").await;
    window.sees("country=IN").await;
    window.closes().await;
}

/// A downloaded file, once it is complete.
async fn saved(window: &Window, folder: &Path, name: &str) -> String {
    let path = folder.join(name);
    window
        .until(name, async || std::fs::read_to_string(&path).ok())
        .await
}

#[tokio::test]
async fn a_number_is_shown_once_and_that_is_on_record() {
    let (_app, window) = admin(true).await;
    window.presses("+44 •••• number ending 456").await;
    window.sees("Why no code?").await;
    window.sees("The newest sign-in worked").await;
    window.sees_no("7400").await;
    let user = window.path().await;
    window.presses("Show number").await;
    window.sees("+44 7400 123456").await;
    window
        .sees("The audit records that you looked at this number.")
        .await;
    window.presses("What was done to this user").await;
    window.sees("Looked at a number").await;
    window.goto(&user).await;
    window.sees("Show number").await;
    window.sees_no("7400").await;
    window.closes().await;
}

#[tokio::test]
async fn who_never_got_in_is_looked_up_by_their_number() {
    for scripts in [true, false] {
        let (app, window) = admin(scripts).await;
        app.after_the_wait();
        let refused = json!({ "code": 21211 });
        app.gateway.answers(Answer::Json(400, refused));
        app.browser().post_phone("+33612345678").await.is(422);
        window.presses("Look up a number").await;
        window.chooses("Country or region", "France (+33)").await;
        window.types("Mobile number", "06 12 34 56 78").await;
        window.presses("Look it up").await;
        window.sees("No user has this number.").await;
        window
            .sees("there is no such number, or it gets no texts (main 21211)")
            .await;
        assert!(
            !window.path().await.contains("12345678"),
            "{}",
            window.path().await
        );
        window.presses("Block").await;
        window.sees("This number is blocked since").await;
        window.presses("Unblock").await;
        window.sees("Unblocked a number").await;
        window.presses("Text").await;
        window.sees("No provider accepted the text").await;
        window.presses("What happened to this number").await;
        window.sees("Unblocked a number").await;
        window.closes().await;
    }
}
