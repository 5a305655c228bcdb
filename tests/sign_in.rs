//! The six cases that name the product, through the pages, and everything
//! around them. The same six through JSON are in `api.rs`.

mod app;

use std::time::Duration;

use app::gateway::Answer;
use app::{ADA, BEN, TestApp};
use serde_json::json;

const MINUTE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn valid_phone_and_sms_success_creates_the_user() {
    let app = TestApp::start().await;
    let before = app.dump().await;
    assert_eq!(before.person(), [&[] as &[String]; 3]);
    let browser = app.browser();
    browser
        .post_phone("(415) 555-2671")
        .await
        .leads_to("/login/code");
    let after = app.dump().await;
    let [users, verifications, sessions] = after.person();
    assert_eq!(
        [users.len(), verifications.len(), sessions.len()],
        [1, 1, 1]
    );
    assert!(
        users[0].contains(&format!("\"phone\":\"{ADA}\"")),
        "{users:?}"
    );
    assert!(users[0].contains("\"verified_at\":null"), "{users:?}");
    let delivery = &after.table("deliveries")[0];
    assert!(delivery.contains("\"status\":\"accepted\""), "{delivery}");
    assert!(
        !after.text().contains(&app.last_code()),
        "the code is stored"
    );
    let code = app.last_code();
    browser.post_code(&code).await.leads_to("/account");
    let after = app.dump().await;
    assert!(!after.table("users")[0].contains("\"verified_at\":null"));
    browser
        .get("/account")
        .await
        .is(200)
        .shows("+1 415-555-2671");
}

#[tokio::test]
async fn invalid_phone_creates_no_user() {
    let app = TestApp::start().await;
    let before = app.dump().await;
    let cases = [
        ("", "Enter your mobile number"),
        ("   ", "Enter your mobile number"),
        ("12", "This number is 8 digits too short (United States)"),
        (
            "+1 415 055 2671",
            "No mobile number begins like this (United States)",
        ),
        (
            "+1 900-234-5678",
            "This is not a mobile number (United States)",
        ),
        (
            "+44 121 234 5678",
            "This is not a mobile number (United Kingdom)",
        ),
    ];
    for (typed, words) in cases {
        let page = app.browser().post_phone(typed).await;
        page.is(422)
            .shows("<title>Error: ")
            .shows("There is a problem")
            .shows(words);
        page.shows("aria-invalid=\"true\"");
        assert_eq!(page.field("phone\" type=\"tel\" autocomplete=\"tel"), typed);
        assert_eq!(page.header("set-cookie"), "");
    }
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), 0);
}

#[tokio::test]
async fn valid_phone_and_sms_failure_creates_no_user() {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    app.gateway
        .answers(Answer::Json(400, json!({ "code": 21606, "message": "no" })));
    let before = app.dump().await;
    let page = app.browser().post_phone(ADA).await;
    page.is(503).shows("Sorry, we cannot send texts right now");
    assert_eq!(page.header("set-cookie"), "");
    assert_eq!(app.dump().await.person(), before.person());
}

#[tokio::test]
async fn resend_success_updates_the_verification() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let before = app.dump().await;
    app.after_the_wait();
    browser.resend().await.leads_to("/login/code");
    let after = app.dump().await;
    assert_eq!(after.table("users"), before.table("users"));
    assert_eq!(after.table("verifications").len(), 1);
    assert_ne!(after.table("verifications"), before.table("verifications"));
    let code = app.last_code();
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn resend_failure_leaves_the_verification_alone() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let (code, before) = (app.last_code(), app.dump().await);
    app.after_the_wait();
    app.gateway
        .answers(Answer::Json(400, json!({ "code": 21606, "message": "no" })));
    let page = browser.resend().await;
    page.is(200).shows("Sorry, we cannot send texts right now");
    assert_eq!(app.dump().await.person(), before.person());
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn resend_for_an_unknown_phone_creates_no_user() {
    let app = TestApp::start().await;
    let before = app.dump().await;
    app.browser().resend().await.leads_to("/login");
    let strange = app.browser();
    strange.set_cookie("textgate", "AAAAAAAAAAAAAAAAAAAAAA");
    strange.resend().await.leads_to("/login");
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), 0);
}

