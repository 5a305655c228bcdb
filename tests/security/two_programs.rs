//! C2 and S5 with two programs over the same files: what one of them keeps in
//! memory it forgets when another changes it.

use serde_json::json;
use tokio::task::JoinSet;

use crate::app::browser::{Browser, Shown};
use crate::app::server::within_a_second;
use crate::app::{ADA, BEN, TestApp};
use crate::harness::user_id;

/// Within a second nobody is signed in by this cookie any more.
async fn dies(browser: &Browser) {
    let dead = async || {
        let shown = browser.copy().get("/auth/session").await;
        shown.status.as_u16() == 401
    };
    within_a_second(dead).await;
    is_dead(browser).await;
}

/// Nobody is signed in by this cookie.
async fn is_dead(browser: &Browser) {
    let page = browser.copy().get("/account").await;
    page.leads_to("/login?return_to=%2Faccount");
    browser.copy().get("/auth/session").await.is(401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn c2_of_a_hundred_right_codes_to_two_programs_one_id_works() {
    for _ in 0..2 {
        let app = TestApp::start().await;
        let (here, twin) = (app.browser(), app.twin().await);
        here.post_phone(ADA).await.leads_to("/login/code");
        let there = twin.copy_of(&here);
        let code = app.last_code();
        // made first, for a browser takes longer to make than an answer
        let posts: Vec<_> = (0..100)
            .map(|n| {
                let browser = if n % 2 == 0 { &here } else { &there }.copy();
                let code = code.clone();
                async move { browser.post_code(&code).await }
            })
            .collect();
        let posts: JoinSet<Shown> = posts.into_iter().collect();
        let answers = posts.join_all().await;
        let inside = |it: &&Shown| it.header("location") == "/account";
        assert!(answers.iter().filter(inside).count() >= 1);
        let faults = answers.iter().filter(|it| it.status.as_u16() >= 500);
        let faults: Vec<_> = faults.map(|it| (it.status, &it.body)).collect();
        assert!(
            faults.is_empty(),
            "{} of a hundred: {:?}",
            faults.len(),
            faults[0]
        );
        assert_eq!(app.dump().await.table("sessions").len(), 1);
    }
}

#[tokio::test]
async fn s5_what_ends_a_session_here_ends_it_at_the_twin_within_a_second() {
    // the admin takes their time
    let app = TestApp::with(&[("session.admin_act", "12h")]).await;
    let twin = app.twin().await;
    let admin = app.admin(ADA).await;
    let ben = format!("/admin/users/{}", user_id_of(&app, BEN).await);
    for interface in ["logout", "json", "end-all", "sign-out", "block", "delete"] {
        let browser = app.signed_in(BEN).await;
        let there = twin.copy_of(&browser);
        there.get("/account").await.is(200);
        match interface {
            "logout" => browser.copy().post("/logout", &[]).await,
            "json" => browser.copy().json("/auth/logout", &json!({})).await,
            "end-all" => browser.copy().post("/account/sessions/end-all", &[]).await,
            _ => admin.post(&format!("{ben}/{interface}"), &[]).await,
        };
        is_dead(&browser).await;
        dies(&there).await;
        if interface == "block" {
            admin.post(&format!("{ben}/unblock"), &[]).await.is(303);
        }
        app.clock.advance(std::time::Duration::from_hours(1));
    }
}

/// The id of somebody, who signs in for it.
async fn user_id_of(app: &TestApp, phone: &str) -> String {
    app.signed_in(phone).await;
    app.after_the_wait();
    user_id(app, phone).await
}
