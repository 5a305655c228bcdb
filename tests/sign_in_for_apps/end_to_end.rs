//! From the app to the app, with a sign-in between or without.

use std::time::Duration;

use reqwest::Method;

use crate::app::gateway::Answer;
use crate::app::{ADA, BEN, TestApp};
use crate::shop::{
    STATE, answer, at_the_shop, claims, code, error, go_on, id_token, redeem, request, sign_in,
    start,
};

#[tokio::test]
async fn a_person_signs_in_at_an_app() {
    let app = start().await;
    let browser = app.browser();
    let before = app.dump().await;
    let form = browser.get(&request(&[])).await;
    form.is(200);
    form.shows("Sign in to Harbour Shop");
    assert_eq!(form.header("cache-control"), "no-store");
    assert!(app.dump().await == before, "something was written");
    assert_eq!(browser.session(), None);

    let (return_to, number) = (form.field("return_to"), form.field("form"));
    let fields = [
        ("region", "US"),
        ("phone", ADA),
        ("return_to", &return_to),
        ("form", &number),
    ];
    browser
        .post("/login", &fields)
        .await
        .leads_to("/login/code");
    let page = browser.get("/login/code").await;
    page.shows("Step 2 of 2, to sign in to Harbour Shop");
    let answer = browser.post_code(&app.last_code()).await;
    answer.leads_to("/oidc/continue");
    let page = browser.get("/oidc/continue").await;
    page.shows("Taking you to Harbour Shop");
    assert!(app.dump().await.table("codes").is_empty());
    let there = browser.get("/oidc/continue?go=1").await;
    let code = code(&app, &there);
    assert_eq!(there.header("cache-control"), "no-store");

    let token = claims(&id_token(&app, &code).await);
    assert_eq!(token["iss"], app.url);
    assert_eq!(token["aud"], "shop");
    assert_eq!(token["phone_number"], ADA);
    assert_eq!(token["nonce"], "n-0S6_WzA2Mj");
    assert_eq!(token["amr"], serde_json::json!(["sms", "otp"]));
    // there is nothing more to go on with
    browser
        .get("/oidc/continue?go=1")
        .await
        .leads_to("/account");
}

#[tokio::test]
async fn nothing_is_kept_for_who_never_finishes() {
    let app = start().await;
    let before = app.dump().await;
    for _ in 0..50 {
        let shown = app.browser().get(&request(&[])).await;
        shown.is(200);
        assert_eq!(shown.header("set-cookie"), "");
    }
    app.browser().get("/oidc/continue").await.leads_to("/login");
    assert!(app.dump().await == before, "something was written");
}

#[tokio::test]
async fn nothing_is_there_before_the_provider_confirmed() {
    let app = start().await;
    app.gateway.answers(Answer::Close);
    let browser = app.browser();
    let form = browser.get(&request(&[])).await;
    let (return_to, number) = (form.field("return_to"), form.field("form"));
    let fields = [
        ("region", "US"),
        ("phone", ADA),
        ("return_to", &return_to),
        ("form", &number),
    ];
    let refused = browser.post("/login", &fields).await;
    // the form is still the app's
    refused.shows("Sign in to Harbour Shop");
    assert_eq!(refused.field("return_to"), return_to);
    let dump = app.dump().await;
    for table in dump.person().into_iter().chain([dump.table("grants")]) {
        assert!(table.is_empty(), "{table:?}");
    }
    assert_eq!(browser.session(), None);
}

#[tokio::test]
async fn whoever_is_signed_in_goes_straight_on() {
    let app = start().await;
    let browser = app.signed_in(ADA).await;
    let first = browser.get(&request(&[])).await;
    let second = browser.get(&request(&[])).await;
    let (first, second) = (code(&app, &first), code(&app, &second));
    assert_ne!(first, second);
    let tokens = [id_token(&app, &first).await, id_token(&app, &second).await];
    let [first, second] = tokens.map(|token| claims(&token));
    for claim in ["sub", "sid", "auth_time"] {
        assert_eq!(first[claim], second[claim], "{claim}");
    }
    assert_eq!(app.dump().await.table("grants").len(), 1);
}

