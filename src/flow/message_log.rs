//! The log of texts, as admins read it.

use super::{App, FlowResult, Page};
use crate::domain::delivery::DeliveryId;

pub use crate::store::{DeliveryRecord, MessageFilter, MessageQuery};

/// One page of it.
pub async fn list(app: &App, query: &MessageQuery) -> FlowResult<Page<DeliveryRecord>> {
    app.store.messages(query).await
}

/// All hand-overs of one message, the first one first.
pub async fn find(app: &App, id: DeliveryId) -> FlowResult<Vec<DeliveryRecord>> {
    app.store.message(id).await
}
