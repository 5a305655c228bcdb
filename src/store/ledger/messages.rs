//! Hand-overs to providers, as admins read them: those of one message; the log
//! of all is in [`list`].

mod list;

use crate::base::clock::Timestamp;
use crate::base::language::Language;
use crate::domain::delivery::{Category, DeliveryId, Status};
use crate::domain::money::Money;
use crate::domain::region::Region;
use crate::store::dialect::query_as;
use crate::store::{Cursor, Store, StoreError, read, read_region};

pub use list::{MessageFilter, MessageQuery};

/// One hand-over to one provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRecord {
    /// Its id.
    pub id: String,
    /// The id of the message's first hand-over.
    pub message: String,
    /// Which of the message's hand-overs it is, from 1.
    pub nth: u32,
    /// The keyed hash of the number.
    pub phone_hash: String,
    /// The number's last three digits.
    pub last_three: String,
    /// The number's country.
    pub region: Region,
    /// The key of the number's range; empty on old rows.
    pub range: String,
    /// The verification that came of it.
    pub verification: Option<String>,
    /// The provider's configured name.
    pub provider: String,
    /// Where it stands.
    pub status: Status,
    /// Why it failed, if it did.
    pub reason: Option<Category>,
    /// The provider's own code for that.
    pub raw_code: Option<String>,
    /// What happened, in a line.
    pub detail: Option<String>,
    /// How long the provider took to answer, in milliseconds.
    pub took_ms: Option<u64>,
    /// How many parts the text was cut into, where the provider says so.
    pub parts: Option<u32>,
    /// What it costs, where prices are configured.
    pub cost: Option<Money>,
    /// When it began.
    pub began: Timestamp,
    /// When a receipt said what became of the text.
    pub receipt: Option<Timestamp>,
    /// The language of the text, as far as it is known.
    pub language: Option<Language>,
}

#[derive(sqlx::FromRow)]
pub(in crate::store) struct Row {
    id: String,
    message_id: String,
    nth: i64,
    phone_hash: String,
    last_three: String,
    region: String,
    range: String,
    verification_id: Option<String>,
    provider: String,
    status: String,
    reason: Option<String>,
    raw_code: Option<String>,
    detail: Option<String>,
    took_ms: Option<i64>,
    parts: Option<i64>,
    cost: Option<i64>,
    created_at: i64,
    receipt_at: Option<i64>,
    language: Option<String>,
}

macro_rules! select_hand_overs {
    ($rest:literal) => {
        concat!(
            "select d.id, d.message_id, d.nth, d.phone_hash, d.last_three, d.region, d.range,
                 d.verification_id, d.provider, d.status, d.reason, d.raw_code, d.detail,
                 d.took_ms, d.parts, d.cost, d.created_at, d.receipt_at, d.language
             from deliveries d ",
            $rest
        )
    };
}
pub(in crate::store) use select_hand_overs;

impl Row {
    pub(in crate::store) fn read(self) -> Result<DeliveryRecord, StoreError> {
        // a category that a newer version wrote is at least some failure
        let reason = |word: String| word.parse().unwrap_or(Category::Unknown);
        Ok(DeliveryRecord {
            id: self.id,
            message: self.message_id,
            nth: u32::try_from(self.nth).unwrap_or(u32::MAX),
            phone_hash: self.phone_hash,
            last_three: self.last_three,
            region: read_region(&self.region)?,
            range: self.range,
            verification: self.verification_id,
            provider: self.provider,
            status: read("status", &self.status)?,
            reason: self.reason.map(reason),
            raw_code: self.raw_code,
            detail: self.detail,
            took_ms: self.took_ms.and_then(|ms| ms.try_into().ok()),
            parts: self.parts.and_then(|n| n.try_into().ok()),
            cost: self.cost.map(Money::from_micros),
            began: Timestamp::from_micros(self.created_at),
            receipt: self.receipt_at.map(Timestamp::from_micros),
            // one that a newer version knows is none
            language: self.language.and_then(|tag| tag.parse().ok()),
        })
    }
}

impl DeliveryRecord {
    /// Whether nobody was asked, for the number is blocked.
    #[must_use]
    pub fn is_silenced(&self) -> bool {
        self.reason == Some(Category::Silenced)
    }

    /// Its place in the log.
    #[must_use]
    pub fn place(&self) -> Cursor {
        Cursor {
            key: self.began.as_micros(),
            tie: self.id.clone(),
        }
    }
}

impl Store {
    /// All hand-overs of a message, in their order.
    pub async fn message(&self, first: DeliveryId) -> Result<Vec<DeliveryRecord>, StoreError> {
        let sql = select_hand_overs!(
            "where d.id in (select $1 union all
                 select e.id from deliveries e where e.message_id = $1 and e.nth > 1)
             order by d.nth, d.id"
        );
        let rows: Vec<Row> = query_as(sql)
            .bind(first.to_string())
            .fetch_all(&mut *self.reader().await?)
            .await?;
        rows.into_iter().map(Row::read).collect()
    }

    /// The newest hand-over to a number.
    pub async fn newest_to(&self, phone_hash: &str) -> Result<Option<DeliveryRecord>, StoreError> {
        let sql = select_hand_overs!(
            "where d.phone_hash = $1 order by d.created_at desc, d.id desc limit 1"
        );
        let row: Option<Row> = query_as(sql)
            .bind(phone_hash)
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        row.map(Row::read).transpose()
    }
}
