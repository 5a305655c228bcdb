//! Calls that really run at once, at two programs over one database.

use reqwest::Method;
use serde_json::Value;
use textgate::domain::audit::Actor;
use textgate::flow::oidc::keys;
use tokio::task::JoinSet;

use crate::app::browser::{Browser, Shown};
use crate::app::relying_party::{
    authorize, code, redemption, refreshing, rows, seconds, start, text, tokens, userinfo,
};
use crate::app::{ADA, TestApp, Twin};

/// Two programs over one database, with the same clock.
async fn two() -> (TestApp, Twin) {
    let app = start(&[]).await;
    let twin = app.alike().await;
    (app, twin)
}

/// The same call so many times at once, half of them at each program.
async fn at_once(app: &TestApp, twin: &Twin, n: usize, form: &[(&str, &str)]) -> Vec<Shown> {
    let form: Vec<(String, String)> = form
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let browsers: Vec<_> = (0..n)
        .map(|nth| Browser::new(if nth % 2 == 0 { &app.url } else { &twin.url }, "127.0.0.1"))
        .collect();
    let calls = browsers.into_iter().map(|browser| {
        let form = form.clone();
        async move {
            let request = browser.request(Method::POST, "/oidc/token").form(&form);
            browser.send(request).await
        }
    });
    let calls: JoinSet<Shown> = calls.collect();
    calls.join_all().await
}

fn given(answers: &[Shown]) -> Vec<Value> {
    let given = answers.iter().filter(|answer| answer.status == 200);
    given.map(Shown::json).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_hundred_redemptions_of_one_code_one_gets_tokens() {
    let (app, twin) = two().await;
    let ada = app.signed_in(ADA).await;
    let code = code(&ada, "shop", &[]).await;
    let answers = at_once(&app, &twin, 100, &redemption(&code)).await;
    let given = given(&answers);
    assert_eq!(
        given.len(),
        1,
        "{:?}",
        answers.iter().map(|it| it.status).collect::<Vec<_>>()
    );
    let others = answers.iter().filter(|it| it.status == 400);
    assert_eq!(
        others
            .filter(|it| it.json()["error"] == "invalid_grant")
            .count(),
        99
    );
    // all came at once: that is no theft
    userinfo(&app, text(&given[0], "access_token"))
        .await
        .is(200);
    assert_eq!(rows(&app, "tokens").await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_hundred_refreshes_of_one_token_five_get_tokens() {
    let (app, twin) = two().await;
    let ada = app.signed_in(ADA).await;
    let first = tokens(&app, &ada).await;
    let answers = at_once(&app, &twin, 100, &refreshing(text(&first, "refresh_token"))).await;
    let given = given(&answers);
    assert_eq!(
        given.len(),
        5,
        "{:?}",
        answers.iter().map(|it| it.status).collect::<Vec<_>>()
    );
    for tab in &given {
        userinfo(&app, text(tab, "access_token")).await.is(200);
    }
    assert!(rows(&app, "logout_notices").await.is_empty());
    // and each of them once, much later
    app.clock.advance(seconds(3_600));
    for tab in &given {
        let again = at_once(&app, &twin, 2, &refreshing(text(tab, "refresh_token"))).await;
        assert!(again.iter().all(|answer| answer.status == 200));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_works_after_a_sign_out_beside_refreshes_and_codes() {
    for _ in 0..4 {
        let (app, twin) = two().await;
        let ada = app.signed_in(ADA).await;
        let first = tokens(&app, &ada).await;
        let other = code(&ada, "shop", &[]).await;
        let (leaving, asking) = (ada.copy(), ada.copy());
        let spent = refreshing(text(&first, "refresh_token"));
        let (redeems, asks) = (redemption(&other), authorize("shop", &[]));
        let (refreshed, redeemed, _, more) = tokio::join!(
            at_once(&app, &twin, 10, &spent),
            at_once(&app, &twin, 2, &redeems),
            leaving.post("/logout", &[]),
            asking.get(&asks),
        );
        assert!([200, 303].contains(&more.status.as_u16()));
        for tokens in given(&refreshed).iter().chain(&given(&redeemed)) {
            userinfo(&app, text(tokens, "access_token")).await.is(401);
            let again = at_once(&app, &twin, 1, &refreshing(text(tokens, "refresh_token"))).await;
            again[0].is(400);
        }
        let grants = rows(&app, "grants").await;
        assert!(
            grants.iter().all(|grant| !grant["ended_at"].is_null()),
            "{grants:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn keys_that_rotate_under_load_make_no_token_that_nobody_can_verify() {
    let (app, twin) = two().await;
    let ada = app.signed_in(ADA).await;
    tokens(&app, &ada).await;
    let alg = "ES256".parse().expect("one");
    let load = async {
        let mut kids = Vec::new();
        for _ in 0..20 {
            let given = tokens(&app, &ada).await;
            kids.push(text(&given, "id_token").to_owned());
        }
        kids
    };
    let actor = Actor::command();
    let (signed, one, other) = tokio::join!(
        load,
        keys::rotate(&app.web.app, &actor, alg),
        keys::rotate(&twin.web.app, &actor, alg),
    );
    // both tried the same slot: one of them made the next key
    let made = [one, other].map(|made| made.expect("answered"));
    assert_eq!(made.iter().filter(|made| **made).count(), 1);
    app.clock.advance(seconds(1));
    let mut signed = signed;
    app.clock
        .advance(textgate::flow::oidc::keys::PUBLISHED_BEFORE);
    signed.push(text(&tokens(&app, &ada).await, "id_token").to_owned());
    for token in signed {
        let hint = keys::verify_hint(&app.web.app, &token)
            .await
            .expect("answered");
        assert!(hint.is_some());
    }
}
