//! Users are read, labelled, blocked, signed out and deleted.

use serde_json::{Value, json};

use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::{audit, call, call_with, get, id_of, refused, rows, start};

async fn labels(app: &TestApp, id: &str, labels: &[&str]) -> Value {
    let body = json!({ "labels": labels });
    let shown = call(app, "PUT", &format!("/users/{id}/labels"), Some(&body)).await;
    shown.is(200).json()
}

#[tokio::test]
async fn a_user_is_read_without_the_whole_number_unless_it_is_asked_for() {
    let app = start().await;
    app.signed_in(ADA).await;
    let id = id_of(&app, ADA).await;
    let shown = call(&app, "GET", &format!("/users/{id}"), None).await;
    let user = shown.is(200).json();
    assert_eq!(user["id"], id);
    assert_eq!(user["status"], "active");
    assert_eq!(user["phone_masked"], "+1•••••671");
    assert_eq!(
        (&user["country"], &user["labels"]),
        (&json!("US"), &json!([]))
    );
    assert_eq!(
        (&user["is_admin"], &user["external_id"]),
        (&json!(false), &Value::Null)
    );
    assert_eq!(user["sessions"].as_array().expect("some").len(), 1);
    assert_eq!(user["apps"], json!([]));
    assert_eq!(shown.header("etag"), format!("\"{}\"", user["version"]));
    assert!(!shown.body.contains(&ADA[1..]));
    assert!(audit(&app).await.is_empty());
    let whole = get(&app, &format!("/users/{id}?numbers=true")).await;
    assert_eq!(whole["phone"], ADA);
    assert_eq!(audit(&app).await, [("user.reveal".to_owned(), id.clone())]);
    let list = get(&app, "/users").await;
    assert_eq!(list["users"][0].get("phone"), None);
    let list = get(&app, "/users?numbers=true&status=active").await;
    assert_eq!(list["users"][0]["phone"], ADA);
    let all = rows(&app, "audit").await;
    let read = all.iter().find(|row| row["action"] == "users.reveal");
    let read = read.expect("an entry");
    assert_eq!(
        (&read["target_label"], &read["count"]),
        (&json!("status=active"), &json!(1))
    );
}

