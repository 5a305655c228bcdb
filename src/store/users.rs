//! Users, and the list that admins read; what is done about them is in `acts`.

mod acts;

use std::time::Duration;

use sqlx::AssertSqlSafe;

use super::dialect::Tx;
use super::{Cursor, Page, Store, StoreError, read, read_region};
use crate::base::clock::Timestamp;
use crate::domain::phone::Phone;
use crate::domain::user::{User, UserId, UserStatus};

/// What the list is searched by; the order of the list follows it, so that
/// every page is a walk along one index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserSearch {
    /// Everybody, most recently active first.
    All,
    /// Numbers that start with this: `+` and digits.
    Phone(String),
    /// Ids that start with this.
    Id(String),
}

/// One page of the list.
#[derive(Debug, Clone)]
pub struct UserQuery {
    /// By what.
    pub search: UserSearch,
    /// With this standing only.
    pub status: Option<UserStatus>,
    /// Rows after this place; before it when `backwards`.
    pub from: Option<Cursor>,
    /// Towards the list's beginning.
    pub backwards: bool,
    /// Rows per page.
    pub limit: u32,
    /// How long a session may lie unused and still count as a device.
    pub idle: Duration,
}

/// One row of the list.
#[derive(Debug, Clone)]
pub struct UserRow {
    /// The user.
    pub user: User,
    /// The last sign-in, or the creation.
    pub active_at: Timestamp,
    /// Sessions that are signed in now.
    pub devices: u64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    phone: String,
    region: String,
    created_at: i64,
    verified_at: Option<i64>,
    last_sign_in_at: Option<i64>,
    active_at: i64,
    is_admin: i64,
    is_blocked: i64,
    devices: i64,
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
            devices: u64::try_from(self.devices).unwrap_or_default(),
        })
    }
}

macro_rules! select_users {
    ($devices:literal, $rest:literal) => {
        concat!(
            "select u.id, u.phone, u.region, u.created_at, u.verified_at, u.last_sign_in_at,
                 u.active_at, u.is_admin,
                 case when b.phone_hash is null then 0 else 1 end as is_blocked, ",
            $devices,
            " as devices
             from users u left join blocks b on b.phone_hash = u.phone_hash ",
            $rest
        )
    };
}

/// Marks a user as signed in now.
pub(super) async fn signed_in(tx: &mut Tx, id: &str, now: Timestamp) -> Result<User, StoreError> {
    sqlx::query(
        "update users set verified_at = coalesce(verified_at, $2), last_sign_in_at = $2,
             active_at = $2
         where id = $1",
    )
    .bind(id)
    .bind(now.as_micros())
    .execute(&mut **tx)
    .await?;
    let row: Row = sqlx::query_as(select_users!("0", "where u.id = $1"))
        .bind(id)
        .fetch_one(&mut **tx)
        .await?;
    Ok(row.read()?.user)
}

impl Store {
    /// A user by id.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let row: Option<Row> = sqlx::query_as(select_users!("0", "where u.id = $1"))
            .bind(id.to_string())
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        Ok(row.map(Row::read).transpose()?.map(|row| row.user))
    }

    /// The user with a number.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn user_by_phone(&self, phone: &Phone) -> Result<Option<User>, StoreError> {
        let row: Option<Row> = sqlx::query_as(select_users!("0", "where u.phone = $1"))
            .bind(phone.e164())
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        Ok(row.map(Row::read).transpose()?.map(|row| row.user))
    }

    /// Everybody with granted admin rights.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn admins(&self) -> Result<Vec<User>, StoreError> {
        let rows: Vec<Row> =
            sqlx::query_as(select_users!("0", "where u.is_admin <> 0 order by u.phone"))
                .fetch_all(&mut *self.reader().await?)
                .await?;
        rows.into_iter().map(|row| Ok(row.read()?.user)).collect()
    }

    /// A page of the user list.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn users(
        &self,
        query: &UserQuery,
        now: Timestamp,
    ) -> Result<Page<UserRow>, StoreError> {
        let (sql, from, until) = list_sql(query);
        let cursor = query.from.as_ref();
        let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql))
            .bind(now.as_micros())
            .bind(query.status.map_or("", UserStatus::as_str))
            .bind(from)
            .bind(until)
            .bind(cursor.map_or(0, |cursor| cursor.key))
            .bind(cursor.map_or("", |cursor| cursor.tie.as_str()))
            .bind(i64::from(query.limit) + 1)
            .bind(now.minus(query.idle).as_micros())
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let rows: Result<_, _> = rows.into_iter().map(Row::read).collect();
        Ok(Page::cut(rows?, query.limit, query.backwards))
    }
}

/// The statement for a page, put together from fixed pieces, and the bounds of
/// the searched prefix.
fn list_sql(query: &UserQuery) -> (String, String, String) {
    let (columns, range, descending) = match &query.search {
        UserSearch::All => (("u.active_at", "u.id"), "$3 = $4", true),
        UserSearch::Phone(_) => (("$5", "u.phone"), "u.phone >= $3 and u.phone < $4", false),
        UserSearch::Id(_) => (("$5", "u.id"), "u.id >= $3 and u.id < $4", false),
    };
    let (from, until) = match &query.search {
        UserSearch::All => (String::new(), String::new()),
        // '~' sorts after every digit, letter and dash
        UserSearch::Phone(prefix) | UserSearch::Id(prefix) => {
            (prefix.clone(), format!("{prefix}~"))
        }
    };
    let (first, tie) = columns;
    let order = if descending == query.backwards {
        "asc"
    } else {
        "desc"
    };
    let past = if order == "asc" { ">" } else { "<" };
    let place = match query.from {
        Some(_) => format!("({first}, {tie}) {past} ($5, $6)"),
        None => "$5 = 0 and $6 = ''".into(),
    };
    let ordering = if descending {
        format!("{first} {order}, {tie} {order}")
    } else {
        format!("{tie} {order}")
    };
    let sql = format!(
        concat!(select_users!(
            "(select count(*) from sessions s
                    where s.user_id = u.id and s.expires_at > $1 and s.last_seen_at > $8)",
            "where {range} and {place} and ($2 = ''
                     or ($2 = 'blocked' and b.phone_hash is not null)
                     or ($2 = 'active' and b.phone_hash is null and u.verified_at is not null)
                     or ($2 = 'unverified' and b.phone_hash is null and u.verified_at is null))
                 order by {ordering} limit $7"
        ),),
        range = range,
        place = place,
        ordering = ordering,
    );
    (sql, from, until)
}
