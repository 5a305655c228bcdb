//! Texts that this program is sending just now, for whoever repeated a form and
//! waits to hear what became of the first one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch::{Receiver, Sender};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::domain::delivery::DeliveryId;

/// How many may wait in all, and how many for one text of this program.
const WAITING: usize = 128;
const FOR_ONE: usize = 4;

/// Texts that are under way, each by its first delivery.
#[derive(Debug, Clone)]
pub struct InFlight {
    // a std mutex: nothing awaits while it is held
    all: Arc<Mutex<HashMap<DeliveryId, Sender<()>>>>,
    waiting: Arc<Semaphore>,
}

impl Default for InFlight {
    fn default() -> Self {
        Self {
            all: Arc::default(),
            waiting: Arc::new(Semaphore::new(WAITING)),
        }
    }
}

/// One that is under way until this is dropped: what became of it is written
/// before.
#[derive(Debug)]
pub(super) struct InFlightText {
    of: InFlight,
    id: DeliveryId,
}

impl Drop for InFlightText {
    fn drop(&mut self) {
        let mut all = self.of.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(&self.id);
    }
}

impl InFlight {
    /// From now on others can wait for it.
    pub(super) fn begins(&self, id: DeliveryId) -> InFlightText {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(id, Sender::new(()));
        InFlightText {
            of: self.clone(),
            id,
        }
    }

    /// Its end, if it is under way here.
    pub(super) fn end_of(&self, id: DeliveryId) -> Option<Receiver<()>> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&id).map(Sender::subscribe)
    }

    /// How many wait for one.
    #[must_use]
    pub fn waiting(&self) -> usize {
        WAITING - self.waiting.available_permits()
    }

    /// Leave to wait for it; none while too many do.
    pub(super) fn may_wait(&self, id: DeliveryId) -> Option<SemaphorePermit<'_>> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let here = all.get(&id).map_or(0, Sender::receiver_count);
        (here < FOR_ONE).then(|| self.waiting.try_acquire().ok())?
    }
}
