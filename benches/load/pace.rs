//! Load: as fast as so many people go, or at a fixed rate however fast the
//! answers come.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::client::Client;
use super::crowd::connect;

/// How long whoever is turned away waits before the next thing.
const PAUSE: Duration = Duration::from_millis(100);

/// How long things took.
pub struct Times {
    sorted: Vec<Duration>,
    /// How many were turned away.
    pub failed: usize,
    /// From the first to the last.
    pub whole: Duration,
}

impl Times {
    /// Of those that were not turned away.
    fn of(times: &[Option<Duration>], whole: Duration) -> Self {
        let mut sorted: Vec<_> = times.iter().flatten().copied().collect();
        sorted.sort_unstable();
        Self {
            failed: times.len() - sorted.len(),
            sorted,
            whole,
        }
    }

    /// How many in a second.
    pub fn rate(&self) -> f64 {
        f64::from(u32::try_from(self.sorted.len()).expect("few")) / self.whole.as_secs_f64()
    }

    /// What so many of a thousand took at most.
    pub fn at(&self, permille: usize) -> Duration {
        let nth = (self.sorted.len() * permille).div_ceil(1_000).max(1) - 1;
        self.sorted.get(nth).copied().unwrap_or_default()
    }
}

/// What one person does with a connection, and whether it was let; the number says
/// who they are.
pub trait Deed: Fn(Client, u64) -> Self::Doing + Clone + Send + 'static {
    type Doing: Future<Output = (Client, bool)> + Send;
}

impl<F, D> Deed for F
where
    F: Fn(Client, u64) -> D + Clone + Send + 'static,
    D: Future<Output = (Client, bool)> + Send,
{
    type Doing = D;
}

/// All at a time, each beginning again at once.
pub async fn closed(
    people: Vec<Client>,
    lasts: Duration,
    next: &Arc<AtomicU64>,
    deed: impl Deed,
) -> Times {
    let mut tasks = JoinSet::new();
    let began = Instant::now();
    for mut client in people {
        let (next, deed) = (Arc::clone(next), deed.clone());
        tasks.spawn(async move {
            let mut times = Vec::new();
            while began.elapsed() < lasts {
                let at = Instant::now();
                let done;
                (client, done) = deed(client, next.fetch_add(1, Relaxed)).await;
                times.push(done.then(|| at.elapsed()));
                if !done {
                    tokio::time::sleep(PAUSE).await;
                }
            }
            times
        });
    }
    let times = tasks.join_all().await.concat();
    Times::of(&times, began.elapsed())
}

/// As many at a time as servers have connections for.
const CONNECTIONS: usize = 512;

/// So many in a second. Times count from when each was due, so that a stall is
/// seen by all whom it would have kept waiting.
pub async fn open(
    servers: &[SocketAddr],
    (rate, lasts): (f64, Duration),
    next: &Arc<AtomicU64>,
    deed: impl Deed,
) -> Times {
    // connecting is no part of it: a burst of it waits for its second try for a second
    let idle = VecDeque::from(connect(servers, CONNECTIONS).await);
    let idle = Arc::new(Mutex::new(idle));
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let mut tasks = JoinSet::new();
    let began = Instant::now();
    let count = (rate * lasts.as_secs_f64()).round();
    let mut nth = 0.0;
    while nth < count {
        let due = began + Duration::from_secs_f64(nth / rate);
        tokio::time::sleep_until(due.into()).await;
        let (next, deed) = (Arc::clone(next), deed.clone());
        let (idle, room) = (Arc::clone(&idle), Arc::clone(&room));
        tasks.spawn(async move {
            let _room = room.acquire().await.expect("never closed");
            let free = idle.lock().expect("unpoisoned").pop_front();
            let free = free.expect("as many as there is room for");
            let (client, done) = deed(free, next.fetch_add(1, Relaxed)).await;
            let took = done.then(|| due.elapsed());
            idle.lock().expect("unpoisoned").push_back(client);
            took
        });
        nth += 1.0;
    }
    let times = tasks.join_all().await;
    Times::of(&times, began.elapsed())
}
