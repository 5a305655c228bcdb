//! Requests that really run at once, on several threads.

mod app;
#[path = "races/sessions.rs"]
mod sessions;

use std::time::Duration;

use app::browser::{Browser, Shown};
use app::gateway::{Answer, Gate};
use app::interface::{INTERFACES, Interface};
use app::{ADA, FREE, TestApp};
use serde_json::{Value, json};
use textgate::domain::audit::Actor;
use textgate::flow::numbers::{self, Number};
use textgate::flow::users;
use textgate::store::Act;
use tokio::task::JoinSet;

/// Runs all of them at once, each as a task of its own.
async fn at_once<T: Send + 'static>(
    work: impl IntoIterator<Item: Future<Output = T> + Send + 'static>,
) -> Vec<T> {
    // made first, for a browser takes longer to make than a request to answer
    let work: Vec<_> = work.into_iter().collect();
    let set: JoinSet<T> = work.into_iter().collect();
    set.join_all().await
}

/// How many of the answers have this text.
fn count(answers: &[Shown], text: &str) -> usize {
    answers.iter().filter(|it| it.body.contains(text)).count()
}

/// How many of the sessions work that the answers gave.
async fn working(app: &TestApp, answers: &[Shown]) -> usize {
    let mut working = 0;
    for answer in answers {
        let cookies = answer.headers.get_all("set-cookie").iter();
        let cookies = cookies.filter_map(|it| it.to_str().ok()?.split(';').next());
        let id = cookies.filter_map(|pair| pair.strip_prefix("textgate="));
        for id in id.filter(|id| !id.is_empty()) {
            let browser = app.browser();
            browser.set_cookie("textgate", id);
            working += usize::from(browser.get("/account").await.status == 200);
        }
    }
    working
}

/// Guesses over JSON, without a cookie.
fn guess(script: &Browser, id: &str, otp: &str) -> impl Future<Output = Shown> + Send + 'static {
    let browser = script.copy();
    let body = json!({ "phone": ADA, "otp": otp, "verificationId": id });
    async move { browser.json("/auth/verify-otp", &body).await }
}

/// Guesses in the form, each from a copy of the browser.
fn type_in(browser: &Browser, code: &str) -> impl Future<Output = Shown> + Send + 'static {
    let (copy, code) = (browser.copy(), code.to_owned());
    async move { copy.post_code(&code).await }
}

/// Guesses over JSON, with the cookie of a browser.
fn guess_as(browser: &Browser, otp: &str) -> impl Future<Output = Shown> + Send + 'static {
    let copy = browser.copy();
    let body = json!({ "phone": ADA, "otp": otp });
    async move { copy.json("/auth/verify-otp", &body).await }
}

/// Begins over JSON; the verification's id.
async fn begun(app: &TestApp) -> String {
    let answer = app.send_otp(ADA).await.is(200).json();
    let id = answer["verificationId"].as_str();
    id.expect("an id").to_owned()
}

/// The wrong tries that were counted.
async fn attempts(app: &TestApp) -> Vec<i64> {
    let dump = app.dump().await;
    let rows = dump.table("verifications").iter();
    rows.map(|row| serde_json::from_str::<Value>(row).expect("JSON"))
        .map(|row| row["attempts"].as_i64().expect("a number"))
        .collect()
}

