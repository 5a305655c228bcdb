//! Providers and places, decided from the command line beside the program that
//! serves.

use serde_json::Value;

use crate::app::gateway::{Answer, Gateway};
use crate::app::postgres::new_database;
use crate::app::server::{Ended, Place, Server};
use crate::app::{ADA, CLEO, TWILIO};

/// One provider by the gateway, and one on the console that no route names.
async fn served(gateway: &Gateway, more: &str) -> (Place, Server) {
    let place = Place::new();
    let twilio = TWILIO.replace("{url}", &gateway.url());
    place.configure(&format!("{more}\n[[provider]]\n{twilio}"));
    let server = place.serve(&[]).await;
    (place, server)
}

/// Runs beside this test's own gateway, which must not stand still meanwhile.
fn run(place: &Place, args: &[&str]) -> Ended {
    tokio::task::block_in_place(|| place.run(args))
}

/// What was done by command, and to what.
async fn audit(place: &Place) -> Vec<(String, String)> {
    let dump = place.dump().await;
    let rows = dump.table("audit").iter().map(|row| {
        let row: Value = serde_json::from_str(row).expect("a row");
        assert_eq!(row["actor_kind"], "command");
        let text = |name: &str| row[name].as_str().expect("a text").to_owned();
        (text("action"), text("target_label"))
    });
    rows.collect()
}

