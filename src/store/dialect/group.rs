//! SQLite's one writer, with group commit: whoever waits when a transaction
//! begins joins it, each with a savepoint of their own, and one commit (one
//! wait for the disk) makes all of it last. Nobody is answered before it; who
//! comes alone waits for nobody.

use std::io;
use std::sync::Arc;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use tokio::sync::{Mutex, OwnedMutexGuard, watch};
use tokio::time::timeout;

use super::open_file::OpenFile;
use super::query::query;
use super::sqlite::{PATIENCE, Script, Step, run};
use crate::store::cache::{Cache, Stale};
use crate::store::ledger::rollups::CounterDeltas;

/// The only connection that writes. Its lock is fair: first come, first served.
#[derive(Debug, Clone)]
pub struct Writer(Arc<Mutex<Held>>);

#[derive(Debug)]
struct Held {
    options: SqliteConnectOptions,
    connection: SqliteConnection,
    file: OpenFile,
    /// The connection's state is not known: it is replaced before it is used.
    broken: bool,
    /// How many connections there were before this one.
    replaced: u32,
    /// The open transaction.
    batch: Option<Batch>,
    cache: Arc<Cache>,
}

#[derive(Debug)]
struct Batch {
    end: watch::Sender<Option<End>>,
    /// A job is open, or was dropped unfinished; else the newest savepoint is
    /// one that is done.
    unfinished: bool,
    /// What its jobs count, written once for all of them.
    counters: CounterDeltas,
    /// What is not true any more when it is committed.
    stale: Vec<Stale>,
}

/// How a batch ended, for everyone in it.
type End = Result<(), Arc<sqlx::Error>>;

/// What the file was when one connection looked; no two connections count
/// alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version(u32, i64);

/// One part of a transaction. Dropped unfinished, it is undone.
#[derive(Debug)]
pub struct Job {
    writer: Writer,
    /// Taken only while the first statement runs.
    held: Option<OwnedMutexGuard<Held>>,
    /// Its first statement has run, and with it its savepoint was made.
    begun: bool,
}

impl Writer {
    /// Takes over a connection; the options are for its replacement.
    pub fn new(
        connection: SqliteConnection,
        options: SqliteConnectOptions,
        cache: Arc<Cache>,
    ) -> Self {
        Self(Arc::new(Mutex::new(Held {
            file: OpenFile::at(options.get_filename()),
            options,
            connection,
            broken: false,
            replaced: 0,
            batch: None,
            cache,
        })))
    }

    /// Another one when somebody else wrote into the file.
    ///
    /// # Errors
    /// When that cannot be told.
    pub async fn version(&self) -> Result<Version, sqlx::Error> {
        let mut held = self.0.lock().await;
        held.file.look().await;
        if held.broken {
            return Err(sqlx::Error::WorkerCrashed);
        }
        let version = sqlx::query_scalar("pragma data_version");
        let version: i64 = version.fetch_one(&mut held.connection).await?;
        Ok(Version(held.replaced, version))
    }

    /// Waits for its turn. The job begins with its first statement.
    ///
    /// # Errors
    /// When its turn does not come in time.
    pub async fn begin(&self) -> Result<Job, sqlx::Error> {
        let turn = timeout(PATIENCE, Arc::clone(&self.0).lock_owned());
        let mut held = turn.await.map_err(|_| sqlx::Error::PoolTimedOut)?;
        held.file.check()?;
        if held.undo().await.is_err() {
            held.broken = true;
            held.end().await;
        }
        Ok(Job {
            writer: self.clone(),
            held: Some(held),
            begun: false,
        })
    }

    /// Whether somebody has it at the moment.
    pub fn is_busy(&self) -> bool {
        self.0.try_lock().is_err()
    }

    /// Ends what is open, and folds SQLite's log into the file.
    pub async fn close(&self) {
        let mut held = self.0.lock().await;
        held.end().await;
        // at the next start SQLite does it otherwise
        let _ = held.execute("pragma wal_checkpoint(truncate)").await;
    }
}

impl Job {
    /// Runs statements, in this job.
    ///
    /// # Errors
    /// When the file cannot be written, or a statement fails.
    pub async fn run(&mut self, script: Script) -> Result<Vec<Step>, sqlx::Error> {
        let mut held = self.held.take().ok_or(sqlx::Error::WorkerCrashed)?;
        if self.begun {
            let held = self.held.insert(held);
            if held.batch.is_none() {
                return Err(sqlx::Error::WorkerCrashed);
            }
            return run(&mut held.connection, script).await.whole();
        }
        let writer = self.writer.clone();
        // To its end even when nobody waits any more: how far it came must be
        // known to whoever has the next turn.
        let first = tokio::spawn(async move {
            let ran = held.first(&writer, script).await;
            (held, ran)
        });
        let (held, ran) = first.await.map_err(|_| sqlx::Error::WorkerCrashed)?;
        self.held = Some(held);
        self.begun = true;
        ran
    }

