//! Strength follows attack: what guessing costs, in numbers.

mod app;

use std::time::Duration;

use app::browser::Browser;
use app::interface::{INTERFACES, Interface};
use app::{ADA, BEN, CLEO, TestApp};

const DAY: Duration = Duration::from_hours(24);

/// Limits on texts out of the way.
async fn app(set: &[(&str, &str)]) -> TestApp {
    let names = ["phone", "requester", "range", "country", "countries"];
    let names = names.map(|name| format!("limits.{name}"));
    let mut all: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
    all.extend(set);
    TestApp::with(&all).await
}

/// A wrong try of a browser that was never here.
async fn wrong_try(app: &TestApp, phone: &str) -> Browser {
    let browser = app.browser();
    browser.post_phone(phone).await.leads_to("/login/code");
    browser.post_code(&app.wrong_code()).await.is(200);
    browser
}

/// How many digits a browser's new code has.
async fn digits(app: &TestApp, browser: &Browser, phone: &str) -> usize {
    browser.post_phone(phone).await.leads_to("/login/code");
    app.last_code().len()
}

#[tokio::test]
async fn c4_a_year_of_guessing_at_one_phone_is_at_most_112_guesses() {
    let app = app(&[]).await;
    let mut evaluated = 0;
    for _ in 0..365 {
        let guesser = app.browser();
        if digits(&app, &guesser, ADA).await == 6 {
            for nth in 1.. {
                let page = guesser.post_code(&app.wrong_code()).await;
                // the code's own tries, or the number's
                let spent = ["the wrong code too many times", "it is longer"];
                if spent.iter().any(|words| page.body.contains(words)) {
                    // the fifth one is looked at, and says that it was the last
                    evaluated += u32::from(nth == 5 && page.body.contains(spent[0]));
                    break;
                }
                page.is(200).shows("is not right");
                evaluated += 1;
            }
        }
        app.clock.advance(DAY);
    }
    assert_eq!(evaluated, 20 + 365 / 4);
}

#[tokio::test]
async fn c4_ten_digits_lock_nobody_out() {
    for interface in INTERFACES {
        let app = app(&[("limits.wrong", "1/4d")]).await;
        wrong_try(&app, ADA).await;
        app.after_the_wait();
        let person = app.browser();
        interface.sent(&interface.send(&person, ADA).await);
        let code = app.last_code();
        assert_eq!(code.len(), 10);
        for _ in 0..4 {
            let wrong = interface.check(&person, ADA, &app.wrong_code()).await;
            assert!(wrong.body.contains("not right") || wrong.body.contains("wrong_code"));
        }
        interface.signed_in(&interface.check(&person, ADA, &code).await);
        // and six again when the count has refilled
        app.clock.advance(4 * DAY);
        assert_eq!(digits(&app, &app.browser(), ADA).await, 6);
    }
}

#[tokio::test]
async fn c4_many_wrong_tries_over_all_phones_make_codes_of_strangers_longer() {
    let app = app(&[("limits.guesses", "3/3d")]).await;
    let owner = app.signed_in(CLEO).await;
    owner.post("/logout", &[]).await;
    for nth in 0..3 {
        assert_eq!(digits(&app, &app.browser(), BEN).await, 6);
        app.after_the_wait();
        wrong_try(&app, &format!("+1415555{nth:04}")).await;
    }
    let stranger = app.browser();
    assert_eq!(digits(&app, &stranger, BEN).await, 8);
    // eight digits work, and the page asks for eight
    stranger.get("/login/code").await.is(200).shows("8-digit");
    let code = app.last_code();
    stranger.post_code(&code).await.leads_to("/account");
    // whoever is known for a number sees nothing of it
    assert_eq!(digits(&app, &owner, CLEO).await, 6);
    app.clock.advance(DAY);
    assert_eq!(digits(&app, &app.browser(), BEN).await, 6);
}

#[tokio::test]
async fn c4_tries_of_completed_sign_ins_count_for_nothing_in_all() {
    let app = app(&[("limits.guesses", "4/4d")]).await;
    for nth in 0..4 {
        let person = app.browser();
        person.post_phone(&format!("+1415555{nth:04}")).await;
        let code = app.last_code();
        for _ in 0..3 {
            person.post_code(&app.wrong_code()).await.is(200);
        }
        person.post_code(&code).await.leads_to("/account");
    }
    assert_eq!(digits(&app, &app.browser(), ADA).await, 6);
}

#[tokio::test]
async fn c4_wrong_tries_beyond_the_count_are_not_given_back() {
    let app = app(&[("limits.guesses", "3/3d")]).await;
    for nth in 0..3 {
        wrong_try(&app, &format!("+1415555{nth:04}")).await;
    }
    // nothing is left of the count, so these five took nothing from it
    let person = app.browser();
    assert_eq!(digits(&app, &person, BEN).await, 8);
    let code = app.last_code();
    for _ in 0..4 {
        person.post_code(&app.wrong_code()).await.is(200);
    }
    person.post_code(&code).await.leads_to("/account");
    assert_eq!(digits(&app, &app.browser(), ADA).await, 8);
}

