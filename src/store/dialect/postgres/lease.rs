//! Connections to a server, which stops answering, hands its place over to a
//! standby, and comes back. A connection that is no good is thrown away at once:
//! each is asked before it is used, and nobody waits for one for ever.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::TryStreamExt;
use sqlx::error::DatabaseError;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{
    PgArguments, PgConnectOptions, PgDatabaseError, PgListener, PgPoolOptions, PgRow, PgSeverity,
};
use sqlx::{AssertSqlSafe, Either, Error, Executor, PgConnection, Pool, Postgres};
use tokio::time::{sleep, timeout};

use super::is_serialization_failure;
use crate::base::clock::Stopwatch;
use crate::store::{MAX_RETRIES, RETRY_PAUSE};

/// How long a request waits for a connection, and a statement for a lock:
/// together under the time a person waits for a page.
const PATIENCE: Duration = Duration::from_secs(4);

/// Connections of one node. One of them listens.
const CONNECTIONS: u32 = 16;

/// How long a statement may take, a little more than it waits for a lock: the
/// server may be gone and the way to it not say so.
const STATEMENT: Duration = Duration::from_millis(4_500);

/// How long a connection may take to say that it lives, which waits for nobody.
const SIGN_OF_LIFE: Duration = Duration::from_secs(2);

/// How long between a new connection that is no good and the next.
const AGAIN: Duration = Duration::from_millis(250);

/// For so long after one connection said that it lives the others are not asked:
/// under load that would be a question before every statement.
const TRUSTED: Duration = Duration::from_millis(250);

/// Statements that a connection knows already.
const KNOWN_STATEMENTS: usize = 300;

/// A server and the connections to it.
#[derive(Debug, Clone)]
pub struct Server {
    pool: Pool<Postgres>,
    /// The one connection of the group writer: what it says again and again is
    /// prepared there.
    batches: Pool<Postgres>,
    /// When a connection last said that it lives; none since one was lost.
    sound: Arc<Mutex<Option<Stopwatch>>>,
}

/// A connection for a while. Dropped inside a transaction, that is undone.
#[derive(Debug)]
pub struct Lease {
    server: Server,
    /// There until it is dropped.
    connection: Option<PoolConnection<Postgres>>,
    watch: Watch,
}

/// What is known about a connection at work.
#[derive(Debug)]
pub struct Watch {
    /// How long each statement may take.
    limit: Duration,
    in_transaction: bool,
    is_lost: bool,
    /// How often a statement gave way to another transaction.
    retries: u32,
}

impl Server {
    /// Connects, each connection as the pool's options say.
    ///
    /// # Errors
    /// When nobody answers in time.
    pub async fn connect(pool: PgPoolOptions, options: PgConnectOptions) -> Result<Self, Error> {
        let pool = pool
            .max_connections(CONNECTIONS - 2)
            .acquire_timeout(PATIENCE)
            // `lease` does it, and more
            .test_before_acquire(false);
        let options = options.statement_cache_capacity(KNOWN_STATEMENTS);
        let batches = pool.clone().max_connections(1);
        Ok(Self {
            batches: batches.connect_lazy_with(options.clone()),
            pool: pool.connect_with(options).await?,
            sound: Arc::default(),
        })
    }

    /// A connection that lives, to a server that takes writes. While there is
    /// none, such as in the seconds of a failover, it waits.
    ///
    /// # Errors
    /// When there is none in time.
    pub async fn lease(&self) -> Result<Lease, Error> {
        self.lease_of(&self.pool).await
    }

    async fn lease_of(&self, pool: &Pool<Postgres>) -> Result<Lease, Error> {
        if self.is_sound() {
            return self.any(pool).await;
        }
        let (mut why, mut pause) = (Error::PoolTimedOut, Duration::ZERO);
        let leased = timeout(PATIENCE, async {
            loop {
                let mut lease = self.any(pool).await?;
                match lease.is_on_primary().await {
                    Ok(true) => {
                        *self.sound() = Some(Stopwatch::start());
                        return Ok(lease);
                    }
                    Ok(false) => why = Error::Io(io::Error::other(STANDBY)),
                    Err(error) => why = error,
                }
                lease.watch.is_lost = true;
                drop(lease);
                sleep(pause).await;
                pause = AGAIN;
            }
        });
        leased.await.unwrap_or(Err(why))
    }

