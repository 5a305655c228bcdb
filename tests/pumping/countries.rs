//! P1 and the different countries of one requester.

use std::time::Duration;

use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::{HOUR, ask, ask_json, sign_in, stranger};

/// An Australian mobile number.
const DAN: &str = "+61412345678";
/// A French one.
const EVE: &str = "+33612345678";

#[tokio::test]
async fn p1_texts_go_to_the_listed_countries_only() {
    let app = TestApp::with(&[("regions", "US,IN")]).await;
    let before = app.dump().await;
    let page = ask(&app, BEN, 1).await;
    page.is(422)
        .shows("We do not send texts to United Kingdom yet");
    let answer = ask_json(&app, BEN, 2).await;
    assert_eq!(answer.is(400).json()["code"], "country_off");
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), 0);
    ask(&app, ADA, 3).await.leads_to("/login/code");
    ask(&app, CLEO, 4).await.leads_to("/login/code");
    assert_eq!(app.gateway.count(), 2);
}

#[tokio::test]
async fn p3_a_requester_texts_three_countries_unanswered() {
    three_countries("3/1d").await;
}

/// Equal rates are one.
#[tokio::test]
async fn p3_a_limit_that_is_said_twice_counts_once() {
    three_countries("3/1d, 3/24h").await;
}

async fn three_countries(rates: &str) {
    let app = TestApp::with(&[("limits.countries", rates)]).await;
    for phone in [ADA, BEN, CLEO] {
        ask(&app, phone, 1).await.leads_to("/login/code");
    }
    let page = ask(&app, DAN, 1).await;
    page.is(429).shows("You cannot get another code yet");
    assert_eq!(page.header("retry-after"), "28800");
    let answer = ask_json(&app, DAN, 1).await;
    assert_eq!(answer.is(429).json()["code"], "rate_limited");
    assert_eq!(answer.json()["retryAfter"], 28_800);
    // a country that is among them already; other requesters
    ask(&app, "+447400999888", 1).await.leads_to("/login/code");
    ask(&app, DAN, 2).await.leads_to("/login/code");
    // one comes back in a third of a day
    app.clock.advance(8 * HOUR);
    ask(&app, EVE, 1).await.leads_to("/login/code");
    app.clock.advance(Duration::from_mins(5));
    ask(&app, DAN, 1).await.limited();
}

#[tokio::test]
async fn p3_an_answer_frees_the_country_s_place() {
    // what was taken once comes back once
    let app = TestApp::with(&[("limits.countries", "3/1d, 3/24h")]).await;
    for phone in [ADA, BEN] {
        ask(&app, phone, 1).await.leads_to("/login/code");
    }
    for number in ["+33612345678", "+61412345678", "+34612345678"] {
        sign_in(&app, number, 1).await;
    }
    ask(&app, CLEO, 1).await.leads_to("/login/code");
    ask(&app, "+819012345678", 1).await.limited();
}

#[tokio::test]
async fn p3_a_refused_text_keeps_the_requester_s_country() {
    let app = TestApp::with(&[("limits.countries", "1/1d")]).await;
    app.gateway.answers(crate::refusals::refusal());
    ask(&app, ADA, 1).await.is(503);
    app.gateway
        .answers(crate::app::gateway::Answer::TwilioQueued);
    ask(&app, BEN, 1).await.limited();
    ask(&app, BEN, 2).await.leads_to("/login/code");
}

#[tokio::test]
async fn p3_a_known_browser_may_text_its_country_all_the_same() {
    let app = TestApp::with(&[("limits.countries", "1/1d")]).await;
    let owner = sign_in(&app, DAN, 1).await;
    owner.post("/logout", &[]).await.leads_to("/login");
    app.after_the_wait();
    ask(&app, ADA, 1).await.leads_to("/login/code");
    stranger(&app, 1).post_phone(EVE).await.limited();
    owner.post_phone(DAN).await.leads_to("/login/code");
}
