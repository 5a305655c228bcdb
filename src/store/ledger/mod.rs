//! What happened: hand-overs and what became of them, counts, the audit, and
//! what is still to be told.

pub(super) mod alerts;
pub(super) mod announcements;
pub(super) mod audit;
pub(super) mod deliveries;
pub(super) mod delivery_table;
pub(super) mod forms;
pub(super) mod messages;
pub(super) mod receipts;
pub(super) mod rollups;
pub(super) mod timeline;
