//! Refresh tokens: rotated, with grace for lost answers, and an end for thieves.

use std::time::Duration;

use textgate::flow::sweep::sweep;

use crate::app::ADA;
use crate::app::relying_party::{
    OTHER_SECRET, SECRET, call, claims, code, redeem, refresh, refused, rows, seconds, start, text,
    tokens, userinfo, with_apps,
};

#[tokio::test]
async fn a_refresh_rotates_and_keeps_the_sign_in() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let first = tokens(&app, &ada).await;
    app.clock.advance(seconds(600));
    let second = refresh(&app, text(&first, "refresh_token"))
        .await
        .is(200)
        .json();
    assert_ne!(second["refresh_token"], first["refresh_token"]);
    let [old, new] = [&first, &second].map(|given| claims(text(given, "id_token")));
    for name in ["sub", "sid", "auth_time", "amr", "aud", "phone_number"] {
        assert_eq!(old[name], new[name], "{name}");
    }
    assert!(new.get("nonce").is_none());
    userinfo(&app, text(&second, "access_token")).await.is(200);
    refresh(&app, text(&second, "refresh_token")).await.is(200);
}

#[tokio::test]
async fn none_is_given_unless_it_is_asked_for() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let code = code(&ada, "shop", &[("scope", "openid")]).await;
    let given = redeem(&app, &code).await.is(200).json();
    assert!(given.get("refresh_token").is_none());
    assert_eq!(given["scope"], "openid");
}

#[tokio::test]
async fn the_scope_may_shrink_and_not_grow() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    let ask = async |token: &str, scope: &str| {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", token),
            ("scope", scope),
            ("client_id", "shop"),
            ("client_secret", SECRET),
        ];
        call(&app, "/oidc/token", &form).await
    };
    let token = text(&given, "refresh_token");
    refused(&ask(token, "profile").await, 400, "invalid_scope");
    let less = ask(token, "openid profile groups").await.is(200).json();
    assert_eq!(less["scope"], "openid");
    let who = userinfo(&app, text(&less, "access_token"))
        .await
        .is(200)
        .json();
    assert!(who.get("phone_number").is_none());
    // the next refresh token is for all of it again
    let more = refresh(&app, text(&less, "refresh_token"))
        .await
        .is(200)
        .json();
    assert_eq!(more["scope"], "openid phone offline_access");
}

#[tokio::test]
async fn another_apps_refresh_token_is_none_and_stays_whole() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    let token = text(&given, "refresh_token");
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", token),
        ("client_id", "wiki"),
        ("client_secret", OTHER_SECRET),
    ];
    refused(
        &call(&app, "/oidc/token", &form).await,
        400,
        "invalid_grant",
    );
    for other in ["", "x", text(&given, "access_token")] {
        let error = if other.is_empty() {
            "invalid_request"
        } else {
            "invalid_grant"
        };
        refused(&refresh(&app, other).await, 400, error);
    }
    refresh(&app, token).await.is(200);
}

#[tokio::test]
async fn within_the_grace_both_tabs_live() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    let token = text(&given, "refresh_token");
    let one = refresh(&app, token).await.is(200).json();
    app.clock.advance(seconds(60));
    let two = refresh(&app, token).await.is(200).json();
    for tab in [&one, &two] {
        userinfo(&app, text(tab, "access_token")).await.is(200);
        refresh(&app, text(tab, "refresh_token")).await.is(200);
    }
}

#[tokio::test]
async fn one_refresh_token_gives_five_pairs_at_most() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    let token = text(&given, "refresh_token");
    for _ in 0..5 {
        refresh(&app, token).await.is(200);
    }
    refused(&refresh(&app, token).await, 400, "invalid_grant");
    userinfo(&app, text(&given, "access_token")).await.is(200);
}

#[tokio::test]
async fn a_lost_answer_is_made_up_for_after_the_grace() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    let token = text(&given, "refresh_token");
    let lost = refresh(&app, token).await.is(200).json();
    app.clock.advance(seconds(3_600));
    let again = refresh(&app, token).await.is(200).json();
    userinfo(&app, text(&again, "access_token")).await.is(200);
    // what was lost is void, and whoever shows it did not lose it
    refused(
        &refresh(&app, text(&lost, "refresh_token")).await,
        400,
        "invalid_grant",
    );
    refused(
        &refresh(&app, text(&again, "refresh_token")).await,
        400,
        "invalid_grant",
    );
    assert_eq!(rows(&app, "grants").await[0]["ended_why"], "reused");
}

#[tokio::test]
async fn after_its_successor_was_used_a_refresh_token_ends_all() {
    for uses_access in [true, false] {
        let app = start(&[]).await;
        let ada = app.signed_in(ADA).await;
        let given = tokens(&app, &ada).await;
        let token = text(&given, "refresh_token");
        let next = refresh(&app, token).await.is(200).json();
        if uses_access {
            userinfo(&app, text(&next, "access_token")).await.is(200);
        } else {
            refresh(&app, text(&next, "refresh_token")).await.is(200);
        }
        app.clock.advance(seconds(61));
        refused(&refresh(&app, token).await, 400, "invalid_grant");
        let over = userinfo(&app, text(&next, "access_token")).await;
        refused(&over, 401, "invalid_token");
        assert_eq!(rows(&app, "logout_notices").await.len(), 1);
    }
}

#[tokio::test]
async fn it_ends_when_it_lies_unused_and_with_its_session() {
    let app = start(&[("oidc.refresh_idle", "2d")]).await;
    let ada = app.signed_in(ADA).await;
    let mut given = tokens(&app, &ada).await;
    // an app that refreshes keeps the sign-in in use, for as long as that lasts
    for _ in 0..29 {
        app.clock.advance(Duration::from_hours(24));
        sweep(&app.web.app).await.expect("swept");
        given = refresh(&app, text(&given, "refresh_token"))
            .await
            .is(200)
            .json();
    }
    let last = text(&given, "refresh_token").to_owned();
    app.clock.advance(Duration::from_hours(25));
    refused(&refresh(&app, &last).await, 400, "invalid_grant");

    app.after_the_wait();
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    app.clock.advance(Duration::from_hours(48));
    refused(
        &refresh(&app, text(&given, "refresh_token")).await,
        400,
        "invalid_grant",
    );
}

#[tokio::test]
async fn an_offline_one_outlives_its_session_but_not_a_block() {
    let app = with_apps(&[], "refresh = 'offline'").await;
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    ada.post("/logout", &[]).await;
    let given = refresh(&app, text(&given, "refresh_token"))
        .await
        .is(200)
        .json();
    app.clock.advance(Duration::from_hours(20 * 24));
    let given = refresh(&app, text(&given, "refresh_token"))
        .await
        .is(200)
        .json();
    app.blocks(ADA).await;
    refused(
        &refresh(&app, text(&given, "refresh_token")).await,
        400,
        "invalid_grant",
    );
    refused(
        &userinfo(&app, text(&given, "access_token")).await,
        401,
        "invalid_token",
    );
}
