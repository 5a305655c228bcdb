//! A number that nobody has: the person who never got in is the one who calls.

use std::time::Duration;

use serde_json::json;

use crate::app::browser::{Browser, Shown};
use crate::app::gateway::Answer;
use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::{entries, leisurely, user_id};

const DAY: Duration = Duration::from_hours(24);

/// Looks a number up; the page that it leads to.
async fn look_up(admin: &Browser, phone: &str) -> (String, Shown) {
    let fields = [("region", "US"), ("phone", phone)];
    let found = admin.post("/admin/numbers", &fields).await;
    assert_eq!(found.status, 303, "{}", found.body);
    let path = found.header("location").to_owned();
    let page = admin.get(&path).await;
    (path, page)
}

#[tokio::test]
async fn who_never_got_in_is_found_by_the_texts_that_failed() {
    let app = leisurely().await;
    let admin = app.admin(ADA).await;
    app.after_the_wait();
    app.gateway
        .answers(Answer::Json(400, json!({ "code": 21211 })));
    app.browser().post_phone(BEN).await.is(422);
    for spelling in [BEN, "+44 (0)7400 123456", "tel:+44-7400-123456"] {
        let (path, page) = look_up(&admin, spelling).await;
        let (hash, rest) = path
            .strip_prefix("/admin/numbers/")
            .and_then(|path| path.split_once('?'))
            .expect("a hash, and what is known");
        assert_eq!(hash.len(), 64);
        // nothing of the number: 123456 or 456 could be in a hash by chance
        assert!(rest.starts_with("country=GB&range=range%3A"), "{rest}");
        page.is(200).shows(
            "The newest text was not sent: there is no such number, or it gets no texts (main 21211).",
        );
        page.shows("No user has this number.")
            .shows("United Kingdom");
        page.shows("main rejected it: there is no such number, or it gets no texts");
        page.shows("</span>456</span>").hides("123456");
    }
    // looking somebody up leaves no entry and no row
    assert_eq!(entries(&app).await.len(), 1, "only the grant");
}

#[tokio::test]
async fn a_number_with_a_user_leads_to_the_user() {
    let app = leisurely().await;
    app.signed_in(CLEO).await;
    let admin = app.admin(ADA).await;
    let (path, page) = look_up(&admin, CLEO).await;
    assert_eq!(path, format!("/admin/users/{}", user_id(&app, CLEO).await));
    page.is(200).shows("The newest sign-in worked");
    // and so does its hash, wherever it stands
    let rows = app.deliveries("210").await;
    let hash = rows[0]["phone_hash"].as_str().expect("a hash");
    admin
        .get(&format!("/admin/numbers/{hash}"))
        .await
        .leads_to(&path);
}

#[tokio::test]
async fn a_number_that_was_never_texted_says_so_and_why_it_would_not_be() {
    let app = TestApp::with(&[("session.admin_act", "12h"), ("regions", "US,IN")]).await;
    let admin = app.admin(ADA).await;
    let none = "No text to this number was asked for in the last 90 days.";
    let (_, page) = look_up(&admin, CLEO).await;
    page.is(200).shows(none).shows("Nothing happened yet");
    page.shows("Nothing stops a text to this number now.");
    let (_, page) = look_up(&admin, BEN).await;
    page.shows(none);
    page.shows("Texts to United Kingdom are switched off in the configuration.");
}

#[tokio::test]
async fn what_is_no_number_is_said_in_the_form() {
    let app = leisurely().await;
    let admin = app.admin(ADA).await;
    admin
        .get("/admin/numbers")
        .await
        .is(200)
        .shows("Look it up");
    for (typed, words) in [
        ("", "Enter a number"),
        ("12", "This number is 8 digits too short (United Kingdom)"),
        ("<b>", "We cannot read this as a phone number"),
        (
            "+1 800 555 0199",
            "This number cannot get texts, so none was sent to it",
        ),
    ] {
        let fields = [("region", "GB"), ("phone", typed)];
        let page = admin.post("/admin/numbers", &fields).await;
        page.is(200).shows(words).shows("Error: ").hides("<b>");
        page.shows("<option value=\"GB\" selected>");
    }
    // a national number is read in the chosen region
    let fields = [("region", "GB"), ("phone", "07400 123456")];
    let found = admin.post("/admin/numbers", &fields).await;
    let (path, _) = look_up(&admin, BEN).await;
    found.leads_to(&path);
}

