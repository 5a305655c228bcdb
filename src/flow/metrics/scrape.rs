//! What is not counted as it happens, but looked at when a scraper asks.

use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::timeout;

use super::{Metrics, SessionCount};
use crate::base::clock::Timestamp;
use crate::base::jws::Alg;
use crate::base::metrics::{Metric, Registry, whole};
use crate::base::process::Usage;
use crate::base::telemetry::lost_lines;
use crate::delivery::BreakerStatus;
use crate::flow::App;
use crate::flow::oidc::keys;

const BUILD: Metric = Metric::new("textgate_build_info", "Always 1; the version is a label.");
const BREAKER: Metric = Metric::new(
    "textgate_breaker_state",
    "The provider's breaker: 0 closed, 1 half open, 2 open.",
);
const DATABASE: Metric = Metric::new(
    "textgate_database_up",
    "Whether the database answered a read just now.",
);
const CONNECTIONS: Metric = Metric::new(
    "textgate_database_connections",
    "Open connections to the database.",
);
const MOST: Metric = Metric::new(
    "textgate_database_connections_max",
    "How many connections there may be.",
);
const SESSIONS: Metric = Metric::new(
    "textgate_sessions",
    "Signed-in sessions, counted once a minute at most.",
);
const KEY_ENDS: Metric = Metric::new(
    "textgate_signing_key_ends_seconds",
    "Until when the newest key signs what apps are told, since the epoch.",
);
const LOST_LINES: Metric = Metric::new(
    "textgate_log_lines_lost_total",
    "Lines of the log that were lost because nobody read them.",
);
const STARTED: Metric = Metric::new(
    "process_start_time_seconds",
    "When the process started, since the epoch.",
);
const RESIDENT: Metric = Metric::new(
    "process_resident_memory_bytes",
    "Memory that is not swapped out.",
);
const FDS: Metric = Metric::new("process_open_fds", "Open files and connections.");
const MAX_FDS: Metric = Metric::new("process_max_fds", "How many of them there may be.");

/// Longer than this the database keeps no scraper waiting.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long a count of the sessions is good for: it reads all of them.
const COUNT_EVERY: Duration = Duration::from_mins(1);

/// What stays the same while the process runs.
pub(super) fn begin(registry: &Registry, now: Timestamp) {
    let version = [("version", env!("CARGO_PKG_VERSION"))];
    registry.gauge(BUILD, &version).set(1.0);
    let started = Duration::from_micros(now.as_micros().unsigned_abs());
    registry.gauge(STARTED, &[]).set(started);
}

impl App {
    /// All metrics, as Prometheus reads them.
    pub async fn scrape(&self) -> String {
        let registry = &self.metrics.registry;
        for (provider, stance) in self.delivery.breakers() {
            let state = match stance {
                BreakerStatus::Closed => 0.0,
                BreakerStatus::HalfOpen => 1.0,
                BreakerStatus::Open => 2.0,
            };
            let breaker = registry.gauge(BREAKER, &[("provider", provider)]);
            breaker.set(state);
        }
        self.look_at_database(registry).await;
        self.look_at_money().await;
        self.look_at_keys().await;
        look_at_process(registry);
        registry.render()
    }

    async fn look_at_database(&self, registry: &Registry) {
        for size in self.store.pools() {
            for (state, count) in [("busy", size.busy), ("idle", size.idle)] {
                let labels = [("pool", size.pool), ("state", state)];
                registry.gauge(CONNECTIONS, &labels).set(count);
            }
            registry.gauge(MOST, &[("pool", size.pool)]).set(size.most);
        }
        let answer = timeout(PATIENCE, self.store.ping()).await;
        let up = answer.is_ok_and(|answer| answer.is_ok());
        registry.gauge(DATABASE, &[]).set(f64::from(u8::from(up)));
        if let Some(sessions) = self.metrics.sessions(self).await {
            registry.gauge(SESSIONS, &[]).set(whole(sessions));
        }
    }
}

impl App {
    async fn look_at_keys(&self) {
        if self.policy.apps.is_empty() {
            return;
        }
        let Ok(Ok(keys)) = timeout(PATIENCE, keys::list(self)).await else {
            return;
        };
        for alg in Alg::ALL.map(Alg::as_str) {
            let signing = keys
                .iter()
                .filter(|key| key.alg == alg && key.sealed.is_some());
            let ends = signing.map(|key| key.signs_until.unsigned_abs()).max();
            let gauge = self.metrics.registry.gauge(KEY_ENDS, &[("alg", alg)]);
            gauge.set(Duration::from_micros(ends.unwrap_or_default()));
        }
    }

    async fn look_at_money(&self) {
        let prices = &self.policy.prices;
        if prices.default.is_none() && prices.of.is_empty() {
            return;
        }
        let today = timeout(PATIENCE, self.store.spent_today(self.now())).await;
        if let Ok(Ok(today)) = today {
            self.metrics.tell_money(prices, &today);
        }
    }
}

impl Metrics {
    /// How many sessions there are: the last count while that is young, or
    /// when the database did not answer in time.
    async fn sessions(&self, app: &App) -> Option<u64> {
        let now = app.now();
        let last = {
            let mut last = self.lock();
            if last.due > now {
                return last.sessions;
            }
            last.due = now.plus(COUNT_EVERY);
            last.sessions
        };
        match timeout(PATIENCE, app.store.session_count()).await {
            Ok(Ok(count)) => {
                self.lock().sessions = Some(count);
                Some(count)
            }
            _ => last,
        }
    }

    fn lock(&self) -> MutexGuard<'_, SessionCount> {
        self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn look_at_process(registry: &Registry) {
    let usage = Usage::now();
    let figures = [
        (RESIDENT, usage.resident),
        (FDS, usage.open_fds),
        (MAX_FDS, usage.max_fds),
    ];
    for (metric, figure) in figures {
        if let Some(figure) = figure {
            registry.gauge(metric, &[]).set(whole(figure));
        }
    }
    registry.counter(LOST_LINES, &[]).absolute(lost_lines());
}
