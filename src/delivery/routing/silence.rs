//! A text that is not handed over, and is to look as if it was.

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::{Delivery, Entry};
use crate::base::clock::micros;
use crate::delivery::Route;
use crate::domain::delivery::{Category, Fault};

impl Delivery {
    /// Takes as long as the route's provider took for the last text that it
    /// confirmed, and asks nobody.
    ///
    /// # Errors
    /// What a text would be told now, if the provider's breaker lets none
    /// through.
    pub async fn keep_silent(&self, route: &Route, limit: Duration) -> Result<(), Fault> {
        let entry = self.providers.get(&route.provider);
        let now = self.clock.now();
        let Some(entry) = entry.filter(|entry| entry.breaker.would_admit(now)) else {
            return Err(not_asked());
        };
        let took = Duration::from_micros(entry.took.load(Ordering::Relaxed));
        tokio::time::sleep(took.min(limit)).await;
        Ok(())
    }
}

impl Entry {
    /// Remembers how long a text took that was confirmed.
    pub(super) fn note(&self, took: Duration) {
        self.took
            .store(micros(took).unsigned_abs(), Ordering::Relaxed);
    }
}

/// What is said of a text while a provider's breaker lets none through.
pub(super) fn not_asked() -> Fault {
    Fault::refused(Category::Outage, "not asked: it failed too often just now")
}
