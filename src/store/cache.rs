//! Sessions and users that were read just now, for what every page of every app
//! asks. What this program changes is forgotten before anybody is answered;
//! what others change is heard of, and while nobody can be heard nothing is
//! remembered.

use std::hash::Hash;
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lru::LruCache;
use tokio::time::sleep;

use super::Store;
use crate::domain::session::Visit;
use crate::domain::user::{User, UserId};

/// How often the others are listened for, at least. A change by another program
/// counts here after three times that, at most.
pub(super) const BEAT: Duration = Duration::from_millis(250);

/// For how many beats something is remembered: five seconds. Nothing hangs on
/// it but how long a mistake would last.
const BEATS: u64 = 20;

/// How many of each are remembered, at about half a kilobyte.
const MOST: NonZeroUsize = NonZeroUsize::new(10_000).unwrap();

/// What is not true any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stale {
    /// A session, by its name.
    Session(String),
    /// All sessions of a user.
    SessionsOf(UserId),
    /// A user.
    User(UserId),
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
    visits: LruCache<String, Slot<Visit>>,
    users: LruCache<UserId, Slot<User>>,
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
        }))
    }
}

impl Cache {
    /// A session, by its name.
    pub fn visit(&self, name: &str) -> Look<Visit> {
        self.lock().look(|inner| &mut inner.visits, name.to_owned())
    }

    /// Keeps what was read, if it still is so.
    pub fn keep_visit(&self, read: u64, name: &str, visit: &Visit) {
        // whoever is about to sign in changes too often
        if visit.user_id.is_some() {
            let mut inner = self.lock();
            inner.keep(|inner| &mut inner.visits, &name.to_owned(), (read, visit));
        }
    }

    /// A user.
    pub fn user(&self, id: UserId) -> Look<User> {
        self.lock().look(|inner| &mut inner.users, id)
    }

