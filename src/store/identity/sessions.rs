//! Sessions: tower-sessions' store over a table that can also be listed and
//! ended. The database holds only a hash of the id.

mod hold;
pub(in crate::store) mod messages;
mod written;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tower_sessions::SessionStore;
use tower_sessions::session::Record;
use tower_sessions::session_store::{Error, Result as SessionResult};

use crate::base::clock::{Clock, Timestamp};
use crate::base::secret::sha256;
use crate::domain::audit::{ActorKind, Entry};
use crate::domain::event::{Event, EventKind};
use crate::domain::grant::GrantEnd;
use crate::domain::id::GrantId;
use crate::domain::session::SessionData;
use crate::domain::user::UserId;
use crate::store::cache::{Look, Stale};
use crate::store::dialect::{query, query_as, query_scalar};
use crate::store::identity::grants::{Whose, end_in};
use crate::store::ledger::{audit, events};
use crate::store::pool_metrics::Tx;
use crate::store::{Store, StoreError, with_retry};

/// The one key of a session's data; its value is a [`SessionData`].
pub const VISIT: &str = "visit";

/// The key under which a session that is written already hands its id over.
pub const ID: &str = "id";

/// The name of a session in the database and in addresses.
#[must_use]
pub fn id_hash(id: &Id) -> String {
    sha256(&id.0.to_le_bytes())
}

/// What tower-sessions reads and writes through.
#[derive(Debug, Clone)]
pub struct Sessions {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// How long a session may lie unused.
    pub idle: Duration,
}

pub use messages::Tells;
pub use tower_sessions::session::Id;
pub use written::{NewSession, SessionHolder};
pub(in crate::store) use written::{SessionChanges, Surplus};

/// A session as its owner sees it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SessionRow {
    /// The hash of its id.
    pub id_hash: String,
    /// When it began, in microseconds.
    pub created_at: i64,
    /// When it was last used, to the minute.
    pub last_seen_at: i64,
    /// When it ends.
    pub expires_at: i64,
    /// The browser's words about itself.
    pub agent: String,
    /// The address it began from.
    pub address: String,
}

fn backend(error: impl Into<StoreError>) -> Error {
    Error::Backend(error.into().to_string())
}

#[async_trait]
impl SessionStore for Sessions {
    /// Takes over the id under which the row was written already, in the
    /// transaction of what it holds.
    async fn create(&self, record: &mut Record) -> SessionResult<()> {
        let id = record.data.remove(ID);
        let id = id.and_then(|id| id.as_str()?.parse().ok());
        record.id = id.ok_or_else(|| Error::Backend("a session without a row".into()))?;
        Ok(())
    }

    /// Does nothing: what a session holds is written in the transaction of what it
    /// follows from, and one that was ended while a request was in flight stays
    /// ended.
    async fn save(&self, _: &Record) -> SessionResult<()> {
        Ok(())
    }

    async fn load(&self, id: &Id) -> SessionResult<Option<Record>> {
        let now = self.clock.now();
        let name = id_hash(id);
        let visit = self.store.live_session(&name, now, self.idle);
        let Some(visit) = visit.await.map_err(backend)? else {
            return Ok(None);
        };
        let visit = serde_json::to_value(&*visit).map_err(|e| Error::Decode(e.to_string()))?;
        Ok(Some(Record {
            id: *id,
            data: [(VISIT.to_owned(), visit)].into(),
            expiry_date: now.utc(),
        }))
    }

    /// Does nothing. tower-sessions asks for it when an id is renewed, before
    /// the new session is there: [`Self::create`] deletes the old one then, and
    /// what ends a session for good is [`Store::end_session`].
    async fn delete(&self, _: &Id) -> SessionResult<()> {
        Ok(())
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    user_id: Option<String>,
    verification_id: Option<String>,
    return_to: Option<String>,
    created_at: i64,
    last_seen_at: i64,
    expires_at: i64,
    agent: String,
    address: String,
    message: Option<String>,
}

impl Row {
    fn read(self) -> SessionData {
        SessionData {
            user_id: self.user_id,
            verification_id: self.verification_id,
            return_to: self.return_to,
            created_at: self.created_at,
            expires_at: self.expires_at,
            last_seen_at: self.last_seen_at,
            agent: self.agent,
            address: self.address,
            message: self.message,
            replaces: None,
            ousts: None,
        }
    }
}

impl Store {
    /// What a session holds, as it was read or heard of last.
    async fn seen(&self, id_hash: &str) -> Result<Option<Arc<SessionData>>, StoreError> {
        let look = self.cache.visit(id_hash);
        self.looked_up(matches!(look, Look::Known(_)));
        let read = match look {
            Look::Known(visit) => return Ok(Some(visit)),
            Look::Read(read) => read,
        };
        let visit = self.visit(id_hash).await?.map(Arc::new);
        self.cache.keep_visit(read, id_hash, visit.as_ref());
        Ok(visit)
    }

    /// The same of one that still works.
    pub async fn live_session(
        &self,
        id_hash: &str,
        now: Timestamp,
        idle: Duration,
    ) -> Result<Option<Arc<SessionData>>, StoreError> {
        let idle_since = now.minus(idle).as_micros();
        let lives = |visit: &Arc<SessionData>| {
            visit.expires_at > now.as_micros() && visit.last_seen_at > idle_since
        };
        Ok(self.seen(id_hash).await?.filter(lives))
    }

