//! How long counts are kept, and how they are read.

use std::collections::BTreeMap;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use textgate::base::clock::{Present, Timestamp};
use textgate::domain::rollup::{Counts, Period, Span};
use textgate::flow::sweep::sweep;
use textgate::store::{Refused, TimedKind};

use super::app::{ADA, TestApp};
use super::history::Event;
use super::model::{KEEP, Scenario};
use super::{DAY, START, recount};

/// The two days around the start.
fn around(span: Span) -> Period {
    Period {
        span,
        from: Span::Day.begin(START),
        until: Span::Day.begin(START).plus(2 * DAY),
    }
}

async fn swept(scenario: &Scenario, later: Duration) {
    while scenario
        .store
        .sweep(Present::unstepped(START.plus(later)), &KEEP)
        .await
        .expect("swept")
        .more
    {}
}

#[tokio::test]
async fn rows_go_and_counts_stay() {
    let mut scenario = Scenario::new().await;
    scenario
        .lives(&Event::asks(0, &["refused", "accepted"]))
        .await;
    scenario.lives(&Event::tries(0, true)).await;
    let days = recount::of_span(&scenario, 86_400).await;
    swept(&scenario, 91 * DAY).await;
    let gone = scenario.store.deliveries_to("").await.expect("read");
    assert!(gone.is_empty());
    assert!(recount::of_span(&scenario, 300).await.is_empty());
    assert!(recount::of_span(&scenario, 3_600).await.is_empty());
    assert_eq!(recount::of_span(&scenario, 86_400).await, days);
    let times = scenario
        .store
        .times(TimedKind::SignIn, around(Span::Day), DAY);
    assert_eq!(times.await.expect("read").len(), 1);
    swept(&scenario, 402 * DAY).await;
    assert!(recount::of_span(&scenario, 86_400).await.is_empty());
    let failures = scenario.store.failures(around(Span::Day)).await;
    assert!(failures.expect("read").is_empty());
}

#[tokio::test]
async fn a_receipt_for_forgotten_minutes_is_no_negative_count() {
    let mut scenario = Scenario::new().await;
    scenario.lives(&Event::asks(0, &["accepted"])).await;
    swept(&scenario, 4 * DAY).await;
    scenario.lives(&Event::Told(0, true, false)).await;
    let minutes = scenario
        .store
        .counts_by_region(around(Span::FiveMinutes))
        .await;
    let only = Counts::of("delivered", 0);
    let us = ("US".to_owned(), only);
    assert_eq!(minutes.expect("read"), BTreeMap::from([us.clone()]));
    let days = scenario.store.counts_by_region(around(Span::Day)).await;
    let asked = Counts {
        requested: 1,
        ..only
    };
    assert_eq!(days.expect("read"), BTreeMap::from([(us.0, asked)]));
}

#[tokio::test]
async fn counts_are_read_by_slot_country_and_provider() {
    let mut scenario = Scenario::new().await;
    // 13:58 and 15:01; the answers take two minutes each
    scenario.lives(&Event::asks(0, &["accepted"])).await;
    scenario.lives(&Event::tries(0, true)).await;
    scenario.lives(&Event::Waits(3_660)).await;
    scenario
        .lives(&Event::asks(1, &["unknown", "refused"]))
        .await;
    let (store, period) = (&scenario.store, around(Span::Hour));
    let step = Duration::from_hours(2);
    let by_time = store.counts_by_time(period, step).await.expect("read");
    let noon = Span::Hour.begin(START).minus(Duration::from_hours(1));
    let at = |hours| noon.plus(Duration::from_hours(hours));
    let signed_in = Counts {
        requested: 1,
        entered: 1,
        verified: 1,
        ..Counts::of("accepted", 0)
    };
    let failed = Counts {
        requested: 1,
        refused: 1,
        ..Counts::of("unknown", 7_500)
    };
    assert_eq!(by_time, [(at(0), signed_in), (at(2), failed)]);
    let by_region = store.counts_by_region(period).await.expect("read");
    let both = [("GB", failed), ("US", signed_in)];
    assert_eq!(
        by_region,
        both.map(|(code, it)| (code.to_owned(), it)).into()
    );
    // whoever is asked second is asked for no text of its own
    let by_provider = store.counts_by_provider(period).await.expect("read");
    assert_eq!(
        by_provider["main"],
        signed_in + Counts::of("refused", 7_500)
    );
    let times = store.times(TimedKind::Answer, period, step).await;
    let times = times.expect("read").into_iter();
    let times = times.map(|it| (it.at, it.provider, it.times.count()));
    let told = [(0, "main", 1), (2, "main", 1), (2, "spare", 1)];
    let told = told.map(|(hours, name, n)| (at(hours), name.to_owned(), n));
    assert_eq!(times.collect::<Vec<_>>(), told);
    let until_noon = Period {
        until: at(0),
        ..period
    };
    let none = store.counts_by_time(until_noon, step).await;
    assert_eq!(none.expect("read"), []);
}

#[tokio::test]
async fn refusals_add_up() {
    let scenario = Scenario::new().await;
    let refusal = |kind: &str, at: Timestamp| Refused {
        at,
        region: "IN".parse().expect("a region"),
        kind: kind.to_owned(),
    };
    let soon = START.plus(Duration::from_mins(10));
    let all = [
        (refusal("range", START), 3),
        (refusal("range", soon), 4),
        (refusal("phone", soon), 9),
    ];
    for _ in 0..2 {
        scenario.store.add_refusals(&all).await.expect("written");
    }
    let told = |n: [(&str, i64); 2]| n.map(|(kind, n)| (kind.to_owned(), "IN".to_owned(), n));
    let day = scenario.store.refusals(around(Span::Day)).await;
    assert_eq!(day.expect("read"), told([("phone", 18), ("range", 14)]));
    let minutes = Period {
        until: Span::FiveMinutes.begin(soon),
        ..around(Span::FiveMinutes)
    };
    let early = scenario.store.refusals(minutes).await.expect("read");
    assert_eq!(early, [("range".to_owned(), "IN".to_owned(), 6)]);
}

/// So many buckets that are full again.
async fn litter(app: &TestApp, rows: u32) {
    let options = SqliteConnectOptions::new().filename(app.database());
    let mut connection = options.connect().await.expect("the database");
    let fill = sqlx::query(
        "with recursive n(n) as (select 1 union all select n + 1 from n where n < $1)
         insert into buckets (subject, state, full_at) select 'old:' || n, '', 1 from n",
    );
    let filled = fill.bind(rows).execute(&mut connection).await;
    filled.expect("written");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_sign_in_while_the_broom_is_out() {
    const ROWS: u32 = 30_000;
    let app = TestApp::start().await;
    litter(&app, ROWS).await;
    let inside = app.web.app.clone();
    let sweeping = tokio::spawn(async move { sweep(&inside).await });
    app.signed_in(ADA).await;
    assert!(!sweeping.is_finished(), "it went on meanwhile");
    let rows = sweeping.await.expect("it ends").expect("swept");
    assert!(rows >= u64::from(ROWS), "{rows}");
}
