//! Sessions and users that were read just now, for what every page of every app
//! asks. What this program changes is forgotten before anybody is answered;
//! what others change is heard of, and while nobody can be heard nothing is
//! remembered.

use std::convert::Infallible;
use std::hash::Hash;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lru::LruCache;
use tokio::time::sleep;
use tracing::error;

use super::Store;
use super::dialect::Unfit;
use crate::domain::forward::ForwardSession;
use crate::domain::id::GrantId;
use crate::domain::session::SessionData;
use crate::domain::user::{User, UserId};

/// How often the others are listened for, at least. A change by another program
/// counts here after three times that, at most.
pub(super) const HEARTBEAT: Duration = Duration::from_millis(250);

/// For how many beats something is remembered: five seconds. Nothing hangs on
/// it but how long a mistake would last.
const HEARTBEATS: u64 = 20;

/// How many of each are remembered, at about half a kilobyte.
const MOST: NonZeroUsize = match NonZeroUsize::new(10_000) {
    Some(most) => most,
    None => NonZeroUsize::MIN,
};

/// What is not true any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stale {
    /// A session, by its name.
    Session(String),
    /// All sessions of a user.
    SessionsOf(UserId),
    /// A user.
    User(UserId),
    /// What a cookie of an origin behind a proxy stands for, by its hash.
    Forward(String),
    /// What an app got of a sign-in, by its id.
    Grant(GrantId),
    /// All that apps got.
    Grants,
    /// Everything.
    All,
}

/// What is remembered.
#[derive(Debug)]
pub(super) struct Cache(Mutex<Inner>);

#[derive(Debug)]
struct Inner {
    hears: bool,
    beat: u64,
    reads: u64,
    visits: LruCache<String, Slot<Arc<SessionData>>>,
    users: LruCache<UserId, Slot<User>>,
    forwards: LruCache<String, Slot<Arc<ForwardSession>>>,
}

#[derive(Debug)]
enum Slot<T> {
    /// It is being read, by the read of that number. What changes meanwhile
    /// takes the slot away, and the old value finds none.
    Reading(u64),
    Known {
        value: T,
        since: u64,
    },
}

/// What is remembered of something.
pub(super) enum Look<T> {
    /// It is.
    Known(T),
    /// Nothing: it has to be read, and then kept as this read's.
    Read(u64),
}

impl Default for Cache {
    fn default() -> Self {
        Self(Mutex::new(Inner {
            hears: false,
            beat: 0,
            reads: 0,
            visits: LruCache::new(MOST),
            users: LruCache::new(MOST),
            forwards: LruCache::new(MOST),
        }))
    }
}

impl Cache {
    /// A session, by its name.
    pub fn visit(&self, name: &str) -> Look<Arc<SessionData>> {
        self.lock().look(|inner| &mut inner.visits, name.to_owned())
    }

    /// Keeps what was read, if it still is so. Whoever is about to sign in
    /// changes too often, and a made-up name takes nobody's place.
    pub fn keep_visit(&self, read: u64, name: &str, visit: Option<&Arc<SessionData>>) {
        let visit = visit.filter(|visit| visit.user_id.is_some());
        let mut inner = self.lock();
        inner.keep(|inner| &mut inner.visits, &name.to_owned(), (read, visit));
    }

    /// A user.
    pub fn user(&self, id: UserId) -> Look<User> {
        self.lock().look(|inner| &mut inner.users, id)
    }

    /// Keeps what was read, if it still is so.
    pub fn keep_user(&self, read: u64, user: &User) {
        let mut inner = self.lock();
        inner.keep(|inner| &mut inner.users, &user.id, (read, Some(user)));
    }

    /// What a cookie of an origin behind a proxy stands for, by its hash.
    pub fn forward(&self, hash: &str) -> Look<Arc<ForwardSession>> {
        self.lock()
            .look(|inner| &mut inner.forwards, hash.to_owned())
    }

    /// Keeps what was read, if it still is so.
    pub fn keep_forward(&self, read: u64, hash: &str, session: Option<&Arc<ForwardSession>>) {
        let mut inner = self.lock();
        inner.keep(
            |inner| &mut inner.forwards,
            &hash.to_owned(),
            (read, session),
        );
    }

