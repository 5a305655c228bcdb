//! Connections that are kept, whatever the provider: silence, crowds, accounts.

use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::future::join_all;
use serde_json::json;
use textgate::delivery::{Delivery, ProviderSpec, SendContext};

use super::app::gateway::Answer;
use super::app::server::Place;
use super::app::{ADA, sending};
use super::kept::{DOUBT, Line, trusts};
use super::peer::{Peer, Turn, certificate};
use super::{SECRET, webhook};

use Turn::{Answers, Falls, GoesAwayAmid, Holds};

/// What is silent is not used again, and costs one text.
#[tokio::test]
async fn f_a_kept_connection_falls_silent() {
    let wire = webhook();
    let peer = Peer::plain(&wire.taken, &[Answers, Falls]).await;
    let line = Line::to(&wire, peer, sending::BRIEF);
    line.goes(&[None, DOUBT, None], &[0, 0, 1]).await;
}

/// Over HTTP/2, too, where all texts would go on to share it; and the next may
/// come before the time of the first is up.
#[tokio::test]
async fn f_a_shared_connection_falls_silent() {
    if !trusts(concat!(
        module_path!(),
        "::f_a_shared_connection_falls_silent"
    )) {
        return;
    }
    let wire = webhook();
    let peer = Peer::sealed(&wire.taken, &[Answers, Falls]).await;
    let line = Line::to(&wire, peer, Duration::from_secs(2));
    assert_eq!(line.sends().await, None);
    let asked = Instant::now();
    assert_eq!(line.sends().await, DOUBT);
    assert!(
        asked.elapsed() < Duration::from_millis(1_900),
        "not noticed"
    );
    assert_eq!(line.sends().await, None);
    assert_eq!(line.peer.connections(), [0, 0, 1]);
}

/// Whatever goes away amid many texts, each is processed once.
#[tokio::test]
async fn f_goaway_amid_many_texts() {
    if !trusts(concat!(module_path!(), "::f_goaway_amid_many_texts")) {
        return;
    }
    let turns: Vec<_> = [Answers].into_iter().chain([GoesAwayAmid(8); 8]).collect();
    let line = Line::sealed(&webhook(), &turns).await;
    assert_eq!(line.sends().await, None);
    let verdicts = join_all((0..8).map(|_| line.sends())).await;
    assert_eq!(verdicts, [None; 8]);
    let connections = line.peer.connections();
    assert_eq!(connections[..9], [0; 9]);
    assert_eq!(connections[9..].len(), 4, "those that nobody looked at");
    assert!(!connections[9..].contains(&0), "{connections:?}");
}

/// No text waits for room on a connection that others fill.
#[tokio::test]
async fn a_full_connection_keeps_nobody_waiting() {
    if !trusts(concat!(
        module_path!(),
        "::a_full_connection_keeps_nobody_waiting"
    )) {
        return;
    }
    let turns: Vec<_> = [Answers].into_iter().chain([Holds; 100]).collect();
    let line = Line::sealed(&webhook(), &turns).await;
    assert_eq!(line.sends().await, None);
    let one_more = async {
        line.peer.has(101).await;
        assert_eq!(line.sends().await, None);
    };
    tokio::select! {
        () = one_more => {}
        held = join_all((0..100).map(|_| line.sends())) => unreachable!("{held:?}"),
    }
    let connections = line.peer.connections();
    assert_eq!(connections[..101], [0; 101]);
    assert_eq!(connections[101..], [1]);
}

/// What a provider says of a text by GOAWAY is in no log, whatever its level.
#[tokio::test]
async fn c8_a_text_that_goaway_quotes_is_not_logged() {
    let turns = [Turn::GoesAwayBefore(0), Turn::GoesAwayBefore(1)];
    let peer = Peer::sealed(&webhook().taken, &turns).await;
    let place = Place::new();
    let settings = (webhook().settings)(&peer.url);
    place.configure(&format!(
        "[[provider]]\nname = 'main'\nkind = 'webhook'\n{settings}"
    ));
    let set = ["--set", "log.level=trace", "--set", "code.digits=10"];
    let trusted = certificate();
    let server = place.serve_with(&set, &[("SSL_CERT_FILE", &trusted)]).await;
    server.browser().post_phone(ADA).await.is(503);
    server.logged("did not get through to 127.0.0.1").await;
    let log = server.err();
    let texts = peer.texts();
    assert_eq!(texts.len(), 2);
    for text in texts {
        let body: serde_json::Value = serde_json::from_str(&text.body).expect("JSON");
        let code = body["data"]["code"].as_str().expect("a code");
        assert!(!log.contains(code), "{log}");
    }
    assert!(!log.contains("sms.send"), "{log}");
}

/// What shares a connection shares nothing else.
#[tokio::test]
async fn two_accounts_with_one_provider_keep_their_credentials() {
    let peer = Peer::plain(&Answer::Json(200, json!({})), &[]).await;
    let specs = ["one", "two"].map(|account| {
        let url = peer.url.replace("//", &format!("//{account}:word@"));
        let settings = format!("url = '{url}'\nsecret = 'whsec_{SECRET}'");
        ProviderSpec {
            name: account.into(),
            ..sending::spec("webhook", &settings)
        }
    });
    let routes = toml::from_str("default = ['one', 'two']").expect("routes");
    let setup = sending::setup(sending::PATIENT);
    let delivery = Delivery::new(specs.into(), routes, &setup).expect("a delivery");
    let message = sending::message();
    for name in ["one", "two", "one"] {
        let route = delivery.routes(message.to.region());
        let route = route.iter().find(|route| route.provider == name);
        let context = SendContext {
            route: route.expect("a route"),
            callback: None,
        };
        let provider = delivery.provider(name).expect("a provider");
        provider.send(&message, &context).await.expect("taken");
    }
    let texts = peer.texts();
    let shown: Vec<_> = texts
        .iter()
        .map(|text| text.authorization.clone())
        .collect();
    let [one, two] = ["one:word", "two:word"].map(|it| {
        let credentials = STANDARD.encode(it);
        Some(format!("Basic {credentials}"))
    });
    assert_eq!(shown, [one.clone(), two, one]);
    assert_eq!(peer.connections(), [0, 0, 0]);
}

/// The only one that waits: a connection that was idle for long is not trusted.
#[tokio::test]
async fn a_connection_that_was_idle_for_five_seconds_is_not_used() {
    let line = Line::plain(&webhook(), &[]).await;
    assert_eq!(line.sends().await, None);
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(line.sends().await, None);
    assert_eq!(line.peer.connections(), [0, 1]);
}