    /// Keeps what was read, if it still is so.
    pub fn keep_user(&self, read: u64, user: &User) {
        let mut inner = self.lock();
        inner.keep(|inner| &mut inner.users, &user.id, (read, user));
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
            Some(Slot::Known { value, since }) if beat - since < BEATS => {
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
        (read, value): (u64, &T),
    ) {
        let since = self.beat;
        let slot = slots(self).peek_mut(key);
        if let Some(slot) = slot.filter(|slot| matches!(slot, Slot::Reading(by) if *by == read)) {
            let value = value.clone();
            *slot = Slot::Known { value, since };
        }
    }

    fn forget(&mut self, stale: &Stale) {
        match stale {
            Stale::Session(name) => drop(self.visits.pop(name)),
            Stale::User(id) => drop(self.users.pop(id)),
            Stale::SessionsOf(id) => self.forget_sessions(&id.to_string()),
            Stale::All => {
                self.visits.clear();
                self.users.clear();
            }
        }
    }

    /// Whose a session is that is just being read is not known.
    fn forget_sessions(&mut self, user: &str) {
        let is_theirs = |slot: &Slot<Visit>| match slot {
            Slot::Reading(_) => true,
            Slot::Known { value, .. } => value.user_id.as_deref() == Some(user),
        };
        let theirs = self.visits.iter().filter(|(_, slot)| is_theirs(slot));
        let theirs: Vec<_> = theirs.map(|(name, _)| name.clone()).collect();
        for name in theirs {
            self.visits.pop(&name);
        }
    }
}

impl Store {
    /// Listens for what others change. Until it is called, and whenever nobody
    /// can be heard, every look is a look into the database.
    pub async fn listen_forever(&self) {
        loop {
            if let Ok(mut ears) = self.database.ears().await {
                self.cache.hears(true);
                while ears.hear(&self.cache).await.is_ok() {
                    self.cache.beats();
                }
                self.cache.hears(false);
            }
            sleep(BEAT).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_somebody(user: &str) -> Visit {
        Visit {
            user_id: Some(user.to_owned()),
            verification_id: None,
            return_to: None,
            created_at: 0,
            expires_at: 0,
            last_seen_at: 0,
            agent: String::new(),
            address: String::new(),
            replaces: None,
            is_stored: true,
        }
    }

    const ADA: &str = "01900000-0000-7000-8000-000000000000";

    fn session() -> Stale {
        Stale::Session("s".into())
    }

    fn listening() -> Cache {
        let cache = Cache::default();
        cache.hears(true);
        cache
    }

    /// The number of a read that is to come.
    fn reads(cache: &Cache) -> u64 {
        match cache.visit("s") {
            Look::Read(read) => read,
            Look::Known(_) => panic!("it is known"),
        }
    }

    fn knows(cache: &Cache) -> bool {
        matches!(cache.visit("s"), Look::Known(_))
    }

    #[test]
    fn what_was_read_is_known() {
        let cache = listening();
        cache.keep_visit(reads(&cache), "s", &of_somebody(ADA));
        assert!(knows(&cache));
    }

    #[test]
    fn what_changed_is_read_again() {
        let ada = Stale::SessionsOf(ADA.parse().expect("an id"));
        for stale in [session(), ada, Stale::All] {
            let cache = listening();
            cache.keep_visit(reads(&cache), "s", &of_somebody(ADA));
            cache.forget(&[stale]);
            assert!(!knows(&cache));
        }
    }

    #[test]
    fn what_changed_while_it_was_read_is_not_kept() {
        let ada = Stale::SessionsOf(ADA.parse().expect("an id"));
        for stale in [session(), ada, Stale::All] {
            let cache = listening();
            let read = reads(&cache);
            cache.forget(&[stale]);
            cache.keep_visit(read, "s", &of_somebody(ADA));
            assert!(!knows(&cache));
        }
    }

    #[test]
    fn a_later_read_does_not_lend_its_place_to_an_earlier_one() {
        let cache = listening();
        let early = reads(&cache);
        cache.forget(&[session()]);
        let late = reads(&cache);
        cache.keep_visit(early, "s", &of_somebody(ADA));
        assert!(!knows(&cache));
        cache.forget(&[session()]);
        cache.keep_visit(late, "s", &of_somebody(ADA));
        assert!(!knows(&cache));
    }

    #[test]
    fn what_others_changed_is_not() {
        let cache = listening();
        cache.keep_visit(reads(&cache), "s", &of_somebody(ADA));
        cache.forget(&[
            Stale::Session("another".into()),
            Stale::SessionsOf(ADA.replace('9', "8").parse().expect("an id")),
        ]);
        assert!(knows(&cache));
    }

    #[test]
    fn who_does_not_hear_keeps_nothing() {
        let cache = Cache::default();
        cache.keep_visit(reads(&cache), "s", &of_somebody(ADA));
        assert!(!knows(&cache));
        let cache = listening();
        cache.keep_visit(reads(&cache), "s", &of_somebody(ADA));
        let read = match cache.visit("another") {
            Look::Read(read) => read,
            Look::Known(_) => panic!("it is known"),
        };
        cache.hears(false);
        assert!(!knows(&cache));
        cache.keep_visit(read, "another", &of_somebody(ADA));
        assert!(matches!(cache.visit("another"), Look::Read(_)));
    }

    #[test]
    fn after_a_while_it_is_read_again() {
        let cache = listening();
        cache.keep_visit(reads(&cache), "s", &of_somebody(ADA));
        for _ in 1..BEATS {
            cache.beats();
        }
        assert!(knows(&cache));
        cache.beats();
        assert!(!knows(&cache));
    }

    #[test]
    fn who_is_only_about_to_sign_in_is_not_kept() {
        let cache = listening();
        let nobody = Visit {
            user_id: None,
            ..of_somebody(ADA)
        };
        cache.keep_visit(reads(&cache), "s", &nobody);
        assert!(!knows(&cache));
    }
}
