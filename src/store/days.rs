//! Days, and counts, as columns hold them.

use crate::base::clock::Timestamp;

/// A day in microseconds.
pub(super) const A_DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// The day a moment lies in, counted from 1970-01-01, UTC.
pub(super) fn day(at: Timestamp) -> i64 {
    at.as_micros().div_euclid(A_DAY)
}

/// A count of texts.
pub(super) fn count(n: i64) -> u32 {
    u32::try_from(n.max(0)).unwrap_or(u32::MAX)
}