/// Sessions of somebody who is signed in.
async fn signed_in(app: &TestApp) -> usize {
    let dump = app.dump().await;
    let rows = dump.table("sessions").iter();
    rows.filter(|row| !row.contains("\"user_id\":null")).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn c7_of_a_hundred_wrong_tries_five_are_evaluated() {
    for _ in 0..2 {
        let app = TestApp::start().await;
        let (id, script) = (begun(&app).await, app.browser());
        let (right, wrong) = (app.last_code(), app.wrong_code());
        let answers = at_once((0..100).map(|_| guess(&script, &id, &wrong))).await;
        assert_eq!(count(&answers, "wrong_code"), 5);
        assert_eq!(count(&answers, "attempts_spent"), 95);
        for left in 0..5 {
            assert_eq!(count(&answers, &format!("\"attemptsLeft\":{left}")), 1);
        }
        assert_eq!(attempts(&app).await, [5]);
        let refused = guess(&script, &id, &right).await;
        refused.is(400).shows("attempts_spent");
        assert_eq!(signed_in(&app).await, 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn c9_page_and_json_share_one_count() {
    for _ in 0..2 {
        let app = TestApp::start().await;
        let browser = app.browser();
        browser.post_phone(ADA).await.leads_to("/login/code");
        let (right, wrong) = (app.last_code(), app.wrong_code());
        let pages = (0..50).map(|_| type_in(&browser, &wrong));
        let scripts = (0..50).map(|_| guess_as(&browser, &wrong));
        let (pages, scripts) = tokio::join!(at_once(pages), at_once(scripts));
        // what the pages say is one message, of whichever post was the last
        assert!(pages.iter().all(|page| page.status == 200));
        let told = count(&scripts, "wrong_code") + count(&scripts, "attempts_spent");
        assert_eq!(told, 50);
        assert_eq!(attempts(&app).await, [5]);
        browser
            .post_code(&right)
            .await
            .is(200)
            .shows("too many times");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn c2_of_a_hundred_right_codes_over_json_one_id_works() {
    for _ in 0..2 {
        let app = TestApp::start().await;
        let (id, script) = (begun(&app).await, app.browser());
        let code = app.last_code();
        let answers = at_once((0..100).map(|_| guess(&script, &id, &code))).await;
        assert!(count(&answers, "Phone number verified") >= 1);
        assert_eq!(app.dump().await.table("sessions").len(), 1);
        assert_eq!(working(&app, &answers).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn c2_of_a_hundred_right_codes_in_the_form_one_id_works() {
    for _ in 0..2 {
        let app = TestApp::start().await;
        let browser = app.browser();
        browser.post_phone(ADA).await.leads_to("/login/code");
        let code = app.last_code();
        let answers = at_once((0..100).map(|_| type_in(&browser, &code))).await;
        let to = |path: &str| {
            answers
                .iter()
                .filter(|it| it.header("location") == path)
                .count()
        };
        assert!(to("/account") >= 1);
        assert_eq!(app.dump().await.table("sessions").len(), 1);
        assert_eq!(working(&app, &answers).await, 1);
    }
}

/// One number, as different people write it.
const SPELLINGS: [&str; 5] = [
    "+1 415-555-2671",
    "(415) 555-2671",
    "４１５５５５２６７１",
    "+14155552671",
    "\u{a0}415.555.2671 ",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f_fifty_sends_of_one_number_in_mixed_spellings_are_one_text() {
    for _ in 0..3 {
        let app = TestApp::start().await;
        let sends = (0..50).map(|n| {
            let browser = app.browser_from(&format!("127.0.0.{}", 1 + n % 7));
            async move {
                let typed = SPELLINGS[n % 5];
                if n % 2 == 0 {
                    return browser.post_phone(typed).await;
                }
                let body = json!({ "phone": typed, "region": "US" });
                browser.json("/auth/send-otp", &body).await
            }
        });
        let answers = at_once(sends).await;
        let limited = answers.iter().filter(|it| it.status == 429).count();
        assert_eq!(limited, 49);
        assert_eq!(app.gateway.count(), 1);
        let dump = app.dump().await;
        assert_eq!(
            dump.person()[..2],
            [&dump.table("users")[..1], &dump.table("verifications")[..1]]
        );
        assert_eq!(dump.table("deliveries").len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_requester_gets_as_many_texts_as_the_limit_says() {
    for _ in 0..3 {
        let limits = [FREE[0], FREE[1], ("limits.requester", "7/10m")];
        let app = TestApp::with(&limits).await;
        let sends = (0..30).map(|n| {
            let browser = app.browser();
            async move { browser.post_phone(&format!("+1415555{n:04}")).await }
        });
        let answers = at_once(sends).await;
        let sent = answers.iter().filter(|it| it.status == 303).count();
        let limited = answers.iter().filter(|it| it.status == 429).count();
        assert_eq!((sent, limited, app.gateway.count()), (7, 23, 7));
        assert_eq!(app.dump().await.table("users").len(), 7);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_first_texts_to_one_number_make_one_user() {
    for _ in 0..5 {
        let (app, gate) = (TestApp::with(&FREE).await, Gate::shut());
        app.gateway.answers(gate.holds(Answer::TwilioQueued));
        let (one, two) = (app.browser(), app.browser());
        let (first, second, ()) = tokio::join!(
            one.post_phone(ADA),
            async {
                app.gateway.asked(1).await;
                app.after_the_wait();
                two.post_phone(ADA).await
            },
            async {
                app.gateway.asked(2).await;
                gate.open();
            }
        );
        first.leads_to("/login/code");
        second.leads_to("/login/code");
        assert_eq!(app.dump().await.person().map(<[_]>::len), [1, 2, 2]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_resend_posted_many_times_at_once_is_one_text() {
    for _ in 0..3 {
        let app = TestApp::with(&FREE).await;
        let browser = app.browser();
        browser.post_phone(ADA).await.leads_to("/login/code");
        app.after_the_wait();
        let resends = (0..20).map(|_| {
            let copy = browser.copy();
            async move { copy.post("/login/resend", &[]).await }
        });
        let answers = at_once(resends).await;
        assert!(answers.iter().all(|it| it.status == 303));
        assert_eq!(app.gateway.count(), 2);
    }
}

/// A check of the old code while the new one is being written: the answers
/// must be those of one after the other. `late` shifts the two against each
/// other, so that over many rounds they meet everywhere.
async fn check_beside_resend(app: &TestApp, late: usize) {
    let (browser, gate) = (app.browser(), Gate::shut());
    browser.post_phone(ADA).await.leads_to("/login/code");
    let (old, asked) = (app.last_code(), app.gateway.count());
    app.after_the_wait();
    app.gateway.answers(gate.holds(Answer::TwilioQueued));
    let copy = browser.copy();
    let resend = tokio::spawn(async move { copy.resend().await });
    app.gateway.asked(asked + 1).await;
    let (new, other) = (app.last_code(), browser.copy());
    let check = tokio::spawn(type_in(&browser, &old));
    for _ in 0..late {
        other.get("/healthz").await.is(200);
    }
    gate.open();
    let (resend, check) = (resend.await.expect("done"), check.await.expect("done"));
    app.gateway.answers(Answer::TwilioQueued);
    // the old code works either way, and once: the new one is another then
    check.leads_to("/account");
    resend.leads_to("/login/code");
    browser.post_code(&new).await.is(422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f_check_and_resend_happen_one_after_the_other() {
    let mut set = FREE.to_vec();
    set.push(("limits.wrong", "1000/1d"));
    let app = TestApp::with(&set).await;
    for round in 0..60 {
        check_beside_resend(&app, round % 6).await;
        app.clock.advance(Duration::from_hours(1));
    }
    assert_eq!(signed_in(&app).await, 60, "one session each");
}

/// An admin's act beside the right code: whoever is in is in no more, and the
/// others hear it in words.
async fn check_beside_act(app: &TestApp, act: Act, interface: Interface) {
    let phone = ADA.parse().expect("a number");
    let browser = app.browser();
    interface.sent(&interface.send(&browser, ADA).await);
    let code = app.last_code();
    let user = app.web.app.store.user_by_phone(&phone).await;
    let user = user.expect("answered").expect("the user").id;
    let (web, copy) = (app.web.clone(), browser.copy());
    let acting = tokio::spawn(async move {
        let (inside, admin) = (&web.app, Actor::command());
        match act {
            Act::Block => users::block(inside, &admin, user).await,
            _ => users::delete(inside, &admin, user).await,
        }
    });
    let check = tokio::spawn(async move { interface.check(&copy, ADA, &code).await });
    let (acted, check) = (acting.await.expect("done"), check.await.expect("done"));
    acted.expect("answered");
    let begins_anew = match interface {
        Interface::Form => check.header("location") == "/login",
        Interface::Json => check.status == 404,
    };
    match (check.status.as_u16(), act) {
        (200 | 403, Act::Block) if check.body.contains("blocked") => {}
        (200 | 303, _) if !begins_anew => interface.signed_in(&check),
        (_, Act::Delete) => assert!(begins_anew, "{}", check.body),
        (status, _) => panic!("{status} {}", check.body),
    }
    assert_eq!(signed_in(app).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn c2_beside_the_right_code_a_block_or_a_deletion_is_told_in_words() {
    for (act, interface) in [Act::Block, Act::Delete].into_iter().zip(INTERFACES) {
        let app = TestApp::with(&FREE).await;
        for _ in 0..20 {
            check_beside_act(&app, act, interface).await;
            let number = Number::of(&app.web.app, &ADA.parse().expect("a number"));
            let unblocked = numbers::unblock(&app.web.app, &Actor::command(), &number).await;
            unblocked.expect("answered");
            app.clock.advance(Duration::from_hours(2));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn c2_over_json_whoever_asks_again_beside_the_right_code_hears_that_it_is_done() {
    let app = TestApp::with(&FREE).await;
    for by_phone in [false, true] {
        let gate = Gate::shut();
        let id = begun(&app).await;
        let (code, asked) = (app.last_code(), app.gateway.count());
        app.after_the_wait();
        app.gateway.answers(gate.holds(Answer::TwilioQueued));
        let mut body = json!({ "phone": ADA, "verificationId": id });
        let verify = json!({ "phone": ADA, "verificationId": id, "otp": code });
        if by_phone {
            body = json!({ "phone": ADA });
        }
        let script = app.browser();
        let resend = tokio::spawn(async move { script.json("/auth/resend-otp", &body).await });
        app.gateway.asked(asked + 1).await;
        app.browser()
            .json("/auth/verify-otp", &verify)
            .await
            .is(200);
        gate.open();
        let told = resend.await.expect("done");
        told.is(400).shows("\"code\":\"already_used\"");
        app.gateway.answers(Answer::TwilioQueued);
        app.clock.advance(Duration::from_hours(2));
    }
}
