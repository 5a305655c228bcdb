//! The language of a sign-in's texts is kept: for the next text, for admins, and for the
//! person's own data.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::app::browser::{Browser, Shown};
use crate::app::gateway::Gateway;
use crate::app::{ADA, BEN, TWILIO, TestApp};

const WAIT: Duration = Duration::from_mins(2);

/// Posts a form, from a browser that asks for this language.
async fn posts(browser: &Browser, path: &str, reads: &str) {
    let fields = [("region", "US"), ("phone", ADA)];
    let form = browser.form(path, &fields).header("accept-language", reads);
    browser.send(form).await.leads_to("/login/code");
}

async fn calls(script: &Browser, path: &str, reads: &str) -> Shown {
    let request = script
        .request(Method::POST, path)
        .json(&json!({ "phone": ADA }));
    script.send(request.header("accept-language", reads)).await
}

/// Which of three languages the newest text is in.
fn language(app: &TestApp) -> &'static str {
    let text = app.gateway.last_text();
    let words = [("de", "Geben Sie"), ("fr", "votre code"), ("it", "codice")];
    let found = words.iter().find(|(_, words)| text.contains(words));
    found.unwrap_or_else(|| panic!("{text}")).0
}

#[tokio::test]
async fn a_further_text_is_in_the_language_of_the_first_unless_another_was_chosen() {
    let app = TestApp::start().await;
    let browser = app.browser();
    posts(&browser, "/login", "de").await;
    assert_eq!(language(&app), "de");
    app.clock.advance(WAIT);
    // as from another browser language, and from the phone form
    posts(&browser, "/login/resend", "fr").await;
    assert_eq!(language(&app), "de");
    let page = browser.request(Method::GET, "/login/code");
    let page = browser.send(page.header("accept-language", "fr")).await;
    page.shows("<html lang=\"fr\"")
        .shows("<div class=\"sms\" lang=\"de\">")
        .shows("Geben Sie");
    app.clock.advance(WAIT);
    posts(&browser, "/login", "fr").await;
    assert_eq!(language(&app), "de");
    app.clock.advance(2 * WAIT);
    posts(&browser, "/login/resend?lang=it", "fr").await;
    assert_eq!(language(&app), "it");
    app.clock.advance(4 * WAIT);
    posts(&browser, "/login/resend", "fr").await;
    assert_eq!(language(&app), "it");
    browser
        .post_code(&app.last_code())
        .await
        .leads_to("/account");
}

#[tokio::test]
async fn json_calls_go_on_in_it_too() {
    let app = TestApp::start().await;
    let script = app.browser();
    calls(&script, "/auth/send-otp", "fr").await.is(200);
    for (path, reads, is) in [
        ("/auth/resend-otp", "it", "fr"),
        ("/auth/resend-otp?lang=de", "it", "de"),
        ("/auth/resend-otp", "it", "de"),
    ] {
        app.clock.advance(2 * WAIT);
        calls(&script, path, reads).await.is(200);
        assert_eq!(language(&app), is, "{path}");
    }
}

/// What a message's page says of its language.
async fn told(admin: &Browser) -> (String, String) {
    let log = admin.get("/admin/messages").await;
    let (_, rest) = log.body.split_once("href=\"/admin/messages/").expect("one");
    let id = rest.split('"').next().expect("its id");
    let page = admin.get(&format!("/admin/messages/{id}")).await;
    let (_, fact) = page
        .body
        .split_once("<dt>Language</dt><dd>")
        .expect("a fact");
    let (_, number) = page.body.split_once("href=\"/admin/numbers/").expect("one");
    let number = number.split('"').next().expect("its hash");
    let number = admin.get(&format!("/admin/numbers/{number}")).await;
    let story = admin.get(number.is(303).header("location")).await;
    let fact = fact.split('<').next().unwrap_or_default();
    (fact.to_owned(), story.is(200).body.clone())
}

#[tokio::test]
async fn admins_and_the_person_are_told_in_which_language_a_text_was() {
    let app = TestApp::start().await;
    let browser = app.browser();
    posts(&browser, "/login", "de").await;
    browser
        .post_code(&app.last_code())
        .await
        .leads_to("/account");
    let data = browser.get("/account/data").await.json();
    assert_eq!(data["verifications"][0]["language"], "de");
    assert_eq!(data["deliveries"][0]["language"], "de");
    app.after_the_wait();
    let admin = app.admin(BEN).await;
    app.after_the_wait();
    posts(&app.browser(), "/login", "pt").await;
    let (fact, story) = told(&admin).await;
    assert_eq!(fact, "Portuguese (Brazil)");
    assert!(story.contains("Written in Portuguese (Brazil)."), "{story}");
    assert!(story.contains("Written in German."), "{story}");
}

#[tokio::test]
async fn of_own_words_for_everybody_no_language_is_told() {
    let routes = "default = [{ provider = 'main', text.default = '{code}', text.fr = '{code}!' }]";
    let file = format!("{TWILIO}\n[routes]\n{routes}");
    let app = TestApp::with_provider(&[], Gateway::start().await, &file).await;
    let admin = app.admin(BEN).await;
    posts(&app.browser(), "/login", "de").await;
    let (fact, story) = told(&admin).await;
    assert_eq!(fact, "–");
    assert!(!story.contains("Written in"), "{story}");
    app.after_the_wait();
    posts(&app.browser(), "/login", "fr").await;
    assert_eq!(told(&admin).await.0, "French");
}
