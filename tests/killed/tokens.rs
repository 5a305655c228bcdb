//! Killed while apps are given something: what was answered holds, and what was not
//! can be asked for again with the same code or token.

use reqwest::Method;
use serde_json::Value;

use crate::app::ADA;
use crate::app::browser::{Browser, Shown};
use crate::app::relying_party::{
    asks, authorize, claims_at, code, redemption, refreshing, refused, text,
};
use crate::victim::{Victim, gets_no_answer, signs_in, unanswered};

/// Somebody who is signed in at a program with apps.
async fn signed_in() -> (Victim, Browser) {
    let victim = Victim::new().await;
    let browser = signs_in(&victim.server, &victim.gateway, ADA).await;
    (victim, browser)
}

async fn token(browser: &Browser, form: &[(&str, &str)]) -> Shown {
    asks(browser, "/oidc/token", form).await
}

async fn tokens(browser: &Browser) -> Value {
    let code = code(browser, "shop", &[]).await;
    token(browser, &redemption(&code)).await.is(200).json()
}

#[tokio::test]
async fn f_a_kill_inside_an_authorization_leaves_no_grant() {
    let (victim, ada) = signed_in().await;
    victim.stops_at("insert on codes").await;
    let asking = gets_no_answer(ada.request(Method::GET, &authorize("shop", &[])));
    victim.is_inside().await;
    let (place, _gateway, _server) = victim.dies().await;
    asking.await.expect("no answer");
    let dump = place.dump().await;
    assert_eq!(
        [dump.table("grants"), dump.table("codes")],
        [&[] as &[String]; 2]
    );
    let given = tokens(&ada).await;
    claims_at(&ada, text(&given, "access_token")).await.is(200);
}

#[tokio::test]
async fn f_a_kill_inside_a_redemption_leaves_the_code_whole() {
    let (victim, ada) = signed_in().await;
    let code = code(&ada, "shop", &[]).await;
    victim.stops_at("insert on tokens").await;
    let asking = unanswered(&ada, "/oidc/token", &redemption(&code));
    victim.is_inside().await;
    let (place, _gateway, _server) = victim.dies().await;
    asking.await.expect("no answer");
    assert!(place.dump().await.table("tokens").is_empty());
    let given = token(&ada, &redemption(&code)).await.is(200).json();
    claims_at(&ada, text(&given, "access_token")).await.is(200);
}

#[tokio::test]
async fn f_a_kill_inside_a_refresh_leaves_the_token_whole() {
    let (victim, ada) = signed_in().await;
    let first = tokens(&ada).await;
    let before = victim.place.dump().await;
    victim.stops_at("insert on tokens").await;
    let form = refreshing(text(&first, "refresh_token"));
    let asking = unanswered(&ada, "/oidc/token", &form);
    victim.is_inside().await;
    let (place, _gateway, _server) = victim.dies().await;
    asking.await.expect("no answer");
    let rows = place.dump().await;
    assert_eq!(rows.table("tokens"), before.table("tokens"));
    let next = token(&ada, &form).await.is(200).json();
    claims_at(&ada, text(&next, "access_token")).await.is(200);
}

#[tokio::test]
async fn f_a_kill_inside_a_sign_out_ends_nothing_by_halves() {
    let (victim, ada) = signed_in().await;
    let given = tokens(&ada).await;
    victim.stops_at("insert on logout_notices").await;
    let asking = unanswered(&ada, "/logout", &[]);
    victim.is_inside().await;
    let (place, _gateway, _server) = victim.dies().await;
    asking.await.expect("no answer");
    ada.get("/account").await.is(200);
    claims_at(&ada, text(&given, "access_token")).await.is(200);
    ada.post("/logout", &[]).await;
    let over = claims_at(&ada, text(&given, "access_token")).await;
    refused(&over, 401, "invalid_token");
    assert_eq!(place.dump().await.table("logout_notices").len(), 1);
}

#[tokio::test]
async fn f_a_kill_after_the_answers_loses_no_token_and_no_sign_out() {
    let (victim, ada) = signed_in().await;
    let (kept, ended) = (tokens(&ada).await, victim.server.browser());
    let code = code(&ada, "shop", &[]).await;
    let ben = signs_in(&victim.server, &victim.gateway, crate::app::BEN).await;
    let over = tokens(&ben).await;
    ben.post("/logout", &[]).await;
    let (_place, _gateway, _server) = victim.dies().await;
    claims_at(&ada, text(&kept, "access_token")).await.is(200);
    token(&ada, &redemption(&code)).await.is(200);
    token(&ada, &refreshing(text(&kept, "refresh_token")))
        .await
        .is(200);
    let form = refreshing(text(&over, "refresh_token"));
    refused(&token(&ended, &form).await, 400, "invalid_grant");
}
