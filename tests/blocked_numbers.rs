//! Blocked numbers that get no texts (`limits.blocked = "silent"`): nobody
//! outside can tell, and the operator is told the truth.

mod app;

use std::time::{Duration, Instant};

use app::browser::{Browser, Shown};
use app::gateway::{Answer, Gateway};
use app::interface::{INTERFACES, Interface};
use app::{ADA, BEN, TWILIO, TestApp};
use serde_json::Value;
use textgate::domain::audit::Actor;
use textgate::flow::numbers::{self, Number};
use textgate::flow::users::ActOutcome;

const SILENT: (&str, &str) = ("limits.blocked", "silent");

/// A number that nobody knows.
const CLEAN: &str = "+14155552601";

/// An app in which ADA has a user and is blocked; no text was sent since.
async fn app(set: &[(&str, &str)], tables: &str) -> TestApp {
    let file = format!("{TWILIO}\n{tables}");
    let app = TestApp::with_provider(set, Gateway::start().await, &file).await;
    app.signed_in(ADA).await;
    app.blocks(ADA).await;
    app.after_the_wait();
    app
}

fn rows(all: &[String]) -> Vec<Value> {
    let read = |row: &String| serde_json::from_str(row).expect("JSON");
    all.iter().map(read).collect()
}

/// What of an answer anybody could compare: no dates, no cookies' values, no
/// numbers of forms.
fn outside(shown: &Shown) -> (u16, String, Vec<String>) {
    let mut names: Vec<_> = shown.headers.keys().map(ToString::to_string).collect();
    names.sort_unstable();
    names.dedup();
    let location = shown.header("location").to_owned();
    (shown.status.as_u16(), location, names)
}

/// The newest row about texts to a number that ends so.
async fn newest(app: &TestApp, last_three: &str) -> Value {
    let mut rows = app.deliveries(last_three).await;
    rows.sort_by_key(|row| row["created_at"].as_i64());
    rows.pop().expect("a row")
}