    async fn any(&self, pool: &Pool<Postgres>) -> Result<Lease, Error> {
        Ok(Lease {
            server: self.clone(),
            connection: Some(pool.acquire().await?),
            watch: Watch {
                limit: STATEMENT,
                in_transaction: false,
                is_lost: false,
                retries: 0,
            },
        })
    }

    /// A transaction that writes.
    ///
    /// # Errors
    /// See [`Self::lease`].
    pub async fn begin(&self) -> Result<Lease, Error> {
        // the isolation is said whatever the database's default is: see `postgres`
        let begin = "begin isolation level read committed";
        self.lease().await?.begun(begin).await
    }

    /// The same for many jobs at once, which wait for a lock only so long that
    /// those who need it not are not held up. Its statements are planned once, else
    /// the server plans each again for how many rows it brings; and along the
    /// indexes, for a plan that was made while a table was small stays.
    ///
    /// # Errors
    /// See [`Self::lease`].
    pub async fn begin_batch(&self) -> Result<Lease, Error> {
        let begin = "begin isolation level read committed; set local lock_timeout = '1s';
            set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off;
            set local enable_hashjoin = off; set local enable_mergejoin = off";
        self.lease_of(&self.batches).await?.begun(begin).await
    }

    /// What hears, on a connection of its own: dropping it waits for the server,
    /// which may be gone.
    ///
    /// # Errors
    /// When nobody answers in time.
    pub async fn listener(&self) -> Result<PgListener, Error> {
        let options = (*self.pool.connect_options()).clone();
        let pool = self.pool.options().clone().max_connections(1);
        PgListener::connect_with(&pool.connect_lazy_with(options)).await
    }

    /// How many connections there are, how many of them rest, and how many there
    /// may be.
    pub fn sizes(&self) -> (u32, usize, u32) {
        let most = self.pool.options().get_max_connections() + 1;
        let open = self.pool.size() + self.batches.size();
        (open, self.pool.num_idle() + self.batches.num_idle(), most)
    }

    /// Closes all connections.
    pub async fn close(&self) {
        self.batches.close().await;
        self.pool.close().await;
    }

    fn sound(&self) -> MutexGuard<'_, Option<Stopwatch>> {
        self.sound.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_sound(&self) -> bool {
        self.sound().is_some_and(|at| at.passed() < TRUSTED)
    }

    /// Throws away all that rest, and trusts none.
    fn drop_idle(&self) {
        *self.sound() = None;
        for pool in [&self.pool, &self.batches] {
            while let Some(mut idle) = pool.try_acquire() {
                idle.close_on_drop();
            }
        }
    }
}

const STANDBY: &str = "the server is a standby, and takes no writes";

impl Lease {
    /// The connection, and what watches over it; see [`Watch::over`].
    ///
    /// # Errors
    /// Never before it is dropped.
    pub fn parts(&mut self) -> Result<(&mut PgConnection, &mut Watch), Error> {
        let connection = self.connection.as_deref_mut();
        let connection = connection.ok_or(Error::WorkerCrashed)?;
        Ok((connection, &mut self.watch))
    }

    async fn begun(mut self, begin: &'static str) -> Result<Self, Error> {
        self.watch.in_transaction = true;
        self.run(begin).await?;
        Ok(self)
    }

    /// Runs a statement without values.
    ///
    /// # Errors
    /// When it fails, or nobody answers in time.
    pub async fn run(&mut self, sql: &'static str) -> Result<(), Error> {
        let (connection, watch) = self.parts()?;
        watch.over(sqlx::raw_sql(sql).execute(connection)).await?;
        Ok(())
    }

    /// Runs a statement with values; what it returns, and how many rows it changed.
    ///
    /// # Errors
    /// When it fails, or nobody answers in time.
    pub async fn run_counted(
        &mut self,
        sql: String,
        values: PgArguments,
    ) -> Result<(Vec<PgRow>, u64), Error> {
        let (connection, watch) = self.parts()?;
        let run = async {
            let query = sqlx::query_with(AssertSqlSafe(sql), values);
            let (mut rows, mut changes) = (Vec::new(), 0);
            let mut results = connection.fetch_many(query);
            while let Some(result) = results.try_next().await? {
                match result {
                    Either::Left(done) => changes += done.rows_affected(),
                    Either::Right(row) => rows.push(row),
                }
            }
            Ok((rows, changes))
        };
        watch.over(run).await
    }

