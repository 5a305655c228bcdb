//! The same through the operator's own webhook.

use serde_json::json;

use super::app::TestApp;
use super::app::gateway::{Answer, Gateway};
use super::app::interface::INTERFACES;
use super::{number, send_fails};

/// The operator's own webhook instead of Twilio.
async fn webhook(answer: Answer) -> TestApp {
    let table = r#"
        name = "main"
        kind = "webhook"
        url = "{url}/hook"
        secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"
    "#;
    let app = TestApp::with_provider(&[], Gateway::start().await, table).await;
    app.gateway.answers(answer);
    app
}

#[tokio::test]
async fn a_webhook_confirms_with_an_empty_answer_an_empty_object_or_ok() {
    let answers = [
        Answer::Text(204, String::new()),
        Answer::Text(200, String::new()),
        Answer::Json(200, json!({})),
        Answer::Json(202, json!({ "code": "ok", "error": null })),
    ];
    for answer in answers {
        let app = webhook(answer).await;
        for interface in INTERFACES {
            interface.sent(&interface.send(&app.browser(), number(interface).0).await);
        }
        assert_eq!(app.dump().await.table("users").len(), 2);
    }
}

#[tokio::test]
async fn f_a_webhook_that_tells_of_an_error_leaves_nothing() {
    let cases = [
        (json!({ "error": "no credit" }), ("refused", "unknown")),
        (
            json!({ "code": "authentication_failed" }),
            ("refused", "config"),
        ),
        (json!({ "code": "timeout" }), ("unknown", "outage")),
        (json!({ "code": 0 }), ("unknown", "unknown")),
        (json!(["ok"]), ("unknown", "unknown")),
    ];
    for (body, ending) in cases {
        let app = webhook(Answer::Json(200, body)).await;
        for interface in INTERFACES {
            send_fails(&app, interface, ending, 1).await;
        }
    }
}
