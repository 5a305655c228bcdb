//! What admins see of webhooks, and do about them.

use std::time::Duration;

use textgate::flow::alerting::tick;

use crate::app::browser::Browser;
use crate::app::gateway::{Answer, Gateway};
use crate::app::{ADA, BEN, TWILIO, TestApp};
use crate::{heard, rows, send, table};

/// With an admin whose sign-in is fresh for long, and whom nobody is told of.
async fn with_admin(events: &str) -> (TestApp, Gateway, Browser) {
    let receiver = Gateway::start().await;
    receiver.answers(Answer::Text(204, String::new()));
    let file = format!("{TWILIO}\n{}", table("crm", &receiver, events));
    let set = [("session.admin_act", "12h"), ("session.admin", "400d")];
    let gateway = Gateway::start().await;
    let app = TestApp::with_provider(&set, gateway, &file).await;
    let admin = app.admin(ADA).await;
    send(&app).await;
    (app, receiver, admin)
}

async fn audit(app: &TestApp) -> Vec<String> {
    let rows = rows(app, "audit").await;
    let rows = rows
        .iter()
        .map(|row| row["action"].as_str().expect("an action").to_owned());
    rows.filter(|it| it.starts_with("webhook.")).collect()
}

#[tokio::test]
async fn an_event_is_seen_with_its_tries_and_sent_again_by_its_id() {
    let (app, receiver, admin) = with_admin("['user.created']").await;
    receiver.answers(Answer::Text(500, "<b>no</b>".into()));
    app.signed_in(BEN).await;
    send(&app).await;
    admin
        .get("/admin/webhooks")
        .await
        .is(200)
        .shows("Failing")
        .hides("?key=k");
    let page = admin.get("/admin/webhooks/crm").await;
    page.is(200).shows("user.created").shows("HTTP 500");
    let event = rows(&app, "event_deliveries").await;
    let event = event
        .iter()
        .find(|it| it["done_at"].is_null())
        .expect("one");
    let id = event["event_id"].as_str().expect("an id").to_owned();
    let one = format!("/admin/webhooks/crm/events/{id}");
    let shown = admin.get(&one).await;
    shown
        .is(200)
        .shows("HTTP 500")
        .shows("&#60;b&#62;no")
        .hides("<b>no")
        .hides("Send again");
    receiver.answers(Answer::Text(202, String::new()));
    app.clock.advance(Duration::from_secs(6));
    send(&app).await;
    admin
        .get(&one)
        .await
        .shows("HTTP 500")
        .shows("HTTP 202")
        .shows("Send again");
    admin
        .get("/admin/webhooks/crm")
        .await
        .shows("There are none");
    admin
        .get("/admin/webhooks/crm?state=taken")
        .await
        .shows("HTTP 202");
    let sent = receiver.count();
    let replayed = admin
        .post("/admin/webhooks/crm/replay", &[("event", &id)])
        .await;
    replayed.leads_to("/admin/webhooks/crm");
    admin
        .get("/admin/webhooks/crm")
        .await
        .shows("It is sent again now.");
    send(&app).await;
    let requests = receiver.requests();
    assert_eq!(requests.len(), sent + 1);
    let ids = [sent - 1, sent].map(|nth| requests[nth].header("webhook-id").expect("an id"));
    assert_eq!(ids[0], ids[1]);
    admin.get(&one).await.shows("HTTP 500").shows("HTTP 202");
    assert_eq!(rows(&app, "event_tries").await.len(), 2);
    assert_eq!(audit(&app).await, ["webhook.replay"]);
}

#[tokio::test]
async fn what_was_given_up_and_the_days_that_are_chosen_are_sent_again() {
    let (app, receiver, admin) = with_admin("['user.*']").await;
    app.signed_in(BEN).await;
    send(&app).await;
    app.spoil("update event_deliveries set dead_at = done_at, done_at = null where version = 1")
        .await;
    let page = admin.get("/admin/webhooks/crm?state=dead").await;
    page.shows("Send all that was given up");
    assert_eq!(page.body.matches("/crm/events/").count(), 2);
    let before = receiver.count();
    admin.post("/admin/webhooks/crm/replay", &[]).await.is(303);
    send(&app).await;
    assert_eq!(heard(&receiver)[before..], ["user.created 1"; 2]);
    let before = receiver.count();
    for (days, sent) in [
        (["2026-11-20", "2026-11-21"], 0),
        (["2026-11-22", "2026-11-22"], 4),
    ] {
        let days = [("from", days[0]), ("to", days[1])];
        admin
            .post("/admin/webhooks/crm/replay", &days)
            .await
            .is(303);
        send(&app).await;
        assert_eq!(receiver.count(), before + sent);
    }
}

