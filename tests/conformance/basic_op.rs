//! Basic OP: what comes of one authorization.

use reqwest::Method;
use serde_json::json;
use textgate::base::clock::Clock;

use crate::app::ADA;
use crate::client::{VERIFIER, claims, part, text};
use crate::suite::{CALLBACK, SECRET, Suite};

/// `oidcc-server`:
/// A code for an ID token that says what it must, and userinfo of the same person.
#[tokio::test]
async fn oidcc_server() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let person = suite.person();
    let params = person.signs_in(&client.request().path()).await.back();
    assert_eq!(params["state"], "a state");
    assert_eq!(params["iss"], suite.issuer());
    let answer = client.redeems(&params["code"]).await;
    assert_eq!(answer.is(200).header("cache-control"), "no-store");
    assert!(
        answer
            .header("content-type")
            .starts_with("application/json")
    );
    let tokens = answer.json();
    assert_eq!(tokens["token_type"], "Bearer");
    assert!(tokens["expires_in"].as_u64() > Some(0));
    let id_token = text(&tokens, "id_token");
    let (header, claims) = (part(id_token, 0), claims(id_token));
    assert_eq!(header["alg"], "RS256");
    let jwks = suite.document("/oidc/jwks").await;
    let mut keys = jwks["keys"].as_array().expect("keys").iter();
    assert!(keys.any(|key| key["kid"] == header["kid"]));
    assert_eq!(claims["iss"], suite.issuer());
    assert_eq!(claims["aud"], "suite");
    assert_eq!(claims["nonce"], "a nonce");
    let now = suite.app.clock.now().as_micros() / 1_000_000;
    assert!(claims["exp"].as_i64() > Some(now));
    let iat = claims["iat"].as_i64().expect("iat");
    assert!((now - 10..=now).contains(&iat), "{iat} at {now}");
    let sub = text(&claims, "sub");
    assert!(sub.len() <= 255 && sub.is_ascii());
    let userinfo = client.userinfo(text(&tokens, "access_token")).await;
    assert_eq!(userinfo.is(200).json()["sub"], sub);
}

/// `oidcc-response-type-missing`
#[tokio::test]
async fn oidcc_response_type_missing() {
    let suite = Suite::start().await;
    let request = suite.client("suite").request().without("response_type");
    let params = suite.person().opens(&request.path()).await;
    assert_eq!(params.error("invalid_request")["state"], "a state");
}

/// `oidcc-userinfo-get`,
/// `oidcc-userinfo-post-header`,
/// `oidcc-userinfo-post-body`:
/// The access token in a header of a GET, of a POST, and in the body of a POST.
#[tokio::test]
async fn oidcc_userinfo() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let tokens = client.signs_in(&client.request()).await;
    let sub = &claims(text(&tokens, "id_token"))["sub"];
    let token = text(&tokens, "access_token");
    let browser = suite.app.browser();
    let ask = |method| browser.request(method, "/oidc/userinfo");
    for request in [
        ask(Method::GET).bearer_auth(token),
        ask(Method::POST).bearer_auth(token),
        ask(Method::POST).form(&[("access_token", token)]),
    ] {
        let answer = browser.send(request).await;
        assert_eq!(answer.is(200).json()["sub"], *sub);
    }
}

/// `oidcc-ensure-request-without-nonce-succeeds-for-code-flow`
#[tokio::test]
async fn oidcc_ensure_request_without_nonce_succeeds_for_code_flow() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let tokens = client.signs_in(&client.request().without("nonce")).await;
    assert!(claims(text(&tokens, "id_token")).get("nonce").is_none());
}

/// `oidcc-scope-profile`,
/// `oidcc-scope-email`,
/// `oidcc-scope-address`,
/// `oidcc-scope-phone`,
/// `oidcc-scope-all`:
/// Each scope gives its claims, and what the app may not know is left out of all.
#[tokio::test]
async fn oidcc_scope() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let number = json!(ADA);
    for (scope, granted, claim, value) in [
        ("openid profile", "openid profile", "phone_number", None),
        ("openid email", "openid", "email", None),
        ("openid address", "openid", "address", None),
        (
            "openid phone",
            "openid phone",
            "phone_number",
            Some(&number),
        ),
        (
            "openid profile email address phone",
            "openid phone profile",
            "phone_number",
            Some(&number),
        ),
    ] {
        let tokens = client
            .signs_in(&client.request().with("scope", scope))
            .await;
        // named when it is another than was asked for
        let named = tokens["scope"].as_str().unwrap_or(scope);
        assert_eq!(named, granted, "{scope}");
        let userinfo = client.userinfo(text(&tokens, "access_token")).await;
        let userinfo = userinfo.is(200).json();
        assert_eq!(userinfo.get(claim), value, "{scope}: {userinfo}");
        let id_token = claims(text(&tokens, "id_token"));
        assert_eq!(id_token.get(claim), value, "{scope}: {id_token}");
        let has_name = userinfo.get("preferred_username").is_some();
        assert_eq!(has_name, scope.contains("profile"), "{userinfo}");
        suite.app.after_the_wait();
    }
}

