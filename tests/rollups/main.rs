//! The counts that are kept as things happen: whatever happens, they equal a
//! recount.

#[path = "../app/mod.rs"]
mod app;

mod history;
mod model;
mod recount;
mod retention;

use std::time::Duration;

use proptest::prelude::*;
use textgate::base::clock::Timestamp;

use history::{Event, events};
use model::Scenario;

const START: Timestamp = Timestamp::from_micros(1_795_355_880_000_000);
const DAY: Duration = Duration::from_hours(24);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn counts_equal_a_recount(events in events()) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let mut scenario = Scenario::new().await;
            for event in &events {
                scenario.lives(event).await;
            }
            recount::compare(&scenario).await;
        });
    }
}

#[tokio::test]
async fn a_text_counts_in_the_hour_in_which_it_was_asked_for() {
    let mut scenario = Scenario::new().await;
    // 13:58: the first provider hangs, the second takes it at 14:00
    scenario
        .lives(&Event::asks(0, &["unknown", "accepted"]))
        .await;
    scenario.lives(&Event::Waits(600)).await;
    scenario.lives(&Event::tries(0, false)).await;
    scenario.lives(&Event::tries(0, true)).await;
    recount::compare(&scenario).await;
    let hours = recount::of_span(&scenario, 3_600).await;
    let at: Vec<_> = hours.keys().map(|key| key.0).collect();
    assert_eq!(at, [START.as_micros() - 58 * 60_000_000; 2]);
}

#[tokio::test]
async fn a_test_number_is_no_text() {
    let mut scenario = Scenario::new().await;
    scenario.lives(&Event::IsTest(0)).await;
    scenario.lives(&Event::tries(0, true)).await;
    assert_eq!(recount::of_span(&scenario, 3_600).await.len(), 0);
    recount::compare(&scenario).await;
}
