//! The ranges of time that the overview shows, and their slots.

use std::time::Duration;

use crate::base::clock::Timestamp;
use crate::domain::rollup::{Period, Span};

/// How much time the overview shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeRange {
    /// An hour, by five minutes.
    Hour,
    /// A day, by hours.
    #[default]
    Day,
    /// Seven days, by six hours.
    Week,
    /// Thirty days, by days.
    Month,
}

/// The slots of a range; the period before has as many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeWindow {
    /// Which range.
    pub range: TimeRange,
    /// Where the first slot begins.
    pub from: Timestamp,
    /// How many there are.
    pub slots: usize,
    /// The one that is not over; those after it have not begun.
    pub current: usize,
}

impl TimeRange {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Hour, Self::Day, Self::Week, Self::Month];

    /// The word in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "1h",
            Self::Day => "24h",
            Self::Week => "7d",
            Self::Month => "30d",
        }
    }

    /// Reads [`TimeRange::as_str`].
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|range| range.as_str() == word)
    }

    /// How long a slot is.
    #[must_use]
    pub fn step(self) -> Duration {
        match self {
            Self::Week => Duration::from_hours(6),
            other => other.span().length(),
        }
    }

    /// The counts it is read from.
    fn span(self) -> Span {
        match self {
            Self::Hour => Span::FiveMinutes,
            Self::Day | Self::Week => Span::Hour,
            Self::Month => Span::Day,
        }
    }

    fn slots(self) -> u32 {
        match self {
            Self::Hour => 12,
            Self::Day => 24,
            Self::Week => 28,
            Self::Month => 30,
        }
    }

    /// Weeks and months end with the day, so that their days are days.
    fn ends_with(self) -> Span {
        match self {
            Self::Week => Span::Day,
            other => other.span(),
        }
    }
}

impl TimeWindow {
    /// The range that `now` lies in the end of.
    #[must_use]
    pub fn of(range: TimeRange, now: Timestamp) -> Self {
        let last = range.ends_with();
        let until = last.begin(now).plus(last.length());
        let from = until.minus(range.step() * range.slots());
        let current = now.since(from).as_micros() / range.step().as_micros();
        Self {
            range,
            from,
            slots: range.slots() as usize,
            current: usize::try_from(current).unwrap_or_default(),
        }
    }

    /// Where a slot begins.
    #[must_use]
    pub fn at(&self, slot: usize) -> Timestamp {
        let slot = u32::try_from(slot).unwrap_or_default();
        self.from.plus(self.range.step() * slot)
    }

    /// Where the range ends.
    #[must_use]
    pub fn until(&self) -> Timestamp {
        self.at(self.slots)
    }

    /// Where the time before begins.
    #[must_use]
    pub fn compared_from(&self) -> Timestamp {
        self.before().from
    }

    /// The slot of this range that begins there.
    pub(super) fn slot(&self, at: Timestamp) -> usize {
        let slot = at.since(self.from).as_micros() / self.range.step().as_micros();
        usize::try_from(slot).unwrap_or(usize::MAX)
    }

    pub(super) fn period(self) -> Period {
        Period {
            span: self.range.span(),
            from: self.from,
            until: self.until(),
        }
    }

    /// The same, for what is summed up: in spans as long as its ends allow, so
    /// that there are few.
    pub(super) fn whole(self) -> Period {
        Period {
            span: self.range.ends_with(),
            ..self.period()
        }
    }

    /// As long a time before.
    pub(super) fn before(self) -> Self {
        let length = self.range.step() * self.range.slots();
        Self {
            from: self.from.minus(length),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(1_795_355_880_000_000);

    #[test]
    fn the_last_slot_is_the_one_that_is_not_over() {
        let of = |range| {
            let frame = TimeWindow::of(range, NOW);
            let (from, until) = (frame.from.rfc3339(), frame.until().rfc3339());
            (
                from,
                until,
                frame.current,
                frame.at(frame.current).rfc3339(),
            )
        };
        let is = |from: &str, until: &str, current, at: &str| {
            (from.to_owned(), until.to_owned(), current, at.to_owned())
        };
        let hour = is(
            "2026-11-22T13:00:00Z",
            "2026-11-22T14:00:00Z",
            11,
            "2026-11-22T13:55:00Z",
        );
        assert_eq!(of(TimeRange::Hour), hour);
        let day = is(
            "2026-11-21T14:00:00Z",
            "2026-11-22T14:00:00Z",
            23,
            "2026-11-22T13:00:00Z",
        );
        assert_eq!(of(TimeRange::Day), day);
        let week = is(
            "2026-11-16T00:00:00Z",
            "2026-11-23T00:00:00Z",
            26,
            "2026-11-22T12:00:00Z",
        );
        assert_eq!(of(TimeRange::Week), week);
        let month = is(
            "2026-10-24T00:00:00Z",
            "2026-11-23T00:00:00Z",
            29,
            "2026-11-22T00:00:00Z",
        );
        assert_eq!(of(TimeRange::Month), month);
    }

    #[test]
    fn the_time_before_is_as_long() {
        for range in TimeRange::ALL {
            let frame = TimeWindow::of(range, NOW);
            assert_eq!(frame.before().until(), frame.from);
            for whole in [frame.whole(), frame.before().whole()] {
                let ends = [whole.from, whole.until];
                assert_eq!(ends.map(|at| whole.span.begin(at)), ends);
            }
            assert_eq!(TimeRange::read(range.as_str()), Some(range));
        }
    }
}
