//! Forgetting what expired, in small batches so that nobody waits.

mod apps;
mod events;

use std::time::Duration;

use super::days::day;
use super::dialect::{query, query_as};
use super::ledger::idempotency;
use super::ledger::rollups::{Changed, counted_row};
use super::{Store, StoreError, with_retry};
use crate::base::clock::{Elapsed, Present, Timestamp, micros};
use crate::domain::rollup::Span;
use crate::domain::verification::LIFETIME;

/// Rows per statement.
const BATCH: i64 = 200;

/// How long an unverified user is kept.
const UNVERIFIED: Duration = Duration::from_hours(24);

/// How long a browser is known without a sign-in: as long as its cookie.
const BROWSERS: Duration = Duration::from_hours(400 * 24);

/// How long counts by five minutes and by hours are kept; by days as long as is
/// configured.
const FIVE_MINUTES: Duration = Duration::from_hours(3 * 24);
const HOURS: Duration = Duration::from_hours(62 * 24);

/// The tables of counts.
const ROLLUPS: [&str; 4] = [
    "delete from rollups where (span, at, region, provider) in (
         select span, at, region, provider from rollups
         where span = $3 and at < $1 limit $2)",
    "delete from rollup_times where (span, at, kind, provider, bucket) in (
         select span, at, kind, provider, bucket from rollup_times
         where span = $3 and at < $1 limit $2)",
    "delete from rollup_failures where (span, at, region, provider, reason) in (
         select span, at, region, provider, reason from rollup_failures
         where span = $3 and at < $1 limit $2)",
    "delete from rollup_refusals where (span, at, region, kind) in (
         select span, at, region, kind from rollup_refusals
         where span = $3 and at < $1 limit $2)",
];

/// How long a stop is remembered that nobody decided about.
const PLACES: Duration = Duration::from_hours(90 * 24);

/// How many days the traffic of places, and what was spent, are kept.
const TRAFFIC_DAYS: i64 = 35;
const SPENT_DAYS: i64 = 400;

/// After this long without an answer nobody waits for the provider any more.
pub(super) const SENDING: Duration = Duration::from_mins(1);

/// How long things are kept that the operator may want gone.
#[derive(Debug, Clone, Copy)]
pub struct Keep {
    /// A session that lies unused.
    pub idle: Duration,
    /// Deliveries.
    pub deliveries: Duration,
    /// Verifications, for the data download.
    pub verifications: Duration,
    /// Counts by day.
    pub rollups: Duration,
}

/// What one round of the sweep changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Rows deleted or given up.
    pub rows: u64,
    /// Whether a batch was full, so that another round is due at once.
    pub more: bool,
}

/// A statement that takes a batch (`$2`) of what is older than `$1`; `{unheld}`
/// passes over rows that somebody holds.
struct Batch {
    sql: &'static str,
    before: i64,
    /// `$3`, where the statement has one.
    extra: Option<i64>,
}

impl Store {
    /// One round over everything that can expire: each statement is a
    /// transaction of its own, so that a sign-in waits for one batch at most.
    /// What makes a row old is asked of the row itself, too: on `PostgreSQL`
    /// somebody may renew it between the search and its deletion.
    pub async fn sweep(&self, present: Present, keep: &Keep) -> Result<Swept, StoreError> {
        let Present { now, elapsed } = present;
        let mut swept = Swept::default();
        swept.add(self.give_up_sending(now).await?);
        let events = self.sweep_events(now.minus(keep.deliveries)).await?;
        swept.rows += events.rows;
        swept.more |= events.more;
        for batch in apps::of_expired_sessions(now, keep)
            .iter()
            .chain(&by_moment(now, keep))
            .chain(&apps::by_moment(now))
            .chain(&buckets(elapsed))
            .chain(&by_day(now))
            .chain(&counts(now, keep))
        {
            let sql = batch.sql.replace("{unheld}", self.database.unheld());
            let mut query = query(sql).bind(batch.before).bind(BATCH);
            if let Some(extra) = batch.extra {
                query = query.bind(extra);
            }
            swept.add(self.write(query).await?.rows_affected());
        }
        Ok(swept)
    }

    /// Deliveries that nobody waits for any more.
    async fn give_up_sending(&self, now: Timestamp) -> Result<u64, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let rows: Vec<Changed> = query_as(concat!(
                "update deliveries set was = status, was_reason = reason,
                     status = 'unknown', reason = 'unknown'
                 where status = 'sending' and id in (select id from deliveries
                     where status = 'sending' and status not in ('accepted', 'delivered')
                         and created_at < $1 limit $2)",
                counted_row!()
            ))
            .bind(now.minus(SENDING).as_micros())
            .bind(BATCH)
            .fetch_all(&mut tx)
            .await?;
            for row in &rows {
                tx.counters().changed(row);
            }
            tx.commit().await?;
            Ok(rows.len() as u64)
        })
        .await
    }
}

