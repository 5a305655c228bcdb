//! What pages and alerts read of the counts: a handful of rows for each span,
//! never the rows that were counted.

use std::collections::BTreeMap;
use std::time::Duration;

use sqlx::FromRow;

use crate::base::clock::{Timestamp, micros};
use crate::domain::latency::LatencyHistogram;
use crate::domain::rollup::{Counts, Period, Span};
use crate::store::dialect::{query_as, query_scalar};
use crate::store::{Store, StoreError};

/// What was timed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimedKind {
    /// How long a provider took to answer.
    Answer,
    /// How long it took from the first request to the sign-in.
    SignIn,
}

impl TimedKind {
    /// The word in the database.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::SignIn => "sign_in",
        }
    }
}

/// Times of one provider in one slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timed {
    /// Where the slot begins.
    pub at: Timestamp,
    /// The provider; of a sign-in, the one that took its text.
    pub provider: String,
    /// How long it took.
    pub times: LatencyHistogram,
}

/// How many hand-overs failed for one reason.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Failures {
    /// A word of [`crate::domain::delivery::Category`].
    pub reason: String,
    /// The provider.
    pub provider: String,
    /// The country's code.
    pub region: String,
    /// How many.
    pub n: i64,
}

#[derive(FromRow)]
struct CountsRow {
    slot: i64,
    name: String,
    requested: i64,
    sending: i64,
    accepted: i64,
    delivered: i64,
    undelivered: i64,
    refused: i64,
    unknown: i64,
    entered: i64,
    verified: i64,
    cost: i64,
}

impl CountsRow {
    /// A receipt may come when its text's five minutes are swept away already;
    /// what is left then is no count.
    fn read(&self) -> Counts {
        Counts {
            requested: self.requested.max(0),
            sending: self.sending.max(0),
            accepted: self.accepted.max(0),
            delivered: self.delivered.max(0),
            undelivered: self.undelivered.max(0),
            refused: self.refused.max(0),
            unknown: self.unknown.max(0),
            entered: self.entered.max(0),
            verified: self.verified.max(0),
            cost: self.cost.max(0),
        }
    }
}

/// Sums by the time or by a name: expressions over a row, and what is grouped by.
macro_rules! sum_counts {
    ($slot:literal, $name:literal, $by:literal) => {
        concat!(
            "select ",
            $slot,
            " as slot, ",
            $name,
            " as name,
             cast(sum(requested) as bigint) as requested, cast(sum(sending) as bigint) as sending,
             cast(sum(accepted) as bigint) as accepted,
             cast(sum(delivered) as bigint) as delivered,
             cast(sum(undelivered) as bigint) as undelivered,
             cast(sum(refused) as bigint) as refused, cast(sum(unknown) as bigint) as unknown,
             cast(sum(entered) as bigint) as entered, cast(sum(verified) as bigint) as verified,
             cast(sum(cost) as bigint) as cost
             from rollups where span = $1 and at >= $2 and at < $3
             group by ",
            $by,
            " order by ",
            $by
        )
    };
}

impl Store {
    /// Where the earliest of the counts by this span begins.
    pub async fn first_count(&self, span: Span) -> Result<Option<Timestamp>, StoreError> {
        let at: Option<i64> = query_scalar("select min(at) from rollups where span = $1")
            .bind(span.seconds())
            .fetch_one(&mut *self.reader().await?)
            .await?;
        Ok(at.map(Timestamp::from_micros))
    }

    /// The counts of a period in slots of `step`, which is a multiple of its
    /// span; each slot with its beginning. Slots without texts are left out.
    pub async fn counts_by_time(
        &self,
        period: Period,
        step: Duration,
    ) -> Result<Vec<(Timestamp, Counts)>, StoreError> {
        // Along the index, so that nothing is sorted; spans make slots here.
        let rows = self.counts(sum_counts!("at", "''", "at"), period).await?;
        let mut slots: Vec<(Timestamp, Counts)> = Vec::new();
        for row in &rows {
            let at = period.slot(Timestamp::from_micros(row.slot), step);
            match slots.last_mut() {
                Some((last, counts)) if *last == at => *counts += row.read(),
                _ => slots.push((at, row.read())),
            }
        }
        Ok(slots)
    }

