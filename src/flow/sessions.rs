//! Browsers' sessions: kept, used, ended.

use std::sync::Arc;
use std::time::Duration;

use super::{App, FlowResult};
use crate::base::clock::micros;
use crate::domain::session::SessionData;
use crate::domain::user::{User, UserId};

pub use crate::store::{SessionRow, Sessions, VISIT, id_hash};

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

/// What a session holds now, by its name, whether it still works or not.
pub async fn find(app: &App, name: &str) -> FlowResult<Option<SessionData>> {
    app.store.visit(name).await
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

/// Writes what a session holds now; false when it ended meanwhile.
pub async fn renew(app: &App, name: &str, data: &SessionData) -> FlowResult<bool> {
    app.store.renew_session(name, data).await
}

/// Notes that a session is in use; not more often than every minute.
pub async fn touch(app: &App, name: &str, visit: &SessionData) -> FlowResult<()> {
    let now = app.now();
    if visit.last_seen_at + micros(SEEN_EVERY) > now.as_micros() {
        return Ok(());
    }
    app.store.touch_session(name, now).await
}

/// Ends one.
pub async fn end(app: &App, name: &str) -> FlowResult<()> {
    app.store.end_session(name).await
}
