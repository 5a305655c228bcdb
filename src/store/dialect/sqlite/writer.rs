//! SQLite's one connection that writes. Whoever waits for it comes in turn: the
//! group of jobs that travel together, and each transaction of its own.

use std::sync::Arc;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::timeout;

use super::super::Undone;
use super::super::open_file::OpenFile;
use super::{PATIENCE, Script, Step, room};

/// The only connection that writes. Its lock is fair: first come, first served.
#[derive(Debug, Clone)]
pub struct SqliteWriter(Arc<Mutex<WriterState>>);

#[derive(Debug)]
struct WriterState {
    options: SqliteConnectOptions,
    /// There until it is closed.
    connection: Option<SqliteConnection>,
    file: OpenFile,
    /// A transaction is open, or may be.
    is_open: bool,
    /// The last write found no room.
    is_full: bool,
    /// How many connections there were before this one.
    replaced: u32,
}

/// A deferred transaction that reads before it writes fails with "database is
/// locked" in spite of the busy time-out; this one queues.
const BEGIN: &str = "begin immediate";

/// What the file was when one connection looked; no two connections count
/// alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version(u32, i64);

/// A transaction that writes. Dropped unfinished, it is undone at once.
#[derive(Debug)]
pub struct SqliteTx {
    /// There until it is dropped.
    state: Option<OwnedMutexGuard<WriterState>>,
    /// Its beginning goes with its first statements.
    is_due: bool,
}

impl SqliteWriter {
    /// Takes over a connection; the options are for its replacement.
    pub fn new(connection: SqliteConnection, options: SqliteConnectOptions) -> Self {
        Self(Arc::new(Mutex::new(WriterState {
            file: OpenFile::at(options.get_filename()),
            options,
            connection: Some(connection),
            is_open: false,
            is_full: false,
            replaced: 0,
        })))
    }

    /// Another one when somebody else wrote into the file.
    ///
    /// # Errors
    /// When that cannot be told.
    pub async fn version(&self) -> Result<Version, sqlx::Error> {
        let mut state = self.0.lock().await;
        state.file.look().await;
        let version = sqlx::query_scalar("pragma data_version");
        let version: i64 = version.fetch_one(state.connection()?).await?;
        Ok(Version(state.replaced, version))
    }

    /// Begins a transaction, when its turn comes.
    ///
    /// # Errors
    /// When it does not come in time, the file cannot be written, or the disk is full.
    pub async fn begin(&self) -> Result<SqliteTx, sqlx::Error> {
        let mut tx = self.begin_with_first().await?;
        tx.is_due = false;
        tx.state()?.execute(BEGIN).await?;
        Ok(tx)
    }

    /// The same, but that its beginning goes with its first [`SqliteTx::run`]: each
    /// trip to the connection's thread costs two wake-ups.
    ///
    /// # Errors
    /// See [`Self::begin`].
    pub async fn begin_with_first(&self) -> Result<SqliteTx, sqlx::Error> {
        let turn = timeout(PATIENCE, Arc::clone(&self.0).lock_owned());
        let mut state = turn.await.map_err(|_| sqlx::Error::PoolTimedOut)?;
        state.file.check()?;
        state.undo().await?;
        state.find_room().await?;
        state.is_open = true;
        Ok(SqliteTx {
            state: Some(state),
            is_due: true,
        })
    }

    /// Whether somebody has it at the moment.
    pub fn is_busy(&self) -> bool {
        self.0.try_lock().is_err()
    }

    /// Ends what is open, folds SQLite's log into the file, and closes it.
    pub async fn close(&self) {
        let mut state = self.0.lock().await;
        // at the next start SQLite does both otherwise
        let _ = state.undo().await;
        let _ = state.execute("pragma wal_checkpoint(truncate)").await;
        if let Some(connection) = state.connection.take() {
            let _ = connection.close().await;
        }
    }
}

impl SqliteTx {
    fn state(&mut self) -> Result<&mut WriterState, sqlx::Error> {
        self.state.as_deref_mut().ok_or(sqlx::Error::WorkerCrashed)
    }

    /// The connection.
    ///
    /// # Errors
    /// Never before it is dropped.
    pub fn connection(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        self.state()?.connection()
    }

    /// Runs statements in one trip, with its beginning if that is due, and with the
    /// commit if they are the last.
    ///
    /// # Errors
    /// Why one of them failed.
    pub async fn run(
        &mut self,
        statements: &[String],
        values: Vec<String>,
        are_last: bool,
    ) -> Result<Vec<Step>, sqlx::Error> {
        let begins = std::mem::replace(&mut self.is_due, false);
        let mut all = String::new();
        if begins {
            all.push_str(BEGIN);
            all.push_str("; ");
        }
        all.push_str(&statements.join("; "));
        if are_last {
            all.push_str("; commit");
        }
        let count = usize::from(begins) + statements.len() + usize::from(are_last);
        let script = Script::new(all, values, count)?;
        let state = self.state()?;
        let done = script.run(state.connection()?).await;
        let mut steps = state.notice(done)?;
        if begins {
            steps.remove(0);
        }
        if are_last {
            state.is_open = false;
        }
        steps.truncate(statements.len());
        Ok(steps)
    }

    /// Keeps what it did, unless that was done already. It lasts when this returns,
    /// not before.
    ///
    /// # Errors
    /// When it may not last.
    pub async fn commit(mut self) -> Result<(), sqlx::Error> {
        let state = self.state()?;
        if state.is_open {
            let done = state.execute("commit").await;
            state.notice(done)?;
            state.is_open = false;
        }
        Ok(())
    }

    /// Undoes what it did.
    ///
    /// # Errors
    /// When the file is not available.
    pub async fn rollback(mut self) -> Result<(), sqlx::Error> {
        self.state()?.undo().await
    }
}

impl Drop for SqliteTx {
    /// Whoever waits for the file, in this program or another one, does not wait
    /// for the next who writes.
    fn drop(&mut self) {
        if let Some(mut state) = self.state.take().filter(|state| state.is_open) {
            tokio::spawn(async move { state.undo().await });
        }
    }
}

impl WriterState {
    fn connection(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        self.connection.as_mut().ok_or(sqlx::Error::PoolClosed)
    }

    /// Remembers that there was no room: the same may fit when some was found.
    fn notice<T>(&mut self, done: Result<T, sqlx::Error>) -> Result<T, sqlx::Error> {
        done.map_err(|error| {
            if room::is_missing(&error) {
                self.is_full = true;
                return Undone::Full(error).into();
            }
            error
        })
    }

    /// After a write that found no room: whether there is some again.
    async fn find_room(&mut self) -> Result<(), sqlx::Error> {
        if self.is_full {
            room::find(self.connection()?).await?;
            self.is_full = false;
        }
        Ok(())
    }

    async fn execute(&mut self, sql: &'static str) -> Result<(), sqlx::Error> {
        sqlx::query(sql).execute(self.connection()?).await?;
        Ok(())
    }

    /// Undoes what is open. When the disk is full SQLite itself does, and there is
    /// nothing to undo any more; a connection that cannot tell is replaced.
    async fn undo(&mut self) -> Result<(), sqlx::Error> {
        if self.is_open && self.execute("rollback").await.is_err() {
            let is_free = self.execute("begin immediate; rollback").await.is_ok();
            if !is_free {
                self.connection = Some(self.options.connect().await?);
                self.replaced += 1;
            }
        }
        self.is_open = false;
        Ok(())
    }
}