#[tokio::test]
async fn a_grant_goes_on_with_a_renewed_sign_in() {
    let app = start().await;
    let (browser, first) = at_the_shop(&app, ADA).await;
    let first = claims(&id_token(&app, &first).await);
    app.clock.advance(Duration::from_mins(5));
    let form = browser.get(&request(&[("prompt", "login")])).await;
    let (return_to, number) = (form.field("return_to"), form.field("form"));
    let fields = [("return_to", &*return_to), ("form", &*number)];
    let sent = browser.send(browser.form("/login/again", &fields)).await;
    sent.leads_to("/login/code");
    let signed_in = browser.post_code(&app.last_code()).await;
    signed_in.leads_to("/oidc/continue");
    let second = code(&app, &go_on(&browser).await);
    let second = claims(&id_token(&app, &second).await);
    assert_eq!(first["sid"], second["sid"]);
    let since = |token: &serde_json::Value| token["auth_time"].as_i64().expect("seconds");
    assert_eq!(since(&second) - since(&first), 300);
}

#[tokio::test]
async fn a_post_leads_to_the_same_by_get() {
    let app = start().await;
    let browser = app.signed_in(ADA).await;
    let query = request(&[]);
    let (path, query) = query.split_once('?').expect("a query");
    // from the app's own page: without the cookie, and from another site
    let post = app.browser().request(Method::POST, path);
    let post = post
        .header("sec-fetch-site", "cross-site")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(query.to_owned());
    let led = browser.send(post).await;
    led.is(303);
    let to = led.header("location").to_owned();
    assert!(to.starts_with("/oidc/authorize?"), "{to}");
    code(&app, &browser.get(&to).await);
}

#[tokio::test]
async fn apps_on_devices_get_their_code_at_any_port_and_by_a_scheme() {
    let app = start().await;
    let browser = app.signed_in(ADA).await;
    for uri in ["http://127.0.0.1:51004/cb", "com.example.harbour:/cb"] {
        let changed = [("client_id", "phone-app"), ("redirect_uri", uri)];
        let there = browser.get(&request(&changed)).await;
        let to = there.header("location");
        assert!(to.starts_with(&format!("{uri}?code=tgc")), "{to}");
    }
    // what has a query gets more of it
    let uri = "https://shop.example.com/cb?by=textgate";
    let there = browser.get(&request(&[("redirect_uri", uri)])).await;
    let to = there.header("location");
    assert!(to.starts_with(&format!("{uri}&code=")), "{to}");
    assert_eq!(answer(&there)["state"], STATE);
}

#[tokio::test]
async fn the_sealed_request_is_what_counts_and_it_has_an_end() {
    let app = start().await;
    let form = app.browser().get(&request(&[])).await;
    let return_to = form.field("return_to");
    assert!(!return_to.contains("shop"), "{return_to}");
    // changed, it is no app's any more
    let changed = format!("{}x", &return_to[..return_to.len() - 1]);
    let browser = app.browser();
    let fields = [("region", "US"), ("phone", ADA), ("return_to", &changed)];
    browser
        .post("/login", &fields)
        .await
        .leads_to("/login/code");
    let code = app.last_code();
    browser.post_code(&code).await.leads_to("/oidc/continue");
    browser.get("/oidc/continue").await.leads_to("/account");
    // nor is what claims to be further than it is
    for step in ["app-signed-in:", "app-chosen:"] {
        let claimed = return_to.replace("app:", step);
        let browser = app.browser();
        let fields = [("region", "GB"), ("phone", BEN), ("return_to", &*claimed)];
        app.after_the_wait();
        browser
            .post("/login", &fields)
            .await
            .leads_to("/login/code");
        let code = app.last_code();
        browser.post_code(&code).await.leads_to("/account");
    }
    // and it lasts an hour
    let browser = app.browser();
    let form = browser.get(&request(&[])).await;
    app.clock.advance(Duration::from_mins(61));
    sign_in(&app, &browser, &form, "+14155552672").await;
    let late = browser.get("/oidc/continue").await;
    late.is(400);
    late.shows("That took too long");
    browser.get("/oidc/continue").await.leads_to("/account");
}

