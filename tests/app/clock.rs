//! A clock that stands until it is moved.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use textgate::base::clock::{Clock, Elapsed, SystemClock, Timestamp, micros};

/// Stands at 2026-11-22 13:58 UTC at first.
#[derive(Debug)]
pub struct HandClock {
    elapsed: AtomicI64,
    /// How far the program's dates are ahead of that.
    stepped: AtomicI64,
    /// How far the machine's own clock is ahead of that.
    wall: AtomicI64,
}

impl Default for HandClock {
    fn default() -> Self {
        Self::standing_at(1_795_355_880_000_000)
    }
}

impl HandClock {
    /// Stands at the present moment, for whom others have clocks, too.
    pub fn present() -> Self {
        Self::standing_at(SystemClock::start().now().as_micros())
    }

    fn standing_at(micros: i64) -> Self {
        Self {
            elapsed: AtomicI64::new(micros),
            stepped: AtomicI64::new(0),
            wall: AtomicI64::new(0),
        }
    }

    /// Moves on, as time does.
    pub fn advance(&self, by: Duration) {
        self.elapsed.fetch_add(micros(by), Ordering::SeqCst);
    }

    /// Sets the machine's own clock on, or back, by so many seconds.
    pub fn set_wall(&self, seconds: i64) {
        self.wall.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    fn plus(&self, ahead: i64) -> Timestamp {
        Timestamp::from_micros(self.elapsed().as_micros() + ahead)
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        self.plus(self.stepped.load(Ordering::SeqCst))
    }

    fn elapsed(&self) -> Elapsed {
        Elapsed::from_micros(self.elapsed.load(Ordering::SeqCst))
    }

    fn wall(&self) -> Timestamp {
        self.plus(self.wall.load(Ordering::SeqCst))
    }

    fn step(&self, micros: i64) {
        self.stepped.fetch_add(micros, Ordering::SeqCst);
    }
}
