//! People, as they and the admins see them: sessions, blocks, deletion, data.

mod batches;
pub mod bulk;
pub mod export;
mod my_data;

use std::collections::HashMap;

use super::{App, FlowResult, Page, factor};
use crate::base::clock::Clock;
use crate::base::rng::RngSource;
use crate::domain::audit::{Action, Actor, Entry, Target};
use crate::domain::phone::Phone;
use crate::domain::user::{User, UserId};
use crate::store::{Acted, Count, Store};

pub use crate::store::{Act, UserFilter, UserPlace, UserQuery, UserRow, UserSearch};
pub use my_data::{MyData, my_data};

/// What became of an admin's act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActOutcome {
    /// It is so now; the audit says it, unless it was so before.
    Done,
    /// Nobody has this id.
    NoSuchUser,
    /// The admin themselves: that is done on the account page.
    Oneself,
}

/// What became of [`set_admin`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantOutcome {
    /// It is so now.
    Done,
    /// No user has proven this number yet.
    NeverSignedIn,
}

/// One page of the list.
pub async fn list(app: &App, query: &UserQuery) -> FlowResult<Page<UserRow, UserPlace>> {
    app.store.users(query).await
}

/// How many a filter finds, counted up to `most`.
pub async fn count(app: &App, filter: &UserFilter, most: u32) -> FlowResult<Count> {
    app.store.count_users(filter, Some(most)).await
}

/// Where a user stands in a list by number.
pub async fn place_of(app: &App, id: &str) -> FlowResult<Option<UserPlace>> {
    app.store.place_of(id).await
}

/// On how many devices each of them is signed in.
pub async fn devices(
    app: &App,
    ids: impl Iterator<Item = UserId>,
) -> FlowResult<HashMap<UserId, u64>> {
    let (now, idle) = (app.now(), app.policy.session_idle);
    app.store.devices(ids, now, idle).await
}

/// One of them.
pub async fn find(app: &App, id: UserId) -> FlowResult<Option<User>> {
    app.store.user(id).await
}

/// What is done to one user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserAct {
    /// Blocks the number, and ends the sessions.
    Block,
    /// Lifts the block of the number.
    Unblock,
    /// Ends all sessions.
    SignOut,
    /// Deletes the user, their sessions and their verifications.
    Delete,
}

impl UserAct {
    /// As what the audit has it.
    pub(super) fn action(self) -> Action {
        match self {
            Self::Block => Action::UserBlock,
            Self::Unblock => Action::UserUnblock,
            Self::SignOut => Action::UserSignOut,
            Self::Delete => Action::UserDelete,
        }
    }
}

/// Blocks a user's number and ends its sessions.
pub async fn block(app: &App, actor: &Actor, id: UserId) -> FlowResult<ActOutcome> {
    act(app, actor, UserAct::Block, id).await
}

/// Lifts the block of a user's number.
pub async fn unblock(app: &App, actor: &Actor, id: UserId) -> FlowResult<ActOutcome> {
    act(app, actor, UserAct::Unblock, id).await
}

/// Ends all sessions of a user.
pub async fn sign_out(app: &App, actor: &Actor, id: UserId) -> FlowResult<ActOutcome> {
    act(app, actor, UserAct::SignOut, id).await
}

/// Deletes a user, their sessions and their verifications.
pub async fn delete(app: &App, actor: &Actor, id: UserId) -> FlowResult<ActOutcome> {
    act(app, actor, UserAct::Delete, id).await
}

/// Does it as an admin: not to themselves.
async fn act(app: &App, actor: &Actor, act: UserAct, id: UserId) -> FlowResult<ActOutcome> {
    if actor.user == Some(id) {
        return Ok(ActOutcome::Oneself);
    }
    let Some(user) = app.store.user(id).await? else {
        return Ok(ActOutcome::NoSuchUser);
    };
    let entry = app.entry(actor, act.action(), Target::user(&user));
    act_on(app, act, &user, entry).await?;
    Ok(ActOutcome::Done)
}