    /// What a session holds now, whether it still works or not.
    pub async fn visit(&self, id_hash: &str) -> Result<Option<SessionData>, StoreError> {
        let row: Option<Row> = query_as(
            "select user_id, verification_id, return_to, created_at, last_seen_at, expires_at,
                 agent, address, message
             from sessions where id_hash = $1",
        )
        .bind(id_hash)
        .fetch_optional(&mut *self.reader().await?)
        .await?;
        Ok(row.map(Row::read))
    }

    /// Keeps where its person wants to go; or forgets it.
    pub async fn keep_return_to(&self, id_hash: &str, to: Option<&str>) -> Result<(), StoreError> {
        let kept = query("update sessions set return_to = $2 where id_hash = $1");
        let kept = kept.bind(id_hash).bind(to);
        let stale = vec![Stale::Session(id_hash.to_owned())];
        self.write_outdating(stale, kept).await?;
        Ok(())
    }

    /// What the session of a grant holds now, if there is one: a renewed session has
    /// another name, so both are looked up in one statement.
    pub async fn visit_of_grant(&self, grant: GrantId) -> Result<Option<SessionData>, StoreError> {
        let row: Option<Row> = query_as(
            "select s.user_id, s.verification_id, s.return_to, s.created_at, s.last_seen_at,
                 s.expires_at, s.agent, s.address, s.message
             from grants g join sessions s on s.id_hash = g.session where g.id = $1",
        )
        .bind(grant.to_string())
        .fetch_optional(&mut *self.reader().await?)
        .await?;
        Ok(row.map(Row::read))
    }

    /// Notes that a session was used.
    pub async fn touch_session(&self, id_hash: &str, now: Timestamp) -> Result<(), StoreError> {
        let seen = query("update sessions set last_seen_at = $2 where id_hash = $1");
        let seen = seen.bind(id_hash).bind(now.as_micros());
        let stale = vec![Stale::Session(id_hash.to_owned())];
        self.write_outdating(stale, seen).await?;
        Ok(())
    }

    /// The sessions of a user that still work, last used first.
    pub async fn sessions_of(
        &self,
        user: UserId,
        now: Timestamp,
        idle: Duration,
    ) -> Result<Vec<SessionRow>, StoreError> {
        Ok(query_as(
            "select id_hash, created_at, last_seen_at, expires_at, agent, address from sessions
             where user_id = $1 and expires_at > $2 and last_seen_at > $3
             order by last_seen_at desc, id_hash limit 1000",
        )
        .bind(user.to_string())
        .bind(now.as_micros())
        .bind(now.minus(idle).as_micros())
        .fetch_all(&mut *self.reader().await?)
        .await?)
    }

    /// How many signed-in sessions there are, those among them that expired
    /// since the last sweep. Reads an index from end to end.
    pub async fn session_count(&self) -> Result<u64, StoreError> {
        let count: i64 = query_scalar("select count(*) from sessions where user_id is not null")
            .fetch_one(&mut *self.reader().await?)
            .await?;
        Ok(count.unsigned_abs())
    }

    /// Ends one session, and what apps got of it.
    pub async fn end_session(&self, id_hash: &str, now: Timestamp) -> Result<(), StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let sql = "delete from sessions where id_hash = $1 returning user_id";
            let owner: Option<Option<String>> = query_scalar(sql)
                .bind(id_hash)
                .fetch_optional(&mut tx)
                .await?;
            let act = (now, ActorKind::User);
            session_ended(&mut tx, id_hash, owner.flatten(), act).await?;
            Ok(tx.commit().await?)
        })
        .await
    }

    /// Ends one session of this owner, who asked for it on another; false if
    /// they have no such session.
    pub async fn end_own_session(
        &self,
        id_hash: &str,
        owner: UserId,
        entry: &Entry,
    ) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let ended = query("delete from sessions where id_hash = $1 and user_id = $2")
                .bind(id_hash)
                .bind(owner.to_string())
                .execute(&mut tx)
                .await?;
            if ended.rows_affected() == 1 {
                let (owner, act) = (owner.to_string(), (entry.at, entry.actor.kind));
                session_ended(&mut tx, id_hash, Some(owner), act).await?;
            }
            audit::recorded(tx, ended.rows_affected() == 1, entry).await
        })
        .await
    }
}

/// Ends what apps got of a session that was just deleted, and tells of both.
async fn session_ended(
    tx: &mut Tx,
    id_hash: &str,
    owner: Option<String>,
    (now, by): (Timestamp, ActorKind),
) -> Result<(), StoreError> {
    tx.outdates(Stale::Session(id_hash.to_owned()));
    let ended =
        owner.map(|owner| Event::new(EventKind::SessionEnded, owner, by, now).of_session(id_hash));
    let act = (now, by, GrantEnd::SignOut);
    let grants = end_in(tx, Whose::Session(id_hash), act).await?;
    events::tell(tx, ended.into_iter().chain(grants.events).collect()).await
}
