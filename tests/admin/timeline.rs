//! "Why no code?": the finding and the timeline of a user, in words.

use std::time::Duration;

use serde_json::json;
use textgate::domain::delivery::Category;

use crate::app::browser::{Browser, Shown};
use crate::app::gateway::{Answer, Gateway};
use crate::app::{ADA, BEN, TWILIO, TestApp};
use crate::{leisurely, receipt, user_id};

const MINUTE: Duration = Duration::from_mins(1);

/// An admin; somebody who asked for a code; and that person's page.
async fn asked(app: &TestApp) -> (Browser, Browser, String) {
    let admin = app.admin(ADA).await;
    app.after_the_wait();
    let ben = app.browser();
    ben.post_phone(BEN).await.leads_to("/login/code");
    let page = format!("/admin/users/{}", user_id(app, BEN).await);
    (admin, ben, page)
}

/// The finding: its sentences, and what would stop a text.
fn finding(page: &Shown) -> &str {
    let (_, rest) = page
        .is(200)
        .body
        .split_once("class=\"answer\">")
        .expect("the answer");
    rest.split("</p>").next().unwrap_or_default().trim()
}

/// The events, newest first.
fn events(page: &Shown) -> Vec<&str> {
    let (_, story) = page
        .body
        .split_once("<ol class=\"story\">")
        .expect("the story");
    let story = story.split("</ol>").next().unwrap_or_default();
    story.split("<p class=\"story-h\">").skip(1).collect()
}

#[tokio::test]
async fn a_text_without_a_receipt_says_who_took_it() {
    let app = leisurely().await;
    let (admin, _, page) = asked(&app).await;
    app.clock.advance(2 * MINUTE);
    let shown = admin.get(&page).await;
    assert_eq!(
        finding(&shown),
        "main accepted the newest text 2 minutes ago, and has not said whether it was delivered. \
         Its code works until 22 Nov 2026, 14:03 and was not typed yet."
    );
    shown.shows("Nothing stops a text to this number now.");
}

#[tokio::test]
async fn a_text_that_did_not_arrive_says_why_with_the_provider_s_code() {
    let app = leisurely().await;
    let (admin, _, page) = asked(&app).await;
    receipt(&app, "456", Some((Category::Unreachable, "30003"))).await;
    let shown = admin.get(&page).await;
    let sentence =
        "The newest text was not delivered: the phone was off or out of reach (main 30003).";
    assert!(finding(&shown).starts_with(sentence), "{}", finding(&shown));
    let newest = events(&shown)[0].to_owned();
    assert!(newest.contains("Not delivered"), "{newest}");
    assert!(newest.contains("main accepted it, but it was not delivered: the phone was off"));
    assert!(
        newest.contains("<span class=\"id raw\">30003</span>"),
        "{newest}"
    );
}

#[tokio::test]
async fn a_text_that_arrived_leaves_the_code() {
    let app = leisurely().await;
    let (admin, ben, page) = asked(&app).await;
    app.clock.advance(Duration::from_secs(4));
    receipt(&app, "456", None).await;
    let works = "The newest text was delivered just now. Its code works until";
    assert!(finding(&admin.get(&page).await).starts_with(works));
    ben.post_code(&app.wrong_code()).await.is(200);
    ben.post_code(&app.wrong_code()).await.is(200);
    let shown = admin.get(&page).await;
    assert!(
        finding(&shown).ends_with("and was typed wrong 2 times."),
        "{}",
        finding(&shown)
    );
    assert!(events(&shown)[0].contains("2 wrong tries at the newest code"));
    assert!(events(&shown)[0].contains("main accepted it, and it was delivered within 4 seconds"));
    app.clock.advance(6 * MINUTE);
    let shown = admin.get(&page).await;
    let expired = "The newest text was delivered 6 minutes ago. Its code was typed wrong 2 times, and then expired.";
    assert_eq!(finding(&shown), expired);
    // it arrived, and is no success all the same
    assert!(shown.body.contains("f-warn"), "{}", shown.body);
    assert!(events(&shown)[0].contains("Code expired"));
}

/// Texts may be forgotten before the sign-in they were for.
#[tokio::test]
async fn a_sign_in_whose_text_is_forgotten_is_no_test_number() {
    let app = TestApp::with(&[("admins", ADA)]).await;
    app.signed_in(BEN).await;
    app.after_the_wait();
    let admin = app.signed_in(ADA).await;
    app.spoil("delete from deliveries").await;
    let shown = admin
        .get(&format!("/admin/users/{}", user_id(&app, BEN).await))
        .await;
    shown.is(200).hides("test number");
}

