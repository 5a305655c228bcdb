//! What providers tell later about texts that they took.

use std::collections::HashSet;

use super::delivery_table::Delivery;
use crate::base::clock::Timestamp;
use crate::domain::delivery::{Category, DeliveryId};
use crate::domain::verification::VerificationId;
use crate::store::dialect::{QueryBuilder, query, query_as};
use crate::store::sweep::SENDING;
use crate::store::writer::{Decision, Rows};
use crate::store::{Store, StoreError};

/// How many ids one query asks about.
const AT_ONCE: usize = 100;

/// A receipt's last word on a delivery.
#[derive(Debug, Clone)]
pub struct Told {
    /// The provider that told, by its configured name.
    pub provider: String,
    /// Our id, if the receipt had it.
    pub delivery: Option<DeliveryId>,
    /// The provider's id, if the receipt had it.
    pub provider_id: Option<String>,
    /// Why it did not arrive; none if it did.
    pub failure: Option<(Category, Option<String>)>,
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
    pub async fn receipts(&self, told: Vec<Told>, now: Timestamp) -> Result<Vec<bool>, StoreError> {
        if told.is_empty() {
            return Ok(Vec::new());
        }
        self.submit(Receipts { told, now }).await
    }

    /// Whether a text is on its way by this provider, so that its id is not
    /// known here yet.
    pub async fn is_sending(&self, provider: &str, now: Timestamp) -> Result<bool, StoreError> {
        let sending = query(
            "select 1 from deliveries
             where status = 'sending' and status not in ('accepted', 'delivered')
                 and provider || '' = $1 and created_at > $2 limit 1",
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

    /// What receipts say of the newest text of a verification.
    pub async fn newest_text(&self, id: &VerificationId) -> Result<NewestText, StoreError> {
        let newest: Option<(String, String, Option<String>)> = query_as(
            "select status, provider, reason from deliveries where verification_id = $1
             order by created_at desc, nth desc limit 1",
        )
        .bind(id.as_str())
        .fetch_optional(&mut *self.reader().await?)
        .await?;
        Ok(match newest {
            Some((status, ..)) if status == "delivered" => NewestText::Delivered,
            Some((status, provider, reason)) if status == "undelivered" => {
                let reason = reason.and_then(|word| word.parse().ok());
                let reason = reason.unwrap_or(Category::Unknown);
                NewestText::Undelivered { provider, reason }
            }
            _ => NewestText::Sent,
        })
    }
}

/// What receipts say of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewestText {
    /// Nothing for good.
    Sent,
    /// The phone has it.
    Delivered,
    /// It did not arrive.
    Undelivered {
        /// Who carried it.
        provider: String,
        /// What kind of trouble it was.
        reason: Category,
    },
}

struct Receipts {
    told: Vec<Told>,
    now: Timestamp,
}

impl Decision for Receipts {
    type Outcome = Vec<bool>;

    fn wants(&self, rows: &mut Rows) {
        for told in &self.told {
            match (&told.delivery, &told.provider_id) {
                (Some(id), _) => rows.deliveries.want(id.to_string()),
                (None, Some(id)) => drop(rows.provider_ids.insert(id.clone())),
                (None, None) => {}
            }
        }
    }

    fn decide(&self, rows: &mut Rows) -> Result<Self::Outcome, StoreError> {
        Ok(self
            .told
            .iter()
            .map(|told| told.write(rows, self.now))
            .collect())
    }
}

impl Told {
    /// Notes it; whether it was news.
    fn write(&self, rows: &mut Rows, now: Timestamp) -> bool {
        let fits = |it: &Delivery| {
            let has_id = match (&self.provider_id, &it.provider_id) {
                (Some(told), Some(known)) => told == known,
                _ => self.delivery.is_some(),
            };
            has_id && it.is_open() && it.provider == self.provider
        };
        let ids: Vec<_> = match &self.delivery {
            Some(id) => vec![id.to_string()],
            None => rows.deliveries.keys().cloned().collect(),
        };
        let mut is_news = false;
        for id in ids {
            if rows.deliveries.get(&id).is_some_and(fits)
                && let Some(delivery) = rows.deliveries.change(&id)
            {
                delivery.receive(self.failure.as_ref(), now, &mut rows.counters);
                is_news = true;
            }
        }
        is_news
    }
}
