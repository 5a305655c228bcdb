//! Hearing of what other nodes change: the server tells whoever listens. Whether
//! it does is tried by what this node tells itself, over another connection, for
//! a pooler that mixes clients takes `listen` and then tells somebody else.

use std::time::Duration;

use sqlx::postgres::PgListener;
use tokio::select;
use tokio::task::JoinHandle;
use tokio::time::{Interval, timeout};

use super::lease::Server;
use super::pooler::{Unfit, does_not_mix, process};
use crate::store::cache::{Cache, HEARTBEAT, Stale};

/// What the server's triggers tell on; see `postgres`.
const CHANNEL: &str = "textgate";

/// What nodes tell themselves on.
const ECHO: &str = "textgate_echo";

/// After how many beats this node tells itself something again, and how many an
/// echo may take, from when the server has it.
const EVERY: u32 = 4;
const TAKES: u32 = 8;

/// A connection that listens.
#[derive(Debug)]
pub(in crate::store::dialect) struct Listener {
    inner: PgListener,
    server: Server,
    /// The process of the server that listens: this node's name there.
    process: i32,
    /// How many echos were sent, and how many beats ago the last one was.
    echo: u32,
    beats: u32,
    /// Whether the last one is still to be heard.
    waits: bool,
    sending: Option<JoinHandle<bool>>,
}

impl Listener {
    /// Begins to listen, and hears itself.
    ///
    /// # Errors
    /// When nothing can be heard; if a pooler is why, [`Unfit`] is inside.
    pub async fn begin(server: &Server) -> Result<Self, sqlx::Error> {
        is_not_mixed(server).await?;
        let mut inner = server.listener().await?;
        // what is told meanwhile would be missed unnoticed
        inner.eager_reconnect(false);
        let process = in_time(HEARTBEAT * TAKES, async {
            inner.listen_all([CHANNEL, ECHO]).await?;
            process(&mut inner).await
        });
        let mut listener = Self {
            process: process.await?,
            inner,
            server: server.clone(),
            echo: 0,
            beats: 0,
            waits: true,
            sending: None,
        };
        listener.first_echo().await?;
        Ok(listener)
    }

    async fn first_echo(&mut self) -> Result<(), sqlx::Error> {
        tell(&self.server, &self.name()).await?;
        let heard = in_time(HEARTBEAT * TAKES, async {
            while self.waits {
                self.next(None).await?;
            }
            Ok(())
        });
        match heard.await {
            Err(sqlx::Error::PoolTimedOut) => Err(Unfit::Deaf.into()),
            heard => heard,
        }
    }

    /// What this node tells itself next.
    fn name(&self) -> String {
        format!("{} {}", self.process, self.echo)
    }

    /// Makes the cache forget what it hears, until the next beat.
    ///
    /// # Errors
    /// When nothing can be heard any more.
    pub async fn poll(&mut self, beats: &mut Interval, cache: &Cache) -> Result<(), sqlx::Error> {
        loop {
            select! {
                _ = beats.tick() => return self.beat(cache).await,
                heard = self.next(Some(cache)) => heard?,
            }
        }
    }

    /// Waits for the next thing that is told.
    async fn next(&mut self, cache: Option<&Cache>) -> Result<(), sqlx::Error> {
        let told = self.inner.try_recv().await?;
        let told = told.ok_or(sqlx::Error::WorkerCrashed)?;
        self.heard(told.channel(), told.payload(), cache);
        Ok(())
    }

    fn heard(&mut self, channel: &str, told: &str, cache: Option<&Cache>) {
        if channel == ECHO {
            self.waits &= told != self.name();
        } else if let Some(cache) = cache {
            cache.forget(&[stale(told)]);
        }
    }

    /// A connection that only listens does not notice when the other side is
    /// gone, or is another one.
    async fn beat(&mut self, cache: &Cache) -> Result<(), sqlx::Error> {
        let process = in_time(HEARTBEAT, process(&mut self.inner)).await?;
        while let Some(told) = self.inner.next_buffered() {
            self.heard(told.channel(), told.payload(), Some(cache));
        }
        if process != self.process {
            return Err(Unfit::Mixes.into());
        }
        self.echo().await
    }

    /// Sends an echo now and then, while others go on listening, and notices when
    /// one was not heard.
    async fn echo(&mut self) -> Result<(), sqlx::Error> {
        self.beats += 1;
        if let Some(sending) = self.sending.take_if(|it| it.is_finished()) {
            // one that could not be sent tells nothing
            self.waits &= sending.await.unwrap_or(false);
            self.beats = 0;
        }
        if self.waits && self.sending.is_none() && self.beats > TAKES {
            return Err(Unfit::Deaf.into());
        }
        if !self.waits && self.sending.is_none() && self.beats >= EVERY {
            self.echo = self.echo.wrapping_add(1);
            (self.waits, self.beats) = (true, 0);
            let (server, name) = (self.server.clone(), self.name());
            self.sending = Some(tokio::spawn(
                async move { tell(&server, &name).await.is_ok() },
            ));
        }
        Ok(())
    }
}

/// Before anything listens, for who shared that connection would be told.
async fn is_not_mixed(server: &Server) -> Result<(), sqlx::Error> {
    let (mut one, mut two) = (server.lease().await?, server.lease().await?);
    let ((one, watch), (two, _)) = (one.parts()?, two.parts()?);
    watch.over(does_not_mix(one, two)).await
}

async fn tell(server: &Server, what: &str) -> Result<(), sqlx::Error> {
    let tell = sqlx::AssertSqlSafe(format!("select pg_notify('{ECHO}', '{what}')"));
    let mut lease = server.lease().await?;
    let (connection, watch) = lease.parts()?;
    watch.over(sqlx::raw_sql(tell).execute(connection)).await?;
    Ok(())
}

/// The answer, or an error if it does not come soon.
pub(in crate::store::dialect) async fn in_time<T>(
    patience: Duration,
    asked: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    let answer = timeout(patience, asked).await;
    answer.map_err(|_| sqlx::Error::PoolTimedOut)?
}

/// A kind and a name, as the triggers write them.
fn stale(told: &str) -> Stale {
    match told.split_once(' ') {
        Some(("session", name)) => Stale::Session(name.to_owned()),
        Some(("user", id)) => id.parse().map_or(Stale::All, Stale::User),
        Some(("grant", id)) => id.parse().map_or(Stale::Grants, Stale::Grant),
        None if told == "grants" => Stale::Grants,
        _ => Stale::All,
    }
}
