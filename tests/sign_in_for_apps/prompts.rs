//! How apps want people to be asked.

use std::time::Duration;

use crate::app::browser::Browser;
use crate::app::gateway::Answer;
use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::shop::{at_the_shop, claims, code, error, go_on, id_token, request, sign_in, start};

/// Signs in again with the form that a page shows.
async fn again(app: &TestApp, browser: &Browser, path: &str) {
    let form = browser.get(path).await;
    form.shows("Harbour Shop asks you to sign in again.");
    let (return_to, number) = (form.field("return_to"), form.field("form"));
    let fields = [("return_to", &*return_to), ("form", &*number)];
    let sent = browser.send(browser.form("/login/again", &fields)).await;
    sent.leads_to("/login/code");
    let signed_in = browser.post_code(&app.last_code()).await;
    signed_in.leads_to("/oidc/continue");
}

#[tokio::test]
async fn none_shows_no_page() {
    let app = start().await;
    let none = request(&[("prompt", "none")]);
    assert_eq!(error(&app.browser().get(&none).await), "login_required");
    let (browser, _) = at_the_shop(&app, ADA).await;
    code(&app, &browser.get(&none).await);
    app.clock.advance(Duration::from_secs(61));
    let old = request(&[("prompt", "none"), ("max_age", "60")]);
    assert_eq!(error(&browser.get(&old).await), "login_required");
    let young = request(&[("prompt", "none"), ("max_age", "600")]);
    code(&app, &browser.get(&young).await);
}

#[tokio::test]
async fn none_tells_the_app_when_the_database_is_away() {
    let app = start().await;
    let browser = app.signed_in(ADA).await;
    app.web.app.store.close().await;
    let away = browser.get(&request(&[("prompt", "none")])).await;
    assert_eq!(error(&away), "temporarily_unavailable");
    browser.get(&request(&[])).await.is(503);
}

#[tokio::test]
async fn login_and_max_age_want_a_new_code_once() {
    let app = start().await;
    let (browser, _) = at_the_shop(&app, ADA).await;
    for changed in [
        [("prompt", "login")],
        [("max_age", "0")],
        [("max_age", "60")],
    ] {
        app.clock.advance(Duration::from_mins(2));
        let path = request(&changed);
        again(&app, &browser, &path).await;
        let token = id_token(&app, &code(&app, &go_on(&browser).await)).await;
        let token = claims(&token);
        let age = token["iat"].as_i64().zip(token["auth_time"].as_i64());
        let age = age.map(|(iat, since)| iat + 5 - since);
        assert_eq!(age, Some(0), "{changed:?}");
        // the next request wants one again, but for the age that is not over yet
        let next = browser.get(&path).await;
        if changed == [("max_age", "60")] {
            code(&app, &next);
        } else {
            next.is(200);
        }
    }
}

#[tokio::test]
async fn login_asks_who_is_not_signed_in_once() {
    let app = start().await;
    let browser = app.browser();
    for changed in [("prompt", "login"), ("max_age", "0")] {
        let form = browser.get(&request(&[changed])).await;
        let number = if changed.0 == "prompt" { ADA } else { BEN };
        if changed.0 == "prompt" {
            sign_in(&app, &browser, &form, number).await;
            code(&app, &go_on(&browser).await);
            browser.send(browser.form("/logout", &[])).await.is(303);
        } else {
            sign_in(&app, &browser, &form, number).await;
            code(&app, &go_on(&browser).await);
        }
    }
}

#[tokio::test]
async fn a_refused_text_says_so_on_the_form_for_the_app() {
    let app = start().await;
    let (browser, _) = at_the_shop(&app, ADA).await;
    app.after_the_wait();
    app.gateway.answers(Answer::Close);
    let form = browser.get(&request(&[("prompt", "login")])).await;
    let (return_to, number) = (form.field("return_to"), form.field("form"));
    let fields = [("return_to", &*return_to), ("form", &*number)];
    let refused = browser.send(browser.form("/login/again", &fields)).await;
    refused.leads_to("/oidc/continue");
    let said = browser.get("/oidc/continue").await;
    said.shows("class=\"notice\" role=\"status\"");
    assert_eq!(said.field("return_to"), return_to);
}

