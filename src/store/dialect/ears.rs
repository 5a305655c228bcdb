//! Hearing of what other programs change: the command line at the same file,
//! other nodes at the same server.

use std::time::Duration;

use sqlx::Executor;
use sqlx::postgres::PgListener;
use tokio::select;
use tokio::time::{Interval, MissedTickBehavior, interval, timeout};

use super::Database;
use super::group::{Version, Writer};
use crate::store::cache::{BEAT, Cache, Stale};

/// What hears. While it works nothing is missed.
#[derive(Debug)]
pub struct Ears {
    beats: Interval,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    File { writer: Writer, version: Version },
    Server(PgListener),
}

/// What the server's triggers tell on; see `postgres`.
const CHANNEL: &str = "textgate";

impl Database {
    /// Begins to listen.
    pub async fn ears(&self) -> Result<Ears, sqlx::Error> {
        let mut beats = interval(BEAT);
        beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let kind = match self {
            Self::Sqlite { writer, .. } => Kind::File {
                version: writer.version().await?,
                writer: writer.clone(),
            },
            Self::Postgres(server) => {
                let mut listener = server.listener().await?;
                // what is told meanwhile would be missed unnoticed
                listener.eager_reconnect(false);
                listener.listen(CHANNEL).await?;
                Kind::Server(listener)
            }
        };
        Ok(Ears { beats, kind })
    }
}

impl Ears {
    /// Makes the cache forget what it hears, until the next beat.
    ///
    /// # Errors
    /// When nothing can be heard any more.
    pub async fn hear(&mut self, cache: &Cache) -> Result<(), sqlx::Error> {
        let Self { beats, kind } = self;
        match kind {
            Kind::File { writer, version } => {
                beats.tick().await;
                // in line with everybody who writes
                let now = in_time(BEAT * 2, writer.version()).await?;
                if now != *version {
                    cache.forget(&[Stale::All]);
                    *version = now;
                }
                Ok(())
            }
            Kind::Server(listener) => loop {
                select! {
                    _ = beats.tick() => return is_alive(listener, cache).await,
                    heard = listener.try_recv() => match heard? {
                        Some(told) => cache.forget(&[stale(told.payload())]),
                        None => return Err(sqlx::Error::WorkerCrashed),
                    },
                }
            },
        }
    }
}

async fn in_time<T>(
    patience: Duration,
    asked: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    let answer = timeout(patience, asked).await;
    answer.map_err(|_| sqlx::Error::PoolTimedOut)?
}

/// A connection that only listens does not notice when the other side is gone.
async fn is_alive(listener: &mut PgListener, cache: &Cache) -> Result<(), sqlx::Error> {
    in_time(BEAT, listener.execute("select 1")).await?;
    while let Some(told) = listener.next_buffered() {
        cache.forget(&[stale(told.payload())]);
    }
    Ok(())
}

/// A kind and a name, as the triggers write them.
fn stale(told: &str) -> Stale {
    match told.split_once(' ') {
        Some(("session", name)) => Stale::Session(name.to_owned()),
        Some(("user", id)) => id.parse().map_or(Stale::All, Stale::User),
        _ => Stale::All,
    }
}
