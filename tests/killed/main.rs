//! `kill -9` at every moment of a sign-in: every answered success is there, no
//! user and no session without a confirmed text, and the person simply starts
//! again. No repair, only a new start of the program.

#[path = "../app/mod.rs"]
mod app;
mod disk_full;
mod management;
mod thousand;
mod tokens;
mod victim;
mod webhooks;

use app::gateway::{Answer, Gate, Gateway};
use app::server::until;
use app::{ADA, BEN};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use victim::{Full, Victim, counts, signs_in, unanswered};

/// Users, verifications, sessions.
const NOBODY: [usize; 3] = [0, 0, 0];

#[tokio::test]
async fn f_a_kill_inside_the_reservation_leaves_nothing() {
    let victim = Victim::new().await;
    victim.stops_at("insert on deliveries").await;
    let posting = unanswered(&victim.server.browser(), "/login", &[("phone", ADA)]);
    victim.is_inside().await;
    let (place, gateway, server) = victim.dies().await;
    posting.await.expect("no answer");
    let dump = place.dump().await;
    assert_eq!(counts(&dump), NOBODY);
    assert_eq!((dump.table("deliveries").len(), gateway.count()), (0, 0));
    signs_in(&server, &gateway, ADA).await;
}

#[tokio::test]
async fn f_a_kill_before_the_call_leaves_no_person() {
    let (gateway, full) = (Gateway::start().await, Full::start().await);
    let victim = Victim::asking(gateway, &full.url).await;
    let posting = unanswered(&victim.server.browser(), "/login", &[("phone", ADA)]);
    let place = &victim.place;
    let reserved = async || place.dump().await.table("deliveries").len() == 1;
    until(reserved, || "nothing is reserved".into()).await;
    let (place, gateway, server) = victim.dies().await;
    posting.await.expect("no answer");
    let dump = place.dump().await;
    assert_eq!(counts(&dump), NOBODY);
    assert!(dump.table("deliveries")[0].contains("\"sending\""));
    assert_eq!(gateway.count(), 0);
    signs_in(&server, &gateway, ADA).await;
}

#[tokio::test]
async fn f_a_kill_while_the_provider_is_asked_leaves_no_person() {
    let (victim, gate) = (Victim::new().await, Gate::shut());
    victim.gateway.answers(gate.holds(Answer::TwilioQueued));
    let posting = unanswered(&victim.server.browser(), "/login", &[("phone", ADA)]);
    victim.gateway.asked(1).await;
    let (place, gateway, server) = victim.dies().await;
    posting.await.expect("no answer");
    assert_eq!(counts(&place.dump().await), NOBODY);
    signs_in(&server, &gateway, ADA).await;
}

#[tokio::test]
async fn f_a_kill_after_the_provider_accepted_leaves_no_person() {
    let (victim, gate) = (Victim::new().await, Gate::shut());
    victim.gateway.answers(gate.holds(Answer::TwilioQueued));
    let posting = unanswered(&victim.server.browser(), "/login", &[("phone", ADA)]);
    victim.gateway.asked(1).await;
    // it can read the answer, but not write down what it says
    let options = SqliteConnectOptions::new().filename(victim.place.file("textgate.db"));
    let mut other = options.connect().await.expect("the database");
    let lock = other.begin_with("begin immediate").await.expect("the lock");
    gate.open();
    victim.gateway.quiet().await;
    victim.server.signal("KILL");
    lock.rollback().await.expect("nothing was written");
    let (place, gateway, server) = victim.dies().await;
    posting.await.expect("no answer");
    assert_eq!(counts(&place.dump().await), NOBODY);
    let stale = gateway.last_code();
    let browser = signs_in(&server, &gateway, ADA).await;
    // the text of before opens nothing
    if stale != gateway.last_code() {
        let other = server.browser();
        other.post_phone(BEN).await.leads_to("/login/code");
        other.post_code(&stale).await.is(200);
    }
    browser.get("/account").await.is(200);
}

#[tokio::test]
async fn f_a_kill_before_the_commit_leaves_no_person() {
    let victim = Victim::new().await;
    victim.stops_at("insert on verifications").await;
    let posting = unanswered(&victim.server.browser(), "/login", &[("phone", ADA)]);
    victim.gateway.asked(1).await;
    victim.gateway.quiet().await;
    victim.is_inside().await;
    let (place, gateway, server) = victim.dies().await;
    posting.await.expect("no answer");
    assert_eq!(counts(&place.dump().await), NOBODY);
    signs_in(&server, &gateway, ADA).await;
}

#[tokio::test]
async fn f_a_kill_before_the_answer_leaves_no_person() {
    let victim = Victim::new().await;
    victim.stops_at("insert on sessions").await;
    let posting = unanswered(&victim.server.browser(), "/login", &[("phone", ADA)]);
    victim.gateway.asked(1).await;
    victim.gateway.quiet().await;
    victim.is_inside().await;
    let (place, gateway, server) = victim.dies().await;
    posting.await.expect("no answer");
    let dump = place.dump().await;
    assert_eq!(counts(&dump), [0, 0, 0]);
    assert!(dump.table("deliveries")[0].contains("\"sending\""));
    signs_in(&server, &gateway, ADA).await;
}

#[tokio::test]
async fn f_a_kill_inside_a_resend_leaves_the_earlier_code() {
    let victim = Victim::new().await;
    let browser = victim.server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = victim.gateway.last_code();
    victim
        .stops_at("update of code_hash on verifications")
        .await;
    let posting = unanswered(&browser, "/login/resend", &[]);
    victim.gateway.asked(2).await;
    victim.gateway.quiet().await;
    victim.is_inside().await;
    let (place, _gateway, _server) = victim.dies().await;
    posting.await.expect("no answer");
    assert_eq!(counts(&place.dump().await), [1, 1, 1]);
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn f_a_kill_inside_a_check_spends_no_try() {
    let victim = Victim::new().await;
    let browser = victim.server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let (code, before) = (victim.gateway.last_code(), victim.place.dump().await);
    victim.stops_at("update on users").await;
    let posting = unanswered(&browser, "/login/code", &[("code", &code)]);
    victim.is_inside().await;
    let (place, _gateway, _server) = victim.dies().await;
    posting.await.expect("no answer");
    assert_eq!(place.dump().await.person(), before.person());
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn f_a_kill_between_check_and_session_uses_no_code_up() {
    let victim = Victim::new().await;
    let browser = victim.server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = victim.gateway.last_code();
    victim.stops_at("insert on sessions").await;
    let posting = unanswered(&browser, "/login/code", &[("code", &code)]);
    victim.is_inside().await;
    let (place, _gateway, _server) = victim.dies().await;
    posting.await.expect("no answer");
    let dump = place.dump().await;
    assert_eq!(counts(&dump), [1, 1, 1]);
    assert!(dump.table("users")[0].contains("\"verified_at\":null"));
    browser.get("/account").await.is(303);
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn f_a_kill_after_the_answer_loses_nothing() {
    let victim = Victim::new().await;
    let (half, whole) = (victim.server.browser(), victim.server.browser());
    half.post_phone(BEN).await.leads_to("/login/code");
    let code = victim.gateway.last_code();
    whole.post_phone(ADA).await.leads_to("/login/code");
    let done = whole.post_code(&victim.gateway.last_code()).await;
    done.leads_to("/account");
    let (_place, _gateway, _server) = victim.dies().await;
    whole.get("/account").await.is(200).shows("415-555-2671");
    half.post_code(&code).await.leads_to("/account");
}
