//! The verification that somebody holds or means.

use std::time::Duration;

use crate::domain::phone::Phone;
use crate::domain::verification::{Verification, VerificationId, wait_after};
use crate::flow::{App, FlowResult};

/// The verification of this id, live or not.
pub async fn find(app: &App, id: &VerificationId) -> FlowResult<Option<Verification>> {
    app.store.verification(id).await
}

/// Whether its newest text is known not to have arrived.
pub async fn is_undelivered(app: &App, id: &VerificationId) -> FlowResult<bool> {
    Ok(app.store.undelivered_by(id).await?.is_some())
}

/// The verification that a JSON caller means, if it may: who calls is a
/// requester and, if it showed a key, a backend; `by_phone` says whether it may
/// name one that it began by its phone alone.
pub async fn find_api(
    app: &App,
    phone: &Phone,
    id: Option<&VerificationId>,
    caller: (&str, Option<&str>),
    by_phone: bool,
) -> FlowResult<Option<Verification>> {
    if id.is_none() && !by_phone {
        return Ok(None);
    }
    let hash = app.phone_hash(phone);
    app.store
        .api_verification(&hash, id, caller, app.now())
        .await
}

/// How long until a verification may get its next text; `None` when it had all.
#[must_use]
pub fn next_text(app: &App, held: &Verification) -> Option<Duration> {
    let wait = wait_after(held.sends, app.policy.resend_wait);
    let due = held.last_sent_at.plus(wait);
    (held.sends < app.policy.sends).then(|| due.since(app.now()))
}
