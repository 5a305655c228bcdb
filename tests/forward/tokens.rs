//! The signed token, which an app can verify by itself.

use std::time::Duration;

use serde_json::Value;
use textgate::base::jws::{PublicKey, kid_of, verify};
use textgate::domain::audit::Actor;
use textgate::domain::label::Labels;
use textgate::flow::management::{self, Outcome, PersonChange};

use crate::app::browser::Shown;
use crate::app::{ADA, BEN, TestApp};
use crate::person::{Person, SHOP, STAFF, WIKI, inside, start, user_id};

/// Verifies it by what is published, as of an app; its claims.
async fn verified(app: &TestApp, token: &str, audience: &str) -> Value {
    let keys = app.browser().get("/oidc/jwks").await;
    let keys = keys.is(200).json();
    let kid = kid_of(token).expect("a name");
    let mut keys = keys["keys"].as_array().expect("a list").iter();
    let key = keys.find(|key| key["kid"] == *kid).expect("the key");
    assert_eq!(key["alg"], "ES256");
    let key = PublicKey::from_json(&key.to_string()).expect("a key");
    let claims: Value = verify(token, "tg-id+jwt", &key).expect("a good token");
    assert_eq!(
        (&claims["iss"], &claims["aud"]),
        (&Value::from(&*app.url), &Value::from(audience))
    );
    claims
}

fn token(shown: &Shown) -> String {
    shown.is(200).header("x-textgate-token").to_owned()
}

#[tokio::test]
async fn f8_the_token_says_who_and_for_whom() {
    let app = start().await;
    let ada = inside(&app, ADA, WIKI).await;
    let shown = ada.check("caddy", WIKI, "/").await;
    let claims = verified(&app, &token(&shown), "wiki").await;
    assert_eq!(claims["sub"], shown.header("x-textgate-user"));
    assert_eq!(claims["phone_number"], ADA);
    assert_eq!(claims["groups"], serde_json::json!([]));
    let seconds = |name: &str| claims[name].as_i64().expect("seconds");
    assert_eq!(seconds("exp") - seconds("iat"), 5 * 60 + 5);
    // another app has another, and knows no number
    ada.enter(&app, SHOP, "/").await;
    let other = ada.check("caddy", SHOP, "/").await;
    let other = verified(&app, &token(&other), "shop").await;
    assert_eq!(other["sub"], claims["sub"]);
    assert_ne!(other["sid"], claims["sid"]);
    assert_eq!(other.get("phone_number"), None);
}

/// A backend says which labels somebody has.
async fn label(app: &TestApp, phone: &str, labels: &str) {
    let id = user_id(app, phone).await.parse().expect("an id");
    let change = PersonChange::Labels(Labels::stored(labels));
    let (actor, app) = (Actor::command(), &app.web.app);
    let done = management::change(app, &actor, &change, (id, None)).await;
    assert_eq!(done.expect("answered"), Outcome::Done);
}

#[tokio::test]
async fn f3_labels_let_in_and_are_told_and_count_at_once() {
    let app = start().await;
    let ada = inside(&app, ADA, WIKI).await;
    let mut before = String::new();
    for labels in ["", "vip", "boss vip"] {
        label(&app, ADA, labels).await;
        let shown = ada.check("caddy", WIKI, "/").await;
        assert_eq!(shown.headers["x-textgate-labels"], labels.replace(' ', ","));
        let claims = verified(&app, &token(&shown), "wiki").await;
        let groups: Vec<_> = labels.split_whitespace().collect();
        assert_eq!(claims["groups"], serde_json::json!(groups));
        before = token(&shown);
    }
    ada.enter(&app, STAFF, "/").await;
    let shown = ada.check("caddy", STAFF, "/").await;
    assert_eq!(shown.is(200).header("remote-groups"), "boss,vip");
    label(&app, ADA, "vip").await;
    ada.check("caddy", STAFF, "/").await.is(403);
    let now = token(&ada.check("caddy", WIKI, "/").await);
    assert_ne!(now, before);
}

#[tokio::test]
async fn f8_the_same_token_is_given_for_a_minute() {
    let app = start().await;
    let ada = inside(&app, ADA, WIKI).await;
    let first = token(&ada.check("caddy", WIKI, "/").await);
    app.clock.advance(Duration::from_secs(59));
    assert_eq!(token(&ada.check("nginx", WIKI, "/a").await), first);
    app.clock.advance(Duration::from_secs(1));
    let next = token(&ada.check("caddy", WIKI, "/").await);
    assert_ne!(next, first);
    let [first, next] = [
        verified(&app, &first, "wiki").await,
        verified(&app, &next, "wiki").await,
    ];
    assert_eq!(first["sid"], next["sid"]);
}

#[tokio::test]
async fn f8_the_token_is_no_other_kind_of_token() {
    let app = start().await;
    let ada = inside(&app, ADA, SHOP).await;
    let token = token(&ada.check("caddy", SHOP, "/").await);
    let userinfo = app
        .browser()
        .request(reqwest::Method::GET, "/oidc/userinfo");
    app.browser()
        .send(userinfo.bearer_auth(&token))
        .await
        .is(401);
    // nor a hint that signs somebody out without asking
    let page = ada
        .own
        .get(&format!("/oidc/logout?id_token_hint={token}"))
        .await;
    page.is(200).shows("Sign out?");
}

#[tokio::test]
async fn f8_an_app_on_the_same_host_asks_for_its_token() {
    let app = start().await;
    let ada = Person::of(app.signed_in(ADA).await);
    let shown = ada.own.get("/auth/session?app=wiki").await;
    let first = shown.is(200).json();
    let claims = verified(&app, first["token"].as_str().expect("one"), "wiki").await;
    assert_eq!(claims["sub"], first["user"]["id"]);
    assert_eq!(ada.own.get("/auth/session?app=wiki").await.json(), first);
    // the sign-in is called the same behind a proxy
    ada.enter(&app, WIKI, "/").await;
    let there = token(&ada.check("caddy", WIKI, "/").await);
    assert_eq!(verified(&app, &there, "wiki").await["sid"], claims["sid"]);
    assert_eq!(ada.own.get("/auth/session").await.json().get("token"), None);
    let none = ada.own.get("/auth/session?app=nothing").await;
    assert_eq!(none.is(404).json()["code"], "unknown_app");
    let refused = ada.own.get("/auth/session?app=office").await;
    assert_eq!(refused.is(403).json()["code"], "not_allowed");
    app.browser().get("/auth/session?app=wiki").await.is(401);
    let _ = BEN;
}

#[tokio::test]
async fn f8_the_token_is_dated_by_the_machines_clock() {
    let app = start().await;
    let ada = inside(&app, ADA, WIKI).await;
    // set just now: the program's own dates follow after a minute. One that was given
    // before is dated by the old time, so another one is made
    app.clock.set_wall(3_600);
    let shown = ada.check("caddy", WIKI, "/").await;
    let claims = verified(&app, &token(&shown), "wiki").await;
    let wall = app.web.app.clock.wall().as_secs();
    assert_eq!(claims["exp"], wall + 5 * 60);
}
