//! What apps got of sign-ins, and what they could not be told.

use std::time::Duration;

use super::{Batch, Keep};
use crate::base::clock::{DAY, Timestamp};
use crate::store::days::day;

/// How long codes and tokens are kept after their end, what apps got after its own, and
/// what they could not be told.
const TOKENS: Duration = DAY;
const GRANTS: Duration = Duration::from_hours(90 * 24);
const NOTICES: Duration = Duration::from_hours(30 * 24);

/// How many days the counts of apps are kept.
const COUNTS: i64 = 400;

/// Grants of sessions that expired, which are deleted next. Their apps are not told: they
/// know when what they have is over.
pub(super) fn of_expired_sessions(now: Timestamp, keep: &Keep) -> [Batch; 2] {
    let batch = |sql, before: Timestamp| Batch {
        sql,
        before: before.as_micros(),
        extra: Some(now.as_micros()),
    };
    [
        batch(
            "update grants set ended_at = $3, ended_why = 'expired'
             where ended_at is null and is_offline = 0 and session in (
                 select id_hash from sessions where expires_at < $1 limit $2)",
            now,
        ),
        batch(
            "update grants set ended_at = $3, ended_why = 'expired'
             where ended_at is null and is_offline = 0 and session in (
                 select id_hash from sessions where last_seen_at < $1 limit $2)",
            now.minus(keep.idle),
        ),
    ]
}

/// All that is over for long enough.
pub(super) fn by_moment(now: Timestamp) -> [Batch; 6] {
    let batch = |sql, before| Batch {
        sql,
        before,
        extra: None,
    };
    let ago = |age| now.minus(age).as_micros();
    [
        batch(
            "delete from codes where hash in (select hash from codes
                 where expires_at < $1 limit $2)",
            ago(TOKENS),
        ),
        batch(
            "delete from tokens where hash in (select hash from tokens
                 where expires_at < $1 limit $2)",
            ago(TOKENS),
        ),
        batch(
            "delete from grants where id in (select id from grants
                 where ends_at < $1 limit $2)",
            ago(GRANTS),
        ),
        batch(
            "delete from grants where id in (select id from grants
                 where ended_at < $1 limit $2)",
            ago(GRANTS),
        ),
        batch(
            "delete from logout_notices where id in (select id from logout_notices
                 where created_at < $1 limit $2)",
            ago(NOTICES),
        ),
        batch(
            "delete from app_days where (app, day) in (
                 select app, day from app_days where day < $1 limit $2)",
            day(now) - COUNTS,
        ),
    ]
}
