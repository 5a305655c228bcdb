//! What the program is given in place of the world: paper to print texts on,
//! a clock that is set, and chance that repeats itself.

use std::io::{self, Write};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rand::SeedableRng;
use rand::rngs::StdRng;
use textgate::base::clock::{Clock, Timestamp};
use textgate::base::rng::RngSource;

/// What the console printed last.
#[derive(Debug, Clone, Default)]
pub struct Paper(Arc<Mutex<String>>);

impl Paper {
    /// The code on it: the one long run of digits below the first line.
    pub fn code(&self) -> String {
        let text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, body) = text.split_once("Text to").expect("a text");
        let (_, body) = body.split_once('\n').expect("its body");
        let mut runs = body.split(|c: char| !c.is_ascii_digit());
        runs.find(|run| run.len() >= 6).expect("a code").to_owned()
    }
}

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        text.clear();
        text.push_str(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A clock that the simulation sets.
#[derive(Debug, Default)]
pub struct SetClock(AtomicI64);

impl SetClock {
    /// It is now this late.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.as_micros(), Ordering::Relaxed);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::Relaxed))
    }
}

/// A generator that throws the same again; each asked for is another one.
#[derive(Debug)]
pub struct Seeded(AtomicU64);

impl Seeded {
    /// For one seed.
    pub fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed << 40))
    }
}

impl RngSource for Seeded {
    fn rng(&self) -> Box<dyn rand::Rng + Send> {
        let seed = self.0.fetch_add(1, Ordering::Relaxed);
        Box::new(StdRng::seed_from_u64(seed))
    }
}
