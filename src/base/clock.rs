//! Time as an argument: a [`Clock`] is handed in, never looked up.

mod timestamp;

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime};

pub use timestamp::{DAY, Timestamp, micros, seconds_up};

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
        Self(Timestamp::from_micros(micros))
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

/// What went by since a moment, by the machine's own counter: for how long a
/// connection is trusted, where nothing hangs on the time of the program.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Begins now.
    #[must_use]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// How long ago it began.
    #[must_use]
    pub fn passed(self) -> Duration {
        self.0.elapsed()
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
        Timestamp::from_micros(self.elapsed().as_micros().saturating_add(stepped))
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
    Timestamp::from_micros(micros(since_epoch.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
