//! What comes back when no text went out, and what does not.

use serde_json::json;

use crate::app::gateway::Answer;
use crate::app::{ADA, TestApp};
use crate::{ask, near};

/// The provider says no, for a reason of its own.
pub fn refusal() -> Answer {
    Answer::Json(400, json!({ "code": 21606 }))
}

/// With one text a week for each number of a kind, and no other limit.
async fn after(limit: &str, first: Answer) -> u16 {
    let app = TestApp::with(&[
        ("limits.phone", ""),
        ("limits.range", ""),
        ("limits.country", ""),
        ("code.resend_wait", "0s"),
        (limit, "1/7d"),
    ])
    .await;
    app.gateway.answers(first);
    ask(&app, ADA, 1).await.is(503);
    app.gateway.answers(Answer::TwilioQueued);
    ask(&app, ADA, 2).await.status.as_u16()
}

#[tokio::test]
async fn p3_a_refused_text_gives_phone_range_and_country_back() {
    for limit in ["limits.phone", "limits.range", "limits.country"] {
        assert_eq!(after(limit, refusal()).await, 303, "{limit}");
    }
}

#[tokio::test]
async fn p3_a_text_that_may_exist_gives_nothing_back() {
    for limit in ["limits.phone", "limits.range", "limits.country"] {
        assert_eq!(after(limit, Answer::Close).await, 429, "{limit}");
    }
}

#[tokio::test]
async fn p3_no_refusal_gives_more_back_than_was_taken() {
    // equal rates are one bucket
    let app = TestApp::with(&[("limits.range", "3/1d,3/24h")]).await;
    for n in 0..2 {
        ask(&app, &near(n), n).await.leads_to("/login/code");
    }
    app.gateway.answers(refusal());
    ask(&app, &near(2), 2).await.is(503);
    app.gateway.answers(Answer::TwilioQueued);
    ask(&app, &near(3), 3).await.leads_to("/login/code");
    ask(&app, &near(4), 4).await.limited();
}

#[tokio::test]
async fn p4_a_refused_text_is_not_counted_as_traffic() {
    let app = TestApp::start().await;
    app.gateway.answers(refusal());
    ask(&app, ADA, 1).await.is(503);
    let dump = app.dump().await;
    let rows = dump.table("traffic");
    assert_eq!(rows.len(), 2);
    for row in rows {
        assert!(row.contains("\"texts\":0,\"verified\":0"), "{row}");
    }
    app.gateway.answers(Answer::Close);
    ask(&app, &near(2), 2).await.is(503);
    let dump = app.dump().await;
    for row in dump.table("traffic") {
        assert!(row.contains("\"texts\":1,\"verified\":0"), "{row}");
    }
}
