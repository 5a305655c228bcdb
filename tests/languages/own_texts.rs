//! A route's own words by language.

use reqwest::Method;
use serde_json::json;
use textgate::flow::text_samples::long_texts;

use crate::app::gateway::Gateway;
use crate::app::server::Place;
use crate::app::{ADA, BEN, TWILIO, TestApp};

/// With this text at the only route.
async fn app(text: &str) -> TestApp {
    let routes = format!("[routes]\ndefault = [{{ provider = 'main', {text} }}]");
    let gateway = Gateway::start().await;
    TestApp::with_provider(&[], gateway, &format!("{TWILIO}\n{routes}")).await
}

const BY_LANGUAGE: &str = "text.default = '{code} for {site}', \
    text.de = '{code} für {site}', text.pt-BR = '{code} para {site}'";

#[tokio::test]
async fn each_reader_gets_the_words_of_their_language_or_else_the_default() {
    let app = app(BY_LANGUAGE).await;
    let script = app.browser();
    for (accepts, starts) in [
        ("de-AT", "für Textgate"),
        ("pt", "para Textgate"),
        // Portugal's has none of its own
        ("pt-PT", "for Textgate"),
        ("ru", "for Textgate"),
        ("en", "for Textgate"),
    ] {
        let request = script.request(Method::POST, "/auth/send-otp");
        let request = request.header("accept-language", accepts);
        script
            .send(request.json(&json!({ "phone": ADA })))
            .await
            .is(200);
        let (text, code) = (app.gateway.last_text(), app.last_code());
        assert_eq!(text, format!("{code} {starts}"), "{accepts}");
        app.after_the_wait();
    }
    // the page shows the same words, and the admin all of them
    let browser = app.browser();
    let form = [("region", "US"), ("phone", BEN)];
    browser
        .post("/login?lang=de", &form)
        .await
        .leads_to("/login/code");
    browser.get("/login/code").await.shows("für Textgate");
    let settings = app.admin(ADA).await.get("/admin/settings").await;
    settings
        .shows("German: ")
        .shows("Portuguese (Brazil): ")
        .shows("All other languages: ")
        .shows("<div class=\"sms\" lang=\"de\">");
}

#[tokio::test]
async fn long_ones_are_told_with_their_language() {
    let long = "x".repeat(150);
    let app = app(&format!(
        "text = {{ default = '{{code}}', de = '{{code}} {long}', fr = '{{code}} reçu {long}' }}"
    ))
    .await;
    let texts = long_texts(&app.web.app).into_iter();
    let told: Vec<_> = texts
        .map(|it| (it.readers.to_string(), it.parts, it.because))
        .collect();
    let expected = [("de", 2, None), ("fr", 3, Some('ç'))];
    assert_eq!(told, expected.map(|(of, n, why)| (of.to_owned(), n, why)));
}

#[test]
fn wrong_tables_of_words_end_with_2_and_one_line() {
    let place = Place::new();
    let twilio = TWILIO.replace("{url}", "http://127.0.0.1:9");
    for (text, words) in [
        ("{ de = '{code}' }", "a default"),
        ("{}", "a default"),
        (
            "{ default = '{code}', de = 'none' }",
            "text.de must have {code}",
        ),
        ("{ default = '{code} {x}' }", "text.default may have {code}"),
        (
            "{ default = '{code}', DE = '{code}' }",
            "text.DE must be a language",
        ),
        (
            "{ default = '{code}', de-AT = '{code}' }",
            "text.de-AT must be",
        ),
        ("{ default = '{code}', de = 5 }", "string"),
        ("['{code}']", "a string, or a table"),
    ] {
        let route = format!("{{ provider = 'main', text = {text} }}");
        place.configure(&format!("[[provider]]\n{twilio}\n[routes]\nIN = [{route}]"));
        place.run(&["check"]).refuses(2, &["routes.IN", words]);
    }
}
