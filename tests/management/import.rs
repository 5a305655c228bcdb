//! Files of people who are expected.

use std::time::Instant;

use futures_util::future::{join_all, select_all};
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use crate::app::browser::Shown;
use crate::app::postgres::is_asked_for;
use crate::app::{ADA, TestApp};
use crate::{KEY, audit, refused, rows, start};

async fn import(app: &TestApp, lines: &str) -> Shown {
    let browser = app.browser();
    let request = browser.request(Method::POST, "/api/v1/users/import");
    let request = request.header("authorization", format!("Bearer {KEY}"));
    let request = request.header("content-type", "application/x-ndjson");
    browser.send(request.body(lines.to_owned())).await
}

fn answers(shown: &Shown) -> Vec<Value> {
    assert_eq!(shown.is(200).header("content-type"), "application/x-ndjson");
    let lines = shown.body.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

fn lines(numbers: std::ops::Range<usize>) -> String {
    let line = |n: usize| {
        let phone = format!("+1415{}{:04}", 200 + n / 1_000, n % 1_000);
        json!({ "phone": phone, "labels": ["old"], "external_id": format!("c{n}") }).to_string()
    };
    numbers.map(|n| line(n) + "\n").collect()
}

#[tokio::test]
async fn a_file_is_imported_line_by_line_and_may_be_again() {
    let app = start().await;
    let first = answers(&import(&app, &lines(0..1_200)).await);
    assert_eq!(first.len(), 1_200);
    assert!(first.iter().all(|it| it["status"] == 201));
    assert_eq!(
        (&first[0]["line"], &first[1_199]["line"]),
        (&json!(1), &json!(1_200))
    );
    // a call that was cut off is made again, with more
    let again = answers(&import(&app, &format!("\n{}", lines(600..1_300))).await);
    assert!(again[..600].iter().all(|it| it["status"] == 200));
    assert!(again[600..].iter().all(|it| it["status"] == 201));
    assert_eq!(again[0]["id"], first[600]["id"]);
    assert_eq!(again[0]["line"], 2);
    assert_eq!(rows(&app, "expected").await.len(), 1_300);
    assert!(rows(&app, "users").await.is_empty());
    let counts = rows(&app, "audit").await;
    let counts: Vec<_> = counts.iter().map(|row| row["count"].as_i64()).collect();
    assert_eq!(counts.iter().flatten().sum::<i64>(), 1_300);
}

#[tokio::test]
async fn of_a_file_with_a_wrong_line_nothing_is_written() {
    let app = start().await;
    let good = json!({ "phone": ADA });
    for (line, code) in [
        ("{", "bad_request"),
        ("[]", "bad_request"),
        (r#"{"phone": "+1555"}"#, "invalid_phone"),
        (r#"{"phone": "+447400123456", "label": "x"}"#, "bad_request"),
        (
            r#"{"phone": "+447400123456", "labels": ["X"]}"#,
            "bad_request",
        ),
        (
            r#"{"phone": "+447400123456", "external_id": ""}"#,
            "bad_request",
        ),
        (r#"{"phone": "+1 (415) 555-2671"}"#, "repeated"),
    ] {
        let shown = import(&app, &format!("{good}\n\n{line}\n")).await;
        refused(&shown, 400, "bad_lines");
        let body = shown.json();
        assert_eq!(body["count"], 1);
        assert_eq!(
            (&body["lines"][0]["line"], &body["lines"][0]["code"]),
            (&json!(3), &json!(code))
        );
    }
    let many = import(&app, &lines(0..10_001)).await;
    refused(&many, 400, "bad_lines");
    assert_eq!(many.json()["lines"][0]["code"], "too_many");
    assert!(rows(&app, "expected").await.is_empty());
    assert!(audit(&app).await.is_empty());
}

#[tokio::test]
async fn ten_thousand_lines_are_a_matter_of_seconds() {
    let app = start().await;
    let began = Instant::now();
    let done = answers(&import(&app, &lines(0..10_000)).await);
    println!("10,000 lines in {:?}", began.elapsed());
    assert!(done.iter().all(|it| it["status"] == 201));
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}

#[tokio::test]
async fn who_brings_more_files_than_are_read_at_a_time_comes_again() {
    if is_asked_for() {
        // its lock is another one
        return;
    }
    let app = start().await;
    let options = SqliteConnectOptions::new().filename(app.database());
    let mut other = options.connect().await.expect("the database");
    let lock = other.begin_with("begin immediate").await.expect("the lock");
    let files = [lines(0..1), lines(1..2), lines(2..3)];
    let three = files.iter().map(|file| Box::pin(import(&app, file)));
    let (first, _, others) = select_all(three).await;
    refused(&first, 503, "unavailable");
    assert!(first.headers.contains_key("retry-after"));
    lock.rollback().await.expect("released");
    for done in join_all(others).await {
        assert_eq!(answers(&done).len(), 1);
    }
}
