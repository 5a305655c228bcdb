//! What happened, for backends that would rather ask than be told.

use std::time::Duration;

use crate::flow::{App, FlowResult};
use crate::store::EventRecord;

/// An event is told when it is this old. Ids are drawn before what they are of is
/// written, here or on another node: by then all earlier ones are there, and whoever goes
/// on after the last one misses none.
pub const SETTLED: Duration = Duration::from_secs(15);

/// What happened after an event, in order.
pub async fn events(app: &App, after: &str, limit: u32) -> FlowResult<Vec<EventRecord>> {
    let until = app.now().minus(SETTLED);
    app.store.events_after(after, until, limit).await
}
