//! The keys that sign what apps are told. Their private halves are sealed.

use crate::base::clock::Timestamp;
use crate::domain::audit::Entry;
use crate::store::dialect::{query, query_as};
use crate::store::ledger::audit;
use crate::store::{Store, StoreError, with_retry};

/// A key.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct KeyRow {
    /// Its name.
    pub kid: String,
    /// What it signs with.
    pub alg: String,
    /// Which of its algorithm it is, from 1.
    pub slot: i64,
    /// Its public half, as a JWK.
    pub public: String,
    /// Its private half, sealed.
    pub sealed: Option<String>,
    /// When it was made, in microseconds.
    pub created_at: i64,
    /// From when on it signs.
    pub signs_from: i64,
    /// Until when.
    pub signs_until: i64,
    /// From when on it is not published any more.
    pub gone_at: Option<i64>,
}

/// A key that may take a free slot.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// The key.
    pub row: KeyRow,
    /// When the one before it is not published any more.
    pub before_gone_at: Timestamp,
}

impl Store {
    /// All keys, the newest of each algorithm first.
    pub async fn signing_keys(&self) -> Result<Vec<KeyRow>, StoreError> {
        Ok(query_as(
            "select kid, alg, slot, public, sealed, created_at, signs_from, signs_until, gone_at
             from signing_keys order by alg desc, slot desc",
        )
        .fetch_all(&mut *self.reader().await?)
        .await?)
    }

    /// Adds a key, unless another node was first with this slot; the one before it
    /// signs until this one does. Whether it was added.
    pub async fn add_key(&self, new: &NewKey, entry: Option<&Entry>) -> Result<bool, StoreError> {
        with_retry(|| async {
            let (mut tx, row) = (self.begin().await?, &new.row);
            let added = query(
                "insert into signing_keys (kid, alg, slot, public, sealed, created_at, signs_from,
                     signs_until)
                 values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (alg, slot) do nothing",
            )
            .bind(&row.kid)
            .bind(&row.alg)
            .bind(row.slot)
            .bind(&row.public)
            .bind(row.sealed.as_ref())
            .bind(row.created_at)
            .bind(row.signs_from)
            .bind(row.signs_until)
            .execute(&mut tx)
            .await?
            .rows_affected()
                == 1;
            if added {
                query(
                    "update signing_keys set signs_until = $3, gone_at = $4
                     where alg = $1 and slot < $2 and gone_at is null",
                )
                .bind(&row.alg)
                .bind(row.slot)
                .bind(row.signs_from)
                .bind(new.before_gone_at.as_micros())
                .execute(&mut tx)
                .await?;
            }
            if let Some(entry) = entry {
                return audit::recorded(tx, added, entry).await;
            }
            tx.commit().await?;
            Ok(added)
        })
        .await
    }

    /// Forgets a key at once; false if there is none of that name.
    pub async fn drop_key(&self, kid: &str, entry: &Entry) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let dropped = query("delete from signing_keys where kid = $1")
                .bind(kid)
                .execute(&mut tx)
                .await?;
            audit::recorded(tx, dropped.rows_affected() == 1, entry).await
        })
        .await
    }

    /// Forgets the private halves of keys that are not published any more, and all of
    /// those that nobody can show a token of.
    pub async fn sweep_keys(&self, now: Timestamp, forgotten: Timestamp) -> Result<(), StoreError> {
        let unsealed = query(
            "update signing_keys set sealed = null where gone_at < $1 and sealed is not null",
        );
        self.write(unsealed.bind(now.as_micros())).await?;
        let gone = query("delete from signing_keys where gone_at < $1");
        self.write(gone.bind(forgotten.as_micros())).await?;
        Ok(())
    }
}
