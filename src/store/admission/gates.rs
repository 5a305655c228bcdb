//! Range and country as gates for a text: open, given by an admin for the day, or on
//! guard.

use super::buckets::{BucketTable, Limited, once};
use crate::base::clock::Elapsed;
use crate::domain::destination::Passage;
use crate::domain::limit::Charge;

/// What a text to a place takes, in this order.
#[derive(Debug, Clone, Default)]
pub struct Gate {
    /// From each of its buckets.
    pub open: Vec<Charge>,
    /// Or from what an admin gave for the day.
    pub more: Option<Charge>,
    /// Or on guard, for networks that leave nothing unanswered.
    pub guard: Option<Charge>,
    /// Or for others: what must be there, and what is taken.
    pub mistrusted: Option<[Charge; 2]>,
}

/// What is known of the networks that ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum NetworkStanding {
    /// Several texts were left unanswered; or nothing is known.
    Mistrusted,
    /// Next to nothing is unanswered.
    Clean,
    /// And several were answered there before.
    Proven,
}

/// How a text passes a gate, and what it takes.
pub(in crate::store) type Passed = (Passage, Vec<Charge>);

impl Gate {
    /// Asks for what it may change.
    pub(in crate::store) fn want(&self, table: &mut BucketTable) {
        let others = self.more.iter().chain(&self.guard);
        table.want_all(self.open.iter().chain(others));
    }

    /// How a text passes, by what is known of its networks.
    ///
    /// # Errors
    /// How long to wait when it does not.
    pub(in crate::store) fn pass(
        &self,
        table: &BucketTable,
        standing: NetworkStanding,
        now: Elapsed,
    ) -> Result<Passed, Limited> {
        let open = once(&self.open);
        let Some(mut limited) = table.longest_wait(&open, now) else {
            return Ok((Passage::Open, self.open.clone()));
        };
        let more = self.more.as_ref().map(|it| (Passage::More, it, it));
        let guard = match standing {
            NetworkStanding::Mistrusted => self.mistrusted.as_ref().map(|[ask, take]| (ask, take)),
            _ => self.guard.as_ref().map(|it| (it, it)),
        };
        let guard = guard.map(|(ask, take)| (Passage::Guard, ask, take));
        for (passage, ask, take) in more.into_iter().chain(guard) {
            // more than it ever holds is no wait
            if ask.interval > ask.period {
                continue;
            }
            let wait = table.wait(ask, now);
            if wait.is_zero() {
                return Ok((passage, vec![take.clone()]));
            }
            limited.retry_after = limited.retry_after.min(wait);
        }
        if standing == NetworkStanding::Proven {
            return Ok((Passage::Proven, Vec::new()));
        }
        Err(limited)
    }
}

/// What an answered text gives back to a place.
#[derive(Debug, Clone, Default)]
pub struct GateRefund {
    /// Its buckets.
    pub open: Vec<Charge>,
    /// What an admin gave.
    pub more: Option<Charge>,
    /// What it gives on guard.
    pub guard: Option<Charge>,
}

impl GateRefund {
    /// All buckets that may change.
    pub(in crate::store) fn charges(&self) -> impl Iterator<Item = &Charge> {
        let others = self.more.iter().chain(&self.guard);
        self.open.iter().chain(others)
    }

    /// Gives texts back where they were taken, with `credit` millionths each: what
    /// was not taken from the open buckets heals them only by what is above one.
    pub(in crate::store) fn give_back(
        &self,
        table: &mut BucketTable,
        passage: Passage,
        texts: i64,
        credit: i64,
    ) {
        const UNIT: i64 = super::buckets::UNIT;
        let above = (credit - UNIT).max(0);
        let (open, more, guard) = match passage {
            Passage::Open => (credit, 0, 0),
            Passage::More => (above, UNIT, 0),
            Passage::Guard => (above, 0, credit),
            Passage::Proven => (above, 0, 0),
        };
        for charge in once(&self.open) {
            table.refund(charge, texts * open);
        }
        for (charge, back) in [(&self.more, more), (&self.guard, guard)] {
            if let Some(charge) = charge {
                table.refund(charge, texts * back);
            }
        }
    }
}
