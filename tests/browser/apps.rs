//! Other apps, on an origin of their own: there and back, as a browser does it.

use axum::Router;
use axum::extract::RawQuery;
use axum::response::Html;
use axum::routing::get;
use tokio::net::TcpListener;

use super::app::gateway::Gateway;
use super::app::{ADA, BEN, TWILIO, TestApp};
use super::appearance::look_at;
use super::window::Window;

const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A site with this app, and the app's own address.
async fn site() -> (TestApp, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let shop = format!("http://{}", listener.local_addr().expect("an address"));
    let says = |words: &'static str| {
        async move |RawQuery(query): RawQuery| {
            Html(format!(
                "<title>Shop</title><h1>{words}</h1><p>{}",
                query.unwrap_or_default()
            ))
        }
    };
    let pages = Router::new()
        .route("/cb", get(says("Back at the shop")))
        .route("/left", get(says("You left the shop")));
    tokio::spawn(async move { axum::serve(listener, pages).await });
    let app = format!(
        "{TWILIO}\n[[app]]\nname = \"shop\"\ntitle = \"Harbour Shop\"\n\
         redirect_uris = [\"{shop}/cb\"]\npost_logout_redirect_uris = [\"{shop}/left\"]\n\
         [[app]]\nname = \"staff\"\ntitle = \"The stock rooms of all Harbour shops, by night\"\n\
         redirect_uris = [\"{shop}/staff\"]\nallow = [\"admins\"]\n"
    );
    let app = TestApp::with_provider(&[], Gateway::start().await, &app).await;
    (app, shop)
}

fn request(shop: &str, more: &str) -> String {
    format!(
        "/oidc/authorize?client_id=shop&response_type=code&scope=openid+phone&state=a%2Bb\
         &redirect_uri={shop}/cb&code_challenge={CHALLENGE}&code_challenge_method=S256{more}"
    )
}

/// It arrived at the app, which got a code.
async fn arrives(window: &Window, shop: &str) {
    window.sees("Back at the shop").await;
    let at = window.session().current_url().await.expect("an address");
    assert!(
        at.as_str().starts_with(&format!("{shop}/cb?code=tgc")),
        "{at}"
    );
    assert!(at.as_str().contains("&state=a%2Bb&iss=http"), "{at}");
}

async fn there_and_back(scripts: bool) {
    let (app, shop) = site().await;
    let window = Window::with_scripts(&app, scripts).await;
    window.goto(&request(&shop, "")).await;
    window.sees("Sign in to Harbour Shop").await;
    window.types("Mobile number", "123").await;
    window.presses("Text me a code").await;
    window.sees("There is a problem").await;
    window.sees("Sign in to Harbour Shop").await;
    let field = window.field("Mobile number").await;
    field.clear().await.expect("empty");
    window.types("Mobile number", ADA).await;
    window.presses("Text me a code").await;
    window.is_at("/login/code").await;
    window.types("6-digit code", &app.wrong_code()).await;
    window.presses("Sign in").await;
    window.sees("That code is not right").await;
    window.types("6-digit code", &app.last_code()).await;
    window.presses("Sign in").await;
    arrives(&window, &shop).await;

    // signed in: straight there, and by a choice, and by a new code
    window.goto(&request(&shop, "")).await;
    arrives(&window, &shop).await;
    window.goto(&request(&shop, "&prompt=select_account")).await;
    window.presses("Continue to Harbour Shop").await;
    arrives(&window, &shop).await;
    app.after_the_wait();
    window.goto(&request(&shop, "&prompt=login")).await;
    window.presses("Text me a code").await;
    window.is_at("/login/code").await;
    window.types("6-digit code", &app.last_code()).await;
    window.presses("Sign in").await;
    arrives(&window, &shop).await;

    // and out, with a question
    let left = format!("/oidc/logout?client_id=shop&post_logout_redirect_uri={shop}/left&state=s");
    window.goto(&left).await;
    window.presses("Sign out").await;
    window.sees("You left the shop").await;
    window.goto("/account").await;
    window.is_at("/login?return_to=%2Faccount").await;
    window.closes().await;
}

#[tokio::test]
async fn apps_on_another_origin_are_reached_with_scripts() {
    there_and_back(true).await;
}

#[tokio::test]
async fn apps_on_another_origin_are_reached_without_scripts() {
    there_and_back(false).await;
}

#[tokio::test]
async fn somebody_else_signs_in_on_the_same_browser() {
    let (app, shop) = site().await;
    let window = Window::open(&app).await;
    window.signs_in(&app, ADA).await;
    window.goto(&request(&shop, "&prompt=select_account")).await;
    window.presses("Use a different number").await;
    window.sees("Sign in to Harbour Shop").await;
    window.types("Mobile number", BEN).await;
    window.presses("Text me a code").await;
    window.is_at("/login/code").await;
    window.types("6-digit code", &app.last_code()).await;
    window.presses("Sign in").await;
    arrives(&window, &shop).await;
    window.goto("/account").await;
    window.sees("+44 7400 123456").await;
    window.closes().await;
}

#[tokio::test]
async fn the_pages_on_the_way_fit_every_screen() {
    let (app, shop) = site().await;
    let window = Window::open(&app).await;
    window.goto(&request(&shop, "")).await;
    look_at(&window, "app-sign-in").await;
    window.goto("/oidc/authorize?client_id=who").await;
    look_at(&window, "app-unknown").await;
    window.signs_in(&app, ADA).await;
    window.goto(&request(&shop, "")).await;
    arrives(&window, &shop).await;
    window.goto(&request(&shop, "&prompt=login")).await;
    look_at(&window, "app-again").await;
    window.goto(&request(&shop, "&prompt=select_account")).await;
    look_at(&window, "app-choose").await;
    window.goto("/oidc/logout?client_id=shop").await;
    look_at(&window, "app-sign-out").await;
    window.goto("/account").await;
    look_at(&window, "account-apps").await;
    assert!(app.set_admin(ADA, true).await);
    window.goto("/admin/apps").await;
    look_at(&window, "apps").await;
    window.goto("/admin/apps/shop").await;
    look_at(&window, "app").await;
    window.goto("/admin/apps/shop/end-all").await;
    look_at(&window, "app-end-all").await;
    window.goto("/admin/apps/shop/pause").await;
    look_at(&window, "app-pause").await;
    window.presses("Pause").await;
    window.sees("The app is paused.").await;
    look_at(&window, "app-paused").await;
    window.goto(&request(&shop, "")).await;
    look_at(&window, "app-is-paused").await;
    window.closes().await;
}
