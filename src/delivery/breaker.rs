//! A breaker per provider, so that a dead one costs nobody its time-out twice.
//!
//! Closed, it lets every text through and counts faults in a row; open, it
//! lets none through for a while; then one text is the probe that decides.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::base::clock::Timestamp;
use crate::domain::delivery::{Accepted, Category, Certainty, Fault};

/// Faults in a row that open it: few enough that a dead provider is soon left
/// alone, and more than a moody one has by chance.
const FAULTS: u32 = 5;

/// How long it stays open at first; twice as long after every failed probe.
const PAUSE: Duration = Duration::from_secs(5);

/// The longest pause.
const LONGEST: Duration = Duration::from_mins(1);

/// What a breaker lets through now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakerState {
    /// Everything.
    Closed,
    /// Nothing until this moment.
    Open(Timestamp),
    /// One probe is on its way; nothing else.
    Probing,
}

/// What a breaker would do with a text: [`BreakerState`] as the operator sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakerStatus {
    /// It lets texts through.
    Closed,
    /// The next text is the probe, or the probe is on its way.
    HalfOpen,
    /// It lets none through for a while.
    Open,
}

/// The breaker of one provider.
#[derive(Debug)]
pub struct Breaker {
    // a std mutex: nothing awaits while it is held
    inner: Mutex<Inner>,
    /// An answer that takes longer counts as a fault.
    slow: Duration,
}

#[derive(Debug)]
struct Inner {
    state: BreakerState,
    faults: u32,
    pause: Duration,
    /// When the probe went out: one that never came back is forgotten.
    probe: Timestamp,
}

impl Inner {
    fn would_admit(&self, now: Timestamp) -> bool {
        match self.state {
            BreakerState::Closed => true,
            BreakerState::Open(until) => !is_ahead(until, now),
            BreakerState::Probing => now.since(self.probe) >= LONGEST,
        }
    }
}

/// Whether it stays open until then; no clock that was set back prolongs that.
fn is_ahead(until: Timestamp, now: Timestamp) -> bool {
    now < until && until.since(now) <= LONGEST
}

impl Breaker {
    /// A closed one for tries of at most `try_timeout`.
    #[must_use]
    pub fn new(try_timeout: Duration) -> Self {
        Self {
            inner: Mutex::new(Inner {
                state: BreakerState::Closed,
                faults: 0,
                pause: PAUSE,
                probe: Timestamp::from_micros(0),
            }),
            slow: try_timeout.mul_f32(0.6),
        }
    }

    /// What it lets through now.
    #[cfg(test)]
    fn state(&self) -> BreakerState {
        self.lock().state
    }

    /// What it would do with a text now.
    pub fn stance(&self, now: Timestamp) -> BreakerStatus {
        let inner = self.lock();
        match inner.state {
            BreakerState::Closed => BreakerStatus::Closed,
            BreakerState::Open(until) if is_ahead(until, now) => BreakerStatus::Open,
            BreakerState::Open(_) | BreakerState::Probing => BreakerStatus::HalfOpen,
        }
    }

    /// Whether it would let a text through now.
    pub fn would_admit(&self, now: Timestamp) -> bool {
        self.lock().would_admit(now)
    }

    /// Lets a text through or not; if it is the probe, it is on its way.
    pub fn admits(&self, now: Timestamp) -> bool {
        let mut inner = self.lock();
        let admits = inner.would_admit(now);
        if admits && inner.state != BreakerState::Closed {
            inner.state = BreakerState::Probing;
            inner.probe = now;
        }
        admits
    }

