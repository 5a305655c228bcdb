//! What a batch of the writer reads and changes of grants, codes and tokens.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::base::clock::Timestamp;
use crate::domain::audit::ActorKind;
use crate::domain::event::{Event, EventKind};
use crate::domain::grant::{Grant, GrantEnd};
use crate::store::StoreError;
use crate::store::cache::Stale;
use crate::store::days::day;
use crate::store::dialect::Value;
use crate::store::identity::code_table::CodeTable;
use crate::store::identity::grants::{GrantState, GrantTable};
use crate::store::identity::token_table::TokenTable;
use crate::store::ledger::event_rows::EventRows;
use crate::store::writer::layout::add;
use crate::store::writer::statement::{Column, Returned, Statement};
use crate::store::writer::table::Table;

/// What a batch reads and changes; nothing of it is asked for by sign-ins.
#[derive(Debug, Default)]
pub(in crate::store) struct GrantRows {
    /// Whose sessions are, held: they end before or after, but not meanwhile.
    pub sessions: Table<String, String>,
    pub grants: GrantTable,
    /// The sessions and apps whose grants are read.
    pub grants_of: BTreeSet<(String, String)>,
    pub codes: CodeTable,
    pub tokens: TokenTable,
    /// The refresh tokens whose successors are read.
    pub parents: BTreeSet<String>,
    ended: BTreeSet<String>,
    notices: BTreeMap<String, Vec<Value>>,
    days: BTreeMap<(String, i64), [i64; 3]>,
}

/// How many statements [`GrantRows::load`] has.
const LOADS: usize = 6;

const SESSION: &[Column] = &[Column::Text("id_hash")];
const OF_SESSION: &[Column] = &[Column::Text("session"), Column::Text("app")];
const NOTICE: &[Column] = &[
    Column::Text("id"),
    Column::Text("app"),
    Column::Text("sid"),
    Column::Text("sub"),
    Column::Number("at"),
];
const DAY: &[Column] = &[
    Column::Text("app"),
    Column::Number("day"),
    Column::Number("sign_ins"),
    Column::Number("refreshes"),
    Column::Number("errors"),
];
static DAYS: LazyLock<String> = LazyLock::new(|| add("app_days", DAY, &["app", "day"]));

impl GrantRows {
    fn is_unused(&self) -> bool {
        let is_empty = |mut keys: Box<dyn Iterator<Item = &String> + '_>| keys.next().is_none();
        is_empty(Box::new(self.grants.keys()))
            && is_empty(Box::new(self.tokens.keys()))
            && self.grants_of.is_empty()
            && self.days.is_empty()
    }

    /// What reads the rows that were asked for; nothing, if none were.
    pub fn load(&self) -> Vec<Statement> {
        if self.is_unused() {
            return Vec::new();
        }
        let of = self.grants_of.iter();
        vec![
            Statement::new(
                "select kept.id_hash, kept.user_id from {rows} r cross join sessions kept
                 where kept.id_hash = r.id_hash and kept.user_id is not null
                 order by kept.id_hash{lock kept}",
                SESSION,
            )
            .rows(self.sessions.keys().map(|name| vec![name.into()])),
            Statement::new(
                "select kept.* from {rows} r cross join grants kept
                 where kept.session = r.session and kept.app = r.app and kept.ended_at is null
                 order by kept.id{lock kept}",
                OF_SESSION,
            )
            .rows(of.map(|(session, app)| vec![session.into(), app.into()])),
            self.grants.load(),
            self.codes.load(),
            self.tokens.load(),
            TokenTable::load_successors(&self.parents),
        ]
    }