    /// Forgets what changed.
    pub fn forget(&self, stale: &[Stale]) {
        if stale.is_empty() {
            return;
        }
        let mut inner = self.lock();
        for stale in stale {
            inner.forget(stale);
        }
    }

    /// From now on the others are heard, or not.
    pub fn hears(&self, hears: bool) {
        let mut inner = self.lock();
        inner.hears = hears;
        inner.forget(&Stale::All);
    }

    /// Time goes on.
    pub fn beats(&self) {
        self.lock().beat += 1;
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn look<K: Hash + Eq, T: Clone>(
        &mut self,
        slots: impl FnOnce(&mut Self) -> &mut LruCache<K, Slot<T>>,
        key: K,
    ) -> Look<T> {
        self.reads += 1;
        let (read, beat, hears) = (self.reads, self.beat, self.hears);
        let slots = slots(self);
        match slots.get(&key) {
            Some(Slot::Known { value, since }) if beat - since < HEARTBEATS => {
                return Look::Known(value.clone());
            }
            _ if hears => drop(slots.put(key, Slot::Reading(read))),
            _ => {}
        }
        Look::Read(read)
    }

    fn keep<K: Hash + Eq, T: Clone>(
        &mut self,
        slots: impl FnOnce(&mut Self) -> &mut LruCache<K, Slot<T>>,
        key: &K,
        (read, value): (u64, Option<&T>),
    ) {
        let since = self.beat;
        let slots = slots(self);
        let slot = slots.peek_mut(key);
        let Some(slot) = slot.filter(|slot| matches!(slot, Slot::Reading(by) if *by == read))
        else {
            return;
        };
        match value.cloned() {
            Some(value) => *slot = Slot::Known { value, since },
            None => drop(slots.pop(key)),
        }
    }

    fn forget(&mut self, stale: &Stale) {
        match stale {
            Stale::Session(name) => drop(self.visits.pop(name)),
            Stale::User(id) => drop(self.users.pop(id)),
            Stale::SessionsOf(id) => self.forget_sessions(&id.to_string()),
            Stale::Forward(hash) => drop(self.forwards.pop(hash)),
            Stale::Grant(id) => self.forget_grant(*id),
            Stale::Grants => self.forwards.clear(),
            Stale::All => {
                self.visits.clear();
                self.users.clear();
                self.forwards.clear();
            }
        }
    }

    /// Whose a session is that is just being read is not known.
    fn forget_sessions(&mut self, user: &str) {
        let is_theirs = |slot: &Slot<Arc<SessionData>>| match slot {
            Slot::Reading(_) => true,
            Slot::Known { value, .. } => value.user_id.as_deref() == Some(user),
        };
        let theirs = self.visits.iter().filter(|(_, slot)| is_theirs(slot));
        let theirs: Vec<_> = theirs.map(|(name, _)| name.clone()).collect();
        for name in theirs {
            self.visits.pop(&name);
        }
    }

    /// Whose a cookie is that is just being read is not known.
    fn forget_grant(&mut self, id: GrantId) {
        let is_its = |slot: &Slot<Arc<ForwardSession>>| match slot {
            Slot::Reading(_) => true,
            Slot::Known { value, .. } => value.grant.id == id,
        };
        let its = self.forwards.iter().filter(|(_, slot)| is_its(slot));
        let its: Vec<_> = its.map(|(hash, _)| hash.clone()).collect();
        for hash in its {
            self.forwards.pop(&hash);
        }
    }
}

impl Store {
    /// Listens for what others change. Until it is called, and whenever nobody
    /// can be heard, every look is a look into the database.
    pub async fn listen_forever(&self) {
        let mut told = None;
        loop {
            let Err(error) = self.listen(&mut told).await;
            self.cache.hears(false);
            // that the database is gone is told by whoever asks it
            if let Ok(unfit) = Unfit::of(error) {
                let cause = unfit.to_string();
                if told.replace(cause.clone()).as_ref() != Some(&cause) {
                    error!(%cause, "the database cannot be relied on");
                }
            }
            sleep(HEARTBEAT).await;
        }
    }

    async fn listen(&self, told: &mut Option<String>) -> Result<Infallible, sqlx::Error> {
        let mut change_listener = self.database.change_listener().await?;
        *told = None;
        self.cache.hears(true);
        loop {
            change_listener.poll(&self.cache).await?;
            self.cache.beats();
        }
    }
}

#[cfg(test)]
mod tests;
