//! What is still to be told to the webhook: written in the transaction of the
//! change that it tells of, sent later, and kept until it was taken.

use crate::base::clock::Timestamp;
use crate::store::dialect::{query, query_as};
use crate::store::pool_metrics::Tx;
use crate::store::{Store, StoreError};

/// Something to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// The message's id, the same however often it is sent.
    pub id: String,
    /// JSON.
    pub body: String,
    /// When it was written.
    pub at: Timestamp,
}

/// One that is to be sent now.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Due {
    /// The message's id.
    pub id: String,
    /// JSON.
    pub body: String,
    /// When it was written, in microseconds.
    pub created_at: i64,
    /// How often it was tried before.
    pub tries: i64,
}

/// Ends a change: with what is to be told if there was one.
pub(in crate::store) async fn told(
    mut tx: Tx,
    changed: bool,
    announcement: Option<&Announcement>,
) -> Result<bool, StoreError> {
    if let Some(it) = announcement.filter(|_| changed) {
        query(
            "insert into announcements (id, body, created_at, tries, next_at)
             values ($1, $2, $3, 0, $3)",
        )
        .bind(&it.id)
        .bind(&it.body)
        .bind(it.at.as_micros())
        .execute(&mut tx)
        .await?;
    }
    tx.commit().await?;
    Ok(changed)
}

impl Store {
    /// The announcement that has been due for longest. Nobody else gets it
    /// until `again`, when it is due once more if it was not taken.
    pub async fn due_announcement(
        &self,
        now: Timestamp,
        again: impl Fn(i64) -> Timestamp,
    ) -> Result<Option<Due>, StoreError> {
        let next: Option<Due> = query_as(
            "select id, body, created_at, tries from announcements
             where next_at <= $1 order by next_at, id limit 1",
        )
        .bind(now.as_micros())
        .fetch_optional(&mut *self.reader().await?)
        .await?;
        let Some(next) = next else { return Ok(None) };
        let ours = self
            .write(
                query(
                    "update announcements set tries = tries + 1, next_at = $3
             where id = $1 and tries = $2 and next_at <= $4",
                )
                .bind(&next.id)
                .bind(next.tries)
                .bind(again(next.tries).as_micros())
                .bind(now.as_micros()),
            )
            .await?;
        Ok((ours.rows_affected() == 1).then_some(next))
    }

    /// Forgets an announcement: it was taken, or nobody takes it.
    pub async fn forget_announcement(&self, id: &str) -> Result<(), StoreError> {
        self.write(query("delete from announcements where id = $1").bind(id))
            .await?;
        Ok(())
    }
}
