//! To each webhook, what happened to a person comes in order.

use std::time::Duration;

use textgate::flow::webhooks::send_due;

use crate::app::gateway::{Answer, Gateway};
use crate::app::{ADA, BEN, TestApp};
use crate::{heard, read, rows, send, table, with_webhook};

/// Those that wait for their moment, and those that wait for others.
async fn waiting(app: &TestApp) -> (usize, usize) {
    let rows = rows(app, "event_deliveries").await;
    let open = rows
        .iter()
        .filter(|it| it["done_at"].is_null() && it["dead_at"].is_null());
    let (due, queued): (Vec<_>, Vec<_>) = open.partition(|it| !it["next_at"].is_null());
    (due.len(), queued.len())
}

#[tokio::test]
async fn the_next_waits_for_the_one_before_and_others_do_not() {
    let (app, receiver) = with_webhook("['user.*', 'session.*']", "").await;
    receiver.answers_by(|nth| match nth {
        0 => Answer::Text(500, "busy".into()),
        _ => Answer::Text(204, String::new()),
    });
    let ada = app.signed_in(ADA).await;
    send(&app).await;
    assert_eq!(heard(&receiver), ["user.created 1"]);
    assert_eq!(waiting(&app).await, (1, 1));
    // what comes meanwhile waits, too
    ada.post("/logout", &[]).await;
    app.signed_in(BEN).await;
    send(&app).await;
    let told: Vec<_> = heard(&receiver)[1..].to_vec();
    assert_eq!(told, ["user.created 1", "user.signed_in 2"]);
    assert_eq!(waiting(&app).await, (1, 2));
    app.clock.advance(Duration::from_secs(6));
    send(&app).await;
    let told: Vec<_> = heard(&receiver)[3..].to_vec();
    assert_eq!(
        told,
        ["user.created 1", "user.signed_in 2", "session.ended 3"]
    );
    assert_eq!(waiting(&app).await, (0, 0));
}

#[tokio::test]
async fn who_is_given_up_lets_the_next_one_pass() {
    let (app, receiver) = with_webhook("['user.*']", "").await;
    receiver.answers(Answer::Text(500, "no".into()));
    app.signed_in(ADA).await;
    for _ in 0..13 {
        send(&app).await;
        app.clock.advance(Duration::from_hours(14));
        app.spoil("update webhooks set paused_at = null, failing_since = null")
            .await;
    }
    let told = heard(&receiver);
    assert_eq!(told[..13], ["user.created 1"; 13]);
    assert_eq!(told.len(), 14);
    receiver.answers(Answer::Text(200, String::new()));
    send(&app).await;
    assert_eq!(heard(&receiver)[13..], ["user.signed_in 2"; 2]);
    let dead = rows(&app, "event_deliveries").await;
    assert_eq!(dead.iter().filter(|it| !it["dead_at"].is_null()).count(), 1);
}

#[tokio::test]
async fn a_webhook_that_is_away_is_no_other_ones_business() {
    let other = Gateway::start().await;
    other.answers(Answer::Text(503, String::new()));
    let more = table("desk", &other, "['user.*']");
    let (app, receiver) = with_webhook("['user.*']", &more).await;
    app.signed_in(ADA).await;
    send(&app).await;
    assert_eq!(heard(&receiver), ["user.created 1", "user.signed_in 2"]);
    assert_eq!(heard(&other), ["user.created 1"]);
}

#[tokio::test]
async fn of_two_nodes_one_sends_and_the_order_stays() {
    let (app, receiver) = with_webhook("['user.*']", "").await;
    let twin = app.alike().await;
    for phone in [ADA, BEN] {
        app.signed_in(phone).await;
    }
    let (one, other) = (&app.web.app, &twin.web.app);
    let sends = tokio::join!(
        send_due(one),
        send_due(other),
        send_due(one),
        send_due(other)
    );
    assert!(sends.0.is_ok() && sends.1.is_ok() && sends.2.is_ok() && sends.3.is_ok());
    app.clock.advance(Duration::from_secs(31));
    send(&app).await;
    let requests = receiver.requests();
    assert_eq!(requests.len(), 4);
    for request in &requests {
        let message = read(request);
        let user = &message["data"]["user_id"];
        let theirs = requests
            .iter()
            .filter(|it| read(it)["data"]["user_id"] == *user);
        let versions: Vec<_> = theirs
            .map(|it| read(it)["data"]["version"].clone())
            .collect();
        assert_eq!(versions, [1, 2]);
    }
}

#[tokio::test]
async fn who_took_an_event_and_was_killed_is_followed_by_another() {
    let (app, receiver) = with_webhook("['user.*']", "").await;
    app.signed_in(ADA).await;
    let store = &app.web.app.store;
    let due = store
        .due_events("crm", app.web.app.now(), 9)
        .await
        .expect("answered");
    assert_eq!(due.iter().map(|it| it.version).collect::<Vec<_>>(), [1, 2]);
    let again = app.web.app.now().plus(Duration::from_secs(30));
    assert!(
        store
            .take_event("crm", &due[0], again)
            .await
            .expect("answered")
    );
    assert!(
        !store
            .take_event("crm", &due[1], again)
            .await
            .expect("answered")
    );
    send(&app).await;
    assert!(heard(&receiver).is_empty());
    app.clock.advance(Duration::from_secs(31));
    send(&app).await;
    assert_eq!(heard(&receiver), ["user.created 1", "user.signed_in 2"]);
}
