//! What other nodes found out about providers. A text reads it with its places.

use crate::base::clock::Timestamp;
use crate::store::dialect::query;
use crate::store::{Store, StoreError};

impl Store {
    /// Tells the other nodes that this one left a provider alone until then.
    pub async fn breaker_opened(
        &self,
        (provider, node): (&str, &str),
        until: Timestamp,
    ) -> Result<(), StoreError> {
        let opened = query(
            "insert into breakers (provider, node, open_until) values ($1, $2, $3)
             on conflict (provider, node) do update set open_until = excluded.open_until",
        );
        let opened = opened.bind(provider).bind(node);
        self.write(opened.bind(until.as_micros())).await?;
        Ok(())
    }

    /// Tells the other nodes that a provider works again, as this one found.
    pub async fn breaker_closed(&self, provider: &str, node: &str) -> Result<(), StoreError> {
        let closed = query("delete from breakers where provider = $1 and node = $2");
        self.write(closed.bind(provider).bind(node)).await?;
        Ok(())
    }
}
