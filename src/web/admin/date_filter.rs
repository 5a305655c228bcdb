//! The days that a list is bounded to.

use crate::base::clock::{DAY, Timestamp};

/// The days that are shown, by their beginnings; both are included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRange {
    pub first: Timestamp,
    pub last: Timestamp,
}

/// How many days a list shows.
#[derive(Debug, Clone, Copy)]
pub struct DateBounds {
    /// Unasked, to today.
    pub usual: u32,
    /// At once, at most.
    pub most: u32,
}

impl DateRange {
    /// The chosen days, or the usual ones.
    pub fn chosen(from: &str, to: &str, bounds: DateBounds, now: Timestamp) -> Self {
        let back = |days: u32| DAY * (days - 1);
        let last = Timestamp::of_day(to).or_else(|| Timestamp::of_day(&now.day()));
        let last = last.unwrap_or(now);
        let first = Timestamp::of_day(from).unwrap_or_else(|| last.minus(back(bounds.usual)));
        let first = first.max(last.minus(back(bounds.most)));
        Self { first, last }
    }

    /// The first moment after them.
    pub fn end(self) -> Timestamp {
        self.last.plus(DAY)
    }
}
