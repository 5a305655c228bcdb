//! What backends do to people: as an admin would, but to no admin.

use super::{Person, find};
use crate::domain::audit::{Action, Actor, Target};
use crate::domain::user::UserId;
use crate::flow::users::{self, UserAct};
use crate::flow::{App, FlowResult};
use crate::store::{Acted, ExpectedRow, PersonChange, UserRow};

/// What became of what a backend wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is so now.
    Done,
    /// Nobody has this id.
    NoSuchPerson,
    /// Backends do nothing to admins.
    IsAdmin,
    /// They are at another version.
    OtherVersion,
}

/// Does as an admin would, but to no admin; if a version is said, only at that.
pub async fn act(
    app: &App,
    actor: &Actor,
    act: UserAct,
    (id, at): (UserId, Option<i64>),
) -> FlowResult<Outcome> {
    match find(app, id).await? {
        Some(Person::User(row)) => act_on_user(app, actor, act, (row, at)).await,
        Some(Person::Expected(row)) if act == UserAct::Delete => {
            forget(app, actor, (row, at)).await
        }
        Some(Person::Expected(row)) => act_on_expected(app, actor, act, (row, at)).await,
        None => Ok(Outcome::NoSuchPerson),
    }
}

async fn act_on_user(
    app: &App,
    actor: &Actor,
    act: UserAct,
    (row, at): (UserRow, Option<i64>),
) -> FlowResult<Outcome> {
    if app.is_admin(&row.user) {
        return Ok(Outcome::IsAdmin);
    }
    let mut entry = app.entry(actor, act.action(), Target::user(&row.user));
    entry.at_version = at;
    let acted = users::act_on(app, act, &row.user, entry).await?;
    Ok(acted.into())
}

/// Expects somebody no more.
async fn forget(
    app: &App,
    actor: &Actor,
    (row, at): (ExpectedRow, Option<i64>),
) -> FlowResult<Outcome> {
    let target = Target::expected(row.id, &row.phone.masked());
    let mut entry = app.entry(actor, Action::UserForget, target);
    entry.at_version = at;
    if app.store.forget_expected(row.id, &entry).await? {
        return Ok(Outcome::Done);
    }
    // they proved their number, changed, or were forgotten meanwhile
    match find(app, row.id).await? {
        Some(Person::User(row)) => act_on_user(app, actor, UserAct::Delete, (row, at)).await,
        Some(Person::Expected(_)) => Ok(Outcome::OtherVersion),
        None => Ok(Outcome::NoSuchPerson),
    }
}

/// Whoever is expected has a number that can be blocked, and no sessions.
async fn act_on_expected(
    app: &App,
    actor: &Actor,
    act: UserAct,
    (row, at): (ExpectedRow, Option<i64>),
) -> FlowResult<Outcome> {
    if at.is_some_and(|at| at != row.version) {
        return Ok(Outcome::OtherVersion);
    }
    let (phone_hash, masked) = (app.phone_hash(&row.phone), row.phone.masked());
    let entry = |action| app.entry(actor, action, Target::number(&phone_hash, &masked));
    match act {
        UserAct::Block => {
            let entry = entry(Action::NumberBlock);
            app.store.block_number(&phone_hash, &entry).await?;
        }
        UserAct::Unblock => {
            let entry = entry(Action::NumberUnblock);
            app.store.unblock_number(&phone_hash, &entry).await?;
        }
        // there are none
        UserAct::SignOut | UserAct::Delete => {}
    }
    Ok(Outcome::Done)
}

/// Changes what backends say of somebody; if a version is said, only at that.
pub async fn change(
    app: &App,
    actor: &Actor,
    change: &PersonChange,
    (id, at): (UserId, Option<i64>),
) -> FlowResult<Outcome> {
    let Some(person) = find(app, id).await? else {
        return Ok(Outcome::NoSuchPerson);
    };
    let action = match change {
        PersonChange::Labels(_) => Action::UserLabel,
        PersonChange::ExternalId(_) => Action::UserName,
    };
    let mut entry = app.entry(actor, action, person.target());
    entry.at_version = at;
    let acted = app.store.change_person(id, change, &entry).await?;
    Ok(acted.into())
}

impl From<Acted> for Outcome {
    fn from(acted: Acted) -> Self {
        match acted {
            Acted::Changed | Acted::Same => Self::Done,
            Acted::OtherVersion => Self::OtherVersion,
        }
    }
}
