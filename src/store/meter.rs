//! How long requests wait for a connection to the database, and how long they
//! keep it.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use tracing::{Instrument, Span, info_span};

use super::dialect::{Conn, Done, PoolSize, Query};
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

const WRITER: &str = "writer";
const READERS: &str = "readers";

/// A connection or a transaction, measured until it is dropped.
pub(super) struct Measured {
    inner: Conn,
    _usage: Option<Running>,
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
    /// See [`Conn::commit`].
    pub async fn commit(self) -> Result<(), sqlx::Error> {
        self.inner.commit().await
    }

    /// See [`Conn::rollback`].
    pub async fn rollback(self) -> Result<(), sqlx::Error> {
        self.inner.rollback().await
    }
}

/// Waits for a connection, measured; a wait in vain counts, too.
async fn measured(
    pool: &'static str,
    meter: Option<&OfPool>,
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
    pub fn pools(&self) -> Vec<PoolSize> {
        self.database.pools()
    }

    /// A transaction that writes.
    pub(super) async fn begin(&self) -> Result<Measured, StoreError> {
        let meter = self.meter.as_ref().map(|meter| &meter.writer);
        measured(WRITER, meter, self.database.begin()).await
    }

    /// A connection for a query.
    pub(super) async fn reader(&self) -> Result<Measured, StoreError> {
        let meter = self.meter.as_ref().map(|meter| &meter.readers);
        measured(READERS, meter, self.database.reader()).await
    }

    /// Runs a single statement that writes.
    pub(super) async fn write<T>(&self, query: Query<T>) -> Result<Done, StoreError> {
        let mut tx = self.begin().await?;
        let done = query.execute(&mut tx).await?;
        tx.commit().await?;
        Ok(done)
    }
}
