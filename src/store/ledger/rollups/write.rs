//! The statements of a [`CounterDeltas`], one for each table.

use std::collections::BTreeMap;

use super::{CounterDeltas, Span};
use crate::base::clock::Timestamp;
use crate::domain::destination::Destination;
use crate::domain::region::Region;
use crate::domain::rollup::Counts;
use crate::store::dialect::Value;
use crate::store::writer::statement::{Column, Statement, run_all};
use crate::store::{Store, StoreError, with_retry};

/// From so many texts a day on, a range's traffic carries its name.
const NAMED_FROM: i64 = 5;

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
        Statement::new(
            "insert into traffic (place, day, texts, verified)
             select place, day, texts, verified from {rows} r where true
             on conflict (place, day) do update set texts = traffic.texts + excluded.texts,
                 verified = traffic.verified + excluded.verified",
            &[
                Column::Text("place"),
                Column::Number("day"),
                Column::Number("texts"),
                Column::Number("verified"),
            ],
        )
        .rows(all.iter().map(row)),
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
        .rows(all.keys().map(name)),
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
    Statement::new(
        "insert into rollups (span, at, region, provider, requested, sending, accepted,
             delivered, undelivered, refused, unknown, entered, verified, cost)
         select span, at, region, provider, requested, sending, accepted, delivered,
             undelivered, refused, unknown, entered, verified, cost
         from {rows} r where true
         on conflict (span, at, region, provider) do update set
             requested = rollups.requested + excluded.requested,
             sending = rollups.sending + excluded.sending,
             accepted = rollups.accepted + excluded.accepted,
             delivered = rollups.delivered + excluded.delivered,
             undelivered = rollups.undelivered + excluded.undelivered,
             refused = rollups.refused + excluded.refused,
             unknown = rollups.unknown + excluded.unknown,
             entered = rollups.entered + excluded.entered,
             verified = rollups.verified + excluded.verified,
             cost = rollups.cost + excluded.cost",
        &[
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
        ],
    )
    .rows(changed.map(row))
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
    Statement::new(
        "insert into rollup_times (span, at, kind, provider, bucket, n)
         select span, at, kind, provider, bucket, n from {rows} r where true
         on conflict (span, at, kind, provider, bucket)
         do update set n = rollup_times.n + excluded.n",
        &[
            Column::Number("span"),
            Column::Number("at"),
            Column::Text("kind"),
            Column::Text("provider"),
            Column::Number("bucket"),
            Column::Number("n"),
        ],
    )
    .rows(rows)
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
    Statement::new(
        "insert into rollup_failures (span, at, region, provider, reason, n)
         select span, at, region, provider, reason, n from {rows} r where true
         on conflict (span, at, region, provider, reason)
         do update set n = rollup_failures.n + excluded.n",
        &[
            Column::Number("span"),
            Column::Number("at"),
            Column::Text("region"),
            Column::Text("provider"),
            Column::Text("reason"),
            Column::Number("n"),
        ],
    )
    .rows(rows)
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
        let add = [Statement::new(
            "insert into rollup_refusals (span, at, region, kind, n)
             select span, at, region, kind, n from {rows} r where true
             on conflict (span, at, region, kind)
             do update set n = rollup_refusals.n + excluded.n",
            &[
                Column::Number("span"),
                Column::Number("at"),
                Column::Text("region"),
                Column::Text("kind"),
                Column::Number("n"),
            ],
        )
        .rows(rows)];
        with_retry(|| async {
            let mut tx = self.begin().await?;
            run_all(&mut tx, &add).await?;
            tx.commit().await?;
            Ok(())
        })
        .await
    }
}
