//! One user's page, and what can be done there.

use std::time::Duration;

use serde_json::json;

use crate::app::browser::Browser;
use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::{leisurely, user_id};

const DAY: Duration = Duration::from_hours(24);

/// An admin, somebody signed in, and the address of that person's page.
async fn three(app: &TestApp) -> (Browser, Browser, String) {
    let ben = app.signed_in(BEN).await;
    let admin = app.admin(ADA).await;
    let page = format!("/admin/users/{}", user_id(app, BEN).await);
    (admin, ben, page)
}

async fn act(admin: &Browser, page: &str, what: &str) {
    let done = admin.post(&format!("{page}/{what}"), &[]).await;
    done.leads_to(page);
}

#[tokio::test]
async fn a_user_s_page_shows_the_times_and_the_sessions_and_masks_the_number() {
    let app = TestApp::start().await;
    let (admin, _ben, page) = three(&app).await;
    app.clock.advance(Duration::from_hours(2));
    let shown = admin.get(&page).await;
    shown
        .is(200)
        .shows("</span>456</span>")
        .shows("United Kingdom");
    shown.hides("123456").hides("7400");
    shown
        .shows("Active")
        .shows("2 hours ago")
        .shows("T13:58:00Z");
    shown.shows("Firefox on Linux").shows("127.0.0.1");
    // an admin cannot take a session over from there
    for row in app.dump().await.table("sessions") {
        let row: serde_json::Value = serde_json::from_str(row).expect("a row");
        shown.hides(row["id_hash"].as_str().expect("a hash"));
    }
    let own = format!("/admin/users/{}", user_id(&app, ADA).await);
    admin.get(&own).await.is(200).shows("<dd>Yes</dd>");
    shown.shows("<dd>No</dd>");
}

#[tokio::test]
async fn somebody_who_never_signed_in_is_shown_as_that() {
    let app = TestApp::start().await;
    app.browser().post_phone(CLEO).await.leads_to("/login/code");
    let admin = app.admin(ADA).await;
    let page = format!("/admin/users/{}", user_id(&app, CLEO).await);
    let shown = admin.get(&page).await;
    shown.is(200).shows("Not verified").shows("Never");
    shown.shows("Not signed in anywhere");
}

#[tokio::test]
async fn ids_that_are_nobody_s_are_not_found() {
    let app = TestApp::start().await;
    let (admin, _ben, page) = three(&app).await;
    let before = app.dump().await;
    let id = page.strip_prefix("/admin/users/").expect("an id");
    let last = if id.ends_with('0') { "1" } else { "0" };
    let other = format!("{}{last}", &id[..id.len() - 1]);
    let long = "0".repeat(5_000);
    let ids = [
        &other,
        "00000000-0000-0000-0000-000000000000",
        "x",
        "%00",
        "%20",
        "..",
        "' or 1=1 --",
        BEN,
        &long,
    ];
    for id in ids.map(|id| id.replace(' ', "%20")) {
        if id != ".." {
            admin.get(&format!("/admin/users/{id}")).await.is(404);
            let delete = format!("/admin/users/{id}/delete");
            admin.get(&delete).await.is(404).shows("Page not found");
        }
        for what in ["block", "unblock", "sign-out", "delete"] {
            let path = format!("/admin/users/{id}/{what}");
            let shown = admin.post(&path, &[]).await;
            assert_eq!(shown.status, 404, "{path:.80}");
        }
    }
    assert_eq!(app.dump().await, before);
}

#[tokio::test]
async fn a_block_ends_sessions_and_is_told_after_the_right_code_alone() {
    let app = TestApp::start().await;
    let (admin, ben, page) = three(&app).await;
    act(&admin, &page, "block").await;
    admin.get(&page).await.shows("Blocked").shows("/unblock\"");
    ben.get("/account").await.is(303);
    ben.get("/auth/session").await.is(401);
    app.clock.advance(Duration::from_hours(1));
    let browser = app.browser();
    browser.post_phone(BEN).await.leads_to("/login/code");
    browser.post_code(&app.wrong_code()).await.is(200);
    let code = app.last_code();
    browser.post_code(&code).await.is(200).shows("blocked");
    browser.get("/account").await.is(303);
    // the code is used up
    let again = browser.post_code(&code).await;
    assert_ne!(again.status, 403);
    app.clock.advance(Duration::from_hours(1));
    app.send_otp(BEN).await.is(200);
    let code = app.last_code();
    let wrong = app.wrong_code();
    app.verify_otp(BEN, &wrong).await.is(400);
    let refused = app.verify_otp(BEN, &code).await;
    assert_eq!(refused.is(403).json()["code"], "blocked");
    let signed_in = app.dump().await;
    let of_ben = |row: &&String| row.contains(page.rsplit('/').next().expect("an id"));
    assert_eq!(signed_in.table("sessions").iter().filter(of_ben).count(), 0);
}

