//! Webhooks as admins see them: paused or failing, with what they were told and what not.

use crate::base::clock::Timestamp;
use crate::base::rng::uuid_v7_floor;
use crate::domain::audit::Entry;
use crate::store::dialect::{query, query_as, query_scalar};
use crate::store::ledger::audit;
use crate::store::{Store, StoreError, with_retry};

/// Rows per statement, where many are sent anew.
const BATCH: i64 = 1_000;

/// After the last id, in every order of letters: ids are hex digits.
pub(super) const END: &str = "g";

/// What is known of a webhook beside its settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct WebhookState {
    /// Its name.
    pub name: String,
    /// Since when nothing but failures came of it, in microseconds.
    pub failing_since: Option<i64>,
    /// When it was paused, in microseconds.
    pub paused_at: Option<i64>,
    /// An admin's number, masked; or why it paused by itself.
    pub paused_by: Option<String>,
}

/// What is to be sent anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replay {
    /// One event, by its id.
    One(String),
    /// What was given up.
    Dead,
    /// All that happened from a moment on, and before another one.
    Span(Timestamp, Timestamp),
}

impl Store {
    /// What is known of webhooks.
    pub async fn webhook_states(&self) -> Result<Vec<WebhookState>, StoreError> {
        let sql = "select name, failing_since, paused_at, paused_by from webhooks order by name";
        Ok(query_as(sql).fetch_all(&mut *self.reader().await?).await?)
    }

    /// Pauses a webhook, for this reason; false if it was already.
    pub async fn pause_webhook(
        &self,
        name: &str,
        why: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let paused = query(PAUSE).bind(name).bind(now.as_micros()).bind(why);
        Ok(self.write(paused).await?.rows_affected() == 1)
    }

    /// Pauses a webhook, as an admin; false if it was already.
    pub async fn pause_webhook_by(&self, name: &str, entry: &Entry) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let by = entry.actor.number.as_deref().unwrap_or_default();
            let paused = query(PAUSE).bind(name).bind(entry.at.as_micros()).bind(by);
            let paused = paused.execute(&mut tx).await?.rows_affected() == 1;
            audit::recorded(tx, paused, entry).await
        })
        .await
    }

    /// Sends to a webhook again, and at once what waits for another try; false if it was
    /// not paused.
    pub async fn resume_webhook(&self, name: &str, entry: &Entry) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let resumed = query(
                "update webhooks set paused_at = null, paused_by = null, failing_since = null
                 where name = $1 and paused_at is not null",
            );
            let resumed = resumed.bind(name).execute(&mut tx).await?;
            let resumed = resumed.rows_affected() == 1;
            if resumed {
                let at_once = query(
                    "update event_deliveries set next_at = $2
                     where webhook = $1 and next_at is not null and next_at > $2",
                );
                let at_once = at_once.bind(name).bind(entry.at.as_micros());
                at_once.execute(&mut tx).await?;
            }
            audit::recorded(tx, resumed, entry).await
        })
        .await
    }

    /// Has a webhook told again, by the same ids; how much that is.
    pub async fn replay(
        &self,
        webhook: &str,
        what: &Replay,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let floor = |at: Timestamp| uuid_v7_floor(at).simple().to_string();
        let (sql, mut after, until) = match what {
            Replay::One(id) => return self.replay_these(webhook, (id, id), now).await,
            Replay::Dead => (DEAD, String::new(), END.to_owned()),
            Replay::Span(from, until) => (SPAN, floor(*from), floor(*until)),
        };
        let mut all = 0;
        loop {
            let next = query_scalar(sql).bind(webhook).bind(&after).bind(&until);
            let next = next.bind(BATCH);
            let ids: Vec<String> = next.fetch_all(&mut *self.reader().await?).await?;
            let (Some(first), Some(last)) = (ids.first(), ids.last()) else {
                return Ok(all);
            };
            all += match what {
                Replay::Dead => self.replay_dead(webhook, (first, last), now).await?,
                _ => self.replay_these(webhook, (first, last), now).await?,
            };
            // what comes next is after the last one
            after = format!("{last} ");
        }
    }

    async fn replay_dead(
        &self,
        webhook: &str,
        (first, last): (&str, &str),
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let again = query(
            "update event_deliveries set dead_at = null, next_at = $4, tries_before = tries
             where webhook = $1 and event_id >= $2 and event_id <= $3 and dead_at is not null",
        );
        let again = again.bind(webhook).bind(first).bind(last);
        Ok(self
            .write(again.bind(now.as_micros()))
            .await?
            .rows_affected())
    }

    async fn replay_these(
        &self,
        webhook: &str,
        (first, last): (&str, &str),
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let done = query(
                "insert into event_tries (webhook, event_id, nth, at, what, answer)
                 select webhook, event_id, tries, done_at, coalesce(last, ''), ''
                 from event_deliveries
                 where webhook = $1 and event_id >= $2 and event_id <= $3 and done_at is not null
                 on conflict (webhook, event_id, nth) do nothing",
            );
            let done = done.bind(webhook).bind(first).bind(last);
            done.execute(&mut tx).await?;
            let again = query(
                "update event_deliveries
                 set done_at = null, dead_at = null, next_at = $4, tries_before = tries
                 where webhook = $1 and event_id >= $2 and event_id <= $3
                     and (done_at is not null or dead_at is not null)",
            );
            let again = again.bind(webhook).bind(first).bind(last);
            let again = again.bind(now.as_micros()).execute(&mut tx).await?;
            tx.commit().await?;
            Ok(again.rows_affected())
        })
        .await
    }
}

const PAUSE: &str = "insert into webhooks (name, paused_at, paused_by) values ($1, $2, $3)
     on conflict (name) do update set paused_at = excluded.paused_at,
         paused_by = excluded.paused_by
     where webhooks.paused_at is null";

const DEAD: &str = "select event_id from event_deliveries
     where webhook = $1 and event_id >= $2 and event_id < $3 and dead_at is not null
     order by event_id limit $4";

const SPAN: &str = "select event_id from event_deliveries
     where webhook = $1 and event_id >= $2 and event_id < $3
     order by event_id limit $4";
