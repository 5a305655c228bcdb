//! S5 with what is kept in memory of sessions: they are looked up there, and
//! not a moment longer than they are true.

mod app;

use std::time::Duration;

use app::browser::Browser;
use app::metric::metric;
use app::server::{until, within_a_second};
use app::{ADA, BEN, TestApp};
use reqwest::StatusCode;
use serde_json::json;
use textgate::base::clock::Clock as _;
use textgate::domain::user::UserId;
use tokio::task::JoinSet;

/// Whether this browser is signed in.
async fn is_in(browser: &Browser) -> bool {
    let shown = browser.copy().get("/auth/session").await;
    match shown.status {
        StatusCode::OK => true,
        StatusCode::UNAUTHORIZED => false,
        other => panic!("{other}"),
    }
}

/// How often a session was found in memory.
async fn remembered(app: &TestApp) -> u64 {
    metric(app, r#"textgate_session_lookups_total{from="memory"}"#).await
}

/// Looks until it is answered from memory.
async fn warm(app: &TestApp, browser: &Browser) {
    let known = async || {
        let before = remembered(app).await;
        assert!(is_in(browser).await);
        remembered(app).await > before
    };
    until(known, || "it is never remembered".into()).await;
}

async fn user_of(app: &TestApp, phone: &str) -> UserId {
    let phone = phone.parse().expect("a number");
    let user = app.web.app.store.user_by_phone(&phone).await;
    user.expect("answered").expect("a user").id
}

/// The session that was used least lately.
async fn oldest(app: &TestApp, user: UserId) -> String {
    let (store, now) = (&app.web.app.store, app.clock.now());
    let sessions = store.sessions_of(user, now, Duration::from_hours(1)).await;
    let oldest = sessions.expect("answered").pop();
    oldest.expect("a session").id_hash
}

async fn metered() -> TestApp {
    TestApp::with(&[
        ("metrics.listen", "127.0.0.1:0"),
        ("limits.phone", "100/1h"),
    ])
    .await
}

#[tokio::test]
async fn a_session_that_was_just_looked_up_costs_no_query() {
    let app = metered().await;
    let browser = app.signed_in(ADA).await;
    warm(&app, &browser).await;
}

#[tokio::test]
async fn s5_what_ends_here_ends_at_once() {
    let app = metered().await;
    let admin = app.admin(ADA).await;
    for interface in ["logout", "json", "one", "end-all", "block", "delete"] {
        let browser = app.signed_in(BEN).await;
        app.after_the_wait();
        let other = app.signed_in(BEN).await;
        warm(&app, &browser).await;
        let user = user_of(&app, BEN).await;
        let here = browser.copy();
        let done = match interface {
            "logout" => here.post("/logout", &[]).await,
            "json" => here.json("/auth/logout", &json!({})).await,
            "one" => {
                let path = format!("/account/sessions/{}/end", oldest(&app, user).await);
                other.post(&path, &[]).await
            }
            "end-all" => other.post("/account/sessions/end-all", &[]).await,
            _ => {
                admin
                    .post(&format!("/admin/users/{user}/{interface}"), &[])
                    .await
            }
        };
        done.is(if interface == "json" { 204 } else { 303 });
        assert!(!is_in(&browser).await, "{interface}");
        if interface == "block" {
            let unblock = format!("/admin/users/{user}/unblock");
            admin.post(&unblock, &[]).await.is(303);
        }
        other.post("/logout", &[]).await;
        app.after_the_wait();
    }
}

#[tokio::test]
async fn s5_admin_rights_end_at_once() {
    let app = metered().await;
    let admin = app.admin(ADA).await;
    warm(&app, &admin).await;
    admin.get("/admin/users").await.is(200);
    assert!(app.set_admin(ADA, false).await);
    admin.get("/admin/users").await.is(404);
}

#[tokio::test]
async fn s4_what_is_remembered_ends_in_time() {
    let day = 24 * 60;
    for (what, minutes) in [("lifetime", 30 * day), ("idle", 7 * day)] {
        let app = metered().await;
        let browser = app.signed_in(ADA).await;
        warm(&app, &browser).await;
        app.clock.advance(Duration::from_mins(minutes));
        assert!(!is_in(&browser).await, "{what}");
    }
}

#[tokio::test]
async fn s5_what_another_program_ends_ends_within_a_second() {
    let app = metered().await;
    let browser = app.signed_in(ADA).await;
    warm(&app, &browser).await;
    app.spoil("delete from sessions").await;
    within_a_second(async || !is_in(&browser).await).await;
}

#[tokio::test]
async fn s5_what_the_command_line_takes_away_is_gone_within_a_second() {
    let app = metered().await;
    let admin = app.admin(ADA).await;
    warm(&app, &admin).await;
    admin.get("/admin/users").await.is(200);
    app.spoil("update users set is_admin = 0").await;
    let gone = async || admin.get("/admin/users").await.status.as_u16() == 404;
    within_a_second(gone).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn s5_no_look_that_raced_with_the_sign_out_brings_the_session_back() {
    let app = TestApp::start().await;
    for _ in 0..40 {
        let browser = app.signed_in(ADA).await;
        let looks: Vec<_> = (0..12).map(|_| browser.copy()).collect();
        let leaver = browser.copy();
        let mut tasks = JoinSet::new();
        for look in looks {
            tasks.spawn(async move {
                look.get("/auth/session").await;
            });
        }
        tasks.spawn(async move {
            leaver.post("/logout", &[]).await.is(303);
        });
        tasks.join_all().await;
        assert!(!is_in(&browser).await);
        app.clock.advance(Duration::from_hours(3));
    }
}

/// A database that nobody can hear answers every look itself.
#[tokio::test]
async fn nothing_is_remembered_by_who_does_not_listen() {
    let app = metered().await;
    let browser = app.signed_in(ADA).await;
    warm(&app, &browser).await;
    let deaf = app.deaf_twin().await;
    let there = deaf.copy_of(&browser);
    for _ in 0..3 {
        assert!(is_in(&there).await);
    }
    app.spoil("delete from sessions").await;
    assert!(!is_in(&there).await, "at once");
}
