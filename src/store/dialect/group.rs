//! SQLite's one writer, with group commit: whoever waits when a transaction
//! begins joins it, each with a savepoint of their own, and one commit (one
//! wait for the disk) makes all of it last. Nobody is answered before it; who
//! comes alone waits for nobody.

use std::sync::Arc;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use tokio::sync::{Mutex, OwnedMutexGuard, watch};
use tokio::time::timeout;

use super::sqlite::PATIENCE;
use crate::store::cache::{Cache, Stale};

/// The only connection that writes. Its lock is fair: first come, first served.
#[derive(Debug, Clone)]
pub struct Writer(Arc<Mutex<Held>>);

#[derive(Debug)]
struct Held {
    options: SqliteConnectOptions,
    connection: SqliteConnection,
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
    /// A job is open, or was dropped unfinished.
    unfinished: bool,
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
pub struct Job(OwnedMutexGuard<Held>);

impl Writer {
    /// Takes over a connection; the options are for its replacement.
    pub fn new(
        connection: SqliteConnection,
        options: SqliteConnectOptions,
        cache: Arc<Cache>,
    ) -> Self {
        Self(Arc::new(Mutex::new(Held {
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
        if held.broken {
            return Err(sqlx::Error::WorkerCrashed);
        }
        let version = sqlx::query_scalar("pragma data_version");
        let version: i64 = version.fetch_one(&mut held.connection).await?;
        Ok(Version(held.replaced, version))
    }

    /// Waits for its turn, and begins a job.
    ///
    /// # Errors
    /// When its turn does not come in time, or the file cannot be written.
    pub async fn begin(&self) -> Result<Job, sqlx::Error> {
        let turn = timeout(PATIENCE, Arc::clone(&self.0).lock_owned());
        let mut held = turn.await.map_err(|_| sqlx::Error::PoolTimedOut)?;
        if held.undo().await.is_err() {
            held.end().await;
        }
        if held.batch.is_none() {
            held.begin().await?;
            // It queues behind all who wait now: they are the batch.
            let end = Arc::clone(&self.0).lock_owned();
            tokio::spawn(async move { end.await.end().await });
        }
        held.run("savepoint job").await?;
        held.set_unfinished(true);
        Ok(Job(held))
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
        let _ = held.run("pragma wal_checkpoint(truncate)").await;
    }
}

impl Job {
    /// Keeps what it did. It lasts when this returns, not before; and then the
    /// cache knows nothing any more of what it changed.
    ///
    /// # Errors
    /// When it may not last: neither does anything else in the batch.
    pub async fn commit(mut self, stale: Vec<Stale>) -> Result<(), sqlx::Error> {
        // First, for somebody may stop waiting for this very statement.
        self.0.set_unfinished(false);
        if let Some(batch) = &mut self.0.batch {
            batch.stale.extend(stale);
        }
        if let Err(error) = self.0.run("release job").await {
            self.0.set_unfinished(true);
            return Err(error);
        }
        self.ended().await
    }

    /// Undoes what it did. It waits for the batch all the same, for what it
    /// read may have been another job's.
    ///
    /// # Errors
    /// When what it read may not last.
    pub async fn rollback(mut self) -> Result<(), sqlx::Error> {
        self.0.undo().await?;
        self.ended().await
    }

    async fn ended(self) -> Result<(), sqlx::Error> {
        let Some(mut end) = self.0.batch.as_ref().map(|batch| batch.end.subscribe()) else {
            return Err(sqlx::Error::WorkerCrashed);
        };
        drop(self);
        let ended = end.wait_for(Option::is_some).await;
        match ended.ok().and_then(|end| end.clone()) {
            Some(Ok(())) => Ok(()),
            Some(Err(error)) => Err(sqlx::Error::AnyDriverError(error.to_string().into())),
            None => Err(sqlx::Error::WorkerCrashed),
        }
    }

    /// The connection, inside this job.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.0.connection
    }
}

impl Held {
    async fn run(&mut self, sql: &'static str) -> Result<(), sqlx::Error> {
        sqlx::query(sql).execute(&mut self.connection).await?;
        Ok(())
    }

    fn set_unfinished(&mut self, unfinished: bool) {
        if let Some(batch) = &mut self.batch {
            batch.unfinished = unfinished;
        }
    }

    async fn begin(&mut self) -> Result<(), sqlx::Error> {
        if self.broken {
            self.connection = self.options.connect().await?;
            self.replaced += 1;
        }
        // Until it is known to have begun, or not.
        self.broken = true;
        // A deferred transaction that reads before it writes fails with
        // "database is locked" in spite of the busy time-out; this one queues.
        let begun = self.run("begin immediate").await;
        self.broken = begun.is_err();
        begun?;
        self.batch = Some(Batch {
            end: watch::Sender::new(None),
            unfinished: false,
            stale: Vec::new(),
        });
        Ok(())
    }

    /// Undoes a job that did not finish. When the disk is full SQLite itself
    /// undoes everything, and there is no such savepoint any more.
    async fn undo(&mut self) -> Result<(), sqlx::Error> {
        if self.batch.as_ref().is_some_and(|batch| batch.unfinished) {
            self.run("rollback to job").await?;
            self.run("release job").await?;
            self.set_unfinished(false);
        }
        Ok(())
    }

    /// Ends the transaction, if one is open, and tells everyone in it.
    async fn end(&mut self) {
        let undone = self.undo().await;
        let Some(batch) = self.batch.take() else {
            return;
        };
        self.broken = true;
        let ended = match undone {
            Ok(()) => self.run("commit").await,
            Err(error) => Err(error),
        };
        self.broken = ended.is_err();
        self.cache.forget(&batch.stale);
        batch.end.send_replace(Some(ended.map_err(Arc::new)));
    }
}
