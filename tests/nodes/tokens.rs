//! An app asks through the proxy: whichever node answers, a code and a token are one.

use reqwest::Method;
use tokio::task::JoinSet;

use crate::app::ADA;
use crate::app::browser::{Browser, Shown};
use crate::app::relying_party::{asks, claims_at, code, redemption, refreshing, refused, text};
use crate::app::server::within_a_second;
use crate::pair::{NODES, Pair, nodes_of};

/// So many calls at once.
const CALLS: usize = 100;

/// The same call so many times at once, of which both nodes have a part.
async fn at_once(pair: &Pair, form: &[(&str, &str)]) -> Vec<Shown> {
    let form: Vec<_> = form
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
        .collect();
    let callers: Vec<_> = (0..CALLS).map(|_| pair.browser()).collect();
    let calls = callers.into_iter().map(|browser| {
        let request = browser.request(Method::POST, "/oidc/token").form(&form);
        async move { browser.send(request).await }
    });
    let answers = calls.collect::<JoinSet<_>>().join_all().await;
    let by = nodes_of(&answers);
    assert!(by.iter().all(|it| *it >= CALLS / 4), "{by:?}");
    answers
}

fn given(answers: &[Shown]) -> Vec<serde_json::Value> {
    let given = answers.iter().filter(|it| it.status == 200);
    given.map(Shown::json).collect()
}

/// The access token works at both nodes.
async fn works(pair: &Pair, browser: &Browser, token: &str) {
    for (node, name) in NODES.iter().enumerate() {
        let answer = claims_at(&pair.at(node, browser), token).await;
        assert_eq!(answer.status, 200, "at {name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_hundred_redemptions_at_two_nodes_one_gets_tokens() {
    let pair = Pair::start().await;
    let ada = pair.signed_in(ADA).await;
    let code = code(&ada, "shop", &[]).await;
    let given = given(&at_once(&pair, &redemption(&code)).await);
    assert_eq!(given.len(), 1);
    works(&pair, &ada, text(&given[0], "access_token")).await;
    assert_eq!(pair.dump().await.table("tokens").len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_hundred_refreshes_at_two_nodes_five_get_tokens() {
    let pair = Pair::start().await;
    let ada = pair.signed_in(ADA).await;
    let code = code(&ada, "shop", &[]).await;
    let first = asks(&ada, "/oidc/token", &redemption(&code))
        .await
        .is(200)
        .json();
    let given = given(&at_once(&pair, &refreshing(text(&first, "refresh_token"))).await);
    assert_eq!(given.len(), 5);
    for one in &given {
        works(&pair, &ada, text(one, "access_token")).await;
    }
}

#[tokio::test]
async fn what_begins_at_one_node_goes_on_and_ends_at_the_other() {
    let pair = Pair::start().await;
    let ada = pair.signed_in(ADA).await;
    let [one, two] = [0, 1].map(|node| pair.at(node, &ada));
    pair.is_known(&ada).await;
    let code = code(&one, "shop", &[]).await;
    let given = asks(&two, "/oidc/token", &redemption(&code))
        .await
        .is(200)
        .json();
    works(&pair, &ada, text(&given, "access_token")).await;
    let form = refreshing(text(&given, "refresh_token"));
    let next = asks(&one, "/oidc/token", &form).await.is(200).json();
    works(&pair, &ada, text(&next, "access_token")).await;
    one.post("/logout", &[]).await;
    let token = text(&next, "access_token");
    within_a_second(async || claims_at(&two, token).await.status == 401).await;
    let form = refreshing(text(&next, "refresh_token"));
    refused(
        &asks(&two, "/oidc/token", &form).await,
        400,
        "invalid_grant",
    );
}

#[tokio::test]
async fn both_nodes_sign_with_the_same_keys() {
    let pair = Pair::start().await;
    let browser = pair.browser();
    let [one, two] = [pair.at(0, &browser), pair.at(1, &browser)];
    let keys = one.get("/oidc/jwks").await.is(200).json();
    assert_eq!(keys, two.get("/oidc/jwks").await.is(200).json());
    assert!(keys["keys"].as_array().is_some_and(|keys| !keys.is_empty()));
}
