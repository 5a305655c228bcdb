//! Number ranges that texts go to and nobody answers: where to look for fraud.

use super::places::day;
use super::{Store, StoreError};
use crate::base::clock::Timestamp;
use crate::domain::place::Switch;

/// A range that strangers had texts sent to, today and yesterday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskyRange {
    /// The range in plain.
    pub label: String,
    /// Texts.
    pub texts: u64,
    /// Those that were answered.
    pub verified: u64,
    /// What an admin decided about it.
    pub switch: Option<Switch>,
    /// The newest noted refusal, if it stopped by itself.
    pub stopped_at: Option<Timestamp>,
}

type Row = (String, i64, i64, Option<String>, Option<i64>);

impl Store {
    /// Ranges of which at least five texts, and more than half, were not
    /// answered today and yesterday (UTC); the most unanswered first.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn risky_ranges(
        &self,
        limit: u32,
        now: Timestamp,
    ) -> Result<Vec<RiskyRange>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "select max(t.label), cast(sum(t.texts) as bigint), cast(sum(t.verified) as bigint),
                 p.switch, p.stopped_at
             from traffic t left join places p on p.place = t.place
             where t.day >= $1 and t.label is not null and t.place like 'range:%'
             group by t.place, p.switch, p.stopped_at
             having sum(t.texts) - sum(t.verified) >= 5 and 2 * sum(t.verified) < sum(t.texts)
             order by sum(t.texts) - sum(t.verified) desc, 1 limit $2",
        )
        .bind(day(now) - 1)
        .bind(i64::from(limit))
        .fetch_all(&mut *self.reader().await?)
        .await?;
        let read = |(label, texts, verified, switch, stopped_at): Row| RiskyRange {
            label,
            texts: texts.unsigned_abs(),
            verified: verified.unsigned_abs(),
            switch: switch.as_deref().and_then(Switch::read),
            stopped_at: stopped_at.map(Timestamp::from_micros),
        };
        Ok(rows.into_iter().map(read).collect())
    }
}
