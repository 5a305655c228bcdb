//! `Idempotency-Key`: a call is done once.

use std::time::Duration;

use serde_json::{Value, json};

use crate::app::{ADA, BEN};
use crate::{audit, call_with, id_of, refused, rows, start};

#[tokio::test]
async fn a_call_that_comes_again_is_answered_as_before_for_a_day() {
    let app = start().await;
    app.signed_in(ADA).await;
    let path = format!("/users/{}/labels", id_of(&app, ADA).await);
    let key = [("idempotency-key", "k 1")];
    let (vip, none) = (json!({ "labels": ["vip"] }), json!({ "labels": [] }));
    let first = call_with(&app, ("PUT", &path), &key, Some(&vip)).await;
    first.is(200);
    call_with(&app, ("PUT", &path), &[], Some(&none))
        .await
        .is(200);
    let again = call_with(&app, ("PUT", &path), &key, Some(&vip)).await;
    assert_eq!(again.is(200).body, first.body);
    assert_eq!(again.header("etag"), first.header("etag"));
    assert_eq!(again.header("content-type"), "application/json");
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(audit(&app).await.len(), 2);
    // nor does it speak for another call
    for (path, body) in [(path.as_str(), &none), ("/users", &json!({ "phone": ADA }))] {
        let method = if path == "/users" { "POST" } else { "PUT" };
        let other = call_with(&app, (method, path), &key, Some(body)).await;
        refused(&other, 409, "key_reused");
    }
    let version = [key[0], ("if-match", "\"1\"")];
    let other = call_with(&app, ("PUT", &path), &version, Some(&vip)).await;
    refused(&other, 409, "key_reused");
    app.clock
        .advance(Duration::from_hours(24) + Duration::from_secs(1));
    let anew = call_with(&app, ("PUT", &path), &key, Some(&vip)).await;
    assert!(anew.is(200).headers.get("idempotent-replayed").is_none());
    assert_eq!(audit(&app).await.len(), 3);
}

#[tokio::test]
async fn refusals_are_kept_and_faults_are_not() {
    let app = start().await;
    let key = [("idempotency-key", "k")];
    let bad = json!({ "phone": "1" });
    for replayed in [false, true] {
        let shown = call_with(&app, ("POST", "/users"), &key, Some(&bad)).await;
        refused(&shown, 400, "invalid_phone");
        let header = shown.headers.get("idempotent-replayed").is_some();
        assert_eq!(header, replayed);
    }
    let key = [("idempotency-key", "other")];
    app.spoil("alter table expected rename to gone").await;
    let good = json!({ "phone": ADA });
    let shown = call_with(&app, ("POST", "/users"), &key, Some(&good)).await;
    assert!(shown.status.is_server_error());
    app.spoil("alter table gone rename to expected").await;
    call_with(&app, ("POST", "/users"), &key, Some(&good))
        .await
        .is(201);
    for bad in ["", &"k".repeat(256)] {
        let key = [("idempotency-key", bad)];
        let shown = call_with(&app, ("POST", "/users"), &key, Some(&good)).await;
        refused(&shown, 400, "bad_request");
    }
    // there is nothing to do once where a method does nothing
    let shown = call_with(
        &app,
        ("TRACE", "/users/import"),
        &[("idempotency-key", "")],
        None,
    )
    .await;
    shown.is(405);
}

#[tokio::test]
async fn a_call_that_was_cut_off_can_be_made_again_after_a_minute() {
    let app = start().await;
    let key = [("idempotency-key", "k")];
    let body = json!({ "phone": ADA });
    call_with(&app, ("POST", "/users"), &key, Some(&body))
        .await
        .is(201);
    app.spoil("update idempotency set http_status = null, answer = null, done_to = null")
        .await;
    let shown = call_with(&app, ("POST", "/users"), &key, Some(&body)).await;
    refused(&shown, 409, "under_way");
    app.clock.advance(Duration::from_secs(61));
    call_with(&app, ("POST", "/users"), &key, Some(&body))
        .await
        .is(200);
    assert_eq!(rows(&app, "idempotency").await.len(), 1);
    // no number is kept for it
    assert!(
        !rows(&app, "idempotency").await[0]
            .to_string()
            .contains(&ADA[1..])
    );
}

/// Acts of a backend, each with what it is answered.
fn acts(id: &str) -> Vec<(&'static str, String, Option<Value>, u16)> {
    let user = format!("/users/{id}");
    let post = |act: &str| ("POST", format!("{user}/{act}"), None, 200);
    let labels = json!({ "labels": ["vip"] });
    let name = json!({ "external_id": "cus_1" });
    vec![
        ("PUT", format!("{user}/labels"), Some(labels), 200),
        ("PATCH", user.clone(), Some(name), 200),
        post("sign-out"),
        post("block"),
        post("unblock"),
        (
            "POST",
            "/users".to_owned(),
            Some(json!({ "phone": BEN })),
            201,
        ),
        (
            "POST",
            "/users".to_owned(),
            Some(json!({ "phone": ADA })),
            200,
        ),
        ("DELETE", user.clone(), None, 204),
    ]
}

#[tokio::test]
async fn an_act_whose_answer_was_lost_is_answered_and_not_done_again() {
    let app = start().await;
    app.signed_in(ADA).await;
    let id = id_of(&app, ADA).await;
    for (nth, (method, path, body, status)) in acts(&id).into_iter().enumerate() {
        let key = format!("k{nth}");
        let key = [("idempotency-key", key.as_str())];
        let comes = async || call_with(&app, (method, &path), &key, body.as_ref()).await;
        // it is done, but its answer cannot be kept
        app.spoil("alter table idempotency rename column answer to lost")
            .await;
        let lost = comes().await;
        assert!(lost.status.is_server_error(), "{method} {path}: {lost:?}");
        app.spoil("alter table idempotency rename column lost to answer")
            .await;
        let (did, users) = (audit(&app).await, rows(&app, "users").await);
        let told = comes().await;
        assert_eq!(told.is(status).header("idempotent-replayed"), "true");
        assert_eq!(comes().await.is(status).body, told.body);
        assert_eq!((audit(&app).await, rows(&app, "users").await), (did, users));
    }
    let did = audit(&app).await.into_iter().map(|(what, _)| what);
    let expected = [
        "user.label",
        "user.name",
        "user.sign_out",
        "user.block",
        "user.unblock",
        "users.expect",
        "user.delete",
    ];
    assert_eq!(did.collect::<Vec<_>>(), expected);
}
