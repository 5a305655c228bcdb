//! How many different things somebody does, such as texting countries: only the
//! first time under a name takes from its buckets.

use std::time::Duration;

use super::buckets::{BucketTable, Limited, UNIT, once};
use crate::base::clock::Elapsed;
use crate::domain::limit::Charge;

/// A clock that was wrong dates no name further ahead than this.
const SLACK: Duration = Duration::from_hours(1);

/// One of several different things that somebody may do: the first time under
/// this name takes, the next times do not until it has lapsed.
#[derive(Debug, Clone)]
pub struct DistinctLimit {
    /// Who: a keyed hash.
    pub subject: String,
    /// What, one word.
    pub name: String,
    /// How long it is remembered.
    pub lasts: Duration,
    /// What the first time takes.
    pub charges: Vec<Charge>,
}

impl DistinctLimit {
    /// Asks for what it changes.
    pub(in crate::store) fn want(&self, table: &mut BucketTable) {
        table.want(self.subject.clone());
        table.want_all(&self.charges);
    }

    /// Whether this is the first time, or the first since it lapsed.
    fn is_first(&self, table: &BucketTable, now: Elapsed) -> bool {
        let until = table.get(&self.subject).and_then(|it| it.until(&self.name));
        until.is_none_or(|until| until <= now || until > now.plus(self.lasts + SLACK))
    }

    /// The bucket that has none for a first time.
    pub(in crate::store) fn refusal(&self, table: &BucketTable, now: Elapsed) -> Option<Limited> {
        if !self.is_first(table, now) {
            return None;
        }
        table.longest_wait(&once(&self.charges), now)
    }

    /// Takes, if this is the first time.
    pub(in crate::store) fn charge(&self, table: &mut BucketTable, now: Elapsed) {
        if self.is_first(table, now) {
            for charge in once(&self.charges) {
                table.charge(charge, now);
            }
            let until = now.plus(self.lasts);
            table.of(&self.subject).remember(self.name.clone(), until);
        }
    }

    /// Forgets that it was done, if that has not lapsed, and gives back what the
    /// first time took.
    pub(in crate::store) fn refund(&self, table: &mut BucketTable, now: Elapsed) {
        let until = table.get(&self.subject).and_then(|it| it.until(&self.name));
        if until.is_some_and(|until| until > now) {
            table.of(&self.subject).forget(&self.name);
            for charge in once(&self.charges) {
                table.refund(charge, UNIT);
            }
        }
    }
}