#[tokio::test]
async fn users_are_found_by_number_and_by_what_they_are_called() {
    let app = start().await;
    app.signed_in(ADA).await;
    let id = id_of(&app, ADA).await;
    let name = json!({ "external_id": "cus 9/é" });
    let named = call(&app, "PATCH", &format!("/users/{id}"), Some(&name)).await;
    assert_eq!(named.is(200).json()["external_id"], "cus 9/é");
    let find = async |body: Value| {
        let found = call(&app, "POST", "/users/search", Some(&body)).await;
        let users = found.is(200).json()["users"].clone();
        let users = users.as_array().expect("a list").iter();
        users.map(|user| user["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        find(json!({ "phone": "+1 (415) 555-2671" })).await,
        [json!(id)]
    );
    assert_eq!(find(name).await, [json!(id)]);
    assert!(find(json!({ "phone": BEN })).await.is_empty());
    assert!(find(json!({ "external_id": "cus" })).await.is_empty());
    let none = json!({ "external_id": null });
    call(&app, "PATCH", &format!("/users/{id}"), Some(&none))
        .await
        .is(200);
    assert!(find(json!({ "external_id": "cus 9/é" })).await.is_empty());
    let changed = ("user.name".to_owned(), id);
    assert_eq!(audit(&app).await, [changed.clone(), changed]);
}

#[tokio::test]
async fn the_list_is_walked_by_id_and_filtered() {
    let app = start().await;
    for phone in [ADA, BEN, CLEO] {
        app.signed_in(phone).await;
        app.after_the_wait();
    }
    let [ada, ben, cleo] = [ADA, BEN, CLEO].map(|phone| id_of(&app, phone));
    let (ada, ben, cleo) = (ada.await, ben.await, cleo.await);
    labels(&app, &ben, &["vip", "staff"]).await;
    labels(&app, &cleo, &["staffing"]).await;
    let ids = async |query: &str| {
        let mut ids = Vec::new();
        let mut after = String::new();
        loop {
            let page = get(&app, &format!("/users?limit=2{query}{after}")).await;
            let users = page["users"].as_array().expect("a list").iter();
            ids.extend(users.map(|user| user["id"].as_str().expect("an id").to_owned()));
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => return ids,
            }
        }
    };
    assert_eq!(ids("").await, [ada.as_str(), &ben, &cleo]);
    assert_eq!(ids("&label=staff").await, [ben.as_str()]);
    assert_eq!(ids("&label=vip&status=active").await, [ben.as_str()]);
    assert!(ids("&label=none").await.is_empty());
    call(&app, "POST", &format!("/users/{ada}/block"), None)
        .await
        .is(200);
    assert_eq!(ids("&status=blocked").await, [ada.as_str()]);
    assert_eq!(ids("&status=active").await, [ben.as_str(), &cleo]);
    assert!(ids("&active_after=2030-01-01").await.is_empty());
    assert_eq!(ids("&active_after=2020-01-01").await.len(), 3);
}

#[tokio::test]
async fn labels_are_those_and_no_others_and_the_person_sees_them_in_their_data() {
    let app = start().await;
    let ada = app.signed_in(ADA).await;
    let id = id_of(&app, ADA).await;
    let user = labels(&app, &id, &["vip", "staff", "vip"]).await;
    assert_eq!(user["labels"], json!(["staff", "vip"]));
    // the same again changes nothing
    let again = labels(&app, &id, &["staff", "vip"]).await;
    assert_eq!(again["version"], user["version"]);
    assert_eq!(audit(&app).await, [("user.label".to_owned(), id.clone())]);
    let data = ada.get("/account/data").await.is(200).json();
    assert_eq!(data["user"]["labels"], json!(["staff", "vip"]));
    let none = labels(&app, &id, &[]).await;
    assert_eq!(none["labels"], json!([]));
    assert!(none["version"].as_i64() > user["version"].as_i64());
}

#[tokio::test]
async fn a_backend_blocks_unblocks_signs_out_and_deletes_as_an_admin_would() {
    let app = start().await;
    let ada = app.signed_in(ADA).await;
    let id = id_of(&app, ADA).await;
    let act = async |act: &str| {
        let shown = call(&app, "POST", &format!("/users/{id}/{act}"), None).await;
        shown.is(200).json()["status"].clone()
    };
    assert_eq!(act("sign-out").await, "active");
    ada.get("/account")
        .await
        .leads_to("/login?return_to=%2Faccount");
    app.after_the_wait();
    let ada = app.signed_in(ADA).await;
    assert_eq!(act("block").await, "blocked");
    assert_eq!(act("block").await, "blocked");
    ada.get("/account")
        .await
        .leads_to("/login?return_to=%2Faccount");
    assert_eq!(act("unblock").await, "active");
    app.after_the_wait();
    app.signed_in(ADA).await;
    call(&app, "DELETE", &format!("/users/{id}"), None)
        .await
        .is(204);
    let gone = call(&app, "DELETE", &format!("/users/{id}"), None).await;
    refused(&gone, 404, "no_such_user");
    assert!(rows(&app, "users").await.is_empty());
    let did = audit(&app).await;
    let did: Vec<_> = did
        .iter()
        .map(|(what, whom)| (what.as_str(), whom == &id))
        .collect();
    let all = ["user.sign_out", "user.block", "user.unblock", "user.delete"];
    assert_eq!(did, all.map(|what| (what, true)));
    let deleted = rows(&app, "audit").await;
    let deleted = deleted.iter().find(|row| row["action"] == "user.delete");
    assert_eq!(deleted.expect("an entry")["detail"], "was_active");
    assert_eq!(deleted.expect("an entry")["address"], "127.0.0.1");
}

#[tokio::test]
async fn admins_are_out_of_reach() {
    let app = start().await;
    let ada = app.admin(ADA).await;
    let id = id_of(&app, ADA).await;
    for (method, path) in [
        ("POST", format!("/users/{id}/block")),
        ("POST", format!("/users/{id}/unblock")),
        ("POST", format!("/users/{id}/sign-out")),
        ("DELETE", format!("/users/{id}")),
    ] {
        refused(&call(&app, method, &path, None).await, 403, "is_admin");
    }
    assert_eq!(get(&app, &format!("/users/{id}")).await["is_admin"], true);
    ada.get("/admin/users").await.is(200);
    assert!(audit(&app).await.is_empty());
}

#[tokio::test]
async fn what_was_changed_meanwhile_is_not_changed_again() {
    let app = start().await;
    app.signed_in(ADA).await;
    let id = id_of(&app, ADA).await;
    let path = format!("/users/{id}");
    let version = async || {
        get(&app, &path).await["version"]
            .as_i64()
            .expect("a number")
    };
    let read = version().await;
    app.blocks(ADA).await;
    let body = json!({ "labels": ["vip"] });
    let name = json!({ "external_id": "1" });
    let at = async |tag: &str, method: &str, path: &str, body: Option<&Value>| {
        call_with(&app, (method, path), &[("if-match", tag)], body).await
    };
    let old = format!("\"{read}\"");
    for (method, path, body) in [
        ("PUT", format!("{path}/labels"), Some(&body)),
        ("PATCH", path.clone(), Some(&name)),
        ("POST", format!("{path}/unblock"), None),
        ("POST", format!("{path}/block"), None),
        ("POST", format!("{path}/sign-out"), None),
        ("DELETE", path.clone(), None),
    ] {
        for tag in [old.as_str(), "1", "\"x\"", "W/\"1\""] {
            let shown = at(tag, method, &path, body).await;
            refused(&shown, 412, "other_version");
        }
    }
    assert!(audit(&app).await.is_empty());
    let new = format!("\"{}\"", version().await);
    let labelled = at(&new, "PUT", &format!("{path}/labels"), Some(&body)).await;
    let tag = labelled.is(200).header("etag").to_owned();
    assert_ne!(tag, new);
    at(&tag, "POST", &format!("{path}/unblock"), None)
        .await
        .is(200);
    at("*", "POST", &format!("{path}/block"), None)
        .await
        .is(200);
    let tag = format!("\"{}\"", version().await);
    at(&tag, "DELETE", &path, None).await.is(204);
}

#[tokio::test]
async fn the_audit_page_says_which_backend_it_was() {
    let app = start().await;
    app.signed_in(BEN).await;
    let id = id_of(&app, BEN).await;
    call(&app, "POST", &format!("/users/{id}/block"), None)
        .await
        .is(200);
    let admin = app.admin(ADA).await;
    let page = admin.get("/admin/audit").await;
    page.is(200)
        .shows("API key")
        .shows("crm")
        .shows("Blocked a user");
}