#[tokio::test]
async fn a_double_click_sends_one_text_and_both_lead_to_the_code_page() {
    let app = TestApp::start().await;
    let (one, two) = (app.browser(), app.browser());
    let form = one.get("/login").await.field("form");
    let fields = [
        ("form", form.as_str()),
        ("region", "US"),
        ("phone", "4155552671"),
    ];
    let (first, second) = tokio::join!(one.post("/login", &fields), two.post("/login", &fields));
    first.leads_to("/login/code");
    second.leads_to("/login/code");
    assert_eq!(app.gateway.count(), 1);
    for browser in [&one, &two] {
        browser.get("/login/code").await.is(200).shows("671");
    }
    let code = app.last_code();
    two.post_code(&code).await.leads_to("/account");
    // whoever saw the page elsewhere gets no part in the sign-in
    let elsewhere = app.browser_from("127.0.0.9");
    let used = "This form was sent before";
    elsewhere.post("/login", &fields).await.is(422).shows(used);
    assert_eq!(elsewhere.session(), None);
    // nor does the same form with another number send anything
    let fields = [("form", form.as_str()), ("phone", BEN)];
    let page = app.browser().post("/login", &fields).await;
    page.is(422).shows(used).shows(BEN);
    assert_ne!(page.field("form"), form);
    assert_eq!(app.gateway.count(), 1);
}

#[tokio::test]
async fn a_double_click_on_resend_sends_one_text() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    app.after_the_wait();
    let form = browser.get("/login/code").await.field("form");
    let fields = [("form", form.as_str())];
    let (first, second) = tokio::join!(
        browser.post("/login/resend", &fields),
        browser.post("/login/resend", &fields)
    );
    first.leads_to("/login/code");
    second.leads_to("/login/code");
    assert_eq!(app.gateway.count(), 2);
}

#[tokio::test]
async fn a_form_whose_text_failed_counts_once_and_the_page_has_a_new_one() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let form = browser.get("/login").await.field("form");
    let fields = [("form", form.as_str()), ("phone", ADA)];
    app.gateway
        .answers(Answer::Json(400, json!({ "code": 21606 })));
    let page = browser.post("/login", &fields).await;
    assert_eq!(page.is(503).header("cache-control"), "private, no-cache");
    app.gateway.answers(Answer::TwilioQueued);
    browser.post("/login", &fields).await.is(503);
    app.clock.advance(MINUTE);
    let again = browser.post("/login", &fields).await;
    again.is(422).shows("This form was sent before");
    assert_eq!(app.gateway.count(), 1);
    let form = page.field("form");
    let fields = [("form", form.as_str()), ("phone", ADA)];
    browser
        .post("/login", &fields)
        .await
        .leads_to("/login/code");
    assert_eq!(app.gateway.count(), 2);
}

#[tokio::test]
async fn asking_again_goes_on_with_what_the_browser_holds() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    browser
        .post_phone("1 415 555 2671")
        .await
        .leads_to("/login/code");
    assert_eq!(app.gateway.count(), 1, "within the wait no text is sent");
    app.after_the_wait();
    browser.post_phone(ADA).await.leads_to("/login/code");
    assert_eq!(app.gateway.count(), 2, "after it, that is a resend");
    assert_eq!(app.dump().await.table("verifications").len(), 1);
    let old = app.last_code();
    browser.post_phone(BEN).await.leads_to("/login/code");
    assert_eq!(app.dump().await.table("verifications").len(), 2);
    assert_eq!(app.dump().await.table("sessions").len(), 1);
    if old != app.last_code() {
        browser
            .post_code(&old)
            .await
            .is(200)
            .shows("That code is not right");
    }
    let code = app.last_code();
    browser.post_code(&code).await.leads_to("/account");
    browser.get("/account").await.shows("+44 7400 123456");
}

#[tokio::test]
async fn the_number_comes_back_when_another_is_to_be_used() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    browser
        .get("/login/code")
        .await
        .shows("+1 415-555-2671")
        .shows("Change");
    browser.get("/login").await.shows("+1 415-555-2671");
    // whoever opens the browser later sees the last digits alone
    browser
        .cookies
        .lock()
        .expect("cookies")
        .remove("textgate-visit");
    for path in ["/login", "/login/code"] {
        browser.get(path).await.hides("415-555").shows("671");
    }
    app.browser().get("/login").await.hides("415-555");
}

