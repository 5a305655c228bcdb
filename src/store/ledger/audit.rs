//! The audit: written within other transactions, read by admins; the
//! dialect's triggers let nobody change or delete an entry.

use crate::base::clock::{Elapsed, Timestamp};
use crate::domain::audit::{Action, Detail, Entry, EntryId};
use crate::domain::limit::Charge;
use crate::domain::user::UserId;
use crate::store::admission::buckets::{Limited, charge_all};
use crate::store::dialect::{query, query_as};
use crate::store::identity::sessions::messages::leave_in;
use crate::store::ledger::idempotency;
use crate::store::pool_metrics::Tx;
use crate::store::{Cursor, Page, Store, StoreError, with_retry};

/// Whom the list is searched by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditSearch {
    /// By nobody: everything.
    All,
    /// Actors whose user id starts with this.
    Actor(String),
    /// Targets whose id starts with this.
    Target(String),
}

/// One page of the audit, newest first.
#[derive(Debug, Clone)]
pub struct AuditQuery {
    /// By whom.
    pub search: AuditSearch,
    /// This action only.
    pub action: Option<Action>,
    /// The first moment.
    pub since: Timestamp,
    /// The first moment that is too late.
    pub until: Timestamp,
    /// Rows after this place; before it when `backwards`.
    pub from: Option<Cursor>,
    /// Towards the newest.
    pub backwards: bool,
    /// Rows per page.
    pub limit: u32,
}

/// An entry as it is shown. Its words stay texts: a version that knows more of
/// them may have written it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AuditRow {
    /// Its id.
    pub id: String,
    /// When, in microseconds.
    pub at: i64,
    /// An [`ActorKind`](crate::domain::audit::ActorKind).
    pub actor_kind: String,
    /// The acting user; or the backend, by its name.
    pub actor_id: Option<String>,
    /// Their number, masked.
    pub actor_number: Option<String>,
    /// From where.
    pub address: Option<String>,
    /// An [`Action`].
    pub action: String,
    /// A [`TargetKind`](crate::domain::audit::TargetKind).
    pub target_kind: String,
    /// Whom or what.
    pub target_id: String,
    /// As what that is shown.
    pub target_label: String,
    /// A [`Detail`].
    pub detail: Option<String>,
    /// To how many it was done, if about several.
    pub count: Option<i64>,
    /// How many of the chosen were left out then.
    pub left_out: Option<i64>,
    /// 1 while the acting user exists.
    pub actor_exists: i64,
    /// 1 while the user that was acted on exists.
    pub target_exists: i64,
}

macro_rules! select_audit {
    ($rest:literal) => {
        concat!(
            "select a.id, a.at, a.actor_kind, a.actor_id, a.actor_number, a.address, a.action,
                 a.target_kind, a.target_id, a.target_label, a.detail, a.count, a.left_out,
                 cast(case when w.id is null then 0 else 1 end as bigint) as actor_exists,
                 cast(case when t.id is null then 0 else 1 end as bigint) as target_exists
             from audit a left join users w on w.id = a.actor_id
                 left join users t on t.id = a.target_id and a.target_kind = 'user' ",
            $rest
        )
    };
}

pub(in crate::store) use select_audit;

/// Writes an entry; called where the act's own transaction found that
/// something changed.
pub(in crate::store) async fn write(tx: &mut Tx, entry: &Entry) -> Result<(), StoreError> {
    let Entry { actor, target, .. } = entry;
    query(
        "insert into audit (id, at, actor_kind, actor_id, actor_number, address, action,
             target_kind, target_id, target_label, detail, count, left_out)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(entry.id.to_string())
    .bind(entry.at.as_micros())
    .bind(actor.kind.as_str())
    .bind(
        actor
            .user
            .map(|user| user.to_string())
            .or(actor.client.clone()),
    )
    .bind(actor.number.as_deref())
    .bind(actor.address.as_deref())
    .bind(entry.action.as_str())
    .bind(target.kind().as_str())
    .bind(target.id())
    .bind(target.label())
    .bind(entry.detail.map(Detail::as_str))
    .bind(entry.many.map(|many| many.done.cast_signed()))
    .bind(entry.many.map(|many| many.left_out.cast_signed()))
    .execute(tx)
    .await?;
    Ok(())
}

/// Ends an act: with its entry if it changed something.
pub(in crate::store) async fn recorded(
    mut tx: Tx,
    changed: bool,
    entry: &Entry,
) -> Result<bool, StoreError> {
    note(&mut tx, changed, entry).await?;
    tx.commit().await?;
    Ok(changed)
}

