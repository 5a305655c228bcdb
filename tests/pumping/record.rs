//! What is noted of a stop: since when, the newest refusal, once in the log.

use serde_json::Value;

use crate::app::TestApp;
use crate::app::log;
use crate::{HOUR, ask, near};

/// The row of the stopped range.
async fn noted(app: &TestApp) -> Option<(i64, i64)> {
    let dump = app.dump().await;
    let row: Value = serde_json::from_str(dump.table("places").first()?).expect("JSON");
    assert_eq!(row["label"], "+1415555");
    assert_eq!(row["region"], "US");
    let at = |name: &str| row[name].as_i64().expect("a time");
    Some((at("stopped_since"), at("stopped_at")))
}

async fn refused(app: &TestApp, n: u32) {
    ask(app, &near(n), n).await.is(429).shows(crate::PAUSED);
}

#[tokio::test]
async fn p4_a_stop_lasts_while_its_bucket_refuses_and_an_hour_more() {
    log::listen();
    let app = TestApp::with(&[("limits.range", "1/5h")]).await;
    ask(&app, &near(0), 0).await.leads_to("/login/code");
    assert_eq!(noted(&app).await, None);
    let now = || app.web.app.now().as_micros();
    refused(&app, 1).await;
    let began = now();
    assert_eq!(noted(&app).await, Some((began, began)));
    // nobody asked for hours, and it would have been refused all the time
    app.clock.advance(4 * HOUR);
    refused(&app, 2).await;
    assert_eq!(noted(&app).await, Some((began, now())));
    // the bucket gave one, and refuses again
    app.clock.advance(HOUR);
    ask(&app, &near(3), 3).await.leads_to("/login/code");
    app.clock.advance(HOUR);
    refused(&app, 4).await;
    assert_eq!(noted(&app).await, Some((began, now())));
    // it would have given for more than an hour: that stop was over
    app.clock.advance(4 * HOUR);
    app.clock.advance(HOUR + HOUR / 60);
    ask(&app, &near(5), 5).await.leads_to("/login/code");
    refused(&app, 6).await;
    assert_eq!(noted(&app).await, Some((now(), now())));
    // two stops, each told once
    let told = log::lines("texts there stopped: too many were not answered");
    assert_eq!(told.len(), 2, "{told:?}");
    for line in told {
        assert!(line.contains("place=+1415555"), "{line}");
        assert!(line.contains("bucket=range:1/5h"), "{line}");
    }
}

#[tokio::test]
async fn p4_a_stop_under_many_refusals_at_once_is_told_once() {
    log::listen();
    let app = TestApp::with(&[("limits.range", "1/1h")]).await;
    let asked = (0..20).map(|n| {
        let browser = crate::stranger(&app, n);
        async move { browser.post_phone(&near(n)).await }
    });
    let answers = asked.collect::<tokio::task::JoinSet<_>>().join_all().await;
    assert_eq!(answers.iter().filter(|it| it.status == 429).count(), 19);
    assert_eq!(log::lines("texts there stopped").len(), 1);
}

#[tokio::test]
async fn p4_a_flood_of_refusals_is_no_flood_of_writes() {
    let app = TestApp::with(&[("limits.range", "1/1h")]).await;
    ask(&app, &near(0), 0).await.leads_to("/login/code");
    refused(&app, 1).await;
    let before = app.dump().await;
    app.clock.advance(std::time::Duration::from_secs(9));
    for n in 2..5 {
        refused(&app, n).await;
    }
    assert_eq!(app.dump().await, before);
    app.clock.advance(std::time::Duration::from_secs(1));
    refused(&app, 5).await;
    assert_ne!(app.dump().await, before);
}
