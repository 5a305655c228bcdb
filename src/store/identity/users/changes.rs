//! What backends change of people, users or expected: each with its entry in the audit,
//! and only at the version that the entry says.

use crate::domain::audit::Entry;
use crate::domain::event::{Event, EventKind};
use crate::domain::label::{ExternalId, Labels};
use crate::domain::user::UserId;
use crate::store::cache::Stale;
use crate::store::dialect::{query, query_as};
use crate::store::ledger::{audit, events};
use crate::store::pool_metrics::Tx;
use crate::store::{Store, StoreError, with_retry};

/// What is changed of somebody.
#[derive(Debug, Clone)]
pub enum PersonChange {
    /// All labels.
    Labels(Labels),
    /// What a backend calls them.
    ExternalId(Option<ExternalId>),
}

/// What became of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acted {
    /// It changed something.
    Changed,
    /// It was so already, or there is nobody with this id.
    Same,
    /// They are at another version than was said.
    OtherVersion,
}

impl Acted {
    /// Whether something changed.
    pub(in crate::store) fn of(changed: bool) -> Self {
        if changed { Self::Changed } else { Self::Same }
    }
}

#[derive(Debug, sqlx::FromRow)]
struct Held {
    version: i64,
    labels: String,
    external_id: Option<String>,
}

impl PersonChange {
    /// The column, and its new value.
    fn sets(&self) -> (&'static str, Option<String>) {
        match self {
            Self::Labels(labels) => ("labels", Some(labels.to_string())),
            Self::ExternalId(id) => ("external_id", id.as_ref().map(|id| id.as_str().to_owned())),
        }
    }

    fn is_news(&self, held: &Held) -> bool {
        let (_, new) = self.sets();
        match self {
            Self::Labels(_) => new.as_ref() != Some(&held.labels),
            Self::ExternalId(_) => new != held.external_id,
        }
    }
}

impl Store {
    /// Changes somebody, user or expected. Of a user who is expected, too, for the number
    /// is not proven yet, both rows change.
    pub async fn change_person(
        &self,
        id: UserId,
        change: &PersonChange,
        entry: &Entry,
    ) -> Result<Acted, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            // in the order of the group writer
            let user = held(&mut tx, "users", id).await?;
            let expected = held(&mut tx, "expected", id).await?;
            let Some(now) = user.as_ref().or(expected.as_ref()) else {
                return Ok(Acted::Same);
            };
            if entry.at_version.is_some_and(|at| at != now.version) {
                return Ok(Acted::OtherVersion);
            }
            let is_news = change.is_news(now);
            if is_news {
                let version = now.version + 1;
                for table in ["users", "expected"] {
                    set(&mut tx, table, (id, version), change).await?;
                }
                tx.outdates(Stale::User(id));
                if let PersonChange::Labels(_) = change {
                    let by = entry.actor.kind;
                    let told = Event::new(EventKind::UserLabelled, id.to_string(), by, entry.at);
                    events::tell(&mut tx, vec![told]).await?;
                }
            }
            let changed = audit::recorded(tx, is_news, entry).await?;
            Ok(Acted::of(changed))
        })
        .await
    }
}

/// Somebody's row, which nobody else changes meanwhile.
async fn held(tx: &mut Tx, table: &str, id: UserId) -> Result<Option<Held>, StoreError> {
    let sql = format!(
        "update {table} set version = version where id = $1
         returning version, labels, external_id"
    );
    Ok(query_as(sql)
        .bind(id.to_string())
        .fetch_optional(tx)
        .await?)
}

async fn set(
    tx: &mut Tx,
    table: &str,
    (id, version): (UserId, i64),
    change: &PersonChange,
) -> Result<(), StoreError> {
    let (column, value) = change.sets();
    let sql = format!("update {table} set version = $2, {column} = $3 where id = $1");
    let set = query(sql).bind(id.to_string()).bind(version).bind(value);
    set.execute(tx).await?;
    Ok(())
}

/// Whether a user is at the version that an entry says, if it says one; they stay it
/// until the transaction ends.
pub(super) async fn is_at(tx: &mut Tx, id: UserId, entry: &Entry) -> Result<bool, StoreError> {
    let Some(version) = entry.at_version else {
        return Ok(true);
    };
    let held = held(tx, "users", id).await?;
    Ok(held.is_some_and(|held| held.version == version))
}
