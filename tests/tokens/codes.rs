//! Codes: once, by the right app, with all that has to fit.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use textgate::base::jws::half_hash;

use crate::app::relying_party::{
    OTHER_SECRET, SECRET, SHOP_CB, SPA_CB, VERIFIER, call, claims, code, redeem, redemption,
    refresh, refused, rows, seconds, start, text, tokens, userinfo,
};
use crate::app::{ADA, BEN, TestApp};

#[tokio::test]
async fn a_code_gives_tokens_and_an_id_token_with_the_phone() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let code = code(&ada, "shop", &[("nonce", "n+1")]).await;
    let answer = redeem(&app, &code).await;
    assert_eq!(answer.is(200).header("cache-control"), "no-store");
    let given = answer.json();
    assert_eq!(given["token_type"], "Bearer");
    assert_eq!(given["expires_in"], 900);
    assert_eq!(given["scope"], "openid phone offline_access");
    for (name, prefix) in [("access_token", "tga"), ("refresh_token", "tgr")] {
        assert!(text(&given, name).starts_with(prefix));
    }
    let claims = claims(text(&given, "id_token"));
    let now = app.web.app.now().as_secs();
    assert_eq!(claims["iss"], app.url);
    assert_eq!(claims["aud"], "shop");
    assert_eq!(claims["nonce"], "n+1");
    assert_eq!(claims["iat"], now - 5);
    assert_eq!(claims["exp"], now + 900);
    assert_eq!(claims["phone_number"], ADA);
    assert_eq!(claims["phone_number_verified"], true);
    assert_eq!(claims["amr"], serde_json::json!(["sms", "otp"]));
    assert_eq!(claims["acr"], "urn:textgate:sms");
    assert_eq!(claims["at_hash"], half_hash(text(&given, "access_token")));
    assert_eq!(claims["name"], serde_json::Value::Null);
    let dump = app.dump().await.text();
    for secret in [
        &code,
        text(&given, "access_token"),
        text(&given, "refresh_token"),
    ] {
        assert!(!dump.contains(secret));
    }
}

#[tokio::test]
async fn a_client_may_prove_itself_by_basic_or_in_the_body_but_not_by_both() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let browser = app.browser();
    let basic = |pair: &str| format!("Basic {}", STANDARD.encode(pair));
    let ask = async |header: Option<String>, form: Vec<(&str, &str)>| {
        let mut request = browser.request(Method::POST, "/oidc/token").form(&form);
        if let Some(header) = header {
            request = request.header("authorization", header);
        }
        browser.send(request).await
    };
    let first = code(&ada, "shop", &[]).await;
    let bare = redemption(&first)[..3].to_vec();
    let wrong = ask(Some(basic("shop:tgs00")), bare.clone()).await;
    refused(&wrong, 401, "invalid_client");
    assert!(wrong.header("www-authenticate").starts_with("Basic "));
    refused(&ask(None, bare.clone()).await, 401, "invalid_client");
    let both = ask(
        Some(basic(&format!("shop:{SECRET}"))),
        redemption(&first).to_vec(),
    )
    .await;
    refused(&both, 400, "invalid_request");
    let other = [&bare[..], &[("client_id", "wiki")]].concat();
    let other = ask(Some(basic(&format!("shop:{SECRET}"))), other).await;
    refused(&other, 400, "invalid_request");
    // each half is encoded as in a form
    let coded = basic(&format!("sh%6fp:%74{}", &SECRET[1..]));
    ask(Some(coded), bare).await.is(200);
    let twice = [
        ("grant_type", "authorization_code"),
        ("grant_type", "refresh_token"),
    ];
    refused(&ask(None, twice.to_vec()).await, 400, "invalid_request");
    let json = browser.json("/oidc/token", &serde_json::json!({})).await;
    refused(&json, 400, "invalid_request");
    refused(
        &call(
            &app,
            "/oidc/token",
            &[("client_id", "shop"), ("client_secret", SECRET)],
        )
        .await,
        400,
        "invalid_request",
    );
    let password = [
        ("client_id", "shop"),
        ("client_secret", SECRET),
        ("grant_type", "password"),
    ];
    refused(
        &call(&app, "/oidc/token", &password).await,
        400,
        "unsupported_grant_type",
    );
}

#[tokio::test]
async fn what_does_not_fit_does_not_burn_the_code() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let code = code(&ada, "shop", &[]).await;
    let swapped = |name: &str, value: &'static str| {
        redemption(&code).map(|(key, old)| (key, if key == name { value } else { old }))
    };
    let wiki = [("client_id", "wiki"), ("client_secret", OTHER_SECRET)];
    let mut by_another = swapped("client_id", "wiki").to_vec();
    by_another.truncate(3);
    by_another.extend(wiki);
    for form in [
        swapped("redirect_uri", "https://shop.example.com/cb2").to_vec(),
        redemption(&code)
            .into_iter()
            .filter(|(name, _)| *name != "redirect_uri")
            .collect(),
        swapped("code", "tgc00112233445566778899aabbccddeeff").to_vec(),
        swapped("code", "' or 1=1").to_vec(),
        by_another,
        // PKCE downgrade: there was no challenge
        [&redemption(&code)[..], &[("code_verifier", VERIFIER)]].concat(),
    ] {
        refused(
            &call(&app, "/oidc/token", &form).await,
            400,
            "invalid_grant",
        );
    }
    redeem(&app, &code).await.is(200);
}

