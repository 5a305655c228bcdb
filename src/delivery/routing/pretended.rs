//! A text that is not handed over, and is to look as if it was.

use std::sync::PoisonError;
use std::time::Duration;

use rand::{Rng, RngExt};

use super::{Delivery, ProviderEntry};
use crate::delivery::Route;
use crate::domain::delivery::{Category, Fault};

/// How many of a provider's last times are remembered: enough that none of them
/// tells which text it was.
const REMEMBERED: usize = 32;
/// The time of a provider that confirmed nothing yet, in milliseconds.
const USUAL: std::ops::Range<u64> = 200..800;

impl Delivery {
    /// How long a text would seem to take: as long as any of the last that the
    /// route's provider confirmed.
    ///
    /// # Errors
    /// What a text would be told now, if the provider's breaker lets none
    /// through.
    pub fn would_take(&self, route: &Route, rng: &mut dyn Rng) -> Result<Duration, Fault> {
        let entry = self.providers.get(&route.provider);
        let now = self.clock.now();
        let Some(entry) = entry.filter(|entry| entry.breaker.would_admit(now)) else {
            return Err(not_asked());
        };
        let took = entry.took.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(if took.is_empty() {
            Duration::from_millis(rng.random_range(USUAL))
        } else {
            took[rng.random_range(0..took.len())]
        })
    }
}

impl ProviderEntry {
    /// Remembers how long a text took that was confirmed.
    pub(super) fn note(&self, new: Duration) {
        let mut took = self.took.lock().unwrap_or_else(PoisonError::into_inner);
        if took.len() == REMEMBERED {
            took.pop_front();
        }
        took.push_back(new);
    }
}

/// What is said of a text while a provider's breaker lets none through.
pub(super) fn not_asked() -> Fault {
    Fault::refused(Category::Outage, "not asked: it failed too often just now")
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::sync::Arc;

    use super::*;
    use crate::base::clock::SystemClock;
    use crate::base::rng::{OsRngSource, RngSource};
    use crate::delivery::Setup;

    #[test]
    fn e1_a_silent_text_takes_as_long_as_any_of_the_last_ones() {
        let setup = Setup::new(Duration::from_secs(5), Arc::new(SystemClock::start()));
        let delivery = Delivery::new(Vec::new(), BTreeMap::new(), &setup).expect("the console");
        let route = Route::to(console_name());
        let times = || -> BTreeSet<_> {
            let one = |_| delivery.would_take(&route, &mut *OsRngSource.rng());
            (0..500)
                .map(|n| one(n).expect("asked").as_millis())
                .collect()
        };
        let fresh = times();
        assert!(fresh.iter().all(|ms| (200..800).contains(ms)));
        assert!(fresh.len() > 100, "{fresh:?}");
        let entry = delivery.providers.values().next().expect("the console");
        (0..100).for_each(|ms| entry.note(Duration::from_millis(ms)));
        let seen = times();
        assert!(seen.iter().all(|ms| (68..100).contains(ms)), "{seen:?}");
        assert!(seen.len() > 20, "the newest alone tells nothing: {seen:?}");
    }

    fn console_name() -> &'static str {
        crate::delivery::console::KIND.name
    }
}
