//! An app that people sign in to by us.

use std::time::Duration;

use reqwest::Method;
use serde_json::Value;
use textgate::base::jws::challenge_of;
use textgate::base::secret::sha256;

use crate::app::browser::{Browser, Shown};
use crate::app::gateway::Gateway;
use crate::app::{TWILIO, TestApp};

pub const SECRET: &str = "tgs00112233445566778899aabbccddeeff";
pub const OTHER_SECRET: &str = "tgs10112233445566778899aabbccddeeff";
pub const SHOP_CB: &str = "https://shop.example.com/cb";
pub const SPA_CB: &str = "https://spa.example.com/cb";
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// The program with a confidential app, `shop`, another one, `wiki`, and a public one,
/// `spa`; ES256, for RSA keys take long to make where nothing is optimised.
pub async fn start(set: &[(&str, &str)]) -> TestApp {
    with_apps(set, "refresh = \"session\"").await
}

/// The same with a few more lines for `shop`.
pub async fn with_apps(set: &[(&str, &str)], more: &str) -> TestApp {
    let file = format!("{TWILIO}{}", apps(more));
    TestApp::with_provider(set, Gateway::start().await, &file).await
}

/// These apps in the configuration.
pub fn apps(more: &str) -> String {
    let [shop, wiki] = [SECRET, OTHER_SECRET].map(|secret| sha256(secret.as_bytes()));
    format!(
        "
        [[app]]
        name = 'shop'
        title = 'Harbour Shop'
        secret_hash = '{shop}'
        redirect_uris = ['{SHOP_CB}']
        scopes = ['phone', 'profile']
        id_token_alg = 'ES256'
        pkce = 'optional'
        {more}
        [[app]]
        name = 'wiki'
        secret_hash = '{wiki}'
        redirect_uris = ['https://wiki.example.com/cb']
        [[app]]
        name = 'spa'
        redirect_uris = ['{SPA_CB}']
        id_token_alg = 'ES256'
        "
    )
}

/// A request to `/oidc/authorize`, with what is missing.
pub fn authorize(app: &str, more: &[(&str, &str)]) -> String {
    let (redirect, challenge) = match app {
        "spa" => (SPA_CB, challenge_of(VERIFIER)),
        _ => (SHOP_CB, String::new()),
    };
    let mut all = vec![
        ("response_type", "code"),
        ("client_id", app),
        ("redirect_uri", redirect),
        ("scope", "openid phone offline_access"),
    ];
    if !challenge.is_empty() {
        all.push(("code_challenge", &challenge));
        all.push(("code_challenge_method", "S256"));
    }
    all.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    all.extend(more);
    let query = serde_urlencoded::to_string(all).expect("a query");
    format!("/oidc/authorize?{query}")
}

/// The code for somebody who is signed in.
pub async fn code(browser: &Browser, app: &str, more: &[(&str, &str)]) -> String {
    let answer = browser.get(&authorize(app, more)).await;
    let to = url::Url::parse(answer.is(303).header("location")).expect("an address");
    let mut pairs = to.query_pairs();
    let code = pairs.find(|(name, _)| name == "code");
    code.unwrap_or_else(|| panic!("no code: {to}"))
        .1
        .into_owned()
}

/// A call with a form and the secret in the body.
pub async fn call(app: &TestApp, path: &str, form: &[(&str, &str)]) -> Shown {
    asks(&app.browser(), path, form).await
}

/// The same of a program of its own.
pub async fn asks(browser: &Browser, path: &str, form: &[(&str, &str)]) -> Shown {
    let request = browser.request(Method::POST, path).form(form);
    browser.send(request).await
}

/// Redeems a code of `shop`.
pub async fn redeem(app: &TestApp, code: &str) -> Shown {
    call(app, "/oidc/token", &redemption(code)).await
}

/// What `shop` sends for a code.
pub fn redemption(code: &str) -> [(&str, &str); 5] {
    [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", SHOP_CB),
        ("client_id", "shop"),
        ("client_secret", SECRET),
    ]
}

/// Refreshes for `shop`.
pub async fn refresh(app: &TestApp, token: &str) -> Shown {
    call(app, "/oidc/token", &refreshing(token)).await
}

/// What `shop` sends to refresh.
pub fn refreshing(token: &str) -> [(&str, &str); 4] {
    [
        ("grant_type", "refresh_token"),
        ("refresh_token", token),
        ("client_id", "shop"),
        ("client_secret", SECRET),
    ]
}

/// The tokens of `shop` for somebody who is signed in.
pub async fn tokens(app: &TestApp, browser: &Browser) -> Value {
    let code = code(browser, "shop", &[]).await;
    redeem(app, &code).await.is(200).json()
}

/// Asks for claims.
pub async fn userinfo(app: &TestApp, token: &str) -> Shown {
    claims_at(&app.browser(), token).await
}

/// The same of a program of its own.
pub async fn claims_at(browser: &Browser, token: &str) -> Shown {
    let request = browser.request(Method::GET, "/oidc/userinfo");
    browser.send(request.bearer_auth(token)).await
}

/// It is refused with this error.
#[track_caller]
pub fn refused(answer: &Shown, status: u16, error: &str) {
    assert_eq!(answer.is(status).json()["error"], error, "{}", answer.body);
    assert_eq!(answer.header("cache-control"), "no-store");
}

/// The text of a field.
#[track_caller]
pub fn text<'a>(json: &'a Value, name: &str) -> &'a str {
    json[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {json}"))
}

/// Seconds.
pub fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

/// The claims of a token, not verified.
pub fn claims(token: &str) -> Value {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let part = token.split('.').nth(1).expect("claims");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64")).expect("JSON")
}

/// The rows of a table, as JSON.
pub async fn rows(app: &TestApp, table: &str) -> Vec<Value> {
    let dump = app.dump().await;
    let rows = dump.table(table).iter();
    rows.map(|row| serde_json::from_str(row).expect("JSON"))
        .collect()
}
