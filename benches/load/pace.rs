//! Load: as fast as so many people go, or at a fixed rate however fast the
//! answers come.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use super::client::Client;

/// How long things took.
pub struct Times {
    sorted: Vec<Duration>,
    /// From the first to the last.
    pub whole: Duration,
}

impl Times {
    fn of(mut times: Vec<Duration>, whole: Duration) -> Self {
        times.sort_unstable();
        Self {
            sorted: times,
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

/// What one person does with a connection; the number says who they are.
pub trait Deed: Fn(Client, u64) -> Self::Doing + Clone + Send + 'static {
    type Doing: Future<Output = Client> + Send;
}

impl<F, D> Deed for F
where
    F: Fn(Client, u64) -> D + Clone + Send + 'static,
    D: Future<Output = Client> + Send,
{
    type Doing = D;
}

/// So many at a time, each beginning again at once.
pub async fn closed(
    server: SocketAddr,
    (people, lasts): (usize, Duration),
    next: &Arc<AtomicU64>,
    deed: impl Deed,
) -> Times {
    let mut tasks = JoinSet::new();
    let began = Instant::now();
    for _ in 0..people {
        let (next, deed) = (Arc::clone(next), deed.clone());
        tasks.spawn(async move {
            let mut client = Client::to(server).await;
            let mut times = Vec::new();
            while began.elapsed() < lasts {
                let at = Instant::now();
                client = deed(client, next.fetch_add(1, Relaxed)).await;
                times.push(at.elapsed());
            }
            times
        });
    }
    let times = tasks.join_all().await.concat();
    Times::of(times, began.elapsed())
}

/// So many in a second. Times count from when each was due, so that a stall is
/// seen by all whom it would have kept waiting.
pub async fn open(
    server: SocketAddr,
    (rate, lasts): (f64, Duration),
    next: &Arc<AtomicU64>,
    deed: impl Deed,
) -> Times {
    let idle: Arc<Mutex<Vec<Client>>> = Arc::default();
    let mut tasks = JoinSet::new();
    let began = Instant::now();
    let count = (rate * lasts.as_secs_f64()).round();
    let mut nth = 0.0;
    while nth < count {
        let due = began + Duration::from_secs_f64(nth / rate);
        tokio::time::sleep_until(due.into()).await;
        let (next, deed, idle) = (Arc::clone(next), deed.clone(), Arc::clone(&idle));
        tasks.spawn(async move {
            let free = idle.lock().expect("unpoisoned").pop();
            let client = match free {
                Some(client) => client,
                None => Client::to(server).await,
            };
            let client = deed(client, next.fetch_add(1, Relaxed)).await;
            idle.lock().expect("unpoisoned").push(client);
            due.elapsed()
        });
        nth += 1.0;
    }
    let times = tasks.join_all().await;
    Times::of(times, began.elapsed())
}