    /// Takes in what [`Self::load`] returned, if it had anything.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn loaded(&mut self, read: &[Returned]) -> Result<(), StoreError> {
        let Ok([sessions, of, by_id, codes, tokens, successors]) =
            <&[Returned; LOADS]>::try_from(read)
        else {
            return Ok(());
        };
        for (name, user) in sessions.all::<(String, String)>()? {
            self.sessions.found(name, user);
        }
        for grant in [of, by_id].map(Returned::all::<GrantState>) {
            for grant in grant? {
                self.grants.found(grant.id.clone(), grant);
            }
        }
        self.codes.loaded(codes)?;
        self.tokens.loaded(tokens)?;
        self.tokens.loaded(successors)?;
        Ok(())
    }

    /// What writes all of it, each row before those that refer to it.
    pub fn statements(&self) -> Vec<Statement> {
        if self.is_unused() {
            return Vec::new();
        }
        let days = self.days.iter();
        let days = days.map(|((app, day), counts)| {
            let mut row: Vec<Value> = vec![app.into(), (*day).into()];
            row.extend(counts.iter().map(|count| Value::from(*count)));
            row
        });
        let notices = Statement::new(
            "insert into logout_notices (id, app, sid, sub, created_at, tries, next_at)
             select id, app, sid, sub, at, 0, at from {rows} r where true",
            NOTICE,
        );
        let mut all = Vec::new();
        all.extend(self.grants.statements());
        all.extend(self.codes.statements());
        all.extend(self.tokens.statements());
        all.push(notices.rows(self.notices.values().cloned()));
        all.push(Statement::new(&DAYS, DAY).rows(days));
        // what a session that is renewed does to its grants comes first
        all.into_iter().map(Statement::apart).collect()
    }

    /// Asks for what [`Self::join`] decides by.
    pub fn want_grant_of(&mut self, new: &Grant) {
        self.sessions.want(new.session.clone());
        let of = (new.session.clone(), new.app.clone());
        self.grants_of.insert(of);
    }

    /// Takes up a grant, or goes on with the one that the session has at the app: its id;
    /// none when the session is not there any more, or somebody else's.
    pub fn join(&mut self, new: &Grant, events: &mut EventRows) -> Option<String> {
        let whose = self.sessions.get(&new.session)?;
        if *whose != new.user_id.to_string() {
            return None;
        }
        let Some(id) = self.grant_of(&new.session, &new.app) else {
            let (user, by) = (new.user_id.to_string(), ActorKind::User);
            let begun = Event::new(EventKind::GrantStarted, user, by, new.created_at);
            events.tell(begun.at_app(&new.app, &new.sid));
            let new = self.grants.put(new.id.to_string(), GrantState::new(new));
            return Some(new.id.clone());
        };
        if let Some(kept) = self.grants.change(&id) {
            kept.auth_time = new.auth_time.as_micros();
            new.amr.as_str().clone_into(&mut kept.amr);
            kept.is_offline |= i64::from(new.is_offline);
            kept.used_at = new.used_at.as_micros();
            kept.ends_at = kept.ends_at.max(new.ends_at.as_micros());
        }
        Some(id)
    }

    /// The grants that it ended.
    pub fn stale(&self) -> impl Iterator<Item = Stale> {
        let stale = |id: &String| id.parse().map_or(Stale::Grants, Stale::Grant);
        self.ended.iter().map(stale)
    }

    /// The grant of a session and an app that stands, if there is one.
    fn grant_of(&self, session: &str, app: &str) -> Option<String> {
        let mut all = self.grants.iter();
        let found =
            all.find(|(_, it)| it.session == session && it.app == app && it.ended_at.is_none());
        found.map(|(id, _)| id.clone())
    }

    /// Ends a grant, and has its app told, and whoever wants to hear of it.
    pub fn end(&mut self, id: &str, now: Timestamp, why: GrantEnd, events: &mut EventRows) {
        let Some(grant) = self.grants.change(id).filter(|it| it.ended_at.is_none()) else {
            return;
        };
        grant.end(now, why);
        self.ended.insert(id.to_owned());
        let by = match why {
            GrantEnd::Revoked => ActorKind::App,
            _ => ActorKind::System,
        };
        let ended = grant.ended(by, now, why);
        if why == GrantEnd::Reused {
            events.tell(Event {
                kind: EventKind::GrantReused,
                why: None,
                ..ended.clone()
            });
        }
        events.tell(ended);
        if why == GrantEnd::Revoked {
            // its app did it
            return;
        }
        let notice = vec![
            (&grant.id).into(),
            (&grant.app).into(),
            (&grant.sid).into(),
            (&grant.user_id).into(),
            now.as_micros().into(),
        ];
        self.notices.insert(grant.id.clone(), notice);
    }

    /// Counts a sign-in at an app.
    pub fn count_sign_in(&mut self, app: &str, now: Timestamp) {
        self.days.entry((app.to_owned(), day(now))).or_default()[0] += 1;
    }

    /// Counts a refresh.
    pub fn count_refresh(&mut self, app: &str, now: Timestamp) {
        self.days.entry((app.to_owned(), day(now))).or_default()[1] += 1;
    }

    /// Counts what an app was refused.
    pub fn count_error(&mut self, app: &str, now: Timestamp) {
        self.days.entry((app.to_owned(), day(now))).or_default()[2] += 1;
    }
}
