//! A page that is open while the network gives the text up.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use sha1::Sha1;

use super::app::{ADA, TestApp};
use super::window::Window;

const NOTICE: &str = "The phone network did not deliver our text";

/// Twilio's word that the newest text did not arrive.
async fn gives_up(app: &TestApp) {
    let [row] = app.deliveries("671").await.try_into().expect("one text");
    let id = row["id"].as_str().expect("an id");
    let token = app.web.app.receipt_token("main");
    let path = format!("/receipts/main/{token}?d={id}");
    let mut mac = Hmac::<Sha1>::new_from_slice(b"token").expect("a key");
    mac.update(format!("{}{path}MessageStatusundelivered", app.url).as_bytes());
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    let machine = app.browser();
    let request = machine.request(Method::POST, &path);
    let request = request
        .header("x-twilio-signature", signature)
        .body("MessageStatus=undelivered");
    machine.send(request).await.is(204);
}

#[tokio::test]
async fn an_open_page_says_by_itself_that_the_text_did_not_arrive() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.asks_for_a_code(ADA).await;
    window.sees_no(NOTICE).await;
    window.script("window.untouched = true").await;
    window.types("6-digit code", "12").await;
    gives_up(&app).await;
    window.sees(NOTICE).await;
    window
        .sees("Send a new code, or use a different number.")
        .await;
    // the same page: what was typed is still there
    assert_eq!(window.script("return window.untouched").await, true);
    assert_eq!(window.value("6-digit code").await, "12");
    let status = "return document.querySelector('[data-delivery]').getAttribute('role')";
    assert_eq!(window.script(status).await, "status");
    app.after_the_wait();
    window.presses("Send a new code").await;
    window
        .until("page without the notice", async || {
            let text = window.text().await;
            (text.contains("Check your phone") && !text.contains(NOTICE)).then_some(())
        })
        .await;
    window.closes().await;
}

#[tokio::test]
async fn without_scripts_the_next_page_says_it() {
    let app = TestApp::start().await;
    let window = Window::without_scripts(&app).await;
    window.asks_for_a_code(ADA).await;
    gives_up(&app).await;
    window.goto("/login/code").await;
    window.sees(NOTICE).await;
    window.closes().await;
}
