//! Sign-in for other apps: `OpenID` Connect, the authorization code flow. The keys
//! that sign are in `keys`, what is given for a sign-in in `code`, `token` and
//! `refresh`, and what is told of a person in `userinfo`.

pub mod apps;
pub mod authorize;
pub mod client;
pub mod code;
pub mod exchange;
pub mod introspect;
pub mod keys;
pub mod logout;
pub mod logout_notices;
pub mod refresh;
pub mod revoke;
pub mod token;
pub mod userinfo;

use super::{App, FlowResult};
use crate::domain::app;
use crate::domain::user::{User, UserId};

/// Whether this person may sign in to an app.
#[must_use]
pub fn may_use(app: &App, client: &app::App, user: &User) -> bool {
    client.allow.lets_in(app.is_admin(user), &user.labels)
}

/// The person of a grant, unless they were deleted or blocked since, or may not use the
/// app any more.
pub(super) async fn person(app: &App, client: &app::App, id: UserId) -> FlowResult<Option<User>> {
    let user = super::sessions::user(app, id).await?;
    Ok(user.filter(|user| may_use(app, client, user)))
}
