//! What webhooks cost a sign-in, and along which index what waits is found.

use std::collections::BTreeMap;

use crate::app::gateway::Gateway;
use crate::app::statements::{ONE_AT_A_TIME, caught};
use crate::app::{ADA, TWILIO, TestApp};

/// The statements of a sign-in of somebody who signed in before, with so many webhooks.
async fn statements(webhooks: usize) -> usize {
    let tables = (0..webhooks).map(|n| {
        format!(
            "[[webhook]]\nname = 'w{n}'\nurl = 'https://crm.example/'\nevents = ['user.*']\n\
             secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'\n"
        )
    });
    let file = format!("{TWILIO}\n{}", tables.collect::<String>());
    let app = TestApp::with_provider(&[], Gateway::start().await, &file).await;
    for _ in 0..2 {
        app.after_the_wait();
        caught().clear();
        app.signed_in(ADA).await;
        // the last one is told of a moment after it is answered
        while has("begin immediate") > has("commit") {
            tokio::task::yield_now().await;
        }
    }
    let texts: Vec<_> = caught().iter().map(|it| it.text().to_owned()).collect();
    let each = texts.iter().flat_map(|text| text.split(';'));
    each.filter(|text| !text.trim().is_empty()).count()
}

/// How many of those that were caught have these words.
fn has(words: &str) -> usize {
    let texts = caught();
    texts.iter().filter(|it| it.text().contains(words)).count()
}

#[tokio::test]
async fn three_webhooks_cost_a_sign_in_no_more_than_two_statements() {
    let _alone = ONE_AT_A_TIME.lock().await;
    let (none, three) = (statements(0).await, statements(3).await);
    println!("statements of a sign-in: {none}, with three webhooks {three}");
    assert!(three <= none + 2, "{none}, {three}");
    assert!(three * 100 <= none * 105, "{none}, {three}");
}

/// What the worker picks, takes, and lets go next is found along these indexes, however
/// much waits, and is not sorted for it.
const PICKS: [(&str, &[&str]); 4] = [
    ("order by d.next_at, d.event_id", &["event_deliveries_next"]),
    (
        "set tries = tries + 1, next_at",
        &["event_deliveries_in_order"],
    ),
    (
        "webhook = $1 and next_at is null and done_at is null",
        &["event_deliveries_in_order"],
    ),
    (
        "version > $3 and next_at is not null",
        &["event_deliveries_in_order", "event_deliveries_next"],
    ),
];

/// Whether these plans, of whichever database, are so.
pub fn picks_are_found(plans: &BTreeMap<String, Vec<String>>) {
    for (words, indexes) in PICKS {
        let found: Vec<_> = plans
            .iter()
            .filter(|(sql, _)| sql.contains(words))
            .collect();
        assert!(!found.is_empty(), "not caught: {words}");
        for (sql, steps) in found {
            let along = |step: &String| indexes.iter().any(|index| step.contains(index));
            assert!(steps.iter().any(along), "{sql}\n{steps:#?}");
            let sorts = |step: &String| step.contains("Sort") || step.contains("TEMP B-TREE");
            assert!(!steps.iter().any(sorts), "{sql}\n{steps:#?}");
        }
    }
}
