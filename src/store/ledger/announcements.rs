//! What nodes of the version before still tell: they write to a table of their own, from
//! where it comes to the other events.

use super::events::adopt;
use super::outbox::Announcement;
use crate::base::clock::Timestamp;
use crate::domain::event::EventKind;
use crate::store::dialect::{query, query_as};
use crate::store::{Store, StoreError, with_retry};

/// How many move at once.
const MOST: i64 = 100;

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    body: String,
    created_at: i64,
}

impl Store {
    /// Moves announcements that nobody is just sending to the events, by their ids; how
    /// many.
    pub async fn adopt_announcements(&self, now: Timestamp) -> Result<u64, StoreError> {
        let due: Vec<Row> = query_as(
            "select id, body, created_at from announcements where next_at <= $1
             order by created_at, id limit $2",
        )
        .bind(now.as_micros())
        .bind(MOST)
        .fetch_all(&mut *self.reader().await?)
        .await?;
        let mut moved = 0;
        for row in &due {
            moved += u64::from(self.adopt(row, now).await?);
        }
        Ok(moved)
    }

    async fn adopt(&self, row: &Row, now: Timestamp) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let gone = query("delete from announcements where id = $1 and next_at <= $2")
                .bind(&row.id)
                .bind(now.as_micros())
                .execute(&mut tx)
                .await?;
            if gone.rows_affected() == 1 {
                let id = row.id.strip_prefix("msg_").unwrap_or(&row.id).to_owned();
                let is_closed = row.body.contains("\"alert.closed\"");
                let said = Announcement {
                    kind: if is_closed {
                        EventKind::AlertClosed
                    } else {
                        EventKind::AlertOpened
                    },
                    subject: id.clone(),
                    version: 1,
                    body: row.body.clone(),
                    at: Timestamp::from_micros(row.created_at),
                };
                adopt(&mut tx, &said, id).await?;
            }
            tx.commit().await?;
            Ok(gone.rows_affected() == 1)
        })
        .await
    }
}
