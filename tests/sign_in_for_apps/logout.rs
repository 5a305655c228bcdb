//! Apps sign people out of everything here.

use std::time::Duration;

use reqwest::Method;

use crate::app::browser::Shown;
use crate::app::{ADA, BEN};
use crate::shop::{SHOP_HOME, at_the_shop, id_token, request, start};

/// The request with these parameters.
fn out(parameters: &[(&str, &str)]) -> String {
    let query = serde_urlencoded::to_string(parameters).expect("a query");
    format!("/oidc/logout?{query}")
}

/// It leads to the shop's page for that.
#[track_caller]
fn home(shown: &Shown) {
    shown.leads_to(&format!("{SHOP_HOME}&state=a%2Bb%20c"));
}

#[tokio::test]
async fn an_id_token_of_this_sign_in_signs_out_without_asking() {
    let app = start().await;
    let (browser, code) = at_the_shop(&app, ADA).await;
    let token = id_token(&app, &code).await;
    // however old it is
    app.clock.advance(Duration::from_hours(2));
    let path = out(&[
        ("id_token_hint", &token),
        ("post_logout_redirect_uri", SHOP_HOME),
        ("state", "a+b c"),
    ]);
    let cookie = browser.session().expect("signed in");
    let left = browser.get(&path).await;
    home(&left);
    assert_eq!(browser.session(), None);
    browser.set_cookie("textgate", &cookie);
    browser.get("/account").await.is(303);
    let grants = app.dump().await;
    let grant: serde_json::Value = serde_json::from_str(&grants.table("grants")[0]).expect("JSON");
    assert_eq!(grant["ended_why"], "sign_out");
    // and again, when nobody is signed in
    home(&app.browser().get(&path).await);
}

#[tokio::test]
async fn whoever_only_says_who_they_are_has_the_person_asked() {
    let app = start().await;
    let (browser, _) = at_the_shop(&app, ADA).await;
    let path = out(&[
        ("client_id", "shop"),
        ("post_logout_redirect_uri", SHOP_HOME),
        ("state", "a+b c"),
    ]);
    let page = browser.get(&path).await;
    page.is(200);
    page.shows("Harbour Shop asks you to sign out here, too.");
    browser.get("/account").await.is(200);
    let asked = page
        .field("request")
        .replace("&amp;", "&")
        .replace("&#38;", "&");
    let done = browser
        .post("/oidc/logout/confirm", &[("request", &asked)])
        .await;
    done.is(303);
    assert_eq!(browser.session(), None);
    let to = done.header("location").to_owned();
    assert!(to.starts_with("/oidc/logout/done?"), "{to}");
    // a page of its own leads on: no form may lead to another site
    let on = browser.get(&to).await;
    on.is(200);
    on.shows("url=https://shop.example.com/?from=textgate");
}

#[tokio::test]
async fn without_an_app_there_is_no_way_on() {
    let app = start().await;
    let (browser, _) = at_the_shop(&app, ADA).await;
    let path = out(&[("post_logout_redirect_uri", "https://evil.example/")]);
    let page = browser.get(&path).await;
    page.is(200);
    let asked = page
        .field("request")
        .replace("&amp;", "&")
        .replace("&#38;", "&");
    let fields = [("request", &*asked)];
    let done = browser.post("/oidc/logout/confirm", &fields).await;
    done.leads_to("/login");
    browser.get("/login").await.shows("signed out");
    browser.get(&path).await.leads_to("/login");
}

#[tokio::test]
async fn somebody_elses_id_token_only_asks() {
    let app = start().await;
    let (ada, code) = at_the_shop(&app, ADA).await;
    let token = id_token(&app, &code).await;
    let (ben, _) = at_the_shop(&app, BEN).await;
    let path = out(&[("id_token_hint", &token)]);
    ben.get(&path).await.shows("Sign out?");
    ben.get("/account").await.is(200);
    // nor does one that nobody signed
    let (body, _) = token.rsplit_once('.').expect("three parts");
    let forged = format!("{body}.AAAA");
    ada.get(&out(&[("id_token_hint", &forged)])).await.is(200);
    ada.get("/account").await.is(200);
}

#[tokio::test]
async fn what_does_not_fit_together_is_told_on_a_page() {
    let app = start().await;
    let (browser, code) = at_the_shop(&app, ADA).await;
    let token = id_token(&app, &code).await;
    let long = "x".repeat(4097);
    for parameters in [
        [("id_token_hint", &*token), ("client_id", "office")],
        [("client_id", "nobody"), ("state", "s")],
        [
            ("id_token_hint", &token),
            ("post_logout_redirect_uri", "https://evil.example/"),
        ],
        [
            ("id_token_hint", &token),
            ("post_logout_redirect_uri", "https://office.example.com/"),
        ],
        [("client_id", "shop"), ("client_id", "shop")],
        [("client_id", "shop"), ("state", &long)],
    ] {
        let shown = browser.get(&out(&parameters)).await;
        shown.is(400);
        assert_eq!(shown.header("location"), "");
        browser.get("/account").await.is(200);
    }
}

#[tokio::test]
async fn a_post_leads_to_the_same_by_get_and_ends_nothing() {
    let app = start().await;
    let (browser, code) = at_the_shop(&app, ADA).await;
    let token = id_token(&app, &code).await;
    let path = out(&[("id_token_hint", &token)]);
    let (_, query) = path.split_once('?').expect("a query");
    let post = browser.request(Method::POST, "/oidc/logout");
    let post = post
        .header("sec-fetch-site", "cross-site")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(query.to_owned());
    browser.send(post).await.leads_to(&path);
    browser.get("/account").await.is(200);
    // and no other site's page confirms
    let confirm = browser.request(Method::POST, "/oidc/logout/confirm");
    let confirm = confirm.header("sec-fetch-site", "cross-site");
    browser.send(confirm.form(&[("request", "")])).await.is(403);
    browser.get("/account").await.is(200);
    browser.get(&request(&[])).await.is(303);
}
