//! Counts by spans of time and of places, written in the same transactions as
//! what is counted. A transaction collects its changes in [`CounterDeltas`], which
//! are written last, in the order of their keys, so that hot rows are held briefly
//! and transactions never wait for each other in a circle.

mod read;
mod usual;
mod write;

use std::collections::BTreeMap;
use std::time::Duration;

use crate::base::clock::Timestamp;
use crate::domain::destination::Destination;
use crate::domain::latency;
use crate::domain::rollup::{Counts, Span};
use crate::store::days::day;

pub use read::{Failures, Timed, TimedKind};
pub use usual::HourOfRegion;
pub use write::Refused;

/// What a change of a delivery's row must return, for [`CounterDeltas::changed`].
macro_rules! counted_row {
    () => {
        " returning was, was_reason, status, reason, region, provider, asked_at, cost"
    };
}
pub(in crate::store) use counted_row;

/// A delivery's row after a change that kept what it said before.
#[derive(Debug, sqlx::FromRow)]
pub(in crate::store) struct Changed {
    pub was: Option<String>,
    pub was_reason: Option<String>,
    pub status: String,
    pub reason: Option<String>,
    pub region: String,
    pub provider: String,
    pub asked_at: Option<i64>,
    pub cost: Option<i64>,
}

/// Where a text counts: when it was asked for, its country, and the provider.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct Entry<'a> {
    pub asked_at: Timestamp,
    pub region: &'a str,
    pub provider: &'a str,
}

type Key = (i64, i64, String, String);

/// The changes of one transaction.
#[derive(Debug, Default)]
pub(in crate::store) struct CounterDeltas {
    traffic: BTreeMap<(Destination, i64), (i64, i64)>,
    counts: BTreeMap<Key, Counts>,
    times: BTreeMap<(i64, i64, &'static str, String, u32), i64>,
    failures: BTreeMap<(Key, String), i64>,
}

impl CounterDeltas {
    /// Counts texts of strangers to their places on this day, and answered ones;
    /// negative numbers take back.
    pub fn add_traffic(
        &mut self,
        places: &[Destination],
        (texts, verified): (i64, i64),
        now: Timestamp,
    ) {
        for place in places {
            let key = (place.clone(), day(now));
            let sum = self.traffic.entry(key).or_default();
            *sum = (sum.0 + texts, sum.1 + verified);
        }
    }

    /// Adds to the counts of every span that the text belongs to.
    pub fn add(&mut self, entry: Entry<'_>, counts: Counts) {
        for key in keys(entry) {
            *self.counts.entry(key).or_default() += counts;
        }
    }

    /// Adds one time.
    pub fn time(&mut self, kind: TimedKind, entry: Entry<'_>, took: Duration) {
        let bucket = latency::bucket(took);
        for (span, at, _, provider) in keys(entry) {
            let key = (span, at, kind.as_str(), provider, bucket);
            *self.times.entry(key).or_default() += 1;
        }
    }

    /// Moves a delivery from where it stood to where it stands.
    pub fn changed(&mut self, row: &Changed) {
        let (Some(entry), Some(was)) = (row.entry(), &row.was) else {
            return;
        };
        let cost = row.cost.unwrap_or_default();
        self.add(entry, Counts::of(&row.status, cost) - Counts::of(was, cost));
        self.failed(entry, was, row.was_reason.as_deref(), -1);
        self.failed(entry, &row.status, row.reason.as_deref(), 1);
    }

    fn failed(&mut self, entry: Entry<'_>, status: &str, reason: Option<&str>, n: i64) {
        let reason = reason.filter(|_| ["refused", "unknown", "undelivered"].contains(&status));
        let Some(reason) = reason else { return };
        for key in keys(entry) {
            *self.failures.entry((key, reason.to_owned())).or_default() += n;
        }
    }
}

impl Changed {
    /// Where it counts; rows from before there were counts do not.
    pub fn entry(&self) -> Option<Entry<'_>> {
        Some(Entry {
            asked_at: Timestamp::from_micros(self.asked_at?),
            region: &self.region,
            provider: &self.provider,
        })
    }
}

fn keys(entry: Entry<'_>) -> [Key; 3] {
    Span::ALL.map(|span| {
        let at = span.begin(entry.asked_at).as_micros();
        let (region, provider) = (entry.region.to_owned(), entry.provider.to_owned());
        (span.seconds(), at, region, provider)
    })
}
