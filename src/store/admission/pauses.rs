//! Providers that admins paused. A text reads them with its places.

use std::collections::BTreeMap;

use crate::base::clock::Timestamp;
use crate::domain::audit::Entry;
use crate::store::dialect::{query, query_as};
use crate::store::ledger::audit::recorded;
use crate::store::{Store, StoreError, with_retry};

/// When a provider was paused, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    /// When.
    pub at: Timestamp,
    /// The admin's number, masked.
    pub by: Option<String>,
}

impl Store {
    /// Pauses a provider, by its name; false when it was paused already.
    pub async fn pause(&self, provider: &str, entry: &Entry) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let paused = query(
                "insert into pauses (provider, paused_at, paused_by) values ($1, $2, $3)
                 on conflict (provider) do nothing",
            )
            .bind(provider)
            .bind(entry.at.as_micros())
            .bind(entry.actor.number.as_deref())
            .execute(&mut tx)
            .await?;
            recorded(tx, paused.rows_affected() == 1, entry).await
        })
        .await
    }

    /// Lets a paused provider carry texts again; false when it was not paused.
    pub async fn resume(&self, provider: &str, entry: &Entry) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let resumed = query("delete from pauses where provider = $1")
                .bind(provider)
                .execute(&mut tx)
                .await?;
            recorded(tx, resumed.rows_affected() == 1, entry).await
        })
        .await
    }

    /// The paused providers, by name.
    pub async fn pauses(&self) -> Result<BTreeMap<String, Pause>, StoreError> {
        let rows: Vec<(String, i64, Option<String>)> =
            query_as("select provider, paused_at, paused_by from pauses")
                .fetch_all(&mut *self.reader().await?)
                .await?;
        let pause = |(provider, at, by)| {
            let at = Timestamp::from_micros(at);
            (provider, Pause { at, by })
        };
        Ok(rows.into_iter().map(pause).collect())
    }
}
