//! Which language somebody is answered in, and how it goes along.

use reqwest::Method;
use serde_json::json;

use crate::app::browser::{Browser, Shown};
use crate::app::gateway::Gateway;
use crate::app::relying_party::{apps, authorize};
use crate::app::{ADA, TWILIO, TestApp};

async fn asks(browser: &Browser, path: &str, accepts: &str) -> Shown {
    let request = browser.request(Method::GET, path);
    browser
        .send(request.header("accept-language", accepts))
        .await
}

fn language(page: &Shown) -> &str {
    let rest = page.body.split_once("<html lang=\"").expect("a page").1;
    rest.split('"').next().expect("a tag")
}

#[tokio::test]
async fn the_browser_says_it() {
    let app = TestApp::start().await;
    for (accepts, is) in [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("de;q=0, en", "en"),
        ("zh-TW", "zh-Hant"),
        ("iw", "he"),
        ("tlh", "en"),
    ] {
        let page = asks(&app.browser(), "/login", accepts).await;
        assert_eq!(language(page.is(200)), is, "{accepts}");
        let vary: Vec<_> = page.headers.get_all("vary").iter().collect();
        let vary = format!("{vary:?}").to_lowercase();
        assert!(
            vary.contains("accept-language") && vary.contains("cookie"),
            "{vary}"
        );
    }
    let page = asks(&app.browser(), "/login", "de").await;
    page.shows("<option value=\"DE\"")
        .shows("Deutschland (+49)")
        .hides("Germany (+49)");
    // there is a page for what is not there, too
    let page = asks(&app.browser(), "/nothing", "fr").await;
    assert_eq!(language(page.is(404)), "fr");
}

#[tokio::test]
async fn the_site_has_a_language_for_everybody_else() {
    let app = TestApp::with(&[("site.language", "pt-BR")]).await;
    let page = app.browser().get("/login").await;
    assert_eq!(language(&page), "pt-BR");
    let page = asks(&app.browser(), "/login", "nl").await;
    assert_eq!(language(&page), "nl");
}

#[tokio::test]
async fn some_are_written_from_right_to_left() {
    let app = TestApp::start().await;
    for accepts in ["ar", "fa", "he"] {
        let page = asks(&app.browser(), "/login", accepts).await;
        page.shows(&format!("<html lang=\"{accepts}\" dir=\"rtl\">"));
        page.shows("dir=\"ltr\"");
    }
    asks(&app.browser(), "/login", "tr")
        .await
        .shows("dir=\"ltr\">\n<head>");
}

#[tokio::test]
async fn s7_what_was_chosen_travels_in_addresses_until_there_is_a_session() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let page = browser.get("/login?lang=sv&return_to=%2Faccount").await;
    assert_eq!(language(&page), "sv");
    assert_eq!(page.header("set-cookie"), "");
    page.shows("action=\"/login?lang=sv\"");
    // the same page in another one
    page.shows("href=\"?return_to=%2Faccount&#38;lang=de\"");
    let sent = browser
        .post("/login?lang=sv", &[("region", "US"), ("phone", ADA)])
        .await;
    sent.leads_to("/login/code");
    // it is known from now on, whatever the browser says
    let page = asks(&browser, "/login/code", "de").await;
    assert_eq!(language(&page), "sv");
    assert!(
        app.gateway.last_text().contains("kod"),
        "{}",
        app.gateway.last_text()
    );
    page.hides("?lang=sv\" novalidate");
    browser
        .post_code(&app.last_code())
        .await
        .leads_to("/account");
    let page = browser.get("/account?lang=it").await;
    assert_eq!(language(&page), "it");
    assert_eq!(language(&browser.get("/account").await), "it");
    // and after the session, too
    browser.post("/logout", &[]).await;
    assert_eq!(language(&browser.get("/login").await), "it");
}

#[tokio::test]
async fn w4_no_link_repeats_what_somebody_else_wrote() {
    let app = TestApp::start().await;
    for path in [
        "/login?return_to=//evil.example&evil=1",
        "/nothing?evil",
        "/login/again?return_to=/evil",
    ] {
        let page = app.browser().get(path).await;
        page.hides("evil");
    }
    // what leads back to us stays
    let page = app.browser().get("/login?return_to=/account%3Fa").await;
    page.shows("?return_to=%2Faccount%3Fa&#38;lang=fr");
}

#[tokio::test]
async fn what_is_no_language_is_no_choice() {
    let app = TestApp::start().await;
    for query in ["lang=", "lang=xx", "lang=de&lang=fr", "lang=%00", "lang"] {
        let page = app.browser().get(&format!("/login?{query}")).await;
        assert!(["en", "de"].contains(&language(page.is(200))), "{query}");
    }
}

#[tokio::test]
async fn refusals_and_errors_are_in_the_language_of_the_page() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let form = browser
        .request(Method::POST, "/login")
        .form(&[("region", "DE"), ("phone", "12")]);
    let form = form
        .header("sec-fetch-site", "same-origin")
        .header("accept-language", "de");
    let refused = browser.send(form).await;
    assert_eq!(language(refused.is(422)), "de");
    refused.shows("Deutschland").hides("too short");
    // the way back shows it again, with whatever cookies there are by then
    let vary: Vec<_> = refused.headers.get_all("vary").iter().collect();
    let vary = format!("{vary:?}").to_lowercase();
    assert!(
        vary.contains("accept-language") && !vary.contains("cookie"),
        "{vary}"
    );
}

#[tokio::test]
async fn texts_are_in_the_language_of_whoever_asks() {
    let app = TestApp::start().await;
    let script = app.browser();
    let asked = |path: &str, language: &str| {
        let request = script
            .request(Method::POST, path)
            .json(&json!({ "phone": ADA }));
        script.send(request.header("accept-language", language))
    };
    asked("/auth/send-otp", "fr").await.is(200);
    assert!(
        app.gateway.last_text().contains("code"),
        "{}",
        app.gateway.last_text()
    );
    let french = app.gateway.last_text();
    app.after_the_wait();
    asked("/auth/send-otp", "en").await.is(200);
    assert!(
        app.gateway
            .last_text()
            .ends_with("Do not share it with anyone.")
    );
    assert!(!french.ends_with("Do not share it with anyone."));
    app.after_the_wait();
    asked("/auth/send-otp?lang=ru", "en").await.is(200);
    assert!(
        app.gateway.last_text().contains("код"),
        "{}",
        app.gateway.last_text()
    );
}

#[tokio::test]
async fn an_app_says_what_its_people_read() {
    let file = format!("{TWILIO}{}", apps(""));
    let app = TestApp::with_provider(&[], Gateway::start().await, &file).await;
    let browser = app.browser();
    let page = browser
        .get(&authorize("shop", &[("ui_locales", "xx fr-CA de")]))
        .await;
    assert_eq!(language(page.is(200)), "fr");
    page.shows("action=\"/login?lang=fr\"");
}

#[tokio::test]
async fn admins_read_english() {
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    for path in ["/admin", "/admin/users", "/admin/alerts", "/admin/stops"] {
        let page = asks(&admin, path, "de").await;
        assert_eq!(language(page.is(200)), "en", "{path}");
    }
    assert_eq!(language(&asks(&admin, "/account", "de").await), "de");
}
