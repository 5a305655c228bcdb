//! The overview: what it says is what happened.

mod outage;

use std::time::Duration;

use serde_json::json;
use textgate::domain::delivery::Category;
use textgate::flow::sweep::sweep;
use textgate::store::Told;

use crate::app::browser::Shown;
use crate::app::gateway::{Answer, Gateway};
use crate::app::{ADA, BEN, CLEO, TWILIO, TestApp};
use crate::{number, outside};

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);

/// The text between two marks.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let rest = text.split_once(from).map(|(_, rest)| rest);
    let found = rest.and_then(|rest| rest.split_once(to));
    found
        .unwrap_or_else(|| panic!("no {from:?} … {to:?} in {text}"))
        .0
}

/// Words without markup.
fn words(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A figure on top: its value and what changed.
fn figure(page: &Shown, label: &str) -> String {
    words(between(&page.body, &format!("<dt>{label}</dt>"), "</div>"))
}

/// The steps from the request to the sign-in, without their bars.
fn funnel(page: &Shown) -> Vec<String> {
    let list = between(&page.body, "<ol class=\"funnel\">", "</ol>");
    list.split("<li>").skip(1).map(words).collect()
}

/// The row of a table that begins so.
fn row(page: &Shown, start: &str) -> String {
    let start = format!("<tr><th scope=\"row\">{start}");
    words(between(&page.body, &start, "</tr>"))
}

#[tokio::test]
async fn the_figures_are_what_happened() {
    let prices = format!("{TWILIO}\n[prices]\nUS = \"0.0079\"\nGB = \"0.04\"");
    let app = TestApp::with_provider(&[], Gateway::start().await, &prices).await;
    let admin = app.admin(ADA).await;
    // asked for twice, and taken by both hands
    let ben = app.browser();
    ben.post_phone(BEN).await.leads_to("/login/code");
    app.after_the_wait();
    ben.resend().await.leads_to("/login/code");
    ben.post_code(&app.wrong_code()).await.is(200);
    ben.post_code(&app.last_code()).await.leads_to("/account");
    // never entered
    app.browser().post_phone(CLEO).await.leads_to("/login/code");
    // no such number
    app.gateway
        .answers(Answer::Json(400, json!({ "code": 21211 })));
    app.browser().post_phone(&number(1)).await.is(422);
    let page = admin.get("/admin").await;
    page.is(200).shows("<h1>Overview</h1>");
    assert_eq!(
        figure(&page, "Codes requested"),
        "5 Nothing to compare with"
    );
    let rate = figure(&page, "Codes that led to a sign-in");
    assert_eq!(rate, "40.0% Nothing to compare with");
    assert_eq!(
        figure(&page, "Texts per sign-in"),
        "2.00 Nothing to compare with"
    );
    // 31 seconds for one, none for the other
    assert_eq!(
        figure(&page, "Median time to sign in"),
        "0.00 s Nothing to compare with"
    );
    assert_eq!(figure(&page, "Cost"), "0.09 Nothing to compare with");
    let steps = [
        "Code requested 5 100.0%",
        "Accepted by a provider 4 80.0% 1 not accepted",
        "Delivered No receipts",
        "Code entered 2 40.0% 2 never entered",
        "Signed in 2 40.0%",
    ];
    assert_eq!(funnel(&page), steps);
    page.shows("Most people who stop never enter the code.");
    page.shows("2 of 5 codes led to a sign-in.");
    page.shows("The number cannot get texts");
    let gb = row(&page, "United Kingdom");
    assert_eq!(gb, "+44 50.0% Nothing to compare with 2 No receipts");
    assert_eq!(
        row(&page, "India"),
        "+91 0.0% Nothing to compare with 1 No receipts"
    );
}

#[tokio::test]
async fn what_receipts_tell_is_told() {
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    for n in 0..4 {
        app.browser()
            .post_phone(&number(n))
            .await
            .leads_to("/login/code");
    }
    let (told, store) = (app.deliveries("").await, &app.web.app.store);
    assert!(told.is_empty());
    for (n, arrived) in [(0, true), (1, true), (2, false)] {
        let row = &app.deliveries(&number(n)[9..]).await[0];
        let id = row["id"].as_str().expect("an id").parse().expect("an id");
        let failure = (!arrived).then_some((Category::Unreachable, None));
        let told = Told {
            provider: "main".into(),
            delivery: Some(id),
            provider_id: None,
            failure,
        };
        assert!(
            store
                .receipts(vec![told], app.web.app.now())
                .await
                .expect("heard")[0]
        );
    }
    let page = admin.get("/admin").await;
    let delivered = figure(&page, "Delivered");
    assert_eq!(
        delivered,
        "66.7% Receipts came for 3 of 5 Nothing to compare with"
    );
    let step = "Delivered 2 40.0% 1 not delivered. 2 without a receipt.";
    assert_eq!(funnel(&page)[2], step);
    page.shows("Phone switched off or out of reach")
        .shows("1 failed.");
}

#[tokio::test]
async fn a_range_of_time_is_compared_with_the_one_before() {
    let app = crate::generous(&[]).await;
    // 13:58 the day before: four sign-ins of five, three of them resent
    for n in 0..4 {
        app.signed_in(&number(n)).await;
    }
    app.browser()
        .post_phone(&number(4))
        .await
        .leads_to("/login/code");
    app.clock.advance(24 * HOUR);
    // 13:58: two sign-ins of four; 14:08: another one, in the hour that is not over
    for n in 5..7 {
        app.signed_in(&number(n)).await;
        app.browser()
            .post_phone(&number(n + 10))
            .await
            .leads_to("/login/code");
    }
    app.clock.advance(10 * MINUTE);
    let admin = app.admin(ADA).await;
    let page = admin.get("/admin").await;
    let rate = figure(&page, "Codes that led to a sign-in");
    assert_eq!(rate, "60.0% ▼ down 20.0 points");
    // five texts are noise, and noise has no colour
    page.hides("class=\"delta down\"")
        .hides("class=\"delta up\"");
    assert_eq!(figure(&page, "Codes requested"), "5 ▼ down 20.0%");
    assert_eq!(
        row(&page, "United States"),
        "+1 60.0% ▼ down 20.0 5 No receipts"
    );
    // hours without texts have no rate; the one that is not over says so
    let hour = |at: &str| row(&page, &format!("<time datetime=\"2026-11-23T{at}:00Z\">"));
    assert_eq!(hour("12:00"), "12:00 0 – –");
    assert_eq!(hour("13:00"), "13:00 4 50.0% 80.0%");
    assert_eq!(hour("14:00"), "14:00 not over 1 100.0% –");
    let week = admin.get("/admin?r=7d").await;
    assert_eq!(
        figure(&week, "Codes requested"),
        "10 Nothing to compare with"
    );
    let since = "Counting began on 22 Nov 2026, 13:00 UTC.";
    week.shows(since);
    let hour = admin.get("/admin?r=1h").await;
    assert_eq!(
        figure(&hour, "Codes requested"),
        "5 Nothing to compare with"
    );
}

/// How many points the first of a chart's lines of this class has.
fn points(page: &Shown, class: &str) -> usize {
    let line = format!("<path class=\"{class}\" d=\"M");
    let charts = between(&page.body, "id=\"rate-d\">", "</figure>");
    between(charts, &line, "\"").split(['L', 'M']).count()
}

#[tokio::test]
async fn little_is_a_sentence_more_is_a_coarse_chart_and_much_a_fine_one() {
    let app = crate::generous(&[("session.admin", "7d")]).await;
    let admin = app.admin(ADA).await;
    for n in 0..4 {
        app.clock.advance(5 * HOUR);
        app.signed_in(&number(n)).await;
        app.browser()
            .post_phone(&number(n + 10))
            .await
            .leads_to("/login/code");
    }
    let twice = outside(
        &app,
        "update rollups set requested = 2 * requested, verified = 2 * verified",
    );
    twice.await.expect("made more");
    let answers = "insert into rollup_times
        select distinct span, at, 'answer', 'main', 40, 5 from rollups";
    outside(&app, answers).await.expect("answered");
    app.clock.advance(HOUR);
    let page = admin.get("/admin").await;
    page.shows("10 of 18 codes led to a sign-in.")
        .shows("A chart is drawn from 30 codes on.")
        .shows("A chart is drawn from 30 answers on.")
        .hides("<svg viewBox=\"0 0 480");
    // 54, then 540
    for (by, count, is_coarse) in [(3, 3, true), (10, 5, false)] {
        let more =
            format!("update rollups set requested = {by} * requested, verified = {by} * verified");
        outside(&app, &more).await.expect("made more");
        let more = "update rollup_times set n = 3 * n";
        outside(&app, more).await.expect("made more");
        let page = admin.get("/admin").await;
        assert_eq!(points(&page, "l1"), count);
        let said = "Little happened: a point of a line stands for 6 hours.";
        assert_eq!(page.body.contains(said), is_coarse);
        page.hides("A chart is drawn from 30");
    }
}

#[tokio::test]
async fn no_texts_yet_is_said() {
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    for table in ["rollups", "rollup_times", "traffic"] {
        let emptied = outside(&app, &format!("delete from {table}")).await;
        emptied.expect("emptied");
    }
    for range in ["1h", "24h", "7d", "30d"] {
        let page = admin.get(&format!("/admin?r={range}")).await;
        page.is(200)
            .shows("No texts yet")
            .hides("<svg viewBox=\"0 0 480");
    }
}

#[tokio::test]
async fn a_time_without_texts_is_no_failure() {
    let app = TestApp::with(&[("session.admin", "7d")]).await;
    let admin = app.admin(ADA).await;
    app.clock.advance(3 * 24 * HOUR);
    let page = admin.get("/admin").await;
    page.is(200)
        .shows("No codes in this time")
        .hides("No texts yet");
    assert_eq!(
        figure(&page, "Codes requested"),
        "0 Nothing to compare with"
    );
    let rate = figure(&page, "Codes that led to a sign-in");
    assert_eq!(rate, "None Nothing to compare with");
    assert_eq!(figure(&page, "Delivered"), "None Nothing to compare with");
}

#[tokio::test]
async fn what_our_limits_refused_is_there_after_the_broom() {
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    for _ in 0..3 {
        app.browser().post_phone(BEN).await;
    }
    admin.get("/admin").await.hides("Asked again too early");
    sweep(&app.web.app).await.expect("swept");
    let page = admin.get("/admin").await;
    page.shows("Besides, our own limits stopped 2 before a provider was asked.");
    let limits = between(&page.body, "Stopped by our own limits", "</ul>");
    assert!(
        words(limits).contains("Asked again too early 2"),
        "{limits}"
    );
    assert_eq!(funnel(&page)[0], "Code requested 2 100.0%");
}
