//! What becomes of what nobody takes.

use std::time::{Duration, UNIX_EPOCH};

use crate::app::gateway::{Answer, Request};
use crate::app::{ADA, TestApp};
use crate::{heard, read, rows, send, with_webhook};

/// Whether it is sent once more after so long, and not a moment before.
async fn comes_after(app: &TestApp, sent: usize, wait: Duration, count: impl Fn() -> usize) {
    app.clock
        .advance((wait * 9 / 10).saturating_sub(Duration::from_secs(1)));
    send(app).await;
    assert_eq!(count(), sent, "before {wait:?}");
    app.clock.advance(wait / 5 + Duration::from_secs(2));
    send(app).await;
    assert_eq!(count(), sent + 1, "after {wait:?}");
}

#[tokio::test]
async fn it_is_tried_for_three_days_with_growing_waits_by_one_id() {
    let (app, receiver) = with_webhook("['user.created']", "").await;
    receiver.answers(Answer::Text(500, "no\u{1b}[31m way".into()));
    app.signed_in(ADA).await;
    send(&app).await;
    let hours = |n| Duration::from_hours(n);
    let waits = [
        Duration::from_secs(5),
        Duration::from_secs(30),
        Duration::from_mins(2),
        Duration::from_mins(10),
        hours(1),
        hours(3),
        hours(6),
        hours(12),
        hours(12),
        hours(12),
        hours(12),
        hours(12),
    ];
    for (nth, wait) in waits.into_iter().enumerate() {
        app.spoil("update webhooks set paused_at = null").await;
        comes_after(&app, nth + 1, wait, || receiver.count()).await;
    }
    let row = rows(&app, "event_deliveries").await.remove(0);
    assert!(
        row["next_at"].is_null() && !row["dead_at"].is_null(),
        "{row}"
    );
    assert_eq!(row["last"], "HTTP 500");
    let requests = receiver.requests();
    let id = |it: &Request| it.header("webhook-id").expect("an id").to_owned();
    assert!(requests.iter().all(|it| id(it) == id(&requests[0])));
    assert!(requests.iter().all(|it| it.body == requests[0].body));
    assert_ne!(
        requests[0].header("webhook-timestamp"),
        requests[1].header("webhook-timestamp")
    );
    let tries = rows(&app, "event_tries").await;
    assert_eq!(tries.len(), 13);
    assert_eq!(tries[0]["answer"], "no [31m way");
}

#[tokio::test]
async fn a_webhook_says_how_long_it_wants_to_be_left_alone_up_to_an_hour() {
    for (asked, waits) in [("1800", 1800), ("86400", 3600), ("soon", 5), ("-1", 5)] {
        let (app, receiver) = with_webhook("['user.created']", "").await;
        receiver.answers(Answer::Later(429, asked.to_owned()));
        app.signed_in(ADA).await;
        send(&app).await;
        comes_after(&app, 1, Duration::from_secs(waits), || receiver.count()).await;
    }
}

#[tokio::test]
async fn it_may_say_that_as_a_date() {
    for (from_now, waits) in [(1800, 1800), (86_400, 3600), (0, 5), (-60, 5)] {
        let (app, receiver) = with_webhook("['user.created']", "").await;
        let at = app.web.app.now().as_secs() + from_now;
        let at = UNIX_EPOCH + Duration::from_secs(at.unsigned_abs());
        receiver.answers(Answer::Later(503, httpdate::fmt_http_date(at)));
        app.signed_in(ADA).await;
        send(&app).await;
        comes_after(&app, 1, Duration::from_secs(waits), || receiver.count()).await;
    }
}

#[tokio::test]
async fn a_webhook_that_is_gone_is_paused_and_nothing_is_lost() {
    let (app, receiver) = with_webhook("['user.*']", "").await;
    receiver.answers(Answer::Text(410, String::new()));
    app.signed_in(ADA).await;
    send(&app).await;
    app.clock.advance(Duration::from_hours(24));
    send(&app).await;
    assert_eq!(receiver.count(), 1);
    let state = &rows(&app, "webhooks").await[0];
    assert_eq!(state["paused_by"], "gone");
    receiver.answers(Answer::Text(204, String::new()));
    app.spoil("update webhooks set paused_at = null").await;
    send(&app).await;
    assert_eq!(
        heard(&receiver)[1..],
        ["user.created 1", "user.signed_in 2"]
    );
}

#[tokio::test]
async fn a_webhook_that_fails_for_three_days_is_paused() {
    let (app, receiver) = with_webhook("['user.*']", "").await;
    receiver.answers(Answer::Text(500, String::new()));
    app.signed_in(ADA).await;
    for _ in 0..100 {
        send(&app).await;
        app.clock.advance(Duration::from_hours(1));
    }
    let state = &rows(&app, "webhooks").await[0];
    assert_eq!(state["paused_by"], "failing");
    let count = receiver.count();
    app.clock.advance(Duration::from_hours(24));
    send(&app).await;
    assert_eq!(receiver.count(), count);
}

#[tokio::test]
async fn one_that_answers_is_not_failing_any_more() {
    let (app, receiver) = with_webhook("['user.*']", "").await;
    receiver.answers_by(|nth| Answer::Text(if nth == 0 { 500 } else { 202 }, String::new()));
    app.signed_in(ADA).await;
    send(&app).await;
    assert!(!rows(&app, "webhooks").await[0]["failing_since"].is_null());
    app.clock.advance(Duration::from_secs(6));
    send(&app).await;
    assert!(rows(&app, "webhooks").await[0]["failing_since"].is_null());
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_an_endless_answer_is_not_read() {
    let (app, receiver) = with_webhook("['user.created']", "").await;
    let there = format!("{}/elsewhere", receiver.url());
    receiver.answers(Answer::Redirect(there));
    app.signed_in(ADA).await;
    send(&app).await;
    assert_eq!(receiver.count(), 1);
    receiver.answers(Answer::Huge);
    app.clock.advance(Duration::from_secs(6));
    send(&app).await;
    assert_eq!(receiver.count(), 2);
    read(&receiver.requests()[1]);
    let row = rows(&app, "event_deliveries").await.remove(0);
    assert!(!row["done_at"].is_null());
}
