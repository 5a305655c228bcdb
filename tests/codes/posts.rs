//! Posts of people: where a session exists each answers 303, and what it has to say is
//! on the page that it leads to, once.

use super::app::gateway::Answer;
use super::app::{ADA, BEN, TestApp};
use serde_json::json;

#[tokio::test]
async fn every_refusal_of_a_code_leads_on_and_is_said_once() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    for (typed, words) in [
        ("", "Enter the code from the text"),
        ("12 34", "value=\"12 34\""),
        (&*app.wrong_code(), "That code is not right"),
    ] {
        let answer = browser.post("/login/code", &[("code", typed)]).await;
        answer.leads_to("/login/code");
        browser.get("/login/code").await.is(200).shows(words);
        browser.get("/login/code").await.is(200).hides(words);
    }
}

#[tokio::test]
async fn a_number_that_is_refused_leads_on_where_a_session_is() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    browser.post_phone("12").await.leads_to("/login");
    let page = browser.get("/login").await;
    page.is(200)
        .shows("This number is 8 digits too short")
        .shows("value=\"12\"");
    browser.get("/login").await.hides("value=\"12\"");
    app.gateway
        .answers(Answer::Json(400, json!({ "code": 21606 })));
    browser.post_phone(BEN).await.leads_to("/login");
    let page = browser.get("/login").await;
    page.shows("Sorry, we cannot send texts right now");
}

#[tokio::test]
async fn a_first_form_is_answered_in_place_and_counts_once() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let form = browser.get("/login").await.field("form");
    let wrong = [("form", &*form), ("region", "US"), ("phone", "12")];
    for _ in 0..2 {
        let page = browser.post("/login", &wrong).await;
        page.is(422).shows("This number is 8 digits too short");
        assert_eq!(page.header("cache-control"), "private, no-cache");
    }
    let right = [("form", &*form), ("region", "US"), ("phone", ADA)];
    let page = browser.post("/login", &right).await;
    page.is(422).shows("This form was sent before").shows(ADA);
    assert_eq!(app.gateway.count(), 0);
    let form = page.field("form");
    let right = [("form", &*form), ("region", "US"), ("phone", ADA)];
    browser.post("/login", &right).await.leads_to("/login/code");
}

#[tokio::test]
async fn a_form_that_a_limit_refused_sends_nothing_later() {
    let app = TestApp::start().await;
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    let browser = app.browser();
    let form = browser.get("/login").await.field("form");
    let fields = [("form", &*form), ("region", "US"), ("phone", ADA)];
    browser.post("/login", &fields).await.limited();
    app.after_the_wait();
    let page = browser.post("/login", &fields).await;
    page.is(422).shows("This form was sent before");
    assert_eq!(app.gateway.count(), 1);
}

#[tokio::test]
async fn a_form_whose_sign_in_is_over_sends_nothing() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let form = browser.get("/login").await.field("form");
    let fields = [("form", &*form), ("region", "US"), ("phone", ADA)];
    browser
        .post("/login", &fields)
        .await
        .leads_to("/login/code");
    let code = app.last_code();
    browser.post_code(&code).await.leads_to("/account");
    browser.post("/logout", &[]).await.leads_to("/login");
    app.after_the_wait();
    let page = browser.post("/login", &fields).await;
    page.is(422).shows("This form was sent before");
    assert_eq!(app.gateway.count(), 1);
}

#[tokio::test]
async fn what_was_done_is_said_in_one_line() {
    let app = TestApp::start().await;
    let (one, two) = (app.signed_in(ADA).await, {
        app.after_the_wait();
        app.signed_in(ADA).await
    });
    let page = one.get("/account").await;
    let other = page.body.split("/account/sessions/").filter_map(|rest| {
        let (id, _) = rest.split_once("/end\"")?;
        (id.len() == 64).then(|| id.to_owned())
    });
    let other = other.last().expect("the other session");
    let path = format!("/account/sessions/{other}/end");
    one.post(&path, &[]).await.leads_to("/account");
    one.get("/account")
        .await
        .shows("That device is signed out.");
    one.get("/account")
        .await
        .hides("That device is signed out.");
    two.get("/account")
        .await
        .leads_to("/login?return_to=%2Faccount");
    one.post("/logout", &[]).await.leads_to("/login");
    one.get("/login").await.shows("You are signed out.");
    one.get("/login").await.hides("You are signed out.");
    app.after_the_wait();
    let browser = app.signed_in(ADA).await;
    browser
        .post("/account/delete", &[])
        .await
        .leads_to("/login");
    browser.get("/login").await.shows("Your account is deleted");
}

#[tokio::test]
async fn a_code_that_was_sent_again_is_said_with_its_time() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    browser
        .get("/login/code")
        .await
        .hides("We sent a new code at");
    app.after_the_wait();
    browser.resend().await.leads_to("/login/code");
    browser
        .get("/login/code")
        .await
        .shows("We sent a new code at");
    // too soon for another one
    let page = browser.resend().await;
    page.shows("You cannot get another code yet");
}
