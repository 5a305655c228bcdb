//! Sessions that begin, and what they hold from now on.

use crate::domain::session::{MOST, SessionData};
use crate::domain::user::UserId;
use crate::domain::verification::Verification;
use crate::store::cache::Stale;
use crate::store::dialect::Value;
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
}

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

    /// The names of the sessions that it changes.
    pub fn stale(&self) -> impl Iterator<Item = Stale> {
        let held = self.held.iter().filter_map(|row| row[0].text());
        held.map(Stale::Session)
    }

    /// What writes it: those that begin, those that are replaced, those of the same
    /// people that are too many (the ones used least lately), and what others hold.
    pub fn statements(&self) -> [Statement; 4] {
        let of = |it: &NewSession| (it.data.user_id.clone(), it.name.clone());
        let theirs = self.begun.iter().map(of);
        let theirs = theirs.filter(|(user, _)| user.is_some());
        let replaced = self.begun.iter().filter_map(|it| it.data.replaces.clone());
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
            Statement::new(
                "delete from sessions where id_hash in (select id_hash from {rows} r)",
                &[Column::Text("id_hash")],
            )
            .rows(replaced.map(|name| vec![name.into()])),
            Statement::new(
                "delete from sessions where id_hash in (
                     select id_hash from (
                         select s.id_hash, row_number() over (partition by r.new_id
                             order by s.last_seen_at desc, s.created_at desc, s.id_hash) as nth,
                             r.most
                         from {rows} r cross join sessions s
                         where s.user_id = r.user_id and s.id_hash <> r.new_id) others
                     where nth >= most)
                 returning id_hash",
                &[
                    Column::Text("user_id"),
                    Column::Text("new_id"),
                    Column::Number("most"),
                ],
            )
            .rows(theirs.map(|(user, name)| vec![user.into(), name.into(), MOST.into()]))
            // it counts those that begin in the same batch
            .apart(),
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
        ]
    }

    /// The sessions that ended, by what [`Self::statements`] returned.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn ended(returned: &Returned) -> Result<Vec<Stale>, sqlx::Error> {
        let names = returned.all::<(String,)>()?.into_iter();
        Ok(names.map(|(name,)| Stale::Session(name)).collect())
    }
}

impl NewSession {
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
