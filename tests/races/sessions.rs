//! Somebody is signed in a hundred times at most, however many sign-ins race.

use std::time::Duration;

use serde_json::Value;
use textgate::base::clock::Clock as _;

use super::app::server::within_a_second;
use super::app::{ADA, BEN, TestApp};
use super::{FREE, at_once, signed_in};

/// Sessions of somebody, put there behind the program's back, the least used
/// first.
async fn add_sessions(app: &TestApp, user: &str, n: usize) {
    let now = app.clock.now().as_micros();
    for at in 0..n {
        let seen = now - 60_000_000 * i64::try_from(n - at).expect("few");
        let end = now + 1_000_000_000_000;
        app.spoil(&format!(
            "insert into sessions (id_hash, user_id, created_at, last_seen_at, expires_at,
                 agent, address)
             values ('old-{at:04}', '{user}', {seen}, {seen}, {end}, '', '')"
        ))
        .await;
    }
}

/// The names of the sessions that were put there and still are.
async fn old_sessions(app: &TestApp) -> Vec<String> {
    let dump = app.dump().await;
    let rows = dump.table("sessions").iter();
    let ids = rows.filter_map(|row| {
        let row: Value = serde_json::from_str(row).expect("JSON");
        Some(row["id_hash"].as_str()?.to_owned())
    });
    let mut old: Vec<_> = ids.filter(|id| id.starts_with("old-")).collect();
    old.sort_unstable();
    old
}

async fn only_user(app: &TestApp) -> String {
    let dump = app.dump().await;
    let user: Value = serde_json::from_str(&dump.table("users")[0]).expect("JSON");
    user["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn s4_at_the_hundred_and_first_sign_in_the_least_used_session_ends() {
    let app = TestApp::with(&FREE).await;
    let first = app.signed_in(ADA).await;
    let user = only_user(&app).await;
    add_sessions(&app, &user, 99).await;
    assert_eq!(signed_in(&app).await, 100);
    app.after_the_wait();
    let second = app.signed_in(ADA).await;
    assert_eq!(signed_in(&app).await, 100);
    let old = old_sessions(&app).await;
    assert_eq!(old.first().map(String::as_str), Some("old-0001"));
    // what was used just now stays
    first.get("/account").await.is(200);
    second.get("/account").await.is(200);
    // other people's do not count
    app.signed_in(BEN).await;
    assert_eq!(signed_in(&app).await, 101);
}

#[tokio::test]
async fn s5_a_session_that_had_to_go_is_nobody_s_on_any_node() {
    let app = TestApp::with(&FREE).await;
    let twin = app.alike().await;
    let first = app.signed_in(ADA).await;
    first.get("/account").await.is(200);
    let elsewhere = twin.copy_of(&first);
    elsewhere.get("/account").await.is(200);
    let user = only_user(&app).await;
    app.clock.advance(Duration::from_mins(2));
    add_sessions(&app, &user, 99).await;
    // the first one was used least lately, so it goes
    let sooner = "update sessions set last_seen_at = last_seen_at + 6000000000
                  where id_hash like 'old-%'";
    app.spoil(sooner).await;
    app.signed_in(ADA).await;
    assert_eq!(old_sessions(&app).await.len(), 99);
    first.get("/auth/session").await.is(401);
    let is_out = async || elsewhere.get("/auth/session").await.status == 401;
    within_a_second(is_out).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn s4_many_sign_ins_at_once_leave_a_hundred_sessions() {
    let mut set = FREE.to_vec();
    set.push(("code.lifetime", "10m"));
    let app = TestApp::with(&set).await;
    app.signed_in(ADA).await;
    let user = only_user(&app).await;
    add_sessions(&app, &user, 95).await;
    let mut begun = Vec::new();
    for _ in 0..12 {
        app.after_the_wait();
        let browser = app.browser();
        browser.post_phone(ADA).await.leads_to("/login/code");
        begun.push((browser, app.last_code()));
    }
    let tries = begun.into_iter().map(|(browser, code)| async move {
        browser.post_code(&code).await.leads_to("/account");
        browser
    });
    let browsers = at_once(tries).await;
    assert_eq!(signed_in(&app).await, 100);
    assert_eq!(old_sessions(&app).await.len(), 87);
    for browser in &browsers {
        browser.get("/account").await.is(200);
    }
}
