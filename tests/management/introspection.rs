//! A backend asks whether tokens work, of whichever app.

use serde_json::json;

use crate::app::browser::Shown;
use crate::app::gateway::Gateway;
use crate::app::relying_party::{apps, text, tokens};
use crate::app::{ADA, TWILIO, TestApp};
use crate::{HASH, KEY};

async fn with_app(scopes: &str) -> TestApp {
    let client = format!("[[api_client]]\nname = 'crm'\nkey_hash = '{HASH}'\nscopes = {scopes}");
    let file = format!("{TWILIO}{}\n{client}", apps("refresh = \"session\""));
    TestApp::with_provider(&[], Gateway::start().await, &file).await
}

async fn ask(app: &TestApp, key: &str, token: &str) -> Shown {
    let browser = app.browser();
    let form = browser.form("/oidc/introspect", &[("token", token)]);
    let form = form.header("authorization", format!("Bearer {key}"));
    browser.send(form).await
}

#[tokio::test]
async fn a_key_with_the_scope_asks_about_every_app_s_tokens() {
    let app = with_app(r#"["introspect"]"#).await;
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    let token = text(&given, "access_token");
    let shown = ask(&app, KEY, token).await.is(200).json();
    assert_eq!(
        (&shown["active"], &shown["client_id"]),
        (&json!(true), &json!("shop"))
    );
    let inactive = json!({ "active": false });
    assert_eq!(ask(&app, KEY, "x").await.is(200).json(), inactive);
    assert_eq!(
        ask(&app, KEY, "").await.is(400).json()["error"],
        "invalid_request"
    );
    ask(&app, "tgk_0", token).await.is(401);
    app.blocks(ADA).await;
    assert_eq!(ask(&app, KEY, token).await.is(200).json(), inactive);
}

#[tokio::test]
async fn a_key_without_the_scope_asks_in_vain() {
    let app = with_app(r#"["users.read"]"#).await;
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    let shown = ask(&app, KEY, text(&given, "access_token")).await;
    assert_eq!(shown.is(403).json()["error"], "insufficient_scope");
}