    /// The counts of a period by country, with its code.
    pub async fn counts_by_region(
        &self,
        period: Period,
    ) -> Result<BTreeMap<String, Counts>, StoreError> {
        let rows = self
            .counts(sum_counts!("cast(0 as bigint)", "region", "region"), period)
            .await?;
        let read = |row: CountsRow| (row.name.clone(), row.read());
        Ok(rows.into_iter().map(read).collect())
    }

    /// The counts of a period by provider.
    pub async fn counts_by_provider(
        &self,
        period: Period,
    ) -> Result<BTreeMap<String, Counts>, StoreError> {
        let sql = sum_counts!("cast(0 as bigint)", "provider", "provider");
        let rows = self.counts(sql, period).await?;
        let read = |row: CountsRow| (row.name.clone(), row.read());
        Ok(rows.into_iter().map(read).collect())
    }

    async fn counts(
        &self,
        sql: &'static str,
        period: Period,
    ) -> Result<Vec<CountsRow>, StoreError> {
        let query = query_as(sql)
            .bind(period.span.seconds())
            .bind(period.from.as_micros())
            .bind(period.until.as_micros());
        Ok(query.fetch_all(&mut *self.reader().await?).await?)
    }

    /// The times of a period by slot and provider, as [`Self::counts_by_time`].
    pub async fn times(
        &self,
        kind: TimedKind,
        period: Period,
        step: Duration,
    ) -> Result<Vec<Timed>, StoreError> {
        let rows: Vec<(i64, String, i64, i64)> = query_as(
            "select at - (at - $2) % $4 as slot, provider, bucket, cast(sum(n) as bigint)
             from rollup_times where span = $1 and at >= $2 and at < $3 and kind = $5
             group by 1, 2, 3 order by 1, 2, 3",
        )
        .bind(period.span.seconds())
        .bind(period.from.as_micros())
        .bind(period.until.as_micros())
        .bind(micros(step))
        .bind(kind.as_str())
        .fetch_all(&mut *self.reader().await?)
        .await?;
        let mut all: Vec<Timed> = Vec::new();
        for (slot, provider, bucket, n) in rows {
            let at = Timestamp::from_micros(slot);
            let same = |last: &&mut Timed| last.at == at && last.provider == provider;
            let bucket = u32::try_from(bucket).unwrap_or(u32::MAX);
            let n = u64::try_from(n).unwrap_or_default();
            if let Some(last) = all.last_mut().filter(same) {
                last.times.add(bucket, n);
                continue;
            }
            let mut times = LatencyHistogram::default();
            times.add(bucket, n);
            all.push(Timed {
                at,
                provider,
                times,
            });
        }
        Ok(all)
    }

    /// Why hand-overs of a period failed, most frequent first.
    pub async fn failures(&self, period: Period) -> Result<Vec<Failures>, StoreError> {
        Ok(query_as(
            "select reason, provider, region, cast(sum(n) as bigint) as n
             from rollup_failures where span = $1 and at >= $2 and at < $3
             group by reason, provider, region having sum(n) > 0
             order by 4 desc, reason, provider, region",
        )
        .bind(period.span.seconds())
        .bind(period.from.as_micros())
        .bind(period.until.as_micros())
        .fetch_all(&mut *self.reader().await?)
        .await?)
    }

    /// What our own limits refused in a period: the limit's name, the country's
    /// code and how often, most frequent first.
    pub async fn refusals(&self, period: Period) -> Result<Vec<(String, String, i64)>, StoreError> {
        Ok(query_as(
            "select kind, region, cast(sum(n) as bigint)
             from rollup_refusals where span = $1 and at >= $2 and at < $3
             group by kind, region order by 3 desc, kind, region",
        )
        .bind(period.span.seconds())
        .bind(period.from.as_micros())
        .bind(period.until.as_micros())
        .fetch_all(&mut *self.reader().await?)
        .await?)
    }
}