#[tokio::test]
async fn a_block_catches_a_sign_in_under_way() {
    let app = leisurely().await;
    let (admin, _ben, page) = three(&app).await;
    app.clock.advance(Duration::from_hours(1));
    let half = app.browser();
    half.post_phone(BEN).await.leads_to("/login/code");
    let code = app.last_code();
    act(&admin, &page, "block").await;
    half.post_code(&code).await.is(200);
}

#[tokio::test]
async fn a_block_outlives_deletion_and_signing_up_again() {
    let app = leisurely().await;
    let (admin, _ben, page) = three(&app).await;
    act(&admin, &page, "block").await;
    let done = admin.post(&format!("{page}/delete"), &[]).await;
    done.leads_to("/admin/users");
    admin.get(&page).await.is(404);
    app.clock.advance(Duration::from_hours(1));
    let browser = app.browser();
    browser.post_phone(BEN).await.leads_to("/login/code");
    let new = format!("/admin/users/{}", user_id(&app, BEN).await);
    assert_ne!(new, page);
    admin.get(&new).await.is(200).shows("Blocked");
    let code = app.last_code();
    browser.post_code(&code).await.is(200);
    act(&admin, &new, "unblock").await;
    app.clock.advance(Duration::from_hours(1));
    app.signed_in(BEN).await.get("/account").await.is(200);
}

#[tokio::test]
async fn blocking_and_unblocking_twice_is_once() {
    let app = TestApp::start().await;
    let (admin, ben, page) = three(&app).await;
    act(&admin, &page, "block").await;
    let once = app.dump().await;
    app.clock.advance(Duration::from_secs(1));
    act(&admin, &page, "block").await;
    assert_eq!(app.dump().await, once);
    act(&admin, &page, "unblock").await;
    act(&admin, &page, "unblock").await;
    admin.get(&page).await.shows("Active").shows("/block\"");
    // the ended sessions stay ended; a new one can be had
    ben.get("/account").await.is(303);
    app.clock.advance(Duration::from_hours(1));
    app.signed_in(BEN).await;
}

#[tokio::test]
async fn signing_somebody_out_ends_all_their_sessions() {
    let app = leisurely().await;
    let (admin, one, page) = three(&app).await;
    app.clock.advance(Duration::from_hours(1));
    let two = app.signed_in(BEN).await;
    act(&admin, &page, "sign-out").await;
    one.get("/account").await.is(303);
    two.get("/auth/session").await.is(401);
    admin
        .get(&page)
        .await
        .is(200)
        .shows("Not signed in anywhere");
    app.clock.advance(Duration::from_hours(1));
    app.signed_in(BEN).await;
}

#[tokio::test]
async fn deleting_somebody_asks_first_and_leaves_nothing_of_them() {
    let app = TestApp::start().await;
    let (admin, ben, page) = three(&app).await;
    let before = app.dump().await;
    admin
        .get(&page)
        .await
        .shows(&format!("href=\"{page}/delete\""));
    let asked = admin.get(&format!("{page}/delete")).await;
    asked.is(200).shows("</span>456</span>").hides("123456");
    asked.shows(&format!("<form method=\"post\" action=\"{page}/delete\""));
    assert_eq!(app.dump().await, before);
    let done = admin.post(&format!("{page}/delete"), &[]).await;
    done.leads_to("/admin/users");
    ben.get("/account").await.is(303);
    let after = app.dump().await;
    for table in ["users", "verifications", "sessions"] {
        assert_eq!(after.table(table).len(), 1, "{table}");
    }
    assert_eq!(after.table("deliveries"), before.table("deliveries"));
    assert!(!after.text().contains("7400123456"));
    // twice is not found, and no fault
    admin.post(&format!("{page}/delete"), &[]).await.is(404);
    app.clock.advance(DAY);
    app.signed_in(BEN).await;
}

#[tokio::test]
async fn an_admin_s_word_reaches_the_calls_too() {
    let app = TestApp::start().await;
    app.send_otp(BEN).await.is(200);
    let code = app.last_code();
    let script = app.browser();
    let body = json!({ "phone": BEN, "otp": code });
    script.json("/auth/verify-otp", &body).await.is(200);
    let admin = app.admin(ADA).await;
    let page = format!("/admin/users/{}", user_id(&app, BEN).await);
    script.get("/auth/session").await.is(200);
    act(&admin, &page, "sign-out").await;
    script.get("/auth/session").await.is(401);
}
