//! How long requests wait for a connection to the database, and how long they
//! keep it.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use tracing::{Instrument, Span, info_span};

use super::cache::{Cache, Stale};
use super::dialect::{Conn, Done, PoolSize, Query, Unread};
use super::ledger::outbox::Outbox;
use super::ledger::rollups::CounterDeltas;
use super::writer::statement::run_all;
use super::{Store, StoreError, with_retry};
use crate::base::clock::Clock;
use crate::base::metrics::{Counter, Metric, Registry, Timer, TimerGuard};

const WAIT: Metric = Metric::new(
    "textgate_database_wait_seconds",
    "How long requests waited for a connection to the database.",
);
const USE: Metric = Metric::new(
    "textgate_database_use_seconds",
    "How long they kept it: writer, a whole write; readers, one query.",
);

const LOOKS: Metric = Metric::new(
    "textgate_session_lookups_total",
    "Sessions that were looked up, and where they were found: in memory or in the database.",
);

/// Measures one pool.
#[derive(Debug, Clone)]
pub(super) struct PoolMeter {
    wait: Timer,
    usage: Timer,
}

impl PoolMeter {
    /// Somebody begins to wait.
    pub fn wait(&self) -> TimerGuard {
        self.wait.start()
    }

    /// Somebody begins to use it.
    pub fn usage(&self) -> TimerGuard {
        self.usage.start()
    }
}

/// Measures both pools.
#[derive(Debug, Clone)]
pub(super) struct Meter {
    writer: PoolMeter,
    readers: PoolMeter,
    remembered: Counter,
    read: Counter,
}

pub(super) const WRITER: &str = "writer";
const READERS: &str = "readers";

/// A transaction that writes.
pub(super) type Tx = Measured;

/// A connection or a transaction, measured until it is dropped.
pub(super) struct Measured {
    inner: Conn,
    cache: Arc<Cache>,
    stale: Vec<Stale>,
    counters: CounterDeltas,
    outbox: Option<Arc<Outbox>>,
    _usage: Option<TimerGuard>,
    _span: Span,
}

impl Deref for Measured {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.inner
    }
}

impl DerefMut for Measured {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.inner
    }
}

impl Measured {
    /// Once it is committed this is not true any more, and nobody is to find it
    /// in the cache.
    pub fn outdates(&mut self, stale: Stale) {
        self.stale.push(stale);
    }

    /// What is counted when it is committed, and written last.
    pub fn counters(&mut self) -> &mut CounterDeltas {
        &mut self.counters
    }

    /// Who is told of what it does, if anybody is.
    pub fn outbox(&self) -> Option<Arc<Outbox>> {
        self.outbox.clone()
    }

    /// Keeps what it did and what it counted; the cache forgets what it changed
    /// before this returns.
    ///
    /// # Errors
    /// When it may not last.
    pub async fn commit(mut self) -> Result<(), sqlx::Error> {
        // last, for these rows are everybody's
        run_all(&mut self.inner, &self.counters.statements()).await?;
        let ended = self.inner.commit().await;
        self.cache.forget(&self.stale);
        ended
    }

    /// See [`Conn::rollback`].
    pub async fn rollback(self) -> Result<(), sqlx::Error> {
        self.inner.rollback().await
    }
}

/// Waits for a connection, measured; a wait in vain counts, too.
async fn measured(
    store: &Store,
    (pool, meter): (&'static str, Option<&PoolMeter>),
    connection: impl Future<Output = Result<Conn, sqlx::Error>>,
) -> Result<Measured, StoreError> {
    // As part of a request; what the sweep does is no trace of its own.
    let (span, waiting) = if Span::current().is_none() {
        (Span::none(), Span::none())
    } else {
        let span = info_span!("database", otel.kind = "client", pool);
        let waiting = info_span!(parent: &span, "wait");
        (span, waiting)
    };
    let wait = meter.map(|meter| meter.wait.start());
    let inner = connection.instrument(waiting).await;
    drop(wait);
    Ok(Measured {
        inner: inner?,
        cache: Arc::clone(&store.cache),
        stale: Vec::new(),
        counters: CounterDeltas::default(),
        outbox: store.outbox.get().cloned(),
        _usage: meter.map(|meter| meter.usage.start()),
        _span: span,
    })
}

impl Store {
    /// The same store, measured.
    #[must_use]
    pub fn metered(mut self, registry: &Registry, clock: &Arc<dyn Clock>) -> Self {
        let of = |pool: &'static str| {
            let timer = |metric| Timer {
                clock: Arc::clone(clock),
                histogram: registry.histogram(metric, &[("pool", pool)]),
            };
            PoolMeter {
                wait: timer(WAIT),
                usage: timer(USE),
            }
        };
        self.meter = Some(Meter {
            writer: of(WRITER),
            readers: of(READERS),
            remembered: registry.counter(LOOKS, &[("from", "memory")]),
            read: registry.counter(LOOKS, &[("from", "database")]),
        });
        self
    }

    /// Counts where a session was found.
    pub(super) fn looked_up(&self, is_remembered: bool) {
        if let Some(meter) = &self.meter {
            let found = if is_remembered {
                &meter.remembered
            } else {
                &meter.read
            };
            found.increment(1);
        }
    }

    /// What measures the writer, if anything does.
    pub(super) fn writer_meter(&self) -> Option<&PoolMeter> {
        self.meter.as_ref().map(|meter| &meter.writer)
    }

    /// How large its pools are now.
    #[must_use]
    pub fn pools(&self) -> Vec<PoolSize> {
        self.database.pools()
    }

    /// A transaction that writes.
    pub(super) async fn begin(&self) -> Result<Measured, StoreError> {
        let meter = self.meter.as_ref().map(|meter| &meter.writer);
        measured(self, (WRITER, meter), self.database.begin()).await
    }

    /// A connection for a query.
    pub(super) async fn reader(&self) -> Result<Measured, StoreError> {
        let meter = self.meter.as_ref().map(|meter| &meter.readers);
        measured(self, (READERS, meter), self.database.reader()).await
    }

    /// Runs a single statement that writes.
    pub(super) async fn write<T>(&self, query: Query<T>) -> Result<Done, StoreError> {
        self.write_outdating(Vec::new(), query).await
    }

    /// The same; see [`Measured::outdates`].
    pub(super) async fn write_outdating<T>(
        &self,
        stale: Vec<Stale>,
        query: Query<T>,
    ) -> Result<Done, StoreError> {
        let query = query.read_as::<Unread>();
        with_retry(|| async {
            let mut tx = self.begin().await?;
            tx.stale.clone_from(&stale);
            let done = query.clone().execute(&mut tx).await?;
            tx.commit().await?;
            Ok(done)
        })
        .await
    }
}
