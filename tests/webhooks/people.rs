//! Of what webhooks are told.

use serde_json::{Value, json};
use textgate::domain::audit::Actor;
use textgate::domain::user::User;
use textgate::flow::sweep::sweep;
use textgate::flow::users;

use crate::app::gateway::{Answer, Gateway};
use crate::app::interface::FIRE;
use crate::app::postgres::is_asked_for;
use crate::app::relying_party::{code, redeem, tokens};
use crate::app::{ADA, BEN, TestApp};
use crate::{heard, read, rows, send, table, with_webhook};

async fn user(app: &TestApp, phone: &str) -> User {
    let phone = phone.parse().expect("a number");
    let user = app.web.app.store.user_by_phone(&phone).await;
    user.expect("answered").expect("a user")
}

#[tokio::test]
async fn nobody_hears_of_anybody_before_a_number_is_proven() {
    let (app, receiver) = with_webhook("['user.*', 'session.*', 'grant.*']", "").await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let (ada, typed) = (user(&app, ADA).await, app.last_code());
    let actor = Actor::command();
    let web = &app.web.app;
    users::block(web, &actor, ada.id).await.expect("answered");
    users::unblock(web, &actor, ada.id).await.expect("answered");
    app.gateway
        .answers(Answer::Json(500, json!({ "code": 20500 })));
    app.browser().post_phone(BEN).await;
    assert!(rows(&app, "events").await.is_empty());
    browser.post_code(&typed).await.leads_to("/account");
    send(&app).await;
    assert_eq!(heard(&receiver), ["user.created 3", "user.signed_in 4"]);
    users::delete(web, &actor, ada.id).await.expect("answered");
    send(&app).await;
    assert_eq!(heard(&receiver)[2..], ["session.ended 5", "user.deleted 6"]);
}

#[tokio::test]
async fn a_message_says_what_happened_and_no_number() {
    let (app, receiver) = with_webhook("['user.*']", "").await;
    app.signed_in(ADA).await;
    send(&app).await;
    let requests = receiver.requests();
    assert_eq!(requests[0].path, "/hook?key=k");
    let message = read(&requests[0]);
    let event = &rows(&app, "events").await[0];
    let session = &rows(&app, "sessions").await[0]["id_hash"];
    let expected = json!({
        "type": "user.created",
        "timestamp": app.web.app.now().rfc3339(),
        "data": {
            "id": event["id"],
            "user_id": user(&app, ADA).await.id.to_string(),
            "version": 1,
            "session": session,
            "by": "user",
        },
    });
    assert_eq!(message, expected);
    let id = format!("msg_{}_crm", event["id"].as_str().expect("an id"));
    assert_eq!(requests[0].header("webhook-id"), Some(id.as_str()));
    assert!(!requests[0].body.contains(&ADA[1..]));
}

#[tokio::test]
async fn only_who_asks_for_numbers_is_told_them() {
    let other = Gateway::start().await;
    other.answers(Answer::Text(204, String::new()));
    let more = format!(
        "{}numbers = true",
        table("desk", &other, "['user.created']")
    );
    let (app, receiver) = with_webhook("['user.created']", &more).await;
    app.signed_in(ADA).await;
    send(&app).await;
    let told = [&receiver, &other].map(|it| read(&it.requests()[0])["data"].clone());
    assert_eq!(told[0]["phone"], Value::Null);
    assert_eq!(told[1]["phone"], ADA);
    assert_eq!(told[0]["id"], told[1]["id"]);
    let id = |it: &Gateway| {
        it.requests()[0]
            .header("webhook-id")
            .expect("an id")
            .to_owned()
    };
    assert_ne!(id(&receiver), id(&other));
    assert!(!format!("{:?}", rows(&app, "events").await).contains(&ADA[1..]));
}

#[tokio::test]
async fn whatever_is_done_to_people_is_told_in_order() {
    let (app, receiver) = with_webhook("['user.*', 'session.*']", "").await;
    let (web, actor) = (&app.web.app, Actor::command());
    let ada = app.signed_in(ADA).await;
    let id = user(&app, ADA).await.id;
    ada.post("/logout", &[]).await;
    app.after_the_wait();
    app.signed_in(ADA).await;
    app.after_the_wait();
    app.signed_in(ADA).await;
    users::block(web, &actor, id).await.expect("answered");
    users::block(web, &actor, id).await.expect("answered");
    users::unblock(web, &actor, id).await.expect("answered");
    users::unblock(web, &actor, id).await.expect("answered");
    users::delete(web, &actor, id).await.expect("answered");
    send(&app).await;
    let expected = [
        "user.created 1",
        "user.signed_in 2",
        "session.ended 3",
        "user.signed_in 4",
        "user.signed_in 5",
        // the change itself counts, too
        "user.blocked 7",
        "session.ended 8",
        "session.ended 9",
        "user.unblocked 11",
        "user.deleted 12",
    ];
    assert_eq!(heard(&receiver), expected);
    let by: Vec<_> = receiver
        .requests()
        .iter()
        .map(|it| read(it)["data"]["by"].clone())
        .collect();
    assert_eq!(by[2], "user");
    assert_eq!(by[5], "command");
    // the next one with the number is somebody else
    app.after_the_wait();
    app.signed_in(ADA).await;
    send(&app).await;
    assert_eq!(
        heard(&receiver)[10..],
        ["user.created 1", "user.signed_in 2"]
    );
}

