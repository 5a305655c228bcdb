//! Forgetting what expired, in small batches so that nobody waits.

use std::time::Duration;

use super::places::day;
use super::{Store, StoreError};
use crate::base::clock::Timestamp;
use crate::domain::verification::LIFETIME;

/// Rows per statement.
const BATCH: i64 = 200;

/// How long an unverified user is kept.
const UNVERIFIED: Duration = Duration::from_hours(24);

/// How long a verification is kept after it ended, for the data download.
const VERIFICATIONS: Duration = Duration::from_hours(30 * 24);

/// How long deliveries are kept.
const DELIVERIES: Duration = Duration::from_hours(90 * 24);

/// How long a browser is known without a sign-in: as long as its cookie.
const BROWSERS: Duration = Duration::from_hours(400 * 24);

/// How many days the traffic of places, and what was spent, are kept.
const TRAFFIC_DAYS: i64 = 35;
const SPENT_DAYS: i64 = 400;

/// After this long without an answer nobody waits for the provider any more.
pub(super) const SENDING: Duration = Duration::from_mins(1);

/// What one round of the sweep changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Rows deleted or given up.
    pub rows: u64,
    /// Whether a batch was full, so that another round is due at once.
    pub more: bool,
}

impl Store {
    /// One round over everything that can expire.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn sweep(&self, now: Timestamp, idle: Duration) -> Result<Swept, StoreError> {
        let statements: [(&'static str, Timestamp); 10] = [
            (
                "update deliveries set status = 'unknown', reason = 'unknown', form_key = null
                 where id in (select id from deliveries
                     where status = 'sending' and created_at < $1 limit $2)",
                now.minus(SENDING),
            ),
            (
                "delete from users where id in (select u.id from users u
                     where u.verified_at is null and u.created_at < $1
                         and not exists (select 1 from blocks b where b.phone_hash = u.phone_hash)
                         and not exists (select 1 from verifications v where v.user_id = u.id
                             and v.consumed_at is null and v.created_at > $1 + $3)
                     limit $2)",
                now.minus(UNVERIFIED),
            ),
            // Signed-in sessions do not go with the verification that was to
            // renew them.
            (
                "update sessions set verification_id = null
                 where id_hash in (select s.id_hash from sessions s
                     join verifications v on v.id = s.verification_id
                     where v.created_at < $1 and s.user_id is not null limit $2)",
                now.minus(VERIFICATIONS),
            ),
            (
                "delete from verifications where id in (select v.id from verifications v
                     where v.created_at < $1 and not exists (select 1 from sessions s
                         where s.verification_id = v.id and s.user_id is not null)
                     limit $2)",
                now.minus(VERIFICATIONS),
            ),
            (
                "delete from sessions where id_hash in (select id_hash from sessions
                     where expires_at < $1 limit $2)",
                now,
            ),
            (
                "delete from sessions where id_hash in (select id_hash from sessions
                     where last_seen_at < $1 limit $2)",
                now.minus(idle),
            ),
            (
                "delete from limits where key in (select key from limits
                     where full_at < $1 limit $2)",
                now,
            ),
            (
                "delete from browsers where (phone_hash, browser_hash) in (
                     select phone_hash, browser_hash from browsers where seen_at < $1 limit $2)",
                now.minus(BROWSERS),
            ),
            (
                "delete from places where place in (select place from places
                     where switch is null and coalesce(stopped_at, 0) < $1 limit $2)",
                now.minus(DELIVERIES),
            ),
            (
                "delete from deliveries where id in (select id from deliveries
                     where created_at < $1 limit $2)",
                now.minus(DELIVERIES),
            ),
        ];
        // from "older than a day" to "younger than a verification's lifetime"
        let live = crate::base::clock::micros(UNVERIFIED.saturating_sub(LIFETIME));
        let mut swept = Swept::default();
        for (sql, before) in statements {
            let mut query = sqlx::query(sql).bind(before.as_micros()).bind(BATCH);
            if sql.contains("$3") {
                query = query.bind(live);
            }
            let rows = query
                .execute(&mut *self.writer().await?)
                .await?
                .rows_affected();
            swept.rows += rows;
            swept.more |= rows >= BATCH.unsigned_abs();
        }
        for (sql, days) in [
            (
                "delete from traffic where (place, day) in (
                     select place, day from traffic where day < $1 limit $2)",
                TRAFFIC_DAYS,
            ),
            (
                "delete from spent where (day, place) in (
                     select day, place from spent where day < $1 limit $2)",
                SPENT_DAYS,
            ),
        ] {
            let query = sqlx::query(sql).bind(day(now) - days).bind(BATCH);
            let rows = query
                .execute(&mut *self.writer().await?)
                .await?
                .rows_affected();
            swept.rows += rows;
            swept.more |= rows >= BATCH.unsigned_abs();
        }
        Ok(swept)
    }
}