/// Does it, whoever asks.
pub(super) async fn act_on(
    app: &App,
    act: UserAct,
    user: &User,
    mut entry: Entry,
) -> FlowResult<Acted> {
    match act {
        UserAct::Block => app.store.act_at(Act::Block, user.id, &entry).await,
        UserAct::SignOut => app.store.act_at(Act::SignOut, user.id, &entry).await,
        UserAct::Unblock => {
            let phone_hash = app.phone_hash(&user.phone);
            app.store.unblock_user((user.id, &phone_hash), &entry).await
        }
        UserAct::Delete => {
            entry.detail = Some(user.status().into());
            delete_row(app, user, &entry).await
        }
    }
}

/// Deletes a user's row. What makes an admin of whoever signs in with the number
/// next keeps the second factor for them.
async fn delete_row(app: &App, user: &User, entry: &Entry) -> FlowResult<Acted> {
    if factor::outlives(app, user) {
        factor::bind_to_number(app, user).await?;
        app.store.delete_but_factor(user.id, entry).await
    } else {
        app.store.act_at(Act::Delete, user.id, entry).await
    }
}

/// Ends one session of a person, who asked for it; false if they have no such
/// session.
pub async fn end_session(app: &App, actor: &Actor, user: &User, session: &str) -> FlowResult<bool> {
    let entry = app.entry(actor, Action::AccountSignOut, Target::user(user));
    app.store.end_own_session(session, user.id, &entry).await
}

/// Ends all sessions of a person, who asked for it.
pub async fn sign_out_everywhere(app: &App, user: &User, address: &str) -> FlowResult<()> {
    let actor = Actor::user(user, address);
    let action = Action::AccountSignOutEverywhere;
    let entry = app.entry(&actor, action, Target::user(user));
    app.store.act(Act::SignOut, user.id, &entry).await?;
    Ok(())
}

/// Deletes a person's account, who asked for it.
pub async fn delete_account(app: &App, user: &User, address: &str) -> FlowResult<()> {
    let actor = Actor::user(user, address);
    let entry = app.entry(&actor, Action::AccountDelete, Target::user(user));
    delete_row(app, user, &entry).await?;
    Ok(())
}

/// Grants or revokes admin rights, from the command line, which has a store
/// and no more.
pub async fn set_admin(
    store: &Store,
    clock: &dyn Clock,
    rng_source: &dyn RngSource,
    phone: &Phone,
    is_admin: bool,
) -> FlowResult<GrantOutcome> {
    let found = store.user_by_phone(phone).await?;
    let Some(user) = found.filter(|user| user.verified_at.is_some()) else {
        return Ok(GrantOutcome::NeverSignedIn);
    };
    let action = if is_admin {
        Action::AdminGrant
    } else {
        Action::AdminRevoke
    };
    let (actor, target) = (Actor::command(), Target::user(&user));
    let entry = Entry::new(clock.now(), &mut *rng_source.rng(), actor, action, target);
    store.set_admin(user.id, is_admin, &entry).await?;
    Ok(GrantOutcome::Done)
}

/// The numbers of the setting `admins` that nobody signed in with: whoever does
/// first is an admin.
pub async fn never_signed_in(app: &App) -> FlowResult<Vec<&Phone>> {
    let mut never = Vec::new();
    for phone in &app.policy.admins {
        let user = app.store.user_by_phone(phone).await?;
        if user.is_none_or(|user| user.verified_at.is_none()) {
            never.push(phone);
        }
    }
    Ok(never)
}

/// Puts on record that an admin looks at a user's number in full.
///
/// # Errors
/// When the database is not available; then it must not be shown.
pub async fn reveal(app: &App, actor: &Actor, user: &User) -> FlowResult<()> {
    let entry = app.entry(actor, Action::UserReveal, Target::user(user));
    app.store.record(&entry).await
}
