//! Each kind of alert, from what really happens.

use std::time::Duration;

use serde_json::json;

use super::{FREE, HOUR, MINUTE, alerts, ask, free, look, look_for, number, told};
use crate::app::gateway::{Answer, Gateway};
use crate::app::log;
use crate::app::seed_outage::{self, PUMPED};
use crate::app::{ADA, TWILIO, TestApp};

const DAY: Duration = Duration::from_hours(24);

fn down() -> Answer {
    Answer::Json(500, json!({ "code": 20500 }))
}

#[tokio::test]
async fn an_outage_is_one_alert_that_names_the_provider_and_recovery_closes_it() {
    log::listen();
    let app = free(&[]).await;
    app.gateway.answers(down());
    for n in 0..4 {
        ask(&app, &number(n), n).await.1.is(503);
    }
    look(&app).await;
    assert!(told(&app).await.is_empty(), "four may be chance");
    for n in 4..9 {
        ask(&app, &number(n), n).await.1.is(503);
    }
    look(&app).await;
    look_for(&app, 5).await;
    assert_eq!(told(&app).await, ["failures main open"]);
    let opened = log::lines("alert opened");
    assert_eq!(opened.len(), 1);
    for words in ["WARN", "Texts through main fail", "9 of 9 texts (100%)"] {
        assert!(opened[0].contains(words), "{words}: {}", opened[0]);
    }
    app.gateway.answers(Answer::TwilioQueued);
    app.clock.advance(15 * MINUTE);
    for n in 10..16 {
        ask(&app, &number(n), n).await.1.leads_to("/login/code");
    }
    look(&app).await;
    look_for(&app, 9).await;
    assert_eq!(
        told(&app).await,
        ["failures main open"],
        "calm for too short"
    );
    look_for(&app, 1).await;
    assert_eq!(told(&app).await, ["failures main"]);
    look_for(&app, 30).await;
    assert_eq!(told(&app).await, ["failures main"]);
    let closed = log::lines("alert closed");
    assert_eq!(closed.len(), 1);
    assert!(closed[0].contains("INFO"), "{}", closed[0]);
    // what it was when it was bad is kept
    let row = &alerts(&app).await[0];
    assert_eq!((&row["part"], &row["whole"]), (&json!(9), &json!(9)));
}

#[tokio::test]
async fn an_alert_keeps_its_worst_figures_beside_the_present_ones() {
    let app = free(&[]).await;
    let admin = app.admin(ADA).await;
    app.clock.advance(HOUR);
    app.gateway
        .answers(Answer::Json(400, json!({ "code": 21606 })));
    for n in 0..9 {
        ask(&app, &number(n), n).await;
    }
    look(&app).await;
    let page = admin.get("/admin/alerts").await;
    page.shows("9 of 9 texts (100%) failed").hides("now it is");
    app.clock.advance(MINUTE);
    app.gateway.answers(Answer::TwilioQueued);
    for n in 20..23 {
        ask(&app, &number(n), n).await;
    }
    look(&app).await;
    let page = admin.get("/admin/alerts").await;
    page.shows("9 of 9 texts (100%) failed")
        .shows("; now it is 9 of 12.");
    // and at the end, when nothing fails any more
    app.clock.advance(20 * MINUTE);
    ask(&app, &number(30), 30).await;
    look(&app).await;
    let page = admin.get("/admin/alerts").await;
    page.shows("9 of 9 texts (100%) failed")
        .shows("; now it is 0 of 1.");
}

#[tokio::test]
async fn pausing_a_failing_provider_closes_its_alert() {
    let app = free(&[]).await;
    let admin = app.admin(ADA).await;
    app.gateway.answers(down());
    for n in 0..9 {
        ask(&app, &number(n), n).await.1.is(503);
    }
    look(&app).await;
    look_for(&app, 5).await;
    assert_eq!(told(&app).await, ["failures main open"]);
    let pause = "/admin/settings/pause?provider=main";
    let page = admin.get("/admin/alerts").await;
    page.shows(&format!("href=\"{pause}\""));
    admin.get(pause).await.is(200);
    let paused = admin.post("/admin/settings/pause", &[("provider", "main")]);
    paused.await.leads_to("/admin/settings");
    look(&app).await;
    assert_eq!(told(&app).await, ["failures main"]);
    look_for(&app, 5).await;
    assert_eq!(told(&app).await, ["failures main"]);
}

#[tokio::test]
async fn bad_numbers_are_no_provider_s_failure() {
    let app = free(&[]).await;
    app.gateway
        .answers(Answer::Json(400, json!({ "code": 21211 })));
    for n in 0..12 {
        ask(&app, &number(n), n).await.1.is(422);
    }
    look(&app).await;
    assert!(told(&app).await.is_empty());
}

#[tokio::test]
async fn a_restart_forgets_nothing() {
    let mut app = free(&[]).await;
    app.gateway.answers(down());
    for n in 0..9 {
        ask(&app, &number(n), n).await;
    }
    look(&app).await;
    app.restart().await;
    look(&app).await;
    assert_eq!(told(&app).await, ["failures main open"]);
    // nothing is heard of the provider any more
    look_for(&app, 20).await;
    app.restart().await;
    app.clock.advance(7 * HOUR);
    look(&app).await;
    assert_eq!(told(&app).await, ["failures main"]);
}

