//! Days of counts, calm ones and bad ones.

use std::fmt::Write;

use textgate::base::clock::Timestamp;
use textgate::domain::rollup::Span;

use super::{HOUR, MINUTE, alerts, free, look, look_for, told};
use crate::app::TestApp;

/// A number that looks like chance, from 0 to 1000.
fn chance(seed: i64) -> i64 {
    let mut x = (seed.cast_unsigned() + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x ^= x >> 29;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (x >> 33).cast_signed() % 1_001
}

/// Writes a country's texts to the counts of one span.
fn texts(sql: &mut String, span: Span, at: Timestamp, country: &str, (n, verified): (i64, i64)) {
    let (span, at) = (span.seconds(), span.begin(at).as_micros());
    let _ = write!(
        sql,
        "insert into rollups values ({span}, {at}, '{country}', 'main', {n}, 0, {n}, 0, 0, 0, 0,
             {verified}, {verified}, 0)
         on conflict do update set accepted = accepted + {n}, verified = verified + {verified};"
    );
}

/// Seven days before, and the next hours, in which the share of answered texts
/// (in thousandths) is what `share` says of the minute.
async fn days(app: &TestApp, country: &str, many: i64, share: impl Fn(i64) -> i64) {
    let (now, mut sql) = (app.web.app.now(), String::new());
    for hour in 1..=7 * 24_i64 {
        let at = now.minus(HOUR * u32::try_from(hour).expect("small"));
        let n = many * 12 + chance(hour) * many / 250;
        let verified = n * (780 + chance(hour + 500) / 25) / 1_000;
        texts(&mut sql, Span::Hour, at, country, (n, verified));
    }
    for slot in 0..60_i64 {
        let at = now
            .minus(HOUR)
            .plus(MINUTE * 5 * u32::try_from(slot).expect("small"));
        let n = many / 2 + chance(slot + 900) * many / 1_000;
        // as much as a sum of so many coins is off
        let noise = (chance(slot + 70) + chance(slot + 171) - 1_000) / n.isqrt().max(1);
        let verified = n * (share((slot - 12) * 5) + noise).clamp(0, 1_000) / 1_000;
        texts(&mut sql, Span::FiveMinutes, at, country, (n, verified));
    }
    app.spoil(&sql).await;
}

#[tokio::test]
async fn a_calm_day_with_noise_is_no_alert() {
    for many in [3, 12, 60, 400] {
        let app = free(&[]).await;
        days(&app, "GB", many, |_| 790).await;
        days(&app, "NG", many / 3, |_| 770).await;
        look_for(&app, 200).await;
        assert!(told(&app).await.is_empty(), "{many}");
    }
}

#[tokio::test]
async fn a_fall_is_one_alert_and_its_end_closes_it() {
    let app = free(&[]).await;
    let fell = |minute: i64| if (20..80).contains(&minute) { 300 } else { 790 };
    days(&app, "GB", 40, fell).await;
    look_for(&app, 20).await;
    assert!(told(&app).await.is_empty());
    look_for(&app, 40).await;
    assert_eq!(
        told(&app).await,
        ["sign_ins  open"],
        "not one for the country, too"
    );
    let row = &alerts(&app).await[0];
    let usual = row["usual"].as_i64().expect("it is known");
    assert!((780..=820).contains(&usual), "{usual}");
    assert_eq!(row["severity"], "critical");
    look_for(&app, 120).await;
    assert_eq!(told(&app).await, ["sign_ins "]);
}

/// With few texts a longer time is looked at, and the fall still lies in it.
#[tokio::test]
async fn a_fall_that_is_over_is_not_told_again_when_few_texts_go_out() {
    let app = free(&[]).await;
    let (now, mut sql) = (app.web.app.now(), String::new());
    for hour in 1..=7 * 24_u32 {
        texts(&mut sql, Span::Hour, now.minus(HOUR * hour), "GB", (48, 38));
    }
    for slot in 0..60_u32 {
        let some = match slot {
            0..6 => (17, 2),
            6..14 => (5, 4),
            _ => (3, 2 + i64::from(slot % 2)),
        };
        let at = now.plus(MINUTE * 5 * slot);
        texts(&mut sql, Span::FiveMinutes, at, "GB", some);
    }
    app.spoil(&sql).await;
    look_for(&app, 40).await;
    assert_eq!(told(&app).await, ["sign_ins  open"]);
    look_for(&app, 240).await;
    assert_eq!(told(&app).await, ["sign_ins "]);
}

#[tokio::test]
async fn a_country_that_falls_alone_is_named() {
    let app = free(&[]).await;
    days(&app, "GB", 200, |_| 790).await;
    days(&app, "NG", 20, |minute| if minute > 10 { 60 } else { 780 }).await;
    look_for(&app, 60).await;
    assert_eq!(told(&app).await, ["sign_ins NG open"]);
}

#[tokio::test]
async fn a_young_site_says_that_it_knows_no_usual_rate() {
    let app = free(&[]).await;
    let (now, mut sql) = (app.web.app.now(), String::new());
    texts(
        &mut sql,
        Span::FiveMinutes,
        now.minus(10 * MINUTE),
        "GB",
        (60, 6),
    );
    app.spoil(&sql).await;
    look(&app).await;
    let row = &alerts(&app).await[0];
    assert!(row["usual"].is_null());
    assert_eq!(row["bound"], 375);
    let admin = app.admin(crate::app::ADA).await;
    let page = admin.get("/admin").await;
    page.shows("6 of 60 texts (10%) led to a sign-in.")
        .shows("There are too few earlier texts to say what is usual. Below 38% is an alert.");
}

#[tokio::test]
async fn slow_answers_are_an_alert_unless_they_are_usual() {
    for (usual_ms, expected) in [(400, vec!["slow main open"]), (3_000, vec![])] {
        let app = free(&[]).await;
        let now = app.web.app.now();
        let mut sql = String::new();
        let mut took = |span: Span, at: Timestamp, ms: u64, n: i64| {
            let bucket = textgate::domain::latency::bucket(std::time::Duration::from_millis(ms));
            let (span, at) = (span.seconds(), span.begin(at).as_micros());
            let _ = write!(
                sql,
                "insert into rollup_times values ({span}, {at}, 'answer', 'main', {bucket}, {n});"
            );
        };
        for day in 1..=7 {
            took(Span::Hour, now.minus(24 * HOUR * day), usual_ms, 200);
        }
        took(Span::FiveMinutes, now, 4_500, 30);
        took(Span::FiveMinutes, now, 300, 30);
        app.spoil(&sql).await;
        look_for(&app, 1).await;
        assert_eq!(told(&app).await, expected);
    }
}
