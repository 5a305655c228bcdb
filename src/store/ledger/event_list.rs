//! What webhooks were told, in pages.

use super::webhooks::END;
use crate::base::clock::Timestamp;
use crate::store::dialect::{query_as, query_scalar};
use crate::store::{Cursor, Page, Store, StoreError};

/// Which of a webhook's events are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TellingState {
    /// Those to be sent, the next one first; none that wait for others.
    Waiting,
    /// Those that were given up, the newest first.
    Dead,
    /// Those that it has, the newest first.
    Taken,
}

impl TellingState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Dead, Self::Taken];

    /// The word in addresses and in message keys.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Dead => "dead",
            Self::Taken => "taken",
        }
    }
}

/// What a webhook is told, and how far that is.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Telling {
    /// The event's id.
    pub event_id: String,
    /// What happened.
    pub kind: String,
    /// Whose order it keeps: a user's id, or an alert's.
    pub subject: String,
    /// At which app.
    pub app: Option<String>,
    /// When, in microseconds.
    pub created_at: i64,
    /// How often it was tried.
    pub tries: i64,
    /// When it is tried next, in microseconds; none while it waits for others.
    pub next_at: Option<i64>,
    /// Since when the webhook has it.
    pub done_at: Option<i64>,
    /// Since when it is given up.
    pub dead_at: Option<i64>,
    /// What came of the last try.
    pub last: Option<String>,
}

/// A try that is over.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TellingTry {
    /// Which one.
    pub nth: i64,
    /// When, in microseconds.
    pub at: i64,
    /// In a word, such as a status.
    pub what: String,
    /// How the answer began.
    pub answer: String,
}

/// How much a webhook was not told, each counted up to a bound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Untold {
    /// To be sent.
    pub waiting: u64,
    /// Given up.
    pub dead: u64,
}

/// So far is counted.
pub const MOST_UNTOLD: u64 = 10_000;

const TELLING: &str = "select d.event_id, e.kind, d.subject, e.app, e.created_at, d.tries,
         d.next_at, d.done_at, d.dead_at, d.last
     from event_deliveries d join events e on e.id = d.event_id
     where d.webhook = $1";

impl Store {
    /// A page of what a webhook is told.
    pub async fn tellings(
        &self,
        webhook: &str,
        state: TellingState,
        (from, backwards): (Option<&Cursor>, bool),
        limit: u32,
    ) -> Result<Page<Telling>, StoreError> {
        // what is next comes first, and what was newest
        let rises = (state == TellingState::Waiting) != backwards;
        let (than, order) = if rises { (">", "asc") } else { ("<", "desc") };
        let (start, end) = if rises {
            (i64::MIN, "")
        } else {
            (i64::MAX, END)
        };
        let sql = match state {
            TellingState::Waiting => format!(
                "{TELLING} and d.next_at is not null and (d.next_at, d.event_id) {than} ($2, $3)
                 order by d.next_at {order}, d.event_id {order} limit $4"
            ),
            TellingState::Dead => format!(
                "{TELLING} and d.dead_at is not null and cast($2 as bigint) <> 0 and d.event_id {than} $3
                 order by d.event_id {order} limit $4"
            ),
            TellingState::Taken => format!(
                "{TELLING} and d.done_at is not null and cast($2 as bigint) <> 0 and d.event_id {than} $3
                 order by d.event_id {order} limit $4"
            ),
        };
        let rows = query_as(sql)
            .bind(webhook)
            .bind(from.map_or(start, |from| from.key))
            .bind(from.map_or(end, |from| from.tie.as_str()))
            .bind(i64::from(limit) + 1)
            .fetch_all(&mut *self.reader().await?)
            .await?;
        Ok(Page::cut(rows, limit, backwards))
    }

    /// One of them.
    pub async fn telling(&self, webhook: &str, event: &str) -> Result<Option<Telling>, StoreError> {
        let sql = query_as(format!("{TELLING} and d.event_id = $2"));
        let sql = sql.bind(webhook).bind(event);
        Ok(sql.fetch_optional(&mut *self.reader().await?).await?)
    }

    /// Its tries that failed, or were done before it was sent anew.
    pub async fn telling_tries(
        &self,
        webhook: &str,
        event: &str,
    ) -> Result<Vec<TellingTry>, StoreError> {
        let tries = query_as(
            "select nth, at, what, answer from event_tries
             where webhook = $1 and event_id = $2 order by nth limit 1000",
        );
        let tries = tries.bind(webhook).bind(event);
        Ok(tries.fetch_all(&mut *self.reader().await?).await?)
    }

    /// How much a webhook was not told.
    pub async fn untold(&self, webhook: &str) -> Result<Untold, StoreError> {
        let count = |which: &str| {
            let sql = format!(
                "select count(*) from (select 1 as one from event_deliveries
                 where webhook = $1 and {which} limit $2) counted"
            );
            query_scalar::<i64>(sql)
                .bind(webhook)
                .bind(i64::try_from(MOST_UNTOLD).unwrap_or(i64::MAX))
        };
        let mut conn = self.reader().await?;
        let waiting = count("done_at is null and dead_at is null");
        let waiting = waiting.fetch_one(&mut conn).await?.unsigned_abs();
        let dead = count("dead_at is not null").fetch_one(&mut conn).await?;
        Ok(Untold {
            waiting,
            dead: dead.unsigned_abs(),
        })
    }
}

impl Telling {
    /// How far it is.
    #[must_use]
    pub fn state(&self) -> TellingState {
        match (self.done_at, self.dead_at) {
            (Some(_), _) => TellingState::Taken,
            (_, Some(_)) => TellingState::Dead,
            _ => TellingState::Waiting,
        }
    }

    /// When it happened.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        Timestamp::from_micros(self.created_at)
    }
}
