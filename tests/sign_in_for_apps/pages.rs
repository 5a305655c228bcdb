//! What people and admins see of apps, and do about them.

use crate::app::{ADA, BEN, TestApp};
use crate::shop::{at_the_shop, code, error, redeem, request, start};

async fn grants(app: &TestApp) -> Vec<serde_json::Value> {
    let dump = app.dump().await;
    let rows = dump.table("grants").iter();
    rows.map(|row| serde_json::from_str(row).expect("JSON"))
        .collect()
}

async fn audit(app: &TestApp) -> Vec<String> {
    let dump = app.dump().await;
    let rows = dump.table("audit").iter();
    rows.map(|row| {
        let row: serde_json::Value = serde_json::from_str(row).expect("JSON");
        format!("{} {}", row["action"], row["target_id"]).replace('"', "")
    })
    .collect()
}

#[tokio::test]
async fn people_see_their_apps_and_disconnect_them() {
    let app = start().await;
    let (browser, first) = at_the_shop(&app, ADA).await;
    let (ben, _) = at_the_shop(&app, BEN).await;
    redeem(&app, &first).await.is(200);
    let account = browser.get("/account").await;
    account.shows("<strong>Harbour Shop</strong>");
    let data = browser.get("/account/data").await.json();
    assert_eq!(data["apps"][0]["name"], "shop");

    let gone = browser.post("/account/apps/shop/disconnect", &[]).await;
    gone.leads_to("/account");
    let account = browser.get("/account").await;
    account.shows("That app is disconnected.");
    account.hides("Harbour Shop");
    ben.get("/account").await.shows("Harbour Shop");
    let grants = grants(&app).await;
    let ended = grants.iter().filter(|it| it["ended_why"] == "disconnected");
    assert_eq!((grants.len(), ended.count()), (2, 1));
    assert_eq!(audit(&app).await, ["account.disconnect shop"]);
    // twice is once
    let again = browser.post("/account/apps/shop/disconnect", &[]).await;
    again.leads_to("/account");
    assert_eq!(audit(&app).await.len(), 1);
    // whoever goes there again has it again
    code(&app, &browser.get(&request(&[])).await);
    browser.get("/account").await.shows("Harbour Shop");
}

#[tokio::test]
async fn admins_see_apps_without_their_secrets() {
    let app = start().await;
    let (ben, first) = at_the_shop(&app, BEN).await;
    redeem(&app, &first).await.is(200);
    let admin = app.admin(ADA).await;
    let list = admin.get("/admin/apps").await;
    for title in ["Harbour Shop", "Harbour on your phone", "Back office"] {
        list.shows(title);
    }
    admin
        .get("/admin/users")
        .await
        .shows("href=\"/admin/apps\"");
    let page = admin.get("/admin/apps/shop").await;
    page.shows("https://shop.example.com/cb");
    page.shows("456");
    page.hides(BEN);
    page.hides(&textgate::base::secret::sha256(
        crate::shop::SECRET.as_bytes(),
    ));
    admin.get("/admin/apps/nobody").await.is(404);
    let user = grants(&app).await[0]["user_id"]
        .to_string()
        .replace('"', "");
    let user = admin.get(&format!("/admin/users/{user}")).await;
    user.shows("href=\"/admin/apps/shop\"");
    // for others there is no such page
    for path in ["/admin/apps", "/admin/apps/shop", "/admin/apps/shop/pause"] {
        ben.get(path).await.is(404);
    }
    ben.post("/admin/apps/shop/pause", &[]).await.is(404);
    ben.post("/admin/apps/shop/end-all", &[]).await.is(404);
}

