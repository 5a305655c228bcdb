//! Basic OP: who is asked again, and who is not.

use std::time::Duration;

use crate::app::{ADA, BEN};
use crate::client::{claims, text};
use crate::suite::Suite;

fn auth_time(tokens: &serde_json::Value) -> i64 {
    let claims = claims(text(tokens, "id_token"));
    claims["auth_time"].as_i64().expect("auth_time")
}

/// `oidcc-prompt-login`,
/// `oidcc-max-age-1`:
/// A minute later they are asked for a new code, and that is when they signed in.
#[tokio::test]
async fn oidcc_prompt_login_and_max_age_1() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    for (name, value) in [("prompt", "login"), ("max_age", "1"), ("max_age", "0")] {
        let person = suite.person();
        let arrived = person.signs_in(&client.request().path()).await;
        let first = auth_time(&client.tokens(arrived).await);
        suite.app.clock.advance(Duration::from_mins(1));
        let again = client.request().with(name, value);
        let page = person.opens(&again.path()).await.page(200);
        let arrived = if page.body.contains("name=\"phone\"") {
            person.proves(&page, ADA).await
        } else {
            person.proves_again(&page).await
        };
        let second = auth_time(&client.tokens(arrived).await);
        assert!(second >= first + 60, "{name}: {first}, then {second}");
        suite.app.clock.advance(Duration::from_mins(1));
    }
}

/// `oidcc-max-age-10000`
#[tokio::test]
async fn oidcc_max_age_10000() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let person = suite.person();
    let arrived = person.signs_in(&client.request().path()).await;
    let first = auth_time(&client.tokens(arrived).await);
    suite.app.clock.advance(Duration::from_mins(1));
    let again = client.request().with("max_age", "10000");
    let arrived = person.opens(&again.path()).await;
    assert_eq!(auth_time(&client.tokens(arrived).await), first);
}

/// `oidcc-prompt-none-not-logged-in`
#[tokio::test]
async fn oidcc_prompt_none_not_logged_in() {
    let suite = Suite::start().await;
    let request = suite.client("suite").request().with("prompt", "none");
    let params = suite.person().opens(&request.path()).await;
    let params = params.error("login_required");
    assert_eq!(params["state"], "a state");
    assert_eq!(params["iss"], suite.issuer());
}

/// `oidcc-prompt-none-logged-in`
#[tokio::test]
async fn oidcc_prompt_none_logged_in() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let person = suite.person();
    let arrived = person.signs_in(&client.request().path()).await;
    let first = client.tokens(arrived).await;
    suite.app.clock.advance(Duration::from_mins(1));
    for _ in 0..2 {
        let quietly = client.request().with("prompt", "none");
        let arrived = person.opens(&quietly.path()).await;
        let second = client.tokens(arrived).await;
        assert_eq!(auth_time(&second), auth_time(&first));
        let [one, two] = [&first, &second].map(|it| claims(text(it, "id_token")));
        assert_eq!(one["sub"], two["sub"]);
    }
}

/// `oidcc-id-token-hint`
#[tokio::test]
async fn oidcc_id_token_hint() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let person = suite.person();
    let arrived = person.signs_in(&client.request().path()).await;
    let first = client.tokens(arrived).await;
    let hint = text(&first, "id_token");
    let quietly = client.request().with("prompt", "none");
    let hinted = quietly.with("id_token_hint", hint);
    // a hint may be old
    suite.app.clock.advance(Duration::from_hours(1));
    let arrived = person.opens(&hinted.path()).await;
    let second = client.tokens(arrived).await;
    assert_eq!(
        claims(text(&second, "id_token"))["sub"],
        claims(hint)["sub"]
    );
    let other = suite.person();
    let page = other.opens(&client.request().path()).await.asked();
    other.proves(&page, BEN).await.code();
    other.opens(&hinted.path()).await.error("login_required");
}

/// Both are no choice.
#[tokio::test]
async fn prompt_none_with_another_is_refused() {
    let suite = Suite::start().await;
    let request = suite.client("suite").request().with("prompt", "none login");
    suite
        .person()
        .opens(&request.path())
        .await
        .error("invalid_request");
}