#[tokio::test]
async fn a_paused_webhook_is_told_all_of_it_when_it_is_resumed() {
    let (app, receiver, admin) = with_admin("['user.*']").await;
    let before = receiver.count();
    admin
        .post("/admin/webhooks/crm/pause", &[])
        .await
        .leads_to("/admin/webhooks/crm");
    let page = admin.get("/admin/webhooks/crm").await;
    page.shows("Paused")
        .shows("The webhook is paused.")
        .hides("Send all that was given up");
    app.signed_in(BEN).await;
    send(&app).await;
    assert_eq!(receiver.count(), before);
    app.clock.advance(std::time::Duration::from_secs(1));
    admin
        .post("/admin/webhooks/crm/resume", &[])
        .await
        .leads_to("/admin/webhooks/crm");
    send(&app).await;
    assert_eq!(
        heard(&receiver)[before..],
        ["user.created 1", "user.signed_in 2"]
    );
    assert_eq!(audit(&app).await, ["webhook.pause", "webhook.resume"]);
    admin
        .get("/admin/audit")
        .await
        .shows("Paused a webhook")
        .shows("Resumed a webhook");
}

#[tokio::test]
async fn a_day_of_failures_is_an_alert_until_something_is_taken() {
    let (app, receiver, admin) = with_admin("['user.*']").await;
    receiver.answers(Answer::Text(503, String::new()));
    app.signed_in(BEN).await;
    for _ in 0..23 {
        send(&app).await;
        tick(&app.web.app).await.expect("looked");
        app.clock.advance(Duration::from_hours(1));
    }
    admin
        .get("/admin/alerts")
        .await
        .hides("Webhook crm takes nothing");
    for _ in 0..2 {
        app.clock.advance(Duration::from_hours(1));
        tick(&app.web.app).await.expect("looked");
    }
    admin
        .get("/admin/alerts")
        .await
        .shows("Webhook crm takes nothing")
        .shows("See the webhooks");
    receiver.answers(Answer::Text(200, String::new()));
    app.clock.advance(Duration::from_hours(14));
    send(&app).await;
    tick(&app.web.app).await.expect("looked");
    let alerts = rows(&app, "alerts").await;
    let closed = alerts
        .iter()
        .filter(|it| it["kind"] == "webhook" && !it["closed_at"].is_null());
    assert_eq!(closed.count(), 1);
}

#[tokio::test]
async fn nobody_but_an_admin_sees_webhooks_and_without_any_there_is_no_page() {
    let (app, _receiver, admin) = with_admin("['user.*']").await;
    let ben = app.signed_in(BEN).await;
    for page in [
        "/admin/webhooks",
        "/admin/webhooks/crm",
        "/admin/webhooks/crm/events/x",
    ] {
        ben.get(page).await.is(404);
    }
    for page in ["/admin/webhooks/desk", "/admin/webhooks/crm/events/x"] {
        admin.get(page).await.is(404);
    }
    for act in ["pause", "resume", "replay"] {
        ben.post(&format!("/admin/webhooks/crm/{act}"), &[])
            .await
            .is(404);
        admin
            .post(&format!("/admin/webhooks/desk/{act}"), &[])
            .await
            .is(404);
    }
    for garbage in [
        "?after=x",
        "?before=~",
        "?state=no",
        "?state=dead&after=1~%27%3B",
    ] {
        admin
            .get(&format!("/admin/webhooks/crm{garbage}"))
            .await
            .is(200);
    }
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    admin.get("/admin/webhooks").await.is(404);
    admin.get("/admin").await.hides("/admin/webhooks");
}
