//! The one writer of a node. Whoever has something to decide sends it here; the
//! writer takes all that wait, reads what they need in a few statements, lets each
//! decide in memory in turn, writes what changed in a few more, and commits once.
//! Nobody is answered before that. A job that fails fails alone.
//!
//! What is read is held until the commit (SQLite has one writer; PostgreSQL locks
//! the rows), so that a decision is as good as a guard in a statement. A row that
//! another node made meanwhile is found when ours is written: then all of it is
//! undone, and done again.

pub(super) mod layout;
mod rows;
pub(super) mod statement;
pub(super) mod table;

use std::io;
use std::sync::{Arc, OnceLock};

use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep;
use tracing::{Instrument, Span, info_span};

use super::cache::Cache;
use super::dialect::{Database, before_commit, is_about_a_row, is_serialization_failure};
use super::ledger::outbox::Outbox;
use super::pool_metrics::{PoolMeter, WRITER};
use super::{MAX_RETRIES, RETRY_PAUSE, Store, StoreError};
use crate::base::metrics::TimerGuard;

pub(super) use rows::Rows;

/// The most jobs in one commit; the others wait for the next.
const MOST: usize = 256;

/// How many jobs may wait before those who send them do.
const QUEUE: usize = 4_096;

/// Something that is decided by what the database holds, and written at once.
pub(super) trait Decision: Send + Sync + 'static {
    /// What became of it.
    type Outcome: Send + Sync + 'static;

    /// Asks for the rows that it needs.
    fn wants(&self, rows: &mut Rows);

    /// Decides, and changes the rows: all of it or, on an error, what does not
    /// matter, for then the batch is done again without it.
    ///
    /// # Errors
    /// When a row cannot be read.
    fn decide(&self, rows: &mut Rows) -> Result<Self::Outcome, StoreError>;
}

/// Where jobs are sent.
#[derive(Debug, Clone)]
pub(super) struct Writer(mpsc::Sender<Box<dyn Job>>);

/// A decision on its way, and who waits for it.
trait Job: Send + Sync {
    fn wants(&self, rows: &mut Rows);
    fn begin(&mut self);
    fn decide(&mut self, rows: &mut Rows) -> Result<(), StoreError>;
    fn answer(self: Box<Self>, ended: Result<(), StoreError>);
}

impl std::fmt::Debug for dyn Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Job")
    }
}

struct Waiting<D: Decision> {
    decision: D,
    outcome: Option<D::Outcome>,
    reply: oneshot::Sender<Result<D::Outcome, StoreError>>,
    /// How long it waits, until its batch begins.
    wait: Option<TimerGuard>,
    /// As a part of a request's trace.
    span: Span,
    meter: Option<PoolMeter>,
    usage: Option<TimerGuard>,
}

impl<D: Decision> Job for Waiting<D> {
    fn wants(&self, rows: &mut Rows) {
        self.decision.wants(rows);
    }

    fn begin(&mut self) {
        self.wait = None;
        self.span = Span::none();
        self.usage = self.meter.as_ref().map(PoolMeter::usage);
    }

    fn decide(&mut self, rows: &mut Rows) -> Result<(), StoreError> {
        self.outcome = Some(self.decision.decide(rows)?);
        Ok(())
    }

    fn answer(self: Box<Self>, ended: Result<(), StoreError>) {
        let decided = self.outcome.ok_or_else(closed);
        // whoever does not wait any more need not hear
        let _ = self.reply.send(ended.and(decided));
    }
}

impl Store {
    /// Has something decided and written. It is done even if nobody waits for it
    /// any more.
    pub(super) async fn submit<D: Decision>(&self, decision: D) -> Result<D::Outcome, StoreError> {
        let (reply, answer) = oneshot::channel();
        let (span, waiting) = if Span::current().is_none() {
            (Span::none(), Span::none())
        } else {
            let span = info_span!("database", otel.kind = "client", pool = WRITER);
            let waiting = info_span!(parent: &span, "wait");
            (span, waiting)
        };
        let meter = self.writer_meter().cloned();
        let job = Waiting {
            decision,
            outcome: None,
            reply,
            wait: meter.as_ref().map(PoolMeter::wait),
            span: waiting,
            meter,
            usage: None,
        };
        let sent = self.writer.0.send(Box::new(job)).await;
        sent.map_err(|_| closed())?;
        answer
            .instrument(span)
            .await
            .unwrap_or_else(|_| Err(closed()))
    }
}

