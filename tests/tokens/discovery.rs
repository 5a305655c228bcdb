//! What anybody reads about us.

use std::time::Duration;

use serde_json::{Value, json};
use textgate::base::jws::{PublicKey, verify};
use textgate::domain::audit::Actor;
use textgate::flow::oidc::keys;
use textgate::flow::sweep::sweep;

use crate::app::relying_party::{rows, seconds, start, text, tokens};
use crate::app::{ADA, TestApp};

async fn jwks(app: &TestApp) -> Vec<Value> {
    let set = app.browser().get("/oidc/jwks").await.is(200).json();
    set["keys"].as_array().expect("keys").clone()
}

/// The key of an ID token, of those that are published.
async fn signs(app: &TestApp, browser: &crate::app::browser::Browser) -> Option<String> {
    let given = tokens(app, browser).await;
    let token = text(&given, "id_token");
    jwks(app).await.iter().find_map(|jwk| {
        let key = PublicKey::from_json(&jwk.to_string())?;
        let claims: Value = verify(token, "JWT", &key)?;
        assert_eq!(claims["aud"], "shop");
        Some(text(jwk, "kid").to_owned())
    })
}

#[tokio::test]
async fn metadata_says_what_there_is() {
    let app = start(&[]).await;
    let browser = app.browser();
    let one = browser.get("/.well-known/openid-configuration").await;
    let other = browser.get("/.well-known/oauth-authorization-server").await;
    assert_eq!(one.is(200).body, other.is(200).body);
    assert_eq!(one.header("access-control-allow-origin"), "*");
    let metadata = one.json();
    assert_eq!(metadata["issuer"], app.url);
    assert_eq!(
        metadata["token_endpoint"],
        format!("{}/oidc/token", app.url)
    );
    assert_eq!(metadata["response_types_supported"], json!(["code"]));
    assert_eq!(
        metadata["code_challenge_methods_supported"],
        json!(["S256"])
    );
    assert_eq!(metadata["request_uri_parameter_supported"], false);
    assert_eq!(
        metadata["id_token_signing_alg_values_supported"],
        json!(["RS256", "ES256"])
    );
    for endpoint in ["jwks_uri", "authorization_endpoint", "userinfo_endpoint"] {
        let path = text(&metadata, endpoint)
            .strip_prefix(&app.url)
            .expect("ours");
        assert_ne!(browser.get(path).await.status, 404, "{endpoint}");
    }
}

#[tokio::test]
async fn keys_are_made_once_sealed_and_published_rsa_first() {
    let mut app = start(&[]).await;
    let keys = jwks(&app).await;
    let algs: Vec<_> = keys.iter().map(|key| text(key, "alg")).collect();
    assert_eq!(algs, ["RS256", "ES256"]);
    for key in &keys {
        assert_eq!(key["use"], "sig");
        assert!(key.get("d").is_none() && key.get("p").is_none());
    }
    for row in rows(&app, "signing_keys").await {
        let sealed = text(&row, "sealed");
        assert!(
            app.web
                .app
                .key
                .open("signing", text(&row, "kid"), sealed)
                .is_ok()
        );
        assert!(app.web.app.key.open("signing", "other", sealed).is_err());
    }
    app.restart().await;
    assert_eq!(jwks(&app).await, keys);
    let twin = app.alike().await;
    let browser = crate::app::browser::Browser::new(&twin.url, "127.0.0.1");
    let set = browser.get("/oidc/jwks").await.is(200).json();
    assert_eq!(set["keys"], json!(keys));
}

#[tokio::test]
async fn the_next_key_is_published_a_day_before_it_signs() {
    let app = start(&[("session.idle", "30d")]).await;
    let ada = app.signed_in(ADA).await;
    let first = signs(&app, &ada).await.expect("verified");
    let made = keys::rotate(
        &app.web.app,
        &Actor::command(),
        "ES256".parse().expect("one"),
    )
    .await;
    assert!(made.expect("answered"));
    app.clock.advance(seconds(1));
    assert_eq!(jwks(&app).await.len(), 3);
    assert_eq!(signs(&app, &ada).await.as_ref(), Some(&first));
    // another node may be a moment later: there is one next key
    let again = keys::rotate(
        &app.web.app,
        &Actor::command(),
        "ES256".parse().expect("one"),
    )
    .await;
    assert!(!again.expect("answered"));
    let token = text(&tokens(&app, &ada).await, "id_token").to_owned();
    app.clock.advance(Duration::from_hours(24));
    let second = signs(&app, &ada).await.expect("verified");
    assert_ne!(second, first);
    // the old one is published as long as a token of it may live
    assert_eq!(jwks(&app).await.len(), 3);
    app.clock.advance(Duration::from_hours(2));
    sweep(&app.web.app).await.expect("swept");
    assert_eq!(jwks(&app).await.len(), 2);
    // and its hints are still known, while its private half is gone
    let hint = keys::verify_hint(&app.web.app, &token)
        .await
        .expect("answered");
    assert_eq!(hint.expect("ours").aud, "shop");
    let rows = rows(&app, "signing_keys").await;
    let old = rows
        .iter()
        .find(|row| row["kid"] == first.as_str())
        .expect("it");
    assert_eq!(old["sealed"], Value::Null);
}

#[tokio::test]
async fn keys_rotate_by_themselves() {
    let app = start(&[("oidc.key_life", "10d")]).await;
    let keys = jwks(&app).await;
    app.clock.advance(Duration::from_hours(8 * 24));
    sweep(&app.web.app).await.expect("swept");
    assert_eq!(jwks(&app).await.len(), 2);
    app.clock.advance(Duration::from_hours(25));
    sweep(&app.web.app).await.expect("swept");
    let next = jwks(&app).await;
    assert_eq!(next.len(), 4);
    assert_eq!(next[0], keys[0]);
    let audit = rows(&app, "audit").await;
    assert_eq!(
        audit
            .iter()
            .filter(|it| it["action"] == "key.rotate")
            .count(),
        2
    );
    app.clock.advance(Duration::from_hours(24));
    sweep(&app.web.app).await.expect("swept");
    assert_ne!(jwks(&app).await[0], keys[0]);
}

#[tokio::test]
async fn a_dropped_key_is_void_at_once_and_another_one_signs() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let first = signs(&app, &ada).await.expect("verified");
    let token = text(&tokens(&app, &ada).await, "id_token").to_owned();
    let dropped = keys::drop(&app.web.app, &Actor::command(), &first).await;
    assert!(dropped.expect("answered"));
    app.clock.advance(seconds(1));
    assert!(
        keys::verify_hint(&app.web.app, &token)
            .await
            .expect("answered")
            .is_none()
    );
    let second = signs(&app, &ada).await.expect("verified");
    assert_ne!(second, first);
    assert!(
        jwks(&app)
            .await
            .iter()
            .all(|key| key["kid"] != first.as_str())
    );
}

#[tokio::test]
async fn hints_are_ours_or_nothing() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    let token = text(&given, "id_token");
    app.clock.advance(Duration::from_hours(24));
    let hint = keys::verify_hint(&app.web.app, token)
        .await
        .expect("answered");
    assert_eq!(hint.expect("ours").aud, "shop");
    let (head, signature) = token.rsplit_once('.').expect("parts");
    let (header, _) = head.split_once('.').expect("parts");
    for forged in [
        format!("{head}."),
        format!("{header}.e30.{signature}"),
        format!("{token}x"),
        String::new(),
        "a".repeat(20_000),
    ] {
        let hint = keys::verify_hint(&app.web.app, &forged)
            .await
            .expect("answered");
        assert!(hint.is_none());
    }
}
