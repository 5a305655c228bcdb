//! What is done to users: each act and its entry in the audit are one
//! transaction, and an act that changes nothing leaves no entry.

use super::changes::{Acted, is_at};
use crate::base::clock::Timestamp;
use crate::domain::audit::{ActorKind, Entry};
use crate::domain::event::{Event, EventKind};
use crate::domain::grant::GrantEnd;
use crate::domain::user::UserId;
use crate::store::cache::Stale;
use crate::store::dialect::{query, query_scalar};
use crate::store::identity::browsers::forget_all;
use crate::store::identity::factors::keep;
use crate::store::identity::grants::{Ended, Whose, end_in};
use crate::store::ledger::{audit, events};
use crate::store::pool_metrics::Tx;
use crate::store::{Store, StoreError, read, with_retry};

/// What can be done to many users at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Ends all sessions and forgets the browsers.
    SignOut,
    /// Blocks the number, and signs out.
    Block,
    /// Deletes the user with everything that hangs on it: sessions,
    /// verifications and known browsers. A block, the records of deliveries
    /// and the audit stay.
    Delete,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::SignOut, Self::Block, Self::Delete];

    /// The word in forms and in message keys.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignOut => "sign-out",
            Self::Block => "block",
            Self::Delete => "delete",
        }
    }
}

impl Store {
    /// Does this to a user; false when it was so already, or without such a
    /// user.
    pub async fn act(&self, act: Act, id: UserId, entry: &Entry) -> Result<bool, StoreError> {
        Ok(self.act_at(act, id, entry).await? == Acted::Changed)
    }

    /// The same, and whether they were at another version than the entry says.
    pub async fn act_at(&self, act: Act, id: UserId, entry: &Entry) -> Result<Acted, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            if !is_at(&mut tx, id, entry).await? {
                return Ok(Acted::OtherVersion);
            }
            let changed = act_in(&mut tx, act, id, entry).await?;
            tx.commit().await?;
            Ok(Acted::of(changed))
        })
        .await
    }

    /// Deletes a user, and keeps their second factor for whoever signs in with
    /// the number again.
    pub async fn delete_but_factor(&self, id: UserId, entry: &Entry) -> Result<Acted, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            if !is_at(&mut tx, id, entry).await? {
                return Ok(Acted::OtherVersion);
            }
            keep(&mut tx, id).await?;
            let deleted = act_in(&mut tx, Act::Delete, id, entry).await?;
            tx.commit().await?;
            Ok(Acted::of(deleted))
        })
        .await
    }

    /// Does this to all of these users at once; whom it changed something for.
    ///
    /// # Errors
    /// When the database is not available; then it was done to none of them.
    pub async fn act_on_all(&self, act: Act, users: &[(UserId, Entry)]) -> Result<u64, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let mut changed = 0;
            for (id, entry) in users {
                changed += u64::from(act_in(&mut tx, act, *id, entry).await?);
            }
            tx.commit().await?;
            Ok(changed)
        })
        .await
    }

    /// Writes an entry about something that changed nothing in the database,
    /// or whose parts have entries of their own.
    ///
    /// # Errors
    /// When the database is not available; then it must not be done.
    pub async fn record(&self, entry: &Entry) -> Result<(), StoreError> {
        with_retry(|| async {
            let tx = self.begin().await?;
            audit::recorded(tx, true, entry).await?;
            Ok(())
        })
        .await
    }

    /// Blocks a number, by its keyed hash, whether it has a user or not; false
    /// when it was blocked already.
    pub async fn block_number(&self, phone_hash: &str, entry: &Entry) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let blocked = block(&mut tx, phone_hash, entry).await?;
            tx.commit().await?;
            Ok(blocked)
        })
        .await
    }

    /// Lifts the block of a number, by its keyed hash; false when there was
    /// none.
    pub async fn unblock_number(
        &self,
        phone_hash: &str,
        entry: &Entry,
    ) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let changed = unblock(&mut tx, phone_hash, entry).await?;
            tx.commit().await?;
            Ok(changed)
        })
        .await
    }

    /// Lifts the block of a user's number.
    pub async fn unblock_user(
        &self,
        (id, phone_hash): (UserId, &str),
        entry: &Entry,
    ) -> Result<Acted, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            if !is_at(&mut tx, id, entry).await? {
                return Ok(Acted::OtherVersion);
            }
            let changed = unblock(&mut tx, phone_hash, entry).await?;
            tx.commit().await?;
            Ok(Acted::of(changed))
        })
        .await
    }

    /// Grants or revokes admin rights; false when that was so already, or when
    /// the user has not proven their number.
    pub async fn set_admin(
        &self,
        id: UserId,
        is_admin: bool,
        entry: &Entry,
    ) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let set = query(
                "update users set is_admin = $2
                 where id = $1 and is_admin <> $2 and verified_at is not null",
            )
            .bind(id.to_string())
            .bind(i64::from(is_admin))
            .execute(&mut tx)
            .await?;
            tx.outdates(Stale::User(id));
            audit::recorded(tx, set.rows_affected() == 1, entry).await
        })
        .await
    }
}

