//! The signed-in person's own page: sessions, data, deletion.

mod app;

use std::time::Duration;

use app::browser::{Browser, Shown};
use app::{ADA, BEN, TestApp};

const MINUTE: Duration = Duration::from_mins(1);

/// The names of the sessions on the page, in its order.
fn names(page: &Shown) -> Vec<String> {
    let parts = page.body.split("action=\"/account/sessions/").skip(1);
    parts
        .filter_map(|part| part.split_once("/end\"").map(|(name, _)| name.to_owned()))
        .collect()
}

/// Each session's piece of the page, in its order.
fn pieces(page: &Shown) -> Vec<&str> {
    let list = page.body.split("<ul class=\"rows\">").nth(1);
    let list = list.and_then(|rest| rest.split("</ul>").next());
    list.expect("the list").split("<li>").skip(1).collect()
}

/// Signed in twice; the second browser is the newer one.
async fn twice(app: &TestApp) -> (Browser, Browser) {
    let one = app.signed_in(ADA).await;
    app.clock.advance(2 * MINUTE);
    let two = app.signed_in(ADA).await;
    (one, two)
}

#[tokio::test]
async fn the_page_shows_the_number_and_every_session_this_one_first() {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    let (one, two) = twice(&app).await;
    for browser in [&one, &two] {
        let page = browser.get("/account").await;
        page.is(200).shows("+1 415-555-2671").hides("+44");
        let pieces = pieces(&page);
        assert_eq!(pieces.len(), 2);
        assert!(pieces[0].contains("This device"), "{}", pieces[0]);
        assert!(!pieces[1].contains("This device"), "{}", pieces[1]);
        for piece in pieces {
            assert!(piece.contains("Firefox on Linux"), "{piece}");
            assert!(piece.contains("127.0.0.1"), "{piece}");
        }
    }
    let times = |page: &Shown| {
        let began = "2026-11-22T13:58:00Z";
        pieces(page)
            .iter()
            .filter(|piece| piece.contains(began))
            .count()
    };
    assert_eq!(times(&two.get("/account").await), 1);
    // nobody is told of admin pages who is no admin
    one.get("/account").await.hides("/admin");
}

#[tokio::test]
async fn ending_another_session_keeps_this_one() {
    let app = TestApp::start().await;
    let (one, two) = twice(&app).await;
    let page = two.get("/account").await;
    let other = names(&page)[1].clone();
    let done = two
        .post(&format!("/account/sessions/{other}/end"), &[])
        .await;
    done.leads_to("/account");
    assert_eq!(done.header("clear-site-data"), "");
    one.get("/account").await.is(303);
    let page = two.get("/account").await;
    assert_eq!(names(page.is(200)).len(), 1);
    // once more: it is gone already
    let done = two
        .post(&format!("/account/sessions/{other}/end"), &[])
        .await;
    done.leads_to("/account");
}

#[tokio::test]
async fn ending_the_own_session_signs_out() {
    let app = TestApp::start().await;
    let (one, two) = twice(&app).await;
    let own = names(&two.get("/account").await)[0].clone();
    let done = two.post(&format!("/account/sessions/{own}/end"), &[]).await;
    done.leads_to("/login");
    assert_eq!(two.session(), None);
    one.get("/account").await.is(200);
}

#[tokio::test]
async fn somebody_else_s_session_cannot_be_ended() {
    let app = TestApp::start().await;
    let (ada, ben) = (app.signed_in(ADA).await, app.signed_in(BEN).await);
    let hers = names(&ada.get("/account").await)[0].clone();
    let before = app.dump().await;
    let half = app.browser();
    let path = format!("/account/sessions/{hers}/end");
    ben.post(&path, &[]).await.leads_to("/account");
    half.post(&path, &[]).await.leads_to("/login");
    for name in ["", "%25", "0", "x' or '1'='1", "../end-all", &hers[..63]] {
        let name = name.replace(' ', "%20");
        ben.post(&format!("/account/sessions/{name}/end"), &[])
            .await;
    }
    assert_eq!(app.dump().await, before);
    ada.get("/account").await.is(200);
}

#[tokio::test]
async fn a_half_finished_sign_in_is_no_session_to_list_or_end() {
    let app = TestApp::start().await;
    let ada = app.signed_in(ADA).await;
    app.clock.advance(2 * MINUTE);
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    assert_eq!(names(&ada.get("/account").await).len(), 1);
    let data = ada.get("/account/data").await.json();
    assert_eq!(data["sessions"].as_array().map(Vec::len), Some(1));
    assert_eq!(app.dump().await.table("sessions").len(), 2);
}

#[tokio::test]
async fn signing_out_everywhere_asks_first() {
    let app = TestApp::start().await;
    let (one, two) = twice(&app).await;
    let ben = app.signed_in(BEN).await;
    one.get("/account")
        .await
        .shows("href=\"/account/sessions/end-all\"");
    let before = app.dump().await;
    let page = one.get("/account/sessions/end-all").await;
    page.is(200)
        .shows("<form method=\"post\" action=\"/account/sessions/end-all\"")
        .shows("href=\"/account\"");
    assert_eq!(app.dump().await, before);
    let done = one.post("/account/sessions/end-all", &[]).await;
    done.leads_to("/login");
    assert_eq!(one.session(), None);
    two.get("/account").await.is(303);
    ben.get("/account").await.is(200);
}