/// Writes the entry of one act among others, if it changed something.
pub(in crate::store) async fn note(
    tx: &mut Tx,
    changed: bool,
    entry: &Entry,
) -> Result<bool, StoreError> {
    if changed {
        write(tx, entry).await?;
    }
    if let Some(call) = &entry.actor.call {
        idempotency::done(tx, call, (entry.target.id(), changed)).await?;
    }
    // what was so already is so now
    if let Some(message) = &entry.actor.told {
        leave_in(tx, message).await?;
    }
    Ok(changed)
}

impl Store {
    /// Writes the entry of something that is no act on the database, if the
    /// buckets give one each; nothing is taken otherwise.
    pub async fn record_within(
        &self,
        entry: &Entry,
        charges: &[Charge],
        elapsed: Elapsed,
    ) -> Result<Result<(), Limited>, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            if let Err(limited) = charge_all(&mut tx, charges, elapsed).await? {
                tx.rollback().await?;
                return Ok(Err(limited));
            }
            note(&mut tx, true, entry).await?;
            tx.commit().await?;
            Ok(Ok(()))
        })
        .await
    }

    /// A page of the audit.
    pub async fn audit(&self, query: &AuditQuery) -> Result<Page<AuditRow>, StoreError> {
        let prefix = match &query.search {
            AuditSearch::All => "",
            AuditSearch::Actor(prefix) | AuditSearch::Target(prefix) => prefix,
        };
        let cursor = query.from.as_ref();
        let rows: Vec<AuditRow> = query_as(list_sql(query))
            .bind(query.since.as_micros())
            .bind(query.until.as_micros())
            .bind(query.action.map_or("", Action::as_str))
            .bind(prefix)
            // '~' sorts after every digit, letter and dash
            .bind(format!("{prefix}~"))
            .bind(cursor.map_or(0, |cursor| cursor.key))
            .bind(cursor.map_or("", |cursor| cursor.tie.as_str()))
            .bind(i64::from(query.limit) + 1)
            .fetch_all(&mut *self.reader().await?)
            .await?;
        Ok(Page::cut(rows, query.limit, query.backwards))
    }

    /// One entry.
    pub async fn audit_entry(&self, id: EntryId) -> Result<Option<AuditRow>, StoreError> {
        let row = query_as(select_audit!("where a.id = $1")).bind(id.to_string());
        Ok(row.fetch_optional(&mut *self.reader().await?).await?)
    }

    /// Everything that a user did or that was done to them, oldest first.
    pub async fn audit_about(&self, user: UserId) -> Result<Vec<AuditRow>, StoreError> {
        let sql = select_audit!(
            "where a.actor_id = $1 or (a.target_id = $1 and a.target_kind = 'user')
             order by a.at, a.id"
        );
        let rows = query_as(sql).bind(user.to_string());
        Ok(rows.fetch_all(&mut *self.reader().await?).await?)
    }
}

/// Whether a text is a user's id, not only its beginning.
fn is_whole(text: &str) -> bool {
    text.parse::<UserId>()
        .is_ok_and(|id| id.to_string() == text)
}

/// The statement for a page, put together from fixed pieces: a whole id and an
/// action are each found along an index of their own.
fn list_sql(query: &AuditQuery) -> String {
    let search = match &query.search {
        AuditSearch::All => "$4 <> $5",
        AuditSearch::Actor(id) if is_whole(id) => "a.actor_id = $4 and $4 <> $5",
        AuditSearch::Actor(_) => "a.actor_id >= $4 and a.actor_id < $5",
        AuditSearch::Target(id) if is_whole(id) => "a.target_id = $4 and $4 <> $5",
        AuditSearch::Target(_) => "a.target_id >= $4 and a.target_id < $5",
    };
    let action = if query.action.is_some() {
        "a.action = $3"
    } else {
        "$3 = ''"
    };
    let (order, past) = if query.backwards {
        ("asc", ">")
    } else {
        ("desc", "<")
    };
    let place = match query.from {
        Some(_) => format!("(a.at, a.id) {past} ($6, $7)"),
        None => "$6 = 0 and $7 = ''".into(),
    };
    format!(
        select_audit!(
            "where a.at >= $1 and a.at < $2 and {action} and {search} and {place}
             order by a.at {order}, a.id {order} limit $8"
        ),
        action = action,
        search = search,
        place = place,
        order = order,
    )
}
