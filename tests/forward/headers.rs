//! What an app reads of a person.

use crate::app::ADA;
use crate::person::{OFFICE, PROXIES, Person, SHOP, WIKI, inside, start, user_id};

const ALL: [&str; 4] = [
    "x-textgate-user",
    "x-textgate-phone",
    "x-textgate-labels",
    "x-textgate-token",
];

#[tokio::test]
async fn f6_every_header_is_there_once_and_empty_if_unknown() {
    let app = start().await;
    let ada = inside(&app, ADA, WIKI).await;
    let user = user_id(&app, ADA).await;
    for proxy in PROXIES {
        let shown = ada.check(proxy, WIKI, "/").await;
        for name in ALL {
            assert_eq!(shown.headers.get_all(name).iter().count(), 1, "{name}");
        }
        assert_eq!(shown.header("x-textgate-user"), user);
        assert_eq!(shown.header("x-textgate-phone"), ADA);
        assert_eq!(shown.header("x-textgate-labels"), "");
        assert!(shown.headers.get("remote-user").is_none());
    }
    // what the app may not know is empty, and still there
    ada.enter(&app, SHOP, "/").await;
    let shown = ada.check("caddy", SHOP, "/").await;
    assert_eq!(shown.headers["x-textgate-phone"], "");
    assert_eq!(shown.header("x-textgate-user"), user);
}

#[tokio::test]
async fn f6_older_names_are_for_apps_that_want_them() {
    let app = start().await;
    let ada = Person::of(app.admin(ADA).await);
    ada.enter(&app, OFFICE, "/").await;
    let shown = ada.check("traefik", OFFICE, "/").await;
    assert_eq!(shown.header("remote-user"), shown.header("x-textgate-user"));
    assert_eq!(shown.headers["remote-groups"], "");
    for name in ALL {
        assert_eq!(shown.headers.get_all(name).iter().count(), 1, "{name}");
    }
}

#[tokio::test]
async fn f7_envoy_is_told_to_take_the_other_spellings_out() {
    let app = start().await;
    let ada = inside(&app, ADA, WIKI).await;
    for proxy in PROXIES {
        let shown = ada.check(proxy, WIKI, "/").await;
        let removed = shown.header("x-envoy-auth-headers-to-remove");
        assert_eq!(removed.contains("x_textgate_user"), proxy == "envoy");
    }
}

#[tokio::test]
async fn f8_all_of_it_is_small() {
    let app = start().await;
    let ada = inside(&app, ADA, WIKI).await;
    let shown = ada.check("envoy", WIKI, "/").await;
    assert!(shown.header("x-textgate-token").len() < 1024);
    let size = |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
        name.as_str().len() + value.len() + 4
    };
    let all: usize = shown.headers.iter().map(size).sum();
    assert!(all < 3 * 1024, "nginx reads 4 KiB: {all}");
    // and so is the way to sign in with the longest path
    let stranger = Person::new(&app);
    let path = format!("/{}", "a".repeat(2_000));
    let shown = stranger.check("nginx", WIKI, &path).await;
    let all: usize = shown.is(401).headers.iter().map(size).sum();
    assert!(all < 4 * 1024, "{all}");
}
