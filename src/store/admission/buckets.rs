//! Buckets that refill evenly, one row each (GCRA): `full_at` is the moment
//! at which the bucket will be full again.

use std::collections::BTreeMap;
use std::time::Duration;

use tracing::warn;

use crate::base::clock::{Elapsed, micros};
use crate::domain::limit::Charge;
use crate::store::dialect::{
    Nth, Query, QueryBuilder, Results, Trip, Tx, Unread, query, query_scalar,
};
use crate::store::{Store, StoreError, with_retry};

pub use super::distinct::DistinctLimit;

/// A bucket had nothing left; nothing was taken from any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limited {
    /// The refusing bucket with the longest wait.
    pub key: String,
    /// How long until all of the buckets would give one.
    pub retry_after: Duration,
}

/// What is taken from buckets on a trip. They are named in the order of their
/// keys so that transactions never wait for each other in a circle. On a refusal
/// the caller rolls back.
#[derive(Debug)]
pub(in crate::store) struct Taking<'a> {
    charges: Vec<&'a Charge>,
    given: Option<Keys>,
    /// Whether it is the first time, and then its own.
    first: Option<(Nth<(String,)>, Charged<'a>)>,
}

/// A bucket's key that gave, and 1 where it was clamped, see [`push_from_others`].
pub(super) type Given = (String, i64);

/// Buckets, each with the statement that takes from it.
type Charged<'a> = Vec<(&'a Charge, Keys)>;

/// The statement that returns the keys of the rows that it changed.
type Keys = Nth<Given>;

impl<'a> Taking<'a> {
    /// Takes from every bucket in one statement; and if this is the first time
    /// under a name, or the first since it lapsed, from its buckets, too. That
    /// bounds how many different things somebody does.
    pub fn on(
        trip: &mut Trip,
        charges: &'a [Charge],
        first: Option<&'a DistinctLimit>,
        now: Elapsed,
    ) -> Self {
        let first_time = first.map(|first| trip.add(first.begin(now)));
        let charges = in_order(charges);
        let given = (!charges.is_empty()).then(|| trip.need(taking(&charges, now), charges.len()));
        let first = first_time.zip(first).map(|(is_first, first)| {
            let charges = in_order(&first.charges).into_iter();
            let all = charges.map(|take| (take, trip.add(first.taking(take, now))));
            (is_first, all.collect())
        });
        Self {
            charges,
            given,
            first,
        }
    }

    /// The buckets that had none.
    ///
    /// # Errors
    /// When that cannot be read.
    pub fn refused(&self, results: &Results) -> Result<Vec<&'a Charge>, StoreError> {
        let mut refused = self.charges.clone();
        if let Some(given) = &self.given {
            let given = results.all(given)?;
            refused.retain(|take| !given.iter().any(|(key, _)| *key == take.key));
            tell_clamped(&given);
        }
        if let Some((is_first, charges)) = &self.first
            && results.first(is_first)?.is_some()
        {
            for (take, given) in charges {
                let given = results.first(given)?;
                tell_clamped(given.as_slice());
                if given.is_none() {
                    refused.push(take);
                }
            }
        }
        Ok(refused)
    }
}

/// In the order of their keys, and each bucket once: equal rates share one.
pub(in crate::store) fn in_order(charges: &[Charge]) -> Vec<&Charge> {
    let mut charges: Vec<_> = charges.iter().collect();
    charges.sort_unstable();
    charges.dedup_by(|a, b| a.key == b.key);
    charges
}

/// Takes from every bucket; nothing comes back of those that have none.
pub(in crate::store) fn taking(charges: &[&Charge], now: Elapsed) -> Query<Given> {
    let mut sql = QueryBuilder::new("insert into limits (key, full_at, bound_at) ");
    sql.push_values(charges, |mut row, take| {
        let (full_at, bound_at) = taken_from_full(take, now);
        row.push_bind(&take.key).push_bind(full_at);
        row.push_bind(bound_at);
    });
    push_from_others(&mut sql, now);
    sql.build_query_as()
}

pub(super) fn taken_from_full(take: &Charge, now: Elapsed) -> (i64, i64) {
    let after = |time| now.as_micros().saturating_add(micros(time));
    (after(take.interval), after(take.period))
}

/// How a bucket gives that is not full; what a take adds is `excluded.full_at`
/// less now. One that is further ahead than it can ever be (four times what it
/// holds, and an hour, for some hold more at times) was dated by a clock that
/// was wrong: it is clamped to what it holds, and gives this once, so that nobody
/// is locked out until then. A microsecond above its bound says so.
pub(super) fn push_from_others(sql: &mut QueryBuilder, now: Elapsed) {
    sql.push(" on conflict (key) do update set bound_at = excluded.bound_at, full_at = case when ");
    push_is_ahead(sql, now);
    sql.push(" then excluded.bound_at + 1 else ");
    push_raised(sql, now);
    sql.push(" end where ");
    push_is_ahead(sql, now);
    sql.push(" or ");
    push_raised(sql, now);
    sql.push(
        " <= excluded.bound_at
         returning key, cast(case when full_at > bound_at then 1 else 0 end as bigint)",
    );
}

fn push_is_ahead(sql: &mut QueryBuilder, now: Elapsed) {
    sql.push("limits.full_at > 3600000000 + 4 * excluded.bound_at - 3 * ")
        .push_bind(now.as_micros());
}

