//! What happened, for whoever asks.

use crate::base::clock::Timestamp;
use crate::base::rng::uuid_v7_floor;
use crate::store::dialect::query_as;
use crate::store::{Store, StoreError};

/// Something that happened to a person.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct EventRecord {
    /// The event's id.
    pub id: String,
    /// What happened.
    pub kind: String,
    /// To whom, by id.
    pub subject: String,
    /// Its place among what happened to them.
    pub version: i64,
    /// At which app.
    pub app: Option<String>,
    /// In which session.
    pub session: Option<String>,
    /// Who did it.
    pub by: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// When, in microseconds.
    pub created_at: i64,
}

impl Store {
    /// What happened to people after an event and before a moment, in order.
    pub async fn events_after(
        &self,
        after: &str,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<EventRecord>, StoreError> {
        let events = query_as(
            "select id, kind, subject, version, app, session, by, why, created_at from events
             where id > $1 and id < $2 and body is null order by id limit $3",
        );
        let events = events.bind(after.to_owned());
        let events = events.bind(uuid_v7_floor(until).simple().to_string());
        let events = events.bind(i64::from(limit));
        Ok(events.fetch_all(&mut *self.reader().await?).await?)
    }
}
