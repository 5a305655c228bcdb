//! What differs between databases, and nothing else: the connections, how a
//! writing transaction begins and ends, and what keeps the audit as it was
//! written. All other SQL is the same text everywhere.

mod about;
mod builder;
mod change_listener;
mod look;
mod open_file;
mod postgres;
mod query;
mod schema;
mod snapshot;
mod sqlite;
mod upgrade;
mod vacuum;
mod value;

use sqlx::pool::PoolConnection;
use sqlx::{Pool, Sqlite, SqliteConnection};

use super::OpenError;
pub use postgres::lease::Lease;
use postgres::lease::Server;
use sqlite::{SqliteTx, SqliteWriter};

pub use about::About;
pub use builder::QueryBuilder;
pub use look::about;
pub use postgres::address::check as check_address;
pub use postgres::address_error::WrongAddress;
pub use postgres::pooler::Unfit;
pub use query::Row;
pub use query::{Done, Query, Unread, query, query_as, query_scalar};
pub use schema::{Kind, Table};
pub use snapshot::{SnapshotError, open as snapshot};
pub use sqlite::{Script, Step, file_of};
pub use vacuum::{Original, examine};
pub use value::Value;

/// How many connections a pool has at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolSize {
    /// `writer`, `readers`, or `server` for all of `PostgreSQL`.
    pub pool: &'static str,
    /// Connections at work.
    pub busy: u32,
    /// Connections at rest.
    pub idle: u32,
    /// The most it may have.
    pub most: u32,
}

/// The database at hand.
#[derive(Debug, Clone)]
pub enum Database {
    /// A file.
    Sqlite {
        /// The connection that writes.
        writer: SqliteWriter,
        /// Those that read.
        readers: Pool<Sqlite>,
    },
    /// A server.
    Postgres(Server),
}

/// A connection, for reading or inside a writing transaction.
#[derive(Debug)]
pub enum Conn {
    /// A reader of the file.
    SqliteReader(PoolConnection<Sqlite>),
    /// A transaction on the file.
    SqliteTx(SqliteTx),
    /// A connection to the server.
    Postgres(Lease),
    /// A transaction on the server.
    PostgresTx(Lease),
}

/// The turn to do what one node at a time should do, until it is dropped.
#[derive(Debug)]
pub struct LeaderLock(#[expect(dead_code, reason = "held, not used")] Option<Lease>);

/// What a statement runs on.
pub(in crate::store) enum Target<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut Lease),
}

impl Database {
    /// Opens the database that an address names, makes it if it is not there
    /// and `make` says so, and brings it up to this version.
    pub async fn open(url: &str, make: bool) -> Result<Self, OpenError> {
        if url.starts_with("postgres") {
            let server = postgres::open(url, postgres::NODE, make).await?;
            return Ok(Self::Postgres(server));
        }
        let opened = if make {
            sqlite::open_in_turn(url).await
        } else {
            sqlite::is_served(url).await?;
            sqlite::open(url).await
        };
        let (writer, readers) = opened.map_err(|error| error.at(&sqlite::place(url)))?;
        Ok(Self::Sqlite { writer, readers })
    }

    /// Begins a transaction that writes.
    pub async fn begin(&self) -> Result<Conn, sqlx::Error> {
        // What connects is kilobytes large, and would be part of every future
        // that asks the database, of each request: so it has a box of its own.
        Ok(match self {
            Self::Sqlite { writer, .. } => Conn::SqliteTx(Box::pin(writer.begin()).await?),
            Self::Postgres(server) => Conn::PostgresTx(Box::pin(server.begin()).await?),
        })
    }

    /// Begins a transaction of many jobs; see [`Server::begin_batch`].
    pub async fn begin_batch(&self) -> Result<Conn, sqlx::Error> {
        match self {
            Self::Sqlite { writer, .. } => {
                let tx = Box::pin(writer.begin_with_first()).await?;
                Ok(Conn::SqliteTx(tx))
            }
            Self::Postgres(server) => Ok(Conn::PostgresTx(Box::pin(server.begin_batch()).await?)),
        }
    }

    /// The turn to do what one node at a time should do; none while another has
    /// it. A file is one node's alone.
    pub async fn try_lead(&self, name: &'static str) -> Result<Option<LeaderLock>, sqlx::Error> {
        let Self::Postgres(server) = self else {
            return Ok(Some(LeaderLock(None)));
        };
        let mut holding = server.begin().await?;
        // It does nothing meanwhile, however long its holder needs; and when the
        // holder is gone without a word, that is noticed soon.
        holding
            .run(
                "set local idle_in_transaction_session_timeout = 0;
                 set local tcp_keepalives_idle = 5; set local tcp_keepalives_interval = 2;
                 set local tcp_keepalives_count = 3",
            )
            .await?;
        let (connection, watch) = holding.parts()?;
        let has_it = sqlx::query_scalar("select pg_try_advisory_xact_lock(hashtext($1))")
            .bind(name)
            .fetch_one(connection);
        let has_it = watch.over(has_it).await?;
        Ok(if has_it {
            Some(LeaderLock(Some(holding)))
        } else {
            None
        })
    }

