//! What happened is read from the outbox.

use std::time::Duration;

use serde_json::{Value, json};

use crate::app::{ADA, TestApp};
use crate::{call, get, id_of, rows, start, with_scopes};

fn settle(app: &TestApp) {
    app.clock.advance(Duration::from_secs(16));
}

fn kinds(page: &Value) -> Vec<String> {
    let events = page["events"].as_array().expect("a list").iter();
    events
        .map(|event| {
            format!(
                "{} {}",
                event["type"].as_str().expect("text"),
                event["data"]["by"]
            )
        })
        .collect()
}

#[tokio::test]
async fn events_are_read_in_order_and_go_on_where_one_stopped() {
    let app = start().await;
    let nothing = get(&app, "/events").await;
    assert_eq!(nothing, json!({ "events": [], "next": null }));
    app.signed_in(ADA).await;
    let id = id_of(&app, ADA).await;
    // not before all that may come before is there
    assert_eq!(get(&app, "/events").await, nothing);
    settle(&app);
    let page = get(&app, "/events?limit=1").await;
    assert_eq!(kinds(&page), ["user.created \"user\""]);
    let body = json!({ "labels": ["vip"] });
    call(&app, "PUT", &format!("/users/{id}/labels"), Some(&body))
        .await
        .is(200);
    call(&app, "POST", &format!("/users/{id}/block"), None)
        .await
        .is(200);
    settle(&app);
    let next = page["next"].as_str().expect("an id");
    let page = get(&app, &format!("/events?after={next}")).await;
    let rest = [
        "user.signed_in \"user\"",
        "user.labelled \"api_client\"",
        "user.blocked \"api_client\"",
        "session.ended \"api_client\"",
    ];
    assert_eq!(kinds(&page), rest);
    let events = page["events"].as_array().expect("a list").iter();
    let versions: Vec<_> = events
        .map(|event| event["data"]["version"].as_i64())
        .collect();
    assert!(versions.is_sorted(), "{versions:?}");
    assert_eq!(page["events"][1]["data"]["user_id"], id);
    assert!(!page.to_string().contains(&ADA[1..]));
    let next = page["next"].as_str().expect("an id");
    let end = get(&app, &format!("/events?after={next}")).await;
    assert_eq!(end, json!({ "events": [], "next": next }));
}

#[tokio::test]
async fn nothing_is_kept_when_nobody_may_ask() {
    let app = with_scopes(r#"["users.read"]"#).await;
    app.signed_in(ADA).await;
    assert!(rows(&app, "events").await.is_empty());
}
