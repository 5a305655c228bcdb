//! What one node finds out about a provider, the others need not.

use std::time::Duration;

use crate::app::browser::Browser;
use crate::app::gateway::Answer;
use crate::{Fate, chain, gateways};

fn number(n: u32) -> String {
    format!("+1415555{n:04}")
}

async fn asks(browser: &Browser, n: u32) {
    let copy = browser.copy();
    copy.post_phone(&number(n)).await.leads_to("/login/code");
}

#[tokio::test]
async fn what_one_node_found_broken_the_others_leave_alone_until_it_works() {
    let gateways = gateways(&[Fate::Doubt, Fate::Takes]).await;
    let app = chain(&gateways, &[("limits.range", "1000/1m")]).await;
    let twin = app.alike().await;
    let (here, there) = (app.browser(), twin.copy_of(&app.browser()));
    for n in 0..5 {
        asks(&here, 1000 + n).await;
    }
    assert_eq!(gateways[0].count(), 5, "its breaker is open");
    asks(&there, 2000).await;
    assert_eq!(gateways[0].count(), 5, "the other node does not try it");

    // The first node's pause is over: its probe is lost, and only its probe.
    app.clock.advance(Duration::from_secs(6));
    asks(&there, 2001).await;
    asks(&here, 1005).await;
    asks(&there, 2002).await;
    assert_eq!(gateways[0].count(), 6);

    gateways[0].answers(Answer::TwilioQueued);
    app.clock.advance(Duration::from_secs(11));
    asks(&here, 1006).await;
    assert_eq!(gateways[0].count(), 7, "it works again");
    asks(&there, 2003).await;
    assert_eq!(gateways[0].count(), 8, "for the other node, too");
}

/// The other node does not wait for one that is gone.
#[tokio::test]
async fn what_a_node_that_is_gone_found_lapses() {
    let gateways = gateways(&[Fate::Doubt, Fate::Takes]).await;
    let app = chain(&gateways, &[("limits.range", "1000/1m")]).await;
    let gone = app.alike().await;
    let there = gone.copy_of(&app.browser());
    for n in 0..5 {
        asks(&there, 1000 + n).await;
    }
    drop(gone);
    gateways[0].answers(Answer::TwilioQueued);
    asks(&app.browser(), 2000).await;
    assert_eq!(gateways[0].count(), 5);
    app.clock.advance(Duration::from_mins(2));
    asks(&app.browser(), 2001).await;
    assert_eq!(gateways[0].count(), 6);
    app.web
        .app
        .store
        .sweep(app.web.app.clock.present(), &app.web.app.policy.keep)
        .await
        .expect("swept");
    assert!(app.dump().await.table("breakers").is_empty());
}