impl Swept {
    fn add(&mut self, rows: u64) {
        self.rows += rows;
        self.more |= rows >= BATCH.unsigned_abs();
    }
}

fn by_moment(now: Timestamp, keep: &Keep) -> Vec<Batch> {
    let batch = |sql, before: Timestamp| Batch {
        sql,
        before: before.as_micros(),
        extra: None,
    };
    vec![
        Batch {
            // from "older than a day" to "younger than a verification's lifetime"
            extra: Some(micros(UNVERIFIED.saturating_sub(LIFETIME))),
            ..batch(
                "delete from users where verified_at is null and active_at < $1 + $3
                     and id in (select u.id from users u
                     where u.verified_at is null and u.created_at < $1
                         and not exists (select 1 from blocks b where b.phone_hash = u.phone_hash)
                         and not exists (select 1 from verifications v where v.user_id = u.id
                             and v.consumed_at is null and v.created_at > $1 + $3)
                     limit $2)",
                now.minus(UNVERIFIED),
            )
        },
        // Signed-in sessions do not go with the verification that was to renew
        // them.
        batch(
            "update sessions set verification_id = null
             where user_id is not null and exists (select 1 from verifications v
                     where v.id = sessions.verification_id and v.created_at < $1)
                 and id_hash in (select s.id_hash from sessions s
                 join verifications v on v.id = s.verification_id
                 where v.created_at < $1 and s.user_id is not null limit $2)",
            now.minus(keep.verifications),
        ),
        batch(
            "delete from verifications where id in (select v.id from verifications v
                 where v.created_at < $1 and not exists (select 1 from sessions s
                     where s.verification_id = v.id and s.user_id is not null)
                 limit $2)",
            now.minus(keep.verifications),
        ),
        batch(
            "delete from sessions where expires_at < $1
                 and id_hash in (select id_hash from sessions where expires_at < $1 limit $2)",
            now,
        ),
        batch(
            "delete from sessions where last_seen_at < $1
                 and id_hash in (select id_hash from sessions where last_seen_at < $1 limit $2)",
            now.minus(keep.idle),
        ),
        batch(
            "delete from breakers where open_until < $1 and (provider, node) in (
                 select provider, node from breakers where open_until < $1 limit $2)",
            now,
        ),
        batch(
            "delete from browsers where seen_at < $1 and (phone_hash, browser_hash) in (
                 select phone_hash, browser_hash from browsers where seen_at < $1 limit $2)",
            now.minus(BROWSERS),
        ),
        batch(
            "delete from factor_words where expires_at < $1 and phone_hash in (
                 select phone_hash from factor_words where expires_at < $1 limit $2)",
            now,
        ),
        batch(
            "delete from places where switch is null and coalesce(stopped_at, 0) < $1
                 and place in (select place from places
                 where switch is null and coalesce(stopped_at, 0) < $1 limit $2)",
            now.minus(PLACES),
        ),
        batch(
            "delete from alerts where id in (select id from alerts
                 where closed_at < $1 limit $2)",
            now.minus(keep.deliveries),
        ),
        batch(
            "delete from idempotency where key_hash in (select key_hash from idempotency
                 where at < $1 limit $2)",
            now.minus(idempotency::KEPT),
        ),
        batch(
            "delete from deliveries where id in (select id from deliveries
                 where created_at < $1 limit $2)",
            now.minus(keep.deliveries),
        ),
    ]
}

/// Buckets that are full again; never those that somebody just takes from, in an
/// order of their own. Beside them those of the version before.
fn buckets(elapsed: Elapsed) -> [Batch; 2] {
    let batch = |sql| Batch {
        sql,
        before: elapsed.as_micros(),
        extra: None,
    };
    [
        batch(
            "delete from buckets where full_at < $1 and subject in (
                 select subject from buckets where full_at < $1 limit $2{unheld})",
        ),
        batch(
            "delete from limits where full_at < $1 and key in (
                 select key from limits where full_at < $1 limit $2{unheld})",
        ),
    ]
}

fn by_day(now: Timestamp) -> [Batch; 2] {
    let batch = |sql, days| Batch {
        sql,
        before: day(now) - days,
        extra: None,
    };
    [
        batch(
            "delete from traffic where (place, day) in (
                 select place, day from traffic where day < $1 limit $2)",
            TRAFFIC_DAYS,
        ),
        batch(
            "delete from spent where (day, place) in (
                 select day, place from spent where day < $1 limit $2)",
            SPENT_DAYS,
        ),
    ]
}

/// The counts, by each of their spans.
fn counts(now: Timestamp, keep: &Keep) -> Vec<Batch> {
    let spans = [
        (Span::FiveMinutes, FIVE_MINUTES),
        (Span::Hour, HOURS),
        (Span::Day, keep.rollups),
    ];
    let tables = |(span, age): (Span, Duration)| {
        ROLLUPS.map(|sql| Batch {
            sql,
            before: now.minus(age).as_micros(),
            extra: Some(span.seconds()),
        })
    };
    spans.into_iter().flat_map(tables).collect()
}
