//! Forged hints: what only looks signed by us is no proof of anything.

use aws_lc_rs::hmac;
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use serde_json::{Value, json};

use crate::client::{claims, part, text};
use crate::suite::{BYE, Suite};

fn encoded(part: &Value) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(part.to_string())
}

/// A token with these parts whose signature is an HMAC with that key.
fn hs256(header: &Value, claims: &Value, key: &[u8]) -> String {
    let signed = format!("{}.{}", encoded(header), encoded(claims));
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    let tag = hmac::sign(&key, signed.as_bytes());
    format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(tag))
}

/// What attackers make of a real token of somebody and the public keys.
fn forgeries(real: &str, keys: &Value) -> Vec<(&'static str, String)> {
    let (header, body) = (part(real, 0), claims(real));
    let signature = real.rsplit('.').next().expect("one");
    let with = |name: &str, value: Value| {
        let mut changed = header.clone();
        changed[name] = value;
        changed
    };
    let unsigned = |alg: &str| {
        let header = with("alg", json!(alg));
        format!("{}.{}.", encoded(&header), encoded(&body))
    };
    let re_signed = |header: &Value| format!("{}.{}.{signature}", encoded(header), encoded(&body));
    let mut other = body.clone();
    other["sub"] = json!("somebody else");
    let hs = with("alg", json!("HS256"));
    let rsa = &keys["keys"][0];
    let modulus = BASE64_URL_SAFE_NO_PAD
        .decode(text(rsa, "n"))
        .expect("base64");
    let own_key = json!({"kty": "oct", "k": "c2VjcmV0"});
    let mut self_signed = hs.clone();
    self_signed["jwk"] = own_key;
    let curved = keys["keys"].as_array().expect("keys").iter();
    let curved = curved.filter(|key| key["alg"] == "ES256");
    let curved = curved.map(|key| key["kid"].clone()).next().expect("one");
    vec![
        ("alg none", unsigned("none")),
        ("alg None", unsigned("None")),
        ("alg NONE", unsigned("NONE")),
        ("no alg", unsigned("")),
        (
            "no signature",
            format!("{}.", real.rsplit_once('.').expect("one").0),
        ),
        ("HMAC with the modulus", hs256(&hs, &body, &modulus)),
        (
            "HMAC with the key's JSON",
            hs256(&hs, &body, rsa.to_string().as_bytes()),
        ),
        ("HMAC with nothing", hs256(&hs, &body, b"")),
        (
            "HMAC with its own key",
            hs256(&self_signed, &body, b"secret"),
        ),
        (
            "the other algorithm",
            re_signed(&with("alg", json!("ES256"))),
        ),
        ("the other key", re_signed(&with("kid", curved))),
        ("PSS", re_signed(&with("alg", json!("PS256")))),
        ("RS512", re_signed(&with("alg", json!("RS512")))),
        (
            "a path as key",
            re_signed(&with("kid", json!("../../dev/null"))),
        ),
        ("SQL as key", re_signed(&with("kid", json!("' or 1=1 --")))),
        (
            "another person",
            format!("{}.{}.{signature}", encoded(&header), encoded(&other)),
        ),
        (
            "zeros",
            format!(
                "{}.{}.{}",
                encoded(&header),
                encoded(&body),
                "A".repeat(342)
            ),
        ),
        ("more after it", format!("{real}.x")),
        ("too few parts", "x.y".to_owned()),
        ("nothing", String::new()),
    ]
}

/// As a hint at authorization it names nobody, and at sign-out it ends nothing.
#[tokio::test]
async fn a5_forged_hints() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let person = suite.person();
    let arrived = person.signs_in(&client.request().path()).await;
    let tokens = client.tokens(arrived).await;
    let real = text(&tokens, "id_token");
    let keys = suite.document("/oidc/jwks").await;
    for (what, forged) in forgeries(real, &keys) {
        let quietly = client.request().with("prompt", "none");
        let hinted = quietly.with("id_token_hint", &forged);
        let params = person.opens(&hinted.path()).await.back();
        if !forged.is_empty() {
            assert!(
                !params.contains_key("code"),
                "{what} was believed: {params:?}"
            );
        }
        let query = [
            ("id_token_hint", &*forged),
            ("post_logout_redirect_uri", BYE),
        ];
        let query = serde_urlencoded::to_string(query).expect("text");
        let page = person.browser.get(&format!("/oidc/logout?{query}")).await;
        assert_eq!(page.header("location"), "", "{what}");
        let session = person.browser.get("/auth/session").await;
        assert_eq!(session.status, 200, "{what} signed somebody out");
        client.userinfo(&forged).await.is(401);
    }
}
