//! Claims, as long as they may be read.

use reqwest::Method;

use crate::app::ADA;
use crate::app::relying_party::{
    call, code, redeem, refused, rows, seconds, start, text, tokens, userinfo, with_apps,
};

#[tokio::test]
async fn claims_are_read_by_header_and_by_body_and_never_by_query() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    let token = text(&given, "access_token");
    let by_get = userinfo(&app, token).await;
    assert_eq!(by_get.is(200).header("content-type"), "application/json");
    let claims = by_get.json();
    let user = rows(&app, "users").await.remove(0);
    assert_eq!(claims["sub"], user["id"]);
    assert_eq!(claims["phone_number"], ADA);
    let by_body = call(&app, "/oidc/userinfo", &[("access_token", token)]).await;
    assert_eq!(by_body.is(200).json(), claims);
    let browser = app.browser();
    let post = browser
        .request(Method::POST, "/oidc/userinfo")
        .bearer_auth(token);
    assert_eq!(browser.send(post).await.is(200).json(), claims);
    let form = [("access_token", token)];
    let both = browser
        .request(Method::POST, "/oidc/userinfo")
        .form(&form)
        .bearer_auth(token);
    refused(&browser.send(both).await, 400, "invalid_request");
    let query = browser
        .get(&format!("/oidc/userinfo?access_token={token}"))
        .await;
    assert_eq!(query.is(401).header("www-authenticate"), "Bearer");
    let other = text(&given, "refresh_token");
    for wrong in ["x", other, "tga00112233445566778899aabbccddeeff"] {
        let answer = userinfo(&app, wrong).await;
        refused(&answer, 401, "invalid_token");
        assert_eq!(
            answer.header("www-authenticate"),
            "Bearer error=\"invalid_token\""
        );
    }
}

#[tokio::test]
async fn an_access_token_works_for_its_time() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    app.clock.advance(seconds(899));
    userinfo(&app, text(&given, "access_token")).await.is(200);
    app.clock.advance(seconds(1));
    refused(
        &userinfo(&app, text(&given, "access_token")).await,
        401,
        "invalid_token",
    );
}

#[tokio::test]
async fn scopes_say_what_is_told() {
    let more = "email = 'synthetic'";
    let set = [("oidc.email_domain", "id.invalid")];
    let app = with_apps(&set, more).await;
    let ada = app.signed_in(ADA).await;
    let told = async |scope: &str| {
        let code = code(&ada, "shop", &[("scope", scope)]).await;
        let given = redeem(&app, &code).await.is(200).json();
        let claims = userinfo(&app, text(&given, "access_token")).await.json();
        let mut names: Vec<_> = claims
            .as_object()
            .expect("claims")
            .keys()
            .cloned()
            .collect();
        names.sort_unstable();
        (names.join(" "), claims)
    };
    assert_eq!(told("openid").await.0, "sub");
    assert_eq!(
        told("openid phone").await.0,
        "phone_number phone_number_verified sub"
    );
    let (names, claims) = told("openid phone profile").await;
    assert_eq!(
        names,
        "name phone_number phone_number_verified preferred_username sub updated_at"
    );
    assert_eq!(claims["name"], "+1 415-555-2671");
    assert_eq!(claims["preferred_username"], claims["sub"]);
    // not among the app's scopes
    assert_eq!(told("openid email").await.0, "sub");
}

#[tokio::test]
async fn a_made_up_address_is_of_the_id_and_never_of_the_number() {
    let more = "email = 'synthetic'";
    let set = [("oidc.email_domain", "id.invalid")];
    let app = with_apps(&set, more).await;
    let client = app.web.app.policy.apps.find("shop").expect("the app");
    let ada = app.signed_in(ADA).await;
    tokens(&app, &ada).await;
    let user = app
        .web
        .app
        .store
        .user_by_phone(&ADA.parse().expect("a number"))
        .await;
    let user = user.expect("answered").expect("a user");
    let scopes = textgate::domain::app::Scopes::known("openid email");
    let claims = textgate::domain::claims::of_person(&user, client, scopes);
    assert_eq!(claims["email"], format!("{}@id.invalid", user.id));
    assert!(!claims.contains_key("email_verified"));
}

#[tokio::test]
async fn few_claims_in_the_id_token_are_all_in_userinfo() {
    let app = with_apps(&[], "id_token_claims = 'few'").await;
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    let token = crate::app::relying_party::claims(text(&given, "id_token"));
    assert!(token.get("phone_number").is_none());
    let claims = userinfo(&app, text(&given, "access_token")).await.json();
    assert_eq!(claims["phone_number"], ADA);
}

#[tokio::test]
async fn a_block_and_a_sign_out_count_at_once() {
    let app = start(&[]).await;
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    ada.post("/logout", &[]).await;
    refused(
        &userinfo(&app, text(&given, "access_token")).await,
        401,
        "invalid_token",
    );
    app.after_the_wait();
    let ada = app.signed_in(ADA).await;
    let given = tokens(&app, &ada).await;
    app.blocks(ADA).await;
    refused(
        &userinfo(&app, text(&given, "access_token")).await,
        401,
        "invalid_token",
    );
    let notices = rows(&app, "logout_notices").await;
    assert_eq!(notices.len(), 2);
    assert!(
        notices
            .iter()
            .all(|it| it["app"] == "shop" && it["tries"] == 0)
    );
}

#[tokio::test]
async fn apps_for_admins_tell_nothing_of_others() {
    let app = with_apps(&[], "allow = ['admins']").await;
    let ada = app.admin(ADA).await;
    let given = tokens(&app, &ada).await;
    userinfo(&app, text(&given, "access_token")).await.is(200);
    assert!(app.set_admin(ADA, false).await);
    refused(
        &userinfo(&app, text(&given, "access_token")).await,
        401,
        "invalid_token",
    );
}
