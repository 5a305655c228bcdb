//! How long requests wait for a connection to the database, and how long they
//! keep it.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use sqlx::{Database, Transaction};
use tracing::{Instrument, Span, info_span};

use super::dialect::{Db, Pool};
use super::{Store, StoreError};
use crate::base::clock::Clock;
use crate::base::metrics::{Metric, Registry, Running, Timer};

const WAIT: Metric = Metric::new(
    "textgate_database_wait_seconds",
    "How long requests waited for a connection to the database.",
);
const USE: Metric = Metric::new(
    "textgate_database_use_seconds",
    "How long they kept it: writer, a whole write; readers, one query.",
);

/// Measures one pool.
#[derive(Debug, Clone)]
struct OfPool {
    wait: Timer,
    usage: Timer,
}

/// Measures both pools.
#[derive(Debug, Clone)]
pub(super) struct Meter {
    writer: OfPool,
    readers: OfPool,
}

/// The names of the pools, as metrics know them.
const WRITER: &str = "writer";
const READERS: &str = "readers";

/// How many connections a pool has at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolSize {
    /// `writer` or `readers`.
    pub pool: &'static str,
    /// Connections at work.
    pub busy: u32,
    /// Connections at rest.
    pub idle: u32,
    /// The most it may have.
    pub most: u32,
}

/// A connection or a transaction, measured until it is dropped.
pub(super) struct Measured<T> {
    inner: T,
    _usage: Option<Running>,
    _span: Span,
}

impl<T: Deref<Target = <Db as Database>::Connection>> Deref for Measured<T> {
    type Target = <Db as Database>::Connection;

    fn deref(&self) -> &Self::Target {
        &self.inner
    }
}

impl<T: DerefMut<Target = <Db as Database>::Connection>> DerefMut for Measured<T> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.inner
    }
}

impl Measured<Transaction<'static, Db>> {
    pub async fn commit(self) -> Result<(), sqlx::Error> {
        self.inner.commit().await
    }

    pub async fn rollback(self) -> Result<(), sqlx::Error> {
        self.inner.rollback().await
    }
}

/// Waits for a connection, measured; a wait in vain counts, too.
async fn measured<T>(
    pool: &'static str,
    meter: Option<&OfPool>,
    connection: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<Measured<T>, StoreError> {
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
            OfPool {
                wait: timer(WAIT),
                usage: timer(USE),
            }
        };
        self.meter = Some(Meter {
            writer: of(WRITER),
            readers: of(READERS),
        });
        self
    }

    /// How large its pools are now.
    #[must_use]
    pub fn pools(&self) -> [PoolSize; 2] {
        let size = |name: &'static str, pool: &Pool| {
            let open = pool.size();
            let idle = u32::try_from(pool.num_idle()).unwrap_or(open);
            PoolSize {
                pool: name,
                busy: open.saturating_sub(idle),
                idle,
                most: pool.options().get_max_connections(),
            }
        };
        [size(WRITER, &self.writer), size(READERS, &self.readers)]
    }

    /// A transaction that writes.
    pub(super) async fn begin(&self) -> Result<super::dialect::Tx, StoreError> {
        let meter = self.meter.as_ref().map(|meter| &meter.writer);
        let transaction = self.writer.begin_with(super::dialect::BEGIN_WRITE);
        measured(WRITER, meter, transaction).await
    }

    /// A connection for a single statement that writes.
    pub(super) async fn writer(&self) -> Result<Connection, StoreError> {
        let meter = self.meter.as_ref().map(|meter| &meter.writer);
        measured(WRITER, meter, self.writer.acquire()).await
    }

    /// A connection for a query.
    pub(super) async fn reader(&self) -> Result<Connection, StoreError> {
        let meter = self.meter.as_ref().map(|meter| &meter.readers);
        measured(READERS, meter, self.readers.acquire()).await
    }
}

type Connection = Measured<sqlx::pool::PoolConnection<Db>>;
