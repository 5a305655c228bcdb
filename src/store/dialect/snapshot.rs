//! A whole database as it is at one moment, while nobody serves from it.

use std::str::FromStr;

use sqlx::sqlite::{SqliteConnectOptions, SqliteLockingMode, SqlitePoolOptions};

use super::{Conn, postgres, query_scalar, sqlite, upgrade};
use crate::store::OpenError;

/// What a program that reads all of it calls itself at the server.
const COPIER: &str = "textgate copy";

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// It cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Another program has it open.
    #[error(
        "another program has the database open; stop Textgate first, for what it writes \
         meanwhile would not be copied"
    )]
    InUse,
}

impl From<sqlx::Error> for SnapshotError {
    fn from(error: sqlx::Error) -> Self {
        OpenError::from(error).into()
    }
}

/// Opens a database that is there, brings it up to this version and holds it as
/// it is now.
pub async fn open(url: &str) -> Result<Conn, SnapshotError> {
    if url.starts_with("postgres") {
        of_server(url).await
    } else {
        sqlite::is_served(url).await?;
        of_file(url).await.map_err(|error| match error {
            SnapshotError::Open(error) => error.at(&sqlite::place(url)).into(),
            SnapshotError::InUse => error,
        })
    }
}

/// Takes the file for itself alone, which fails while anybody else has it open,
/// and keeps others out until it is closed.
async fn of_file(url: &str) -> Result<Conn, SnapshotError> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(false)
        .locking_mode(SqliteLockingMode::Exclusive)
        .busy_timeout(std::time::Duration::ZERO);
    let pool = SqlitePoolOptions::new().max_connections(1);
    let mut connection = pool.connect_with(options).await?.acquire().await?;
    match upgrade::sqlite(&mut connection).await {
        Err(OpenError::Connect { error, .. }) if sqlite::is_busy(&error) => {
            return Err(SnapshotError::InUse);
        }
        other => other?,
    }
    sqlx::raw_sql("begin").execute(&mut *connection).await?;
    Ok(Conn::SqliteReader(connection))
}

async fn of_server(url: &str) -> Result<Conn, SnapshotError> {
    let server = postgres::open(url, COPIER, false).await?;
    let nodes = query_scalar(
        "select count(*) from pg_stat_activity
         where datname = current_database() and application_name = $1",
    );
    let mut reader = Conn::Postgres(server.lease().await?);
    let nodes: i64 = nodes.bind(postgres::NODE).fetch_one(&mut reader).await?;
    if nodes > 0 {
        return Err(SnapshotError::InUse);
    }
    let mut tx = server.begin().await?;
    tx.run("set transaction isolation level repeatable read, read only")
        .await?;
    let mut conn = Conn::PostgresTx(tx);
    conn.takes_long().await?;
    Ok(conn)
}