#[tokio::test]
async fn a_code_that_was_never_typed_expired() {
    let app = leisurely().await;
    let (admin, _, page) = asked(&app).await;
    receipt(&app, "456", None).await;
    app.clock.advance(6 * MINUTE);
    let shown = admin.get(&page).await;
    let told = "The newest text was delivered 6 minutes ago. Its code expired before it was typed.";
    assert_eq!(finding(&shown), told);
}

#[tokio::test]
async fn wrong_codes_use_the_tries_up() {
    let app = leisurely().await;
    let (admin, ben, page) = asked(&app).await;
    for _ in 0..5 {
        ben.post_code(&app.wrong_code()).await.is(200);
    }
    let shown = admin.get(&page).await;
    let told = "All tries of its code were used up by wrong ones. A new code can be asked for.";
    assert!(finding(&shown).ends_with(told), "{}", finding(&shown));
    assert!(events(&shown)[0].contains("No tries left"));
}

#[tokio::test]
async fn whoever_signed_in_has_no_question() {
    let app = leisurely().await;
    let (admin, ben, page) = asked(&app).await;
    app.clock.advance(MINUTE);
    ben.post_code(&app.wrong_code()).await.is(200);
    ben.post_code(&app.last_code()).await.leads_to("/account");
    app.clock.advance(3 * MINUTE);
    let shown = admin.get(&page).await;
    assert_eq!(finding(&shown), "The newest sign-in worked, 3 minutes ago.");
    let events = events(&shown);
    // the session began after the attempt did
    assert!(
        events[0].contains("Began on Firefox on Linux from 127.0.0.1"),
        "{}",
        events[0]
    );
    let attempt = events[1];
    for words in [
        "Right code",
        "Asked for a code in a browser",
        "main accepted it, and has not said whether it was delivered",
        "1 wrong try at the newest code",
        "The right code was entered",
    ] {
        assert!(attempt.contains(words), "{words} in {attempt}");
    }
    assert!(!attempt.contains("expired"), "{attempt}");
}

#[tokio::test]
async fn a_resend_joins_its_attempt_and_a_failed_one_is_told() {
    let app = leisurely().await;
    let (admin, ben, page) = asked(&app).await;
    app.after_the_wait();
    ben.resend().await.leads_to("/login/code");
    let shown = admin.get(&page).await;
    assert_eq!(events(&shown).len(), 1, "both texts are one attempt");
    assert!(events(&shown)[0].contains("Asked for another code."));
    app.clock.advance(2 * MINUTE);
    app.gateway
        .answers(Answer::Json(400, json!({ "code": 21610 })));
    ben.resend().await.is(200);
    let shown = admin.get(&page).await;
    assert_eq!(
        finding(&shown),
        "The newest text was not sent: the owner told earlier texts to stop (main 21610)."
    );
    let newest = events(&shown)[0];
    assert!(newest.contains("Not sent"), "{newest}");
    assert!(
        newest.contains("main rejected it: the owner told earlier texts to stop"),
        "{newest}"
    );
}

#[tokio::test]
async fn a_block_comes_first_and_is_on_the_timeline_with_who_did_it() {
    let app = leisurely().await;
    let (admin, ben, page) = asked(&app).await;
    app.clock.advance(Duration::from_secs(20));
    admin.post(&format!("{page}/block"), &[]).await.is(303);
    app.clock.advance(MINUTE);
    ben.post_code(&app.last_code()).await.is(200);
    let shown = admin.get(&page).await;
    let told = "This number is blocked since 22 Nov 2026, 13:58: codes are sent, but none signs in. \
                The right code was entered just now.";
    assert_eq!(finding(&shown), told);
    let block = events(&shown)[0];
    for words in ["Blocked a user", "Admin", "</span>671", "127.0.0.1"] {
        assert!(block.contains(words), "{words} in {block}");
    }
    // unblocked, and signed in again: two more events, newest first
    app.clock.advance(MINUTE);
    admin.post(&format!("{page}/unblock"), &[]).await.is(303);
    app.clock.advance(MINUTE);
    app.signed_in(BEN).await;
    let shown = admin.get(&page).await;
    let titles = [
        "Session",
        "Right code",
        "Unblocked a user",
        "Blocked a user",
        "Right code",
    ];
    let events = events(&shown);
    assert_eq!(events.len(), titles.len());
    for (event, title) in events.iter().zip(titles) {
        assert!(event.contains(title), "{title} in {event}");
    }
    assert_eq!(finding(&shown), "The newest sign-in worked, just now.");
}

