//! Killed while a webhook is told: what happened is told once at least and in order, and
//! what did not happen is not told.

use crate::app::ADA;
use crate::app::gateway::{Answer, Gate, Gateway};
use crate::app::server::{Place, until};
use crate::victim::{Victim, signs_in, unanswered};

/// A program that is going to be killed, and who is told by it.
async fn telling() -> (Victim, Gateway) {
    let receiver = Gateway::start().await;
    receiver.answers(Answer::Text(204, String::new()));
    let table = format!(
        "[[webhook]]\nname = 'crm'\nurl = '{}'\nevents = ['user.*', 'session.*']\n\
         secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'\n",
        receiver.url()
    );
    (Victim::with_tables(table).await, receiver)
}

/// What was heard so far, each with its id.
fn heard(receiver: &Gateway) -> Vec<(String, String)> {
    let requests = receiver.requests();
    let heard = requests.iter().map(|request| {
        let (id, message) = (request.header("webhook-id").expect("an id"), request.json());
        let kind = message["type"].as_str().expect("a kind");
        let told = format!("{kind} {}", message["data"]["version"]);
        (told, id.to_owned())
    });
    heard.collect()
}

/// Waits until so much was heard.
async fn hears(receiver: &Gateway, count: usize) -> Vec<(String, String)> {
    let all = async || receiver.count() >= count;
    until(all, || format!("only {:?}", heard(receiver))).await;
    heard(receiver)
}

/// What was being sent is due again at once.
async fn is_due(place: &Place) {
    let due = "update event_deliveries set next_at = 1 where next_at is not null";
    place.spoil(due).await;
}

/// The first event comes once more after the program came back, the second after it.
async fn is_told_again(place: &Place, receiver: &Gateway) {
    is_due(place).await;
    let told = hears(receiver, 3).await;
    let kinds: Vec<_> = told.iter().map(|(told, _)| told.as_str()).collect();
    assert_eq!(
        kinds,
        ["user.created 1", "user.created 1", "user.signed_in 2"]
    );
    assert_eq!(told[0].1, told[1].1, "by one id");
    let open = async || {
        let dump = place.dump().await;
        let rows = dump.table("event_deliveries").iter();
        rows.filter(|row| row.contains("\"done_at\":null")).count() == 0
    };
    until(open, || "some still wait".into()).await;
}

#[tokio::test]
async fn f_a_kill_inside_a_sign_in_tells_nothing_of_it() {
    let (victim, receiver) = telling().await;
    let browser = victim.server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = victim.gateway.last_code();
    victim.stops_at("insert on event_deliveries").await;
    let posting = unanswered(&browser, "/login/code", &[("code", &code)]);
    victim.is_inside().await;
    let (place, _gateway, _server) = victim.dies().await;
    posting.await.expect("no answer");
    let dump = place.dump().await;
    assert!(dump.table("events").is_empty() && dump.table("event_deliveries").is_empty());
    assert_eq!(receiver.count(), 0);
    browser.post_code(&code).await.leads_to("/account");
    let told = hears(&receiver, 2).await;
    let kinds: Vec<_> = told.iter().map(|(told, _)| told.as_str()).collect();
    assert_eq!(kinds, ["user.created 1", "user.signed_in 2"]);
}

#[tokio::test]
async fn f_a_kill_while_a_webhook_is_asked_has_it_told_again() {
    let ((victim, receiver), gate) = (telling().await, Gate::shut());
    receiver.answers(gate.holds(Answer::Text(204, String::new())));
    signs_in(&victim.server, &victim.gateway, ADA).await;
    receiver.asked(1).await;
    let (place, _gateway, _server) = victim.dies().await;
    receiver.answers(Answer::Text(204, String::new()));
    is_told_again(&place, &receiver).await;
}

#[tokio::test]
async fn f_a_kill_before_it_is_noted_that_a_webhook_took_it_has_it_told_again() {
    let (victim, receiver) = telling().await;
    victim
        .stops_at("update of done_at on event_deliveries")
        .await;
    signs_in(&victim.server, &victim.gateway, ADA).await;
    receiver.asked(1).await;
    victim.is_inside().await;
    let (place, _gateway, _server) = victim.dies().await;
    is_told_again(&place, &receiver).await;
}

#[tokio::test]
async fn f_a_kill_right_after_a_sign_in_loses_no_event() {
    let (victim, receiver) = telling().await;
    // nobody is told before the kill
    receiver.answers(Answer::Text(503, String::new()));
    let browser = signs_in(&victim.server, &victim.gateway, ADA).await;
    browser.post("/logout", &[]).await;
    let (place, _gateway, _server) = victim.dies().await;
    let before = receiver.count();
    receiver.answers(Answer::Text(204, String::new()));
    is_due(&place).await;
    let told = hears(&receiver, before + 3).await;
    let kinds: Vec<_> = told[before..]
        .iter()
        .map(|(told, _)| told.as_str())
        .collect();
    assert_eq!(
        kinds,
        ["user.created 1", "user.signed_in 2", "session.ended 3"]
    );
}