#[tokio::test]
async fn c4_codes_that_were_asked_for_beforehand_have_one_try_each_when_all_are_spent() {
    let app = app(&[("limits.guesses", "10/10d"), ("code.sends", "1")]).await;
    let mut guessers = Vec::new();
    for nth in 0..20 {
        let guesser = app.browser();
        let phone = format!("+1415555{nth:04}");
        assert_eq!(digits(&app, &guesser, &phone).await, 6);
        guessers.push((guesser, app.wrong_code()));
    }
    let mut evaluated = 0;
    for (guesser, wrong) in &guessers {
        for nth in 1..=5 {
            let page = guesser.post_code(wrong).await;
            let is_last = nth == 5 && page.body.contains("the wrong code too many times");
            evaluated += u32::from(is_last || page.is(200).body.contains("is not right"));
        }
    }
    // ten that the count had, and a first try of the other eighteen codes
    assert_eq!(evaluated, 10 + 18);
}

#[tokio::test]
async fn c4_of_second_tries_at_once_the_count_of_all_lets_just_its_own_through() {
    let app = app(&[("limits.guesses", "12/12d")]).await;
    let mut guessers = Vec::new();
    for nth in 0..8 {
        guessers.push(wrong_try(&app, &format!("+1415555{nth:04}")).await);
    }
    // four are left
    let tries = guessers.iter().map(|guesser| guesser.post_code("000000"));
    let pages = futures_util::future::join_all(tries).await;
    let evaluated = pages.iter().filter(|it| it.body.contains("is not right"));
    assert_eq!(evaluated.count(), 4);
    let told = pages.iter().filter(|it| it.body.contains("it is longer"));
    assert_eq!(told.count(), 4);
}

#[tokio::test]
async fn c4_when_all_tries_are_spent_a_longer_code_can_be_had_without_a_wait() {
    for interface in INTERFACES {
        let app = app(&[("limits.guesses", "3/3d")]).await;
        let person = app.browser();
        interface.sent(&interface.send(&person, BEN).await);
        let code = app.last_code();
        interface.check(&person, BEN, &app.wrong_code()).await;
        for nth in 0..2 {
            wrong_try(&app, &format!("+1415555{nth:04}")).await;
        }
        // the right code, and no try is spent, so that it tells nothing
        for _ in 0..6 {
            let told = interface.check(&person, BEN, &code).await;
            match interface {
                Interface::Form => told.is(200).shows("it is longer").hides("new code in"),
                Interface::Json => told.is(400).shows("\"code\":\"attempts_spent\""),
            };
        }
        interface.sent(&interface.resend(&person, BEN).await);
        let code = app.last_code();
        assert_eq!(code.len(), 8);
        // the next one has its wait again
        interface.resend(&person, BEN).await.limited();
        for _ in 0..4 {
            interface.check(&person, BEN, &app.wrong_code()).await;
        }
        interface.signed_in(&interface.check(&person, BEN, &code).await);
    }
}

#[tokio::test]
async fn c4_when_a_number_s_tries_are_spent_its_owner_hears_why_and_need_not_wait() {
    for interface in INTERFACES {
        let app = app(&[("limits.wrong", "4/16d")]).await;
        let person = app.browser();
        interface.sent(&interface.send(&person, ADA).await);
        let code = app.last_code();
        app.after_the_wait();
        let guesser = app.browser_from("127.0.0.9");
        guesser.post_phone(ADA).await.leads_to("/login/code");
        for _ in 0..4 {
            guesser.post_code(&app.wrong_code()).await.is(200);
        }
        // the right one, at the first try, which four others spent
        let told = interface.check(&person, ADA, &code).await;
        match interface {
            Interface::Form => told.is(200).shows("it is longer").hides("new code in"),
            Interface::Json => told.is(400).shows("\"code\":\"attempts_spent\""),
        };
        interface.sent(&interface.resend(&person, ADA).await);
        let code = app.last_code();
        assert_eq!(code.len(), 10);
        interface.signed_in(&interface.check(&person, ADA, &code).await);
    }
}

#[tokio::test]
async fn c4_a_guess_at_eight_digits_weighs_a_hundredth() {
    let app = app(&[("limits.guesses", "1/100d"), ("limits.wrong", "1/100d")]).await;
    wrong_try(&app, BEN).await;
    let guesser = app.browser();
    assert_eq!(digits(&app, &guesser, ADA).await, 8);
    for left in ["4", "3", "2", "1"] {
        let page = guesser.post_code(&app.wrong_code()).await;
        page.is(200).shows(&format!("You have {left} tr"));
    }
    let page = guesser.post_code(&app.wrong_code()).await;
    page.shows("the wrong code too many times");
    app.after_the_wait();
    // five hundredths of the phone's one are gone: no room for a whole one now
    assert_eq!(digits(&app, &app.browser(), ADA).await, 10);
    // a hundredth of a hundred days each
    app.clock.advance(5 * DAY);
    assert_eq!(digits(&app, &app.browser(), ADA).await, 8);
}

#[tokio::test]
async fn c4_a_longer_code_by_setting_stays_as_long() {
    let set = [("limits.guesses", "1/100d"), ("code.digits", "9")];
    let app = app(&set).await;
    // at nine digits a guess weighs a thousandth
    for nth in 0..2 {
        wrong_try(&app, &format!("+1415555{nth:04}")).await;
    }
    assert_eq!(digits(&app, &app.browser(), BEN).await, 9);
}
