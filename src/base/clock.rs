//! Time as an argument: a [`Clock`] is handed in, never looked up.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime};

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

/// A moment on a time line that never steps: it goes on by what really went by.
/// For buckets alone, so that no step of a clock frees a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Elapsed(Timestamp);

impl Elapsed {
    /// Where the line begins that has no past: at this moment.
    #[must_use]
    pub const fn starting(at: Timestamp) -> Self {
        Self(at)
    }

    /// The moment that the database holds.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(Timestamp(micros))
    }

    /// As the database holds it.
    #[must_use]
    pub const fn as_micros(self) -> i64 {
        self.0.as_micros()
    }

    /// This much later.
    #[must_use]
    pub fn plus(self, by: Duration) -> Self {
        Self(self.0.plus(by))
    }

    /// This much earlier.
    #[must_use]
    pub fn minus(self, by: Duration) -> Self {
        Self(self.0.minus(by))
    }

    /// How long after `earlier` this is; zero when it is not after it.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        self.0.since(earlier.0)
    }
}

/// The present, for what is done with codes or sessions and with buckets in one
/// transaction.
#[derive(Debug, Clone, Copy)]
pub struct Present {
    /// For codes, sessions and records.
    pub now: Timestamp,
    /// For buckets.
    pub elapsed: Elapsed,
}

impl Present {
    /// Where no clock ever stepped, both lines are one.
    #[must_use]
    pub const fn unstepped(now: Timestamp) -> Self {
        Self {
            now,
            elapsed: Elapsed(now),
        }
    }
}

/// Tells the time, on three lines: they differ only where somebody set a clock
/// while the program ran. A clock that nobody sets needs [`Self::now`] alone.
pub trait Clock: Send + Sync + fmt::Debug {
    /// The present moment: for codes, sessions and records.
    fn now(&self) -> Timestamp;

    /// What went by: for buckets, and for how long something takes.
    fn elapsed(&self) -> Elapsed {
        Elapsed(self.now())
    }

    /// What the machine's own clock shows at this moment: for what others date,
    /// such as codes of apps, signatures and certificates.
    fn wall(&self) -> Timestamp {
        self.now()
    }

    /// Begins anew at these moments; once, before anything was dated.
    fn begin(&self, _now: Timestamp, _elapsed: Elapsed) {}

    /// Sets [`Self::now`] on, or back, by so many microseconds; never
    /// [`Self::elapsed`].
    fn step(&self, _micros: i64) {}

    /// Both lines of the program's own time.
    fn present(&self) -> Present {
        Present {
            now: self.now(),
            elapsed: self.elapsed(),
        }
    }
}

/// The machine's clock, read once at start and carried on by the monotonic
/// counter: a step of the wall clock while running does nothing by itself.
#[derive(Debug)]
pub struct SystemClock {
    started: Instant,
    origin: AtomicI64,
    stepped: AtomicI64,
}

impl SystemClock {
    /// Reads the wall clock, this once.
    #[must_use]
    pub fn start() -> Self {
        Self {
            started: Instant::now(),
            origin: AtomicI64::new(wall().as_micros()),
            stepped: AtomicI64::new(0),
        }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let stepped = self.stepped.load(Ordering::Relaxed);
        Timestamp(self.elapsed().as_micros().saturating_add(stepped))
    }

    fn elapsed(&self) -> Elapsed {
        let origin = Elapsed::from_micros(self.origin.load(Ordering::Relaxed));
        origin.plus(self.started.elapsed())
    }

    fn wall(&self) -> Timestamp {
        wall()
    }

    fn begin(&self, now: Timestamp, elapsed: Elapsed) {
        let origin = elapsed.minus(self.started.elapsed());
        self.origin.store(origin.as_micros(), Ordering::Relaxed);
        let stepped = now.as_micros().saturating_sub(elapsed.as_micros());
        self.stepped.store(stepped, Ordering::Relaxed);
    }

    fn step(&self, micros: i64) {
        self.stepped.fetch_add(micros, Ordering::Relaxed);
    }
}

fn wall() -> Timestamp {
    let since_epoch = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    Timestamp(micros(since_epoch.unwrap_or_default()))
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
    fn a_step_moves_dates_and_no_bucket() {
        let clock = SystemClock::start();
        let at = Timestamp::from_micros(1 << 50);
        clock.begin(at, Elapsed(at));
        let before = clock.present();
        clock.step(-3_600_000_000);
        let after = clock.present();
        let second = Duration::from_secs(1);
        assert!(before.now.since(after.now) > Duration::from_mins(59));
        assert!(after.elapsed >= before.elapsed);
        assert!(after.elapsed.since(before.elapsed) < second);
    }

    #[test]
    fn seconds_are_rounded_up() {
        assert_eq!(seconds_up(Duration::from_millis(29_001)), 30);
        assert_eq!(seconds_up(Duration::from_secs(30)), 30);
    }
}
