//! Sessions that begin, and what they hold from now on.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::messages;
use crate::base::clock::Timestamp;
use crate::domain::session::{MOST, SessionData, SessionMessage};
use crate::domain::user::UserId;
use crate::domain::verification::Verification;
use crate::store::cache::Stale;
use crate::store::dialect::{Undone, Value};
use crate::store::identity::grants;
use crate::store::writer::statement::{Column, Returned, Statement};

/// A session that begins: its name, and what it holds. Whoever begins it adds the
/// person.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// The hash of its id.
    pub name: String,
    /// What it holds.
    pub data: SessionData,
}

/// The session that will hold a verification.
#[derive(Debug, Clone)]
pub enum SessionHolder {
    /// One that begins with it.
    New(NewSession),
    /// One that is there, by its name; what it held before is forgotten. Whoever is
    /// signed in stays it.
    Known {
        /// The hash of its id.
        name: String,
        /// Where the person wants to go; none: as before.
        return_to: Option<String>,
    },
}

/// What a batch writes about sessions.
#[derive(Debug, Default)]
pub(in crate::store) struct SessionChanges {
    begun: Vec<NewSession>,
    held: Vec<Vec<Value>>,
    told: BTreeMap<String, String>,
    /// The numbers whose sessions are read, by their keyed hashes.
    of: BTreeSet<String>,
    /// Those sessions.
    there: Vec<There>,
    /// Those of them that are too many.
    surplus: Vec<Surplus>,
}

/// A session that was there.
#[derive(Debug, sqlx::FromRow)]
struct There {
    id_hash: String,
    user_id: String,
    last_seen_at: i64,
    created_at: i64,
}

/// A session that has to go, for its person began so many others.
#[derive(Debug)]
pub(in crate::store) struct Surplus {
    /// The hash of its id.
    pub name: String,
    /// Whose it was.
    pub user_id: String,
    /// When.
    pub at: Timestamp,
}

/// So many, as a length.
const KEPT: usize = MOST as usize;

const NAME: &[Column] = &[Column::Text("id_hash")];
const DELETE: &str = "delete from sessions where id_hash in (select id_hash from {rows} r)";
const NEW: &[Column] = &[
    Column::Text("id_hash"),
    Column::Text("user_id"),
    Column::Text("verification_id"),
    Column::Text("return_to"),
    Column::Number("created_at"),
    Column::Number("last_seen_at"),
    Column::Number("expires_at"),
    Column::Text("agent"),
    Column::Text("address"),
];

impl SessionChanges {
    /// Asks for the sessions of a number's user, who may begin one.
    pub fn want_all_of(&mut self, phone_hash: &str) {
        self.of.insert(phone_hash.to_owned());
    }

    /// What reads them.
    pub fn load(&self) -> Statement {
        Statement::new(
            "select s.id_hash, s.user_id, s.last_seen_at, s.created_at
             from {rows} r cross join users u cross join sessions s
             where u.phone_hash = r.phone_hash and s.user_id = u.id",
            &[Column::Text("phone_hash")],
        )
        .rows(self.of.iter().map(|hash| vec![hash.into()]))
    }

