//! Limits of places are exact, however many strangers ask at once.

use tokio::task::JoinSet;

use crate::app::TestApp;
use crate::{ask, near, stranger};

/// How many of a hundred strangers at once get a text, each from an address of
/// their own, each to a number of their own.
async fn storm(app: &TestApp, number: impl Fn(u32) -> String) -> usize {
    let asked: Vec<_> = (0..100)
        .map(|n| (stranger(app, n), number(n)))
        .map(|(browser, phone)| async move { browser.post_phone(&phone).await })
        .collect();
    let answers = asked.into_iter().collect::<JoinSet<_>>().join_all().await;
    let refused = answers.iter().filter(|it| it.status == 429).count();
    let sent = answers.iter().filter(|it| it.status == 303).count();
    assert_eq!(sent + refused, 100);
    sent
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn p4_of_a_hundred_strangers_in_a_range_ten_get_a_text() {
    for _ in 0..2 {
        let mut app = TestApp::with(&[("limits.range", "10/1h")]).await;
        assert_eq!(storm(&app, near).await, 10);
        assert_eq!(app.gateway.count(), 10);
        assert_eq!(app.dump().await.table("users").len(), 10);
        // nothing is forgotten, and nothing was counted twice
        app.restart().await;
        ask(&app, &near(200), 200).await.limited();
        app.clock.advance(crate::HOUR / 10);
        ask(&app, &near(201), 201).await.leads_to("/login/code");
        ask(&app, &near(202), 202).await.limited();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn p4_of_a_hundred_strangers_in_a_country_ten_get_a_text() {
    let app = TestApp::with(&[("limits.country", "10/1h")]).await;
    let ranges = |n: u32| format!("+1415{:03}0123", 200 + n);
    assert_eq!(storm(&app, ranges).await, 10);
    assert_eq!(app.gateway.count(), 10);
}
