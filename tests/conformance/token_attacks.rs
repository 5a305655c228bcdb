//! Attacks by way of the token endpoint and of userinfo.

use std::time::Duration;

use reqwest::Method;

use crate::client::{VERIFIER, text};
use crate::suite::{CALLBACK, SECRET, Suite};

/// A stolen code is of no use to another app, with another verifier, or for another
/// address, and such tries do not spoil it.
#[tokio::test]
async fn a3_code_injection() {
    let suite = Suite::start().await;
    let (client, other) = (suite.client("careful"), suite.client("curved"));
    let code = client.gets_code().await;
    other.redeems(&code).await.refuses(400, "invalid_grant");
    let without = |name: &str| {
        let mut fields = client.redemption(&code);
        fields.retain(|(known, _)| *known != name);
        fields
    };
    for verifier in ["", "short", &VERIFIER.to_lowercase(), &"x".repeat(43)] {
        let mut fields = without("code_verifier");
        fields.push(("code_verifier", verifier));
        let refused = client.posts("/oidc/token", &fields).await;
        assert_eq!(refused.status, 400, "{verifier}");
    }
    let refused = client.posts("/oidc/token", &without("code_verifier")).await;
    refused.refuses(400, "invalid_grant");
    for uri in ["https://suite.example.com/", "", &format!("{CALLBACK}/")] {
        let mut fields = without("redirect_uri");
        fields.push(("redirect_uri", uri));
        let refused = client.posts("/oidc/token", &fields).await;
        assert_eq!(refused.status, 400, "{uri}");
    }
    client.redeems(&code).await.is(200);
}

/// A code that was asked for without a challenge is not redeemed with a verifier.
#[tokio::test]
async fn a3_pkce_downgrade_at_the_token_endpoint() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let code = client.gets_code().await;
    let mut fields = client.redemption(&code);
    fields.push(("code_verifier", VERIFIER));
    client
        .posts("/oidc/token", &fields)
        .await
        .refuses(400, "invalid_grant");
}

/// A code works for a minute, and once.
#[tokio::test]
async fn a3_replay_of_a_code() {
    let suite = Suite::start().await;
    let client = suite.client("careful");
    let code = client.gets_code().await;
    suite.app.clock.advance(Duration::from_secs(61));
    client.redeems(&code).await.refuses(400, "invalid_grant");
}

/// A refresh token that was used long ago is a thief's or the owner's: it ends both.
#[tokio::test]
async fn a4_replay_of_a_refresh_token() {
    let suite = Suite::start().await;
    let client = suite.client("careful");
    let request = client.request().with("scope", "openid offline_access");
    let first = client.signs_in(&request).await;
    let old = text(&first, "refresh_token");
    let second = client.refreshes(old).await.is(200).json();
    client.userinfo(text(&second, "access_token")).await.is(200);
    suite.app.clock.advance(Duration::from_mins(2));
    client.refreshes(old).await.refuses(400, "invalid_grant");
    let newest = text(&second, "refresh_token");
    client.refreshes(newest).await.refuses(400, "invalid_grant");
    client.userinfo(text(&second, "access_token")).await.is(401);
}

/// One kind of token is not taken for another.
#[tokio::test]
async fn a5_token_substitution() {
    let suite = Suite::start().await;
    let client = suite.client("careful");
    let request = client
        .request()
        .with("scope", "openid phone offline_access");
    let person = suite.person();
    let code = person.signs_in(&request.path()).await.code();
    let tokens = client.redeems(&code).await.is(200).json();
    let [id, access, refresh] =
        ["id_token", "access_token", "refresh_token"].map(|it| text(&tokens, it));
    for token in [id, refresh, &code, "", "x"] {
        let refused = client.userinfo(token).await;
        assert_eq!(refused.status, 401, "{token}");
    }
    for token in [id, access, &code] {
        client.refreshes(token).await.refuses(400, "invalid_grant");
    }
    for token in [id, access, refresh] {
        client.redeems(token).await.refuses(400, "invalid_grant");
    }
    let browser = suite.app.browser();
    let in_the_address = format!("/oidc/userinfo?access_token={access}");
    let asked = browser.request(Method::GET, &in_the_address);
    assert_eq!(browser.send(asked).await.status, 401);
    client.userinfo(access).await.is(200);
}