    /// Keeps what it did. It lasts when this returns, not before; and then the
    /// cache knows nothing any more of what it changed.
    ///
    /// # Errors
    /// When it may not last: neither does anything else in the batch.
    pub async fn commit(
        mut self,
        counters: CounterDeltas,
        stale: Vec<Stale>,
    ) -> Result<(), sqlx::Error> {
        if !self.begun {
            return Ok(());
        }
        if let Some(batch) = self.batch() {
            batch.unfinished = false;
            batch.counters.merge(counters);
            batch.stale.extend(stale);
        }
        self.ended().await
    }

    /// Undoes what it did. It waits for the batch all the same, for what it
    /// read may have been another job's.
    ///
    /// # Errors
    /// When what it read may not last.
    pub async fn rollback(mut self) -> Result<(), sqlx::Error> {
        match &mut self.held {
            Some(held) if self.begun => held.undo().await?,
            _ => return Ok(()),
        }
        self.ended().await
    }

    fn batch(&mut self) -> Option<&mut Batch> {
        self.held.as_mut()?.batch.as_mut()
    }

    async fn ended(mut self) -> Result<(), sqlx::Error> {
        let Some(mut end) = self.batch().map(|batch| batch.end.subscribe()) else {
            return Err(sqlx::Error::WorkerCrashed);
        };
        drop(self);
        let ended = end.wait_for(Option::is_some).await;
        match ended.ok().and_then(|end| end.clone()) {
            Some(Ok(())) => Ok(()),
            Some(Err(error)) => Err(sqlx::Error::Io(io::Error::other(error.to_string()))),
            None => Err(sqlx::Error::WorkerCrashed),
        }
    }
}

impl Held {
    async fn execute(&mut self, sql: &'static str) -> Result<(), sqlx::Error> {
        sqlx::query(sql).execute(&mut self.connection).await?;
        Ok(())
    }

    /// Runs a job's first statement and, on the same trip, what comes before
    /// it: the end of the job before, and the beginning of the transaction.
    async fn first(
        &mut self,
        writer: &Writer,
        mut script: Script,
    ) -> Result<Vec<Step>, sqlx::Error> {
        let opening = match &self.batch {
            // A deferred transaction that reads before it writes fails with
            // "database is locked" in spite of the busy time-out; this one
            // queues.
            None => ["begin immediate", "savepoint job"],
            Some(_) => ["release job", "savepoint job"],
        };
        if self.batch.is_none() && self.broken {
            self.connection = self.options.connect().await?;
            self.replaced += 1;
            self.broken = false;
        }
        script.sql = format!("{}; {}", opening.join("; "), script.sql);
        script.statements += opening.len();
        let mut ran = run(&mut self.connection, script).await;
        if ran.steps.len() < opening.len() {
            // Neither the savepoint nor, perhaps, the transaction is there.
            self.broken = true;
            self.end().await;
            return ran.whole();
        }
        ran.steps.drain(..opening.len());
        match &mut self.batch {
            Some(batch) => batch.unfinished = true,
            None => self.opened(writer),
        }
        ran.whole()
    }

    /// There is a transaction now. What ends it queues behind all who wait at
    /// this moment: they are the batch.
    fn opened(&mut self, writer: &Writer) {
        self.batch = Some(Batch {
            end: watch::Sender::new(None),
            unfinished: true,
            counters: CounterDeltas::default(),
            stale: Vec::new(),
        });
        let end = Arc::clone(&writer.0).lock_owned();
        tokio::spawn(async move { end.await.end().await });
    }

    /// Undoes a job that did not finish. When the disk is full SQLite itself
    /// undoes everything, and there is no such savepoint any more.
    async fn undo(&mut self) -> Result<(), sqlx::Error> {
        if self.batch.as_ref().is_some_and(|batch| batch.unfinished) {
            self.execute("rollback to job").await?;
            if let Some(batch) = &mut self.batch {
                // what is left of it holds nothing
                batch.unfinished = false;
            }
        }
        Ok(())
    }

    async fn commit(&mut self, counters: CounterDeltas) -> Result<(), sqlx::Error> {
        let queries = counters.queries();
        let comes_again = queries.is_empty();
        let script = query("commit").after(queries).into_one()?;
        // what is counted differs from batch to batch
        let script = Script {
            comes_again,
            ..script
        };
        run(&mut self.connection, script).await.whole()?;
        Ok(())
    }

    /// Ends the transaction, if one is open, and tells everyone in it.
    async fn end(&mut self) {
        let undone = self.undo().await;
        let Some(batch) = self.batch.take() else {
            return;
        };
        let Batch {
            end,
            counters,
            stale,
            ..
        } = batch;
        let unknown = std::mem::replace(&mut self.broken, true);
        let ended = match undone {
            Ok(()) if unknown => Err(sqlx::Error::WorkerCrashed),
            Ok(()) => self.commit(counters).await,
            Err(error) => Err(error),
        };
        self.broken = ended.is_err();
        if self.broken {
            // so that nobody waits for its locks until it is replaced
            let _ = self.execute("rollback").await;
        }
        self.cache.forget(&stale);
        end.send_replace(Some(ended.map_err(Arc::new)));
    }
}
