//! People who are expected: no users before the first text to them is confirmed.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use crate::app::browser::Shown;
use crate::app::gateway::Answer;
use crate::app::{ADA, BEN, TestApp};
use crate::{audit, call, get, refused, rows, start};

async fn expect(app: &TestApp, body: &Value, status: u16) -> Value {
    let shown = call(app, "POST", "/users", Some(body)).await;
    shown.is(status).json()
}

#[tokio::test]
async fn the_first_confirmed_text_makes_the_user_under_the_id_that_was_told() {
    let app = start().await;
    let body = json!({ "phone": ADA, "labels": ["vip", "staff"], "external_id": "cus_1" });
    let told = expect(&app, &body, 201).await;
    assert_eq!(told["status"], "expected");
    assert_eq!(
        (&told["created_at"], &told["verified_at"]),
        (&told["created_at"], &Value::Null)
    );
    assert!(rows(&app, "users").await.is_empty());
    // again, and with other words: whoever is known stays as they are
    let other = json!({ "phone": "+1 415 555 2671", "labels": [] });
    assert_eq!(expect(&app, &other, 200).await, told);
    let path = format!("/users/{}", told["id"].as_str().expect("an id"));
    assert_eq!(get(&app, &path).await["labels"], json!(["staff", "vip"]));
    let labels = json!({ "labels": ["vip"] });
    call(&app, "PUT", &format!("{path}/labels"), Some(&labels))
        .await
        .is(200);

    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let user = get(&app, &path).await;
    assert_eq!(
        (&user["status"], &user["labels"]),
        (&json!("unverified"), &json!(["vip"]))
    );
    assert_eq!(
        (&user["external_id"], &user["sessions"]),
        (&json!("cus_1"), &json!([]))
    );
    assert_eq!(rows(&app, "users").await[0]["id"], told["id"]);
    browser
        .post_code(&app.last_code())
        .await
        .leads_to("/account");
    assert_eq!(get(&app, &path).await["status"], "active");
    assert!(rows(&app, "expected").await.is_empty());
    assert_eq!(expect(&app, &other, 200).await["status"], "active");
    let did: Vec<_> = audit(&app)
        .await
        .into_iter()
        .map(|(what, _)| what)
        .collect();
    assert_eq!(did, ["users.expect", "user.label"]);
}

#[tokio::test]
async fn a_text_that_nobody_confirmed_makes_no_user_of_somebody_expected() {
    let app = start().await;
    let told = expect(&app, &json!({ "phone": ADA }), 201).await;
    app.gateway
        .answers(Answer::Json(500, json!({ "code": 20500 })));
    app.browser().post_phone(ADA).await;
    app.send_otp(ADA).await;
    assert!(rows(&app, "users").await.is_empty());
    assert_eq!(rows(&app, "expected").await[0]["id"], told["id"]);
}

#[tokio::test]
async fn whoever_did_not_type_the_code_is_expected_still_when_the_user_is_swept() {
    let app = start().await;
    let body = json!({ "phone": ADA, "labels": ["vip"] });
    let told = expect(&app, &body, 201).await;
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    let path = format!("/users/{}", told["id"].as_str().expect("an id"));
    // what is said of the user meanwhile is said of who is expected
    let labels = json!({ "labels": ["staff"] });
    call(&app, "PUT", &format!("{path}/labels"), Some(&labels))
        .await
        .is(200);
    app.clock.advance(Duration::from_hours(26));
    textgate::flow::sweep::sweep(&app.web.app)
        .await
        .expect("swept");
    assert!(rows(&app, "users").await.is_empty());
    let still = get(&app, &path).await;
    assert_eq!(
        (&still["status"], &still["labels"]),
        (&json!("expected"), &json!(["staff"]))
    );
    app.signed_in(ADA).await;
    let user = get(&app, &path).await;
    assert_eq!(
        (&user["status"], &user["labels"]),
        (&json!("active"), &json!(["staff"]))
    );
}

