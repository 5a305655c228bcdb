//! P4: an answered text comes back, with a little more, and buckets grow with
//! what is answered there.

use crate::app::TestApp;
use crate::{DAY, ask, near, owner, room, sign_in, stranger};

#[tokio::test]
async fn p4_an_answer_gives_back_its_text_and_one_more() {
    let app = TestApp::with(&[("limits.range", "3/1h")]).await;
    let browser = stranger(&app, 1);
    browser.post_phone(&near(1)).await.leads_to("/login/code");
    let code = app.last_code();
    assert_eq!(room(&app, 2, 6).await, 2);
    browser.post_code(&code).await.leads_to("/account");
    assert_eq!(room(&app, 6, 12).await, 2);
}

#[tokio::test]
async fn p4_all_texts_of_an_answered_sign_in_come_back() {
    let app = TestApp::with(&[("limits.range", "4/100h")]).await;
    let browser = stranger(&app, 1);
    browser.post_phone(&near(1)).await.leads_to("/login/code");
    app.after_the_wait();
    browser.resend().await.leads_to("/login/code");
    let code = app.last_code();
    assert_eq!(room(&app, 2, 6).await, 2);
    browser.post_code(&code).await.leads_to("/account");
    // two texts, one more for each, and half of what was answered makes room
    assert_eq!(room(&app, 6, 14).await, 5);
}

#[tokio::test]
async fn p4_a_known_browser_gives_back_nothing_that_it_did_not_take() {
    let app = TestApp::with(&[("limits.range", "3/1h")]).await;
    let owner = owner(&app).await;
    assert_eq!(room(&app, 1, 6).await, 3);
    owner
        .post_phone(crate::app::ADA)
        .await
        .leads_to("/login/code");
    let code = app.last_code();
    owner.post_code(&code).await.leads_to("/account");
    assert_eq!(room(&app, 6, 9).await, 0);
}

#[tokio::test]
async fn p4_a_stranger_s_resend_of_a_known_browser_s_text_counts() {
    let app = TestApp::with(&[("limits.range", "3/100h"), ("limits.country", "")]).await;
    let owner = owner(&app).await;
    let send = serde_json::json!({ "phone": crate::app::ADA });
    let begun = owner.json("/auth/send-otp", &send).await;
    let id = begun.is(200).json()["verificationId"].clone();
    app.after_the_wait();
    let other = stranger(&app, 77);
    let again = serde_json::json!({ "phone": crate::app::ADA, "verificationId": id });
    other.json("/auth/resend-otp", &again).await.is(200);
    let code = app.last_code();
    assert_eq!(room(&app, 1, 6).await, 2, "one was the stranger's");
    let body = serde_json::json!({ "phone": crate::app::ADA, "otp": code });
    owner.json("/auth/verify-otp", &body).await.is(200);
    let room = room(&app, 6, 12).await;
    assert_eq!(
        room, 3,
        "it came back, with one more, and two answers made room"
    );
}

#[tokio::test]
async fn p4_a_range_grows_with_its_best_day_and_shrinks_two_weeks_later() {
    let app = TestApp::with(&[
        ("limits.range", "2/1h"),
        ("limits.requester", ""),
        ("limits.country", ""),
    ])
    .await;
    for n in 0..20 {
        sign_in(&app, &near(1_000 + n), n).await;
    }
    app.clock.advance(DAY);
    // the last of them on guard
    assert_eq!(room(&app, 1, 20).await, 13, "twenty made room for ten more");
    // counted from the best day, up to the fourteenth after it
    app.clock.advance(13 * DAY);
    assert_eq!(room(&app, 20, 39).await, 13);
    app.clock.advance(DAY);
    assert_eq!(room(&app, 40, 46).await, 2);
}

#[tokio::test]
async fn p4_where_all_answer_little_is_given_besides() {
    let app = TestApp::with(&[
        ("limits.range", "3/100h"),
        ("limits.requester", ""),
        ("limits.country", ""),
    ])
    .await;
    for n in 0..50 {
        sign_in(&app, &near(1_000 + n), n).await;
    }
    app.clock.advance(DAY);
    // 50 on the best day make room for 25 more, and for three on guard
    assert_eq!(room(&app, 1, 40).await, 31);
    for n in 0..3 {
        let browser = stranger(&app, 500 + n);
        browser.post_phone(&near(2_000 + n)).await.limited();
    }
    app.clock.advance(34 * crate::HOUR);
    // one came back by time; its answer gives it again, and two hundredths
    sign_in(&app, &near(3_000), 600).await;
    assert_eq!(room(&app, 50, 54).await, 1);
}

#[tokio::test]
async fn p4_texts_and_answers_are_counted_on_their_days() {
    let app = TestApp::start().await;
    let browser = stranger(&app, 1);
    // the clock stands at 13:58
    app.clock.advance(10 * crate::HOUR);
    browser.post_phone(&near(1)).await.leads_to("/login/code");
    let code = app.last_code();
    ask(&app, &near(2), 2).await.leads_to("/login/code");
    app.clock.advance(crate::HOUR / 20);
    browser.post_code(&code).await.leads_to("/account");
    let dump = app.dump().await;
    let mut days: Vec<(i64, i64, i64)> = dump
        .table("traffic")
        .iter()
        .map(|row| serde_json::from_str::<serde_json::Value>(row).expect("JSON"))
        .filter(|row| row["place"] == "country:US")
        .map(|row| ["day", "texts", "verified"].map(|name| row[name].as_i64().expect("a number")))
        .map(|[day, texts, verified]| (day, texts, verified))
        .collect();
    days.sort_unstable();
    let first = days[0].0;
    assert_eq!(days, [(first, 2, 0), (first + 1, 0, 1)]);
}
