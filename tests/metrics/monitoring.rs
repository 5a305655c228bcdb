//! The dashboard and the alert rules ask for what is exported.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;
use textgate::flow::alerting::tick;
use textgate::flow::clock_watch;
use textgate::flow::forward;
use textgate::flow::oidc::logout_notices::send_due;
use textgate::flow::webhooks;
use textgate::start::listener::tls::{TlsFiles, acceptor};

use crate::SECOND;
use crate::app::gateway::{Answer, Gateway};
use crate::app::server::Place;
use crate::app::{ADA, BEN, CLEO, TWILIO, TestApp};
use crate::scrape::{Numbers, Scraper};

/// An app that hears nothing.
const SHOP: &str = "
    [[app]]
    name = 'shop'
    forward = ['https://wiki.example.com']
    redirect_uris = ['https://shop.example.com/cb']
    backchannel_logout_uri = 'http://127.0.0.1:9/signed-out'
    [[webhook]]
    name = 'crm'
    url = 'http://127.0.0.1:9/'
    secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
    events = ['user.*']
";

/// What the command prints.
fn printed(what: &str) -> String {
    let ended = Place::new().run(&["monitoring", what]);
    ended.well();
    ended.out
}

/// A scrape in which everything that there can be has happened once.
async fn full() -> Numbers {
    let set = [
        ("limits.range", "1/1h"),
        ("limits.total", "3/1h"),
        ("budget.day", "10"),
        ("budget.country", "5"),
        ("trusted_proxies", "192.0.2.1"),
    ];
    let file = format!("{TWILIO}\n[prices]\ndefault = 0.05\n{SHOP}");
    let app = TestApp::with_provider(&set, Gateway::start().await, &file).await;
    let scraper = Scraper::of(&app).await;
    let file = |name: &str| {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/data/tls")
            .join(name)
    };
    let files = TlsFiles {
        certificate: file("here.pem"),
        key: file("key.pem"),
    };
    acceptor(files, app.web.app.metrics.registry()).expect("a certificate");
    app.signed_in(ADA).await;
    app.after_the_wait();
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    browser.post_code(&app.wrong_code()).await.is(200);
    browser.post_phone("+14155552672").await.leads_to("/login");
    app.gateway.answers(Answer::Text(500, "down".into()));
    app.browser().post_phone(BEN).await.is(503);
    app.gateway.answers(Answer::TwilioQueued);
    for phone in [BEN, CLEO] {
        app.clock.advance(31 * SECOND);
        app.browser().post_phone(phone).await;
    }
    browser
        .get("/oidc/authorize?client_id=nobody")
        .await
        .is(400);
    let guarded = app.web.app.policy.apps.behind("https://wiki.example.com");
    let asked = forward::check(&app.web.app, guarded.expect("an app"), None).await;
    asked.expect("an answer");
    let now = app.web.app.now().as_micros();
    app.spoil(&format!(
        "insert into logout_notices (id, app, sid, sub, created_at, tries, next_at)
         values ('a', 'shop', 's', 'u', {now}, 0, {now})"
    ))
    .await;
    send_due(&app.web.app).await.expect("sent");
    webhooks::send_due(&app.web.app).await.expect("sent");
    tick(&app.web.app).await.expect("looked");
    clock_watch::look(&app.web.app).await.expect("looked");
    scraper.scrape().await
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// A label that a query selects by, and the values that it takes.
#[derive(Debug, PartialEq)]
struct Selected {
    label: String,
    values: Vec<String>,
}

/// The metrics in a query, each with what it is selected by.
fn asked_for(query: &str) -> Vec<(String, Vec<Selected>)> {
    let mut found = Vec::new();
    let mut rest = query;
    while let Some(at) = rest.find(|c: char| c.is_ascii_alphabetic()) {
        let word = &rest[at..];
        let end = word.find(|c| !is_name(c)).unwrap_or(word.len());
        let (name, after) = word.split_at(end);
        rest = after;
        if name.starts_with("textgate_") || name.starts_with("process_") {
            let inside = after.strip_prefix('{').and_then(|it| it.split_once('}'));
            let inside = inside.map_or("", |(inside, _)| inside);
            found.push((
                name.to_owned(),
                inside.split("\",").filter_map(selected).collect(),
            ));
        }
    }
    found
}

/// Reads `label="value"`, `label=~"one|other"` or `label!~"…"`.
fn selected(part: &str) -> Option<Selected> {
    let (label, value) = part.split_once('"')?;
    Some(Selected {
        label: label.trim_end_matches(['=', '~', '!']).trim().to_owned(),
        values: value
            .trim_end_matches('"')
            .split('|')
            .map(str::to_owned)
            .collect(),
    })
}

/// Everything that the queries ask for is there.
#[track_caller]
fn holds(numbers: &Numbers, queries: &[String]) {
    let names = numbers.names();
    for query in queries {
        for (name, selected) in asked_for(query) {
            assert!(names.contains(&name), "{name} is not exported: {query}");
            // what Prometheus adds by itself
            let own = |it: &&Selected| it.label != "job" && it.label != "instance";
            for Selected { label, values } in selected.iter().filter(own) {
                let known = numbers.values_in(&name, label);
                let some = values.iter().any(|value| known.contains(value.as_str()));
                assert!(some, "{name} has no {label} {values:?}: {query}");
            }
        }
    }
}

/// All values of a key, however deep.
fn under(key: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get(key).and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|inner| under(key, inner, found));
        }
        Value::Array(list) => list.iter().for_each(|inner| under(key, inner, found)),
        _ => {}
    }
}

