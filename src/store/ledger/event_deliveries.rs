//! Events on their way to webhooks. Those of one person go to a webhook one after the
//! other: whoever ends one, or puts it off, holds its row meanwhile, and lets the next one
//! go or wait in the same transaction.

use crate::base::clock::Timestamp;
use crate::store::dialect::{query, query_as, query_scalar};
use crate::store::pool_metrics::Tx;
use crate::store::{Store, StoreError, with_retry};

/// An event that a webhook is to be told now.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DueEvent {
    /// The event's id.
    pub event_id: String,
    /// Whose order it keeps.
    pub subject: String,
    /// Its place in that.
    pub version: i64,
    /// How often it was tried before.
    pub tries: i64,
    /// How often of these before it was sent anew.
    pub tries_before: i64,
    /// What happened.
    pub kind: String,
    /// At which app.
    pub app: Option<String>,
    /// In which session.
    pub session: Option<String>,
    /// Who did it.
    pub by: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// The whole message, where it is about no person.
    pub body: Option<String>,
    /// When, in microseconds.
    pub created_at: i64,
    /// The person's number, unless they are gone.
    pub phone: Option<String>,
}

/// What came of a try that failed.
#[derive(Debug, Clone)]
pub struct FailedTry {
    /// When.
    pub at: Timestamp,
    /// In a word, such as a status.
    pub what: String,
    /// How the answer began.
    pub answer: String,
    /// When it is tried again; none: it is given up.
    pub again: Option<Timestamp>,
}

impl Store {
    /// What a webhook is to be told, unless it is paused: what has waited longest.
    pub async fn due_events(
        &self,
        webhook: &str,
        now: Timestamp,
        most: u32,
    ) -> Result<Vec<DueEvent>, StoreError> {
        let due = query_as(
            "select d.event_id, d.subject, d.version, d.tries, d.tries_before, e.kind, e.app,
                 e.session, e.by, e.why, e.body, e.created_at, u.phone
             from event_deliveries d join events e on e.id = d.event_id
                 left join users u on u.id = d.subject
             where d.webhook = $1 and d.next_at is not null and d.next_at <= $2
                 and not exists (select 1 from webhooks w
                     where w.name = $1 and w.paused_at is not null)
             order by d.next_at, d.event_id limit $3",
        );
        let due = due.bind(webhook).bind(now.as_micros());
        let due = due.bind(i64::from(most));
        Ok(due.fetch_all(&mut *self.reader().await?).await?)
    }

    /// Takes an event, to send it: nobody else gets it until `again`. False if somebody
    /// was first, an earlier one of the same person waits, or the webhook was paused.
    pub async fn take_event(
        &self,
        webhook: &str,
        due: &DueEvent,
        again: Timestamp,
    ) -> Result<bool, StoreError> {
        let taken = query(
            "update event_deliveries set tries = tries + 1, next_at = $4
             where webhook = $1 and event_id = $2 and tries = $3 and next_at is not null
                 and done_at is null and dead_at is null
                 and not exists (select 1 from webhooks w
                     where w.name = $1 and w.paused_at is not null)
                 and not exists (select 1 from event_deliveries p
                     where p.webhook = $1 and p.subject = $5 and p.version < $6
                         and p.done_at is null and p.dead_at is null)",
        );
        let taken = taken.bind(webhook).bind(&due.event_id).bind(due.tries);
        let taken = taken.bind(again.as_micros()).bind(&due.subject);
        Ok(self.write(taken.bind(due.version)).await?.rows_affected() == 1)
    }

