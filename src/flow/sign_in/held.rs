//! The verification that somebody holds or means.

use std::time::Duration;

use crate::domain::delivery::ToldReason;
use crate::domain::phone::Phone;
use crate::domain::verification::{Verification, VerificationId, wait_after};
use crate::flow::{App, Blocked, FlowResult};
use crate::store::NewestText;

/// The verification of this id, live or not.
pub async fn find(app: &App, id: &VerificationId) -> FlowResult<Option<Verification>> {
    app.store.verification(id).await
}

/// The verification that a session held until it was used just now: the answer to the
/// right code may have been lost.
pub async fn just_used(app: &App, session: &str) -> FlowResult<Option<Verification>> {
    app.store.just_used(session, app.now()).await
}

/// What is known of a text that a provider took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextNews {
    /// Nothing, or nothing that is told.
    Sent,
    /// The phone has it.
    Delivered,
    /// It did not arrive, and why, as far as it is the person's business.
    Undelivered(ToldReason),
}

/// What receipts say of its newest text. That a text arrived is not told while
/// blocked numbers get none: of theirs it is never said.
pub async fn newest_text(app: &App, id: &VerificationId) -> FlowResult<TextNews> {
    Ok(match app.store.newest_text(id).await? {
        NewestText::Delivered if app.policy.blocked != Blocked::Silent => TextNews::Delivered,
        NewestText::Undelivered { reason, .. } => TextNews::Undelivered(reason.told()),
        NewestText::Delivered | NewestText::Sent => TextNews::Sent,
    })
}

/// The verification of this id, if it was begun over JSON: whoever knows the id
/// may go on with it.
pub async fn find_api_by_id(app: &App, id: &VerificationId) -> FlowResult<Option<Verification>> {
    app.store.api_verification_by_id(id).await
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