#[tokio::test]
async fn what_apps_get_is_told_from_its_beginning_to_its_end() {
    let receiver = Gateway::start().await;
    receiver.answers(Answer::Text(204, String::new()));
    let hook = table("crm", &receiver, "['grant.*']");
    let app = crate::app::relying_party::with_apps(&[], &hook).await;
    let ada = app.signed_in(ADA).await;
    let given = code(&ada, "shop", &[]).await;
    redeem(&app, &given).await.is(200);
    // once more is the same grant
    code(&ada, "shop", &[]).await;
    app.clock.advance(std::time::Duration::from_secs(11));
    redeem(&app, &given).await.is(400);
    tokens(&app, &ada).await;
    ada.post("/logout", &[]).await;
    send(&app).await;
    let expected = [
        "grant.started 1",
        "grant.reused 2",
        "grant.ended 3",
        "grant.started 4",
        "grant.ended 5",
    ];
    assert_eq!(heard(&receiver), expected);
    let told: Vec<_> = receiver
        .requests()
        .iter()
        .map(|it| read(it)["data"].clone())
        .collect();
    let grants = rows(&app, "grants").await;
    let is_sid = |data: &Value| grants.iter().any(|grant| grant["sid"] == data["session"]);
    assert!(
        told.iter()
            .all(|data| data["app"] == "shop" && is_sid(data))
    );
    assert_eq!(told[1]["session"], told[2]["session"]);
    assert_eq!(told[2]["why"], "reused");
    assert_eq!(told[4]["why"], "sign_out");
}

#[tokio::test]
async fn who_signs_in_where_somebody_else_was_ends_that_session() {
    let receiver = Gateway::start().await;
    receiver.answers(Answer::Text(204, String::new()));
    let hook = table("crm", &receiver, "['session.ended', 'grant.ended']");
    let app = crate::app::relying_party::with_apps(&[], &hook).await;
    let browser = app.signed_in(ADA).await;
    tokens(&app, &browser).await;
    for phone in [ADA, BEN] {
        app.after_the_wait();
        browser
            .json("/auth/send-otp", &json!({ "phone": phone }))
            .await
            .is(200);
        let typed = json!({ "phone": phone, "otp": app.last_code() });
        browser.json("/auth/verify-otp", &typed).await.is(200);
    }
    send(&app).await;
    // her own sign-in renewed it
    assert_eq!(heard(&receiver), ["session.ended 1", "grant.ended 2"]);
    let ada = user(&app, ADA).await.id.to_string();
    assert!(
        receiver
            .requests()
            .iter()
            .all(|it| read(it)["data"]["user_id"] == ada)
    );
}

#[tokio::test]
async fn what_expires_is_not_told() {
    let (app, receiver) = with_webhook("['session.*', 'grant.*']", "").await;
    app.signed_in(ADA).await;
    app.clock.advance(std::time::Duration::from_hours(40 * 24));
    sweep(&app.web.app).await.expect("swept");
    assert!(rows(&app, "sessions").await.is_empty());
    send(&app).await;
    assert!(heard(&receiver).is_empty());
}

#[tokio::test]
async fn an_act_and_its_event_are_one() {
    if is_asked_for() {
        // its triggers are written otherwise
        return;
    }
    let (app, _receiver) = with_webhook("['user.*']", "").await;
    let trigger = format!(
        "create trigger fault before insert on event_deliveries begin select raise(abort, '{FIRE}'); end"
    );
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    app.spoil(&trigger).await;
    browser.post_code(&app.last_code()).await.is(503);
    assert_eq!(user(&app, ADA).await.verified_at, None);
    app.spoil("drop trigger fault").await;
    browser
        .post_code(&app.last_code())
        .await
        .leads_to("/account");
    assert_eq!(rows(&app, "events").await.len(), 2);
}

#[tokio::test]
async fn without_a_webhook_nothing_is_written() {
    let app = TestApp::start().await;
    let ada = app.signed_in(ADA).await;
    ada.post("/logout", &[]).await;
    assert!(rows(&app, "events").await.is_empty());
    assert_eq!(rows(&app, "users").await[0]["version"], 0);
}

#[tokio::test]
async fn what_is_old_is_forgotten() {
    let (app, _receiver) = with_webhook("['user.*']", "").await;
    app.signed_in(ADA).await;
    send(&app).await;
    app.clock.advance(std::time::Duration::from_hours(91 * 24));
    sweep(&app.web.app).await.expect("swept");
    for table in ["events", "event_deliveries"] {
        assert!(rows(&app, table).await.is_empty(), "{table}");
    }
}
