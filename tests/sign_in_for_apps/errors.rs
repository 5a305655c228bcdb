//! What is wrong is told where it does no harm.

use crate::app::ADA;
use crate::shop::{STATE, answer, error, go_on, request, sign_in, start};

#[tokio::test]
async fn nobody_is_led_to_an_address_that_is_not_registered() {
    let app = start().await;
    let browser = app.signed_in(ADA).await;
    for changed in [
        ("client_id", ""),
        ("client_id", "nobody"),
        ("redirect_uri", ""),
        ("redirect_uri", "https://evil.example/cb"),
        ("redirect_uri", "https://shop.example.com/cb/../x"),
        ("redirect_uri", "https://shop.example.com/cb#x"),
        ("redirect_uri", "https://shop.example.com@evil.example/cb"),
        ("redirect_uri", "https://office.example.com/cb"),
        ("redirect_uri", "javascript:alert(1)"),
    ] {
        let shown = browser.get(&request(&[changed])).await;
        shown.is(400);
        shown.shows("This app cannot be signed in to");
        assert_eq!(shown.header("location"), "");
        shown.hides("evil.example");
    }
    let twice = format!("{}&redirect_uri=https%3A%2F%2Fevil.example", request(&[]));
    browser.get(&twice).await.is(400);
}

#[tokio::test]
async fn the_app_is_told_the_rest_at_once() {
    let app = start().await;
    let long = "x".repeat(4097);
    for (name, value, word) in [
        ("response_type", "", "invalid_request"),
        ("response_type", "token", "unsupported_response_type"),
        (
            "response_type",
            "code id_token",
            "unsupported_response_type",
        ),
        ("response_mode", "fragment", "invalid_request"),
        ("nonce", &long[..513], "invalid_request"),
        ("code_challenge", "", "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("code_challenge_method", "", "invalid_request"),
        ("prompt", "none login", "invalid_request"),
        ("max_age", "soon", "invalid_request"),
        ("scope", "phone", "invalid_scope"),
        (
            "request",
            "eyJhbGciOiJub25lIn0.e30.",
            "request_not_supported",
        ),
        (
            "request_uri",
            "https://a.example/r",
            "request_uri_not_supported",
        ),
        ("registration", "{}", "registration_not_supported"),
    ] {
        let shown = app.browser().get(&request(&[(name, value)])).await;
        assert_eq!(error(&shown), word, "{name}={value}");
        let answer = answer(&shown);
        assert_eq!(answer["state"], STATE);
        assert_eq!(answer["iss"], app.url);
    }
    let shown = app.browser().get(&request(&[("state", &long)])).await;
    assert_eq!(error(&shown), "invalid_request");
    assert_eq!(answer(&shown).get("state"), None);
}

#[tokio::test]
async fn an_app_that_is_not_for_somebody_is_told_on_a_page_after_the_sign_in() {
    let app = start().await;
    let office = |more: (&'static str, &'static str)| {
        request(&[
            ("client_id", "office"),
            ("redirect_uri", "https://office.example.com/cb"),
            more,
        ])
    };
    let browser = app.browser();
    let form = browser.get(&office(("prompt", ""))).await;
    form.shows("Sign in to Back office");
    sign_in(&app, &browser, &form, ADA).await;
    let page = browser.get("/oidc/continue").await;
    page.is(403);
    page.shows("You cannot use this app");
    browser.get(&office(("prompt", ""))).await.is(403);
    let silent = browser.get(&office(("prompt", "none"))).await;
    assert_eq!(error(&silent), "access_denied");
    assert!(app.set_admin(ADA, true).await);
    browser.get(&office(("prompt", ""))).await.is(303);
}

#[tokio::test]
async fn a_request_that_no_form_could_carry_is_refused() {
    let app = start().await;
    let state = "\"".repeat(4096);
    let shown = app.browser().get(&request(&[("state", &state)])).await;
    assert_eq!(error(&shown), "invalid_request");
    assert_eq!(answer(&shown)["state"], state);
    // and the largest that can be is carried
    let state = "x".repeat(4096);
    let browser = app.browser();
    let form = browser.get(&request(&[("state", &state)])).await;
    sign_in(&app, &browser, &form, ADA).await;
    assert_eq!(answer(&go_on(&browser).await)["state"], state);
}

#[tokio::test]
async fn other_sites_pages_post_nothing_that_changes_anything() {
    let app = start().await;
    let browser = app.admin(ADA).await;
    let before = app.dump().await;
    for path in [
        "/oidc/continue",
        "/oidc/logout/confirm",
        "/account/apps/shop/disconnect",
        "/admin/apps/shop/pause",
        "/admin/apps/shop/resume",
        "/admin/apps/shop/end-all",
    ] {
        for site in ["cross-site", "same-site"] {
            let post = browser.request(reqwest::Method::POST, path);
            let post = post.header("sec-fetch-site", site).form(&[("a", "b")]);
            browser.send(post).await.is(403);
        }
    }
    assert!(app.dump().await == before, "something was written");
}
