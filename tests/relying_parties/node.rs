//! openid-client, express-openid-connect and Auth.js.

use std::os::unix::fs::symlink;
use std::process::Command;

use crate::app::{ADA, BEN, CLEO};
use crate::shop::{Running, Shop, installed};

/// The pinned Node, for some systems have one that is too old.
pub fn node() -> Command {
    Command::new(installed("node/node_modules/.bin/node"))
}

async fn starts(shop: &Shop, text: &str) -> Running {
    let libraries = installed("node/node_modules");
    symlink(libraries, shop.place.file("node_modules")).expect("linked");
    let file = shop.write("app.mjs", text);
    shop.starts(node().arg(file)).await
}

const OPENID_CLIENT: &str = "### Node with openid-client";

/// Without TLS, which it insists on.
fn recipe(shop: &Shop) -> String {
    let checks = "oidc.enableNonRepudiationChecks";
    let and_more = format!("{checks}, oidc.allowInsecureRequests");
    shop.block("js").replace(checks, &and_more)
}

#[tokio::test]
async fn openid_client() {
    let shop = Shop::new(OPENID_CLIENT);
    let server = shop.textgate().await;
    let _app = starts(&shop, &recipe(&shop)).await;
    let mut person = shop.visitor().await;
    person.does_all(&server, ADA, BEN).await;
}

#[tokio::test]
async fn a9_an_admin_sees_the_app_and_a_block_ends_what_it_has() {
    let shop = Shop::new(OPENID_CLIENT);
    let server = shop.textgate().await;
    let _app = starts(&shop, &recipe(&shop)).await;
    let mut person = shop.visitor().await;
    person.signs_in(&server, ADA).await;
    let id = person.id().await;
    let admin = server.browser();
    admin.post_phone(CLEO).await.leads_to("/login/code");
    admin
        .post_code(&server.code(2).await)
        .await
        .leads_to("/account");
    shop.textgate.run(&["admin", "grant", CLEO]).well();
    admin.get("/admin/apps").await.is(200).shows("Harbour Shop");
    let page = format!("/admin/users/{id}");
    admin.get(&page).await.is(200).shows("Harbour Shop");
    admin.post(&format!("{page}/block"), &[]).await.is(303);
    person.is_soon_nobody_at_the_shop().await;
}

#[tokio::test]
#[ignore = "tests/run --all"]
async fn express_openid_connect() {
    let shop = Shop::new("### Express with express-openid-connect");
    let server = shop.textgate().await;
    let _app = starts(&shop, &shop.block("js")).await;
    let mut person = shop.visitor().await;
    person.does_all(&server, ADA, BEN).await;
}

/// It has a page of its own between, and no way to sign out at Textgate.
#[tokio::test]
#[ignore = "tests/run --all"]
async fn auth_js() {
    let shop = Shop::new("### Auth.js");
    let server = shop.textgate().await;
    let _app = starts(&shop, &shop.block("js")).await;
    let mut person = shop.visitor().await;
    let mut ids = Vec::new();
    for _ in 0..2 {
        person.window().goto("/").await;
        person.window().presses("Sign in").await;
        person.window().presses("Sign in with Textgate").await;
        if ids.is_empty() {
            person.proves(&server, ADA).await;
        }
        person
            .is_greeted("Hello +1 415-555-2671, your id is ")
            .await;
        ids.push(person.id().await);
        person.window().presses("Sign out").await;
        person.window().presses("Sign out").await;
        person.window().sees("Nobody is signed in").await;
    }
    assert_eq!(ids[0], ids[1]);
}
