//! Buckets that refill evenly, one row each (GCRA): `full_at` is the moment
//! at which the bucket will be full again.

use std::time::Duration;

use super::dialect::Tx;
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

/// Takes one unit from each bucket, in the order of their keys so that
/// transactions never wait for each other in a circle. On a refusal the caller
/// rolls back.
pub(super) async fn take_all(
    tx: &mut Tx,
    takes: &mut [Take],
    now: Timestamp,
) -> Result<Result<(), Limited>, StoreError> {
    takes.sort_unstable();
    for (at, take) in takes.iter().enumerate() {
        if !take_one(tx, take, now).await? {
            // those before it have given one already
            return Ok(Err(longest_wait(tx, &takes[at..], now).await?));
        }
    }
    Ok(Ok(()))
}

/// Takes one unit from one bucket; false when it has none.
pub(super) async fn take_one(tx: &mut Tx, take: &Take, now: Timestamp) -> Result<bool, StoreError> {
    let taken = sqlx::query(
        "insert into limits (key, full_at) values ($1, $2 + $3)
         on conflict (key) do update set full_at =
             case when limits.full_at > $2 then limits.full_at else $2 end + $3
         where case when limits.full_at > $2 then limits.full_at else $2 end + $3 <= $2 + $4
         returning full_at",
    )
    .bind(&take.key)
    .bind(now.as_micros())
    .bind(micros(take.interval))
    .bind(micros(take.period))
    .fetch_optional(&mut **tx)
    .await?;
    Ok(taken.is_some())
}

/// How long until each of these buckets would give one.
async fn longest_wait(tx: &mut Tx, takes: &[Take], now: Timestamp) -> Result<Limited, StoreError> {
    let mut longest = Limited {
        key: String::new(),
        retry_after: Duration::ZERO,
    };
    for take in takes {
        let full_at: Option<i64> = sqlx::query_scalar("select full_at from limits where key = $1")
            .bind(&take.key)
            .fetch_optional(&mut **tx)
            .await?;
        let full_at = full_at.map_or(now, Timestamp::from_micros);
        let wait = full_at.plus(take.interval).since(now.plus(take.period));
        if wait > longest.retry_after {
            longest = Limited {
                key: take.key.clone(),
                retry_after: wait,
            };
        }
    }
    Ok(longest)
}

/// Gives `units` back to each bucket; a bucket is never above full, for a
/// moment in the past counts as now.
pub(super) async fn give_back(tx: &mut Tx, takes: &[Take], units: u32) -> Result<(), StoreError> {
    for take in takes {
        sqlx::query("update limits set full_at = full_at - $2 where key = $1")
            .bind(&take.key)
            .bind(micros(take.interval).saturating_mul(i64::from(units)))
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

impl Store {
    /// Whether the bucket could give one now; takes nothing.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn has_left(&self, take: &Take, now: Timestamp) -> Result<bool, StoreError> {
        let full_at: Option<i64> = sqlx::query_scalar("select full_at from limits where key = $1")
            .bind(&take.key)
            .fetch_optional(&self.readers)
            .await?;
        let full_at = full_at.map_or(now, Timestamp::from_micros).max(now);
        Ok(full_at.plus(take.interval) <= now.plus(take.period))
    }
}
