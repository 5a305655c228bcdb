//! Backups, and the way into another database.

#[path = "../app/mod.rs"]
mod app;
mod backup;
mod copy;
mod copy_faults;
mod rows;

use app::browser::Browser;
use app::server::{Ended, Server};

/// A new browser, signed in with the `nth` text of a server on the console.
async fn signed_in(server: &Server, phone: &str, nth: usize) -> Browser {
    let browser = server.browser();
    browser.post_phone(phone).await.leads_to("/login/code");
    let code = server.code(nth).await;
    browser.post_code(&code).await.leads_to("/account");
    browser
}

/// Ended with 2 and a last line that has all of these in it, whatever it told
/// of its progress before.
#[track_caller]
fn fails(ended: &Ended, words: &[&str]) {
    assert_eq!(ended.code, 2, "{ended:?}");
    let last = ended.err.lines().last().expect("a line");
    assert!(last.starts_with("textgate: "), "{}", ended.err);
    assert_eq!(ended.err.matches("textgate: ").count(), 1, "{}", ended.err);
    for word in words {
        assert!(last.contains(word), "no {word:?} in {last}");
    }
    assert_eq!(ended.out, "");
}