#[tokio::test]
async fn c1_a_code_works_one_second_before_its_end_and_not_after() {
    let app = TestApp::start().await;
    let (one, two) = (app.browser(), app.browser());
    one.post_phone(ADA).await.leads_to("/login/code");
    let ada = app.last_code();
    two.post_phone(BEN).await.leads_to("/login/code");
    let ben = app.last_code();
    app.clock.advance(Duration::from_secs(299));
    one.post_code(&ada).await.leads_to("/account");
    app.clock.advance(Duration::from_secs(1));
    two.post_code(&ben)
        .await
        .is(200)
        .shows("That code has expired. Send a new code");
    two.resend().await.leads_to("/login/code");
    let code = app.last_code();
    two.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn a_code_that_is_over_and_was_the_last_one_tells_to_start_again() {
    let app = TestApp::with(&[("code.sends", "1")]).await;
    let (late, wrong) = (app.browser(), app.browser());
    late.post_phone(ADA).await.leads_to("/login/code");
    wrong.post_phone(BEN).await.leads_to("/login/code");
    for _ in 0..4 {
        wrong.post_code(&app.wrong_code()).await.is(200);
    }
    let spent = wrong.post_code(&app.wrong_code()).await;
    app.clock.advance(6 * MINUTE);
    let late = late.post_code("123456").await;
    for (page, told) in [
        (late, "That code has expired"),
        (spent, "You entered the wrong code too many times"),
    ] {
        page.is(200).shows(told).shows("Start again");
        page.shows("href=\"#code\"").shows("id=\"code\"");
        page.hides("Send a new code").hides("minute or two");
    }
}

#[tokio::test]
async fn a_verification_ends_after_an_hour() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    app.clock.advance(59 * MINUTE);
    browser
        .get("/login/code")
        .await
        .is(200)
        .shows("no longer works");
    app.clock.advance(MINUTE);
    let code = app.last_code();
    browser.get("/login/code").await.leads_to("/login");
    browser.resend().await.leads_to("/login");
    browser.post_code(&code).await.leads_to("/login");
    assert_eq!(app.gateway.count(), 1);
}

#[tokio::test]
async fn c7_the_fifth_wrong_try_is_the_last_and_a_new_code_brings_five_more() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    for left in ["4 tries", "3 tries", "2 tries", "1 try"] {
        let page = browser.post_code(&app.wrong_code()).await;
        page.is(200).shows(&format!("You have {left} left"));
    }
    let page = browser.post_code(&app.wrong_code()).await;
    page.shows("You entered the wrong code too many times. Send a new code");
    page.hides("name=\"code\"");
    let code = app.last_code();
    let page = browser.post_code(&code).await;
    page.is(200)
        .shows("You entered the wrong code too many times. Send a new code");
    app.after_the_wait();
    browser.resend().await.leads_to("/login/code");
    let page = browser.post_code(&app.wrong_code()).await;
    page.is(200).shows("You have 4 tries left");
    let code = app.last_code();
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn c9_malformed_codes_cost_no_try_and_unicode_digits_count() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = app.last_code();
    let cases = ["12345", "1234567", "12345a", "<b>1234", "1 2 3", "١٢٣"];
    for typed in cases {
        let page = browser.post_code(typed).await;
        page.is(200)
            .shows("The code must be 6 digits")
            .shows("You have 5 tries left");
    }
    browser.post_code("12345").await.shows("value=\"12345\"");
    browser
        .post_code("")
        .await
        .is(200)
        .shows("Enter the code from the text");
    let arabic: String = code
        .chars()
        .filter_map(|c| char::from_u32(u32::from(c) - u32::from('0') + 0x0660))
        .collect();
    let spaced = format!(" {}\u{a0}{} ", &arabic[..6], &arabic[6..]);
    browser.post_code(&spaced).await.leads_to("/account");
}

#[tokio::test]
async fn wrong_codes_are_not_shown_again() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let wrong = app.wrong_code();
    let page = browser.post_code(&wrong).await;
    page.is(200).hides(&wrong).shows("That code is not right");
    page.shows("href=\"#code\"")
        .shows("aria-describedby=\"code-err code-hint\"");
}

#[tokio::test]
async fn c2_a_code_works_once() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let (code, copy) = (app.last_code(), browser.copy());
    browser.post_code(&code).await.leads_to("/account");
    // the old session id is dead, and the answer cannot be on its way any more
    app.clock.advance(Duration::from_mins(1));
    copy.post_code(&code).await.leads_to("/login");
    assert_eq!(app.dump().await.table("sessions").len(), 1);
}

#[tokio::test]
async fn after_success_the_way_back_leads_on() {
    let app = TestApp::start().await;
    let browser = app.signed_in(ADA).await;
    for path in ["/login/code", "/login"] {
        browser.get(path).await.leads_to("/account");
    }
    browser.get("/").await.leads_to("/account");
    app.browser().get("/").await.leads_to("/login");
    browser.post_code("123456").await.leads_to("/account");
    browser.post_phone(BEN).await.leads_to("/account");
    browser.resend().await.leads_to("/account");
    assert_eq!(app.gateway.count(), 1);
}

#[tokio::test]
async fn another_tab_s_form_is_noticed_before_a_try_is_spent() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let attempt = browser.get("/login/code").await.field("attempt");
    let ada = app.last_code();
    browser.post_phone(BEN).await.leads_to("/login/code");
    let fields = [("attempt", attempt.as_str()), ("code", ada.as_str())];
    let answer = browser.post("/login/code", &fields).await;
    let page = browser.told(answer).await;
    page.is(200)
        .shows("You started again in another tab")
        .shows("456");
    let page = browser.post_code(&app.wrong_code()).await;
    page.shows("You have 4 tries left");
}

