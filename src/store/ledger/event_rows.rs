//! What a batch of the writer tells of people.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use super::outbox::{EventRow, Outbox};
use crate::base::clock::Timestamp;
use crate::domain::audit::ActorKind;
use crate::domain::event::{Event, EventKind};
use crate::domain::grant::{Grant, GrantEnd};
use crate::store::StoreError;
use crate::store::dialect::Conn;
use crate::store::identity::grants::GrantState;
use crate::store::identity::sessions::Surplus;
use crate::store::identity::users::UserTable;
use crate::store::writer::layout::Layout;
use crate::store::writer::statement::{Column, Returned, Statement, run_all};
use crate::store::writer::table::Table;

/// What a batch tells, and what it reads for that.
#[derive(Debug, Default)]
pub(in crate::store) struct EventRows {
    /// Who is told, if anybody is.
    pub outbox: Option<Arc<Outbox>>,
    /// The versions of people who are no users of the batch, by their ids.
    people: Table<String, i64>,
    /// The sessions that somebody else takes over.
    left: BTreeSet<String>,
    /// What apps got of those.
    lost: Vec<GrantState>,
    told: Vec<Event>,
    rows: Vec<EventRow>,
}

static VERSIONS: LazyLock<Layout> = LazyLock::new(|| {
    const ID: Column = Column::Text("id");
    const COLUMNS: &[Column] = &[ID, Column::Number("version")];
    Layout::new("users", COLUMNS, (&[ID], &["id"]), &["version"])
});

/// What reads what apps got of sessions.
fn left() -> Statement {
    Statement::new(
        "select kept.* from {rows} r cross join grants kept
         where kept.session = r.session and kept.ended_at is null and kept.is_offline = 0
         order by kept.id{lock kept}",
        &[Column::Text("session")],
    )
}

impl EventRows {
    /// Whether anybody is told of this.
    pub fn wants(&self, kind: EventKind) -> bool {
        self.outbox.as_ref().is_some_and(|it| it.wants(kind))
    }

    /// Asks for what is needed to tell this of somebody.
    pub fn want(&mut self, kind: EventKind, user_id: &(impl ToString + ?Sized)) {
        if self.wants(kind) {
            self.people.want(user_id.to_string());
        }
    }

    /// Asks for what is needed to tell that an app got something of somebody.
    pub fn want_begin(&mut self, grant: &Grant) {
        self.want(EventKind::GrantStarted, &grant.user_id);
    }

    /// Asks for what is needed to tell that something an app got of somebody ends.
    pub fn want_end(&mut self, user_id: &(impl ToString + ?Sized)) {
        if self.wants(EventKind::GrantEnded) || self.wants(EventKind::GrantReused) {
            self.people.want(user_id.to_string());
        }
    }

    /// Asks for what is needed to tell that a session ends.
    pub fn want_left(&mut self, session: &str, user_id: &str) {
        self.want(EventKind::SessionEnded, user_id);
        self.want_end(user_id);
        if self.wants(EventKind::GrantEnded) {
            self.left.insert(session.to_owned());
        }
    }

    /// What reads it: the versions, after those of users; and what apps got.
    pub fn load(&self) -> (Vec<Statement>, Vec<Statement>) {
        let people = VERSIONS.load(self.people.keys().map(|id| vec![id.into()]));
        let left = left().rows(self.left.iter().map(|name| vec![name.into()]));
        let asked = |it: Statement| (it.len() > 0).then_some(it).into_iter().collect();
        (asked(people), asked(left))
    }

    /// Tells that sessions end that are too many, and what apps got of them.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn tell_surplus(
        &mut self,
        conn: &mut Conn,
        surplus: &[Surplus],
    ) -> Result<(), StoreError> {
        if !surplus.is_empty() && self.wants(EventKind::GrantEnded) {
            let names = surplus.iter().map(|it| vec![(&it.name).into()]);
            for read in run_all(conn, &[left().rows(names)]).await? {
                self.lost.extend(read.all::<GrantState>()?);
            }
        }
        for gone in surplus {
            self.tell_left(&gone.name, &gone.user_id, gone.at);
        }
        Ok(())
    }

    /// Takes in what [`Self::load`] returned.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn loaded(&mut self, people: &[Returned], left: &[Returned]) -> Result<(), StoreError> {
        for read in people {
            for (id, version) in read.all::<(String, i64)>()? {
                self.people.found(id, version);
            }
        }
        for read in left {
            self.lost.extend(read.all::<GrantState>()?);
        }
        Ok(())
    }

    /// Tells of an event.
    pub fn tell(&mut self, event: Event) {
        if self.wants(event.kind) {
            self.told.push(event);
        }
    }

    /// Tells that somebody's session ended, for somebody else signed in there.
    pub fn tell_left(&mut self, session: &str, user_id: &str, now: Timestamp) {
        let by = ActorKind::User;
        self.tell(Event::new(EventKind::SessionEnded, user_id, by, now).of_session(session));
        let lost = std::mem::take(&mut self.lost);
        for grant in lost.iter().filter(|grant| grant.session == session) {
            self.tell(grant.ended(by, now, GrantEnd::SignOut));
        }
        self.lost = lost;
    }

    /// Gives each event its place among those of its person: once all is decided, and
    /// before users are written.
    pub fn number(&mut self, users: &mut UserTable) {
        let Some(outbox) = self.outbox.clone().filter(|_| !self.told.is_empty()) else {
            return;
        };
        let hashes = users.iter().map(|(hash, it)| (it.id.clone(), hash.clone()));
        let hashes: BTreeMap<String, String> = hashes.collect();
        for event in &self.told {
            let version = match hashes.get(&event.user_id) {
                Some(hash) => users.change(hash).map(|it| &mut it.version),
                None => self.people.change(&event.user_id),
            };
            // whoever is gone meanwhile was told of as gone
            if let Some(version) = version {
                *version += 1;
                self.rows.push(outbox.about_person(event, *version));
            }
        }
    }

    /// What writes them.
    pub fn statements(&self) -> Vec<Statement> {
        let Some(outbox) = self.outbox.as_ref().filter(|_| !self.rows.is_empty()) else {
            return Vec::new();
        };
        let people = self.people.updated();
        let people =
            VERSIONS.update(people.map(|(id, version)| vec![id.into(), (*version).into()]));
        let people = (people.len() > 0).then_some(people);
        people
            .into_iter()
            .chain(outbox.statements(&self.rows))
            .collect()
    }
}
