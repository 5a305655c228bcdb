//! Many receipts at once: all of them are written or none, with one commit.

use serde_json::{Value, json};

use super::app::TestApp;
use super::app::gateway::Gateway;
use super::app::postgres;
use super::senders::{Post, SITE, Speaker};
use super::{app_with, post};

/// With limits that no test reaches.
async fn generous() -> TestApp {
    let more = "[limits]\nphone = '1000/1m'\nrequester = '1000/1m'\nrange = '1000/1m'";
    app_with(Speaker::Infobip, more).await
}

/// Asks for so many codes, and returns our ids of their texts.
async fn texts(app: &TestApp, count: usize) -> Vec<String> {
    for nth in 0..count {
        let phone = format!("+1415555{:04}", 2000 + nth);
        app.browser()
            .post_phone(&phone)
            .await
            .leads_to("/login/code");
    }
    let requests = app.gateway.requests();
    let id = |request| {
        let address = Speaker::callback(request);
        let (_, id) = address.split_once("?d=").expect("our id");
        id.to_owned()
    };
    requests.iter().map(id).collect()
}

/// One report about each of these.
fn batch(ids: &[&str], group: &str) -> Post {
    let status = json!({ "groupName": group, "id": 9 });
    let of = |id: &&str| json!({ "messageId": id, "status": status });
    let results: Vec<_> = ids.iter().map(of).collect();
    Post {
        headers: vec![("content-type", "application/json".into())],
        body: json!({ "results": results }).to_string(),
    }
}

async fn tells(app: &TestApp, post_of: &Post) -> u16 {
    let address = app.web.app.receipt_address("main").expect("an address");
    post(app, &address, post_of).await.status.as_u16()
}

/// The texts' statuses, in the order in which they were asked for.
async fn statuses(app: &TestApp, ids: &[String]) -> Vec<String> {
    let rows = app.dump().await;
    let rows: Vec<Value> = rows
        .table("deliveries")
        .iter()
        .map(|row| serde_json::from_str(row).expect("JSON"))
        .collect();
    let status = |id: &String| {
        let row = rows.iter().find(|row| row["id"] == *id).expect("its row");
        row["status"].as_str().expect("text").to_owned()
    };
    ids.iter().map(status).collect()
}

/// The third text cannot be written.
async fn break_third(app: &TestApp, id: &str) {
    if postgres::is_asked_for() {
        app.spoil(
            "create function fault() returns trigger language plpgsql
             as $f$ begin raise exception 'the disk is on fire'; end $f$",
        )
        .await;
        app.spoil(&format!(
            "create trigger fault before update on deliveries for each row
             when (old.id = '{id}') execute function fault()"
        ))
        .await;
        return;
    }
    app.spoil(&format!(
        "create trigger fault before update on deliveries when old.id = '{id}'
         begin select raise(abort, 'the disk is on fire'); end"
    ))
    .await;
}

#[tokio::test]
async fn f_a_batch_of_receipts_is_written_whole_or_not_at_all() {
    let app = generous().await;
    let ids = texts(&app, 4).await;
    let all: Vec<_> = ids.iter().map(String::as_str).collect();
    let delivered = batch(&all, "DELIVERED");
    break_third(&app, all[2]).await;
    let before = app.dump().await;
    assert_eq!(tells(&app, &delivered).await, 503);
    assert_eq!(app.dump().await, before, "half of it is there");
    let mend = if postgres::is_asked_for() {
        "drop trigger fault on deliveries"
    } else {
        "drop trigger fault"
    };
    app.spoil(mend).await;
    assert_eq!(tells(&app, &delivered).await, 204);
    assert_eq!(statuses(&app, &ids).await, ["delivered"; 4]);
    let known = app.dump().await;
    assert_eq!(tells(&app, &delivered).await, 204);
    assert_eq!(app.dump().await, known);
}

#[tokio::test]
async fn f_of_two_words_in_one_batch_the_first_holds() {
    let app = generous().await;
    let ids = texts(&app, 2).await;
    let mut both = batch(&[&ids[0], &ids[1]], "UNDELIVERABLE").body;
    let late = batch(&[&ids[1], &ids[0]], "DELIVERED").body;
    both.truncate(both.len() - "]}".len());
    let (_, late) = late.split_once('[').expect("a list");
    let post = Post {
        headers: vec![("content-type", "application/json".into())],
        body: format!("{both},{late}"),
    };
    assert_eq!(tells(&app, &post).await, 204);
    assert_eq!(statuses(&app, &ids).await, ["undelivered"; 2]);
}

/// How often a connection was asked for: to write, and to read.
fn asked(app: &TestApp) -> [u64; 2] {
    let text = app.web.app.metrics.registry().render();
    ["writer", "readers"].map(|pool| {
        let line = format!("textgate_database_use_seconds_count{{pool=\"{pool}\"}} ");
        let value = text.lines().find_map(|it| it.strip_prefix(&line));
        value.expect("its line").parse().expect("a number")
    })
}

#[tokio::test]
async fn a_batch_of_hundreds_costs_one_commit() {
    let app = generous().await;
    let ids = texts(&app, 3).await;
    let foreign = (0..500).map(|n| format!("01900000-0000-7000-8000-{n:012}"));
    let all: Vec<_> = foreign.chain(ids.clone()).collect();
    let all: Vec<_> = all.iter().map(String::as_str).collect();
    let before = asked(&app);
    assert_eq!(tells(&app, &batch(&all, "DELIVERED")).await, 204);
    let [writes, reads] = asked(&app);
    assert_eq!([writes - before[0], reads - before[1]], [1, 0]);
    assert_eq!(statuses(&app, &ids).await, ["delivered"; 3]);
}

#[tokio::test]
async fn ids_that_are_not_ours_are_asked_about_together() {
    let gateway = Gateway::start().await;
    let secret = "0123456789abcdef0123456789abcdef";
    let provider = format!(
        "name = 'main'\nkind = 'whatsapp'\nbase_url = '{{url}}'\naccess_token = 'token'\n\
         phone_number_id = '100'\ntemplate = 'code'\napp_secret = '{secret}'"
    );
    let app = TestApp::with_provider(&[("public_url", SITE)], gateway, &provider).await;
    let status = |n: usize| json!({ "id": format!("wamid.{n}"), "status": "delivered" });
    let all: Vec<_> = (0..500).map(status).collect();
    let body = json!({ "object": "whatsapp_business_account", "entry": [
        { "changes": [{ "field": "messages", "value": { "statuses": all } }] }
    ]});
    let body = body.to_string();
    let signature = super::senders::hub_signature(secret, &body);
    let batch = Post {
        headers: vec![("x-hub-signature-256", signature)],
        body,
    };
    let before = asked(&app);
    assert_eq!(tells(&app, &batch).await, 204);
    let [writes, reads] = asked(&app);
    // whether one is on its way, and five times a hundred ids
    assert_eq!([writes - before[0], reads - before[1]], [0, 6]);
}
