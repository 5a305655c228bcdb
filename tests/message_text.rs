//! The words of a text: whose they are, what the last line is, and what they
//! cost.

mod app;

use app::gateway::{Answer, Gateway};
use app::server::Place;
use app::{ADA, BEN, CLEO, TWILIO, TestApp};
use textgate::flow::text_samples::long_texts;

const HTTPS: (&str, &str) = ("public_url", "https://id.example");
const NAME: (&str, &str) = ("site.name", "Harbour Books");

/// With these routes.
async fn app(set: &[(&str, &str)], routes: &str) -> TestApp {
    let gateway = Gateway::start().await;
    TestApp::with_provider(set, gateway, &format!("{TWILIO}\n[routes]\n{routes}")).await
}

const PLAIN: &str = "default = ['main']";

/// The text that a number gets, with 000000 for its code.
async fn text(app: &TestApp, phone: &str) -> String {
    app.browser()
        .post_phone(phone)
        .await
        .leads_to("/login/code");
    let (text, code) = (app.gateway.last_text(), app.last_code());
    text.replace(&code, "000000")
}

#[tokio::test]
async fn the_built_in_words_end_with_the_site_where_it_has_https() {
    let words = "000000 is your Harbour Books code. Do not share it with anyone.";
    let plain = app(&[NAME], PLAIN).await;
    assert_eq!(text(&plain, ADA).await, words);
    let https = app(&[NAME, HTTPS], PLAIN).await;
    let expected = format!("{words}\n\n@id.example #000000");
    assert_eq!(text(&https, ADA).await, expected);
}

