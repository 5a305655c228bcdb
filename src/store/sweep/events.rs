//! What happened, and whom it was told: an event's id tells its age.

use super::{BATCH, Swept};
use crate::base::clock::Timestamp;
use crate::base::rng::uuid_v7_floor;
use crate::store::dialect::{query, query_scalar};
use crate::store::{Store, StoreError};

impl Store {
    /// Forgets events of before, and of each webhook, known or not, what it was told.
    pub(super) async fn sweep_events(&self, before: Timestamp) -> Result<Swept, StoreError> {
        let (first, mut swept) = (uuid_v7_floor(before).simple().to_string(), Swept::default());
        let mut webhook = String::new();
        while let Some(next) = self.webhook_after(&webhook).await? {
            let told = query(
                "delete from event_deliveries where webhook = $3 and event_id in (
                     select event_id from event_deliveries
                     where webhook = $3 and event_id < $1 limit $2)",
            );
            let told = told.bind(&first).bind(BATCH).bind(&next);
            swept.add(self.write(told).await?.rows_affected());
            webhook = next;
        }
        let events =
            query("delete from events where id in (select id from events where id < $1 limit $2)");
        let events = events.bind(&first).bind(BATCH);
        swept.add(self.write(events).await?.rows_affected());
        Ok(swept)
    }

    /// The next webhook that was told something, by name.
    async fn webhook_after(&self, name: &str) -> Result<Option<String>, StoreError> {
        let next = query_scalar("select min(webhook) from event_deliveries where webhook > $1");
        Ok(next
            .bind(name)
            .fetch_one(&mut *self.reader().await?)
            .await?)
    }
}
