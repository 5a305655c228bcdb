//! When what a browser is known by ends, and what it costs to ask.

use std::time::Duration;

use crate::app::metric::metric;
use crate::app::server::{until, within_a_second};
use crate::app::{ADA, BEN, TestApp};
use crate::person::{WIKI, inside, start, user_id, with};

#[tokio::test]
async fn f11_what_ends_the_session_ends_the_cookie_at_once() {
    let app = with(&[("limits.phone", "100/1h")]).await;
    let admin = app.admin(BEN).await;
    for way in [
        "logout",
        "end-all",
        "disconnect",
        "end-app",
        "pause",
        "block",
        "delete",
    ] {
        let ada = inside(&app, ADA, WIKI).await;
        assert!(ada.is_in(WIKI).await, "{way}");
        let user = user_id(&app, ADA).await;
        let own = ada.own.copy();
        let done = match way {
            "logout" => own.post("/logout", &[]).await,
            "end-all" => own.post("/account/sessions/end-all", &[]).await,
            "disconnect" => own.post("/account/apps/wiki/disconnect", &[]).await,
            "end-app" => admin.post("/admin/apps/wiki/end-all", &[]).await,
            "pause" => admin.post("/admin/apps/wiki/pause", &[]).await,
            _ => admin.post(&format!("/admin/users/{user}/{way}"), &[]).await,
        };
        done.is(303);
        assert!(!ada.is_in(WIKI).await, "{way}");
        if way == "pause" {
            admin.post("/admin/apps/wiki/resume", &[]).await.is(303);
            assert!(ada.is_in(WIKI).await, "a pause ends nothing");
        }
        if way == "block" {
            let unblock = format!("/admin/users/{user}/unblock");
            admin.post(&unblock, &[]).await.is(303);
        }
        app.after_the_wait();
    }
}

#[tokio::test]
async fn f11_what_another_program_ends_ends_within_a_second() {
    let app = start().await;
    for sql in [
        "update grants set ended_at = 1, ended_why = 'disconnected'",
        "insert into app_pauses (app, at, by) values ('wiki', 1, '')",
        "delete from sessions",
    ] {
        let ada = inside(&app, ADA, WIKI).await;
        assert!(ada.is_in(WIKI).await);
        app.spoil(sql).await;
        within_a_second(async || !ada.is_in(WIKI).await).await;
        app.spoil("delete from app_pauses").await;
        app.clock.advance(Duration::from_hours(1));
    }
}

#[tokio::test]
async fn f11_a_renewed_session_is_still_the_same() {
    let app = start().await;
    let ada = inside(&app, ADA, WIKI).await;
    let before = ada.own.session();
    app.after_the_wait();
    let again = ada.own.send(ada.own.form("/login/again", &[])).await;
    again.leads_to("/login/code");
    ada.own.post_code(&app.last_code()).await.is(303);
    assert_ne!(ada.own.session(), before);
    assert!(ada.is_in(WIKI).await);
    // somebody else's is not
    let fields = [("region", "US"), ("phone", BEN), ("other", "1")];
    ada.own
        .post("/login", &fields)
        .await
        .leads_to("/login/code");
    ada.own.post_code(&app.last_code()).await.is(303);
    assert!(!ada.is_in(WIKI).await);
}

#[tokio::test]
async fn f11_it_ends_as_the_session_does_unused_or_old() {
    let day = 24 * 60;
    for minutes in [7 * day, 30 * day] {
        let app = start().await;
        let ada = inside(&app, ADA, WIKI).await;
        app.clock.advance(Duration::from_mins(minutes));
        assert!(!ada.is_in(WIKI).await);
    }
    // checks are use
    let app = start().await;
    let ada = inside(&app, ADA, WIKI).await;
    for _ in 0..4 {
        app.clock.advance(Duration::from_hours(6 * 24));
        assert!(ada.is_in(WIKI).await);
    }
}

#[tokio::test]
async fn f12_a_check_that_was_asked_before_costs_no_query() {
    let app = with(&[("metrics.listen", "127.0.0.1:0")]).await;
    let ada = inside(&app, ADA, WIKI).await;
    let warm = async || {
        // looking reads, too
        let [one, two] = [queries(&app).await, queries(&app).await];
        ada.check("caddy", WIKI, "/").await.is(200);
        queries(&app).await - two == two - one
    };
    until(warm, || "it is never remembered".into()).await;
}

/// How often the database was read.
async fn queries(app: &TestApp) -> u64 {
    metric(
        app,
        r#"textgate_database_use_seconds_count{pool="readers"}"#,
    )
    .await
}