    /// Lets all of somebody's events wait for the first of them.
    pub async fn queue_events(&self, webhook: &str, subject: &str) -> Result<(), StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let first: Option<i64> = query_scalar(
                "update event_deliveries set tries = tries
                 where webhook = $1 and done_at is null and dead_at is null
                     and event_id = (select p.event_id from event_deliveries p
                         where p.webhook = $1 and p.subject = $2
                             and p.done_at is null and p.dead_at is null
                         order by p.version limit 1)
                 returning version",
            )
            .bind(webhook)
            .bind(subject)
            .fetch_optional(&mut tx)
            .await?;
            if let Some(first) = first {
                wait_for(&mut tx, webhook, subject, first).await?;
            }
            Ok(tx.commit().await?)
        })
        .await
    }

    /// Notes that a webhook has an event, as it said; the next one of the same person is
    /// due.
    pub async fn event_taken(
        &self,
        webhook: &str,
        due: &DueEvent,
        said: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let done = query(
                "update event_deliveries set done_at = $3, next_at = null, last = $4
                 where webhook = $1 and event_id = $2 and done_at is null and dead_at is null",
            );
            let done = done.bind(webhook).bind(&due.event_id);
            done.bind(now.as_micros())
                .bind(said)
                .execute(&mut tx)
                .await?;
            let_next_go(&mut tx, webhook, &due.subject, now).await?;
            query(
                "update webhooks set failing_since = null
                 where name = $1 and failing_since is not null",
            )
            .bind(webhook)
            .execute(&mut tx)
            .await?;
            Ok(tx.commit().await?)
        })
        .await
    }

    /// Notes why a webhook does not have an event. The next ones of the same person wait
    /// for it or, if it is given up, go. Since when nothing but failures came of the
    /// webhook.
    pub async fn event_failed(
        &self,
        webhook: &str,
        due: &DueEvent,
        failed: &FailedTry,
    ) -> Result<Timestamp, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let dead_at = failed.again.is_none().then_some(failed.at.as_micros());
            let noted = query(
                "update event_deliveries set next_at = $3, dead_at = $4, last = $5
                 where webhook = $1 and event_id = $2 and done_at is null and dead_at is null",
            );
            let noted = noted.bind(webhook).bind(&due.event_id);
            let noted = noted
                .bind(failed.again.map(Timestamp::as_micros))
                .bind(dead_at);
            noted.bind(&failed.what).execute(&mut tx).await?;
            let tried = query(
                "insert into event_tries (webhook, event_id, nth, at, what, answer)
                 values ($1, $2, $3, $4, $5, $6)
                 on conflict (webhook, event_id, nth) do nothing",
            );
            let tried = tried.bind(webhook).bind(&due.event_id).bind(due.tries + 1);
            let tried = tried.bind(failed.at.as_micros()).bind(&failed.what);
            tried.bind(&failed.answer).execute(&mut tx).await?;
            if failed.again.is_some() {
                wait_for(&mut tx, webhook, &due.subject, due.version).await?;
            } else {
                let_next_go(&mut tx, webhook, &due.subject, failed.at).await?;
            }
            let since: i64 = query_scalar(
                "insert into webhooks (name, failing_since) values ($1, $2)
                 on conflict (name) do update set
                     failing_since = coalesce(webhooks.failing_since, excluded.failing_since)
                 returning failing_since",
            )
            .bind(webhook)
            .bind(failed.at.as_micros())
            .fetch_one(&mut tx)
            .await?;
            tx.commit().await?;
            Ok(Timestamp::from_micros(since))
        })
        .await
    }
}

/// What comes after a place in somebody's order waits for it: it has no moment of its own.
async fn wait_for(
    tx: &mut Tx,
    webhook: &str,
    subject: &str,
    version: i64,
) -> Result<(), StoreError> {
    let waits = query(
        "update event_deliveries set next_at = null
         where webhook = $1 and subject = $2 and version > $3 and next_at is not null
             and done_at is null and dead_at is null",
    );
    let waits = waits.bind(webhook).bind(subject).bind(version);
    waits.execute(tx).await?;
    Ok(())
}

/// The first of somebody's events that wait is due, if it waited for another one.
async fn let_next_go(
    tx: &mut Tx,
    webhook: &str,
    subject: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let goes = query(
        "update event_deliveries set next_at = $3
         where webhook = $1 and next_at is null and done_at is null and dead_at is null
             and event_id = (select p.event_id from event_deliveries p
                 where p.webhook = $1 and p.subject = $2
                     and p.done_at is null and p.dead_at is null
                 order by p.version limit 1)",
    );
    let goes = goes.bind(webhook).bind(subject).bind(now.as_micros());
    goes.execute(tx).await?;
    Ok(())
}