#[tokio::test]
async fn select_account_asks_as_whom_to_go_on() {
    let app = start().await;
    let (browser, _) = at_the_shop(&app, ADA).await;
    let choose = browser.get(&request(&[("prompt", "select_account")])).await;
    choose.shows("671");
    choose.hides(ADA);
    let return_to = choose.field("return_to");
    let fields = [("return_to", &*return_to)];
    let go = browser.post("/oidc/continue", &fields).await;
    go.leads_to("/oidc/continue");
    let first = claims(&id_token(&app, &code(&app, &go_on(&browser).await)).await);

    let fields = [("return_to", &*return_to), ("other", "1")];
    let other = browser.post("/oidc/continue", &fields).await;
    other.leads_to("/login");
    let form = browser.get("/login").await;
    form.shows("Sign in to Harbour Shop");
    sign_in(&app, &browser, &form, BEN).await;
    let second = claims(&id_token(&app, &code(&app, &go_on(&browser).await)).await);
    assert_ne!(first["sub"], second["sub"]);
    assert_eq!(second["phone_number"], BEN);
    browser.get("/account").await.shows("456");
}

#[tokio::test]
async fn a_number_fills_the_form_in_and_sends_nothing() {
    let app = start().await;
    let hint = request(&[("login_hint", BEN)]);
    let form = app.browser().get(&hint).await;
    form.shows("value=\"+44 7400 123456\"");
    assert_eq!(app.gateway.count(), 0);
    app.browser()
        .get(&request(&[("login_hint", "ada@example.com")]))
        .await
        .is(200);
    // signed in with another
    let (browser, _) = at_the_shop(&app, ADA).await;
    browser.get(&hint).await.shows("You are signed in with");
    code(&app, &browser.get(&request(&[("login_hint", ADA)])).await);
}

#[tokio::test]
async fn an_id_token_says_who_is_expected() {
    let app = start().await;
    let (ada, first) = at_the_shop(&app, ADA).await;
    let token = id_token(&app, &first).await;
    let hint = request(&[("id_token_hint", &token)]);
    code(&app, &ada.get(&hint).await);
    // however old it is
    app.clock.advance(Duration::from_hours(2));
    code(&app, &ada.get(&hint).await);

    let (ben, _) = at_the_shop(&app, BEN).await;
    let silent = request(&[("id_token_hint", &token), ("prompt", "none")]);
    assert_eq!(error(&ben.get(&silent).await), "login_required");
    // another number is asked for; whoever then signs in as somebody else is not taken
    let form = ben.get(&hint).await;
    sign_in(&app, &ben, &form, CLEO).await;
    assert_eq!(error(&go_on(&ben).await), "login_required");
    let form = ben.get(&hint).await;
    sign_in(&app, &ben, &form, ADA).await;
    code(&app, &go_on(&ben).await);
}

#[tokio::test]
async fn forged_hints_are_refused() {
    let app = start().await;
    let (browser, first) = at_the_shop(&app, ADA).await;
    let token = id_token(&app, &first).await;
    let (body, signature) = token.rsplit_once('.').expect("three parts");
    let none = "eyJhbGciOiJub25lIn0";
    let payload = body.split_once('.').expect("two parts").1;
    let cut = format!("{body}.{}", &signature[4..]);
    for forged in [cut, format!("{none}.{payload}."), "x".into()] {
        let asked = browser.get(&request(&[("id_token_hint", &forged)])).await;
        assert_eq!(error(&asked), "invalid_request");
    }
    // another app's
    let office = [
        ("client_id", "office"),
        ("redirect_uri", "https://office.example.com/cb"),
        ("id_token_hint", &*token),
    ];
    assert_eq!(
        error(&browser.get(&request(&office)).await),
        "invalid_request"
    );
}
