//! Revocation and introspection.

use crate::app::ADA;
use crate::app::relying_party::{
    OTHER_SECRET, SECRET, call, refresh, refused, rows, start, text, tokens, userinfo,
};

fn form<'a>(token: &'a str, app: &'a str, secret: &'a str) -> [(&'a str, &'a str); 3] {
    [
        ("token", token),
        ("client_id", app),
        ("client_secret", secret),
    ]
}

#[tokio::test]
async fn a_refresh_token_that_is_given_back_ends_the_grant() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    let token = text(&given, "refresh_token");
    // another app's call, an unknown token, no token
    let other = call(&app, "/oidc/revoke", &form(token, "wiki", OTHER_SECRET)).await;
    other.is(200);
    call(&app, "/oidc/revoke", &form("x", "shop", SECRET))
        .await
        .is(200);
    refused(
        &call(&app, "/oidc/revoke", &form("", "shop", SECRET)).await,
        400,
        "invalid_request",
    );
    refused(
        &call(&app, "/oidc/revoke", &form(token, "shop", "tgs")).await,
        401,
        "invalid_client",
    );
    userinfo(&app, text(&given, "access_token")).await.is(200);
    call(&app, "/oidc/revoke", &form(token, "shop", SECRET))
        .await
        .is(200);
    refused(
        &userinfo(&app, text(&given, "access_token")).await,
        401,
        "invalid_token",
    );
    refused(&refresh(&app, token).await, 400, "invalid_grant");
    // the app knows, for it did it itself
    assert!(rows(&app, "logout_notices").await.is_empty());
    // the person is signed in, and comes back by a new grant
    let again = tokens(&app, &ada).await;
    userinfo(&app, text(&again, "access_token")).await.is(200);
}

#[tokio::test]
async fn an_access_token_that_is_given_back_ends_alone() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    let token = text(&given, "access_token");
    call(&app, "/oidc/revoke", &form(token, "shop", SECRET))
        .await
        .is(200);
    refused(&userinfo(&app, token).await, 401, "invalid_token");
    refresh(&app, text(&given, "refresh_token")).await.is(200);
}

#[tokio::test]
async fn an_app_may_ask_for_its_own_tokens_alone() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    let ask = async |token: &str, name: &str, secret: &str| {
        call(&app, "/oidc/introspect", &form(token, name, secret)).await
    };
    let token = text(&given, "access_token");
    let shown = ask(token, "shop", SECRET).await.is(200).json();
    assert_eq!(shown["active"], true);
    assert_eq!(shown["client_id"], "shop");
    assert_eq!(shown["scope"], "openid phone offline_access");
    assert_eq!(shown["iss"], app.url);
    let refresh_token = text(&given, "refresh_token");
    assert_eq!(
        ask(refresh_token, "shop", SECRET).await.json()["active"],
        true
    );
    let inactive = serde_json::json!({ "active": false });
    assert_eq!(
        ask(token, "wiki", OTHER_SECRET).await.is(200).json(),
        inactive
    );
    assert_eq!(ask("x", "shop", SECRET).await.is(200).json(), inactive);
    let public = ask(token, "spa", "").await;
    refused(&public, 400, "unauthorized_client");
    refused(&ask(token, "shop", "tgs").await, 401, "invalid_client");
    refresh(&app, refresh_token).await.is(200);
    assert_eq!(ask(refresh_token, "shop", SECRET).await.json(), inactive);
    app.blocks(ADA).await;
    assert_eq!(ask(token, "shop", SECRET).await.json(), inactive);
}
