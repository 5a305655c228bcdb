//! Grants that end with what they came from, in the transaction of the act, and the
//! notices for their apps.

use std::sync::Arc;

use crate::base::clock::Timestamp;
use crate::domain::audit::ActorKind;
use crate::domain::event::{Event, EventKind};
use crate::domain::grant::GrantEnd;
use crate::domain::user::UserId;
use crate::store::StoreError;
use crate::store::cache::Stale;
use crate::store::dialect::{Query, Value, query_as};
use crate::store::identity::grants::GrantState;
use crate::store::ledger::outbox::Outbox;
use crate::store::pool_metrics::Tx;
use crate::store::writer::statement::{Column, Statement};

/// Which grants end.
#[derive(Debug, Clone)]
pub(in crate::store) enum Whose<'a> {
    /// Those of a session, by its name, but those that outlive it.
    Session(&'a str),
    /// All of a user.
    User(UserId),
    /// All that a user gave one app.
    UserAt(UserId, &'a str),
    /// All of an app.
    App(&'a str),
}

impl Whose<'_> {
    fn condition(&self) -> (&'static str, Vec<Value>) {
        match self {
            Self::Session(name) => ("session = $3 and is_offline = 0", vec![(*name).into()]),
            Self::User(id) => ("user_id = $3", vec![id.to_string().into()]),
            Self::UserAt(id, app) => (
                "user_id = $3 and app = $4",
                vec![id.to_string().into(), (*app).into()],
            ),
            Self::App(app) => ("app = $3", vec![(*app).into()]),
        }
    }
}

/// Grants that ended.
#[derive(Debug, Default)]
pub(in crate::store) struct Ended {
    /// How many.
    pub count: u64,
    /// What there is to tell of each, where somebody wants to hear.
    pub events: Vec<Event>,
}

/// Ends grants, and writes whom their apps have to be told of. Call it after what made
/// them is gone, so that none is made meanwhile, and before the user goes, and with them
/// the grants.
pub(in crate::store) async fn end_in(
    tx: &mut Tx,
    whose: Whose<'_>,
    (now, by, why): (Timestamp, ActorKind, GrantEnd),
) -> Result<Ended, StoreError> {
    let (condition, values) = whose.condition();
    let bound = |sql: String| {
        let sql = query_as(sql).bind(now.as_micros()).bind(why.as_str());
        values.iter().cloned().fold(sql, Query::bind)
    };
    let wants = |outbox: Arc<Outbox>| outbox.wants(EventKind::GrantEnded);
    let is_told = tx.outbox().is_some_and(wants);
    let ended = format!(
        "update grants set ended_at = $1, ended_why = $2
         where ended_at is null and {condition}"
    );
    let mut all = Ended::default();
    if is_told {
        let ended: Vec<GrantState> = bound(format!("{ended} returning *")).fetch_all(tx).await?;
        all.count = ended.len() as u64;
        all.events = ended.iter().map(|it| it.ended(by, now, why)).collect();
    } else {
        all.count = bound(ended).execute(tx).await?.rows_affected();
    }
    if all.count > 0 && matches!(whose, Whose::UserAt(..) | Whose::App(_)) {
        // the sessions stay: nothing else says that it is over
        tx.outdates(Stale::Grants);
    }
    if all.count > 0 {
        bound(format!(
            "insert into logout_notices (id, app, sid, sub, created_at, tries, next_at)
             select id, app, sid, user_id, ended_at, 0, ended_at from grants
             where ended_at = $1 and ended_why = $2 and {condition}
                 and not exists (select 1 from logout_notices n where n.id = grants.id)"
        ))
        .execute(tx)
        .await?;
    }
    Ok(all)
}

const MOVED: &[Column] = &[
    Column::Text("old_name"),
    Column::Text("new_name"),
    Column::Text("user_id"),
    Column::Number("at"),
];

/// What becomes of the grants of sessions that others take the place of: they go on
/// with the new one, but those of somebody else, which end.
pub(in crate::store) fn moved(renewed: &[Vec<Value>]) -> [Statement; 2] {
    [
        Statement::new(
            "insert into logout_notices (id, app, sid, sub, created_at, tries, next_at)
             select g.id, g.app, g.sid, g.user_id, r.at, 0, r.at
             from {rows} r cross join grants g
             where g.session = r.old_name and g.user_id <> r.user_id
                 and g.ended_at is null and g.is_offline = 0",
            MOVED,
        ),
        Statement::new(
            "update grants set
                 session = case when grants.user_id = r.user_id then r.new_name
                     else grants.session end,
                 ended_at = case when grants.user_id = r.user_id or grants.is_offline <> 0
                     then null else r.at end,
                 ended_why = case when grants.user_id = r.user_id or grants.is_offline <> 0
                     then null else 'sign_out' end
             from {rows} r where grants.session = r.old_name and grants.ended_at is null",
            MOVED,
        ),
    ]
    .map(|statement| statement.rows(renewed.iter().cloned()))
}
