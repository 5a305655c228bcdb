//! Users as a file.

use crate::domain::audit::{Action, Actor, Many, Target};
use crate::flow::{App, FlowResult};
use crate::store::UserFilter;

pub use super::batches::UserBatches;

/// Puts on record that an admin takes a file of the users that a filter finds,
/// in which format, and how many they are. Then the walk may begin.
///
/// # Errors
/// When the database is not available; then nothing must be handed out.
pub async fn begin(
    app: &App,
    actor: &Actor,
    filter: &UserFilter,
    format: &str,
    words: &str,
) -> FlowResult<()> {
    let count = app.store.count_users(filter, None).await?;
    let target = Target::export(format, words);
    let mut entry = app.entry(actor, Action::UsersExport, target);
    entry.many = Some(Many {
        done: count.n,
        left_out: 0,
    });
    app.store.record(&entry).await
}
