//! A clock that stands until it is moved.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use textgate::base::clock::{Clock, SystemClock, Timestamp, micros};

/// Stands at 2026-11-22 13:58 UTC at first.
#[derive(Debug)]
pub struct HandClock(AtomicI64);

impl Default for HandClock {
    fn default() -> Self {
        Self(AtomicI64::new(1_795_355_880_000_000))
    }
}

impl HandClock {
    /// Stands at the present moment, for whom others have clocks, too.
    pub fn present() -> Self {
        Self(AtomicI64::new(SystemClock::start().now().as_micros()))
    }

    /// Moves on.
    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(micros(by), Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}
