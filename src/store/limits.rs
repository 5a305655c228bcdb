//! Buckets that refill evenly, one row each (GCRA): `full_at` is the moment
//! at which the bucket will be full again.

use std::collections::BTreeMap;
use std::time::Duration;

use super::dialect::{Query, QueryBuilder, Tx, Unread, query, query_scalar};
use super::{Store, StoreError};
use crate::base::clock::{Timestamp, micros};
use crate::domain::limit::Take;

/// A bucket had nothing left; nothing was taken from any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limited {
    /// The refusing bucket with the longest wait.
    pub key: String,
    /// How long until all of the buckets would give one.
    pub retry_after: Duration,
}

/// Takes from every bucket in one statement, in the order of their keys so that
/// transactions never wait for each other in a circle. On a refusal the caller
/// rolls back.
pub(super) async fn take_all(
    tx: &mut Tx,
    takes: &[Take],
    now: Timestamp,
) -> Result<Result<(), Limited>, StoreError> {
    let mut takes: Vec<_> = takes.iter().collect();
    takes.sort_unstable();
    // equal rates share a bucket, and a statement may touch a row only once
    takes.dedup_by(|a, b| a.key == b.key);
    if takes.is_empty() {
        return Ok(Ok(()));
    }
    let now_micros = now.as_micros();
    let mut sql = QueryBuilder::new("insert into limits (key, full_at, bound_at) ");
    sql.push_values(&takes, |mut row, take| {
        row.push_bind(&take.key)
            .push_bind(now_micros.saturating_add(micros(take.interval)))
            .push_bind(now_micros.saturating_add(micros(take.period)));
    });
    // what a take adds is `excluded.full_at` less now
    sql.push(" on conflict (key) do update set bound_at = excluded.bound_at, full_at = ");
    push_raised(&mut sql, now);
    sql.push(" where ");
    push_raised(&mut sql, now);
    sql.push(" <= excluded.bound_at returning key");
    let given: Vec<String> = sql.build_query_scalar().fetch_all(tx).await?;
    if given.len() == takes.len() {
        return Ok(Ok(()));
    }
    takes.retain(|take| !given.contains(&take.key));
    Ok(Err(longest_wait(tx, &takes, now).await?))
}

fn push_raised(sql: &mut QueryBuilder, now: Timestamp) {
    sql.push("case when limits.full_at > ")
        .push_bind(now.as_micros())
        .push(" then limits.full_at + excluded.full_at - ")
        .push_bind(now.as_micros())
        .push(" else excluded.full_at end");
}

/// Takes from one bucket; false when it has none.
pub(super) async fn take_one(tx: &mut Tx, take: &Take, now: Timestamp) -> Result<bool, StoreError> {
    let taken = take_all(tx, std::slice::from_ref(take), now).await?;
    Ok(taken.is_ok())
}

/// How long until each of these buckets would give one.
async fn longest_wait(tx: &mut Tx, takes: &[&Take], now: Timestamp) -> Result<Limited, StoreError> {
    let mut longest = Limited {
        key: String::new(),
        retry_after: Duration::ZERO,
    };
    for take in takes {
        let full_at: Option<i64> = query_scalar("select full_at from limits where key = $1")
            .bind(&take.key)
            .fetch_optional(tx)
            .await?;
        let full_at = full_at.map_or(now, Timestamp::from_micros);
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
pub(super) const UNIT: i64 = 1_000_000;

/// Gives back to each bucket as many millionths of a unit as stand beside it; a
/// bucket is never above full, for a moment in the past counts as now. In the
/// order and with the sharing of [`take_all`].
pub(super) fn back(mut backs: Vec<(&Take, i64)>) -> Vec<Query<Unread>> {
    backs.sort_unstable();
    backs.dedup_by(|a, b| a.0.key == b.0.key);
    let one = |(take, millionths): (&Take, i64)| {
        let back = i128::from(micros(take.interval)) * i128::from(millionths) / i128::from(UNIT);
        query("update limits set full_at = full_at - $2 where key = $1")
            .bind(&take.key)
            .bind(i64::try_from(back).unwrap_or(i64::MAX))
    };
    backs.into_iter().map(one).collect()
}

/// Whether this is the first time under this name, or the first since it lapsed:
/// then what the first time takes is to be taken. It bounds how many different
/// things somebody does. Before any bucket, as everywhere: transactions must not
/// wait in a circle.
pub(super) async fn is_first(
    tx: &mut Tx,
    first: &FirstOf,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let lapses = now.plus(first.lasts).as_micros();
    let is_first = query(
        "insert into limits (key, full_at, bound_at) values ($1, $2, $2)
         on conflict (key) do update set full_at = $2 where limits.full_at <= $3",
    )
    .bind(&first.name)
    .bind(lapses)
    .bind(now.as_micros())
    .execute(tx)
    .await?;
    Ok(is_first.rows_affected() == 1)
}

/// Undoes [`is_first`], if it has not lapsed; whether there was anything to
/// undo, so that what the first time took is to come back. After some other
/// statements, on one trip.
pub(super) async fn forget_first(
    tx: &mut Tx,
    first: &FirstOf,
    before: Vec<Query<Unread>>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let undone = query("delete from limits where key = $1 and full_at > $2")
        .bind(&first.name)
        .bind(now.as_micros())
        .after(before)
        .execute(tx)
        .await?;
    Ok(undone.rows_affected() == 1)
}

/// One of several different things that somebody may do: the first time under
/// this name takes, the next times do not until it has lapsed.
#[derive(Debug, Clone)]
pub struct FirstOf {
    /// Who, and what: with keyed hashes.
    pub name: String,
    /// How long it is remembered.
    pub lasts: Duration,
    /// What the first time takes.
    pub takes: Vec<Take>,
}

impl Store {
    /// Whether the bucket could give one now; takes nothing.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn has_left(&self, take: &Take, now: Timestamp) -> Result<bool, StoreError> {
        let waits = self.waits(std::slice::from_ref(take), now).await?;
        Ok(waits.is_empty())
    }

    /// How long until each of these buckets could give one, by its key; those
    /// that could now are left out. Takes nothing.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn waits(
        &self,
        takes: &[Take],
        now: Timestamp,
    ) -> Result<BTreeMap<String, Duration>, StoreError> {
        if takes.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut sql = QueryBuilder::new("select key, full_at from limits where key in (");
        let mut keys = sql.separated(", ");
        for take in takes {
            keys.push_bind(&take.key);
        }
        sql.push(")");
        let rows: Vec<(String, i64)> = sql
            .build_query_as()
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let full: BTreeMap<_, _> = rows.into_iter().collect();
        let waits = takes.iter().filter_map(|take| {
            let full_at = Timestamp::from_micros(*full.get(&take.key)?);
            let wait = take.wait_from(full_at, now);
            (wait > Duration::ZERO).then(|| (take.key.clone(), wait))
        });
        Ok(waits.collect())
    }
}
