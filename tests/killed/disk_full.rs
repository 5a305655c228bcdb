//! A disk that fills up while people sign in.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::app::TWILIO;
use crate::app::browser::{Browser, Shown};
use crate::app::gateway::Gateway;
use crate::app::interface::Interface;
use crate::app::server::{Place, Server};

/// So many ask at once.
const AT_ONCE: usize = 8;

/// A number that is asked for once.
fn number(round: usize, n: usize) -> String {
    format!("+1415{:03}{:04}", 200 + round, 1_000 + n)
}

/// People ask for a first text, all at once: who, and what they were answered.
async fn ask(server: &Server, round: usize) -> Vec<(Browser, String, Shown)> {
    let fresh = server.browser();
    let asking = (0..AT_ONCE).map(|n| {
        let (browser, phone) = (fresh.copy(), number(round, n));
        async move {
            let answer = browser.post_phone(&phone).await;
            (browser, phone, answer)
        }
    });
    asking.collect::<JoinSet<_>>().join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f_a_disk_that_fills_up_under_load_sends_no_texts_and_loses_nothing() {
    let (place, gateway) = (Place::new(), Gateway::start().await);
    let off = ["requester", "range", "country", "total"].map(|it| format!("{it} = []\n"));
    let provider = TWILIO.replace("{url}", &gateway.url());
    let limits = off.concat();
    place.configure(&format!("[limits]\n{limits}[[provider]]\n{provider}"));
    let server = place.serve_small(3_000).await;
    let (code_of, mut promised, mut full) = (gateway.codes(), Vec::new(), 0);
    for round in 0.. {
        assert!(round < 100, "it never fills up");
        let before = gateway.count();
        let (sent, refused): (Vec<_>, Vec<_>) = ask(&server, round)
            .await
            .into_iter()
            .partition(|(_, _, answer)| answer.status == 303);
        for (_, _, answer) in &refused {
            Interface::Form.unavailable(answer);
        }
        if sent.is_empty() {
            // a text may have been on its way when it filled up, but none later
            full += 1;
            assert!(full == 1 || gateway.count() == before, "a text was sent");
        }
        promised.extend(sent);
        if full == 3 {
            break;
        }
    }
    server.browser().get("/login").await.is(200);
    place.fold().await;
    for (browser, phone, _) in promised.iter().rev().take(AT_ONCE) {
        let code = code_of(phone).expect("a text");
        browser.post_code(&code).await.leads_to("/account");
        let session = browser.get("/auth/session").await.is(200).json();
        assert_eq!(session["user"]["phone"], json!(phone));
    }
    // the log alone has room for a few of them, but what it holds is moved on
    assert!(promised.len() > 100, "{} had room", promised.len());
    for user in place.dump().await.table("users") {
        let user: Value = serde_json::from_str(user).expect("a row");
        let phone = user["phone"].as_str().expect("a number");
        assert!(code_of(phone).is_some(), "{phone} was never sent a text");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f_what_could_be_undone_needs_no_room_on_a_disk() {
    let (place, gateway) = (Place::new(), Gateway::start().await);
    let provider = TWILIO.replace("{url}", &gateway.url());
    let off = ["requester", "range", "country", "total"].map(|it| format!("{it} = []\n"));
    place.configure(&format!(
        "[limits]\n{}[[provider]]\n{provider}",
        off.concat()
    ));
    let server = place.serve(&[]).await;
    let (mut seen, mut asking) = (BTreeSet::new(), JoinSet::new());
    for (round, n) in (0..10).flat_map(|round| (0..AT_ONCE).map(move |n| (round, n))) {
        let browser = server.browser();
        asking.spawn(async move { browser.post_phone(&number(round, n)).await });
    }
    while !asking.is_empty() {
        seen.extend(server.files());
        let mut answered = std::iter::from_fn(|| asking.try_join_next());
        assert!(answered.all(|answer| answer.expect("an answer").status == 303));
    }
    let of_the_database = |file: &&PathBuf| file.starts_with(place.file(""));
    assert!(seen.iter().any(|file| of_the_database(&file)), "{seen:?}");
    let temporary = |file: &&PathBuf| file.is_absolute() && !file.starts_with("/dev");
    let others = seen
        .iter()
        .filter(|file| temporary(file) && !of_the_database(file));
    assert_eq!(others.collect::<Vec<_>>(), Vec::<&PathBuf>::new());
}
