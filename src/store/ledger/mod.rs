//! What happened: hand-overs and what became of them, counts, the audit, and
//! what is still to be told.

pub(super) mod alerts;
pub(super) mod announcements;
pub(super) mod audit;
pub(super) mod deliveries;
pub(super) mod delivery_table;
pub(super) mod event_deliveries;
pub(super) mod event_list;
pub(super) mod event_records;
pub(super) mod event_rows;
pub(super) mod events;
pub(super) mod forms;
pub(super) mod idempotency;
pub(super) mod logout_notices;
pub(super) mod messages;
pub(super) mod outbox;
pub(super) mod receipts;
pub(super) mod rollups;
pub(super) mod timeline;
pub(super) mod webhooks;
