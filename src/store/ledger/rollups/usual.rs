//! What alerts compare with: the counts of the same hours of earlier days.

use super::TimedKind;
use crate::base::clock::Timestamp;
use crate::domain::latency::LatencyHistogram;
use crate::domain::rollup::Span;
use crate::store::dialect::QueryBuilder;
use crate::store::{Store, StoreError};

/// What a country's texts came to in an hour.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct HourOfRegion {
    /// Where the hour begins, in microseconds.
    pub at: i64,
    /// The country's code.
    pub region: String,
    /// Texts that a provider took.
    pub taken: i64,
    /// Those that led to a sign-in.
    pub verified: i64,
}

/// The rows of these hours only: a seek in the index for each.
fn in_hours(sql: &str, hours: &[Timestamp], rest: &str) -> QueryBuilder {
    let mut query = QueryBuilder::new(sql);
    query.push(" where span = ");
    query.push_bind(Span::Hour.seconds());
    query.push(" and at in (");
    let mut list = query.separated(", ");
    for hour in hours {
        list.push_bind(hour.as_micros());
    }
    query.push(") ");
    query.push(rest);
    query
}

impl Store {
    /// The texts of these hours by country.
    pub async fn hours_by_region(
        &self,
        hours: &[Timestamp],
    ) -> Result<Vec<HourOfRegion>, StoreError> {
        let query = in_hours(
            "select at, region,
                 cast(sum(accepted + delivered + undelivered) as bigint) as taken,
                 cast(sum(verified) as bigint) as verified
             from rollups",
            hours,
            "group by at, region",
        );
        let rows = query.build_query_as();
        Ok(rows.fetch_all(&mut *self.reader().await?).await?)
    }

    /// A provider's hand-overs in these hours.
    pub async fn handed_in_hours(
        &self,
        provider: &str,
        hours: &[Timestamp],
    ) -> Result<i64, StoreError> {
        let mut query = in_hours(
            "select cast(coalesce(sum(sending + accepted + delivered + undelivered + refused
                 + unknown), 0) as bigint) from rollups",
            hours,
            "and provider = ",
        );
        query.push_bind(provider);
        let sum = query.build_query_scalar();
        Ok(sum.fetch_one(&mut *self.reader().await?).await?)
    }

    /// How often a provider failed in these hours for one of these reasons.
    pub async fn failed_in_hours(
        &self,
        provider: &str,
        reasons: &[&str],
        hours: &[Timestamp],
    ) -> Result<i64, StoreError> {
        let mut query = in_hours(
            "select cast(coalesce(sum(n), 0) as bigint) from rollup_failures",
            hours,
            "and provider = ",
        );
        query.push_bind(provider);
        query.push(" and reason in (");
        let mut list = query.separated(", ");
        for reason in reasons {
            list.push_bind(*reason);
        }
        query.push(")");
        let sum = query.build_query_scalar();
        Ok(sum.fetch_one(&mut *self.reader().await?).await?)
    }

    /// How long a provider took to answer in these hours.
    pub async fn answers_in_hours(
        &self,
        provider: &str,
        hours: &[Timestamp],
    ) -> Result<LatencyHistogram, StoreError> {
        let mut query = in_hours(
            "select bucket, cast(sum(n) as bigint) from rollup_times",
            hours,
            "and kind = ",
        );
        query.push_bind(TimedKind::Answer.as_str());
        query.push(" and provider = ");
        query.push_bind(provider);
        query.push(" group by bucket");
        let mut times = LatencyHistogram::default();
        let rows: Vec<(i64, i64)> = query
            .build_query_as()
            .fetch_all(&mut *self.reader().await?)
            .await?;
        for (bucket, n) in rows {
            let bucket = u32::try_from(bucket).unwrap_or(u32::MAX);
            times.add(bucket, n.max(0).unsigned_abs());
        }
        Ok(times)
    }
}
