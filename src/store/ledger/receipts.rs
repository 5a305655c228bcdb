//! What providers tell later about texts that they took.

use std::collections::HashSet;

use crate::base::clock::Timestamp;
use crate::domain::delivery::{Category, DeliveryId};
use crate::domain::verification::VerificationId;
use crate::store::dialect::{Query, QueryBuilder, query, query_as};
use crate::store::ledger::rollups::{Changed, counted_row};
use crate::store::sweep::SENDING;
use crate::store::{Store, StoreError, with_retry};

/// How many ids one query asks about.
const AT_ONCE: usize = 100;

/// A receipt's last word on a delivery.
#[derive(Debug, Clone)]
pub struct Told<'a> {
    /// The provider that told, by its configured name.
    pub provider: &'a str,
    /// Our id, if the receipt had it.
    pub delivery: Option<DeliveryId>,
    /// The provider's id, if the receipt had it.
    pub provider_id: Option<&'a str>,
    /// Why it did not arrive; none if it did.
    pub failure: Option<(Category, Option<&'a str>)>,
}

impl Store {
    /// Writes what became of deliveries, all of it or nothing; for each whether
    /// it was news. It was none when it was known already, or is none of this
    /// provider's. The first word is the last: repeated, late and contrary ones
    /// change nothing, and where a receipt has both ids, so does one that does
    /// not fit both.
    ///
    /// # Errors
    /// When the database is not available; the provider should try again.
    pub async fn receipts(
        &self,
        told: &[Told<'_>],
        now: Timestamp,
    ) -> Result<Vec<bool>, StoreError> {
        if told.is_empty() {
            return Ok(Vec::new());
        }
        with_retry(|| self.all_receipts(told, now)).await
    }

    async fn all_receipts(
        &self,
        told: &[Told<'_>],
        now: Timestamp,
    ) -> Result<Vec<bool>, StoreError> {
        // in one order, so that two batches about the same texts do not wait for
        // each other; of two words about one text the first stays the first
        let mut order: Vec<usize> = (0..told.len()).collect();
        order.sort_by_key(|nth| {
            let it = &told[*nth];
            (it.delivery.map(|id| id.to_string()), it.provider_id)
        });
        let mut news = vec![false; told.len()];
        let mut tx = self.begin().await?;
        for nth in order {
            let rows = write(&told[nth], now).fetch_all(&mut tx).await?;
            for row in &rows {
                tx.counters().changed(row);
            }
            news[nth] = !rows.is_empty();
        }
        tx.commit().await?;
        Ok(news)
    }

    /// Whether a text is on its way by this provider, so that its id is not
    /// known here yet.
    pub async fn is_sending(&self, provider: &str, now: Timestamp) -> Result<bool, StoreError> {
        let sending = query(
            "select 1 from deliveries
             where status = 'sending' and provider = $1 and created_at > $2 limit 1",
        )
        .bind(provider)
        .bind(now.minus(SENDING).as_micros())
        .fetch_optional(&mut *self.reader().await?)
        .await?;
        Ok(sending.is_some())
    }

    /// Which of these ids of a provider's are known.
    pub async fn known(&self, provider: &str, ids: &[&str]) -> Result<HashSet<String>, StoreError> {
        let mut known = HashSet::new();
        for some in ids.chunks(AT_ONCE) {
            let mut sql =
                QueryBuilder::new("select provider_id from deliveries where provider_id in (");
            let mut list = sql.separated(", ");
            for id in some {
                list.push_bind(*id);
            }
            sql.push(") and provider || '' = ").push_bind(provider);
            let sql = sql.build_query_scalar();
            known.extend(sql.fetch_all(&mut *self.reader().await?).await?);
        }
        Ok(known)
    }

    /// Who carried the newest text of a verification, if that text is known not
    /// to have arrived.
    pub async fn undelivered_by(&self, id: &VerificationId) -> Result<Option<String>, StoreError> {
        let newest: Option<(String, String)> = query_as(
            "select status, provider from deliveries where verification_id = $1
             order by created_at desc, nth desc limit 1",
        )
        .bind(id.as_str())
        .fetch_optional(&mut *self.reader().await?)
        .await?;
        let lost = newest.filter(|(status, _)| status == "undelivered");
        Ok(lost.map(|(_, provider)| provider))
    }
}

fn write(told: &Told<'_>, now: Timestamp) -> Query<Changed> {
    let status = match told.failure {
        None => "delivered",
        Some(_) => "undelivered",
    };
    query_as(concat!(
        // found by an id alone: no bare column leads along another index
        "update deliveries set was = status, was_reason = reason,
             status = $1, receipt_at = $2, reason = $3, raw_code = $4
         where id in (select id from deliveries where id = $6
                 union all select id from deliveries
                 where provider_id = $7 and $6 = '' and $7 <> '')
             and status || '' in ('sending', 'accepted', 'unknown')
             and provider || '' = $5
             and ($7 = '' or coalesce(provider_id, $7) = $7)",
        counted_row!()
    ))
    .bind(status)
    .bind(now.as_micros())
    .bind(told.failure.map(|(category, _)| category.as_str()))
    .bind(told.failure.and_then(|(_, code)| code))
    .bind(told.provider)
    .bind(told.delivery.map_or(String::new(), |id| id.to_string()))
    .bind(told.provider_id.unwrap_or_default())
}
