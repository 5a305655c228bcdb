//! One act on many users, in small batches, so that nobody waits for the
//! database. Each batch is a transaction; an act that is cut off has done all
//! of its finished ones, and the audit says to whom.

use std::sync::Arc;

use super::batches::UserBatches;
use crate::domain::audit::{Action, Actor, Entry, EntryId, Many, Target};
use crate::domain::user::{User, UserId};
use crate::flow::{App, FlowResult, detached};
use crate::store::{Act, UserFilter};

/// One act reaches at most so many users.
pub const MOST: u32 = 10_000;

/// Users per transaction: a sign-in waits for one of them at most.
const BATCH: usize = 50;

/// Whom it is done to.
#[derive(Debug, Clone)]
pub enum Selection {
    /// These.
    Picked(Vec<UserId>),
    /// Whom the list with this filter shows, from its beginning, but no more
    /// than were counted when the admin was asked.
    Found(Box<UserFilter>, u32),
}

/// What is to be done.
#[derive(Debug, Clone)]
pub struct BulkOrder {
    /// What.
    pub act: Act,
    /// To whom.
    pub chosen: Selection,
    /// The filter's words for the audit.
    pub words: String,
}

/// Does it. Admins and the actor are left out, and whoever it would change
/// nothing for. The audit gets an entry for everybody it is done to, and one
/// about the whole, which is returned. Runs to its end even when the caller
/// goes away.
///
/// # Errors
/// When the database is not available; what was done until then stays done.
pub async fn act(app: &Arc<App>, actor: &Actor, order: BulkOrder) -> FlowResult<EntryId> {
    let (app, actor, tasks) = (Arc::clone(app), actor.clone(), app.tasks.clone());
    detached(&tasks, async move { act_here(&app, &actor, &order).await }).await
}

/// Whether an act on many leaves this user out.
#[must_use]
pub fn spares(app: &App, actor: &Actor, user: &User) -> bool {
    actor.user == Some(user.id) || app.is_admin(user)
}

async fn act_here(app: &App, actor: &Actor, order: &BulkOrder) -> FlowResult<EntryId> {
    let chosen = match &order.chosen {
        Selection::Picked(ids) => app.store.users_by_id(ids).await?,
        Selection::Found(filter, most) => found(app, filter, (*most).min(MOST)).await?,
    };
    let (action, of_all) = match order.act {
        Act::SignOut => (Action::UserSignOut, Action::UsersSignOut),
        Act::Block => (Action::UserBlock, Action::UsersBlock),
        Act::Delete => (Action::UserDelete, Action::UsersDelete),
    };
    let mut done = 0;
    for batch in chosen.chunks(BATCH) {
        let meant = batch.iter().filter(|user| !spares(app, actor, user));
        let entries = meant.map(|user| (user.id, entry(app, actor, action, user)));
        let entries: Vec<_> = entries.collect();
        done += app.store.act_on_all(order.act, &entries).await?;
        tokio::task::yield_now().await;
    }
    let by = match order.chosen {
        Selection::Picked(_) => "picked",
        Selection::Found(..) => "filter",
    };
    let mut whole = app.entry(actor, of_all, Target::users(by, &order.words));
    whole.many = Some(Many {
        done,
        left_out: (chosen.len() as u64).saturating_sub(done),
    });
    app.store.record(&whole).await?;
    Ok(whole.id)
}

fn entry(app: &App, actor: &Actor, action: Action, user: &User) -> Entry {
    let mut entry = app.entry(actor, action, Target::user(user));
    if action == Action::UserDelete {
        entry.detail = Some(user.status().into());
    }
    entry
}

/// All of them before anything is done to one: what is done may take them out
/// of the list, and its places with them.
async fn found(app: &App, filter: &UserFilter, most: u32) -> FlowResult<Vec<User>> {
    let (mut users, mut walk) = (Vec::new(), UserBatches::along(filter.clone()));
    while let Some(batch) = walk.next(app).await? {
        users.extend(batch);
        if users.len() >= most as usize {
            break;
        }
    }
    users.truncate(most as usize);
    Ok(users)
}
