//! What admins decide about a range or a country counts at once, and known
//! browsers get through.

use crate::app::browser::Browser;
use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::{DAY, PAUSED, ask, ask_json, near, owner, room, sign_in, stranger};

const SLOW: (&str, &str) = ("session.admin_act", "12h");

/// Another range of the same country.
const FAR: &str = "+12125550100";

async fn admin(app: &TestApp) -> Browser {
    app.admin(BEN).await
}

/// Decides about the range of [`ADA`].
async fn decide(admin: &Browser, switch: &str) {
    let fields = [("start", "+1 415-555"), ("switch", switch)];
    let page = admin.post("/admin/stops/range", &fields).await;
    page.leads_to("/admin/stops");
}

/// Decides about a place by its key.
async fn decide_on(admin: &Browser, place: &str, verb: &str) {
    let path = format!("/admin/stops/{place}/{verb}");
    admin.post(&path, &[]).await.leads_to("/admin/stops");
}

#[tokio::test]
async fn p4_an_allowed_range_gets_its_texts_at_once_until_it_is_undone() {
    let app = TestApp::with(&[("limits.range", "2/7d"), SLOW]).await;
    let admin = admin(&app).await;
    assert_eq!(room(&app, 0, 3).await, 2);
    ask(&app, &near(9), 9).await.is(429).shows(PAUSED);
    decide(&admin, "allow").await;
    assert_eq!(room(&app, 10, 20).await, 10);
    ask_json(&app, &near(21), 21).await.is(200);
    let places = app.dump().await.table("places")[0].clone();
    let place: serde_json::Value = serde_json::from_str(&places).expect("JSON");
    let key = place["place"].as_str().expect("a key");
    decide_on(&admin, key, "watch").await;
    ask(&app, &near(22), 22).await.is(429).shows(PAUSED);
}

#[tokio::test]
async fn p4_a_range_that_is_stopped_for_good_gets_nothing_at_once() {
    let app = TestApp::with(&[SLOW]).await;
    let owner = owner(&app).await;
    let admin = admin(&app).await;
    // begun before the stop
    let begun = stranger(&app, 1);
    begun.post_phone(&near(1)).await.leads_to("/login/code");
    let code = app.last_code();
    decide(&admin, "stop").await;
    let before = app.dump().await;
    let page = ask(&app, &near(2), 2).await;
    page.is(422)
        .shows("We do not send texts to this number. Use a different one");
    let answer = ask_json(&app, &near(2), 2).await;
    assert_eq!(answer.is(400).json()["code"], "number_off");
    app.after_the_wait();
    begun
        .resend()
        .await
        .is(200)
        .shows("We do not send texts to this number");
    let after = app.dump().await;
    for table in ["limits", "deliveries", "verifications", "traffic", "users"] {
        assert_eq!(after.table(table), before.table(table), "{table}");
    }
    // the code that is there works; the next range is another matter
    begun.post_code(&code).await.leads_to("/account");
    ask(&app, FAR, 3).await.leads_to("/login/code");
    // known for its number, and for no other of the range
    owner.copy().post_phone(&near(2)).await.is(422);
    owner.post_phone(ADA).await.leads_to("/login/code");
    let code = app.last_code();
    owner.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn p4_a_stopped_country_gets_nothing_but_for_known_browsers() {
    let app = TestApp::with(&[SLOW]).await;
    let owner = owner(&app).await;
    let admin = admin(&app).await;
    let page = admin
        .post(
            "/admin/stops/country",
            &[("region", "US"), ("switch", "stop")],
        )
        .await;
    page.leads_to("/admin/stops/country:US/stop");
    // nothing happens before the question is answered
    ask(&app, FAR, 1).await.leads_to("/login/code");
    let page = admin.get("/admin/stops/country:US/stop").await;
    page.is(200).shows("Stop texts to United States?");
    decide_on(&admin, "country:US", "stop").await;
    let page = ask(&app, "+13125550100", 2).await;
    page.is(422)
        .shows("We do not send texts to United States yet");
    let answer = ask_json(&app, "+13125550100", 2).await;
    assert_eq!(answer.is(400).json()["code"], "country_off");
    ask(&app, CLEO, 3).await.leads_to("/login/code");
    owner.post_phone(ADA).await.leads_to("/login/code");
    decide_on(&admin, "country:US", "watch").await;
    ask(&app, "+13125550100", 2).await.leads_to("/login/code");
}

#[tokio::test]
async fn p4_an_allowed_country_is_allowed_in_all_its_ranges() {
    let limits = [("limits.range", "1/7d"), ("limits.country", "2/7d"), SLOW];
    let app = TestApp::with(&limits).await;
    let admin = admin(&app).await;
    assert_eq!(room(&app, 0, 2).await, 1);
    ask(&app, FAR, 3).await.leads_to("/login/code");
    ask(&app, "+13125550100", 4).await.is(429).shows(PAUSED);
    decide_on(&admin, "country:US", "allow").await;
    assert_eq!(room(&app, 10, 20).await, 10);
    ask(&app, "+13125550100", 4).await.leads_to("/login/code");
}

#[tokio::test]
async fn p4_a_decision_about_a_range_comes_before_its_country_s() {
    let limits = [("limits.country", "1/7d"), SLOW];
    let app = TestApp::with(&limits).await;
    let admin = admin(&app).await;
    // the country stopped by itself
    ask(&app, FAR, 1).await.leads_to("/login/code");
    ask(&app, &near(1), 2).await.is(429).shows(PAUSED);
    decide(&admin, "allow").await;
    assert_eq!(room(&app, 3, 8).await, 5);
    ask(&app, "+13125550100", 9).await.is(429).shows(PAUSED);
    // or was stopped
    decide_on(&admin, "country:US", "stop").await;
    assert_eq!(room(&app, 10, 12).await, 2);
    ask(&app, "+13125550100", 9).await.is(422);
    // or is allowed
    decide_on(&admin, "country:US", "allow").await;
    decide(&admin, "stop").await;
    ask(&app, &near(20), 20).await.is(422);
    ask(&app, "+13125550100", 9).await.leads_to("/login/code");
}

#[tokio::test]
async fn p4_what_is_allowed_makes_no_room_for_others() {
    let app = TestApp::with(&[
        ("limits.range", ""),
        ("limits.country", "3/100h"),
        ("limits.requester", ""),
        SLOW,
    ])
    .await;
    let admin = admin(&app).await;
    for n in 0..3 {
        let far = format!("+1212555{n:04}");
        ask(&app, &far, n).await.leads_to("/login/code");
    }
    ask(&app, "+13125550100", 9).await.limited();
    decide(&admin, "allow").await;
    for n in 10..11 {
        sign_in(&app, &near(n), n).await;
    }
    ask(&app, "+13125550100", 9).await.limited();
    // neither did their texts take any
    app.clock.advance(DAY + 10 * crate::HOUR);
    ask(&app, "+13125550100", 9).await.leads_to("/login/code");
    ask(&app, "+13125550101", 8).await.limited();
}
