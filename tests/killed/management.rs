//! Killed while a backend has something done: with its `Idempotency-Key` it is done once.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::app::ADA;
use crate::app::browser::Browser;
use crate::app::server::{Place, Server, until};
use crate::victim::{Victim, gets_no_answer, signs_in};

const KEY: &str = "tgk_00112233445566778899aabbccddeeff";
const BACKEND: &str = "[[api_client]]\nname = 'crm'\nscopes = ['users.write']\n\
     key_hash = '0a449888b182b3a37b1be36d51f0aeca7c3bba7f42afc736fb543f87107cc64b'\n";

/// Somebody gets this label, with a key for the call or without.
fn label(browser: &Browser, id: &str, word: &str, key: Option<&str>) -> RequestBuilder {
    let request = browser.request(Method::PUT, &format!("/api/v1/users/{id}/labels"));
    let request = request.header("authorization", format!("Bearer {KEY}"));
    let request = request.json(&json!({ "labels": [word] }));
    match key {
        Some(key) => request.header("idempotency-key", key),
        None => request,
    }
}

/// The only user.
async fn user(place: &Place) -> Value {
    serde_json::from_str(&place.dump().await.table("users")[0]).expect("JSON")
}

/// How often somebody got other labels.
async fn labelled(place: &Place) -> usize {
    let dump = place.dump().await;
    let rows = dump.table("audit").iter();
    rows.filter(|row| row.contains("\"user.label\"")).count()
}

/// A backend's call is killed at such a statement, once a table has this in it: whom it
/// was about.
async fn killed_at(event: &str, (table, has): (&str, &str)) -> (Place, Server, Browser, String) {
    let victim = Victim::with_tables(BACKEND.to_owned()).await;
    signs_in(&victim.server, &victim.gateway, ADA).await;
    let id = user(&victim.place).await["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    victim.stops_at(event).await;
    let crm = victim.server.browser();
    let asking = gets_no_answer(label(&crm, &id, "vip", Some("k")));
    let place = &victim.place;
    let so_far = async || {
        place
            .dump()
            .await
            .table(table)
            .iter()
            .any(|row| row.contains(has))
    };
    until(so_far, || format!("no {has} in {table}")).await;
    victim.is_inside().await;
    let (place, _gateway, server) = victim.dies().await;
    asking.await.expect("no answer");
    (place, server, crm, id)
}

#[tokio::test]
async fn f_a_kill_between_an_act_and_its_answer_has_it_done_once() {
    let (place, _server, crm, id) =
        killed_at("update of answer on idempotency", ("users", "\"vip\"")).await;
    assert_eq!(user(&place).await["labels"], "vip");
    crm.send(label(&crm, &id, "staff", None)).await.is(200);
    for _ in 0..2 {
        let again = crm.send(label(&crm, &id, "vip", Some("k"))).await;
        assert_eq!(again.is(200).header("idempotent-replayed"), "true");
        assert_eq!(again.json()["id"], *id);
        assert_eq!(user(&place).await["labels"], "staff");
    }
    assert_eq!(labelled(&place).await, 2);
}

#[tokio::test]
async fn f_a_kill_inside_an_act_leaves_it_to_be_done() {
    let (place, _server, crm, id) = killed_at(
        "update of done_to on idempotency",
        ("idempotency", "key_hash"),
    )
    .await;
    assert_eq!(user(&place).await["labels"], "");
    let again = crm.send(label(&crm, &id, "vip", Some("k"))).await;
    again.is(409).shows("under_way");
    place
        .spoil("update idempotency set at = at - 61000000")
        .await;
    let again = crm.send(label(&crm, &id, "vip", Some("k"))).await;
    assert!(again.is(200).headers.get("idempotent-replayed").is_none());
    assert_eq!(user(&place).await["labels"], "vip");
    assert_eq!(labelled(&place).await, 1);
}
