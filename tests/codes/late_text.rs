//! A first text that comes after the second one.

use std::time::Duration;

use super::app::{ADA, BEN, TestApp};

/// Nothing but the code decides.
pub const FREE: [(&str, &str); 2] = [("limits.phone", "1000/1h"), ("limits.requester", "1000/1h")];

/// Two codes of one sign-in, the earlier one first.
async fn two_codes(app: &TestApp, browser: &super::app::browser::Browser) -> [String; 2] {
    browser.post_phone(ADA).await.leads_to("/login/code");
    let first = app.last_code();
    app.after_the_wait();
    browser.resend().await.leads_to("/login/code");
    [first, app.last_code()]
}

#[tokio::test]
async fn c5_the_code_before_the_newest_one_works_too() {
    let app = TestApp::with(&FREE).await;
    let browser = app.browser();
    let [first, _] = two_codes(&app, &browser).await;
    browser.post_code(&first).await.leads_to("/account");
    assert_eq!(app.dump().await.table("sessions").len(), 1);
}

#[tokio::test]
async fn c5_it_works_until_its_own_end() {
    let app = TestApp::with(&FREE).await;
    let browser = app.browser();
    let [first, second] = two_codes(&app, &browser).await;
    // of its five minutes half a minute and a second are over
    app.clock.advance(Duration::from_secs(300 - 31));
    let page = browser.post_code(&first).await;
    page.shows("That code does not work any more");
    page.shows("You have 4 tries left");
    browser.post_code(&second).await.leads_to("/account");
}

#[tokio::test]
async fn c5_a_third_text_drops_the_first() {
    let app = TestApp::with(&FREE).await;
    let browser = app.browser();
    let [first, second] = two_codes(&app, &browser).await;
    app.clock.advance(Duration::from_secs(61));
    browser.resend().await.leads_to("/login/code");
    browser
        .post_code(&first)
        .await
        .shows("That code is not right");
    browser.post_code(&second).await.leads_to("/account");
}

#[tokio::test]
async fn c4_a_resend_gives_the_earlier_code_no_tries_back_and_a_guess_counts_at_both() {
    let app = TestApp::with(&FREE).await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let first = app.last_code();
    for _ in 0..3 {
        browser.post_code(&app.wrong_code()).await;
    }
    app.after_the_wait();
    browser.resend().await.leads_to("/login/code");
    for _ in 0..2 {
        let page = browser.post_code(&app.wrong_code()).await;
        page.shows("That code is not right");
    }
    // the earlier one's five are spent, of the newest one's there are three left
    let page = browser.post_code(&first).await;
    page.shows("That code does not work any more");
    page.shows("You have 2 tries left");
    let code = app.last_code();
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn c5_a_shorter_code_than_the_newest_one_does_not_work_any_more() {
    let app = TestApp::with(&[FREE[0], FREE[1], ("limits.wrong", "2/24h")]).await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let first = app.last_code();
    for _ in 0..2 {
        browser.post_code(&app.wrong_code()).await;
    }
    app.after_the_wait();
    browser.resend().await.leads_to("/login/code");
    assert_eq!(app.last_code().len(), 10);
    let page = browser.post_code(&first).await;
    page.shows("The code must be 10 digits");
}

#[tokio::test]
async fn c7_a_guess_at_two_live_codes_weighs_two() {
    let app = TestApp::with(&[FREE[0], FREE[1], ("limits.wrong", "5/24h")]).await;
    let browser = app.browser();
    let [_, second] = two_codes(&app, &browser).await;
    // two guesses at two codes each leave one of the five
    for _ in 0..2 {
        let page = browser.post_code(&app.wrong_code()).await;
        page.shows("That code is not right");
    }
    browser.post_code(&second).await.shows("it is longer");
    // at one code four would have been left
    let other = app.browser();
    other.post_phone(BEN).await.leads_to("/login/code");
    for _ in 0..4 {
        let page = other.post_code(&app.wrong_code()).await;
        page.shows("That code is not right");
    }
    let code = app.last_code();
    other.post_code(&code).await.leads_to("/account");
}
