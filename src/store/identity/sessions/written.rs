//! Sessions that begin, and what they hold from now on.

use super::surplus::surplus;
use crate::domain::session::SessionData;
use crate::store::cache::Stale;
use crate::store::dialect::{Query, Trip, query, query_as};
use crate::store::{Store, StoreError, with_retry};

impl Store {
    /// Begins a session by this name. The one that it replaces ends in the same
    /// transaction, so that nobody loses the old one before the new one stands. So
    /// do those of the same user that are too many with it. False if the user was
    /// blocked or deleted just now: nothing happens then.
    pub(super) async fn begin_session(
        &self,
        name: &str,
        visit: &SessionData,
    ) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            // A block or a deletion that came after the code was found right comes
            // first here.
            if let Some(user) = &visit.user_id {
                tx.lock_user(user).await?;
            }
            let mut trip = Trip::default();
            let begun = trip.add(begun(name, visit));
            // undone with all the rest when there is no new one
            trip.extend(visit.replaces.as_ref().map(|name| {
                tx.outdates(Stale::Session(name.clone()));
                query("delete from sessions where id_hash = $1").bind(name)
            }));
            let user = visit.user_id.as_ref();
            let surplus = user.map(|user| trip.add(surplus(user, name)));
            let results = trip.run(&mut tx).await?;
            if results.first(&begun)?.is_none() {
                tx.rollback().await?;
                return Ok(false);
            }
            let ended = surplus.map_or(Ok(Vec::new()), |surplus| results.all(&surplus));
            for (name,) in ended? {
                tx.outdates(Stale::Session(name));
            }
            tx.commit().await?;
            Ok(true)
        })
        .await
    }

    /// Writes what a session holds now; false when it ended meanwhile, and it
    /// stays ended.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn renew_session(&self, name: &str, visit: &SessionData) -> Result<bool, StoreError> {
        let renewed = query(
            "update sessions set user_id = $2, verification_id = $3, return_to = $4,
                 expires_at = $5
             where id_hash = $1",
        )
        .bind(name)
        .bind(visit.user_id.as_deref())
        .bind(visit.verification_id.as_deref())
        .bind(visit.return_to.as_deref())
        .bind(visit.expires_at);
        let stale = vec![Stale::Session(name.to_owned())];
        let renewed = self.write_outdating(stale, renewed).await?;
        Ok(renewed.rows_affected() == 1)
    }
}

/// The row of a new session; none for a user who was blocked or deleted.
fn begun(name: &str, visit: &SessionData) -> Query<(String,)> {
    query_as(
        "insert into sessions (id_hash, user_id, verification_id, return_to, created_at,
             last_seen_at, expires_at, agent, address)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9
         where $2 is null or exists (select 1 from users u
             where u.id = $2 and not exists (
                 select 1 from blocks b where b.phone_hash = u.phone_hash))
         returning id_hash",
    )
    .bind(name)
    .bind(visit.user_id.as_deref())
    .bind(visit.verification_id.as_deref())
    .bind(visit.return_to.as_deref())
    .bind(visit.created_at)
    .bind(visit.last_seen_at)
    .bind(visit.expires_at)
    .bind(visit.agent.as_str())
    .bind(visit.address.as_str())
}
