//! The log of texts, as admins read it.

use super::{App, FlowResult, Page};
use crate::domain::delivery::DeliveryId;

pub use crate::store::{HandOver, MessageFilter, MessageQuery};

/// One page of it.
pub async fn list(app: &App, query: &MessageQuery) -> FlowResult<Page<HandOver>> {
    app.store.messages(query).await
}

/// All hand-overs of one message, the first one first.
pub async fn find(app: &App, id: DeliveryId) -> FlowResult<Vec<HandOver>> {
    app.store.message(id).await
}
