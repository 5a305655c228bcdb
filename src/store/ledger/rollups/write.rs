//! The statements of a [`CounterDeltas`], one for each table.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{CounterDeltas, Span};
use crate::base::clock::Timestamp;
use crate::domain::destination::Destination;
use crate::domain::region::Region;
use crate::domain::rollup::Counts;
use crate::store::dialect::Value;
use crate::store::writer::layout::add;
use crate::store::writer::statement::{Column, Statement, run_all};
use crate::store::{Store, StoreError, with_retry};

/// From so many texts a day on, a range's traffic carries its name.
const NAMED_FROM: i64 = 5;

/// The tables of counts, and what is added to them.
const TRAFFIC_COLUMNS: &[Column] = &[
    Column::Text("place"),
    Column::Number("day"),
    Column::Number("texts"),
    Column::Number("verified"),
];
const ROLLUP_COLUMNS: &[Column] = &[
    Column::Number("span"),
    Column::Number("at"),
    Column::Text("region"),
    Column::Text("provider"),
    Column::Number("requested"),
    Column::Number("sending"),
    Column::Number("accepted"),
    Column::Number("delivered"),
    Column::Number("undelivered"),
    Column::Number("refused"),
    Column::Number("unknown"),
    Column::Number("entered"),
    Column::Number("verified"),
    Column::Number("cost"),
];
const TIMES_COLUMNS: &[Column] = &[
    Column::Number("span"),
    Column::Number("at"),
    Column::Text("kind"),
    Column::Text("provider"),
    Column::Number("bucket"),
    Column::Number("n"),
];
const FAILURES_COLUMNS: &[Column] = &[
    Column::Number("span"),
    Column::Number("at"),
    Column::Text("region"),
    Column::Text("provider"),
    Column::Text("reason"),
    Column::Number("n"),
];
const REFUSALS_COLUMNS: &[Column] = &[
    Column::Number("span"),
    Column::Number("at"),
    Column::Text("region"),
    Column::Text("kind"),
    Column::Number("n"),
];
static TRAFFIC: LazyLock<String> =
    LazyLock::new(|| add("traffic", TRAFFIC_COLUMNS, &["place", "day"]));
static ROLLUPS: LazyLock<String> = LazyLock::new(|| {
    let key = ["span", "at", "region", "provider"];
    add("rollups", ROLLUP_COLUMNS, &key)
});
static TIMES: LazyLock<String> = LazyLock::new(|| {
    let key = ["span", "at", "kind", "provider", "bucket"];
    add("rollup_times", TIMES_COLUMNS, &key)
});
static FAILURES: LazyLock<String> = LazyLock::new(|| {
    let key = ["span", "at", "region", "provider", "reason"];
    add("rollup_failures", FAILURES_COLUMNS, &key)
});
static REFUSALS: LazyLock<String> = LazyLock::new(|| {
    let key = ["span", "at", "region", "kind"];
    add("rollup_refusals", REFUSALS_COLUMNS, &key)
});

/// A refusal by one of our own limits: where it counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refused {
    /// When.
    pub at: Timestamp,
    /// The number's country.
    pub region: Region,
    /// The limit's name.
    pub kind: String,
}

impl CounterDeltas {
    /// What writes everything; to be run last before the commit.
    pub fn statements(&self) -> [Statement; 5] {
        let [traffic, names] = traffic(&self.traffic);
        [
            traffic,
            names,
            counts(&self.counts),
            times(&self.times),
            failures(&self.failures),
        ]
    }
}

/// A range's traffic carries its name only from so many texts a day on.
fn traffic(all: &BTreeMap<(Destination, i64), (i64, i64)>) -> [Statement; 2] {
    let row = |((place, day), (texts, verified)): (&(Destination, i64), &(i64, i64))| {
        vec![
            (&place.key).into(),
            (*day).into(),
            (*texts).into(),
            Value::from(*verified),
        ]
    };
    let name = |(place, day): &(Destination, i64)| {
        let from = if place.is_range() { NAMED_FROM } else { 0 };
        vec![
            (&place.key).into(),
            (*day).into(),
            (&place.label).into(),
            Value::from(from),
        ]
    };
    [
        Statement::new(&TRAFFIC, TRAFFIC_COLUMNS).rows(all.iter().map(row)),
        Statement::new(
            "update traffic set label = r.label from {rows} r
             where traffic.place = r.place and traffic.day = r.day
                 and traffic.label is null and traffic.texts >= r.named_from",
            &[
                Column::Text("place"),
                Column::Number("day"),
                Column::Text("label"),
                Column::Number("named_from"),
            ],
        )
        .rows(all.keys().map(name))
        .apart(),
    ]
}

fn counts(all: &BTreeMap<super::Key, Counts>) -> Statement {
    let changed = all
        .iter()
        .filter(|(_, counts)| **counts != Counts::default());
    let row = |((span, at, region, provider), counts): (&super::Key, &Counts)| {
        vec![
            (*span).into(),
            (*at).into(),
            region.into(),
            provider.into(),
            counts.requested.into(),
            counts.sending.into(),
            counts.accepted.into(),
            counts.delivered.into(),
            counts.undelivered.into(),
            counts.refused.into(),
            counts.unknown.into(),
            counts.entered.into(),
            counts.verified.into(),
            counts.cost.into(),
        ]
    };
    Statement::new(&ROLLUPS, ROLLUP_COLUMNS).rows(changed.map(row))
}

type Times = BTreeMap<(i64, i64, &'static str, String, u32), i64>;

fn times(all: &Times) -> Statement {
    let rows = all.iter().map(|((span, at, kind, provider, bucket), n)| {
        vec![
            (*span).into(),
            (*at).into(),
            Value::from(*kind),
            provider.into(),
            (*bucket).into(),
            (*n).into(),
        ]
    });
    Statement::new(&TIMES, TIMES_COLUMNS).rows(rows)
}

fn failures(all: &BTreeMap<(super::Key, String), i64>) -> Statement {
    let changed = all.iter().filter(|(_, n)| **n != 0);
    let rows = changed.map(|((key, reason), n)| {
        let (span, at, region, provider) = key;
        vec![
            (*span).into(),
            (*at).into(),
            region.into(),
            provider.into(),
            Value::from(reason),
            (*n).into(),
        ]
    });
    Statement::new(&FAILURES, FAILURES_COLUMNS).rows(rows)
}

impl Store {
    /// Adds refusals by our own limits, which are collected elsewhere: a flood
    /// of refusals shall be no flood of writes.
    ///
    /// # Errors
    /// When the database is not available; then nothing was added.
    pub async fn add_refusals(&self, refusals: &[(Refused, u64)]) -> Result<(), StoreError> {
        let mut all = BTreeMap::<_, i64>::new();
        for (refusal, n) in refusals {
            for span in Span::ALL {
                let at = span.begin(refusal.at).as_micros();
                let key = (span.seconds(), at, refusal.region, refusal.kind.as_str());
                *all.entry(key).or_default() += n.cast_signed();
            }
        }
        let rows = all.into_iter().map(|((span, at, region, kind), n)| {
            vec![
                span.into(),
                at.into(),
                region.to_string().into(),
                Value::from(kind),
                n.into(),
            ]
        });
        let add = [Statement::new(&REFUSALS, REFUSALS_COLUMNS).rows(rows)];
        with_retry(|| async {
            let mut tx = self.begin().await?;
            run_all(&mut tx, &add).await?;
            tx.commit().await?;
            Ok(())
        })
        .await
    }
}
