//! Hand-overs to providers, begun before the provider is called.

use std::time::Duration;

use crate::base::language::Language;
use crate::domain::delivery::{Accepted, DeliveryId, Fault};
use crate::domain::money::Money;
use crate::domain::phone::Phone;
use crate::domain::verification::VerificationId;
use crate::store::dialect::query_as;
use crate::store::{Store, StoreError};

/// Statuses of a hand-over that is not written down to its end.
const ON_ITS_WAY: [&str; 3] = ["sending", "delivered", "undelivered"];

/// What is known before the provider is called.
#[derive(Debug, Clone)]
pub struct NewDelivery {
    /// Our id.
    pub id: DeliveryId,
    /// The first delivery of the same message; its own id if it is that.
    pub message: DeliveryId,
    /// Which hand-over of the message this is, from 1.
    pub nth: u32,
    /// Who the text is for; only its hash and last digits are kept.
    pub phone: Phone,
    /// The keyed hash of the number.
    pub phone_hash: String,
    /// Which rendered form asked, hashed with the number.
    pub form_key: Option<String>,
    /// The keyed hash of the number's range.
    pub range: String,
    /// The provider that will be called.
    pub provider: String,
    /// What the text costs, where prices are configured.
    pub cost: Option<Money>,
    /// The language of the text, as far as it is known.
    pub language: Option<Language>,
}

/// How a hand-over ended, for its row.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The delivery.
    pub id: DeliveryId,
    /// What the provider said.
    pub result: Result<Accepted, Fault>,
    /// How long the provider took.
    pub took: Duration,
}

/// Where a hand-over stands, for whoever repeated its form.
#[derive(Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// The provider has not answered yet.
    Sending,
    /// Taken; this verification came of it.
    Taken(VerificationId),
    /// Not confirmed, with the reason's word.
    Failed(String),
}

/// A delivery as its owner may download it.
#[derive(Debug, sqlx::FromRow)]
pub struct DeliveryRow {
    /// Our id.
    pub id: String,
    /// When the hand-over began, in microseconds.
    pub created_at: i64,
    /// The provider's name.
    pub provider: String,
    /// Where it stands.
    pub status: String,
    /// Why it failed, if it did.
    pub reason: Option<String>,
    /// The language of the text, if it is known.
    pub language: Option<String>,
}

impl Store {
    /// Where a message stands, and the keyed hash of its number: its last hand-over
    /// tells, but that a country is closed only if all do.
    pub async fn message_state(
        &self,
        first: DeliveryId,
    ) -> Result<(DeliveryState, String), StoreError> {
        let row: Option<(String, Option<String>, Option<String>, String)> = query_as(
            "select status, reason, verification_id, phone_hash from deliveries
             where id in (select $1 union all
                 select id from deliveries where message_id = $1 and nth > 1)
             order by case when reason = 'region' then 1 else 0 end, nth desc limit 1",
        )
        .bind(first.to_string())
        .fetch_optional(&mut *self.reader().await?)
        .await?;
        let phone_hash = row.as_ref().map_or(String::new(), |row| row.3.clone());
        let state = match row {
            // a receipt may come before our own commit
            Some((status, _, None, _)) if ON_ITS_WAY.contains(&status.as_str()) => {
                DeliveryState::Sending
            }
            Some((_, _, Some(verification), _)) => {
                DeliveryState::Taken(crate::store::read("verification_id", &verification)?)
            }
            Some((_, reason, None, _)) => DeliveryState::Failed(reason.unwrap_or_default()),
            None => DeliveryState::Failed(String::new()),
        };
        Ok((state, phone_hash))
    }

    /// The newest deliveries to a number, newest first.
    pub async fn deliveries_to(&self, phone_hash: &str) -> Result<Vec<DeliveryRow>, StoreError> {
        Ok(query_as(
            "select id, created_at, provider, status, reason, language from deliveries
             where phone_hash = $1 order by created_at desc, id desc limit 1000",
        )
        .bind(phone_hash)
        .fetch_all(&mut *self.reader().await?)
        .await?)
    }
}
