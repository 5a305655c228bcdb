//! The same rendered form once more: it sends no further text, and hears what
//! became of the first one.

use std::time::Duration;

use tokio::time::{sleep, timeout};

use super::Texted;
use crate::domain::delivery::{Category, DeliveryId};
use crate::flow::{App, FlowResult};
use crate::store::DeliveryState;

/// How often it is looked whether another node is done.
const LOOK: Duration = Duration::from_secs(1);

/// How long a text may take to be written down when it is sent.
const WRITING: Duration = Duration::from_secs(1);

/// Where the first post of a repeated form stands.
pub(super) enum State {
    /// Its text is on its way.
    UnderWay,
    /// What its repetition is answered.
    Done(Texted),
    /// Its verification is over.
    Over,
}

pub(super) async fn state(app: &App, earlier: DeliveryId) -> FlowResult<State> {
    Ok(match app.store.message_state(earlier).await? {
        DeliveryState::Sending => State::UnderWay,
        DeliveryState::Failed(category) => {
            let category = category.parse().unwrap_or(Category::Unknown);
            State::Done(Texted::Failed(category))
        }
        DeliveryState::Taken(id) => {
            let held = app.store.verification(&id).await?;
            let live = held.filter(|held| held.is_live(app.now()));
            live.map_or(State::Over, |held| State::Done(Texted::Already(held)))
        }
    })
}

/// Waits for what becomes of the text that a repeated form found under way; none
/// if too many wait already. The database is asked once when this program is
/// done with it, and every second while another one sends it.
pub async fn outcome(app: &App, earlier: DeliveryId) -> FlowResult<Option<Texted>> {
    let Some(_waits) = app.under_way.may_wait(earlier) else {
        return Ok(None);
    };
    let settled = settled(app, earlier);
    match timeout(app.policy.send_timeout + WRITING, settled).await {
        Ok(texted) => texted.map(Some),
        Err(_) => Ok(Some(Texted::Failed(Category::Unknown))),
    }
}

async fn settled(app: &App, earlier: DeliveryId) -> FlowResult<Texted> {
    loop {
        // asked for before the look: what ends in between is heard of
        let here = app.under_way.end_of(earlier);
        match state(app, earlier).await? {
            State::UnderWay => {}
            State::Done(texted) => return Ok(texted),
            State::Over => return Ok(Texted::AlreadyUsed),
        }
        match here {
            // its sender is dropped
            Some(mut sent) => drop(sent.changed().await),
            None => sleep(LOOK).await,
        }
    }
}
