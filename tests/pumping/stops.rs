//! P4: a range or a country where nobody answers stops by itself; a browser
//! that is known for its number gets through.

use std::collections::BTreeMap;

use serde_json::json;

use crate::app::browser::{Browser, Shown};
use crate::app::{ADA, BEN, TestApp};
use crate::{DAY, PAUSED, ask, ask_json, near, owner, sign_in, stranger};

/// An app whose stranger's bucket of the range of [`ADA`] is empty.
async fn full_range(app: &TestApp) {
    for n in 0..3 {
        ask(app, &near(n), n).await.leads_to("/login/code");
    }
}

const THREE: [(&str, &str); 1] = [("limits.range", "3/1h")];

#[tokio::test]
async fn p4_strangers_are_told_that_a_full_range_is_paused() {
    let app = TestApp::with(&THREE).await;
    full_range(&app).await;
    let page = ask(&app, &near(9), 9).await;
    page.is(429)
        .shows(PAUSED)
        .shows("Try again in 20 minutes, or use a different number.")
        .shows(&near(9));
    assert_eq!(page.header("retry-after"), "1200");
    let answer = ask_json(&app, &near(9), 9).await;
    let said = json!({
        "error": "Too many requests. Try again later", "code": "rate_limited",
        "limit": "other", "retryAfter": 1200
    });
    assert_eq!(answer.is(429).json(), said);
    assert_eq!(answer.header("retry-after"), "1200");
    assert_eq!(app.gateway.count(), 3);
    // the next range is another matter
    ask(&app, "+14155560000", 9).await.leads_to("/login/code");
    app.clock.advance(crate::HOUR / 3);
    ask(&app, &near(9), 9).await.leads_to("/login/code");
    ask(&app, &near(10), 10).await.limited();
}

#[tokio::test]
async fn p4_a_known_browser_signs_in_through_a_full_range() {
    let app = TestApp::with(&THREE).await;
    let owner = owner(&app).await;
    full_range(&app).await;
    app.after_the_wait();
    ask(&app, &near(9), 9).await.is(429).shows(PAUSED);
    owner.post_phone(ADA).await.leads_to("/login/code");
    // known for this number, and for no other
    let other = owner.post_phone(&near(9)).await;
    owner.told(other).await.shows(PAUSED);
    app.clock.advance(crate::HOUR / 60);
    owner.resend().await.leads_to("/login/code");
    let code = app.last_code();
    owner.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn p4_a_resend_in_a_full_range_says_why_it_waits() {
    let app = TestApp::with(&THREE).await;
    let browser = stranger(&app, 1);
    browser.post_phone(&near(1)).await.leads_to("/login/code");
    for n in 2..4 {
        ask(&app, &near(n), n).await.leads_to("/login/code");
    }
    app.after_the_wait();
    let page = browser.resend().await;
    page.is(200).shows(PAUSED);
    // the first code still works
    let code = app.gateway.requests()[0].text()[..6].to_owned();
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn p4_a_full_country_stops_and_others_do_not() {
    let app = TestApp::with(&[("limits.country", "3/1h")]).await;
    let owner = owner(&app).await;
    for (n, phone) in ["+12015550100", "+13125550100", "+12125550100"]
        .into_iter()
        .enumerate()
    {
        let n = u32::try_from(n).expect("small");
        ask(&app, phone, n).await.leads_to("/login/code");
    }
    ask(&app, &near(1), 9).await.is(429).shows(PAUSED);
    ask(&app, BEN, 9).await.leads_to("/login/code");
    owner.post_phone(ADA).await.leads_to("/login/code");
}

/// What a stranger sees who asks for a number in both ways, less the number
/// and what is random.
async fn seen(app: &TestApp, phone: &str, n: u32) -> Vec<(u16, BTreeMap<String, String>, String)> {
    let plain = |shown: Shown| {
        let headers = shown.headers.iter().filter(|(name, _)| *name != "date");
        let headers = headers.map(|(name, value)| {
            let value = value.to_str().expect("text");
            (name.to_string(), value.to_owned())
        });
        let has_form = shown.body.contains("name=\"form\"");
        let form = has_form.then(|| shown.field("form"));
        let form = form.unwrap_or_else(|| "none".to_owned());
        let body = shown.body.replace(phone, "NUMBER").replace(&form, "FORM");
        (shown.status.as_u16(), headers.collect(), body)
    };
    vec![
        plain(ask(app, phone, n).await),
        plain(ask_json(app, phone, n).await),
    ]
}

#[tokio::test]
async fn p4_a_stopped_range_tells_nothing_about_its_numbers() {
    let app = TestApp::with(&THREE).await;
    let (registered, unknown, blocked) = (ADA, "+14155550777", "+14155550888");
    sign_in(&app, registered, 1).await;
    let gone = sign_in(&app, blocked, 2).await;
    gone.get("/account").await.is(200);
    block(&app, blocked).await;
    gone.get("/account").await.is(303);
    app.clock.advance(DAY);
    full_range(&app).await;
    // two sign-ins made room for one more
    ask(&app, &near(3), 3).await.leads_to("/login/code");
    let of_unknown = seen(&app, unknown, 9).await;
    assert_eq!(of_unknown[0].0, 429);
    for phone in [registered, blocked] {
        assert_eq!(seen(&app, phone, 9).await, of_unknown, "{phone}");
    }
    // two sign-ins, an admin's, and what filled the range
    assert_eq!(app.gateway.count(), 7);
}

/// An admin blocks a number.
async fn block(app: &TestApp, phone: &str) {
    let admin: Browser = app.admin(BEN).await;
    let list = format!("/admin/users?q=%2B{}", &phone[1..]);
    let page = admin.get(&list).await;
    let at = page.body.find("href=\"/admin/users/0").expect("a user") + 6;
    let path = &page.body[at..at + "/admin/users/".len() + 36];
    admin.post(&format!("{path}/block"), &[]).await.is(303);
}
