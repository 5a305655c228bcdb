//! A user's page: what happened comes first, and five sessions are enough.

use crate::app::{ADA, BEN, TestApp};
use crate::user_id;

async fn page_of(app: &TestApp, sessions: usize) -> (crate::app::browser::Browser, String) {
    for _ in 0..sessions {
        app.signed_in(BEN).await;
        app.after_the_wait();
    }
    let admin = app.admin(ADA).await;
    (admin, format!("/admin/users/{}", user_id(app, BEN).await))
}

#[tokio::test]
async fn the_story_is_told_before_the_sessions() {
    let app = TestApp::start().await;
    let (admin, path) = page_of(&app, 1).await;
    let page = admin.get(&path).await;
    let place = |words: &str| page.body.find(words).expect(words);
    let order = [
        "Why no code?",
        "About this user",
        "What happened",
        "id=\"sessions\"",
    ];
    assert!(order.map(place).is_sorted(), "{}", page.body);
    page.shows("href=\"#sessions\">1 session</a>");
}

#[tokio::test]
async fn five_sessions_are_shown_and_then_all() {
    let app = TestApp::with(&[("limits.phone", "100/1m")]).await;
    for (sessions, shown, more) in [(5, 5, false), (2, 5, true)] {
        let (admin, path) = page_of(&app, sessions).await;
        let page = admin.get(&path).await;
        let count = |body: &str| body.matches("<strong>Firefox on Linux</strong>").count();
        assert_eq!(count(&page.body), shown);
        assert_eq!(page.body.contains("All 7 sessions"), more);
        if more {
            let link = format!("{path}?sessions=all");
            page.shows(&format!("href=\"{link}#sessions\""));
            let all = admin.get(&link).await;
            assert_eq!(count(&all.body), 7);
            all.hides("All 7 sessions");
        }
    }
}