    /// Learns from a hand-over; the new state if it changed.
    pub fn learn(
        &self,
        outcome: &Result<Accepted, Fault>,
        took: Duration,
        now: Timestamp,
    ) -> Option<BreakerState> {
        let well = took < self.slow && outcome.as_ref().err().is_none_or(is_about_the_text);
        let mut inner = self.lock();
        let before = inner.state;
        if outcome.as_ref().is_err_and(says_nothing) {
            // neither a fault nor a success; a probe has to be repeated
            if before == BreakerState::Probing {
                inner.state = BreakerState::Open(now.plus(inner.pause));
            }
        } else if well {
            inner.state = BreakerState::Closed;
            inner.faults = 0;
            inner.pause = PAUSE;
        } else {
            inner.faults = inner.faults.saturating_add(1);
            match before {
                BreakerState::Closed if inner.faults < FAULTS => {}
                // A straggler that began before it opened.
                BreakerState::Open(_) => {}
                BreakerState::Closed => inner.state = BreakerState::Open(now.plus(inner.pause)),
                BreakerState::Probing => {
                    inner.pause = (inner.pause * 2).min(LONGEST);
                    inner.state = BreakerState::Open(now.plus(inner.pause));
                }
            }
        }
        (inner.state != before).then_some(inner.state)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a fault says that the provider works, and this text does not.
fn is_about_the_text(fault: &Fault) -> bool {
    use Category::{Blocked, InvalidNumber, OptedOut, Region, Unreachable};
    matches!(
        fault.category,
        InvalidNumber | Unreachable | OptedOut | Blocked | Region
    )
}

/// A refusal in words we do not know: it may be about the text, and a few bad
/// numbers must not close the provider to everybody.
fn says_nothing(fault: &Fault) -> bool {
    fault.certainty == Certainty::Refused && fault.category == Category::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAST: Duration = Duration::from_millis(80);
    const TRY: Duration = Duration::from_secs(5);
    const START: Timestamp = Timestamp::from_micros(1_795_355_880_000_000);

    fn down() -> Result<Accepted, Fault> {
        Err(Fault::unknown(Category::Outage, "silence"))
    }

    fn open() -> Breaker {
        let breaker = Breaker::new(TRY);
        for _ in 0..FAULTS {
            assert!(breaker.admits(START));
            breaker.learn(&down(), FAST, START);
        }
        breaker
    }

    #[test]
    fn faults_in_a_row_open_it_and_others_do_not() {
        let breaker = Breaker::new(TRY);
        for well in [
            Err(Fault::refused(Category::InvalidNumber, "no")),
            Ok(Accepted::default()),
        ] {
            for _ in 1..FAULTS {
                breaker.learn(&down(), FAST, START);
            }
            breaker.learn(&well, FAST, START);
            assert_eq!(breaker.state(), BreakerState::Closed);
        }
        let breaker = open();
        assert_eq!(breaker.state(), BreakerState::Open(START.plus(PAUSE)));
        assert!(!breaker.admits(START.plus(PAUSE / 2)));
    }

    #[test]
    fn refusals_that_may_be_about_the_number_open_nothing() {
        let odd = Err(Fault::refused(Category::Unknown, "refused with HTTP 422"));
        let breaker = Breaker::new(TRY);
        for _ in 0..3 * FAULTS {
            breaker.learn(&odd, FAST, START);
        }
        assert_eq!(breaker.state(), BreakerState::Closed);
        let breaker = open();
        let later = START.plus(PAUSE);
        assert!(breaker.admits(later));
        breaker.learn(&odd, FAST, later);
        assert_eq!(
            breaker.state(),
            BreakerState::Open(later.plus(PAUSE)),
            "no longer than before"
        );
    }

    #[test]
    fn slow_answers_count_as_faults() {
        let breaker = Breaker::new(TRY);
        for _ in 0..FAULTS {
            breaker.learn(&Ok(Accepted::default()), Duration::from_secs(4), START);
        }
        assert!(!breaker.admits(START));
    }

    #[test]
    fn one_probe_decides() {
        let breaker = open();
        let later = START.plus(PAUSE);
        assert_eq!(breaker.stance(START), BreakerStatus::Open);
        assert_eq!(breaker.stance(later), BreakerStatus::HalfOpen);
        assert!(breaker.admits(later), "the probe");
        assert!(!breaker.admits(later), "only one");
        assert_eq!(breaker.stance(later), BreakerStatus::HalfOpen);
        breaker.learn(&Ok(Accepted::default()), FAST, later);
        assert_eq!(breaker.stance(later), BreakerStatus::Closed);
        assert!(breaker.admits(later) && breaker.admits(later));
    }

    #[test]
    fn a_failed_probe_doubles_the_pause_up_to_a_minute() {
        let breaker = open();
        let mut now = START.plus(PAUSE);
        for pause in [10, 20, 40, 60, 60] {
            assert!(breaker.admits(now));
            breaker.learn(&down(), FAST, now);
            let until = now.plus(Duration::from_secs(pause));
            assert_eq!(breaker.state(), BreakerState::Open(until));
            now = until;
        }
    }

    #[test]
    fn a_probe_that_never_came_back_is_forgotten() {
        let breaker = open();
        let later = START.plus(PAUSE);
        assert!(breaker.admits(later));
        assert!(!breaker.admits(later.plus(LONGEST / 2)));
        assert!(breaker.admits(later.plus(LONGEST)));
    }
}