#[tokio::test]
async fn nobody_gets_to_a_paused_app_until_it_is_resumed() {
    let app = start().await;
    let (ben, first) = at_the_shop(&app, BEN).await;
    let admin = app.admin(ADA).await;
    let ask = admin.get("/admin/apps/shop/pause").await;
    ask.shows("1 person is signed in to it now.");
    let paused = admin.post("/admin/apps/shop/pause", &[]).await;
    paused.leads_to("/admin/apps/shop");
    let page = admin.get("/admin/apps/shop").await;
    page.shows("The app is paused.");
    page.shows("671");
    for browser in [&ben, &app.browser()] {
        let page = browser.get(&request(&[])).await;
        page.is(403);
        page.shows("Signing in to this app is paused");
    }
    let silent = ben.get(&request(&[("prompt", "none")])).await;
    assert_eq!(error(&silent), "access_denied");
    redeem(&app, &first).await.is(400);

    let resumed = admin.post("/admin/apps/shop/resume", &[]).await;
    resumed.leads_to("/admin/apps/shop");
    let code = code(&app, &ben.get(&request(&[])).await);
    redeem(&app, &code).await.is(200);
    assert_eq!(audit(&app).await.len(), 3);
    admin.get("/admin/audit").await.shows("Paused an app");
}

#[tokio::test]
async fn an_admin_ends_all_that_an_app_got() {
    let app = start().await;
    let (ben, first) = at_the_shop(&app, BEN).await;
    let answer = redeem(&app, &first).await;
    let token = answer.json()["access_token"]
        .as_str()
        .expect("one")
        .to_owned();
    let userinfo = || {
        let request = app
            .browser()
            .request(reqwest::Method::GET, "/oidc/userinfo");
        request.bearer_auth(&token)
    };
    app.browser().send(userinfo()).await.is(200);
    let admin = app.admin(ADA).await;
    admin.get("/admin/apps/shop/end-all").await.is(200);
    let ended = admin.post("/admin/apps/shop/end-all", &[]).await;
    ended.leads_to("/admin/apps/shop");
    admin
        .get("/admin/apps/shop")
        .await
        .shows("Nobody is signed in to it");
    app.browser().send(userinfo()).await.is(401);
    let grants = grants(&app).await;
    assert_eq!(grants[0]["ended_why"], "app");
    // they stay signed in here, and get there again
    code(&app, &ben.get(&request(&[])).await);
}

#[tokio::test]
async fn requests_are_counted_by_app_and_outcome() {
    let app = start().await;
    at_the_shop(&app, ADA).await;
    app.browser().get(&request(&[("scope", "x")])).await;
    app.browser().get(&request(&[("client_id", "who")])).await;
    let text = app.web.app.metrics.registry().render();
    for line in [
        r#"endpoint="authorize",app="shop",outcome="asked"} 1"#,
        r#"endpoint="authorize",app="shop",outcome="code"} 1"#,
        r#"endpoint="authorize",app="shop",outcome="invalid_scope"} 1"#,
        r#"endpoint="authorize",app="unknown",outcome="unknown_app"} 1"#,
    ] {
        assert!(text.contains(line), "no {line} in {text}");
    }
}

#[tokio::test]
async fn an_app_that_does_not_hear_of_sign_outs_is_an_alert() {
    let app = start().await;
    textgate::flow::alerting::tick(&app.web.app)
        .await
        .expect("looked");
    let admin = app.admin(ADA).await;
    admin.get("/admin/alerts").await.hides("Harbour Shop");
    let now = app.web.app.now().as_micros();
    app.spoil(&format!(
        "insert into logout_notices (id, app, sid, sub, created_at, tries, next_at, dead_at)
         values ('a', 'shop', 's', 'u', {now}, 9, {now}, {now})"
    ))
    .await;
    app.clock.advance(std::time::Duration::from_mins(1));
    textgate::flow::alerting::tick(&app.web.app)
        .await
        .expect("looked");
    let page = admin.get("/admin/alerts").await;
    page.shows("Harbour Shop does not hear of sign-outs");
    page.shows("1 sign-out");
    admin.get("/admin/apps/shop").await.shows("<dd>1</dd>");
    app.clock.advance(std::time::Duration::from_hours(24));
    textgate::flow::alerting::tick(&app.web.app)
        .await
        .expect("looked");
    assert!(!app.dump().await.text().contains("closed_at\\\":null"));
}

#[tokio::test]
async fn the_end_of_the_keys_is_told() {
    let app = start().await;
    at_the_shop(&app, ADA).await;
    app.browser().get("/oidc/jwks").await.is(200);
    let text = app.web.app.scrape().await;
    for alg in ["RS256", "ES256"] {
        let line = format!("textgate_signing_key_ends_seconds{{alg=\"{alg}\"}} 1");
        assert!(text.contains(&line), "no {line} in {text}");
    }
}
