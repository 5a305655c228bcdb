//! C1–C5: how long a code lives, what it is made of, and what replaces it.

use std::time::Duration;

use serde_json::json;
use textgate::start::settings::{Args, Config};

use crate::app::interface::{INTERFACES, Interface};
use crate::app::{ADA, BEN, TestApp};
use crate::harness::generous;

const SECOND: Duration = Duration::from_secs(1);

/// What is said of a setting, or nothing.
fn refusal(name: &str, value: &str) -> Option<String> {
    let args = Args {
        set: vec![(name.to_owned(), value.to_owned())],
        ..Args::default()
    };
    Config::load(&args).err().map(|error| error.to_string())
}

#[tokio::test]
async fn c1_over_json_a_code_works_one_second_before_its_end_and_not_after() {
    let app = TestApp::start().await;
    let sent = app.send_otp(ADA).await;
    assert_eq!(sent.is(200).json()["expiresIn"], 300);
    let ada = app.last_code();
    app.send_otp(BEN).await.is(200);
    let ben = app.last_code();
    app.clock.advance(299 * SECOND);
    app.verify_otp(ADA, &ada).await.is(200);
    app.clock.advance(SECOND);
    let late = app.verify_otp(BEN, &ben).await;
    assert_eq!(late.is(400).json()["code"], "expired");
}

#[tokio::test]
async fn c1_no_setting_makes_a_code_live_longer_than_ten_minutes() {
    let refused = refusal("code.lifetime", "601s").expect("refused");
    assert!(refused.contains("from 1s to 10m"), "{refused}");
    let app = TestApp::with(&[("code.lifetime", "10m")]).await;
    for (moved, works) in [(599, true), (600, false)] {
        let browser = app.browser();
        browser.post_phone(ADA).await.leads_to("/login/code");
        let code = app.last_code();
        app.clock.advance(moved * SECOND);
        let page = browser.post_code(&code).await;
        assert_eq!(page.status == 303, works, "{moved}: {}", page.body);
    }
}

#[tokio::test]
async fn c3_leading_zeros_occur_and_count() {
    let app = generous(&[("code.resend_wait", "0s")]).await;
    // one code in ten; that none of 300 does happens once in 10^13 runs
    let mut tries = 0;
    let code = loop {
        app.send_otp(ADA).await.is(200);
        let code = app.last_code();
        if code.starts_with('0') {
            break code;
        }
        tries += 1;
        assert!(tries < 300, "no code begins with 0");
        app.clock.advance(SECOND);
    };
    let short = app.verify_otp(ADA, &code[1..]).await.is(400).json();
    assert_eq!(short["code"], "malformed_code");
    // what reading it as a number would make of it
    let number: u64 = code.parse().expect("a number");
    let body = json!({ "phone": ADA, "otp": number });
    let refused = app.browser().json("/auth/verify-otp", &body).await;
    assert_eq!(refused.is(400).json()["code"], "bad_request");
    let padded = format!("0{code}");
    let long = app.verify_otp(ADA, &padded).await.is(400).json();
    assert_eq!(long["code"], "malformed_code");
    assert_eq!(long["attemptsLeft"], 5, "no try was spent");
    app.verify_otp(ADA, &code).await.is(200);
}

#[tokio::test]
async fn c3_codes_have_at_least_six_digits() {
    let refused = refusal("code.digits", "5").expect("refused");
    assert!(refused.contains("from 6 to 10"), "{refused}");
    for digits in ["6", "8", "10"] {
        let app = TestApp::with(&[("code.digits", digits)]).await;
        for interface in INTERFACES {
            interface.sent(&interface.send(&app.browser(), ADA).await);
            assert_eq!(app.last_code().len().to_string(), digits);
            app.after_the_wait();
        }
    }
}

#[tokio::test]
async fn c4_a_new_code_brings_five_tries_and_leaves_the_phone_s_own_count() {
    for interface in INTERFACES {
        let app = generous(&[("limits.wrong", "12/48d"), ("code.resend_wait", "0s")]).await;
        let browser = app.browser();
        interface.sent(&interface.send(&browser, ADA).await);
        let wrong = async || interface.check(&browser, ADA, &app.wrong_code()).await;
        for _ in 0..2 {
            for left in (0..5).rev() {
                said_wrong(&wrong().await, left);
            }
            app.clock.advance(SECOND);
            interface.sent(&interface.resend(&browser, ADA).await);
            assert_eq!(app.last_code().len(), 6, "the phone has tries left");
        }
        said_wrong(&wrong().await, 4);
        said_wrong(&wrong().await, 3);
        // twelve were evaluated: the phone's count is empty, whatever is left
        // of this code's own, and even the right one is not looked at
        for code in [app.wrong_code(), app.last_code()] {
            let page = interface.check(&browser, ADA, &code).await;
            let words = match interface {
                Interface::Form => "it is longer",
                Interface::Json => "attempts_spent",
            };
            page.shows(words);
        }
        app.clock.advance(SECOND);
        interface.sent(&interface.resend(&browser, ADA).await);
        let code = app.last_code();
        assert_eq!(code.len(), 10, "stronger codes, and nobody is locked out");
        interface.signed_in(&interface.check(&browser, ADA, &code).await);
    }
}

/// So many tries are left, in either way's words.
#[track_caller]
fn said_wrong(page: &crate::app::browser::Shown, left: u32) {
    let form = format!(
        "You have {left} {} left",
        if left == 1 { "try" } else { "tries" }
    );
    let json = format!("\"attemptsLeft\":{left}");
    let last = left == 0 && page.body.contains("the wrong code too many times");
    let said = last || page.body.contains(&form) || page.body.contains(&json);
    assert!(said, "not {left} left: {}", page.body);
}

#[tokio::test]
async fn c5_the_code_before_the_newest_works_too_and_none_before_that() {
    for interface in INTERFACES {
        let app = generous(&[("code.resend_wait", "0s")]).await;
        let browser = app.browser();
        interface.sent(&interface.send(&browser, ADA).await);
        let mut old = vec![app.last_code()];
        for _ in 0..2 {
            app.clock.advance(SECOND);
            interface.sent(&interface.resend(&browser, ADA).await);
            old.push(app.last_code());
        }
        let newest = old.pop().expect("a code");
        let before = old.pop().expect("the one before it");
        assert_eq!(app.dump().await.table("verifications").len(), 1);
        // all are within their five minutes
        for code in old.iter().filter(|code| **code != newest) {
            let page = interface.check(&browser, ADA, code).await;
            let refused = page.status == 400 || page.body.contains("That code is not right");
            assert!(refused, "{code}: {}", page.body);
        }
        interface.signed_in(&interface.check(&browser, ADA, &before).await);
        assert_eq!(app.dump().await.table("sessions").len(), 1);
    }
}

#[tokio::test]
async fn c5_a_code_of_an_earlier_text_lives_on_when_the_new_one_was_not_taken() {
    for interface in INTERFACES {
        let app = TestApp::start().await;
        let browser = app.browser();
        interface.sent(&interface.send(&browser, ADA).await);
        let code = app.last_code();
        app.after_the_wait();
        app.gateway.answers(crate::app::gateway::Answer::Quote(400));
        interface.not_sent(&interface.resend(&browser, ADA).await);
        let unsent = app.last_code();
        if unsent != code {
            let page = interface.check(&browser, ADA, &unsent).await;
            let refused = page.status == 400 || page.body.contains("That code is not right");
            assert!(refused, "{}", page.body);
        }
        interface.signed_in(&interface.check(&browser, ADA, &code).await);
    }
}