#[tokio::test]
async fn limits_that_would_refuse_are_told_with_their_end() {
    let app = TestApp::with(&[
        ("session.admin_act", "12h"),
        ("limits.phone", "2/10m"),
        ("limits.range", "100000/1m"),
        ("limits.country", "100000/1m"),
        ("limits.wrong", "2/80d"),
    ])
    .await;
    let (admin, ben, page) = asked(&app).await;
    let before = app.dump().await;
    let shown = admin.get(&page).await;
    shown.shows("The wait after the last text lasts until 22 Nov 2026, 13:59 (30 seconds).");
    shown.hides("had as many texts as browsers that never signed in with it may ask for");
    // looking takes nothing
    assert_eq!(app.dump().await.table("limits"), before.table("limits"));
    app.after_the_wait();
    ben.resend().await.leads_to("/login/code");
    app.clock.advance(2 * MINUTE);
    let shown = admin.get(&page).await;
    shown.shows("This number had as many texts as browsers that never signed in with it may ask for until 22 Nov 2026, 14:");
    shown.hides("digits until");
    for _ in 0..2 {
        ben.post_code(&app.wrong_code()).await.is(200);
    }
    let shown = admin.get(&page).await;
    shown.shows("After many wrong tries, codes for unknown browsers have 10 digits until");
}

#[tokio::test]
async fn a_known_browser_is_told_of() {
    let app = leisurely().await;
    let (admin, ben, page) = asked(&app).await;
    admin.get(&page).await.hides("known for this number");
    ben.post_code(&app.last_code()).await.leads_to("/account");
    admin
        .get(&page)
        .await
        .shows("1 browser is known for this number.");
}

#[tokio::test]
async fn the_timeline_is_read_in_pages() {
    let app = TestApp::with(&[
        ("session.admin_act", "12h"),
        ("limits.phone", "100000/1m"),
        ("limits.requester", "100000/1m"),
        ("limits.range", "100000/1m"),
        ("limits.country", "100000/1m"),
    ])
    .await;
    let admin = app.admin(ADA).await;
    for _ in 0..20 {
        app.clock.advance(6 * MINUTE);
        app.browser().post_phone(BEN).await.leads_to("/login/code");
    }
    let page = format!("/admin/users/{}", user_id(&app, BEN).await);
    for what in ["block", "unblock"] {
        admin.post(&format!("{page}/{what}"), &[]).await.is(303);
    }
    let times = |shown: &Shown| {
        let events = events(shown).into_iter();
        let times = events.map(|event| event.split("datetime=\"").nth(1).unwrap_or_default());
        times.map(|time| time[..20].to_owned()).collect::<Vec<_>>()
    };
    let first = admin.get(&page).await;
    assert_eq!(times(&first).len(), 15);
    let next = crate::neighbour(&first, "next").expect("a second page");
    let second = admin.get(&next).await;
    assert_eq!(times(&second).len(), 7);
    assert_eq!(crate::neighbour(&second, "next"), None);
    let back = crate::neighbour(&second, "prev").expect("the first page");
    assert_eq!(times(&admin.get(&back).await), times(&first));
    let mut all = [times(&first), times(&second)].concat();
    let sorted = {
        let mut sorted = all.clone();
        sorted.sort_by(|one, other| other.cmp(one));
        sorted
    };
    assert_eq!(all, sorted, "newest first");
    // two acts at one moment, and each attempt once
    all.dedup();
    assert_eq!(all.len(), 21 - usize::from(all.len() == 20));
    // the finding is about the newest attempt on every page
    assert_eq!(finding(&first), finding(&second));
    for garbage in [
        "after=x",
        "before=~",
        "after=1~%00",
        "before=9999999999999999999~a",
    ] {
        admin.get(&format!("{page}?{garbage}")).await.is(200);
    }
}

#[tokio::test]
async fn a_test_number_s_attempts_are_there_without_texts() {
    let table = "[[test_number]]\nphone = '+14155550123'\ncode = '314159'\nuntil = '2027-01-01'";
    let gateway = Gateway::start().await;
    let set = [("session.admin_act", "12h")];
    let app = TestApp::with_provider(&set, gateway, &format!("{TWILIO}{table}")).await;
    let admin = app.admin(ADA).await;
    let browser = app.browser();
    browser
        .post_phone("+14155550123")
        .await
        .leads_to("/login/code");
    let page = format!("/admin/users/{}", user_id(&app, "+14155550123").await);
    let shown = admin.get(&page).await;
    assert!(finding(&shown).starts_with("This is a test number: it gets no texts."));
    assert!(events(&shown)[0].contains("A test number: no text was sent"));
}

#[tokio::test]
async fn c8_no_code_and_no_number_stands_in_a_story() {
    let app = leisurely().await;
    let (admin, ben, page) = asked(&app).await;
    let code = app.last_code();
    ben.post_code(&app.wrong_code()).await.is(200);
    let shown = admin.get(&page).await;
    shown.hides(&code).hides(&app.wrong_code());
    shown
        .hides("7400123456")
        .hides("7400 123456")
        .hides("123456");
}