#[tokio::test]
async fn two_nodes_that_look_at_once_open_and_close_one() {
    let app = free(&[]).await;
    let twin = app.twin().await;
    app.gateway.answers(down());
    for n in 0..9 {
        ask(&app, &number(n), n).await;
    }
    for _ in 0..5 {
        let (one, other) = (&app.web.app, &twin.web.app);
        let both = tokio::join!(
            textgate::flow::alerting::tick(one),
            textgate::flow::alerting::tick(other),
        );
        both.0.and(both.1).expect("looked");
    }
    assert_eq!(told(&app).await, ["failures main open"]);
}

#[tokio::test]
async fn a_pumped_range_is_one_alert_that_names_it_and_its_buttons_act() {
    for (verb, words) in [("stop", "Stopped for good"), ("allow", "Allowed")] {
        let app = TestApp::with(&[("session.admin_act", "12h")]).await;
        let admin = app.admin(ADA).await;
        seed_outage::pump(&app, 14).await;
        look(&app).await;
        // one text goes through now and then, and it stays one alert
        for n in 0..12 {
            look_for(&app, 5).await;
            ask(&app, &format!("{}{:04}", PUMPED.0, 7_000 + n), n).await;
        }
        assert_eq!(told(&app).await, [format!("stopped {} open", PUMPED.0)]);
        let page = admin.get("/admin").await;
        page.is(200)
            .shows("On guard: texts to numbers starting +234 803 123, Nigeria")
            .shows("none led to a sign-in");
        let row = &alerts(&app).await[0];
        let place = row["subject"].as_str().expect("a place");
        let path = format!("/admin/stops/{place}/{verb}");
        page.shows(&format!("action=\"{path}\""));
        admin.post(&path, &[]).await.leads_to("/admin/stops");
        assert_eq!(
            told(&app).await,
            [format!("stopped {}", PUMPED.0)],
            "at once"
        );
        look_for(&app, 3).await;
        assert_eq!(alerts(&app).await.len(), 1);
        admin.get("/admin/stops").await.shows(words);
        let page = admin.get("/admin/alerts").await;
        page.shows("Nothing is out of the ordinary")
            .shows("On guard: texts to numbers starting +234 803 123, Nigeria");
    }
}

#[tokio::test]
async fn a_stop_that_ends_by_itself_closes_after_an_hour() {
    let app = TestApp::with(&[("limits.range", "2/10m")]).await;
    for n in 0..4 {
        ask(&app, &format!("+9198765400{n:02}"), n).await;
    }
    look(&app).await;
    assert_eq!(told(&app).await, ["stopped +91987654 open"]);
    app.clock.advance(20 * MINUTE);
    look_for(&app, 60).await;
    assert_eq!(told(&app).await, ["stopped +91987654 open"]);
    look_for(&app, 1).await;
    assert_eq!(told(&app).await, ["stopped +91987654"]);
}

#[tokio::test]
async fn an_attack_on_many_ranges_is_not_as_many_alerts() {
    let set = [
        ("limits.range", "1/1d"),
        ("limits.country", ""),
        ("limits.requester", ""),
    ];
    let app = TestApp::with(&set).await;
    for n in 0..25 {
        for last in 0..2 {
            ask(&app, &format!("+9198{n:02}0000{last:02}"), n).await;
        }
    }
    look_for(&app, 3).await;
    assert_eq!(told(&app).await.len(), 20);
}

#[tokio::test]
async fn a_budget_is_told_at_eighty_per_cent_and_at_its_end() {
    let file = format!("{TWILIO}\n[prices]\ndefault = 1\n");
    let set = [&FREE[..], &[("budget.day", "10")]].concat();
    let app = TestApp::with_provider(&set, Gateway::start().await, &file).await;
    let admin = app.admin(ADA).await;
    for n in 0..6 {
        ask(&app, &number(n), n).await.1.leads_to("/login/code");
    }
    look(&app).await;
    assert!(told(&app).await.is_empty());
    ask(&app, &number(7), 7).await;
    look(&app).await;
    assert_eq!(told(&app).await, ["budget_near  open"]);
    for n in 8..10 {
        ask(&app, &number(n), n).await.1.leads_to("/login/code");
    }
    look(&app).await;
    assert_eq!(told(&app).await.len(), 1, "nothing was refused yet");
    ask(&app, &number(10), 10).await.1.limited();
    look_for(&app, 1).await;
    let both = ["budget_near  open", "budget_spent  open"];
    assert_eq!(told(&app).await, both);
    let page = admin.get("/admin/alerts").await;
    page.shows("The day’s budget is spent")
        .shows("10.00 of 10.00 was spent since midnight UTC");
    // at midnight both are over
    app.clock.advance(DAY / 2);
    look(&app).await;
    assert_eq!(told(&app).await, ["budget_near ", "budget_spent "]);
}

#[tokio::test]
async fn many_wrong_tries_are_told_until_it_is_calm() {
    let app = free(&[("limits.guesses", "3/3d")]).await;
    for n in 0..3 {
        look(&app).await;
        assert!(told(&app).await.is_empty());
        let (browser, shown) = ask(&app, &number(n), n).await;
        shown.leads_to("/login/code");
        browser.post_code(&app.wrong_code()).await.is(200);
    }
    look_for(&app, 2).await;
    assert_eq!(told(&app).await, ["guesses  open"]);
    app.clock.advance(DAY);
    look_for(&app, 60).await;
    assert_eq!(told(&app).await, ["guesses  open"]);
    look_for(&app, 1).await;
    assert_eq!(told(&app).await, ["guesses "]);
}
