//! Who did what to whom: written with the act, once, and never changed.

use std::time::Duration;

use serde_json::{Value, json};

use crate::app::browser::Browser;
use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::{entries, fails, outside, user_id};

/// What an admin does to a user.
async fn act(app: &TestApp, admin: &Browser, user: &str, what: &str) -> u16 {
    app.clock.advance(Duration::from_secs(1));
    let path = format!("/admin/users/{user}/{what}");
    admin.post(&path, &[]).await.status.as_u16()
}

fn actions(entries: &[Value]) -> Vec<&str> {
    let actions = entries.iter().map(|entry| entry["action"].as_str());
    actions.map(|action| action.expect("an action")).collect()
}

#[tokio::test]
async fn every_act_of_an_admin_is_written_down() {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    let admin = app.admin(ADA).await;
    let (ada, ben) = (user_id(&app, ADA).await, user_id(&app, BEN).await);
    for what in ["sign-out", "block", "unblock", "delete"] {
        assert_eq!(act(&app, &admin, &ben, what).await, 303, "{what}");
    }
    let entries = entries(&app).await;
    let wanted = [
        "admin.grant",
        "user.sign_out",
        "user.block",
        "user.unblock",
        "user.delete",
    ];
    assert_eq!(actions(&entries), wanted);
    let detail = [Value::Null, Value::Null, Value::Null, json!("was_active")];
    let mut at = 1_795_355_880_000_000_i64;
    for (entry, detail) in entries[1..].iter().zip(detail) {
        at += 1_000_000;
        assert_eq!(entry["at"], at);
        assert_eq!(entry["actor_kind"], "admin");
        assert_eq!(entry["actor_id"], json!(ada));
        assert_eq!(entry["actor_number"], "+1•••••671");
        assert_eq!(entry["address"], "127.0.0.1");
        assert_eq!(entry["target_kind"], "user");
        assert_eq!(entry["target_id"], json!(ben));
        assert_eq!(entry["target_label"], "+44•••••456");
        assert_eq!(entry["detail"], detail);
    }
}

