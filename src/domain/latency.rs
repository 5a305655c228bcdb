//! Times as they are counted: on a logarithmic scale, in milliseconds. A
//! bucket's middle is within a sixteenth of every time that fell into it.

use std::collections::BTreeMap;
use std::time::Duration;

/// Buckets for each doubling, and for the first milliseconds one each.
const PER_DOUBLING: u32 = 8;
/// The logarithm of [`PER_DOUBLING`].
const BITS: u32 = 3;

/// The bucket that a time falls into.
#[must_use]
pub fn bucket(time: Duration) -> u32 {
    let ms = u32::try_from(time.as_millis()).unwrap_or(u32::MAX);
    if ms < PER_DOUBLING {
        return ms;
    }
    let doublings = ms.ilog2() - BITS;
    let within = (ms >> doublings) % PER_DOUBLING;
    (doublings + 1) * PER_DOUBLING + within
}

/// The middle of a bucket.
#[must_use]
pub fn middle(bucket: u32) -> Duration {
    if bucket < PER_DOUBLING {
        return Duration::from_millis(u64::from(bucket));
    }
    let doublings = (bucket / PER_DOUBLING - 1).min(u32::BITS - BITS);
    let lowest = u64::from(PER_DOUBLING + bucket % PER_DOUBLING) << doublings;
    let width = 1_u64 << doublings;
    Duration::from_millis(lowest + width / 2)
}

/// Many times, by bucket.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LatencyHistogram(BTreeMap<u32, u64>);

impl LatencyHistogram {
    /// Adds so many times of one bucket.
    pub fn add(&mut self, bucket: u32, n: u64) {
        *self.0.entry(bucket).or_default() += n;
    }

    /// Adds all of the others.
    pub fn add_all(&mut self, others: &Self) {
        for (bucket, n) in &others.0 {
            self.add(*bucket, *n);
        }
    }

    /// How many.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.values().sum()
    }

    /// How many were longer than that, within a sixteenth.
    #[must_use]
    pub fn longer_than(&self, limit: Duration) -> u64 {
        let of = self.0.range(bucket(limit) + 1..);
        of.map(|(_, n)| n).sum()
    }

    /// The time that so many in a hundred did not exceed, within a sixteenth;
    /// none without times.
    #[must_use]
    pub fn percentile(&self, percent: u64) -> Option<Duration> {
        let rank = (self.count() * percent).div_ceil(100).max(1);
        let mut seen = 0;
        self.0.iter().find_map(|(bucket, n)| {
            seen += n;
            (seen >= rank).then(|| middle(*bucket))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_middle_is_within_a_sixteenth() {
        let mut last = 0;
        for ms in (0..5_000).chain((5_000..90_000_000).step_by(9_973)) {
            let time = Duration::from_millis(ms);
            let bucket = bucket(time);
            assert!(bucket >= last && bucket <= last + 1 || ms >= 5_000, "{ms}");
            last = bucket;
            let middle = middle(bucket).as_millis().abs_diff(u128::from(ms));
            assert!(middle * 16 <= u128::from(ms), "{ms}: {middle}");
        }
        assert_eq!(bucket(middle(bucket(Duration::MAX))), bucket(Duration::MAX));
    }

    #[test]
    fn percentiles_are_those_of_the_times() {
        let mut times = LatencyHistogram::default();
        assert_eq!(times.percentile(50), None);
        for ms in 1..=1_000 {
            times.add(bucket(Duration::from_millis(ms)), 1);
        }
        for (percent, exact) in [(1, 10), (50, 500), (95, 950), (100, 1_000)] {
            let found = times.percentile(percent).map_or(0, |it| it.as_millis());
            assert!(found.abs_diff(exact) * 16 <= exact, "{percent}: {found}");
        }
        assert_eq!(times.count(), 1_000);
        let longer = times.longer_than(Duration::from_millis(800));
        assert!(longer.abs_diff(200) <= 50, "{longer}");
    }
}
