//! PostgreSQL: one pool, for it has a writer for everybody.

pub(super) mod about;
pub(super) mod address;
pub(super) mod address_error;
mod certificates;
mod connect;
pub(super) mod lease;
pub(super) mod listener;
pub(super) mod pooler;
mod seal;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;

use sqlx::error::DatabaseError;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection};
use tokio::time::sleep;
use tracing::{error, warn};

use super::upgrade;
use crate::store::{MAX_RETRIES, OpenError, RETRY_PAUSE};
use connect::{connect, guard, in_time, is_readable};
use lease::Server;

pub(super) use lease::{is_lost, is_silence};
use listener::Listener;
use pooler::Unfit;

/// What nodes that serve call themselves.
pub(super) const NODE: &str = "textgate";

/// Opens the database by this name for the program, makes its tables if there
/// are none and `make` says so, and brings it up to this version; several nodes
/// may do so at once.
pub(super) async fn open(url: &str, name: &str, make: bool) -> Result<Server, OpenError> {
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

async fn opened(options: &PgConnectOptions, make: bool) -> Result<Server, OpenError> {
    let mut connection = reached(options).await?;
    if !make && !upgrade::has_tables(&mut connection).await? {
        return Err(OpenError::NotThere(place(options)));
    }
    if is_readable(options).await? {
        warn!("{}", unencrypted(options));
    }
    bring_up(&mut connection).await?;
    connection.close().await?;
    let server = Server::connect(guarding(), options.clone()).await?;
    if make {
        // once, before anybody relies on it
        Listener::begin(&server).await?;
    }
    Ok(server)
}

/// Brings it up to this version, and again if that gave way to those who serve.
async fn bring_up(connection: &mut PgConnection) -> Result<(), OpenError> {
    let mut retries = 0;
    loop {
        let done = match upgrade::postgres(connection).await {
            Ok(()) => seal::seal(connection).await.map_err(OpenError::from),
            failed => failed,
        };
        let is_serialization_failure = match &done {
            Err(OpenError::Connect { error, .. }) => is_serialization_failure(error),
            _ => false,
        };
        if !is_serialization_failure || retries == MAX_RETRIES {
            return done;
        }
        retries += 1;
        sleep(RETRY_PAUSE).await;
    }
}

/// A connection that can be relied on: guards hold, it is nobody else's, and
/// something can be written.
async fn reached(options: &PgConnectOptions) -> Result<PgConnection, OpenError> {
    let mut ours = connect(options).await?;
    let mut other = connect(options).await?;
    in_time(pooler::does_not_mix(&mut ours, &mut other)).await?;
    other.close().await?;
    in_time(connect::takes_writes(&mut ours)).await?;
    Ok(ours)
}

fn unencrypted(options: &PgConnectOptions) -> String {
    format!(
        "the connection to {} is not encrypted, and what goes over it can be read on the way; \
         write sslmode=verify-full into database_url",
        place(options)
    )
}

/// How connections are made later: as those of a start.
fn guarding() -> PgPoolOptions {
    let told = Arc::new(AtomicBool::new(false));
    PgPoolOptions::new().after_connect(move |connection, _| {
        let told = Arc::clone(&told);
        Box::pin(async move { guarded(connection, &told).await })
    })
}

/// That one cannot be relied on is told once, not by everybody who waits for it.
async fn guarded(connection: &mut PgConnection, told: &AtomicBool) -> Result<(), sqlx::Error> {
    match guard(connection).await.map_err(Unfit::of) {
        Err(Ok(unfit)) => {
            if !told.swap(true, Relaxed) {
                error!("a new connection to the database cannot be used: {unfit}");
            }
            Err(unfit.into())
        }
        Err(Err(error)) => Err(error),
        Ok(()) => Ok(()),
    }
}

/// Whether the server undid a transaction so that another one could go on: of
/// two that waited for each other (40P01), or wrote over each other (40001).
pub(super) fn is_serialization_failure(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    matches!(code.as_deref(), Some("40P01" | "40001"))
}