/// `oidcc-ensure-other-scope-order-succeeds`
#[tokio::test]
async fn oidcc_ensure_other_scope_order_succeeds() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let tokens = client
        .signs_in(&client.request().with("scope", "phone openid"))
        .await;
    assert_eq!(claims(text(&tokens, "id_token"))["phone_number"], ADA);
}

/// `oidcc-display-page`,
/// `oidcc-display-popup`,
/// `oidcc-ui-locales`,
/// `oidcc-claims-locales`,
/// `oidcc-ensure-request-with-acr-values-succeeds`,
/// `oidcc-ensure-request-with-unknown-parameter-succeeds`:
/// Parameters that ask for what there is only one of, or that nobody knows.
#[tokio::test]
async fn oidcc_parameters_that_change_nothing() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let person = suite.person();
    let first = person.signs_in(&client.request().path()).await;
    client.tokens(first).await;
    for (name, value) in [
        ("display", "page"),
        ("display", "popup"),
        ("ui_locales", "se"),
        ("claims_locales", "se"),
        ("acr_values", "1 2"),
        ("extra", "foobar"),
        ("prompt", "consent"),
        ("claims", r#"{"userinfo":{"name":{"essential":true}}}"#),
    ] {
        let request = client.request().with(name, value);
        let arrived = person.opens(&request.path()).await;
        client.tokens(arrived).await;
    }
}

/// `oidcc-login-hint`
#[tokio::test]
async fn oidcc_login_hint() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let odd = client.request().with("login_hint", "bob@id.example.com");
    client.signs_in(&odd).await;
    let hinted = client.request().with("login_hint", ADA);
    let page = suite.person().opens(&hinted.path()).await.asked();
    page.shows("value=\"+1 415-555-2671\"");
}

/// `oidcc-claims-essential`
#[tokio::test]
async fn oidcc_claims_essential() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let asked = r#"{"userinfo":{"name":{"essential":true}}}"#;
    let request = client.request().with("scope", "openid profile phone");
    let tokens = client.signs_in(&request.with("claims", asked)).await;
    let userinfo = client.userinfo(text(&tokens, "access_token")).await;
    assert_eq!(userinfo.is(200).json()["name"], "+1 415-555-2671");
}

/// `oidcc-ensure-registered-redirect-uri`:
/// A page, and nobody is sent to it.
#[tokio::test]
async fn oidcc_ensure_registered_redirect_uri() {
    let suite = Suite::start().await;
    let request = suite.client("suite").request();
    let elsewhere = request.with("redirect_uri", &format!("{CALLBACK}/x"));
    suite.person().opens(&elsewhere.path()).await.page(400);
}

/// `oidcc-ensure-post-request-succeeds`
#[tokio::test]
async fn oidcc_ensure_post_request_succeeds() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let person = suite.person();
    let post = person.browser.request(Method::POST, "/oidc/authorize");
    let post = post
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", "https://suite.example.com")
        .header("sec-fetch-site", "cross-site")
        .body(client.request().body());
    let answer = person.browser.send(post).await;
    let page = person.follows(answer).await.asked();
    let arrived = person.proves(&page, ADA).await;
    client.tokens(arrived).await;
}

/// `oidcc-server-client-secret-post`
#[tokio::test]
async fn oidcc_server_client_secret_post() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let code = client.gets_code().await;
    let mut fields = client.redemption(&code);
    fields.extend([("client_id", "suite"), ("client_secret", SECRET)]);
    client.posts_bare("/oidc/token", &fields).await.is(200);
}

/// `oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported`,
/// `oidcc-ensure-request-object-with-redirect-uri`:
/// Nothing of a request object is believed, and none is passed over in silence.
#[tokio::test]
async fn oidcc_request_objects() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    // {"alg":"none"}.{"client_id":"suite","redirect_uri":"https://evil.example.com/"}.
    let object = "eyJhbGciOiJub25lIn0.eyJjbGllbnRfaWQiOiJzdWl0ZSIsInJlZGlyZWN0X3VyaSI6Imh0dHBzOi8vZXZpbC5leGFtcGxlLmNvbS8ifQ.";
    for (name, value, error) in [
        ("request", object, "request_not_supported"),
        (
            "request_uri",
            "https://suite.example.com/r",
            "request_uri_not_supported",
        ),
        ("registration", "{}", "registration_not_supported"),
    ] {
        let request = client.request().with(name, value);
        let params = suite.person().opens(&request.path()).await.error(error);
        assert_eq!(params["state"], "a state");
        assert_eq!(params["iss"], suite.issuer());
    }
}

/// `oidcc-ensure-request-with-valid-pkce-succeeds`
#[tokio::test]
async fn oidcc_ensure_request_with_valid_pkce_succeeds() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let request = client.request().challenged();
    let code = suite.person().signs_in(&request.path()).await.code();
    let mut fields = client.redemption(&code);
    fields.push(("code_verifier", VERIFIER));
    client.posts("/oidc/token", &fields).await.is(200);
}