fn push_raised(sql: &mut QueryBuilder, now: Elapsed) {
    sql.push("case when limits.full_at > ")
        .push_bind(now.as_micros())
        .push(" then limits.full_at + excluded.full_at - ")
        .push_bind(now.as_micros())
        .push(" else excluded.full_at end");
}

fn tell_clamped(given: &[Given]) {
    for (key, _) in given.iter().filter(|(_, clamped)| *clamped == 1) {
        let limit = key.split(':').next().unwrap_or_default();
        warn!(
            limit,
            "a limit was dated ahead of what it can be and is clamped: was the clock set?"
        );
    }
}

/// Takes from every bucket; how long to wait when one has none.
pub(in crate::store) async fn take_all(
    tx: &mut Tx,
    charges: &[Charge],
    now: Elapsed,
) -> Result<Result<(), Limited>, StoreError> {
    let mut trip = Trip::default();
    let taking = Taking::on(&mut trip, charges, None, now);
    let refused = taking.refused(&trip.run(tx).await?)?;
    if refused.is_empty() {
        return Ok(Ok(()));
    }
    Ok(Err(longest_wait(tx, &refused, now).await?))
}

/// Takes from one bucket; false when it has none.
pub(in crate::store) async fn take_one(
    tx: &mut Tx,
    take: &Charge,
    now: Elapsed,
) -> Result<bool, StoreError> {
    let taken = take_all(tx, std::slice::from_ref(take), now).await?;
    Ok(taken.is_ok())
}

/// How long until each of these buckets would give one.
pub(in crate::store) async fn longest_wait(
    tx: &mut Tx,
    charges: &[&Charge],
    now: Elapsed,
) -> Result<Limited, StoreError> {
    let mut longest = Limited {
        key: String::new(),
        retry_after: Duration::ZERO,
    };
    for take in charges {
        let full_at: Option<i64> = query_scalar("select full_at from limits where key = $1")
            .bind(&take.key)
            .fetch_optional(tx)
            .await?;
        let full_at = full_at.map_or(now, Elapsed::from_micros);
        let wait = take.wait_from(full_at, now);
        if wait > longest.retry_after {
            longest = Limited {
                key: take.key.clone(),
                retry_after: wait,
            };
        }
    }
    Ok(longest)
}

/// One unit, in millionths.
pub(in crate::store) const UNIT: i64 = 1_000_000;

/// Gives back to each bucket as many millionths of a unit as stand beside it; a
/// bucket is never above full, for a moment in the past counts as now. In the
/// order and with the sharing of [`take_all`].
pub(in crate::store) fn back(mut backs: Vec<(&Charge, i64)>) -> Vec<Query<Unread>> {
    backs.sort_unstable();
    backs.dedup_by(|a, b| a.0.key == b.0.key);
    let one = |(take, millionths): (&Charge, i64)| {
        let back = i128::from(micros(take.interval)) * i128::from(millionths) / i128::from(UNIT);
        query("update limits set full_at = full_at - $2 where key = $1")
            .bind(&take.key)
            .bind(i64::try_from(back).unwrap_or(i64::MAX))
    };
    backs.into_iter().map(one).collect()
}

impl Store {
    /// Whether the bucket could give one now; takes nothing.
    pub async fn has_left(&self, take: &Charge, now: Elapsed) -> Result<bool, StoreError> {
        let waits = self.waits(std::slice::from_ref(take), now).await?;
        Ok(waits.is_empty())
    }

    /// Takes from one bucket, and from nothing else.
    pub async fn take(
        &self,
        take: &Charge,
        now: Elapsed,
    ) -> Result<Result<(), Limited>, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let taken = take_all(&mut tx, std::slice::from_ref(take), now).await?;
            if taken.is_ok() {
                tx.commit().await?;
            } else {
                tx.rollback().await?;
            }
            Ok(taken)
        })
        .await
    }

    /// How long until each of these buckets could give one, by its key; those
    /// that could now are left out. Takes nothing.
    pub async fn waits(
        &self,
        charges: &[Charge],
        now: Elapsed,
    ) -> Result<BTreeMap<String, Duration>, StoreError> {
        if charges.is_empty() {
            return Ok(BTreeMap::new());
        }
        let rows = moments(charges)
            .fetch_all(&mut *self.reader().await?)
            .await?;
        Ok(waits(charges, rows, now))
    }
}

/// The moments of these buckets, one at least.
pub(in crate::store) fn moments(charges: &[Charge]) -> Query<(String, i64)> {
    let mut sql = QueryBuilder::new("select key, full_at from limits where key in (");
    let mut keys = sql.separated(", ");
    for take in charges {
        keys.push_bind(&take.key);
    }
    sql.push(")");
    sql.build_query_as()
}

/// How long until each of them could give one; see [`Store::waits`].
pub(in crate::store) fn waits(
    charges: &[Charge],
    moments: Vec<(String, i64)>,
    now: Elapsed,
) -> BTreeMap<String, Duration> {
    let full: BTreeMap<_, _> = moments.into_iter().collect();
    let waits = charges.iter().filter_map(|take| {
        let full_at = Elapsed::from_micros(*full.get(&take.key)?);
        let wait = take.wait_from(full_at, now);
        (wait > Duration::ZERO).then(|| (take.key.clone(), wait))
    });
    waits.collect()
}
