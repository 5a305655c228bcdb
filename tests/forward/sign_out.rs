//! `/.textgate/sign-out`.

use reqwest::Method;

use crate::app::ADA;
use crate::person::{Person, SHOP, WIKI, inside, start};

const PATH: &str = "/.textgate/sign-out";

async fn asks(person: &Person, method: Method, headers: &[(&'static str, &'static str)]) -> String {
    let shown = person.send(WIKI, |jar| {
        let request = jar.request(method, PATH);
        headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        })
    });
    shown.await.is(303).header("location").to_owned()
}

#[tokio::test]
async fn f9_signing_out_at_one_origin_ends_all() {
    let app = start().await;
    for (method, headers) in [
        (Method::GET, ("sec-fetch-site", "same-origin")),
        (Method::POST, ("sec-fetch-site", "same-origin")),
        (Method::POST, ("origin", WIKI)),
    ] {
        let ada = inside(&app, ADA, WIKI).await;
        ada.enter(&app, SHOP, "/").await;
        let to = asks(&ada, method, &[headers]).await;
        assert_eq!(ada.cookie(WIKI), None);
        assert!(!ada.is_in(WIKI).await && !ada.is_in(SHOP).await);
        ada.own.get("/auth/session").await.is(401);
        // Textgate's own page says so, and takes its cookie back
        let page = ada.own.get(to.strip_prefix(&*app.url).expect("own")).await;
        page.leads_to("/login");
        ada.own.get("/login").await.shows("signed out");
        assert_eq!(ada.own.session(), None);
        app.after_the_wait();
    }
}

#[tokio::test]
async fn f9_another_site_signs_nobody_out() {
    let app = start().await;
    let ada = inside(&app, ADA, WIKI).await;
    for (method, headers) in [
        (Method::GET, &[][..]),
        (Method::GET, &[("sec-fetch-site", "none")]),
        (Method::GET, &[("sec-fetch-site", "cross-site")]),
        (Method::POST, &[("sec-fetch-site", "same-site")]),
        (Method::POST, &[("origin", "https://evil.example")]),
        (Method::POST, &[("origin", "null")]),
    ] {
        let to = asks(&ada, method, headers).await;
        let page = ada.own.get(to.strip_prefix(&*app.url).expect("own")).await;
        page.is(200).shows("Sign out?");
        assert!(ada.is_in(WIKI).await);
    }
}
