//! go-oidc and oauth2-proxy, where there is a Go that can build them.

use std::path::Path;
use std::process::Command;

use crate::apache;
use crate::app::{ADA, BEN};
use crate::shop::{SECRET, Shop};

/// Whether `tests/relying_parties/install --all` could build; it said why not.
fn is_there() -> bool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let there = root.join("target/relying_parties/go").is_dir();
    if !there {
        println!("skipped: it needs Go 1.26 or newer");
    }
    there
}

#[tokio::test]
#[ignore = "tests/run --all"]
async fn go_oidc() {
    if !is_there() {
        return;
    }
    let shop = Shop::new("### Go with go-oidc");
    let server = shop.textgate().await;
    let go = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/relying_parties/go");
    for file in ["go.mod", "go.sum"] {
        std::fs::copy(go.join(file), shop.place.file(file)).expect("copied");
    }
    shop.write("main.go", &shop.block("go"));
    let mut build = Command::new("go");
    build
        .args(["build", "-o", "shop", "."])
        .env("GOTOOLCHAIN", "local");
    let output = build
        .current_dir(shop.place.file("."))
        .output()
        .expect("Go");
    assert!(output.status.success(), "{output:?}");
    let _app = shop
        .starts(&mut Command::new(shop.place.file("shop")))
        .await;
    let mut person = shop.visitor().await;
    person.does_all(&server, ADA, BEN).await;
}

/// It asks Textgate to sign out without a hint, so Textgate asks the person.
#[tokio::test]
#[ignore = "tests/run --all"]
async fn oauth2_proxy() {
    if !is_there() {
        return;
    }
    let shop = Shop::new("### oauth2-proxy");
    let server = shop.textgate().await;
    let behind = apache::app(["x-forwarded-user", "x-forwarded-email"]).await;
    let recipe = shop.block("cfg");
    let recipe = recipe
        .replace(
            "id.example.com",
            &shop.textgate.socket_address().to_string(),
        )
        .replace("127.0.0.1:9000", &behind)
        // at each page that is a second older
        .replace(
            "cookie_refresh = \"10m\"",
            "cookie_refresh = \"1s\"\ncookie_secure = false",
        );
    shop.write("shop.secret", SECRET);
    let file = shop.write("oauth2-proxy.cfg", &recipe);
    let mut start = Command::new(crate::shop::installed("go/oauth2-proxy"));
    let _proxy = shop.starts(start.arg("--config").arg(file)).await;
    let mut person = shop.visitor().await;
    person.signs_in(&server, ADA).await;
    person
        .is_greeted(&format!("Hello {ADA}, your id is "))
        .await;
    let id = person.id().await;
    person.comes_back_without_a_code().await;
    assert_eq!(person.id().await, id);
    let out = "/oauth2/sign_out?rd=http%3A%2F%2F";
    let there = shop
        .textgate
        .socket_address()
        .to_string()
        .replace(':', "%3A");
    let out = format!("{out}{there}%2Foidc%2Flogout%3Fclient_id%3Dshop");
    person.window().goto(&out).await;
    person.window().presses("Sign out").await;
    person.is_nobody_at_textgate().await;
    person.signs_in(&server, BEN).await;
    person.signs_out_at_textgate().await;
    person.is_soon_nobody_at_the_shop().await;
}
