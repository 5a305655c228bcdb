//! The list of users. Every page is a walk along one index: by activity, with
//! a rare standing or the country before it in the index, or by number or id.

use std::collections::HashMap;
use std::time::Duration;

use super::walk::{Passing, order, push_limit, push_walk};
use super::{Row, select_users};
use crate::base::clock::Timestamp;
use crate::domain::label::{ExternalId, Label};
use crate::domain::region::Region;
use crate::domain::user::{User, UserId, UserStatus};
use crate::store::dialect::{QueryBuilder, query_as};
use crate::store::{Page, Store, StoreError, read};

/// What the list is searched by; the order of the list follows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum UserSearch {
    /// Everybody, most recently active first.
    #[default]
    All,
    /// Numbers that start with this: `+` and digits.
    Phone(String),
    /// Ids that start with this.
    Id(String),
}

/// Whom the list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserFilter {
    /// By what.
    pub search: UserSearch,
    /// With numbers that end so only: digits.
    pub ends: Option<String>,
    /// With this standing only.
    pub status: Option<UserStatus>,
    /// With numbers of this country only.
    pub region: Option<Region>,
    /// Active at this moment or after it.
    pub since: Option<Timestamp>,
    /// Active before this moment.
    pub until: Option<Timestamp>,
    /// With this label only.
    pub label: Option<Label>,
}

/// One page of the list.
#[derive(Debug, Clone, Default)]
pub struct UserQuery {
    /// Whom.
    pub filter: UserFilter,
    /// Rows after this place; before it when `backwards`.
    pub from: Option<UserPlace>,
    /// Towards the list's beginning.
    pub backwards: bool,
    /// Rows per page.
    pub limit: u32,
}

/// One row of the list.
#[derive(Debug, Clone)]
pub struct UserRow {
    /// The user.
    pub user: User,
    /// The last sign-in, or the creation.
    pub active_at: Timestamp,
    /// What a backend calls them.
    pub external_id: Option<ExternalId>,
    /// Grows with whatever backends or admins change of them, and with each event.
    pub version: i64,
}

impl UserRow {
    /// Its place in the list.
    #[must_use]
    pub fn place(&self) -> UserPlace {
        UserPlace {
            id: self.user.id.to_string(),
            phone: self.user.phone.e164().to_owned(),
            active_at: self.active_at.as_micros(),
        }
    }
}

/// How many there are, as far as they were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// So many were counted.
    pub n: u64,
    /// Whether there may be more.
    pub more: bool,
}

/// A place in the list: what each of its orders goes by.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct UserPlace {
    /// The user's id.
    pub id: String,
    /// The number, which addresses must not hold.
    pub(super) phone: String,
    /// The last activity, in microseconds.
    pub active_at: i64,
}

impl UserPlace {
    /// A place in the order of activity or of ids.
    #[must_use]
    pub fn at(active_at: i64, id: &str) -> Self {
        Self {
            id: id.to_owned(),
            phone: String::new(),
            active_at,
        }
    }
}

impl Store {
    /// A page of the list.
    pub async fn users(&self, query: &UserQuery) -> Result<Page<UserRow, UserPlace>, StoreError> {
        let edge = self.edge(query).await?;
        let mut sql = QueryBuilder::new(select_users!("where u.id in ("));
        push_walk(&mut sql, "u.id", query, Passing::Over(edge.as_ref()));
        push_limit(&mut sql, query.limit + 1);
        sql.push(") order by ").push(order(query));
        let rows: Vec<Row> = sql
            .build_query_as()
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let rows: Result<Vec<_>, _> = rows.into_iter().map(Row::read).collect();
        let mut page = Page::cut(rows?, query.limit, query.backwards);
        page.edge = edge.filter(|_| !page.more);
        Ok(page)
    }

    /// Where a user stands in the order of numbers; none without such a user.
    pub async fn place_of(&self, id: &str) -> Result<Option<UserPlace>, StoreError> {
        let place = query_as("select id, phone, active_at from users where id = $1");
        Ok(place
            .bind(id)
            .fetch_optional(&mut *self.reader().await?)
            .await?)
    }

    /// How many the filter finds, counted to `most` and not further; without
    /// it to the end, which takes its time.
    pub async fn count_users(
        &self,
        filter: &UserFilter,
        most: Option<u32>,
    ) -> Result<Count, StoreError> {
        let query = UserQuery {
            filter: filter.clone(),
            ..UserQuery::default()
        };
        let edge = match most {
            Some(_) => self.edge(&query).await?,
            None => None,
        };
        let most = most.map_or(i64::MAX - 1, i64::from);
        let mut sql = QueryBuilder::new("select count(*) from (");
        push_walk(&mut sql, "1", &query, Passing::Over(edge.as_ref()));
        sql.push(" limit ").push_bind(most + 1).push(") as found");
        let n: i64 = sql
            .build_query_scalar()
            .fetch_one(&mut *self.reader().await?)
            .await?;
        Ok(Count {
            n: u64::try_from(n.min(most)).unwrap_or_default(),
            more: n > most || edge.is_some(),
        })
    }

    /// How many sessions of each of these users are signed in now; users
    /// without one are left out.
    pub async fn devices(
        &self,
        users: impl Iterator<Item = UserId>,
        now: Timestamp,
        idle: Duration,
    ) -> Result<HashMap<UserId, u64>, StoreError> {
        let mut sql =
            QueryBuilder::new("select user_id, count(*) from sessions where user_id in (");
        let mut ids = sql.separated(", ");
        // no list is empty
        ids.push_bind(String::new());
        for user in users {
            ids.push_bind(user.to_string());
        }
        sql.push(") and expires_at > ").push_bind(now.as_micros());
        sql.push(" and last_seen_at > ")
            .push_bind(now.minus(idle).as_micros());
        sql.push(" group by user_id");
        let rows: Vec<(String, i64)> = sql
            .build_query_as()
            .fetch_all(&mut *self.reader().await?)
            .await?;
        rows.into_iter()
            .map(|(id, n)| Ok((read("user_id", &id)?, u64::try_from(n).unwrap_or_default())))
            .collect()
    }

    /// How far a walk looks this time; none when it looks to its end, or when
    /// it passes over nothing.
    async fn edge(&self, query: &UserQuery) -> Result<Option<UserPlace>, StoreError> {
        if !query.filter.passes_over() {
            return Ok(None);
        }
        let mut sql = QueryBuilder::new("");
        push_walk(
            &mut sql,
            "u.id, u.phone, u.active_at",
            query,
            Passing::Nobody,
        );
        push_limit(&mut sql, 1);
        sql.push(" offset ").push_bind(query.filter.visits());
        Ok(sql
            .build_query_as()
            .fetch_optional(&mut *self.reader().await?)
            .await?)
    }
}