async fn act_in(tx: &mut Tx, act: Act, id: UserId, entry: &Entry) -> Result<bool, StoreError> {
    let changed = match act {
        Act::SignOut => sign_out(tx, id, (entry.at, entry.actor.kind)).await?,
        Act::Delete => delete(tx, id, (entry.at, entry.actor.kind)).await?,
        Act::Block => {
            let hash: Option<String> = query_scalar("select phone_hash from users where id = $1")
                .bind(id.to_string())
                .fetch_optional(tx)
                .await?;
            return match hash {
                Some(hash) => block(tx, &hash, entry).await,
                None => Ok(false),
            };
        }
    };
    audit::note(tx, changed, entry).await
}

async fn unblock(tx: &mut Tx, phone_hash: &str, entry: &Entry) -> Result<bool, StoreError> {
    let unblocked = query("delete from blocks where phone_hash = $1")
        .bind(phone_hash)
        .execute(tx)
        .await?;
    let is_news = unblocked.rows_affected() == 1;
    let user: Option<String> = query_scalar(
        "update users set version = version + $2, status =
             case when verified_at is null then 'unverified' else 'active' end
         where phone_hash = $1 returning id",
    )
    .bind(phone_hash)
    .bind(i64::from(is_news))
    .fetch_optional(tx)
    .await?;
    if let Some(user) = user {
        tx.outdates(Stale::User(read("id", &user)?));
        let unblocked = Event::new(EventKind::UserUnblocked, user, entry.actor.kind, entry.at);
        events::tell(tx, is_news.then_some(unblocked).into_iter().collect()).await?;
    }
    audit::note(tx, is_news, entry).await
}

async fn block(tx: &mut Tx, phone_hash: &str, entry: &Entry) -> Result<bool, StoreError> {
    let blocked = query(
        "insert into blocks (phone_hash, created_at) values ($1, $2)
         on conflict (phone_hash) do nothing",
    )
    .bind(phone_hash)
    .bind(entry.at.as_micros())
    .execute(tx)
    .await?;
    let is_news = blocked.rows_affected() == 1;
    let user: Option<String> = query_scalar(
        "update users set status = 'blocked', version = version + $2
         where phone_hash = $1 returning id",
    )
    .bind(phone_hash)
    .bind(i64::from(is_news))
    .fetch_optional(tx)
    .await?;
    if let Some(user) = user {
        user_blocked(tx, &user, is_news, (entry.at, entry.actor.kind)).await?;
    }
    audit::note(tx, is_news, entry).await
}

/// Tells that somebody is blocked, if that is new, and signs them out.
pub(in crate::store) async fn user_blocked(
    tx: &mut Tx,
    user: &str,
    is_news: bool,
    (now, by): (Timestamp, ActorKind),
) -> Result<(), StoreError> {
    let id = read("id", user)?;
    tx.outdates(Stale::User(id));
    let ended = ended(tx, id, (now, by)).await?;
    let blocked = is_news.then(|| Event::new(EventKind::UserBlocked, user, by, now));
    events::tell(tx, blocked.into_iter().chain(ended.events).collect()).await?;
    forget_all(tx, id).await?;
    Ok(())
}

/// Ends the sessions and what apps got of them, and forgets the browsers; whether there
/// were any.
pub(in crate::store) async fn sign_out(
    tx: &mut Tx,
    id: UserId,
    act: (Timestamp, ActorKind),
) -> Result<bool, StoreError> {
    let ended = ended(tx, id, act).await?;
    events::tell(tx, ended.events).await?;
    Ok(forget_all(tx, id).await? > 0 || ended.count > 0)
}

/// Ends the sessions and what apps got of them; how many both were.
async fn ended(
    tx: &mut Tx,
    id: UserId,
    (now, by): (Timestamp, ActorKind),
) -> Result<Ended, StoreError> {
    let sql = "delete from sessions where user_id = $1 returning id_hash";
    let sessions: Vec<String> = query_scalar(sql).bind(id.to_string()).fetch_all(tx).await?;
    tx.outdates(Stale::SessionsOf(id));
    let of = |name: &String| {
        Event::new(EventKind::SessionEnded, id.to_string(), by, now).of_session(name)
    };
    let grants = end_in(tx, Whose::User(id), (now, by, GrantEnd::All)).await?;
    Ok(Ended {
        count: sessions.len() as u64 + grants.count,
        events: sessions.iter().map(of).chain(grants.events).collect(),
    })
}

/// Deletes a user, and tells of it; false without such a user.
pub(in crate::store) async fn delete(
    tx: &mut Tx,
    id: UserId,
    (now, by): (Timestamp, ActorKind),
) -> Result<bool, StoreError> {
    let mut told = ended(tx, id, (now, by)).await?.events;
    told.push(Event::new(EventKind::UserDeleted, id.to_string(), by, now));
    events::tell(tx, told).await?;
    forget_all(tx, id).await?;
    // before the user: a text that is just confirmed makes none of it any more
    query("delete from expected where id = $1")
        .bind(id.to_string())
        .execute(tx)
        .await?;
    let deleted = query("delete from users where id = $1")
        .bind(id.to_string())
        .execute(tx)
        .await?;
    tx.outdates(Stale::User(id));
    Ok(deleted.rows_affected() == 1)
}
