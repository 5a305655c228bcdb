//! Users. What is done about them is in `acts`, the list that admins read in
//! `list`.

mod acts;
mod list;
mod walk;

use crate::base::clock::Timestamp;
use crate::domain::phone::Phone;
use crate::domain::user::{User, UserId};
use crate::store::cache::{Look, Stale};
use crate::store::dialect::{Query, QueryBuilder, Tx, query_as, query_scalar};
use crate::store::{Store, StoreError, read, read_region};

pub use acts::Act;
pub use list::{Count, UserFilter, UserPlace, UserQuery, UserRow, UserSearch};

#[derive(sqlx::FromRow)]
pub(in crate::store) struct Row {
    id: String,
    phone: String,
    region: String,
    created_at: i64,
    verified_at: Option<i64>,
    last_sign_in_at: Option<i64>,
    active_at: i64,
    is_admin: i64,
    is_blocked: i64,
}

impl Row {
    fn read(self) -> Result<UserRow, StoreError> {
        Ok(UserRow {
            user: User {
                id: read("id", &self.id)?,
                phone: Phone::stored(self.phone, read_region(&self.region)?),
                created_at: Timestamp::from_micros(self.created_at),
                verified_at: self.verified_at.map(Timestamp::from_micros),
                last_sign_in_at: self.last_sign_in_at.map(Timestamp::from_micros),
                is_admin: self.is_admin != 0,
                is_blocked: self.is_blocked != 0,
            },
            active_at: Timestamp::from_micros(self.active_at),
        })
    }
}

macro_rules! select_users {
    ($rest:literal) => {
        concat!(
            "select u.id, u.phone, u.region, u.created_at, u.verified_at, u.last_sign_in_at,
                 u.active_at, u.is_admin,
                 cast(case when b.phone_hash is null then 0 else 1 end as bigint) as is_blocked
             from users u left join blocks b on b.phone_hash = u.phone_hash ",
            $rest
        )
    };
}
use select_users;

/// Marks a user as signed in now; see [`signed_in`].
pub(in crate::store) fn signs_in(id: &str, now: Timestamp) -> Query<Row> {
    query_as(
        "update users set verified_at = coalesce(verified_at, $2), last_sign_in_at = $2,
             active_at = $2,
             status = case when status = 'blocked' then status else 'active' end
         where id = $1
         returning id, phone, region, created_at, verified_at, last_sign_in_at, active_at,
             is_admin, cast(case when exists (select 1 from blocks b
                 where b.phone_hash = users.phone_hash) then 1 else 0 end as bigint)
                 as is_blocked",
    )
    .bind(id)
    .bind(now.as_micros())
}

/// The user whom [`signs_in`] marked.
pub(in crate::store) fn signed_in(tx: &mut Tx, row: Option<Row>) -> Result<User, StoreError> {
    let user = row.ok_or(sqlx::Error::RowNotFound)?.read()?.user;
    tx.outdates(Stale::User(user.id));
    Ok(user)
}

impl Store {
    /// Whose a session is, as it was read or heard of last; of what they did
    /// elsewhere their last sign-in may be seconds old.
    pub async fn session_user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let read = match self.cache.user(id) {
            Look::Known(user) => return Ok(Some(user)),
            Look::Read(read) => read,
        };
        let user = self.user(id).await?;
        if let Some(user) = &user {
            self.cache.keep_user(read, user);
        }
        Ok(user)
    }

    /// A user by id.
    pub async fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let row: Option<Row> = query_as(select_users!("where u.id = $1"))
            .bind(id.to_string())
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        Ok(row.map(Row::read).transpose()?.map(|row| row.user))
    }

    /// Those of these users that there are.
    pub async fn users_by_id(&self, ids: &[UserId]) -> Result<Vec<User>, StoreError> {
        let mut sql = QueryBuilder::new(select_users!("where u.id in ("));
        let mut list = sql.separated(", ");
        // no list is empty
        list.push_bind(String::new());
        for id in ids {
            list.push_bind(id.to_string());
        }
        sql.push(") order by u.id");
        let rows: Vec<Row> = sql
            .build_query_as()
            .fetch_all(&mut *self.reader().await?)
            .await?;
        rows.into_iter().map(|row| Ok(row.read()?.user)).collect()
    }

    /// The user with a number.
    pub async fn user_by_phone(&self, phone: &Phone) -> Result<Option<User>, StoreError> {
        let row: Option<Row> = query_as(select_users!("where u.phone = $1"))
            .bind(phone.e164())
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        Ok(row.map(Row::read).transpose()?.map(|row| row.user))
    }

    /// The user with a number, by its keyed hash.
    pub async fn user_by_hash(&self, phone_hash: &str) -> Result<Option<User>, StoreError> {
        let row: Option<Row> = query_as(select_users!("where u.phone_hash = $1"))
            .bind(phone_hash)
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        Ok(row.map(Row::read).transpose()?.map(|row| row.user))
    }

    /// Since when a number is blocked, by its keyed hash.
    pub async fn blocked_since(&self, phone_hash: &str) -> Result<Option<Timestamp>, StoreError> {
        let since: Option<i64> =
            query_scalar("select created_at from blocks where phone_hash = $1")
                .bind(phone_hash)
                .fetch_optional(&mut *self.reader().await?)
                .await?;
        Ok(since.map(Timestamp::from_micros))
    }

    /// Everybody with granted admin rights.
    pub async fn admins(&self) -> Result<Vec<User>, StoreError> {
        let rows: Vec<Row> = query_as(select_users!("where u.is_admin <> 0 order by u.phone"))
            .fetch_all(&mut *self.reader().await?)
            .await?;
        rows.into_iter().map(|row| Ok(row.read()?.user)).collect()
    }
}
