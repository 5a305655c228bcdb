//! A browser that signed a number in before has limits of its own for it; a
//! stranger can neither use up the owner's texts nor their tries.

mod app;

use std::time::Duration;

use app::browser::Browser;
use app::interface::INTERFACES;
use app::{ADA, BEN, TestApp};
use serde_json::json;
use textgate::domain::audit::Actor;
use textgate::flow::users::{self, ActOutcome};

const COOKIE: &str = "textgate-browser";

/// A browser that signed this number in, and out again.
async fn known(app: &TestApp, phone: &str) -> Browser {
    let browser = app.signed_in(phone).await;
    browser.post("/logout", &[]).await.leads_to("/login");
    app.after_the_wait();
    browser
}

/// A browser that was never here, at another address.
fn stranger(app: &TestApp) -> Browser {
    app.browser_from("127.0.0.66")
}

async fn signs_in(app: &TestApp, browser: &Browser, phone: &str) {
    browser.post_phone(phone).await.leads_to("/login/code");
    let code = app.last_code();
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn c4_a_stranger_cannot_use_up_the_owner_s_texts_nor_hold_their_wait() {
    for interface in INTERFACES {
        let app = TestApp::with(&[("limits.range", ""), ("limits.country", "")]).await;
        let owner = known(&app, ADA).await;
        // asks for as many as a stranger gets
        loop {
            let asked = interface.send(&stranger(&app), ADA).await;
            if asked.status == 429 {
                break;
            }
            interface.sent(&asked);
            app.after_the_wait();
        }
        // and the wait has just begun anew
        app.clock.advance(Duration::from_mins(3));
        interface.sent(&interface.send(&stranger(&app), ADA).await);
        interface.send(&stranger(&app), ADA).await.limited();
        interface.sent(&interface.send(&owner, ADA).await);
        let code = app.last_code();
        interface.signed_in(&interface.check(&owner, ADA, &code).await);
    }
}

#[tokio::test]
async fn c4_the_owner_s_texts_have_limits_too() {
    let app = TestApp::with(&[("limits.phone", "3/24h")]).await;
    let one = known(&app, ADA).await;
    let other = known(&app, ADA).await;
    for nth in 0..10 {
        let owner = if nth % 2 == 0 { &one } else { &other };
        owner.set_cookie("textgate", "none");
        signs_in(&app, owner, ADA).await;
        owner.post("/logout", &[]).await;
        if nth < 9 {
            owner.post_phone(ADA).await.limited();
        }
        app.after_the_wait();
    }
    // that was all of them together; now they are as good as strangers
    other.set_cookie("textgate", "none");
    signs_in(&app, &other, ADA).await;
    other.post("/logout", &[]).await;
    app.after_the_wait();
    assert_eq!(browsers(&app).await, 2);
    for browser in [&one, &other, &stranger(&app)] {
        browser.set_cookie("textgate", "none");
        let page = browser.post_phone(ADA).await;
        page.limited();
        // what others did with the number is told to none of them
        assert_eq!(page.header("retry-after"), "28800");
    }
}

/// How many browsers are known.
async fn browsers(app: &TestApp) -> usize {
    app.dump().await.table("browsers").len()
}

#[tokio::test]
async fn p3_a_code_that_a_known_browser_asked_for_makes_no_other_browser_known() {
    for interface in INTERFACES {
        let app = TestApp::start().await;
        let owner = known(&app, ADA).await;
        for resent in [false, true] {
            interface.sent(&interface.send(&owner, ADA).await);
            if resent {
                app.after_the_wait();
                interface.sent(&interface.resend(&owner, ADA).await);
            }
            let kept = owner.cookies.lock().expect("cookies").remove(COOKIE);
            let shown = interface.check(&owner, ADA, &app.last_code()).await;
            interface.signed_in(&shown);
            let mut set = shown.headers.get_all("set-cookie").iter();
            assert!(!set.any(|it| it.as_bytes().starts_with(COOKIE.as_bytes())));
            assert_eq!(browsers(&app).await, 1);
            owner.set_cookie(COOKIE, &kept.expect("a known browser"));
            owner.post("/logout", &[]).await;
            app.clock.advance(Duration::from_mins(3));
        }
        // the same browser stays known, and is seen again
        let before = app.dump().await.table("browsers").to_vec();
        interface.sent(&interface.send(&owner, ADA).await);
        interface.signed_in(&interface.check(&owner, ADA, &app.last_code()).await);
        assert_eq!(browsers(&app).await, 1);
        assert_ne!(app.dump().await.table("browsers"), before);
    }
}

#[tokio::test]
async fn p3_one_number_of_one_s_own_gets_twenty_texts_a_day() {
    let app = TestApp::start().await;
    let mut texts = app.gateway.count();
    let attacker = known(&app, ADA).await;
    let (hours, each) = (24, 6);
    for _ in 0..hours * each {
        for keeps_cookie in [true, false] {
            let browser = app.browser();
            if keeps_cookie {
                let cookie = attacker.cookies.lock().expect("cookies")[COOKIE].clone();
                browser.set_cookie(COOKIE, &cookie);
            }
            browser.post_phone(ADA).await;
            if app.gateway.count() > texts {
                texts = app.gateway.count();
                browser.cookies.lock().expect("cookies").remove(COOKIE);
                browser.post_code(&app.last_code()).await;
            }
        }
        app.clock.advance(Duration::from_mins(60 / each));
    }
    // two buckets of ten, and what came back to each within the day
    assert!((20..=40).contains(&texts), "{texts}");
}

/// Limits on strangers' texts out of the way.
const FREE: [(&str, &str); 4] = [
    ("limits.phone", ""),
    ("limits.range", ""),
    ("limits.country", ""),
    ("code.resend_wait", "0s"),
];

#[tokio::test]
async fn p3_three_browsers_a_day_become_known_for_a_number() {
    let app = TestApp::with(&FREE).await;
    for n in [1, 2, 3, 3, 3] {
        // the others sign in as well
        known(&app, ADA).await;
        assert_eq!(browsers(&app).await, n);
    }
    known(&app, BEN).await;
    assert_eq!(browsers(&app).await, 4, "each number has its own");
    app.clock.advance(Duration::from_hours(8));
    known(&app, ADA).await;
    known(&app, ADA).await;
    assert_eq!(browsers(&app).await, 5);
}

#[tokio::test]
async fn p3_of_new_browsers_at_once_three_become_known() {
    let app = TestApp::with(&FREE).await;
    let mut people = Vec::new();
    for _ in 0..8 {
        let browser = app.browser();
        browser.post_phone(ADA).await.leads_to("/login/code");
        people.push((browser, app.last_code()));
        app.clock.advance(Duration::from_secs(1));
    }
    let checks = people.iter().map(|(browser, code)| browser.post_code(code));
    for page in futures_util::future::join_all(checks).await {
        page.leads_to("/account");
    }
    assert_eq!(browsers(&app).await, 3);
}

#[tokio::test]
async fn c4_a_neighbour_cannot_use_up_the_address_for_a_known_browser() {
    let app = TestApp::with(&[("limits.requester", "3/10m"), ("limits.range", "")]).await;
    let owner = known(&app, ADA).await;
    for nth in 0..3 {
        let other = format!("+1415555{nth:04}");
        app.browser()
            .post_phone(&other)
            .await
            .leads_to("/login/code");
    }
    app.browser().post_phone(BEN).await.limited();
    signs_in(&app, &owner, ADA).await;
}

#[tokio::test]
async fn c4_a_tenth_of_all_texts_is_kept_for_known_browsers() {
    let app = TestApp::with(&[("limits.total", "10/10m"), ("limits.range", "")]).await;
    let owner = known(&app, ADA).await;
    app.clock.advance(Duration::from_mins(10));
    for nth in 0..9 {
        let other = format!("+1415555{nth:04}");
        app.browser()
            .post_phone(&other)
            .await
            .leads_to("/login/code");
    }
    app.browser().post_phone(BEN).await.limited();
    signs_in(&app, &owner, ADA).await;
}

#[tokio::test]
async fn c4_a_stranger_s_wrong_tries_are_not_the_owner_s() {
    let app = TestApp::with(&[("limits.wrong", "4/16d")]).await;
    let owner = known(&app, ADA).await;
    let guesser = stranger(&app);
    guesser.post_phone(ADA).await.leads_to("/login/code");
    for _ in 0..4 {
        guesser.post_code(&app.wrong_code()).await.is(200);
    }
    app.after_the_wait();
    // strangers get ten digits from now on, the owner six as ever
    let another = stranger(&app);
    another.post_phone(ADA).await.leads_to("/login/code");
    assert_eq!(app.last_code().len(), 10);
    owner.post_phone(ADA).await.leads_to("/login/code");
    assert_eq!(app.last_code().len(), 6);
    let code = app.last_code();
    owner
        .post_code(&app.wrong_code())
        .await
        .is(200)
        .shows("4 tries left");
    owner.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn c4_a_known_browser_s_own_count_makes_its_codes_longer_until_it_succeeds() {
    let app = TestApp::with(&[("limits.wrong", "2/8d")]).await;
    let owner = known(&app, ADA).await;
    owner.post_phone(ADA).await.leads_to("/login/code");
    let code = app.last_code();
    for _ in 0..2 {
        owner.post_code(&app.wrong_code()).await.is(200);
    }
    // its tries are spent: even the right code is not looked at
    let page = owner.post_code(&code).await;
    page.is(200).shows("the wrong code too many times");
    app.after_the_wait();
    owner.resend().await.leads_to("/login/code");
    assert_eq!(app.last_code().len(), 10);
    let code = app.last_code();
    owner.post_code(&code).await.leads_to("/account");
    owner.post("/logout", &[]).await;
    app.clock.advance(Duration::from_mins(2));
    owner.post_phone(ADA).await.leads_to("/login/code");
    assert_eq!(app.last_code().len(), 6);
}

#[tokio::test]
async fn c4_only_the_browser_that_succeeds_gets_its_count_back() {
    let app = TestApp::with(&[("limits.wrong", "6/24d"), ("limits.phone", "100/1m")]).await;
    // three wrong tries that nobody takes back
    let guesser = stranger(&app);
    guesser.post_phone(ADA).await.leads_to("/login/code");
    for _ in 0..3 {
        guesser.post_code(&app.wrong_code()).await.is(200);
    }
    app.after_the_wait();
    // two of a person who then succeeds
    let person = app.browser();
    person.post_phone(ADA).await.leads_to("/login/code");
    let code = app.last_code();
    for _ in 0..2 {
        person.post_code(&app.wrong_code()).await.is(200);
    }
    person.post_code(&code).await.leads_to("/account");
    app.after_the_wait();
    // so three are left, not one and not six
    let guesser = stranger(&app);
    guesser.post_phone(ADA).await.leads_to("/login/code");
    for left in ["4", "3", "2"] {
        let page = guesser.post_code(&app.wrong_code()).await;
        page.is(200).shows(&format!("{left} tries left"));
    }
    let page = guesser.post_code(&app.wrong_code()).await;
    page.is(200).shows("it is longer");
}

#[tokio::test]
async fn c4_over_json_a_stranger_s_guesses_do_not_come_back_with_the_owner_s_success() {
    let app = TestApp::with(&[("limits.wrong", "4/16d")]).await;
    app.send_otp(ADA).await.is(200);
    let code = app.last_code();
    for _ in 0..3 {
        app.verify_otp(ADA, &app.wrong_code()).await.is(400);
    }
    app.verify_otp(ADA, &code).await.is(200);
    app.after_the_wait();
    app.send_otp(ADA).await.is(200);
    app.verify_otp(ADA, &app.wrong_code())
        .await
        .shows("wrong_code");
    app.verify_otp(ADA, &app.wrong_code())
        .await
        .shows("attempts_spent");
}

#[tokio::test]
async fn s1_the_browser_s_cookie_is_signed_and_kept_from_scripts() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await;
    assert!(
        !browser
            .cookies
            .lock()
            .expect("cookies")
            .contains_key(COOKIE)
    );
    let code = app.last_code();
    let signed_in = browser.post_code(&code).await;
    let cookies = signed_in.headers.get_all("set-cookie").iter();
    let lines: Vec<_> = cookies.map(|line| line.to_str().expect("text")).collect();
    let line = lines
        .iter()
        .find(|line| line.starts_with(COOKIE))
        .expect("the cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=34560000"] {
        assert!(line.contains(part), "{line}");
    }
    assert!(!line.contains("Domain"), "{line}");
    let value = browser.cookies.lock().expect("cookies")[COOKIE].clone();
    let dump = app.dump().await;
    let (id, _) = value.split_once('.').expect("two parts");
    assert!(
        !dump.text().contains(id),
        "the database holds only its hash"
    );
    assert_eq!(dump.table("browsers").len(), 1);
}

/// Whether the browser gets a text although strangers get none.
async fn passes(app: &TestApp, browser: &Browser, phone: &str) -> bool {
    stranger(app).post_phone(phone).await;
    stranger(app).post_phone(phone).await.limited();
    let answer = browser.post_phone(phone).await;
    app.clock.advance(Duration::from_mins(20));
    answer.header("location") == "/login/code"
}

#[tokio::test]
async fn c4_only_our_own_cookie_counts_and_only_for_its_number() {
    let app = TestApp::with(&[("limits.phone", "1/10m")]).await;
    let owner = known(&app, ADA).await;
    app.clock.advance(Duration::from_mins(20));
    let value = owner.cookies.lock().expect("cookies")[COOKIE].clone();
    assert!(passes(&app, &owner, ADA).await);
    assert!(!passes(&app, &owner, BEN).await, "another number");
    let (id, signature) = value.split_once('.').expect("two parts");
    let forged = format!("{}.{signature}", "0".repeat(32));
    let cut = format!("{id}.{}", &signature[..31]);
    for other in [
        forged.as_str(),
        cut.as_str(),
        id,
        "",
        ".",
        &format!("{value}0"),
    ] {
        let thief = app.browser();
        thief.set_cookie(COOKIE, other);
        assert!(!passes(&app, &thief, ADA).await, "{other}");
    }
    // nothing else is needed
    let copy = app.browser();
    copy.set_cookie(COOKIE, &value);
    assert!(passes(&app, &copy, ADA).await);
}

#[tokio::test]
async fn c4_one_browser_may_be_known_for_several_numbers() {
    let app = TestApp::with(&[("limits.phone", "1/10m")]).await;
    let shared = known(&app, ADA).await;
    signs_in(&app, &shared, BEN).await;
    shared.post("/logout", &[]).await;
    app.clock.advance(Duration::from_mins(20));
    assert!(passes(&app, &shared, ADA).await);
    shared.set_cookie("textgate", "none");
    assert!(passes(&app, &shared, BEN).await);
}

#[tokio::test]
async fn c4_signing_out_everywhere_makes_strangers_of_all_browsers() {
    for ends in ["everywhere", "by an admin", "blocked", "deleted"] {
        let app = TestApp::with(&[("limits.phone", "1/10m")]).await;
        let other = known(&app, ADA).await;
        app.clock.advance(Duration::from_mins(20));
        let this = app.signed_in(ADA).await;
        let user = this.get("/account/data").await.json()["user"]["id"].clone();
        let user = user.as_str().expect("an id").parse().expect("an id");
        let (inside, admin) = (&app.web.app, Actor::command());
        let acted = match ends {
            "everywhere" => {
                this.post("/account/sessions/end-all", &[]).await;
                Ok(ActOutcome::Done)
            }
            "by an admin" => users::sign_out(inside, &admin, user).await,
            "blocked" => users::block(inside, &admin, user).await,
            _ => users::delete(inside, &admin, user).await,
        };
        assert_eq!(acted.expect("answered"), ActOutcome::Done);
        assert_eq!(app.dump().await.table("browsers").len(), 0, "{ends}");
        app.clock.advance(Duration::from_mins(20));
        assert!(!passes(&app, &other, ADA).await, "{ends}");
    }
}

#[tokio::test]
async fn c4_ten_browsers_are_known_and_the_one_longest_unused_is_forgotten() {
    let app = TestApp::with(&[("limits.phone", "2/10m"), ("limits.range", "")]).await;
    let first = known(&app, ADA).await;
    let second = known(&app, ADA).await;
    for _ in 0..8 {
        app.clock.advance(Duration::from_hours(8));
        known(&app, ADA).await;
    }
    app.clock.advance(Duration::from_mins(20));
    // used again, it is not the oldest any more
    signs_in(&app, &first, ADA).await;
    first.post("/logout", &[]).await;
    app.clock.advance(Duration::from_mins(20));
    known(&app, ADA).await;
    assert_eq!(app.dump().await.table("browsers").len(), 10);
    app.clock.advance(Duration::from_mins(20));
    stranger(&app).post_phone(ADA).await.leads_to("/login/code");
    app.after_the_wait();
    assert!(passes(&app, &first, ADA).await);
    stranger(&app).post_phone(ADA).await.leads_to("/login/code");
    app.after_the_wait();
    assert!(!passes(&app, &second, ADA).await);
}

#[tokio::test]
async fn a_person_s_data_tell_the_browsers_that_are_known() {
    let app = TestApp::start().await;
    let browser = app.signed_in(ADA).await;
    let data = browser.get("/account/data").await.json();
    assert_eq!(data["known_browsers"].as_array().map(Vec::len), Some(1));
    let seen = &data["known_browsers"][0]["last_sign_in_at"];
    assert_eq!(seen, &data["user"]["last_sign_in_at"]);
    assert_ne!(seen, &json!(null));
}
