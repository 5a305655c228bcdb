//! The apps of `docs/forward-auth.md`, each as it stands there, behind Caddy.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use reqwest::Method;

use super::caddy::caddy;
use super::site::{Site, WIKI};
use crate::app::ADA;
use crate::app::recipes::blocks;
use crate::app::server::{Place, until};
use crate::proxy::Running;
use crate::recipes::changed;

const PAGE: &str = include_str!("../../../docs/forward-auth.md");

fn installed(path: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("target/relying_parties").join(path);
    let shown = path.display();
    assert!(path.exists(), "no {shown}; `tests/run` installs it");
    path
}

/// The recipe's file, with the addresses of here.
fn written(place: &Place, (heading, kind): (&str, &str), changes: &[(&str, &str)]) -> PathBuf {
    let port = place.socket_address().port().to_string();
    let text = changed(blocks(PAGE, heading, kind)[0], changes);
    let file = place.file(if kind == "js" { "app.mjs" } else { "app.py" });
    std::fs::write(&file, changed(&text, &[("8000", &port)])).expect("written");
    file
}

/// Somebody signs in, and the app greets them, whatever they write.
async fn greets(place: &Place, verifies: bool, start: impl FnOnce(&str) -> Running) {
    let at = place.socket_address().to_string();
    let site = Site::before(caddy, &at).await;
    let _app = start(&site.textgate.url());
    let person = site.person();
    let form = person.lead(&person.open(WIKI, "/").await).await;
    let page = person.sign_in(&site.server, &form, (ADA, 1)).await;
    if page.status == 502 {
        // it takes its time to start
        until(
            async || person.open(WIKI, "/").await.status == 200,
            || "no app".into(),
        )
        .await;
    }
    let page = person.open(WIKI, "/").await;
    let greeting = format!("Hello {ADA}, your id is ");
    page.is(200).shows(&greeting);
    for name in [
        "X-Textgate-User",
        "X_Textgate_User",
        "x.textgate.user",
        "X-Textgate-Token",
    ] {
        let forged = person
            .request(WIKI, Method::GET, "/")
            .header(name, "forged");
        let shown = person.jar(WIKI).send(forged).await;
        assert_eq!(shown.is(200).body, page.body, "{name}");
    }
    if verifies {
        // also where nobody asked Textgate before
        for token in ["", "forged", "e30.e30.e30"] {
            assert_eq!(past_the_proxy(place, token).await, 401, "{token}");
        }
    }
}

/// What the app says to who reaches it past the proxy.
async fn past_the_proxy(place: &Place, token: &str) -> u16 {
    let client = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a client");
    let asked = client.get(place.url()).header("x-textgate-token", token);
    asked.send().await.expect("an answer").status().as_u16()
}

#[tokio::test]
async fn f6_an_app_by_header() {
    let place = Place::new();
    let file = written(&place, ("### By header", "python"), &[]);
    greets(&place, false, |_| {
        Running::start(Command::new("python3").arg(file))
    })
    .await;
}

#[tokio::test]
async fn f8_an_app_that_checks_the_token_in_node() {
    let place = Place::new();
    symlink(installed("node/node_modules"), place.file("node_modules")).expect("linked");
    greets(&place, true, |textgate| {
        let changes = [("https://id.example.com", textgate)];
        let file = written(&place, ("### By token, in Node", "js"), &changes);
        Running::start(Command::new(installed("node/node_modules/.bin/node")).arg(file))
    })
    .await;
}

#[tokio::test]
async fn f8_an_app_that_checks_the_token_in_python() {
    let place = Place::new();
    greets(&place, true, |textgate| {
        let changes = [("https://id.example.com", textgate)];
        let file = written(&place, ("### By token, in Python", "python"), &changes);
        Running::start(Command::new(installed("python/bin/python")).arg(file))
    })
    .await;
}
