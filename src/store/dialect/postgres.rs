//! PostgreSQL: one pool, for it has a writer for everybody.

pub(super) mod about;
pub(super) mod address;
mod certificates;
mod connection;
pub(super) mod pooler;
mod seal;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use sqlx::error::DatabaseError;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection, Pool, Postgres};
use tracing::{error, warn};

use super::listener::Listener;
use super::upgrade;
use crate::store::OpenError;
use connection::{connect, guard, in_time, is_readable};
use pooler::Unfit;

/// How long a request waits for a connection; see also the guards of one.
const PATIENCE: Duration = Duration::from_secs(4);

/// Connections of one node.
const CONNECTIONS: u32 = 16;

/// What nodes that serve call themselves.
pub(super) const NODE: &str = "textgate";

/// Opens the database by this name for the program, makes its tables if there
/// are none and `make` says so, and brings it up to this version; several nodes
/// may do so at once.
pub(super) async fn open(url: &str, name: &str, make: bool) -> Result<Pool<Postgres>, OpenError> {
    let options = read(url, name)?;
    let opened = opened(&options, make).await;
    opened.map_err(|error| error.at(&place(&options)))
}

/// How the program connects, by this name.
fn read(url: &str, name: &str) -> Result<PgConnectOptions, OpenError> {
    certificates::check(url)?;
    let options = address::read(url)?.application_name(name);
    // poolers refuse to begin with it, and we have no such numbers
    Ok(options.extra_float_digits(None))
}

/// The server and the database that an address names.
fn place(it: &PgConnectOptions) -> String {
    let database = it.get_database().unwrap_or("its database");
    match it.get_socket() {
        Some(socket) => format!("{database} at {}", socket.display()),
        None => format!("{database} at {}:{}", it.get_host(), it.get_port()),
    }
}

async fn opened(options: &PgConnectOptions, make: bool) -> Result<Pool<Postgres>, OpenError> {
    let mut connection = reached(options).await?;
    if !make && !upgrade::has_tables(&mut connection).await? {
        return Err(OpenError::NotThere(place(options)));
    }
    if is_readable(options).await? {
        warn!("{}", unencrypted(options));
    }
    upgrade::postgres(&mut connection).await?;
    seal::seal(&mut connection).await?;
    connection.close().await?;
    let pool = pool(options).await?;
    if make {
        // once, before anybody relies on it
        listened(&pool).await?;
    }
    Ok(pool)
}

/// A connection that can be relied on: guards hold, and it is nobody else's.
async fn reached(options: &PgConnectOptions) -> Result<PgConnection, OpenError> {
    let mut ours = connect(options).await?;
    let mut other = connect(options).await?;
    in_time(pooler::does_not_mix(&mut ours, &mut other)).await?;
    other.close().await?;
    Ok(ours)
}

fn unencrypted(options: &PgConnectOptions) -> String {
    format!(
        "the connection to {} is not encrypted, and what goes over it can be read on the way; \
         write sslmode=verify-full into database_url",
        place(options)
    )
}

async fn pool(options: &PgConnectOptions) -> Result<Pool<Postgres>, OpenError> {
    let told = Arc::new(AtomicBool::new(false));
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .after_connect(move |connection, _| {
            let told = Arc::clone(&told);
            Box::pin(async move { guarded(connection, &told).await })
        });
    Ok(pool.connect_with(options.clone()).await?)
}

/// Whether what the database tells is heard.
async fn listened(pool: &Pool<Postgres>) -> Result<(), OpenError> {
    Listener::begin(pool).await?;
    Ok(())
}

/// As the pool makes them later. That one cannot be relied on is told once, not
/// by everybody who waits for it.
async fn guarded(connection: &mut PgConnection, told: &AtomicBool) -> Result<(), sqlx::Error> {
    match guard(connection).await.map_err(Unfit::of) {
        Err(Ok(unfit)) => {
            if !told.swap(true, Relaxed) {
                error!("a new connection to the database cannot be used: {unfit}");
            }
            Err(unfit.into())
        }
        Err(Err(error)) => Err(error),
        Ok(()) => {
            told.store(false, Relaxed);
            Ok(())
        }
    }
}

/// Whether the server undid a transaction so that another one could go on: of
/// two that waited for each other (40P01), or wrote over each other (40001).
pub(super) fn gave_way(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    matches!(code.as_deref(), Some("40P01" | "40001"))
}