    /// Takes in what [`Self::load`] returned.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn loaded(&mut self, returned: &Returned) -> Result<(), sqlx::Error> {
        self.there = returned.all()?;
        Ok(())
    }

    /// Finds those that are too many, once all is decided: the ones used least lately.
    pub fn make_room(&mut self) -> &[Surplus] {
        let replaced = self.begun.iter().filter_map(|it| it.data.replaces.as_ref());
        let replaced: BTreeSet<&String> = replaced.collect();
        let mut begun: BTreeMap<&String, (usize, i64)> = BTreeMap::new();
        for session in &self.begun {
            if let Some(user) = &session.data.user_id {
                let (count, at) = begun.entry(user).or_default();
                *count += 1;
                *at = session.data.created_at.max(*at);
            }
        }
        let mut surplus = Vec::new();
        for (user_id, (count, at)) in begun {
            let theirs = self.there.iter().filter(|it| it.user_id == *user_id);
            let mut stay: Vec<_> = theirs
                .filter(|it| !replaced.contains(&it.id_hash))
                .collect();
            stay.sort_by_key(|it| (Reverse((it.last_seen_at, it.created_at)), &it.id_hash));
            let go = stay.into_iter().skip(KEPT.saturating_sub(count));
            surplus.extend(go.map(|it| Surplus {
                name: it.id_hash.clone(),
                user_id: user_id.clone(),
                at: Timestamp::from_micros(at),
            }));
        }
        self.surplus = surplus;
        &self.surplus
    }

    /// Begins a session of somebody; the one that it replaces ends with it, so that
    /// nobody loses the old one before the new one stands.
    pub fn begin(&mut self, session: &NewSession, user: UserId) {
        let mut session = session.clone();
        session.data.user_id = Some(user.to_string());
        self.begun.push(session);
    }

    /// Lets a session hold a verification.
    pub fn hold(&mut self, holder: &SessionHolder, verification: &Verification) {
        let id = verification.id.as_str();
        let expires_at = verification.ends_at().as_micros();
        match holder {
            SessionHolder::New(session) => {
                let mut session = session.clone();
                session.data.verification_id = Some(id.to_owned());
                session.data.expires_at = expires_at;
                self.begun.push(session);
            }
            SessionHolder::Known { name, return_to } => self.held.push(vec![
                name.into(),
                id.into(),
                return_to.as_ref().into(),
                expires_at.into(),
            ]),
        }
    }

    /// Leaves a message in a session.
    pub fn tell(&mut self, message: SessionMessage) {
        self.told.insert(message.session, message.text);
    }

    /// The names of the sessions that it changes.
    pub fn stale(&self) -> impl Iterator<Item = Stale> {
        let held = self.held.iter().filter_map(|row| row[0].text());
        let told = self.told.keys().cloned();
        let gone = self.surplus.iter().map(|it| it.name.clone());
        held.chain(told).chain(gone).map(Stale::Session)
    }

    /// What writes it: those that begin, those that are replaced, those that are too
    /// many, what others hold, what they are told, and the grants that go on, or end
    /// with those that were too many.
    pub fn statements(&self) -> [Statement; 7] {
        let replaced = self.begun.iter().filter_map(|it| it.data.replaces.clone());
        let renewed = self.begun.iter().filter_map(NewSession::renewal);
        // nobody's session goes on for them
        let nobody = || Value::from(String::new());
        let gone = self.surplus.iter().map(|it| {
            let at = it.at.as_micros().into();
            vec![(&it.name).into(), nobody(), nobody(), at]
        });
        let [told, moved] = grants::moved(&renewed.chain(gone).collect::<Vec<_>>());
        [
            Statement::new(
                "insert into sessions (id_hash, user_id, verification_id, return_to, created_at,
                     last_seen_at, expires_at, agent, address)
                 select id_hash, user_id, verification_id, return_to, created_at, last_seen_at,
                     expires_at, agent, address
                 from {rows} r where true on conflict (id_hash) do nothing",
                NEW,
            )
            .rows(self.begun.iter().map(NewSession::row)),
            Statement::new(DELETE, NAME).rows(replaced.map(|name| vec![name.into()])),
            Statement::new(DELETE, NAME)
                .rows(self.surplus.iter().map(|it| vec![(&it.name).into()])),
            Statement::new(
                "update sessions set verification_id = r.verification_id,
                     return_to = coalesce(r.return_to, sessions.return_to),
                     expires_at = case when sessions.user_id is null then r.expires_at
                         else sessions.expires_at end
                 from {rows} r where sessions.id_hash = r.id_hash",
                &[
                    Column::Text("id_hash"),
                    Column::Text("verification_id"),
                    Column::Text("return_to"),
                    Column::Number("expires_at"),
                ],
            )
            .rows(self.held.iter().cloned())
            .apart(),
            messages::left(&self.told),
            told,
            moved,
        ]
    }

    /// Whether those that were too many ended here, by how many rows that changed: else
    /// somebody else ended one meanwhile, and told of it.
    ///
    /// # Errors
    /// [`Undone::Conflict`] inside when not.
    pub fn check_surplus(&self, returned: &Returned) -> Result<(), sqlx::Error> {
        if returned.changes() < self.surplus.len() as u64 {
            return Err(Undone::Conflict.into());
        }
        Ok(())
    }
}

impl NewSession {
    /// The session that it takes from somebody else, and whose that is.
    pub(in crate::store) fn ousted(&self) -> Option<(&str, &str)> {
        let data = &self.data;
        data.replaces.as_deref().zip(data.ousts.as_deref())
    }

    /// The session that it takes the place of, itself, whose it is, and when.
    fn renewal(&self) -> Option<Vec<Value>> {
        let user = self.data.user_id.as_ref()?;
        let old = self.data.replaces.as_ref()?;
        let at = self.data.created_at;
        Some(vec![
            old.into(),
            (&self.name).into(),
            user.into(),
            at.into(),
        ])
    }

    fn row(&self) -> Vec<Value> {
        let data = &self.data;
        vec![
            (&self.name).into(),
            data.user_id.as_ref().into(),
            data.verification_id.as_ref().into(),
            data.return_to.as_ref().into(),
            data.created_at.into(),
            data.last_seen_at.into(),
            data.expires_at.into(),
            (&data.agent).into(),
            (&data.address).into(),
        ]
    }
}