#[tokio::test]
async fn return_to_is_kept_until_the_person_is_in() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser
        .get("/account/data")
        .await
        .leads_to("/login?return_to=%2Faccount%2Fdata");
    let page = browser.get("/login?return_to=%2Faccount%2Fdata").await;
    assert_eq!(page.field("return_to"), "/account/data");
    let fields = [("phone", ADA), ("return_to", "/account/data")];
    browser
        .post("/login", &fields)
        .await
        .leads_to("/login/code");
    let code = app.last_code();
    browser.post_code(&code).await.leads_to("/account/data");
    browser
        .get("/login?return_to=%2Faccount")
        .await
        .leads_to("/account");
}

#[tokio::test]
async fn p1_countries_can_be_switched_off() {
    let app = TestApp::with(&[("regions", "US,IN"), ("default_region", "US")]).await;
    let before = app.dump().await;
    let page = app.browser().post_phone(BEN).await;
    page.is(422)
        .shows("We do not send texts to United Kingdom yet");
    page.shows("India (+91)").hides("Germany (+49)");
    assert_eq!(app.dump().await, before);
    app.browser().post_phone(ADA).await.leads_to("/login/code");
}

#[tokio::test]
async fn the_last_region_is_remembered_from_the_first_text_on() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser
        .get("/login")
        .await
        .shows("<option value=\"US\" selected");
    let fields = [("region", "IN"), ("phone", "098765 43210")];
    browser
        .post("/login", &fields)
        .await
        .leads_to("/login/code");
    browser
        .get("/login")
        .await
        .shows("<option value=\"IN\" selected");
}

#[tokio::test]
async fn only_faults_about_the_number_are_told() {
    let app = TestApp::start().await;
    let cases = [
        (21211, 422, "This number cannot get our texts"),
        (21408, 422, "We do not send texts to United States yet"),
        (21610, 422, "You told an earlier text of ours to stop"),
        (20003, 503, "Sorry, we cannot send texts right now"),
    ];
    for (code, status, words) in cases {
        let answer = json!({ "code": code, "message": "secret words", "status": 400 });
        app.gateway.answers(Answer::Json(400, answer));
        let page = app.browser().post_phone(ADA).await;
        page.is(status)
            .shows(words)
            .hides("secret words")
            .hides(&code.to_string());
        assert_eq!(page.field("phone\" type=\"tel\" autocomplete=\"tel"), ADA);
    }
}

#[tokio::test]
async fn ten_digit_codes_follow_an_attack_and_nobody_is_locked_out() {
    let app = TestApp::with(&[
        ("limits.phone", "1000/1m"),
        ("limits.requester", "1000/1m"),
        ("limits.range", "1000/1m"),
        ("limits.country", "1000/1m"),
    ])
    .await;
    for _ in 0..4 {
        let browser = app.browser();
        browser.post_phone(ADA).await.leads_to("/login/code");
        for _ in 0..5 {
            browser.post_code(&app.wrong_code()).await.is(200);
        }
        app.after_the_wait();
    }
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = app.last_code();
    assert_eq!(code.len(), 10, "the phone's twenty wrong tries are spent");
    browser.get("/login/code").await.shows("10-digit code");
    browser
        .post_code(&app.wrong_code())
        .await
        .shows("You have 4 tries left");
    browser.post_code(&code).await.leads_to("/account");
    // one try comes back every four days
    app.clock.advance(Duration::from_hours(4 * 24));
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    assert_eq!(app.last_code().len(), 6);
}

#[tokio::test]
async fn an_older_code_of_six_digits_is_not_evaluated_once_the_count_is_spent() {
    let app = TestApp::with(&[
        ("limits.wrong", "2/8d"),
        ("code.resend_wait", "0s"),
        ("limits.phone", "1000/1m"),
    ])
    .await;
    let (one, two) = (app.browser(), app.browser());
    one.post_phone(ADA).await.leads_to("/login/code");
    let right = app.last_code();
    app.clock.advance(Duration::from_secs(1));
    two.post_phone(ADA).await.leads_to("/login/code");
    for _ in 0..2 {
        two.post_code(&app.wrong_code())
            .await
            .is(200)
            .shows("That code is not right");
    }
    one.post_code(&right).await.is(200).shows("it is longer");
    app.clock.advance(Duration::from_secs(1));
    one.resend().await.leads_to("/login/code");
    let code = app.last_code();
    assert_eq!(code.len(), 10);
    one.post_code(&code).await.leads_to("/account");
}
