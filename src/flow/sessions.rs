//! Browsers' sessions: kept, used, ended.

use std::sync::Arc;
use std::time::Duration;

use rand::RngExt;

use super::{App, FlowResult};
use crate::base::clock::micros;
use crate::domain::session::{SessionData, SessionMessage};
use crate::domain::user::{User, UserId};
use crate::domain::verification::Verification;

pub use crate::store::{ID, Id, NewSession, SessionHolder, SessionRow, Sessions, VISIT, id_hash};

/// "Last seen" is written at most this often.
const SEEN_EVERY: Duration = Duration::from_mins(1);

/// What tower-sessions reads and writes through.
#[must_use]
pub fn session_store(app: &App) -> Sessions {
    Sessions {
        store: app.store.clone(),
        clock: Arc::clone(&app.clock),
        idle: app.policy.session_idle,
    }
}

/// A session that a browser is about to get.
#[derive(Debug)]
pub struct SessionDraft {
    /// Its id, which is in the browser's cookie alone.
    pub id: Id,
    /// What will be written.
    pub row: NewSession,
}

/// Draws one, for somebody who is about to sign in, with the browser's own words
/// about itself and its address.
pub fn draft(app: &App, agent: &str, address: &str) -> SessionDraft {
    let (now, id) = (app.now(), Id(app.rng_source.rng().random()));
    let data = SessionData {
        user_id: None,
        verification_id: None,
        return_to: None,
        created_at: now.as_micros(),
        expires_at: now.plus(app.policy.session_lifetime).as_micros(),
        last_seen_at: now.as_micros(),
        agent: agent.to_owned(),
        address: address.to_owned(),
        message: None,
        replaces: None,
        ousts: None,
    };
    let name = id_hash(&id);
    SessionDraft {
        id,
        row: NewSession { name, data },
    }
}

/// Lets a session hold a verification that was begun before.
pub async fn hold(app: &App, holder: SessionHolder, held: &Verification) -> FlowResult<()> {
    app.store.hold_verification(holder, held.clone()).await
}

/// The person of a session, unless they were deleted or blocked since.
pub async fn user(app: &App, id: UserId) -> FlowResult<Option<User>> {
    let user = app.store.session_user(id).await?;
    Ok(user.filter(|user| !user.is_blocked))
}

/// Those of a user that still work.
pub async fn of(app: &App, user: UserId) -> FlowResult<Vec<SessionRow>> {
    let (now, idle) = (app.now(), app.policy.session_idle);
    app.store.sessions_of(user, now, idle).await
}

/// Notes that a session is in use; not more often than every minute.
pub async fn touch(app: &App, name: &str, visit: &SessionData) -> FlowResult<()> {
    let now = app.now();
    if visit.last_seen_at + micros(SEEN_EVERY) > now.as_micros() {
        return Ok(());
    }
    app.store.touch_session(name, now).await
}

/// Keeps where a session's person wants to go; or forgets it.
pub async fn keep_return_to(app: &App, name: &str, to: Option<&str>) -> FlowResult<()> {
    app.store.keep_return_to(name, to).await
}

/// Leaves a message that nothing else is written with.
pub async fn tell(app: &App, message: &SessionMessage) -> FlowResult<()> {
    app.store.leave_message(message).await
}

/// Takes a message away that is about to be shown; false if somebody did already.
pub async fn take_message(app: &App, message: &SessionMessage) -> FlowResult<bool> {
    app.store.take_message(message).await
}

/// Ends one.
pub async fn end(app: &App, name: &str) -> FlowResult<()> {
    app.store.end_session(name, app.now()).await
}