#[tokio::test]
async fn who_signed_in_elsewhere_meanwhile_goes_on_from_the_form() {
    let app = start().await;
    let browser = app.browser();
    let form = browser.get(&request(&[])).await;
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code_ = app.last_code();
    browser.post_code(&code_).await.leads_to("/account");
    let return_to = form.field("return_to");
    let fields = [("region", "US"), ("phone", ADA), ("return_to", &return_to)];
    let on = browser.post("/login", &fields).await;
    on.leads_to("/oidc/continue");
    code(&app, &go_on(&browser).await);
}

#[tokio::test]
async fn an_earlier_code_is_good_for_the_newest_request() {
    let app = start().await;
    let browser = app.browser();
    let form = browser.get(&request(&[("state", "first")])).await;
    let (return_to, number) = (form.field("return_to"), form.field("form"));
    let fields = [
        ("region", "US"),
        ("phone", ADA),
        ("return_to", &return_to),
        ("form", &number),
    ];
    browser
        .post("/login", &fields)
        .await
        .leads_to("/login/code");
    // back to the app, and from there again: the number is in the form
    let again = browser.get(&request(&[])).await;
    again.shows("value=\"+1 415-555-2671\"");
    // and after the browser was closed, the code can be entered
    let mut jar = browser.cookies.lock().expect("cookies").clone();
    jar.remove("textgate-visit");
    *browser.cookies.lock().expect("cookies") = jar;
    let form = browser.get(&request(&[])).await;
    form.shows("You asked for a code");
    let return_to = form.field("return_to");
    let fields = [("return_to", &*return_to), ("held", "1")];
    let held = browser.post("/oidc/continue", &fields).await;
    held.leads_to("/login/code");
    let code_ = app.last_code();
    browser.post_code(&code_).await.leads_to("/oidc/continue");
    code(&app, &go_on(&browser).await);
    assert_eq!(app.gateway.count(), 1);
}

#[tokio::test]
async fn who_never_heard_that_the_code_was_right_goes_on_with_it() {
    let app = start().await;
    let browser = app.browser();
    let form = browser.get(&request(&[])).await;
    let (return_to, number) = (form.field("return_to"), form.field("form"));
    let fields = [
        ("region", "US"),
        ("phone", ADA),
        ("return_to", &return_to),
        ("form", &number),
    ];
    browser
        .post("/login", &fields)
        .await
        .leads_to("/login/code");
    let (code_, lost) = (app.last_code(), browser.copy());
    browser.post_code(&code_).await.leads_to("/oidc/continue");
    lost.post_code(&code_).await.leads_to("/oidc/continue");
    code(&app, &go_on(&lost).await);
}

#[tokio::test]
async fn what_nobody_went_on_with_leads_nowhere_the_next_day() {
    let app = start().await;
    let browser = app.browser();
    let form = browser.get(&request(&[])).await;
    sign_in(&app, &browser, &form, ADA).await;
    browser.get("/login").await.leads_to("/oidc/continue");
    app.clock.advance(Duration::from_hours(24));
    browser.get("/login").await.leads_to("/account");
}

#[tokio::test]
async fn a_blocked_person_gets_no_code() {
    let app = start().await;
    let (browser, first) = at_the_shop(&app, ADA).await;
    app.blocks(ADA).await;
    browser.get(&request(&[])).await.is(200);
    let silent = browser.get(&request(&[("prompt", "none")])).await;
    assert_eq!(error(&silent), "login_required");
    redeem(&app, &first).await.is(400);
}

#[tokio::test]
async fn without_apps_there_is_nothing_of_it() {
    let app = TestApp::start().await;
    for path in ["/oidc/authorize", "/oidc/continue", "/oidc/logout"] {
        app.browser().get(path).await.is(404);
    }
    let post = app.browser().form("/oidc/authorize", &[]);
    app.browser().send(post).await.is(404);
}
