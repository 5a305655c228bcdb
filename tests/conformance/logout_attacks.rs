//! Attacks by way of sign-out.

use crate::client::text;
use crate::person::{Arrived, Person};
use crate::suite::{BYE, Suite};

async fn signed_in(suite: &Suite) -> (Person<'_>, String) {
    let client = suite.client("suite");
    let person = suite.person();
    let arrived = person.signs_in(&client.request().path()).await;
    let tokens = client.tokens(arrived).await;
    let hint = text(&tokens, "id_token").to_owned();
    (person, hint)
}

async fn is_signed_in(person: &Person<'_>) -> bool {
    person.browser.get("/auth/session").await.status == 200
}

fn logout(params: &[(&str, &str)]) -> String {
    let query = serde_urlencoded::to_string(params).expect("text");
    format!("/oidc/logout?{query}")
}

/// A link or a form of another site signs nobody out.
#[tokio::test]
async fn a6_logout_csrf() {
    let suite = Suite::start().await;
    let (person, _) = signed_in(&suite).await;
    for path in [
        logout(&[]),
        logout(&[("client_id", "suite")]),
        logout(&[("client_id", "suite"), ("post_logout_redirect_uri", BYE)]),
        logout(&[("logout_hint", "somebody")]),
    ] {
        person.opens(&path).await.page(200);
        assert!(is_signed_in(&person).await, "{path}");
        let post = person
            .browser
            .request(reqwest::Method::POST, "/oidc/logout");
        let post = post.header("sec-fetch-site", "cross-site");
        let query = path.split('?').nth(1).unwrap_or_default().to_owned();
        let post = post.header("content-type", "application/x-www-form-urlencoded");
        let answer = person.browser.send(post.body(query)).await;
        person.follows(answer).await;
        assert!(is_signed_in(&person).await, "{path}");
    }
}

/// Only registered addresses are gone to, with and without somebody signed in.
#[tokio::test]
async fn a1_open_redirect_after_signing_out() {
    let suite = Suite::start().await;
    for uri in [
        "https://evil.example.com/",
        "https://suite.example.com/bye/",
        "https://suite.example.com/bye?x=1",
        "https://suite.example.com/callback",
        "//suite.example.com/bye",
        "javascript:alert(1)",
    ] {
        let (person, hint) = signed_in(&suite).await;
        let path = logout(&[("id_token_hint", &hint), ("post_logout_redirect_uri", uri)]);
        for _ in 0..2 {
            assert!(
                matches!(person.opens(&path).await, Arrived::Page(_)),
                "{uri}"
            );
        }
        suite.app.after_the_wait();
    }
    // no app says where it may lead
    let path = logout(&[("post_logout_redirect_uri", BYE)]);
    assert!(matches!(
        suite.person().opens(&path).await,
        Arrived::Page(_)
    ));
}

/// One person's hint does not sign another out, nor does one of another app.
#[tokio::test]
async fn a6_stolen_and_disagreeing_hints() {
    let suite = Suite::start().await;
    let (_, stolen) = signed_in(&suite).await;
    suite.app.after_the_wait();
    let (person, own) = signed_in(&suite).await;
    let path = logout(&[
        ("id_token_hint", &stolen),
        ("post_logout_redirect_uri", BYE),
    ]);
    person.opens(&path).await.page(200);
    assert!(is_signed_in(&person).await);
    let path = logout(&[
        ("id_token_hint", &own),
        ("client_id", "suite-2"),
        ("post_logout_redirect_uri", BYE),
    ]);
    assert!(matches!(person.opens(&path).await, Arrived::Page(_)));
    let path = logout(&[
        ("id_token_hint", &own),
        ("post_logout_redirect_uri", BYE),
        ("state", "a+b /&=?é"),
    ]);
    let params = person.opens(&path).await.back();
    assert_eq!(params["state"], "a+b /&=?é");
    assert!(!is_signed_in(&person).await);
}
