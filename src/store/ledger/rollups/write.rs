//! The statements of a [`CounterDeltas`], one for each table.

use std::collections::BTreeMap;

use super::{CounterDeltas, Span};
use crate::base::clock::Timestamp;
use crate::domain::destination::Destination;
use crate::domain::region::Region;
use crate::domain::rollup::Counts;
use crate::store::admission::destinations::NAMED_FROM;
use crate::store::dialect::{Query, QueryBuilder, Unread, query};
use crate::store::{Store, StoreError, with_retry};

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
    pub fn queries(self) -> Vec<Query<Unread>> {
        let mut all = traffic(&self.traffic);
        all.extend(counts(&self.counts));
        all.extend(times(&self.times));
        all.extend(failures(&self.failures));
        all
    }
}

/// A range's traffic carries its name only from so many texts a day on.
fn traffic(all: &BTreeMap<(Destination, i64), (i64, i64)>) -> Vec<Query<Unread>> {
    let one = |((place, day), (texts, verified)): (&(Destination, i64), &(i64, i64))| {
        query(
            "insert into traffic (place, day, label, texts, verified)
             values ($1, $2, case when $6 = 0 or $4 >= $6 then $3 end, $4, $5)
             on conflict (place, day) do update set texts = traffic.texts + excluded.texts,
                 verified = traffic.verified + excluded.verified,
                 label = case when traffic.texts + excluded.texts >= $6 then $3
                     else traffic.label end",
        )
        .bind(&place.key)
        .bind(*day)
        .bind(&place.label)
        .bind(*texts)
        .bind(*verified)
        .bind(if place.is_range() { NAMED_FROM } else { 0 })
    };
    all.iter().map(one).collect()
}

fn counts(all: &BTreeMap<super::Key, Counts>) -> Option<Query<Unread>> {
    let changed = all
        .iter()
        .filter(|(_, counts)| **counts != Counts::default());
    let changed: Vec<_> = changed.collect();
    if changed.is_empty() {
        return None;
    }
    let mut sql = QueryBuilder::new(
        "insert into rollups (span, at, region, provider, requested, sending, accepted,
             delivered, undelivered, refused, unknown, entered, verified, cost) ",
    );
    sql.push_values(
        changed,
        |mut row, ((span, at, region, provider), counts)| {
            row.push_bind(*span).push_bind(*at);
            row.push_bind(region).push_bind(provider);
            row.push_bind(counts.requested).push_bind(counts.sending);
            row.push_bind(counts.accepted).push_bind(counts.delivered);
            row.push_bind(counts.undelivered).push_bind(counts.refused);
            row.push_bind(counts.unknown).push_bind(counts.entered);
            row.push_bind(counts.verified).push_bind(counts.cost);
        },
    );
    sql.push(
        " on conflict (span, at, region, provider) do update set
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
    );
    Some(sql.build())
}

fn times(all: &BTreeMap<(i64, i64, &'static str, String, u32), i64>) -> Option<Query<Unread>> {
    if all.is_empty() {
        return None;
    }
    let mut sql =
        QueryBuilder::new("insert into rollup_times (span, at, kind, provider, bucket, n) ");
    sql.push_values(all, |mut row, ((span, at, kind, provider, bucket), n)| {
        row.push_bind(*span).push_bind(*at).push_bind(*kind);
        row.push_bind(provider);
        row.push_bind(i64::from(*bucket)).push_bind(*n);
    });
    sql.push(
        " on conflict (span, at, kind, provider, bucket)
         do update set n = rollup_times.n + excluded.n",
    );
    Some(sql.build())
}

fn failures(all: &BTreeMap<(super::Key, String), i64>) -> Option<Query<Unread>> {
    let changed: Vec<_> = all.iter().filter(|(_, n)| **n != 0).collect();
    if changed.is_empty() {
        return None;
    }
    let mut sql =
        QueryBuilder::new("insert into rollup_failures (span, at, region, provider, reason, n) ");
    sql.push_values(changed, |mut row, ((key, reason), n)| {
        let (span, at, region, provider) = key;
        row.push_bind(*span).push_bind(*at);
        row.push_bind(region).push_bind(provider);
        row.push_bind(reason).push_bind(*n);
    });
    sql.push(
        " on conflict (span, at, region, provider, reason)
         do update set n = rollup_failures.n + excluded.n",
    );
    Some(sql.build())
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
        let all: Vec<_> = all.into_iter().collect();
        with_retry(|| async {
            let mut tx = self.begin().await?;
            for some in all.chunks(500) {
                let mut sql =
                    QueryBuilder::new("insert into rollup_refusals (span, at, region, kind, n) ");
                sql.push_values(some, |mut row, ((span, at, region, kind), n)| {
                    row.push_bind(*span).push_bind(*at);
                    row.push_bind(region.to_string());
                    row.push_bind(*kind).push_bind(*n);
                });
                sql.push(
                    " on conflict (span, at, region, kind)
                     do update set n = rollup_refusals.n + excluded.n",
                );
                sql.build().execute(&mut tx).await?;
            }
            tx.commit().await?;
            Ok(())
        })
        .await
    }
}