/// Scopes shrink by a refresh, and never grow.
#[tokio::test]
async fn a7_scope_escalation() {
    let suite = Suite::start().await;
    let client = suite.client("careful");
    let request = client.request().with("scope", "openid offline_access");
    let tokens = client.signs_in(&request).await;
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", text(&tokens, "refresh_token")),
        ("scope", "openid phone profile offline_access"),
    ];
    let answer = client.posts("/oidc/token", &fields).await;
    if answer.status == 200 {
        let userinfo = client.userinfo(text(&answer.json(), "access_token")).await;
        userinfo
            .is(200)
            .hides("phone_number")
            .hides("preferred_username");
    } else {
        answer.refuses(400, "invalid_scope");
    }
}

/// Who cannot prove to be the app gets nothing, and hears nothing of the code.
#[tokio::test]
async fn a3_client_impersonation() {
    let suite = Suite::start().await;
    let client = suite.client("careful");
    let code = client.gets_code().await;
    let plain = client.redemption(&code);
    let with = |more: &[(&'static str, &'static str)]| [&plain[..], more].concat();
    for fields in [
        with(&[]),
        with(&[("client_id", "careful")]),
        with(&[("client_id", "careful"), ("client_secret", "")]),
        with(&[("client_id", "careful"), ("client_secret", "tgs00")]),
        with(&[("client_id", "nobody"), ("client_secret", SECRET)]),
        // a public app's name does not open another's code
        with(&[("client_id", "public"), ("client_secret", SECRET)]),
    ] {
        let refused = client.posts_bare("/oidc/token", &fields).await;
        assert!([400, 401].contains(&refused.status.as_u16()), "{fields:?}");
        let error = refused.json()["error"].clone();
        assert!(
            error == "invalid_client" || error == "invalid_request",
            "{error}"
        );
    }
    // both at once
    let twice = with(&[("client_id", "careful"), ("client_secret", SECRET)]);
    client
        .posts("/oidc/token", &twice)
        .await
        .refuses(400, "invalid_request");
    client.redeems(&code).await.is(200);
}

/// Bodies and fields that are too long, doubled, or of another kind.
#[tokio::test]
async fn oversized_and_malformed_bodies() {
    let suite = Suite::start().await;
    let client = suite.client("careful");
    let long = "x".repeat(20_000);
    for path in [
        "/oidc/token",
        "/oidc/revoke",
        "/oidc/introspect",
        "/oidc/userinfo",
    ] {
        let refused = client
            .posts(path, &[("grant_type", &long), ("token", &long)])
            .await;
        assert!(
            refused.status.is_client_error(),
            "{path}: {}",
            refused.status
        );
    }
    for fields in [
        &[][..],
        &[("grant_type", "password")],
        &[("grant_type", "client_credentials")],
        &[("grant_type", "authorization_code")],
        &[("grant_type", "refresh_token")],
        &[
            ("grant_type", "refresh_token"),
            ("grant_type", "refresh_token"),
        ],
        &[("grant_type", "refresh_token"), ("refresh_token", "a\0b")],
    ] {
        let refused = client.posts("/oidc/token", fields).await;
        assert_eq!(refused.status, 400, "{fields:?}");
        assert!(refused.json()["error"].is_string());
    }
    let browser = suite.app.browser();
    let json = browser.request(Method::POST, "/oidc/token").body("{}");
    let json = json.header("content-type", "application/json");
    let json = json.basic_auth("careful", Some(SECRET));
    assert!(browser.send(json).await.status.is_client_error());
    let get = browser.get("/oidc/token?grant_type=refresh_token").await;
    get.is(405);
}