fn dashboard() -> Value {
    serde_json::from_str(&printed("grafana")).expect("JSON")
}

#[test]
fn queries_are_read_with_their_labels() {
    let query = r#"sum by (le) (rate(textgate_a_bucket{kind="x",by=~"a|b"}[5m])) / process_b"#;
    let selected = |label: &str, values: &[&str]| Selected {
        label: label.to_owned(),
        values: values.iter().map(|it| (*it).to_owned()).collect(),
    };
    let first = vec![selected("kind", &["x"]), selected("by", &["a", "b"])];
    let expected = [
        ("textgate_a_bucket".into(), first),
        ("process_b".into(), vec![]),
    ];
    assert_eq!(asked_for(query), expected);
}

#[tokio::test]
async fn the_dashboard_asks_for_what_is_exported() {
    let dashboard = dashboard();
    let mut queries = Vec::new();
    under("expr", &dashboard, &mut queries);
    under("definition", &dashboard["templating"], &mut queries);
    assert!(queries.len() > 35, "the queries were not found");
    holds(&full().await, &queries);
}

#[test]
fn the_dashboard_can_be_imported() {
    let dashboard = dashboard();
    assert_eq!(dashboard["__inputs"][0]["name"], "DS_PROMETHEUS");
    let mut sources = Vec::new();
    under("uid", &dashboard["panels"], &mut sources);
    assert!(sources.len() > 60 && sources.iter().all(|uid| uid == "${DS_PROMETHEUS}"));
    let panels = dashboard["panels"].as_array().expect("panels");
    let ids: BTreeSet<_> = panels.iter().map(|panel| panel["id"].as_u64()).collect();
    assert_eq!(ids.len(), panels.len());
    let rows = panels.iter().filter(|panel| panel["type"] == "row");
    assert!(rows.count() >= 7);
    // the grid has 24 columns, and no cell holds two panels
    let mut cells = BTreeMap::new();
    for panel in panels {
        let [x, y, w, h] =
            ["x", "y", "w", "h"].map(|it| panel["gridPos"][it].as_u64().expect("a number"));
        assert!(x + w <= 24, "{panel}");
        for cell in (y..y + h).flat_map(|y| (x..x + w).map(move |x| (x, y))) {
            let other = cells.insert(cell, &panel["title"]);
            assert!(other.is_none(), "{other:?} and {}", panel["title"]);
        }
    }
}

/// The names in the first column of the manual's table.
fn documented() -> BTreeSet<&'static str> {
    let (_, table) = MANUAL.split_once("| metric | labels |").expect("the table");
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    cells
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect()
}

const MANUAL: &str = include_str!("../../docs/monitoring.md");

#[tokio::test]
async fn the_manual_names_what_is_exported_and_nothing_else() {
    let seen = full().await;
    assert_eq!(seen.metric_names(), documented());
}

/// An alert rule: its lines from the name to the next one.
fn alerts(rules: &str) -> Vec<&str> {
    rules.split("- alert: ").skip(1).collect()
}

#[tokio::test]
async fn the_alerts_ask_for_what_is_exported() {
    let rules = printed("alerts");
    let alerts = alerts(&rules);
    assert!(alerts.len() >= 12, "the alerts were not found");
    let query = |alert: &&str| {
        let (_, query) = alert.split_once("expr:").expect("a query");
        query.split("labels:").next().expect("its end").to_owned()
    };
    let queries: Vec<_> = alerts.iter().map(query).collect();
    holds(&full().await, &queries);
}

#[test]
fn every_alert_says_what_it_is_and_what_to_do() {
    let rules = printed("alerts");
    for alert in alerts(&rules) {
        for part in ["severity: ", "summary: ", "runbook: "] {
            let said = alert
                .lines()
                .find_map(|line| line.trim().strip_prefix(part));
            assert!(
                said.is_some_and(|said| said.len() > 3),
                "no {part} in {alert}"
            );
        }
    }
}
