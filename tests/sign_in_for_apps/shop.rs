//! Some apps, and what they ask for.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL;
use reqwest::Url;
use serde_json::Value;

use crate::app::browser::{Browser, Shown};
use crate::app::gateway::Gateway;
use crate::app::{TWILIO, TestApp};

pub const SHOP: &str = "https://shop.example.com/cb";
pub const SHOP_HOME: &str = "https://shop.example.com/?from=textgate";
pub const SECRET: &str = "tgs000102030405060708090a0b0c0d0e0f";

/// The verifier and the challenge of RFC 7636, appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// Characters that come back byte by byte or not at all.
pub const STATE: &str = "a+b/c==%2F&é \"x";

const APPS: &str = r#"
[[app]]
name = "shop"
title = "Harbour Shop"
secret_hash = "{hash}"
redirect_uris = ["https://shop.example.com/cb", "https://shop.example.com/cb?by=textgate"]
post_logout_redirect_uris = ["https://shop.example.com/?from=textgate"]
backchannel_logout_uri = "https://shop.example.com/signed-out"
scopes = ["phone", "profile"]

[[app]]
name = "phone-app"
title = "Harbour on your phone"
redirect_uris = ["http://127.0.0.1/cb", "com.example.harbour:/cb"]

[[app]]
name = "office"
title = "Back office"
secret_hash = "{hash}"
redirect_uris = ["https://office.example.com/cb"]
post_logout_redirect_uris = ["https://office.example.com/"]
allow = ["admins"]
"#;

/// The program with these apps.
pub async fn start() -> TestApp {
    let hash = textgate::base::secret::sha256(SECRET.as_bytes());
    let tables = format!("{TWILIO}\n{}", APPS.replace("{hash}", &hash));
    TestApp::with_provider(&[], Gateway::start().await, &tables).await
}

/// The usual request, with these parameters changed; an empty one is left out.
pub fn request(changed: &[(&str, &str)]) -> String {
    let mut all = BTreeMap::from([
        ("client_id", "shop"),
        ("redirect_uri", SHOP),
        ("response_type", "code"),
        ("scope", "openid phone"),
        ("state", STATE),
        ("nonce", "n-0S6_WzA2Mj"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]);
    all.extend(changed.iter().copied());
    all.retain(|_, value| !value.is_empty());
    let query = serde_urlencoded::to_string(all).expect("a query");
    format!("/oidc/authorize?{query}")
}

/// What the app finds in its own address.
#[track_caller]
pub fn answer(shown: &Shown) -> BTreeMap<String, String> {
    assert_eq!(shown.status.as_u16(), 303, "{}", shown.body);
    let to = Url::parse(shown.header("location")).expect("an app's address");
    to.query_pairs().into_owned().collect()
}

/// It leads to the shop with a code.
#[track_caller]
pub fn code(app: &TestApp, shown: &Shown) -> String {
    let answer = answer(shown);
    assert!(shown.header("location").starts_with(SHOP));
    assert_eq!(answer.get("error"), None, "{answer:?}");
    assert_eq!(answer["state"], STATE);
    assert_eq!(answer["iss"], app.url);
    answer["code"].clone()
}

/// It tells the shop this error.
#[track_caller]
pub fn error(shown: &Shown) -> String {
    let answer = answer(shown);
    assert_eq!(answer.get("code"), None, "{answer:?}");
    answer["error"].clone()
}

/// Fills in the forms that the page begins: the texted code leads on.
pub async fn sign_in(app: &TestApp, browser: &Browser, form: &Shown, phone: &str) {
    let other = form.body.contains("name=\"other\" value=\"1\">\n");
    let return_to = form.field("return_to");
    let number = form.field("form");
    let mut fields = vec![
        ("region", "US"),
        ("phone", phone),
        ("return_to", &*return_to),
        ("form", &*number),
    ];
    if other {
        fields.push(("other", "1"));
    }
    let sent = browser.post("/login", &fields).await;
    sent.leads_to("/login/code");
    browser
        .post_code(&app.last_code())
        .await
        .leads_to("/oidc/continue");
}

/// Goes on as the page after a sign-in does: the redirect to the app.
pub async fn go_on(browser: &Browser) -> Shown {
    let page = browser.get("/oidc/continue").await;
    page.is(200);
    page.shows("content=\"0; url=/oidc/continue?go=1\"");
    browser.get("/oidc/continue?go=1").await
}

/// A browser that signed in to the shop, and its code.
pub async fn at_the_shop(app: &TestApp, phone: &str) -> (Browser, String) {
    let browser = app.browser();
    let form = browser.get(&request(&[])).await;
    sign_in(app, &browser, &form, phone).await;
    let code = code(app, &go_on(&browser).await);
    (browser, code)
}

/// The shop redeems a code.
pub async fn redeem(app: &TestApp, code: &str) -> Shown {
    let request = app.browser().request(reqwest::Method::POST, "/oidc/token");
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", SHOP),
        ("code_verifier", VERIFIER),
    ];
    let request = request.basic_auth("shop", Some(SECRET)).form(&fields);
    app.browser().send(request).await
}

/// The shop's ID token for a code.
pub async fn id_token(app: &TestApp, code: &str) -> String {
    let answer = redeem(app, code).await;
    answer.is(200);
    answer.json()["id_token"].as_str().expect("one").to_owned()
}

/// What a token says.
pub fn claims(token: &str) -> Value {
    let body = token.split('.').nth(1).expect("a body");
    let body = BASE64URL.decode(body).expect("base64url");
    serde_json::from_slice(&body).expect("JSON")
}