#[tokio::test]
async fn own_words_are_the_setting_s_or_else_the_route_s() {
    let own = ("site.text", "OTP {code}, {site}. {site} sent it");
    let routes = "default = ['main']\n\
                  IN = [{ provider = 'main', text = 'Dear customer, {code} - HRBBKS' }]\n\
                  GB = [{ provider = 'main', sender = 'HARBOUR' }]";
    let app = app(&[NAME, HTTPS, own], routes).await;
    let line = "\n\n@id.example #000000";
    let setting = format!("OTP 000000, Harbour Books. Harbour Books sent it{line}");
    assert_eq!(text(&app, ADA).await, setting);
    assert_eq!(text(&app, BEN).await, setting, "a route without words");
    let route = format!("Dear customer, 000000 - HRBBKS{line}");
    assert_eq!(text(&app, CLEO).await, route);
    // a new code comes in the same words
    let browser = app.browser();
    app.after_the_wait();
    browser.post_phone(CLEO).await.leads_to("/login/code");
    app.clock.advance(std::time::Duration::from_mins(2));
    browser.resend().await.leads_to("/login/code");
    let code = app.last_code();
    let text = app.gateway.last_text();
    assert_eq!(text, route.replace("000000", &code));
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn the_next_provider_has_its_own_words_and_the_same_code() {
    let first = Gateway::start().await;
    first.answers(Answer::Json(429, serde_json::json!({ "code": 20429 })));
    let spare = Gateway::start().await;
    let table = |name: &str, gateway: &Gateway| {
        let named = TWILIO.replace("\"main\"", &format!("\"{name}\""));
        named.replace("{url}", &gateway.url())
    };
    let routes = "default = [{ provider = 'one', text = 'One {code}' },\n\
                  { provider = 'two', text = 'Two {code}' }]";
    let (one, two) = (table("one", &first), table("two", &spare));
    let text = format!("{one}\n[[provider]]\n{two}\n[routes]\n{routes}");
    let app = TestApp::with_provider(&[], Gateway::start().await, &text).await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = first.last_code();
    assert_eq!(first.last_text(), format!("One {code}"));
    assert_eq!(spare.last_text(), format!("Two {code}"));
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn an_android_app_s_hash_is_the_last_line_instead_of_the_site() {
    let routes = "default = [{ provider = 'main', android_hash = 'FA+9qCX9VSu' }]\n\
                  GB = [{ provider = 'main', text = '{code}', android_hash = 'FA+9qCX9VSu' }]\n\
                  IN = ['main']";
    let app = app(&[NAME, HTTPS], routes).await;
    let words = "000000 is your Harbour Books code. Do not share it with anyone.";
    let expected = format!("{words}\n\nFA+9qCX9VSu");
    assert_eq!(text(&app, ADA).await, expected);
    assert_eq!(text(&app, BEN).await, "000000\n\nFA+9qCX9VSu");
    let site = text(&app, CLEO).await;
    assert!(site.ends_with("\n\n@id.example #000000"), "{site}");
}

#[test]
fn wrong_words_and_hashes_end_with_2_and_one_line() {
    let place = Place::new();
    let twilio = TWILIO.replace("{url}", "http://127.0.0.1:9");
    for (option, words) in [
        ("text = 'no code'", "{code} in it, once"),
        ("text = '{code}{code}'", "{code} in it, once"),
        ("text = '{code} {phone}'", "nothing else"),
        ("text = \"{code}\\n@evil.example #1\"", "one line"),
        ("text = 5", "string"),
        ("txt = '{code}'", "unknown field `txt`"),
        ("android_hash = ''", "eleven characters"),
        ("android_hash = 'FA+9qCX9VS'", "eleven characters"),
        ("android_hash = 'FA+9qCX9VSu='", "eleven characters"),
        ("android_hash = 'FA-9qCX9VSu'", "eleven characters"),
    ] {
        let routes = format!("[routes]\nIN = [{{ provider = 'main', {option} }}]");
        place.configure(&format!("[[provider]]\n{twilio}\n{routes}"));
        for args in [&["check"] as &[&str], &[]] {
            place.run(args).refuses(2, &["routes.IN", words]);
        }
    }
    place.configure("[site]\ntext = 'no code'");
    let words = ["site.text", "textgate.toml", "{code}"];
    place.run(&["check"]).refuses(2, &words);
    assert!(!place.file("textgate.db").exists(), "nothing was made");
}

/// Place, parts and the character to blame.
fn long(app: &TestApp) -> Vec<(String, usize, Option<char>)> {
    let texts = long_texts(&app.web.app).into_iter();
    texts.map(|it| (it.route, it.parts, it.because)).collect()
}

#[tokio::test]
async fn texts_of_several_parts_are_found_with_the_longest_code() {
    assert_eq!(long(&app(&[HTTPS], PLAIN).await), []);
    // ten digits and 150 letters fit; one more does not
    let fits = format!("{{code}}{}", "x".repeat(150));
    let routes = format!(
        "default = [{{ provider = 'main', text = '{fits}' }}]\n\
         IN = ['main', {{ provider = 'main', text = '{fits}x' }}]\n\
         RU = [{{ provider = 'main', text = '{{code}} код{}' }}]\n\
         US = [{{ provider = 'main', text = '{{code}} it’s {}' }}]",
        "д".repeat(56),
        "x".repeat(70)
    );
    let app = app(&[], &routes).await;
    let expected = [("IN".to_owned(), 2, None), ("US".to_owned(), 2, Some('’'))];
    assert_eq!(long(&app), expected);
}

#[tokio::test]
async fn texts_of_several_parts_are_told_at_start() {
    let place = Place::new();
    place.configure("[site]\nname = \"Zoé’s Café\"\ntext = \"{code} is your {site} code. Please do not share it with anybody, ever.\"");
    let server = place.serve(&[]).await;
    server
        .logged("the text of routes.default is cut into 2 parts because of '’'")
        .await;
    drop(server);
    let place = Place::new();
    let server = place.serve(&[]).await;
    server.logged("development mode").await;
    server.logged("http").await;
    assert!(!server.err().contains("is cut into"), "{}", server.err());
}
