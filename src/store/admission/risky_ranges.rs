//! Number ranges that texts go to and nobody answers: where to look for fraud.

use crate::base::clock::Timestamp;
use crate::store::days::day;
use crate::store::dialect::query_as;
use crate::store::{Store, StoreError};

/// A range that strangers had texts sent to, today and yesterday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskyRange {
    /// The place's key.
    pub key: String,
    /// The range in plain.
    pub label: String,
    /// Texts.
    pub texts: u64,
    /// Those that were answered.
    pub verified: u64,
}

impl Store {
    /// Ranges of which at least five texts, and more than half, were not
    /// answered today and yesterday (UTC); the most unanswered first.
    pub async fn risky_ranges(
        &self,
        limit: u32,
        now: Timestamp,
    ) -> Result<Vec<RiskyRange>, StoreError> {
        let rows: Vec<(String, String, i64, i64)> = query_as(
            "select place, max(label), cast(sum(texts) as bigint), cast(sum(verified) as bigint)
             from traffic
             where day >= $1 and label is not null and place like 'range:%'
             group by place
             having sum(texts) - sum(verified) >= 5 and 2 * sum(verified) < sum(texts)
             order by sum(texts) - sum(verified) desc, 2 limit $2",
        )
        .bind(day(now) - 1)
        .bind(i64::from(limit))
        .fetch_all(&mut *self.reader().await?)
        .await?;
        let read = |(key, label, texts, verified): (String, String, i64, i64)| RiskyRange {
            key,
            label,
            texts: texts.unsigned_abs(),
            verified: verified.unsigned_abs(),
        };
        Ok(rows.into_iter().map(read).collect())
    }
}
