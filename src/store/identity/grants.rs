//! What apps got of people's sign-ins.

mod ending;

use std::sync::LazyLock;

use crate::base::clock::Timestamp;
use crate::domain::audit::ActorKind;
use crate::domain::event::{Event, EventKind};
use crate::domain::grant::{Grant, GrantEnd};
use crate::domain::user::UserId;
use crate::store::dialect::{Value, query_as, query_scalar};
use crate::store::ledger::events;
use crate::store::writer::layout::Layout;
use crate::store::writer::statement::{Column, Statement};
use crate::store::writer::table::Table;
use crate::store::{Store, StoreError, read, with_retry};

pub(in crate::store) use ending::{Ended, Whose, end_in, moved};

/// A grant as its row holds it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::store) struct GrantState {
    pub id: String,
    pub app: String,
    pub user_id: String,
    pub session: String,
    pub sid: String,
    pub auth_time: i64,
    pub amr: String,
    pub is_offline: i64,
    pub created_at: i64,
    pub used_at: i64,
    pub ends_at: i64,
    pub ended_at: Option<i64>,
    pub ended_why: Option<String>,
}

/// Grants by their ids.
pub(in crate::store) type GrantTable = Table<String, GrantState>;

impl GrantState {
    /// A new one.
    pub fn new(grant: &Grant) -> Self {
        Self {
            id: grant.id.to_string(),
            app: grant.app.clone(),
            user_id: grant.user_id.to_string(),
            session: grant.session.clone(),
            sid: grant.sid.clone(),
            auth_time: grant.auth_time.as_micros(),
            amr: grant.amr.as_str().to_owned(),
            is_offline: grant.is_offline.into(),
            created_at: grant.created_at.as_micros(),
            used_at: grant.used_at.as_micros(),
            ends_at: grant.ends_at.as_micros(),
            ended_at: None,
            ended_why: None,
        }
    }

    /// The grant.
    pub fn read(&self) -> Result<Grant, StoreError> {
        Ok(Grant {
            id: read("id", &self.id)?,
            app: self.app.clone(),
            user_id: read("user_id", &self.user_id)?,
            session: self.session.clone(),
            sid: self.sid.clone(),
            auth_time: Timestamp::from_micros(self.auth_time),
            amr: read("amr", &self.amr)?,
            is_offline: self.is_offline != 0,
            created_at: Timestamp::from_micros(self.created_at),
            used_at: Timestamp::from_micros(self.used_at),
            ends_at: Timestamp::from_micros(self.ends_at),
            ended_at: self.ended_at.map(Timestamp::from_micros),
        })
    }

    /// That it ended, for whoever wants to hear.
    pub fn ended(&self, by: ActorKind, now: Timestamp, why: GrantEnd) -> Event {
        Event::new(EventKind::GrantEnded, &self.user_id, by, now)
            .at_app(&self.app, &self.sid)
            .because(why.as_str())
    }

    /// Whether it stands.
    pub fn lives(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && self.ends_at > now.as_micros()
    }

    /// Ends it.
    pub fn end(&mut self, now: Timestamp, why: GrantEnd) {
        self.ended_at = Some(now.as_micros());
        self.ended_why = Some(why.as_str().to_owned());
    }

    fn row(&self) -> Vec<Value> {
        vec![
            (&self.id).into(),
            (&self.app).into(),
            (&self.user_id).into(),
            (&self.session).into(),
            (&self.sid).into(),
            self.auth_time.into(),
            (&self.amr).into(),
            self.is_offline.into(),
            self.created_at.into(),
            self.used_at.into(),
            self.ends_at.into(),
            self.ended_at.into(),
            self.ended_why.as_ref().into(),
        ]
    }
}

/// The columns of a grant in a statement that joins it as `g`.
macro_rules! grant_columns {
    () => {
        "g.id, g.app, g.user_id, g.session, g.sid, g.auth_time, g.amr, g.is_offline,
             g.created_at, g.used_at, g.ends_at, g.ended_at, g.ended_why"
    };
}
pub(in crate::store) use grant_columns;

impl GrantTable {
    /// What reads and holds them.
    pub fn load(&self) -> Statement {
        GRANTS.load(self.keys().map(|id| vec![id.into()]))
    }

    /// What writes them.
    pub fn statements(&self) -> [Statement; 2] {
        GRANTS.written(self, |_, it| it.row())
    }
}

static GRANTS: LazyLock<Layout> = LazyLock::new(|| {
    const ID: Column = Column::Text("id");
    const COLUMNS: &[Column] = &[
        ID,
        Column::Text("app"),
        Column::Text("user_id"),
        Column::Text("session"),
        Column::Text("sid"),
        Column::Number("auth_time"),
        Column::Text("amr"),
        Column::Number("is_offline"),
        Column::Number("created_at"),
        Column::Number("used_at"),
        Column::Number("ends_at"),
        Column::Number("ended_at"),
        Column::Text("ended_why"),
    ];
    let changes = [
        "auth_time",
        "amr",
        "is_offline",
        "used_at",
        "ends_at",
        "ended_at",
        "ended_why",
    ];
    Layout::new("grants", COLUMNS, (&[ID], &["id"]), &changes)
});

impl Store {
    /// Ends the grants whose sessions had to make room for newer ones, and has their apps
    /// told; how many sessions those were. Those that expired took theirs with them.
    pub async fn end_lost_grants(&self, now: Timestamp) -> Result<u64, StoreError> {
        let lost: Vec<String> = query_scalar(
            "select g.session from grants g where g.ended_at is null and g.is_offline = 0
                 and not exists (select 1 from sessions s where s.id_hash = g.session)
             limit 200",
        )
        .fetch_all(&mut *self.reader().await?)
        .await?;
        if lost.is_empty() {
            return Ok(0);
        }
        with_retry(|| async {
            let mut tx = self.begin().await?;
            for session in &lost {
                let act = (now, ActorKind::System, GrantEnd::SignOut);
                let ended = end_in(&mut tx, Whose::Session(session), act).await?;
                events::tell(&mut tx, ended.events).await?;
            }
            tx.commit().await?;
            Ok(lost.len() as u64)
        })
        .await
    }

    /// The grants of a user that stand, last used first; those that go with a session
    /// only while it is there.
    pub async fn grants_of(&self, user: UserId, now: Timestamp) -> Result<Vec<Grant>, StoreError> {
        let rows: Vec<GrantState> = query_as(concat!(
            "select ",
            grant_columns!(),
            " from grants g
             where g.user_id = $1 and g.ended_at is null and g.ends_at > $2
                 and (g.is_offline <> 0
                     or exists (select 1 from sessions s where s.id_hash = g.session))
             order by g.used_at desc, g.id limit 1000"
        ))
        .bind(user.to_string())
        .bind(now.as_micros())
        .fetch_all(&mut *self.reader().await?)
        .await?;
        rows.iter().map(GrantState::read).collect()
    }
}
