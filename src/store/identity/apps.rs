//! Apps as people and admins see them: paused, or with what they got of sign-ins.

use crate::base::clock::Timestamp;
use crate::domain::audit::Entry;
use crate::domain::grant::{Grant, GrantEnd};
use crate::domain::user::UserId;
use crate::store::cache::Stale;
use crate::store::dialect::{query, query_as, query_scalar};
use crate::store::identity::grants::{GrantState, Whose, end_in, grant_columns};
use crate::store::ledger::{audit, events};
use crate::store::{Store, StoreError, with_retry};

/// An app that an admin stopped.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AppPause {
    /// Its name.
    pub app: String,
    /// When, in microseconds.
    pub at: i64,
    /// The admin's number, masked.
    pub by: String,
}

/// How many people an app has.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AppPeople {
    /// Its name.
    pub app: String,
    /// So many are signed in to it.
    pub people: i64,
    /// When one of them came there last, in microseconds.
    pub used_at: i64,
}

/// A day of an app.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AppDay {
    /// Its name.
    pub app: String,
    /// The day, in days since the epoch.
    pub day: i64,
    /// Sign-ins.
    pub sign_ins: i64,
    /// Refreshed tokens.
    pub refreshes: i64,
    /// What was refused.
    pub errors: i64,
}

/// What an app was not told.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AppNotices {
    /// Its name.
    pub app: String,
    /// So many sign-outs it is still to be told of.
    pub waiting: i64,
    /// So many it never was.
    pub dead: i64,
}

impl Store {
    /// The session that a grant is of, by what its app calls that.
    pub async fn session_of_grant(&self, sid: &str) -> Result<Option<String>, StoreError> {
        let session = query_scalar("select session from grants where sid = $1")
            .bind(sid)
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        Ok(session)
    }

    /// Whether an app is paused.
    pub async fn is_app_paused(&self, app: &str) -> Result<bool, StoreError> {
        let paused: Option<i64> = query_scalar("select at from app_pauses where app = $1")
            .bind(app)
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        Ok(paused.is_some())
    }

    /// The apps that are paused.
    pub async fn app_pauses(&self) -> Result<Vec<AppPause>, StoreError> {
        let pauses = query_as("select app, at, by from app_pauses")
            .fetch_all(&mut *self.reader().await?)
            .await?;
        Ok(pauses)
    }

    /// How many people are signed in to each app.
    pub async fn app_people(&self, now: Timestamp) -> Result<Vec<AppPeople>, StoreError> {
        let people = query_as(
            "select app, count(distinct user_id) as people, max(used_at) as used_at from grants
             where ended_at is null and ends_at > $1 group by app",
        )
        .bind(now.as_micros())
        .fetch_all(&mut *self.reader().await?)
        .await?;
        Ok(people)
    }

    /// The days of all apps from this one on.
    pub async fn app_days(&self, since: i64) -> Result<Vec<AppDay>, StoreError> {
        let days = query_as(
            "select app, day, sign_ins, refreshes, errors from app_days where day >= $1
             order by app, day",
        )
        .bind(since)
        .fetch_all(&mut *self.reader().await?)
        .await?;
        Ok(days)
    }

    /// What apps were not told yet, or never.
    pub async fn app_notices(&self) -> Result<Vec<AppNotices>, StoreError> {
        let notices = query_as(
            "select app, count(*) - count(dead_at) as waiting, count(dead_at) as dead
             from logout_notices group by app",
        )
        .fetch_all(&mut *self.reader().await?)
        .await?;
        Ok(notices)
    }

    /// How many sign-outs apps were told of in vain until they were given up after this
    /// moment.
    pub async fn dead_notices(&self, since: Timestamp) -> Result<Vec<(String, i64)>, StoreError> {
        let dead =
            query_as("select app, count(*) from logout_notices where dead_at > $1 group by app")
                .bind(since.as_micros())
                .fetch_all(&mut *self.reader().await?)
                .await?;
        Ok(dead)
    }

    /// Some of an app's grants that stand, the newest first.
    pub async fn app_grants(
        &self,
        app: &str,
        now: Timestamp,
        most: u32,
    ) -> Result<Vec<Grant>, StoreError> {
        let rows: Vec<GrantState> = query_as(concat!(
            "select ",
            grant_columns!(),
            " from grants g where g.app = $1 and g.ended_at is null and g.ends_at > $2
             order by g.created_at desc, g.id limit $3"
        ))
        .bind(app)
        .bind(now.as_micros())
        .bind(i64::from(most))
        .fetch_all(&mut *self.reader().await?)
        .await?;
        rows.iter().map(GrantState::read).collect()
    }

    /// Pauses an app; false if it was already.
    pub async fn pause_app(&self, app: &str, entry: &Entry) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let paused = query(
                "insert into app_pauses (app, at, by) values ($1, $2, $3)
                 on conflict (app) do nothing",
            )
            .bind(app)
            .bind(entry.at.as_micros())
            .bind(entry.actor.number.as_deref().unwrap_or_default())
            .execute(&mut tx)
            .await?;
            tx.outdates(Stale::Grants);
            audit::recorded(tx, paused.rows_affected() == 1, entry).await
        })
        .await
    }

    /// Lets people sign in to an app again; false if they could.
    pub async fn resume_app(&self, app: &str, entry: &Entry) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let resumed = query("delete from app_pauses where app = $1")
                .bind(app)
                .execute(&mut tx)
                .await?;
            tx.outdates(Stale::Grants);
            audit::recorded(tx, resumed.rows_affected() == 1, entry).await
        })
        .await
    }

    /// Ends all that an app got of somebody's sign-ins; false if there was nothing.
    pub async fn disconnect_app(
        &self,
        app: &str,
        user: UserId,
        entry: &Entry,
    ) -> Result<bool, StoreError> {
        self.end_grants(Whose::UserAt(user, app), GrantEnd::Disconnected, entry)
            .await
    }

    /// Ends all that an app got; false if there was nothing.
    pub async fn end_app_grants(&self, app: &str, entry: &Entry) -> Result<bool, StoreError> {
        self.end_grants(Whose::App(app), GrantEnd::App, entry).await
    }

    async fn end_grants(
        &self,
        whose: Whose<'_>,
        why: GrantEnd,
        entry: &Entry,
    ) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let act = (entry.at, entry.actor.kind, why);
            let ended = end_in(&mut tx, whose.clone(), act).await?;
            events::tell(&mut tx, ended.events).await?;
            audit::recorded(tx, ended.count > 0, entry).await
        })
        .await
    }
}
