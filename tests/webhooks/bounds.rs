//! What webhooks cost a sign-in, and what a long outbox does.

use std::fmt::Write;
use std::time::{Duration, Instant};

use crate::app::gateway::{Answer, Gateway};
use crate::app::postgres::is_asked_for;
use crate::app::{ADA, BEN, TWILIO, TestApp};
use crate::{heard, rows, send, table};

/// The program with so many webhooks, and their receiver.
async fn with(webhooks: u32) -> (TestApp, Gateway) {
    let receiver = Gateway::start().await;
    receiver.answers(Answer::Text(204, String::new()));
    let mut file = TWILIO.to_owned();
    for n in 0..webhooks {
        let _ = write!(
            file,
            "{}",
            table(&format!("w{n}"), &receiver, "['user.*', 'session.*']")
        );
    }
    let free = [
        "phone",
        "known",
        "requester",
        "network",
        "range",
        "country",
        "countries",
    ];
    let free = free.map(|limit| format!("limits.{limit}"));
    let free: Vec<_> = free.iter().map(|limit| (limit.as_str(), "")).collect();
    (
        TestApp::with_provider(&free, Gateway::start().await, &file).await,
        receiver,
    )
}

/// A hundred thousand events of a thousand people that wait behind one each, which is not
/// due for long.
const MANY: &str = "
insert into events (id, kind, subject, version, created_at)
with recursive n(n) as (select 0 union all select n + 1 from n where n < 99999)
select 'e' || n, 'user.signed_in', 'u' || (n % 1000), n / 1000, 0 from n;
insert into event_deliveries (webhook, event_id, subject, version, tries, tries_before, next_at)
select 'w0', id, subject, version, 0, 0, case version when 0 then 9000000000000000 end
from events where created_at = 0;
analyze";

#[tokio::test]
async fn what_waits_for_somebody_else_is_not_looked_at_again_and_again() {
    let (app, receiver) = with(1).await;
    app.spoil(MANY).await;
    let began = Instant::now();
    for phone in [ADA, BEN] {
        app.signed_in(phone).await;
        send(&app).await;
    }
    assert_eq!(heard(&receiver).len(), 4);
    assert!(
        began.elapsed() < Duration::from_secs(20),
        "{:?}",
        began.elapsed()
    );
    let due = app
        .web
        .app
        .store
        .due_events("w0", app.web.app.now(), 9)
        .await;
    assert!(due.expect("answered").is_empty());
}

#[tokio::test]
async fn a_receiver_that_was_down_for_two_days_hears_all_of_it_in_order() {
    let (app, receiver) = with(1).await;
    receiver.answers(Answer::Text(503, String::new()));
    for _ in 0..48 {
        app.clock.advance(Duration::from_hours(1));
        app.signed_in(ADA).await;
        send(&app).await;
    }
    let row = |rows: &[serde_json::Value], done: bool| {
        rows.iter()
            .filter(|it| it["done_at"].is_null() != done)
            .count()
    };
    let all = rows(&app, "event_deliveries").await;
    assert_eq!((row(&all, true), row(&all, false)), (0, 49));
    // only the first is tried
    let before = heard(&receiver);
    assert!(before.iter().all(|it| it == "user.created 1"), "{before:?}");
    assert!(before.len() <= 11, "{}", before.len());
    receiver.answers(Answer::Text(200, String::new()));
    app.clock.advance(Duration::from_hours(14));
    send(&app).await;
    let versions: Vec<_> = heard(&receiver)[before.len()..]
        .iter()
        .map(|it| {
            it.rsplit(' ')
                .next()
                .expect("a version")
                .parse::<usize>()
                .expect("a number")
        })
        .collect();
    assert_eq!(versions, (1..=49).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_receiver_that_hangs_holds_nobody_up() {
    let (app, receiver) = with(1).await;
    receiver.answers(Answer::Hang);
    app.signed_in(ADA).await;
    let web = app.web.clone();
    let sending = tokio::spawn(async move { textgate::flow::webhooks::send_due(&web.app).await });
    receiver.asked(1).await;
    let began = Instant::now();
    app.after_the_wait();
    app.signed_in(ADA).await;
    assert!(
        began.elapsed() < Duration::from_secs(8),
        "{:?}",
        began.elapsed()
    );
    sending.await.expect("ended").expect("sent");
    let waits = rows(&app, "event_deliveries").await;
    let tried = waits
        .iter()
        .find(|it| it["version"] == 1)
        .expect("the first");
    assert!(
        tried["last"]
            .as_str()
            .expect("why")
            .contains("no whole answer"),
        "{tried}"
    );
}

/// The processor time of this process so far, in ticks of ten milliseconds.
fn ticks() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux");
    let fields: Vec<_> = stat
        .rsplit(") ")
        .next()
        .expect("fields")
        .split(' ')
        .collect();
    let tick = |nth: usize| fields[nth].parse::<u64>().expect("a number");
    tick(11) + tick(12)
}

/// The milliseconds of so many sign-ins, each of somebody else.
async fn sign_ins(app: &TestApp, from: u32) -> u128 {
    let began = Instant::now();
    for n in from..from + 100 {
        app.signed_in(&format!("+1415{:03}{:04}", 200 + n / 100, n % 100))
            .await;
    }
    began.elapsed().as_millis()
}

/// Run by hand; see `docs/webhooks.md`.
#[tokio::test]
#[ignore = "a measurement"]
async fn what_a_million_waiting_events_cost() {
    let (app, receiver) = with(1).await;
    sign_ins(&app, 0).await;
    send(&app).await;
    let before = [sign_ins(&app, 100).await, sign_ins(&app, 200).await];
    send(&app).await;
    // a thousand of a thousand people, and the first of each due
    let million = MANY.replace("n < 99999", "n < 999999");
    let million = million.replace("then 9000000000000000", "then 1");
    let million = million.replace("\nanalyze", "");
    app.spoil(&million).await;
    if !is_asked_for() {
        // else it is the log of these rows that is measured
        app.spoil("pragma wal_checkpoint(truncate)").await;
    }
    receiver.answers(Answer::Text(503, String::new()));
    let after = [sign_ins(&app, 300).await, sign_ins(&app, 400).await];
    let began = Instant::now();
    let due = app
        .web
        .app
        .store
        .due_events("w0", app.web.app.now(), 256)
        .await;
    let pick = began.elapsed();
    println!("100 sign-ins: {before:?} ms before, {after:?} ms with a million waiting");
    println!("a pick of {} in {pick:?}", due.expect("answered").len());
}

/// Run by hand; see `docs/performance.md`.
#[tokio::test]
#[ignore = "a measurement"]
async fn what_three_webhooks_cost() {
    let apps = [with(0).await, with(3).await];
    let mut spent = [0; 2];
    for round in 0..40_u32 {
        for (app, spent) in apps.iter().zip(&mut spent) {
            let before = ticks();
            for n in 0..10 {
                app.0
                    .signed_in(&format!("+1415{:03}{:04}", 200 + round, n))
                    .await;
            }
            *spent += ticks() - before;
        }
    }
    println!("10 ms of processor for 400 sign-ins: {spent:?}");
}
