//! How many bodies are waited for: no address has more than its share.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::address::subject;

/// How many bodies of one address are waited for at a time.
const SHARE: usize = 32;

/// Of all strangers together: so they hold 16 MB at most.
const STRANGERS: usize = 1024;

/// Of this machine, backends with a key, and providers, which have no share.
const KNOWN: usize = 256;

/// How many bodies are waited for.
#[derive(Debug)]
pub struct BodyLimit {
    strangers: Arc<Semaphore>,
    known: Arc<Semaphore>,
    shares: Arc<BodyShares>,
}

/// How many of each address.
// a std mutex: nothing awaits while it is held
#[derive(Debug, Default)]
struct BodyShares(Mutex<HashMap<String, usize>>);

impl Default for BodyLimit {
    fn default() -> Self {
        Self {
            strangers: Arc::new(Semaphore::new(STRANGERS)),
            known: Arc::new(Semaphore::new(KNOWN)),
            shares: Arc::default(),
        }
    }
}

/// A body that is waited for until this is dropped.
pub struct BodyWait {
    _count: OwnedSemaphorePermit,
    _share: Option<BodyShare>,
}

struct BodyShare {
    all: Arc<BodyShares>,
    whose: String,
}

impl BodyLimit {
    /// Counts one more, unless there are too many.
    pub fn wait_for(&self, client: IpAddr, is_known: bool) -> Option<BodyWait> {
        let (room, share) = if is_known {
            (&self.known, None)
        } else {
            (&self.strangers, Some(self.share(subject(client))?))
        };
        Some(BodyWait {
            _count: Arc::clone(room).try_acquire_owned().ok()?,
            _share: share,
        })
    }

    fn share(&self, whose: String) -> Option<BodyShare> {
        let mut shares = self.shares.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = shares.get(&whose).copied().unwrap_or_default();
        if count >= SHARE {
            return None;
        }
        shares.insert(whose.clone(), count + 1);
        let all = Arc::clone(&self.shares);
        Some(BodyShare { all, whose })
    }
}

impl Drop for BodyShare {
    fn drop(&mut self) {
        let mut shares = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        match shares.get_mut(&self.whose) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(shares.remove(&self.whose)),
        }
    }
}