/// A wrong code and a stranger's send are answered alike, without a text.
async fn same(app: &TestApp, interface: Interface, both: [(&Browser, &str); 2], asked: usize) {
    let mut answers = Vec::new();
    for (browser, phone) in both {
        let wrong = interface.check(browser, phone, "000000").await;
        let stranger = interface.send(&app.browser(), phone).await;
        stranger.limited();
        answers.push([outside(&wrong), outside(&stranger)]);
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(app.gateway.count(), asked);
}

#[tokio::test]
async fn e1_a_silenced_number_gets_the_answers_of_any_other() {
    for interface in INTERFACES {
        let app = app(&[SILENT], "").await;
        let asked = app.gateway.count();
        let (blocked, other) = (app.browser(), app.browser());
        let answer = interface.send(&blocked, ADA).await;
        assert_eq!(app.gateway.count(), asked, "no text");
        let usual = interface.send(&other, CLEAN).await;
        assert_eq!(outside(&answer), outside(&usual));
        interface.sent(&answer);
        // a code that is none, somebody else who asks, a resend, a code again
        let both = [(&blocked, ADA), (&other, CLEAN)];
        same(&app, interface, both, asked + 1).await;
        app.after_the_wait();
        let mut answers = Vec::new();
        for (browser, phone) in both {
            answers.push(interface.resend(browser, phone).await);
        }
        interface.sent(&answers[0]);
        assert_eq!(outside(&answers[0]), outside(&answers[1]));
        same(&app, interface, both, asked + 2).await;
        assert_eq!(app.gateway.count(), asked + 2, "both to the other one");
    }
}

#[tokio::test]
async fn e1_a_silenced_number_takes_the_limits_of_any_other() {
    let app = app(&[SILENT, ("limits.requester", "4/1h")], "").await;
    // one for ADA's sign-in was given back
    for phone in [ADA, CLEAN, BEN] {
        app.browser()
            .post_phone(phone)
            .await
            .leads_to("/login/code");
    }
    let buckets = rows(app.dump().await.table("buckets"));
    let of = |name: &str| {
        let states = buckets.iter().filter_map(|row| row["state"].as_str());
        states.filter(|state| state.contains(name)).count()
    };
    assert_eq!(of("phone:5/10m "), 3);
    assert_eq!(of("wait "), 3);
    app.browser()
        .post_phone("+14155552609")
        .await
        .leads_to("/login/code");
    app.browser().post_phone("+14155552608").await.limited();
}

#[tokio::test]
async fn the_same_form_posted_twice_leads_to_the_code_page() {
    let app = app(&[SILENT], "").await;
    let browser = app.browser();
    let page = browser.get("/login").await;
    let form = page.field("form");
    let fields = [("region", "US"), ("phone", ADA), ("form", form.as_str())];
    for _ in 0..2 {
        browser
            .post("/login", &fields)
            .await
            .leads_to("/login/code");
    }
    assert_eq!(
        app.deliveries("671").await.len(),
        2,
        "the sign-in and this one"
    );
}

#[tokio::test]
async fn s7_nobody_is_made_by_it_but_as_blocked_and_its_money_comes_back() {
    let app = app(&[SILENT], "[prices]\ndefault = 0.05\n").await;
    let before = app.dump().await;
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    let after = app.dump().await;
    assert_eq!(after.table("spent"), before.table("spent"));
    assert_eq!(after.table("users").len(), 1);
    let user = &rows(after.table("users"))[0];
    assert_eq!(user["status"], "blocked");
    let signed_in = rows(after.table("sessions"));
    assert!(signed_in.iter().all(|row| row["user_id"].is_null()));
    let row = newest(&app, "671").await;
    let told = ["status", "reason", "provider"].map(|name| row[name].clone());
    assert_eq!(told, ["refused", "silenced", "–"]);
    assert!(row["verification_id"].is_string());

    // of a number without a user what is made says that it is blocked
    let delete = "delete from users";
    app.spoil(delete).await;
    app.after_the_wait();
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    let users = rows(app.dump().await.table("users"));
    assert_eq!(users.len(), 1);
    assert_eq!(users[0]["status"], "blocked");
    assert!(users[0]["verified_at"].is_null());
    // once it is lifted a text goes out, and its code signs in
    app.spoil("delete from blocks").await;
    app.spoil("update users set status = 'unverified'").await;
    app.after_the_wait();
    app.signed_in(ADA).await;
}

#[tokio::test]
async fn the_earlier_code_works_beside_a_new_one_as_beside_any() {
    let app = app(&[SILENT, ("limits.phone", "")], "").await;
    app.spoil("delete from blocks").await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let early = app.last_code();
    app.blocks(ADA).await;
    app.after_the_wait();
    let asked = app.gateway.count();
    browser.resend().await.leads_to("/login/code");
    assert_eq!(app.gateway.count(), asked);
    let late = browser.post_code(&early).await;
    late.is(200).shows("This account is blocked");
}

#[tokio::test]
async fn while_its_provider_is_left_alone_it_hears_what_all_hear() {
    let app = app(&[SILENT, ("limits.total", "")], "").await;
    app.gateway.answers(Answer::Text(500, String::new()));
    for n in 10..15 {
        let phone = format!("+14155553{n}1");
        app.browser().post_phone(&phone).await.is(503);
    }
    let usual = app.browser().post_phone(CLEAN).await;
    let answer = app.browser().post_phone(ADA).await;
    assert_eq!(outside(&answer), outside(&usual));
    answer.is(503);
    assert_eq!(newest(&app, "671").await["reason"], "outage");
}

/// How long it takes is a unit test of `delivery::routing`; here, that it does.
#[tokio::test]
async fn e1_it_takes_time_also_before_any_provider_confirmed_a_text() {
    let app = TestApp::with(&[SILENT]).await;
    let inside = &app.web.app;
    let number = Number::of(inside, &ADA.parse().expect("a number"));
    let blocked = numbers::block(inside, &Actor::command(), &number).await;
    assert_eq!(blocked.expect("answered"), ActOutcome::Done);
    let began = Instant::now();
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    assert!(began.elapsed() >= Duration::from_millis(200));
    assert_eq!(app.gateway.count(), 0);
}

#[tokio::test]
async fn the_operator_is_told_that_nothing_was_sent_and_why() {
    let app = app(&[SILENT], "").await;
    let admin = app.admin(BEN).await;
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    let fields = [("phone", ADA), ("region", "US")];
    let found = admin.post("/admin/numbers", &fields).await;
    let page = admin.get(found.is(303).header("location")).await;
    page.is(200)
        .shows("The newest text was not sent: the number is blocked.")
        .shows("it gets no texts, and whoever asks for a code is not told so")
        .shows("Not sent: the number is blocked")
        .shows("A blocked number gets no texts")
        .hides("Its code works until")
        .hides("rejected it");
    let row = newest(&app, "671").await;
    let message = row["message_id"].as_str().expect("an id");
    let page = admin.get(&format!("/admin/messages/{message}")).await;
    page.is(200).shows("Not sent: the number is blocked");
}

/// The pages on which one blocks.
async fn where_one_blocks(app: &TestApp, admin: &Browser) -> Vec<Shown> {
    let user = admin
        .post("/admin/numbers", &[("phone", ADA), ("region", "US")])
        .await;
    let number = [("phone", "+33612345678"), ("region", "FR")];
    let number = admin.post("/admin/numbers", &number).await;
    let at = app.web.app.now().as_micros().to_string();
    let all = [("act", "block"), ("all", "1"), ("at", &at), ("count", "1")];
    vec![
        admin.get(user.is(303).header("location")).await,
        admin.get(number.is(303).header("location")).await,
        admin.post("/admin/users/choose", &all).await,
    ]
}

#[tokio::test]
async fn as_it_is_by_default_it_costs_its_price_and_the_pages_say_so() {
    let app = app(&[], "[prices]\ndefault = 0.05\n").await;
    let asked = app.gateway.count();
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    assert_eq!(app.gateway.count(), asked + 1);
    let admin = app.admin(BEN).await;
    for page in where_one_blocks(&app, &admin).await {
        page.is(200).shows("are still sent and paid for");
    }
}
