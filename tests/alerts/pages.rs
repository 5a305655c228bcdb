//! The page of alerts, the overview, and how long alerts are kept.

use std::fmt::Write;

use textgate::flow::sweep::sweep;

use super::{HOUR, free, look, told};
use crate::app::{ADA, BEN, TestApp};

/// Alerts that closed one hour after the other, the last one now.
async fn closed(app: &TestApp, count: i64) {
    let now = app.web.app.now().as_micros();
    let mut sql = String::new();
    for n in 0..count {
        let at = now - n * 3_600_000_000;
        let id = format!("00000000-0000-7000-8000-{n:012}");
        let _ = write!(
            sql,
            "insert into alerts values ('{id}', 'slow', 'p{n}', 'p{n}', 'warning', {}, null, {at},
                 30, 60, 4500, 400, 3000, null, null, null);",
            at - 1_800_000_000
        );
    }
    app.spoil(&sql).await;
}

#[tokio::test]
async fn nothing_is_said_as_such() {
    let app = free(&[]).await;
    look(&app).await;
    let admin = app.admin(ADA).await;
    let page = admin.get("/admin/alerts").await;
    page.is(200)
        .shows("<title>Alerts")
        .shows("Nothing is out of the ordinary")
        .shows("No alert has closed yet")
        .shows("<a href=\"/admin/alerts\" aria-current=\"page\">Alerts</a>");
    admin.get("/admin").await.hides("class=\"alert");
}

#[tokio::test]
async fn closed_alerts_are_turned_through() {
    let app = free(&[]).await;
    closed(&app, 60).await;
    let admin = app.admin(ADA).await;
    let first = admin.get("/admin/alerts").await;
    let row = "p0 is slow<span class=\"sub\">30 of 60 answers took longer than 3.0 s";
    first
        .is(200)
        .shows(row)
        .shows("p24 is slow")
        .hides("p25 is");
    let link = |body: &str, rel: &str| {
        let (before, _) = body
            .split_once(&format!("rel=\"{rel}\" href=\""))
            .map(|(_, rest)| rest.split_once('"').expect("an address"))?;
        Some(before.replace("&#38;", "&"))
    };
    assert_eq!(link(&first.body, "prev"), None);
    let second = admin.get(&link(&first.body, "next").expect("more")).await;
    second
        .shows("p25 is slow")
        .shows("p49 is")
        .hides("p24 is")
        .hides("p50 is");
    second.hides("Open now");
    let third = admin.get(&link(&second.body, "next").expect("more")).await;
    third.shows("p50 is slow").shows("p59 is slow");
    assert_eq!(link(&third.body, "next"), None);
    let back = admin.get(&link(&third.body, "prev").expect("back")).await;
    back.shows("p25 is slow")
        .shows("p49 is")
        .hides("p24 is")
        .hides("p50 is");
    for garbage in ["?after=x", "?before=~", "?after=1~%27%3B", "?x=1"] {
        admin.get(&format!("/admin/alerts{garbage}")).await.is(200);
    }
}

#[tokio::test]
async fn closed_alerts_are_kept_as_long_as_texts() {
    let app = free(&[("retention.deliveries", "2d")]).await;
    closed(&app, 60).await;
    let open = "insert into alerts values ('00000000-0000-7000-8000-999999999999', 'guesses', '',
         '', 'warning', 0, null, null, 0, 0, 86400, null, 274, null, null, null)";
    app.spoil(open).await;
    sweep(&app.web.app).await.expect("swept");
    // 48 hours, and the open one however old it is
    assert_eq!(told(&app).await.len(), 49 + 1);
    app.clock.advance(50 * HOUR);
    sweep(&app.web.app).await.expect("swept");
    assert_eq!(told(&app).await, ["guesses  open"]);
}

#[tokio::test]
async fn the_overview_shows_the_worst_three_and_says_that_there_are_more() {
    let app = free(&[]).await;
    let mut sql = String::new();
    for (n, severity) in ["warning", "warning", "critical", "warning", "warning"]
        .iter()
        .enumerate()
    {
        let _ = write!(
            sql,
            "insert into alerts values ('00000000-0000-7000-8000-{n:012}', 'failures', 'p<{n}',
                 'p<{n}', '{severity}', {n}, null, null, 6, 7, 857, null, 200, null, null, null);"
        );
    }
    app.spoil(&sql).await;
    let admin = app.admin(ADA).await;
    let page = admin.get("/admin").await;
    let at = |words: &str| page.body.find(words);
    let (worst, next) = (
        at("Texts through p&#60;2 fail"),
        at("Texts through p&#60;4 fail"),
    );
    assert!(worst.is_some() && worst < next, "{worst:?} {next:?}");
    page.shows("alert-bad")
        .shows("2 more alerts are open.")
        .hides("p&#60;0");
    page.hides("p<");
}

#[tokio::test]
async fn nobody_but_an_admin_sees_alerts() {
    let app = free(&[]).await;
    let ben = app.signed_in(BEN).await;
    ben.get("/admin/alerts").await.is(404);
    let page = app.browser().get("/admin/alerts").await;
    page.leads_to("/login?return_to=%2Fadmin%2Falerts");
}