fn closed() -> StoreError {
    StoreError::Unavailable(sqlx::Error::PoolClosed)
}

impl Writer {
    /// Begins to write. It ends when nobody can send anything any more.
    pub fn start(
        database: Database,
        cache: Arc<Cache>,
        outbox: Arc<OnceLock<Arc<Outbox>>>,
    ) -> Self {
        let (sender, mut jobs) = mpsc::channel::<Box<dyn Job>>(QUEUE);
        let batches = Batches {
            database,
            cache,
            outbox,
        };
        tokio::spawn(async move {
            let mut batch = Vec::new();
            while jobs.recv_many(&mut batch, MOST).await > 0 {
                batches.settle(std::mem::take(&mut batch)).await;
            }
        });
        Self(sender)
    }
}

/// What writes one batch after the other.
#[derive(Clone)]
struct Batches {
    database: Database,
    cache: Arc<Cache>,
    outbox: Arc<OnceLock<Arc<Outbox>>>,
}

impl Batches {
    /// Does all of a batch, and answers. When one of its jobs may be why it fails,
    /// each of them is done alone, and nobody waits for it.
    async fn settle(&self, mut batch: Vec<Box<dyn Job>>) {
        for job in &mut batch {
            job.begin();
        }
        match self.write(&mut batch, false).await {
            Ok(()) => batch.into_iter().for_each(|job| job.answer(Ok(()))),
            Err(error) if is_of_one(&error) => {
                for job in batch {
                    tokio::spawn(self.clone().settle_alone(job));
                }
            }
            Err(error) => answer_all(batch, Err(error)),
        }
    }

    /// Does one job in a transaction of its own, which waits as long as any.
    async fn settle_alone(self, job: Box<dyn Job>) {
        let mut alone = [job];
        let ended = self.write(&mut alone, true).await;
        answer_all(alone, ended);
    }

    /// Writes a batch, and again when it gave way to another node.
    async fn write(&self, batch: &mut [Box<dyn Job>], is_alone: bool) -> Result<(), StoreError> {
        for _ in 0..MAX_RETRIES {
            match self.try_to_write(batch, is_alone).await {
                Err(StoreError::Unavailable(error)) if is_serialization_failure(&error) => {
                    sleep(RETRY_PAUSE).await;
                }
                done => return done,
            }
        }
        self.try_to_write(batch, is_alone).await
    }

    /// What an error before the commit means: on SQLite that goes with the last
    /// statements, and nobody can tell.
    fn undone(&self, error: StoreError) -> StoreError {
        match error {
            StoreError::Unavailable(error) if self.database.is_shared() => {
                before_commit(error).into()
            }
            other => other,
        }
    }

    async fn try_to_write(
        &self,
        batch: &mut [Box<dyn Job>],
        is_alone: bool,
    ) -> Result<(), StoreError> {
        let mut rows = Rows::default();
        rows.events.outbox = self.outbox.get().cloned();
        for job in &*batch {
            job.wants(&mut rows);
        }
        let mut tx = if is_alone {
            self.database.begin().await?
        } else {
            self.database.begin_batch().await?
        };
        rows.load(&mut tx).await.map_err(|it| self.undone(it))?;
        for job in batch {
            job.decide(&mut rows)?;
        }
        rows.write(&mut tx).await.map_err(|it| self.undone(it))?;
        let ended = tx.commit().await;
        self.cache.forget(&rows.stale);
        Ok(ended?)
    }
}

/// Whether one job may be why a batch failed, and the others could be done.
fn is_of_one(error: &StoreError) -> bool {
    match error {
        StoreError::Broken(_) => true,
        StoreError::Unavailable(error) => is_about_a_row(error),
    }
}

/// Tells everybody how it ended; an error as often as it is needed.
fn answer_all(batch: impl IntoIterator<Item = Box<dyn Job>>, ended: Result<(), StoreError>) {
    let Err(error) = ended else {
        return batch.into_iter().for_each(|job| job.answer(Ok(())));
    };
    let text = error.to_string();
    let mut error = Some(error);
    for job in batch {
        let again = || StoreError::Unavailable(sqlx::Error::Io(io::Error::other(text.clone())));
        job.answer(Err(error.take().unwrap_or_else(again)));
    }
}
