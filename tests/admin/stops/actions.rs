//! Decisions by hand, who may decide, and today's money.

use std::time::Duration;

use super::{DAY, HOUR, SLOW, ask, is_silent, near, read, says, text_of};
use crate::app::gateway::{Answer, Gateway};
use crate::app::{ADA, BEN, CLEO, TWILIO, TestApp};
use crate::fails;

#[tokio::test]
async fn p4_a_country_is_decided_by_hand() {
    let app = TestApp::with(&[SLOW]).await;
    let admin = app.admin(ADA).await;
    let allow = [("region", "IN"), ("switch", "allow")];
    let done = admin.post("/admin/stops/country", &allow).await;
    done.leads_to("/admin/stops");
    says(&read(&admin).await, "India Allowed 22 Nov 2026, 13:58");
    let stop = [("region", "IN"), ("switch", "stop")];
    let asked = admin.post("/admin/stops/country", &stop).await;
    asked.leads_to("/admin/stops/country:IN/stop");
    says(&read(&admin).await, "India Allowed");
    let page = admin.get("/admin/stops/country:IN/stop").await;
    page.is(200)
        .shows("Stop texts to India?")
        .shows("except in a browser that signed in with that number before");
    let done = admin.post("/admin/stops/country:IN/stop", &[]).await;
    done.leads_to("/admin/stops");
    says(&read(&admin).await, "India Stopped for good");
    let audit = admin.get("/admin/audit").await;
    says(&text_of(audit.is(200)), "Country India");
    // a range's own stop does not count where its country is decided
    admin.post("/admin/stops/country:IN/watch", &[]).await;
    is_silent(&read(&admin).await, "India Stopped for good");
}

#[tokio::test]
async fn p4_a_range_s_stop_counts_only_while_its_country_is_watched() {
    let app = TestApp::with(&[("limits.range", "1/7d"), SLOW]).await;
    let admin = app.admin(ADA).await;
    ask(&app, &near(1), 1).await.leads_to("/login/code");
    ask(&app, &near(2), 2).await.limited();
    for (verb, words) in [
        ("allow", "Texts to India are allowed."),
        ("stop", "Texts to India are stopped for good."),
    ] {
        let path = format!("/admin/stops/country:IN/{verb}");
        admin.post(&path, &[]).await.leads_to("/admin/stops");
        let text = read(&admin).await;
        says(&text, "On guard now Nothing is on guard");
        says(&text, words);
        is_silent(&text, "The next text goes there");
    }
}

#[tokio::test]
async fn p4_a_typed_range_is_read_or_told_what_is_wrong() {
    let app = TestApp::with(&[SLOW]).await;
    let admin = app.admin(ADA).await;
    let type_in = async |start: &str| {
        let fields = [("start", start), ("switch", "stop")];
        let answer = admin.post("/admin/stops/range", &fields).await;
        if start.contains("-98765.4") {
            return answer;
        }
        admin.told(answer).await
    };
    for (start, words) in [
        ("", "Enter what the numbers start with"),
        (
            "98765 4",
            "Enter a + and the digits that the numbers start with, like +91 98765 4",
        ),
        ("<b>+91</b>", "Enter a + and the digits"),
        (
            "+91 98",
            "Enter more digits: the whole number less its last 4 digits",
        ),
        (
            "+91 98765 43210",
            "Leave out the last 4 digits of the number",
        ),
    ] {
        let page = type_in(start).await;
        let text = text_of(page.is(200));
        says(&text, "There is a problem");
        says(&text, words);
        page.shows("<title>Error: Stopped texts")
            .shows("aria-invalid=\"true\"")
            .hides("<b>+91");
        let typed = start.replace('<', "&#60;").replace('>', "&#62;");
        page.shows(&format!(
            "name=\"start\" type=\"tel\" autocomplete=\"off\" value=\"{typed}\""
        ));
    }
    assert_eq!(app.dump().await.table("places").len(), 0);
    type_in(" +91-98765.4").await.leads_to("/admin/stops");
    says(&read(&admin).await, "+91 98765 4, India Stopped for good");
    ask(&app, &near(1), 1).await.is(422);
}

#[tokio::test]
async fn p4_a_decision_and_its_entry_are_one() {
    let app = TestApp::with(&[SLOW]).await;
    let admin = app.admin(ADA).await;
    fails(&app, "insert on audit").await;
    admin
        .post("/admin/stops/country:IN/stop", &[])
        .await
        .is(503);
    assert_eq!(app.dump().await.table("places").len(), 0);
    ask(&app, CLEO, 1).await.leads_to("/login/code");
}