#[tokio::test]
async fn c8_the_audit_has_no_code_and_no_number_in_full() {
    let app = TestApp::start().await;
    let ben = app.signed_in(BEN).await;
    let code = app.last_code();
    let admin = app.admin(ADA).await;
    act(&app, &admin, &user_id(&app, BEN).await, "block").await;
    act(&app, &admin, &user_id(&app, BEN).await, "delete").await;
    admin.post("/account/delete", &[]).await.leads_to("/login");
    ben.get("/account").await.is(303);
    let text = format!("{:?}", entries(&app).await);
    let codes = [code, app.last_code()];
    let secrets = codes.iter().map(String::as_str);
    for secret in secrets.chain(["4155552671", "7400123456"]) {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[tokio::test]
async fn people_s_own_acts_are_written_down_too() {
    let app = TestApp::start().await;
    let ada = app.signed_in(ADA).await;
    let id = user_id(&app, ADA).await;
    ada.post("/account/sessions/end-all", &[]).await.is(303);
    // the second press comes from nobody any more
    ada.post("/account/sessions/end-all", &[]).await.is(303);
    app.after_the_wait();
    let ada = app.signed_in(ADA).await;
    let data = ada.get("/account/data").await.json();
    let told = json!([{
        "at": "2026-11-22T13:58:00Z", "action": "account.sign_out_everywhere",
        "by": "user", "address": "127.0.0.1",
    }]);
    assert_eq!(data["audit"], told);
    ada.post("/account/delete", &[]).await.leads_to("/login");
    let entries = entries(&app).await;
    assert_eq!(
        actions(&entries),
        ["account.sign_out_everywhere", "account.delete"]
    );
    for entry in entries {
        assert_eq!(entry["actor_kind"], "user");
        assert_eq!(
            (&entry["actor_id"], &entry["target_id"]),
            (&json!(id), &json!(id))
        );
    }
}

#[tokio::test]
async fn ending_one_session_is_written_down_as_ending_all_is() {
    let app = TestApp::start().await;
    let (one, ben) = (app.signed_in(ADA).await, app.signed_in(BEN).await);
    let id = user_id(&app, ADA).await;
    let sessions = app.dump().await.table("sessions").to_vec();
    let name = |user: &str| {
        let rows = sessions.iter().map(|row| serde_json::from_str(row));
        let mut rows = rows.map(|row: Result<Value, _>| row.expect("a row"));
        let row = rows.find(|row| row["user_id"] == *user).expect("a session");
        row["id_hash"].as_str().expect("a name").to_owned()
    };
    let lost = format!("/account/sessions/{}/end", name(&id));
    app.after_the_wait();
    let two = app.signed_in(ADA).await;
    // nobody's but one's own
    ben.post(&lost, &[]).await.leads_to("/account");
    assert_eq!(entries(&app).await.len(), 0);
    fails(&app, "insert on audit").await;
    two.post(&lost, &[]).await.is(503);
    one.get("/account").await.is(200);
    outside(&app, "drop trigger fault").await.expect("mended");
    two.post(&lost, &[]).await.leads_to("/account");
    one.get("/account").await.is(303);
    // what is over already leaves no second entry
    two.post(&lost, &[]).await.leads_to("/account");
    let rows = entries(&app).await;
    assert_eq!(actions(&rows), ["account.sign_out"]);
    assert_eq!(rows[0]["actor_kind"], "user");
    assert_eq!(rows[0]["address"], "127.0.0.1");
    assert_eq!(
        (&rows[0]["actor_id"], &rows[0]["target_id"]),
        (&json!(id), &json!(id))
    );
    let data = two.get("/account/data").await.json();
    assert_eq!(data["audit"][0]["action"], "account.sign_out");
}

#[tokio::test]
async fn people_are_told_what_was_done_to_them_but_not_from_where() {
    let app = TestApp::start().await;
    let ben = app.signed_in(BEN).await;
    let admin = app.admin(ADA).await;
    act(&app, &admin, &user_id(&app, BEN).await, "sign-out").await;
    ben.get("/account").await.is(303);
    app.after_the_wait();
    let data = app.signed_in(BEN).await.get("/account/data").await.json();
    let told = json!([{
        "at": "2026-11-22T13:58:01Z", "action": "user.sign_out", "by": "admin", "address": null,
    }]);
    assert_eq!(data["audit"], told);
}

#[tokio::test]
async fn acts_that_change_nothing_leave_nothing() {
    let app = TestApp::start().await;
    app.browser().post_phone(CLEO).await.leads_to("/login/code");
    let admin = app.admin(ADA).await;
    assert!(app.set_admin(ADA, true).await, "it is so");
    let cleo = user_id(&app, CLEO).await;
    for what in ["unblock", "sign-out"] {
        assert_eq!(act(&app, &admin, &cleo, what).await, 303);
    }
    assert_eq!(
        act(
            &app,
            &admin,
            "00000000-0000-0000-0000-000000000000",
            "block"
        )
        .await,
        404
    );
    act(&app, &admin, &cleo, "block").await;
    act(&app, &admin, &cleo, "block").await;
    act(&app, &admin, &cleo, "delete").await;
    assert_eq!(act(&app, &admin, &cleo, "delete").await, 404);
    let entries = entries(&app).await;
    assert_eq!(
        actions(&entries),
        ["admin.grant", "user.block", "user.delete"]
    );
    assert_eq!(entries[2]["detail"], "was_blocked");
}

#[tokio::test]
async fn what_cannot_be_written_down_is_not_done() {
    let app = TestApp::start().await;
    let ben = app.signed_in(BEN).await;
    let admin = app.admin(ADA).await;
    let id = user_id(&app, BEN).await;
    fails(&app, "insert on audit").await;
    let before = app.dump().await;
    for what in ["block", "sign-out", "delete"] {
        assert_eq!(act(&app, &admin, &id, what).await, 503, "{what}");
    }
    for path in ["/account/sessions/end-all", "/account/delete"] {
        ben.post(path, &[]).await.is(503);
    }
    assert_eq!(app.dump().await, before);
    ben.get("/account").await.is(200);
    outside(&app, "drop trigger fault").await.expect("mended");
    act(&app, &admin, &id, "block").await;
    fails(&app, "insert on audit").await;
    assert_eq!(act(&app, &admin, &id, "unblock").await, 503);
    assert_eq!(app.dump().await.table("blocks").len(), 1);
}

#[tokio::test]
async fn of_many_blocks_at_once_one_is_written_down() {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    let admin = app.admin(ADA).await;
    let path = format!("/admin/users/{}/block", user_id(&app, BEN).await);
    app.clock.advance(Duration::from_secs(1));
    let posts = (0..12).map(|_| {
        let (admin, path) = (admin.copy(), path.clone());
        tokio::spawn(async move { admin.post(&path, &[]).await })
    });
    for post in posts.collect::<Vec<_>>() {
        post.await.expect("answered").is(303);
    }
    assert_eq!(actions(&entries(&app).await), ["admin.grant", "user.block"]);
}

#[tokio::test]
async fn an_admin_cannot_shut_themselves_out_by_accident() {
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    let own = format!("/admin/users/{}", user_id(&app, ADA).await);
    let page = admin.get(&own).await;
    page.is(200)
        .shows("This is you.")
        .hides("/block\"")
        .hides("/delete\"")
        .hides("/sign-out\"");
    let before = app.dump().await;
    for what in ["block", "unblock", "sign-out", "delete"] {
        let refused = admin.post(&format!("{own}/{what}"), &[]).await;
        let page = admin.get(refused.leads_to(&own).header("location")).await;
        page.is(200)
            .shows("That is your own account")
            .shows("href=\"/account\"");
    }
    let refused = admin.get(&format!("{own}/delete")).await;
    refused.is(422).shows("That is your own account");
    assert_eq!(app.dump().await, before);
    // the account page is the way, and asks first
    admin.get("/account/delete").await.is(200);
    admin.post("/account/delete", &[]).await.leads_to("/login");
    assert_eq!(app.dump().await.table("users"), [""; 0]);
}

#[tokio::test]
async fn nobody_changes_or_deletes_an_entry() {
    let mut app = TestApp::start().await;
    app.admin(ADA).await;
    // as it was made, and as it is opened again
    for _ in 0..2 {
        let before = app.dump().await;
        for sql in [
            "update audit set action = 'user.block'",
            "update audit set detail = null where id = ''  or 1 = 1",
            "delete from audit",
            "replace into audit select * from audit",
            "insert into audit select * from audit where true
                 on conflict (id) do update set action = 'x'",
        ] {
            let refused = outside(&app, sql).await.expect_err(sql).to_string();
            assert!(
                refused.contains("the audit is append-only"),
                "{sql}: {refused}"
            );
        }
        assert_eq!(app.dump().await, before);
        app.restart().await;
    }
    let page = app.admin(BEN).await.get("/admin/audit").await;
    page.is(200).shows("Made an admin");
}
