//! What a text that failed costs: nothing when it was refused, but the
//! requester's share; its full price when nobody knows.

use std::time::Duration;

use reqwest::StatusCode;

use super::app::gateway::Answer;
use super::app::interface::Interface;
use super::app::{ADA, TestApp};
use super::refusal;

/// One text per limit, and no wait between texts, so that this limit alone
/// decides whether a second one goes out.
async fn second_text_after(answer: Answer, limit: &str) -> StatusCode {
    let none = [("limits.phone", ""), ("limits.range", "")];
    let none = none.into_iter().filter(|(name, _)| *name != limit);
    let mut set: Vec<_> = none.collect();
    set.extend([("code.resend_wait", "0s"), (limit, "1/1h")]);
    let app = TestApp::with(&set).await;
    app.gateway.answers(answer);
    Interface::Form.not_sent(&app.browser().post_phone(ADA).await);
    app.gateway.answers(Answer::TwilioQueued);
    app.clock.advance(Duration::from_secs(1));
    app.browser().post_phone(ADA).await.status
}

#[tokio::test]
async fn a_refusal_gives_everything_back_but_the_requesters_share() {
    for limit in ["limits.phone", "limits.range", "limits.total"] {
        let status = second_text_after(refusal(), limit).await;
        assert_eq!(status, 303, "{limit}");
    }
    let status = second_text_after(refusal(), "limits.requester").await;
    assert_eq!(status, 429);
}

#[tokio::test]
async fn an_unknown_outcome_gives_nothing_back() {
    let limits = [
        "limits.phone",
        "limits.range",
        "limits.total",
        "limits.requester",
    ];
    for limit in limits {
        let status = second_text_after(Answer::Close, limit).await;
        assert_eq!(status, 429, "{limit}");
    }
}