    /// What a `select` ends with that takes rows, but none that somebody holds.
    /// SQLite's one writer meets nobody who does.
    pub fn unheld(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "",
            Self::Postgres(_) => " for update skip locked",
        }
    }

    /// Whether other programs may serve from it at the same time.
    pub fn is_shared(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// A connection for a query.
    pub async fn reader(&self) -> Result<Conn, sqlx::Error> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Conn::SqliteReader(Box::pin(readers.acquire()).await?),
            Self::Postgres(server) => Conn::Postgres(Box::pin(server.lease()).await?),
        })
    }

    /// How large its pools are now.
    pub fn pools(&self) -> Vec<PoolSize> {
        match self {
            Self::Sqlite { writer, readers } => {
                let busy = u32::from(writer.is_busy());
                let writer = PoolSize {
                    pool: "writer",
                    busy,
                    idle: 1 - busy,
                    most: 1,
                };
                let most = readers.options().get_max_connections();
                let sizes = (readers.size(), readers.num_idle(), most);
                vec![writer, size("readers", sizes)]
            }
            Self::Postgres(server) => vec![size("server", server.sizes())],
        }
    }

    /// Closes all connections.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(server) => server.close().await,
        }
    }
}

/// Why a transaction is undone that may work when it is run again.
#[derive(Debug, thiserror::Error)]
pub enum Undone {
    /// Another node made a row that was to be new.
    #[error("another node was first")]
    Conflict,
    /// The connection was lost before the commit.
    #[error("the connection to the database was lost: {0}")]
    Lost(sqlx::Error),
    /// There was no room for it on the disk.
    #[error("the disk is full: {0}")]
    Full(sqlx::Error),
}

impl From<Undone> for sqlx::Error {
    fn from(undone: Undone) -> Self {
        Self::Configuration(Box::new(undone))
    }
}

/// An error of a transaction before its commit: when the connection is lost, it was
/// undone. After a silence nobody waits once more.
pub fn before_commit(error: sqlx::Error) -> sqlx::Error {
    if postgres::is_lost(&error) && !postgres::is_silence(&error) {
        Undone::Lost(error).into()
    } else {
        error
    }
}

/// Whether a transaction was undone, or has to be, because of another one; the
/// same again may work at once.
pub fn is_serialization_failure(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Configuration(inside) => inside.is::<Undone>(),
        error => postgres::is_serialization_failure(error),
    }
}

/// Whether one row or value may be why a statement failed, and another statement
/// would not: what it breaks, or a lock that somebody holds for long.
pub fn is_about_a_row(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => {
            let code = error.code();
            let is_locked = matches!(code.as_deref(), Some("55P03" | "57014"));
            is_locked || error.kind() != sqlx::error::ErrorKind::Other
        }
        sqlx::Error::RowNotFound => true,
        _ => is_serialization_failure(error),
    }
}

fn size(pool: &'static str, (open, idle, most): (u32, usize, u32)) -> PoolSize {
    let idle = u32::try_from(idle).unwrap_or(open);
    PoolSize {
        pool,
        busy: open.saturating_sub(idle),
        idle,
        most,
    }
}

impl Conn {
    /// What a statement runs on.
    pub(in crate::store) fn target(&mut self) -> Result<Target<'_>, sqlx::Error> {
        Ok(match self {
            Self::SqliteReader(connection) => Target::Sqlite(connection),
            Self::SqliteTx(tx) => Target::Sqlite(tx.connection()?),
            Self::Postgres(lease) | Self::PostgresTx(lease) => Target::Postgres(lease),
        })
    }

    /// Lets a transaction take as long as it needs, for nobody waits for it, and
    /// gives it memory.
    pub async fn takes_long(&mut self) -> Result<(), sqlx::Error> {
        match self {
            Self::PostgresTx(transaction) => {
                let long = "set local statement_timeout = 0;
                    set local idle_in_transaction_session_timeout = 0";
                transaction.run(long).await?;
                transaction.is_patient();
            }
            Self::SqliteTx(_) => {
                // in KiB: rows come in no order of the indexes
                query("pragma cache_size = -65536").execute(self).await?;
            }
            Self::SqliteReader(_) | Self::Postgres(_) => {}
        }
        Ok(())
    }

    /// Lets nobody else hold, write or delete rows with whom the numbers of people are
    /// expected, or find that there are none, until the transaction ends. SQLite's one
    /// writer meets nobody.
    pub async fn hold_expected(&mut self) -> Result<(), sqlx::Error> {
        match self {
            Self::PostgresTx(tx) => tx.run("lock table expected in exclusive mode").await,
            _ => Ok(()),
        }
    }

    /// Keeps what a transaction did.
    ///
    /// # Errors
    /// When it may not last.
    pub async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::SqliteTx(tx) => tx.commit().await,
            Self::PostgresTx(transaction) => transaction.commit().await,
            Self::SqliteReader(_) | Self::Postgres(_) => Ok(()),
        }
    }

    /// Undoes what a transaction did.
    pub async fn rollback(self) -> Result<(), sqlx::Error> {
        match self {
            Self::SqliteTx(tx) => tx.rollback().await,
            Self::PostgresTx(transaction) => transaction.rollback().await,
            Self::SqliteReader(_) | Self::Postgres(_) => Ok(()),
        }
    }
}
