//! The same rendered form once more: it sends no further text, and hears what
//! became of the first one.

use std::time::Duration;

use tokio::time::{sleep, timeout};

use super::StartOutcome;
use crate::domain::delivery::{Category, DeliveryId};
use crate::flow::{App, FlowResult};
use crate::store::DeliveryState;

/// How often it is looked whether another node is done.
const LOOK: Duration = Duration::from_secs(1);

/// How long a text may take to be written down when it is sent.
const WRITING: Duration = Duration::from_secs(1);

/// Where the first post of a repeated form stands.
pub(super) enum DuplicateState {
    /// Its text is on its way.
    InFlight,
    /// What its repetition is answered.
    Done(StartOutcome),
    /// Its verification is over.
    Over,
}

pub(super) async fn state(app: &App, earlier: DeliveryId) -> FlowResult<DuplicateState> {
    Ok(match app.store.message_state(earlier).await? {
        DeliveryState::Sending => DuplicateState::InFlight,
        DeliveryState::Failed(category) => {
            let category = category.parse().unwrap_or(Category::Unknown);
            DuplicateState::Done(StartOutcome::Failed(category))
        }
        DeliveryState::Taken(id) => {
            let held = app.store.verification(&id).await?;
            let live = held.filter(|held| held.is_live(app.now()));
            live.map_or(DuplicateState::Over, |held| {
                DuplicateState::Done(StartOutcome::Already(held))
            })
        }
    })
}

/// Waits for what becomes of the text that a repeated form found under way; none
/// if too many wait already. The database is asked once when this program is
/// done with it, and every second while another one sends it.
pub async fn outcome(app: &App, earlier: DeliveryId) -> FlowResult<Option<StartOutcome>> {
    let Some(_waits) = app.in_flight.may_wait(earlier) else {
        return Ok(None);
    };
    let settled = settled(app, earlier);
    match timeout(app.policy.send_timeout + WRITING, settled).await {
        Ok(texted) => texted.map(Some),
        Err(_) => Ok(Some(StartOutcome::Failed(Category::Unknown))),
    }
}

async fn settled(app: &App, earlier: DeliveryId) -> FlowResult<StartOutcome> {
    loop {
        // asked for before the look: what ends in between is heard of
        let here = app.in_flight.end_of(earlier);
        match state(app, earlier).await? {
            DuplicateState::InFlight => {}
            DuplicateState::Done(texted) => return Ok(texted),
            DuplicateState::Over => return Ok(StartOutcome::AlreadyUsed),
        }
        match here {
            // its sender is dropped
            Some(mut sent) => drop(sent.changed().await),
            None => sleep(LOOK).await,
        }
    }
}
