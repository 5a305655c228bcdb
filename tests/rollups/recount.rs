//! The same counts once more, from the rows.

use std::collections::BTreeMap;

use serde_json::Value;
use textgate::domain::latency::bucket;

use super::app::dump::Dump;
use super::model::Scenario;

const SPANS: [i64; 3] = [300, 3_600, 86_400];

/// The counts in the order of the table's columns.
pub type Counts = [i64; 10];
/// When a span begins, the country, the provider.
pub type Key = (i64, String, String);

const COLUMNS: [&str; 10] = [
    "requested",
    "sending",
    "accepted",
    "delivered",
    "undelivered",
    "refused",
    "unknown",
    "entered",
    "verified",
    "cost",
];

fn rows(dump: &Dump, table: &str) -> Vec<Value> {
    let rows = dump.table(table).iter();
    rows.map(|row| serde_json::from_str(row).expect("JSON"))
        .collect()
}

fn text(row: &Value, column: &str) -> String {
    row[column].as_str().expect("a text").to_owned()
}

fn begin(span: i64, at: i64) -> i64 {
    at / (span * 1_000_000) * (span * 1_000_000)
}

/// What the table says of one span, but for rows that say nothing.
pub async fn of_span(scenario: &Scenario, span: i64) -> BTreeMap<Key, Counts> {
    let dump = Dump::of(&scenario.file).await;
    let rows = rows(&dump, "rollups").into_iter();
    rows.filter(|row| row["span"] == span)
        .map(|row| {
            let key = (
                row["at"].as_i64().expect("a moment"),
                text(&row, "region"),
                text(&row, "provider"),
            );
            (
                key,
                COLUMNS.map(|name| row[name].as_i64().expect("a count")),
            )
        })
        .filter(|(_, counts)| counts.iter().any(|n| *n != 0))
        .collect()
}

/// Asserts that all tables of counts say what a recount says.
pub async fn compare(scenario: &Scenario) {
    let dump = Dump::of(&scenario.file).await;
    let deliveries = rows(&dump, "deliveries");
    // a message was asked for when its first hand-over began
    let asked: BTreeMap<_, _> = deliveries
        .iter()
        .map(|row| {
            (
                text(row, "id"),
                row["created_at"].as_i64().expect("a moment"),
            )
        })
        .collect();
    for span in SPANS {
        let at = |row: &Value| begin(span, asked[&text(row, "message_id")]);
        let key = |row: &Value| (at(row), text(row, "region"), text(row, "provider"));
        let mut counts = BTreeMap::<Key, Counts>::new();
        let mut failures = BTreeMap::<(Key, String), i64>::new();
        let mut times = BTreeMap::<(i64, String, String, i64), i64>::new();
        for row in &deliveries {
            let entry = counts.entry(key(row)).or_default();
            let status = text(row, "status");
            entry[0] += i64::from(row["nth"] == 1);
            let column = COLUMNS.iter().position(|name| *name == status);
            entry[column.expect("a status")] += 1;
            if status != "refused" {
                entry[9] += row["cost"].as_i64().unwrap_or_default();
            }
            if ["refused", "unknown", "undelivered"].contains(&status.as_str()) {
                *failures.entry((key(row), text(row, "reason"))).or_default() += 1;
            }
            if let Some(ms) = row["took_ms"].as_u64() {
                let bucket = bucket(std::time::Duration::from_millis(ms)).into();
                let key = (at(row), "answer".into(), text(row, "provider"), bucket);
                *times.entry(key).or_default() += 1;
            }
        }
        for (moment, region, provider) in &scenario.model.entered {
            let key = (
                begin(span, moment.as_micros()),
                region.clone(),
                (*provider).into(),
            );
            counts.entry(key).or_default()[7] += 1;
        }
        for (moment, region, provider, took) in &scenario.model.verified {
            let at = begin(span, moment.as_micros());
            let key = (at, region.clone(), (*provider).into());
            counts.entry(key).or_default()[8] += 1;
            let key = (
                at,
                "sign_in".into(),
                (*provider).into(),
                bucket(*took).into(),
            );
            *times.entry(key).or_default() += 1;
        }
        assert_eq!(of_span(scenario, span).await, counts, "span {span}");
        assert_eq!(read_failures(&dump, span), failures, "span {span}");
        assert_eq!(read_times(&dump, span), times, "span {span}");
    }
}

fn read_failures(dump: &Dump, span: i64) -> BTreeMap<(Key, String), i64> {
    let rows = rows(dump, "rollup_failures").into_iter();
    rows.filter(|row| row["span"] == span && row["n"] != 0)
        .map(|row| {
            let at = row["at"].as_i64().expect("a moment");
            let key = (at, text(&row, "region"), text(&row, "provider"));
            (
                (key, text(&row, "reason")),
                row["n"].as_i64().expect("a count"),
            )
        })
        .collect()
}

fn read_times(dump: &Dump, span: i64) -> BTreeMap<(i64, String, String, i64), i64> {
    let rows = rows(dump, "rollup_times").into_iter();
    rows.filter(|row| row["span"] == span)
        .map(|row| {
            let number = |name: &str| row[name].as_i64().expect("a number");
            let key = (
                number("at"),
                text(&row, "kind"),
                text(&row, "provider"),
                number("bucket"),
            );
            (key, number("n"))
        })
        .collect()
}