    /// Keeps what a transaction did. It may have been kept all the same when the
    /// connection is lost meanwhile: nobody can tell, so it is never run again.
    ///
    /// # Errors
    /// When it may not last.
    pub async fn commit(mut self) -> Result<(), Error> {
        self.run("commit").await?;
        self.watch.in_transaction = false;
        Ok(())
    }

    /// Undoes what a transaction did.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn rollback(mut self) -> Result<(), Error> {
        self.run("rollback").await?;
        self.watch.in_transaction = false;
        Ok(())
    }

    /// Whether a statement that stands alone should be run again now: it gave way to
    /// another transaction, or the connection was no good and there is another one.
    /// One inside a transaction is run again with all of it.
    pub async fn is_retried(&mut self, error: &Error) -> bool {
        let watch = &mut self.watch;
        if watch.in_transaction || watch.retries == MAX_RETRIES {
            return false;
        }
        watch.retries += 1;
        if is_serialization_failure(error) {
            sleep(RETRY_PAUSE).await;
            return true;
        }
        if !is_lost(error) || is_silence(error) || watch.retries > 1 {
            return false;
        }
        if let Some(mut lost) = self.connection.take() {
            lost.close_on_drop();
        }
        self.server.drop_idle();
        let Ok(mut other) = Box::pin(self.server.lease()).await else {
            return false;
        };
        self.connection = other.connection.take();
        self.watch.is_lost = false;
        true
    }

    /// From now on its statements may take as long as they need.
    pub fn is_patient(&mut self) {
        self.watch.limit = Duration::MAX;
    }

    async fn is_on_primary(&mut self) -> Result<bool, Error> {
        let (connection, _) = self.parts()?;
        let asked = sqlx::query_scalar("select not pg_is_in_recovery()").fetch_one(connection);
        timeout(SIGN_OF_LIFE, asked).await.unwrap_or_else(cut)
    }
}

impl Watch {
    /// Waits for a statement, as long as one may take, and sees whether it tells
    /// that the connection is no good.
    ///
    /// # Errors
    /// When it fails, or nobody answers in time.
    pub async fn over<T>(
        &mut self,
        statement: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let done = timeout(self.limit, statement).await.unwrap_or_else(cut);
        self.is_lost |= done.as_ref().is_err_and(is_lost);
        done
    }
}

impl Drop for Lease {
    /// One that is lost takes those with it that rest, for they are as old. What
    /// it takes to use another one again is done afterwards, and has an end, too.
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else {
            return;
        };
        if self.watch.is_lost {
            connection.close_on_drop();
            self.server.drop_idle();
            return;
        }
        let is_open = self.watch.in_transaction;
        tokio::spawn(timeout(STATEMENT, async move {
            if is_open {
                // closed if that does not come to an end
                connection.close_on_drop();
                let undone = sqlx::raw_sql("rollback").execute(&mut *connection).await;
                if undone.is_err() {
                    return;
                }
            }
            connection.return_to_pool().await;
        }));
    }
}

/// Whether nobody answered in time: whoever waited for that does not wait again.
pub fn is_silence(error: &Error) -> bool {
    matches!(error, Error::Io(error) if error.kind() == io::ErrorKind::TimedOut)
}

fn cut<T>(_: tokio::time::error::Elapsed) -> Result<T, Error> {
    let late = io::ErrorKind::TimedOut;
    Err(Error::Io(io::Error::new(late, "the server is silent")))
}

/// Whether nothing can be done on this connection any more, or nothing be
/// written (25006): the server or the way to it is gone, or it stands by; or it
/// does not see our tables (42P01, 3F000), as with another `search_path`.
pub fn is_lost(error: &Error) -> bool {
    match error {
        Error::Io(_) | Error::Tls(_) | Error::Protocol(_) | Error::WorkerCrashed => true,
        Error::Database(error) => match error.try_downcast_ref::<PgDatabaseError>() {
            Some(error) => {
                let is_over = matches!(error.severity(), PgSeverity::Fatal | PgSeverity::Panic);
                let code = DatabaseError::code(error).unwrap_or_default();
                // a pooler tells the second kind without that severity
                is_over
                    || matches!(&*code, "25006" | "3F000" | "42P01")
                    || ["57P0", "08"].iter().any(|kind| code.starts_with(kind))
            }
            None => false,
        },
        _ => false,
    }
}