const PATHS: [&str; 5] = [
    "/admin/stops/country",
    "/admin/stops/range",
    "/admin/stops/country:IN/allow",
    "/admin/stops/country:IN/stop",
    "/admin/stops/country:IN/watch",
];

#[tokio::test]
async fn stopped_texts_are_for_admins_with_a_fresh_sign_in() {
    let app = TestApp::start().await;
    let (nobody, user) = (app.browser(), app.signed_in(BEN).await);
    let fields = [
        ("region", "IN"),
        ("start", "+91 98765 4"),
        ("switch", "stop"),
    ];
    for browser in [&nobody, &user] {
        for path in PATHS {
            browser.post(path, &fields).await.is(404);
        }
    }
    for path in ["/admin/stops", "/admin/stops/country:IN/stop"] {
        user.get(path).await.is(404);
        nobody.get(path).await.is(303);
    }
    app.after_the_wait();
    let admin = app.admin(ADA).await;
    for path in PATHS {
        let request = admin.request(reqwest::Method::POST, path).form(&fields);
        let request = request.header("sec-fetch-site", "cross-site");
        admin.send(request).await.is(403);
    }
    app.clock.advance(Duration::from_mins(16));
    admin.get("/admin/stops").await.is(200);
    for path in PATHS {
        let page = admin.post(path, &fields).await;
        page.is(200).shows("Sign in again");
    }
    assert_eq!(app.dump().await.table("places").len(), 0);
}

#[tokio::test]
async fn what_names_no_place_is_not_found() {
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    for place in ["country:ZZ", "country:", "range:00", "planet:X", "IN"] {
        for verb in ["allow", "stop", "watch"] {
            let path = format!("/admin/stops/{place}/{verb}");
            admin.post(&path, &[]).await.is(404);
        }
        let path = format!("/admin/stops/{place}/stop");
        admin.get(&path).await.is(404);
    }
    let odd = [("region", "IN"), ("switch", "explode")];
    admin.post("/admin/stops/country", &odd).await.is(404);
    let odd = [("region", "ZZ"), ("switch", "stop")];
    admin.post("/admin/stops/country", &odd).await.is(404);
    admin
        .post("/admin/stops/country:IN/explode", &[])
        .await
        .is(404);
    assert_eq!(app.dump().await.table("places").len(), 0);
}

#[tokio::test]
async fn p3_the_page_shows_what_was_spent_today() {
    let file = format!("{TWILIO}\n[prices]\ndefault = 0.05\n[budgets]\nGB = 20\n");
    let set = [("budget.day", "0.30"), ("budget.country", "0.10"), SLOW];
    let app = TestApp::with_provider(&set, Gateway::start().await, &file).await;
    let admin = app.admin(ADA).await;
    let text = read(&admin).await;
    says(
        &text,
        "Money today From midnight UTC on, at the prices of the configuration. \
         All countries Below 80 % 0.05 of 0.30 United States Below 80 % 0.05 of 0.10 \
         United Kingdom Below 80 % 0.00 of 20.00",
    );
    app.clock.advance(HOUR);
    for n in 1..4 {
        ask(&app, &near(n), n).await;
    }
    ask(&app, BEN, 4).await.leads_to("/login/code");
    let text = read(&admin).await;
    says(&text, "All countries Below 80 % 0.20 of 0.30");
    says(&text, "India Texts refused since 14:58 0.10 of 0.10");
    ask(&app, "+447400999888", 5).await.leads_to("/login/code");
    let text = read(&admin).await;
    says(&text, "All countries 80 % reached 14:58 0.25 of 0.30");
    // what came back does not take the warning back
    app.gateway
        .answers(Answer::Json(400, serde_json::json!({ "code": 21606 })));
    ask(&app, "+61412345678", 6).await.is(503);
    says(&read(&admin).await, "All countries 80 % reached");
    app.clock.advance(DAY);
    let admin = app.browser();
    app.gateway.answers(Answer::TwilioQueued);
    admin.post_phone(ADA).await.leads_to("/login/code");
    let code = app.last_code();
    admin.post_code(&code).await.leads_to("/account");
    says(&read(&admin).await, "All countries Below 80 % 0.05 of 0.30");
}
