//! Delivery receipts, from the address in the text to the page that tells.

#[path = "../app/mod.rs"]
mod app;

mod batch;
mod effects;
mod holders;
mod id_mismatch;
mod order;
mod rejected;
mod senders;

use app::browser::{Browser, Shown};
use app::{ADA, TestApp};
use reqwest::Method;
use senders::{Post, SITE, Speaker};
use serde_json::Value;

/// A program that one of the providers serves, reachable from outside.
async fn app(speaker: Speaker) -> TestApp {
    app_with(speaker, "").await
}

/// The same, with more in its file.
async fn app_with(speaker: Speaker, more: &str) -> TestApp {
    let gateway = app::gateway::Gateway::start().await;
    gateway.answers(speaker.charges());
    let text = format!("{}\n{more}", speaker.provider("main"));
    TestApp::with_provider(&[("public_url", SITE)], gateway, &text).await
}

/// Somebody who asked for a code.
async fn asked(app: &TestApp) -> Browser {
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    browser
}

/// Posts as the provider's machine does: to the path of a public address.
async fn post(app: &TestApp, address: &str, post: &Post) -> Shown {
    let machine = app.browser();
    let path = address.strip_prefix(SITE).expect("our own address");
    let mut request = machine.request(Method::POST, path).body(post.body.clone());
    for (name, value) in &post.headers {
        request = request.header(*name, value);
    }
    machine.send(request).await
}

/// The delivery of the `nth` request to the gateway, from 0.
async fn delivery(app: &TestApp, nth: usize) -> Value {
    let request = &app.gateway.requests()[nth];
    let address = Speaker::callback(request);
    let (_, id) = address.split_once("?d=").expect("our id");
    let rows = app.deliveries("671").await;
    let mut rows = rows.into_iter().filter(|row| row["id"] == id);
    rows.next().expect("its row")
}

/// Whether the code page and its script's question say that the text did not
/// arrive, in the same words.
async fn is_told_of_trouble(browser: &Browser) -> bool {
    let page = browser.get("/login/code").await;
    let told = browser.get("/login/delivery").await.is(200).json();
    let Some(title) = told["title"].as_str() else {
        assert_eq!(told["undelivered"], false);
        page.is(200).shows("data-delivery hidden><h2></h2><p></p>");
        return false;
    };
    assert_eq!(told["undelivered"], true);
    let text = told["text"].as_str().expect("a text");
    page.is(200)
        .shows(&format!("data-delivery><h2>{title}</h2><p>{text}</p>"));
    true
}
