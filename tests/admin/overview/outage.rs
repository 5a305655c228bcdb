//! What the overview says of a busy site and of a bad day.

use serde_json::json;
use textgate::flow::alerting::tick;
use textgate::flow::sweep::sweep;

use super::{HOUR, MINUTE, between, words};
use crate::app::browser::Shown;
use crate::app::gateway::Answer;
use crate::app::seed_outage::{self, PUMPED};
use crate::app::{ADA, TestApp};

#[tokio::test]
async fn a_bad_day_is_told_with_the_range_by_its_name() {
    let app = TestApp::with(&[("session.admin_act", "12h")]).await;
    let admin = app.admin(ADA).await;
    // an outage
    app.gateway.answers(Answer::Json(500, json!({})));
    for n in 0..3 {
        app.browser_from(&format!("127.3.0.{}", n + 1))
            .post_phone(&format!("+4474001234{n:02}"))
            .await
            .is(503);
        app.clock.advance(MINUTE);
    }
    app.gateway.answers(Answer::TwilioQueued);
    app.clock.advance(HOUR);
    seed_outage::pump(&app, 14).await;
    sweep(&app.web.app).await.expect("swept");
    tick(&app.web.app).await.expect("looked");
    let page = admin.get("/admin").await;
    page.is(200)
        .shows("The provider was down or did not answer");
    let alert = between(&page.body, "<article class=\"alert\"", "</article>");
    let alert = words(alert);
    assert!(
        alert.contains(PUMPED.1) && alert.contains("Nigeria"),
        "{alert}"
    );
    assert!(alert.contains("none led to a sign-in"), "{alert}");
    page.shows("Allow<span").shows("Stop for good<span");
    let start = format!("<span class=\"num\" dir=\"ltr\">{}", PUMPED.1);
    let watched = |page: &Shown| {
        let start = format!("<th scope=\"row\" class=\"c-num\">{start}");
        words(between(&page.body, &start, "</tr>"))
    };
    let buttons = "Allow +234 803 123 Stop for good +234 803 123";
    assert_eq!(
        watched(&page),
        format!("10 of 10 0.0% Stopped by itself {buttons}")
    );
    let limits = between(&page.body, "Stopped by our own limits", "</ul>");
    assert!(
        words(limits).contains("Number range stopped by itself 4"),
        "{limits}"
    );
    page.hides(PUMPED.0);
    // the row's own button
    let form = [("start", PUMPED.1), ("switch", "stop")];
    let stopped = admin.post("/admin/stops/range", &form).await;
    stopped.leads_to("/admin/stops");
    let page = admin.get("/admin").await;
    assert_eq!(
        watched(&page),
        "10 of 10 0.0% Stopped for good Change +234 803 123"
    );
}

#[tokio::test]
async fn every_range_of_a_busy_site_is_shown() {
    let app = TestApp::start().await;
    seed_outage::fill(&app).await;
    let admin = app.admin(ADA).await;
    for (range, slots) in [("1h", 12), ("24h", 24), ("7d", 27), ("30d", 30)] {
        let page = admin.get(&format!("/admin?r={range}")).await;
        page.is(200)
            .hides("Unknown")
            .hides("NaN")
            .hides("Nothing to compare");
        let table = between(
            &page.body,
            "aria-label=\"Sign-in rate over time\"",
            "</table>",
        );
        assert_eq!(
            table.matches("<tr><th scope=\"row\">").count(),
            slots,
            "{range}"
        );
        page.shows(&format!("href=\"/admin?r={range}\" aria-current=\"true\""));
    }
    let day = admin.get("/admin").await;
    day.shows("Nigeria fell most: from 72% to 42%");
    day.shows("2 other countries")
        .shows("main slowed down (04:00)");
    // only what is hardly chance has a colour
    let colour = |country: &str| {
        let start = format!("<tr><th scope=\"row\">{country}");
        let row = between(&day.body, &start, "</tr>");
        between(row, "<span class=\"delta", "\">").to_owned()
    };
    assert_eq!(["Nigeria", "Italy"].map(colour), [" down", " "]);
    for garbage in ["?r=", "?r=2h", "?r=%00", "?x=1", "/"] {
        let page = admin.get(&format!("/admin{garbage}")).await;
        page.is(200)
            .shows("href=\"/admin?r=24h\" aria-current=\"true\"");
    }
}