#[tokio::test]
async fn only_hashes_have_pages() {
    let app = leisurely().await;
    let admin = app.admin(ADA).await;
    let short = "a".repeat(63);
    let upper = "A".repeat(64);
    for hash in [
        short.as_str(),
        upper.as_str(),
        "x",
        "%00",
        BEN,
        "' or 1=1 --",
    ] {
        let hash = hash.replace(' ', "%20");
        admin.get(&format!("/admin/numbers/{hash}")).await.is(404);
        for what in ["block", "unblock"] {
            let path = format!("/admin/numbers/{hash}/{what}");
            admin.post(&path, &[]).await.is(404);
        }
    }
    let unknown = format!("/admin/numbers/{}", "a".repeat(64));
    let page = admin.get(&unknown).await;
    page.is(200).shows("No text to this number was asked for");
    for garbage in [
        "country=ZZ",
        "country=%00&range=range:x",
        "after=1~x",
        "before=~",
    ] {
        admin.get(&format!("{unknown}?{garbage}")).await.is(200);
    }
}

#[tokio::test]
async fn a_number_is_blocked_before_it_has_a_user() {
    let app = leisurely().await;
    let admin = app.admin(ADA).await;
    let (path, page) = look_up(&admin, BEN).await;
    let (hash, _) = path.split_once('?').expect("what is known");
    let block = format!("{hash}/block");
    page.shows(&format!("action=\"{block}\""));
    let known = [("country", "GB")];
    admin.post(&block, &known).await.is(303);
    admin.post(&block, &known).await.is(303);
    let (_, page) = look_up(&admin, BEN).await;
    page.shows("This number is blocked since 22 Nov 2026, 13:58");
    page.shows("Blocked a number");
    let rows = entries(&app).await;
    let blocks: Vec<_> = rows
        .iter()
        .filter(|row| row["action"] == "number.block")
        .collect();
    assert_eq!(
        blocks.len(),
        1,
        "the second block changed nothing: {rows:?}"
    );
    assert_eq!(blocks[0]["target_label"], "+44•••••");
    // the person is told after the right code alone, and the list knows
    app.after_the_wait();
    let ben = app.browser();
    ben.post_phone(BEN).await.leads_to("/login/code");
    ben.post_code(&app.last_code()).await.is(200);
    let list = admin.get("/admin/users?status=blocked").await;
    let id = user_id(&app, BEN).await;
    assert_eq!(crate::ids(&list), std::slice::from_ref(&id));
    // now it has a user, whom the same address unblocks
    admin.post(&format!("{hash}/unblock"), &[]).await.is(303);
    let rows = entries(&app).await;
    let entry = rows.last().expect("an entry");
    assert_eq!(
        (&entry["action"], &entry["target_id"]),
        (&json!("user.unblock"), &json!(id))
    );
    let list = admin.get("/admin/users?status=unverified").await;
    assert_eq!(crate::ids(&list), [id]);
    app.clock.advance(DAY);
    app.signed_in(BEN).await;
}

#[tokio::test]
async fn an_admin_does_not_block_themselves_by_their_hash() {
    let app = leisurely().await;
    let admin = app.admin(ADA).await;
    let rows = app.deliveries("671").await;
    let hash = rows[0]["phone_hash"].as_str().expect("a hash");
    let before = app.dump().await;
    for what in ["block", "unblock"] {
        let path = format!("/admin/numbers/{hash}/{what}");
        let refused = admin.post(&path, &[]).await;
        let page = admin.told(refused).await;
        page.is(200).shows("That is your own account");
    }
    assert_eq!(app.dump().await, before);
}
