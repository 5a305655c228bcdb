//! Basic OP: codes and refresh tokens.

use std::time::Duration;

use crate::client::{claims, text};
use crate::suite::Suite;

/// `oidcc-codereuse`:
/// At once, the second try alone is refused, for apps repeat lost answers.
#[tokio::test]
async fn oidcc_codereuse() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let code = client.gets_code().await;
    let tokens = client.redeems(&code).await.is(200).json();
    client.redeems(&code).await.refuses(400, "invalid_grant");
    client.userinfo(text(&tokens, "access_token")).await.is(200);
}

/// `oidcc-codereuse-30seconds`:
/// Later it may be a thief's, so what it gave ends, too.
#[tokio::test]
async fn oidcc_codereuse_30seconds() {
    let suite = Suite::start().await;
    let client = suite.client("suite");
    let code = client.gets_code().await;
    let tokens = client.redeems(&code).await.is(200).json();
    suite.app.clock.advance(Duration::from_secs(30));
    client.redeems(&code).await.refuses(400, "invalid_grant");
    let refused = client.userinfo(text(&tokens, "access_token")).await;
    assert!(
        refused
            .is(401)
            .header("www-authenticate")
            .contains("invalid_token")
    );
}

/// `oidcc-refresh-token`
#[tokio::test]
async fn oidcc_refresh_token() {
    let suite = Suite::start().await;
    let (client, second) = (suite.client("suite"), suite.client("suite-2"));
    let request = client.request().with("scope", "openid offline_access");
    let first = client.signs_in(&request.with("prompt", "consent")).await;
    suite.app.clock.advance(Duration::from_secs(5));
    let refresh = text(&first, "refresh_token");
    let fresh = client.refreshes(refresh).await.is(200).json();
    assert_ne!(fresh["access_token"], first["access_token"]);
    assert_ne!(fresh["refresh_token"], first["refresh_token"]);
    let [old, new] = [&first, &fresh].map(|it| claims(text(it, "id_token")));
    for claim in ["iss", "sub", "aud", "auth_time", "sid"] {
        assert_eq!(old[claim], new[claim], "{claim}");
    }
    assert!(new.get("nonce").is_none());
    assert!(new["iat"].as_i64() > old["iat"].as_i64());
    let theirs = text(&fresh, "refresh_token");
    second.refreshes(theirs).await.refuses(400, "invalid_grant");
    client.refreshes(theirs).await.is(200);
}
