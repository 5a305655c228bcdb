//! What is done again and again in the background.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

/// Does this once in each period, for as long as the program runs.
pub(super) async fn every<F: Future<Output = ()>>(period: Duration, act: impl Fn() -> F) {
    let mut tick = interval(period);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        act().await;
    }
}
