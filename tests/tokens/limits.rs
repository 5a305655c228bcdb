//! Calls that fail are counted, and those that do not are not.

use std::time::Duration;

use reqwest::Method;

use crate::app::ADA;
use crate::app::relying_party::{
    SECRET, call, code, redeem, redemption, refused, start, text, tokens, userinfo,
};

#[tokio::test]
async fn wrong_secrets_are_refused_more_slowly_and_right_ones_are_not() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let wrong = redemption("tgc").map(|(name, value)| {
        let is_secret = name == "client_secret";
        (
            name,
            if is_secret {
                "tgs00000000000000000000000000000000"
            } else {
                value
            },
        )
    });
    for _ in 0..20 {
        refused(
            &call(&app, "/oidc/token", &wrong).await,
            401,
            "invalid_client",
        );
    }
    let limited = call(&app, "/oidc/token", &wrong).await;
    refused(&limited, 429, "temporarily_unavailable");
    limited.limited();
    let code = code(&ada, "shop", &[]).await;
    redeem(&app, &code).await.is(200);
    app.clock.advance(Duration::from_mins(10));
    refused(
        &call(&app, "/oidc/token", &wrong).await,
        401,
        "invalid_client",
    );
}

#[tokio::test]
async fn unknown_tokens_are_refused_more_slowly_and_old_ones_are_not() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    let token = text(&given, "access_token");
    for _ in 0..60 {
        refused(
            &userinfo(&app, "tga00112233445566778899aabbccddeeff").await,
            401,
            "invalid_token",
        );
    }
    userinfo(&app, "x").await.limited();
    redeem(&app, "tgc00112233445566778899aabbccddeeff")
        .await
        .limited();
    userinfo(&app, token).await.is(200);
    app.clock.advance(Duration::from_mins(15));
    for _ in 0..61 {
        refused(&userinfo(&app, token).await, 401, "invalid_token");
    }
}

#[tokio::test]
async fn pages_of_an_apps_origins_may_call_and_no_others() {
    let app = start(&[]).await;
    let browser = app.browser();
    let preflight = async |path: &str, origin: &str| {
        let request = browser
            .request(Method::OPTIONS, path)
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header(
                "access-control-request-headers",
                "authorization,content-type",
            );
        browser.send(request).await
    };
    let own = "https://spa.example.com";
    for path in ["/oidc/token", "/oidc/userinfo", "/oidc/revoke"] {
        let allowed = preflight(path, own).await;
        assert_eq!(allowed.is(200).header("access-control-allow-origin"), own);
        assert_eq!(allowed.header("access-control-allow-credentials"), "");
        let headers = allowed.header("access-control-allow-headers");
        assert_eq!(headers, "authorization,content-type");
        // a confidential app has no pages that call
        for other in ["https://shop.example.com", "https://evil.example", "null"] {
            let refused = preflight(path, other).await;
            assert_eq!(refused.header("access-control-allow-origin"), "", "{other}");
        }
    }
    for path in ["/oidc/introspect", "/oidc/authorize"] {
        let refused = preflight(path, own).await;
        assert_eq!(refused.header("access-control-allow-origin"), "", "{path}");
    }
    // refusals can be read, too
    let request = browser
        .request(Method::GET, "/oidc/userinfo")
        .header("origin", own);
    let answer = browser.send(request).await;
    assert_eq!(answer.is(401).header("access-control-allow-origin"), own);
}

#[tokio::test]
async fn calls_without_a_body_or_with_too_much_are_told_in_json() {
    let app = start(&[]).await;
    let browser = app.browser();
    let large = format!(
        "client_id=shop&client_secret={SECRET}&code={}",
        "a".repeat(17_000)
    );
    let request = browser
        .request(Method::POST, "/oidc/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(large);
    refused(&browser.send(request).await, 413, "invalid_request");
    refused(&browser.get("/oidc/token").await, 405, "invalid_request");
}
