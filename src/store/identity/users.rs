//! Users. What is done about them is in `acts`, the list that admins read in
//! `list`.

pub(in crate::store) mod acts;
pub(in crate::store) mod changes;
mod list;
mod walk;

use std::sync::LazyLock;

use crate::base::clock::Timestamp;
use crate::domain::label::{ExternalId, Labels};
use crate::domain::phone::Phone;
use crate::domain::user::{User, UserId};
use crate::store::cache::Look;
use crate::store::dialect::{QueryBuilder, query_as, query_scalar};
use crate::store::identity::expected::ExpectedState;
use crate::store::writer::layout::Layout;
use crate::store::writer::statement::{Column, Returned, Statement};
use crate::store::writer::table::Table;
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
    labels: String,
    external_id: Option<String>,
    version: i64,
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
                labels: Labels::stored(&self.labels),
            },
            external_id: self.external_id.map(ExternalId::stored),
            version: self.version,
            active_at: Timestamp::from_micros(self.active_at),
        })
    }
}

macro_rules! select_users {
    ($rest:literal) => {
        concat!(
            "select u.id, u.phone, u.region, u.created_at, u.verified_at, u.last_sign_in_at,
                 u.active_at, u.is_admin, u.labels, u.external_id, u.version,
                 cast(case when b.phone_hash is null then 0 else 1 end as bigint) as is_blocked
             from users u left join blocks b on b.phone_hash = u.phone_hash ",
            $rest
        )
    };
}
use select_users;

/// A user as it is held while something is decided about it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::store) struct UserState {
    pub id: String,
    phone: String,
    region: String,
    phone_hash: String,
    created_at: i64,
    verified_at: Option<i64>,
    last_sign_in_at: Option<i64>,
    active_at: i64,
    is_admin: i64,
    status: String,
    pub version: i64,
    labels: String,
    external_id: Option<String>,
}

/// Users by the keyed hashes of their numbers.
pub(in crate::store) type UserTable = Table<String, UserState>;

impl UserState {
    /// An unverified one.
    pub fn new(
        id: UserId,
        phone: &Phone,
        phone_hash: &str,
        is_blocked: bool,
        now: Timestamp,
    ) -> Self {
        Self {
            id: id.to_string(),
            phone: phone.e164().to_owned(),
            region: phone.region().to_string(),
            phone_hash: phone_hash.to_owned(),
            created_at: now.as_micros(),
            verified_at: None,
            last_sign_in_at: None,
            active_at: now.as_micros(),
            is_admin: 0,
            status: if is_blocked { "blocked" } else { "unverified" }.to_owned(),
            version: 0,
            labels: String::new(),
            external_id: None,
        }
    }

    /// The same, as a backend expects them.
    pub fn expected(self, expected: &ExpectedState) -> Self {
        Self {
            id: expected.id.clone(),
            version: expected.version,
            labels: expected.labels.clone(),
            external_id: expected.external_id.clone(),
            ..self
        }
    }

    /// Its number's region.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// Notes that its number was texted: as one that is not verified yet the sweep
    /// leaves it for its time.
    pub fn texted(&mut self, phone: &Phone, now: Timestamp) {
        self.region = phone.region().to_string();
        if self.verified_at.is_none() {
            self.active_at = now.as_micros();
        }
    }

    /// Marks it as signed in now; whether that is the first time.
    pub fn sign_in(&mut self, now: Timestamp) -> bool {
        let (now, is_first) = (now.as_micros(), self.verified_at.is_none());
        self.verified_at.get_or_insert(now);
        self.last_sign_in_at = Some(now);
        self.active_at = now;
        if self.status != "blocked" {
            "active".clone_into(&mut self.status);
        }
        is_first
    }

    /// The user, who is not blocked.
    pub fn user(&self) -> Result<User, StoreError> {
        let row = Row {
            id: self.id.clone(),
            phone: self.phone.clone(),
            region: self.region.clone(),
            created_at: self.created_at,
            verified_at: self.verified_at,
            last_sign_in_at: self.last_sign_in_at,
            active_at: self.active_at,
            is_admin: self.is_admin,
            labels: self.labels.clone(),
            external_id: self.external_id.clone(),
            version: self.version,
            is_blocked: 0,
        };
        Ok(row.read()?.user)
    }
}

impl UserTable {
    /// What reads them, and holds them: a block and a new session of the same user
    /// come one after the other.
    pub fn load(&self) -> Statement {
        USERS.load(self.keys().map(|hash| vec![hash.into()]))
    }

    /// Takes in what [`Self::load`] returned.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn loaded(&mut self, returned: &Returned) -> Result<(), sqlx::Error> {
        for user in returned.all::<UserState>()? {
            self.found(user.phone_hash.clone(), user);
        }
        Ok(())
    }

    /// What writes them.
    pub fn statements(&self) -> [Statement; 2] {
        USERS.written(self, |_, it| {
            vec![
                (&it.id).into(),
                (&it.phone).into(),
                (&it.region).into(),
                (&it.phone_hash).into(),
                it.created_at.into(),
                it.verified_at.into(),
                it.last_sign_in_at.into(),
                it.active_at.into(),
                it.is_admin.into(),
                (&it.status).into(),
                it.version.into(),
                (&it.labels).into(),
                it.external_id.as_ref().into(),
            ]
        })
    }
}

static USERS: LazyLock<Layout> = LazyLock::new(|| {
    const HASH: Column = Column::Text("phone_hash");
    const COLUMNS: &[Column] = &[
        Column::Text("id"),
        Column::Text("phone"),
        Column::Text("region"),
        HASH,
        Column::Number("created_at"),
        Column::Number("verified_at"),
        Column::Number("last_sign_in_at"),
        Column::Number("active_at"),
        Column::Number("is_admin"),
        Column::Text("status"),
        Column::Number("version"),
        Column::Text("labels"),
        Column::Text("external_id"),
    ];
    let changes = [
        "region",
        "verified_at",
        "last_sign_in_at",
        "active_at",
        "status",
        "version",
    ];
    Layout::new("users", COLUMNS, (&[HASH], &["id"]), &changes)
});

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
        Ok(self.user_row(id).await?.map(|row| row.user))
    }

    /// A user by id, with all that is kept of them.
    pub async fn user_row(&self, id: UserId) -> Result<Option<UserRow>, StoreError> {
        let row: Option<Row> = query_as(select_users!("where u.id = $1"))
            .bind(id.to_string())
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        row.map(Row::read).transpose()
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

    /// Those whom a backend calls so, by their ids.
    pub async fn users_by_external_id(
        &self,
        external_id: &ExternalId,
        most: u32,
    ) -> Result<Vec<UserRow>, StoreError> {
        let rows: Vec<Row> = query_as(select_users!(
            "where u.external_id = $1 and u.external_id is not null order by u.id limit $2"
        ))
        .bind(external_id.as_str())
        .bind(i64::from(most))
        .fetch_all(&mut *self.reader().await?)
        .await?;
        rows.into_iter().map(Row::read).collect()
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