#[tokio::test]
async fn lists_and_pages_show_them_apart() {
    let app = start().await;
    app.signed_in(ADA).await;
    let body = json!({ "phone": BEN, "labels": ["vip"], "external_id": "cus_2" });
    let told = expect(&app, &body, 201).await;
    let ids = async |query: &str| {
        let page = get(&app, &format!("/users{query}")).await;
        let users = page["users"].as_array().expect("a list").iter();
        users.map(|user| user["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids("").await.len(), 1);
    assert!(ids("?label=vip").await.is_empty());
    assert_eq!(ids("?status=expected").await, [told["id"].clone()]);
    assert_eq!(
        ids("?status=expected&label=vip").await,
        [told["id"].clone()]
    );
    assert!(ids("?status=expected&label=staff").await.is_empty());
    for search in [json!({ "phone": BEN }), json!({ "external_id": "cus_2" })] {
        let found = call(&app, "POST", "/users/search", Some(&search)).await;
        assert_eq!(found.is(200).json()["users"][0]["id"], told["id"]);
    }
    assert!(app.set_admin(ADA, true).await);
    app.after_the_wait();
    let admin = app.signed_in(ADA).await;
    let id = told["id"].as_str().expect("an id");
    admin
        .get("/admin/users")
        .await
        .hides(id)
        .shows("/admin/expected");
    let page = admin.get("/admin/expected").await;
    page.is(200)
        .shows(id)
        .shows("vip")
        .shows("cus_2")
        .hides(&BEN[3..]);
    app.signed_in(BEN).await;
    admin.get("/admin/expected").await.hides(id);
    let page = admin.get("/admin/users").await;
    page.shows(id).shows("vip").hides("/admin/expected");
    admin
        .get(&format!("/admin/users/{id}"))
        .await
        .shows("vip")
        .shows("cus_2");
}

/// An answer without moments and what is drawn anew each time, or the number itself.
fn plain(shown: &Shown, phone: &str) -> (u16, String, Vec<String>) {
    let mut body = shown
        .body
        .replace(phone, "NUMBER")
        .replace(&phone[phone.len() - 3..], "DIGITS");
    if let Ok(mut json) = serde_json::from_str::<Value>(&body) {
        json["verificationId"] = Value::Null;
        body = json.to_string();
    }
    let words = body.split(['"', ' ', '=']).filter(|word| word.len() < 16);
    let body: Vec<_> = words.collect();
    let names: BTreeSet<_> = shown.headers.keys().map(ToString::to_string).collect();
    (
        shown.status.as_u16(),
        body.join(" "),
        names.into_iter().collect(),
    )
}

#[tokio::test]
async fn e1_strangers_learn_nothing_of_who_is_expected() {
    let app = start().await;
    expect(
        &app,
        &json!({ "phone": "+14155552671", "labels": ["vip"] }),
        201,
    )
    .await;
    let mut ways: [Vec<_>; 2] = Default::default();
    for (phone, seen) in ["+14155552671", "+14155552672"].into_iter().zip(&mut ways) {
        let browser = app.browser();
        seen.push(plain(&browser.post_phone(phone).await, phone));
        seen.push(plain(&browser.get("/login/code").await, phone));
        seen.push(plain(&browser.post_code("000000").await, phone));
        app.after_the_wait();
        seen.push(plain(&browser.resend().await, phone));
        app.after_the_wait();
        app.after_the_wait();
        seen.push(plain(&app.send_otp(phone).await, phone));
        seen.push(plain(&app.verify_otp(phone, "000000").await, phone));
        let refused = browser.get("/account").await;
        seen.push(plain(&refused, phone));
    }
    assert_eq!(ways[0], ways[1]);
}

#[tokio::test]
async fn somebody_expected_is_blocked_forgotten_and_nothing_else() {
    let app = start().await;
    let told = expect(&app, &json!({ "phone": ADA }), 201).await;
    let path = format!("/users/{}", told["id"].as_str().expect("an id"));
    call(&app, "POST", &format!("{path}/sign-out"), None)
        .await
        .is(200);
    call(&app, "POST", &format!("{path}/block"), None)
        .await
        .is(200);
    assert_eq!(rows(&app, "blocks").await.len(), 1);
    call(&app, "POST", &format!("{path}/unblock"), None)
        .await
        .is(200);
    assert!(rows(&app, "blocks").await.is_empty());
    call(&app, "DELETE", &path, None).await.is(204);
    refused(&call(&app, "GET", &path, None).await, 404, "no_such_user");
    assert!(rows(&app, "expected").await.is_empty());
    let did: Vec<_> = audit(&app)
        .await
        .into_iter()
        .map(|(what, _)| what)
        .collect();
    assert_eq!(
        did,
        [
            "users.expect",
            "number.block",
            "number.unblock",
            "user.forget"
        ]
    );
    // and who deletes themselves is not expected again
    expect(&app, &json!({ "phone": BEN }), 201).await;
    app.browser().post_phone(BEN).await.leads_to("/login/code");
    let id = crate::id_of(&app, BEN).await;
    call(&app, "DELETE", &format!("/users/{id}"), None)
        .await
        .is(204);
    assert!(rows(&app, "expected").await.is_empty());
}
