//! A moment, and durations as the database and people count them.

use std::fmt;
use std::time::Duration;

use time::format_description::well_known::Rfc3339;
use time::{Date, Month, OffsetDateTime};

/// Twenty-four hours: in UTC, every day.
pub const DAY: Duration = Duration::from_hours(24);

/// A moment, in microseconds since 1970-01-01 UTC; this is also how the
/// database holds it (`BIGINT`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From microseconds since the epoch.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the epoch.
    #[must_use]
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// Seconds since the epoch, rounded down.
    #[must_use]
    pub const fn as_secs(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// This much later; stays at the last representable moment.
    #[must_use]
    pub fn plus(self, by: Duration) -> Self {
        Self(self.0.saturating_add(micros(by)))
    }

    /// This much earlier; stays at the first representable moment.
    #[must_use]
    pub fn minus(self, by: Duration) -> Self {
        Self(self.0.saturating_sub(micros(by)))
    }

    /// How long after `earlier` this is; zero when it is not after it.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        let apart = self.0.saturating_sub(earlier.0);
        Duration::from_micros(u64::try_from(apart).unwrap_or(0))
    }

    /// How many microseconds this is ahead of `other`; less than zero when it is
    /// behind.
    #[must_use]
    pub const fn ahead_of(self, other: Self) -> i64 {
        self.0.saturating_sub(other.0)
    }

    /// The calendar date and time, in UTC.
    #[must_use]
    pub fn utc(self) -> OffsetDateTime {
        let nanos = i128::from(self.0) * 1_000;
        OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    /// The beginning of a day such as `2026-12-31`, in UTC; no day that has no
    /// day after it.
    #[must_use]
    pub fn of_day(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month: u8 = parts.next()?.parse().ok()?;
        let day = parts.next()?.parse().ok()?;
        let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day);
        let date = date.ok().filter(|date| date.next_day().is_some())?;
        let seconds = date.midnight().assume_utc().unix_timestamp();
        let second = micros(Duration::from_secs(1));
        Some(Self(seconds.saturating_mul(second)))
    }

    /// The day, as [`Self::of_day`] reads it.
    #[must_use]
    pub fn day(self) -> String {
        self.rfc3339().chars().take(10).collect()
    }

    /// RFC 3339 to the second, such as `2026-11-22T13:58:00Z`.
    #[must_use]
    pub fn rfc3339(self) -> String {
        let whole = self.utc().replace_nanosecond(0);
        whole
            .ok()
            .and_then(|at| at.format(&Rfc3339).ok())
            .unwrap_or_default()
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rfc3339())
    }
}

/// A duration as the database counts it.
#[must_use]
pub fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

/// Whole seconds, rounded up: what a person is told to wait.
#[must_use]
pub fn seconds_up(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_rfc3339_to_the_second() {
        let at = Timestamp::from_micros(1_795_355_880_123_456);
        assert_eq!(at.rfc3339(), "2026-11-22T13:58:00Z");
    }

    #[test]
    fn days_begin_at_midnight_utc() {
        let at = Timestamp::of_day("2026-11-22").expect("a day");
        assert_eq!(at.rfc3339(), "2026-11-22T00:00:00Z");
        assert_eq!(
            at.plus(DAY).minus(Duration::from_micros(1)).day(),
            "2026-11-22"
        );
        for text in [
            "",
            "2026",
            "2026-11",
            "2026-02-29",
            "2026-13-01",
            "a-b-c",
            "2026-11-22Z",
            "9999-12-31",
        ] {
            assert_eq!(Timestamp::of_day(text), None, "{text}");
        }
    }

    #[test]
    fn since_is_never_negative() {
        let (early, late) = (Timestamp::from_micros(5), Timestamp::from_micros(9));
        assert_eq!(late.since(early), Duration::from_micros(4));
        assert_eq!(early.since(late), Duration::ZERO);
    }

    #[test]
    fn seconds_are_rounded_up() {
        assert_eq!(seconds_up(Duration::from_millis(29_001)), 30);
        assert_eq!(seconds_up(Duration::from_secs(30)), 30);
    }
}