#[tokio::test]
async fn my_data_is_a_file_with_everything_and_no_hashes() {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    let (one, _two) = twice(&app).await;
    let file = one.get("/account/data").await;
    file.is(200);
    assert_eq!(file.header("content-type"), "application/json");
    let attached = file.header("content-disposition");
    assert_eq!(attached, "attachment; filename=\"my-data.json\"");
    assert_eq!(file.header("cache-control"), "no-store");
    let data = file.json();
    let user = &data["user"];
    assert_eq!(user["phone"], ADA);
    assert_eq!(user["region"], "US");
    assert_eq!(user["created_at"], "2026-11-22T13:58:00Z");
    assert_eq!(user["verified_at"], "2026-11-22T13:58:00Z");
    assert_eq!(user["last_sign_in_at"], "2026-11-22T14:00:00Z");
    assert_eq!(user["is_admin"], false);
    for list in ["sessions", "verifications", "deliveries"] {
        assert_eq!(data[list].as_array().map(Vec::len), Some(2), "{list}");
    }
    assert_eq!(data["audit"], serde_json::json!([]));
    assert_eq!(data["sessions"][0]["address"], "127.0.0.1");
    assert_eq!(data["verifications"][0]["texts"], 1);
    assert_eq!(data["verifications"][0]["wrong_tries"], 0);
    assert_eq!(data["deliveries"][0]["status"], "accepted");
    let digest = |word: &str| word.len() >= 32 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let words = file.body.split(|c: char| !c.is_ascii_alphanumeric());
    let hashes: Vec<_> = words.filter(|word| digest(word)).collect();
    assert_eq!(hashes, [""; 0]);
    file.hides("hash")
        .hides("7400123456")
        .hides(&app.last_code());
}

#[tokio::test]
async fn deleting_the_account_asks_first_and_leaves_nothing_of_the_person() {
    let app = TestApp::start().await;
    let (one, two) = twice(&app).await;
    let ben = app.signed_in(BEN).await;
    one.get("/account").await.shows("href=\"/account/delete\"");
    let before = app.dump().await;
    let page = one.get("/account/delete").await;
    page.is(200)
        .shows("<form method=\"post\" action=\"/account/delete\"");
    assert_eq!(app.dump().await, before);
    let page = one.post("/account/delete", &[]).await;
    page.leads_to("/login");
    assert_eq!(one.session(), None);
    two.get("/account").await.is(303);
    ben.get("/account").await.is(200);
    let after = app.dump().await;
    for (table, left) in [("users", 1), ("verifications", 1), ("sessions", 1)] {
        assert_eq!(after.table(table).len(), left, "{table}");
    }
    // the operator's record of texts stays, and holds no number
    assert_eq!(after.table("deliveries"), before.table("deliveries"));
    assert_eq!(after.table("deliveries").len(), 3);
    assert!(!after.text().contains("4155552671"));
}

#[tokio::test]
async fn a_deleted_number_can_sign_up_again() {
    let app = TestApp::start().await;
    let ada = app.signed_in(ADA).await;
    let id = ada.get("/account/data").await.json()["user"]["id"].clone();
    ada.post("/account/delete", &[]).await.leads_to("/login");
    app.clock.advance(2 * MINUTE);
    let again = app.signed_in(ADA).await;
    let data = again.get("/account/data").await.json();
    assert_ne!(data["user"]["id"], id);
    assert_eq!(data["user"]["created_at"], "2026-11-22T14:00:00Z");
    // nor what was texted to whoever had the number before
    for list in ["sessions", "deliveries"] {
        assert_eq!(data[list].as_array().map(Vec::len), Some(1), "{list}");
    }
}

#[tokio::test]
async fn deletion_also_ends_sign_ins_under_way() {
    let app = TestApp::start().await;
    let ada = app.signed_in(ADA).await;
    app.clock.advance(2 * MINUTE);
    let half = app.browser();
    half.post_phone(ADA).await.leads_to("/login/code");
    let code = app.last_code();
    ada.post("/account/delete", &[]).await.leads_to("/login");
    half.post_code(&code).await.leads_to("/login");
    assert_eq!(app.dump().await.person(), [&[] as &[String]; 3]);
}

#[tokio::test]
async fn nobody_gets_in_without_signing_in() {
    let app = TestApp::start().await;
    let half = app.browser();
    half.post_phone(ADA).await.leads_to("/login/code");
    let before = app.dump().await;
    for browser in [&app.browser(), &half] {
        for path in ["/account", "/account/data", "/account/delete"] {
            let page = browser.get(path).await;
            let location = page.is(303).header("location").to_owned();
            assert!(location.starts_with("/login?return_to=%2Faccount"));
        }
        for path in ["/account/delete", "/account/sessions/end-all"] {
            browser.post(path, &[]).await.leads_to("/login");
        }
    }
    assert_eq!(app.dump().await, before);
}

#[tokio::test]
async fn signing_out_without_a_session_is_no_fault() {
    let app = TestApp::start().await;
    app.browser().post("/logout", &[]).await.leads_to("/login");
    let half = app.browser();
    half.post_phone(ADA).await.leads_to("/login/code");
    half.post("/logout", &[]).await.leads_to("/login");
    half.get("/login/code").await.leads_to("/login");
}