fn pair(action: &str, target: &str) -> (String, String) {
    (action.into(), target.into())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_is_paused_and_resumed_by_command() {
    let gateway = Gateway::start().await;
    let (place, server) = served(&gateway, "").await;
    for name in ["mian", "", "IN"] {
        let ended = run(&place, &["pause", name]);
        ended.refuses(1, &[&format!("no provider {name:?}"), "textgate check"]);
    }
    let paused = run(&place, &["pause", "main"]);
    paused.tells(&[
        "until: textgate resume main",
        "No provider is left for the routes: default",
    ]);
    server.browser().post_phone(ADA).await.is(503);
    assert_eq!(gateway.count(), 0);
    run(&place, &["pause", "main"]).well();
    run(&place, &["resume", "main"]).tells(&["main carries texts again."]);
    server
        .browser()
        .post_phone(ADA)
        .await
        .leads_to("/login/code");
    run(&place, &["resume", "main"]).refuses(1, &["\"main\" is not paused"]);
    let done = [
        pair("provider.pause", "main"),
        pair("provider.resume", "main"),
    ];
    assert_eq!(audit(&place).await, done);
}

#[tokio::test(flavor = "multi_thread")]
async fn p4_a_country_is_stopped_allowed_and_watched_again_by_command() {
    let gateway = Gateway::start().await;
    let (place, server) = served(&gateway, "[limits]\ncountry = ['1/1h']").await;
    run(&place, &["stop", "in"]).tells(&["Texts to IN are stopped", "textgate resume IN"]);
    server.browser().post_phone(CLEO).await.is(422);
    assert_eq!(gateway.count(), 0);
    // answered or not, more than its bucket holds
    run(&place, &["allow", "IN"]).tells(&["Texts to IN are allowed"]);
    for n in 0..3 {
        let phone = format!("+91987654321{n}");
        server
            .browser()
            .post_phone(&phone)
            .await
            .leads_to("/login/code");
    }
    run(&place, &["resume", "IN"]).tells(&["Nothing is decided about IN any more."]);
    server.browser().post_phone("+919876543214").await.is(303);
    server.browser().post_phone("+919876543215").await.is(429);
    run(&place, &["resume", "IN"]).refuses(1, &["\"IN\" is not paused, nor allowed or stopped"]);
    let done = ["place.stop", "place.allow", "place.watch"].map(|it| pair(it, "IN"));
    assert_eq!(audit(&place).await, done);
}

#[tokio::test(flavor = "multi_thread")]
async fn p8_a_country_is_given_more_texts_by_command() {
    let gateway = Gateway::start().await;
    let (place, server) = served(&gateway, "[limits]\ncountry = ['1/1h']").await;
    let ask = async |n: u32| {
        let phone = format!("+91987654321{n}");
        server.browser().post_phone(&phone).await.status.as_u16()
    };
    assert_eq!([ask(0).await, ask(1).await], [303, 429]);
    run(&place, &["more", "2", "in"]).tells(&["IN may have 2 more unanswered texts"]);
    assert_eq!([ask(2).await, ask(3).await, ask(4).await], [303, 303, 429]);
    run(&place, &["more", "0", "in"]).refuses(1, &["give 1 to 10000 texts, not 0"]);
    run(&place, &["more", "9", "in"]).tells(&["textgate resume IN"]);
    run(&place, &["resume", "IN"]).tells(&["Nothing is decided about IN any more."]);
    assert_eq!(ask(5).await, 429);
    let done = ["place.more", "place.more", "place.watch"].map(|it| pair(it, "IN"));
    assert_eq!(audit(&place).await, done);
}

#[tokio::test(flavor = "multi_thread")]
async fn p4_a_range_is_named_as_the_admin_pages_show_it() {
    let gateway = Gateway::start().await;
    let (place, server) = served(&gateway, "").await;
    gateway.answers(Answer::TwilioQueued);
    // in quotes, without, and as digits alone
    run(&place, &["stop", "+91 98765 4"]).tells(&["+91 98765 4 are stopped"]);
    server.browser().post_phone(CLEO).await.is(422);
    server
        .browser()
        .post_phone(ADA)
        .await
        .leads_to("/login/code");
    run(&place, &["allow", "+91", "98765", "4"]).tells(&["resume \"+91 98765 4\""]);
    server
        .browser()
        .post_phone(CLEO)
        .await
        .leads_to("/login/code");
    run(&place, &["resume", "+91987654"]).tells(&["about +91 98765 4 any more"]);
    assert_eq!(audit(&place).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_place_is_told_in_one_line() {
    let gateway = Gateway::start().await;
    let (place, _server) = served(&gateway, "regions = ['US']").await;
    for (typed, words) in [
        ("UK", "no country; did you mean GB (United Kingdom)?"),
        ("Germany", "did you mean DE (Germany)?"),
        ("ZZ", "no country; give two letters"),
        ("main", "no country; give two letters"),
        ("", "no country"),
        ("+91 98", "too short"),
        ("+919876543210", "too long"),
        ("98765 4", "not the beginning of a phone number"),
        ("+999 1234567", "not the beginning of a phone number"),
    ] {
        for command in ["allow", "stop"] {
            run(&place, &[command, typed]).refuses(1, &[&format!("{typed:?}"), words]);
        }
        run(&place, &["resume", typed]).refuses(1, &[&format!("{typed:?} is not paused")]);
    }
    run(&place, &["allow", "IN"]).tells(&["All the same none goes there"]);
    let us = run(&place, &["allow", "US"]);
    assert!(!us.well().out.contains("All the same"), "{}", us.out);
    assert_eq!(audit(&place).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn p4_on_postgres_the_commands_decide_for_every_node() {
    let place = Place::new();
    let database = place.keeps_all_at(&new_database().await);
    let gateway = Gateway::start().await;
    let twilio = TWILIO.replace("{url}", &gateway.url());
    place.configure(&format!("{database}\n[[provider]]\n{twilio}"));
    let server = place.serve(&[]).await;
    run(&place, &["stop", "IN"]).well();
    server.browser().post_phone(CLEO).await.is(422);
    run(&place, &["resume", "IN"]).well();
    run(&place, &["pause", "main"]).well();
    server.browser().post_phone(CLEO).await.is(503);
    run(&place, &["resume", "main"]).well();
    server
        .browser()
        .post_phone(CLEO)
        .await
        .leads_to("/login/code");
    run(&place, &["resume", "IN"]).refuses(1, &["not paused"]);
}
