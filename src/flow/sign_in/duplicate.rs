//! The same rendered form once more: it sends no further text, and hears what
//! became of the first one.

use std::time::Duration;

use tokio::time::{sleep, timeout};

use super::StartOutcome;
use crate::domain::delivery::{Category, DeliveryId};
use crate::domain::verification::Verification;
use crate::flow::order::Order;
use crate::flow::{App, FlowResult};
use crate::store::DeliveryState;

/// How often it is looked whether another node is done.
const LOOK: Duration = Duration::from_secs(1);

/// How long a text may take to be written down when it is sent.
const WRITING: Duration = Duration::from_secs(1);

/// A form that was posted before, and who posts it again.
#[derive(Debug, Clone)]
pub struct FormRepeat {
    /// The first delivery of the message that it asked for.
    earlier: DeliveryId,
    phone_hash: String,
    /// None for whoever holds the verification.
    requester: Option<String>,
}

impl FormRepeat {
    pub(super) fn of(earlier: DeliveryId, order: &Order<'_>) -> Self {
        Self {
            earlier,
            phone_hash: order.phone_hash.clone(),
            requester: (!order.holder).then(|| order.requester.to_owned()),
        }
    }
}

/// What a repeated form is answered.
pub(super) async fn repeated(app: &App, form: FormRepeat) -> FlowResult<StartOutcome> {
    let told = state(app, &form).await?;
    Ok(told.unwrap_or(StartOutcome::InFlight(form)))
}

/// What became of the form's first post, for whoever it was for; nothing while its
/// text is on its way.
async fn state(app: &App, form: &FormRepeat) -> FlowResult<Option<StartOutcome>> {
    let (state, phone_hash) = app.store.message_state(form.earlier).await?;
    if phone_hash != form.phone_hash {
        return Ok(Some(StartOutcome::FormUsed));
    }
    Ok(match state {
        DeliveryState::Sending => None,
        DeliveryState::Failed(category) => {
            let category = category.parse().unwrap_or(Category::Unknown);
            Some(StartOutcome::Failed(category))
        }
        DeliveryState::Taken(id) => {
            let held = app.store.verification(&id).await?;
            let theirs = |held: &Verification| {
                let by = form.requester.as_ref();
                held.is_live(app.now()) && by.is_none_or(|by| *by == held.requester)
            };
            let told = held.filter(theirs).map(StartOutcome::Already);
            Some(told.unwrap_or(StartOutcome::FormUsed))
        }
    })
}

/// Waits for what becomes of the text that a repeated form found under way; none
/// if too many wait already. The database is asked once when this program is
/// done with it, and every second while another one sends it.
pub async fn outcome(app: &App, form: &FormRepeat) -> FlowResult<Option<StartOutcome>> {
    let Some(_waits) = app.in_flight.may_wait(form.earlier) else {
        return Ok(None);
    };
    let settled = settled(app, form);
    match timeout(app.policy.send_timeout + WRITING, settled).await {
        Ok(texted) => texted.map(Some),
        Err(_) => Ok(Some(StartOutcome::Failed(Category::Unknown))),
    }
}

async fn settled(app: &App, form: &FormRepeat) -> FlowResult<StartOutcome> {
    loop {
        // asked for before the look: what ends in between is heard of
        let here = app.in_flight.end_of(form.earlier);
        if let Some(texted) = state(app, form).await? {
            return Ok(texted);
        }
        match here {
            // its sender is dropped
            Some(mut sent) => drop(sent.changed().await),
            None => sleep(LOOK).await,
        }
    }
}
