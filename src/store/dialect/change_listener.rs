//! Hearing of what other programs change: the command line at the same file,
//! other nodes at the same server.

use tokio::time::{Interval, MissedTickBehavior, interval};

use super::Database;
use super::postgres::listener::{Listener, in_time};
use super::sqlite::{SqliteWriter, Version};
use crate::store::cache::{Cache, HEARTBEAT, Stale};

/// What hears. While it works nothing is missed.
#[derive(Debug)]
pub struct ChangeListener {
    beats: Interval,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    File {
        writer: SqliteWriter,
        version: Version,
    },
    Server(Listener),
}

impl Database {
    /// Begins to listen.
    pub async fn change_listener(&self) -> Result<ChangeListener, sqlx::Error> {
        let mut beats = interval(HEARTBEAT);
        beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let kind = match self {
            Self::Sqlite { writer, .. } => Kind::File {
                version: writer.version().await?,
                writer: writer.clone(),
            },
            Self::Postgres(server) => Kind::Server(Listener::begin(server).await?),
        };
        Ok(ChangeListener { beats, kind })
    }
}

impl ChangeListener {
    /// Makes the cache forget what it hears, until the next beat.
    ///
    /// # Errors
    /// When nothing can be heard any more.
    pub async fn poll(&mut self, cache: &Cache) -> Result<(), sqlx::Error> {
        let Self { beats, kind } = self;
        match kind {
            Kind::File { writer, version } => {
                beats.tick().await;
                // in line with everybody who writes
                let now = in_time(HEARTBEAT * 2, writer.version()).await?;
                if now != *version {
                    cache.forget(&[Stale::All]);
                    *version = now;
                }
                Ok(())
            }
            Kind::Server(listener) => listener.poll(beats, cache).await,
        }
    }
}