#[tokio::test]
async fn a_public_app_needs_the_verifier_of_its_challenge() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let code = code(&ada, "spa", &[]).await;
    let form = |verifier: &'static str| {
        vec![
            ("grant_type", "authorization_code"),
            ("code", &*code),
            ("redirect_uri", SPA_CB),
            ("client_id", "spa"),
            ("code_verifier", verifier),
        ]
    };
    for wrong in ["", "short", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl"] {
        let answer = call(&app, "/oidc/token", &form(wrong)).await;
        refused(&answer, 400, "invalid_grant");
    }
    let with_secret = [&form(VERIFIER)[..], &[("client_secret", SECRET)]].concat();
    let answer = call(&app, "/oidc/token", &with_secret).await;
    refused(&answer, 401, "invalid_client");
    let given = call(&app, "/oidc/token", &form(VERIFIER))
        .await
        .is(200)
        .json();
    userinfo(&app, text(&given, "access_token")).await.is(200);
}

#[tokio::test]
async fn a_code_works_for_a_minute() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let (first, second) = (code(&ada, "shop", &[]).await, code(&ada, "shop", &[]).await);
    app.clock.advance(seconds(59));
    redeem(&app, &first).await.is(200);
    app.clock.advance(seconds(1));
    refused(&redeem(&app, &second).await, 400, "invalid_grant");
}

#[tokio::test]
async fn a_code_that_comes_again_at_once_ends_nothing() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let code = code(&ada, "shop", &[]).await;
    let given = redeem(&app, &code).await.is(200).json();
    app.clock.advance(seconds(10));
    refused(&redeem(&app, &code).await, 400, "invalid_grant");
    userinfo(&app, text(&given, "access_token")).await.is(200);
    assert!(rows(&app, "logout_notices").await.is_empty());
}

#[tokio::test]
async fn a_code_that_comes_again_later_ends_the_grant_and_its_tokens() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let code = code(&ada, "shop", &[]).await;
    let given = redeem(&app, &code).await.is(200).json();
    app.clock.advance(seconds(11));
    // a stranger's try ends nothing
    let stranger = redemption(&code).map(|(key, value)| match key {
        "client_secret" => (key, OTHER_SECRET),
        _ => (key, value),
    });
    refused(
        &call(&app, "/oidc/token", &stranger).await,
        401,
        "invalid_client",
    );
    userinfo(&app, text(&given, "access_token")).await.is(200);
    refused(&redeem(&app, &code).await, 400, "invalid_grant");
    let claims = userinfo(&app, text(&given, "access_token")).await;
    refused(&claims, 401, "invalid_token");
    let refreshed = refresh(&app, text(&given, "refresh_token")).await;
    refused(&refreshed, 400, "invalid_grant");
    assert_eq!(rows(&app, "grants").await[0]["ended_why"], "reused");
    assert_eq!(rows(&app, "logout_notices").await.len(), 1);
    let audit = rows(&app, "audit").await;
    assert!(audit.iter().any(|entry| entry["action"] == "grant.reused"));
}

#[tokio::test]
async fn later_sign_ins_at_an_app_join_its_grant_and_another_person_has_another() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let sid = async |browser| {
        let given = tokens(&app, browser).await;
        claims(text(&given, "id_token"))["sid"].clone()
    };
    let (first, second) = (sid(&ada).await, sid(&ada).await);
    assert_eq!(first, second);
    let ben = app.signed_in(BEN).await;
    assert_ne!(sid(&ben).await, first);
    app.clock.advance(seconds(31));
    let other = app.signed_in(ADA).await;
    assert_ne!(sid(&other).await, first);
    assert_eq!(rows(&app, "grants").await.len(), 3);
    let days = rows(&app, "app_days").await;
    assert_eq!(
        (&days[0]["app"], &days[0]["sign_ins"]),
        (&"shop".into(), &4.into())
    );
}

#[tokio::test]
async fn a_code_does_not_outlive_its_session() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let code = code(&ada, "shop", &[]).await;
    ada.post("/logout", &[]).await;
    refused(&redeem(&app, &code).await, 400, "invalid_grant");
}

#[tokio::test]
async fn without_an_app_nothing_is_served() {
    let app = TestApp::start().await;
    for path in [
        "/oidc/jwks",
        "/oidc/userinfo",
        "/.well-known/openid-configuration",
    ] {
        app.browser().get(path).await.is(404);
    }
    let form = [
        ("grant_type", "authorization_code"),
        ("redirect_uri", SHOP_CB),
    ];
    let answer = call(&app, "/oidc/token", &form).await;
    assert!([403, 404].contains(&answer.status.as_u16()));
    app.clock.advance(Duration::from_secs(1));
    assert!(rows(&app, "signing_keys").await.is_empty());
}
