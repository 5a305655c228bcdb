//! oidc-client-ts in a page of another origin.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::Html;
use axum::routing::get;

use crate::app::{ADA, BEN};
use crate::person::Person;
use crate::shop::{Shop, installed};

/// The shop is two files.
async fn serves(shop: &Shop) {
    let library = installed("node/node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js");
    let library = std::fs::read_to_string(library).expect("read");
    let page = shop.block("html");
    let script = async move || ([(CONTENT_TYPE, "text/javascript")], library);
    let files = Router::new()
        .route("/", get(async move || Html(page)))
        .route("/oidc-client-ts.min.js", get(script));
    let listener = tokio::net::TcpListener::bind(shop.place.socket_address()).await;
    tokio::spawn(axum::serve(listener.expect("its port"), files).into_future());
}

/// A tab that opens another hands it its tokens: then both use one refresh token.
async fn both_tabs_refresh(person: &Person) {
    let session = person.window().session();
    let first = session.window().await.expect("a tab");
    let open = "window.open('/', '_blank'); return 1";
    person.window().script(open).await;
    let tabs = session.windows().await.expect("tabs");
    let second = tabs.into_iter().find(|tab| *tab != first);
    let second = second.expect("another tab");
    for tab in [second.clone(), first.clone(), second, first] {
        session.switch_to_window(tab).await.expect("there");
        person.window().sees(ADA).await;
        person.refreshes(ADA).await;
        // so that the next one is seen to be new
        person.window().goto("/").await;
    }
}

#[tokio::test]
async fn oidc_client_ts() {
    let shop = Shop::new("### A single-page app");
    let server = shop.textgate().await;
    serves(&shop).await;
    let mut person = shop.visitor().await;
    person.window().goto("/").await;
    person.window().sees("Nobody is signed in.").await;
    person.window().presses("Sign in").await;
    person.proves(&server, ADA).await;
    person
        .is_greeted(&format!("Hello {ADA}, your id is "))
        .await;
    person.refreshes(ADA).await;
    both_tabs_refresh(&person).await;
    person.window().presses("Sign out").await;
    person.window().sees("Nobody is signed in.").await;
    person.is_nobody_at_textgate().await;
    person.window().goto("/").await;
    person.window().presses("Sign in").await;
    person.proves(&server, BEN).await;
    person
        .is_greeted(&format!("Hello {BEN}, your id is "))
        .await;
    person.signs_out_at_textgate().await;
    person.window().goto("/").await;
    person.window().presses("Refresh").await;
    person.window().sees("Nobody is signed in.").await;
}
