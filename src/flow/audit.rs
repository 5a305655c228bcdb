//! The audit, as admins read it.

use super::{App, FlowResult, Page};
use crate::domain::audit::EntryId;

pub use crate::store::{AuditQuery, AuditRow, AuditSearch};

/// One page of it.
pub async fn list(app: &App, query: &AuditQuery) -> FlowResult<Page<AuditRow>> {
    app.store.audit(query).await
}

/// One entry.
pub async fn find(app: &App, id: EntryId) -> FlowResult<Option<AuditRow>> {
    app.store.audit_entry(id).await
}
