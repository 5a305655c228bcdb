//! What each proxy has to stand, in the order of the table in `docs/forward-auth.md`.

use reqwest::Method;
use serde_json::Value;

use super::site::{NOTES, OFFICE, Person, Site, WIKI, header};
use crate::app::browser::Shown;
use crate::app::server::within_a_second;
use crate::app::{ADA, BEN, CLEO};

/// A path that proxies may want to tidy up.
const PATH: &str = "/a%2Fb%20c?d=e&f=%2F%26&g=%C3%A9";

/// Where proxies differ.
pub struct Differs {
    /// What is said when Textgate is gone.
    pub gone: u16,
    /// Whether the page for a form that was lost is handed on.
    pub hands_pages_on: bool,
}

/// All cases.
pub async fn go_through(site: Site, differs: Differs) {
    signed_out(&site, &differs).await;
    foreign_words(&site).await;
    let ada = site.person();
    let form = ada.lead(&ada.open(WIKI, PATH).await).await;
    form.shows("Sign in to Wiki");
    let page = ada.sign_in(&site.server, &form, (ADA, 1)).await;
    comes_back(&page);
    spellings(&site, &ada).await;
    signed_in(&site, &ada).await;
    // two apps, one sign-in
    ada.enter(NOTES, "/x").await.is(200);
    wrong_person(&site, &ada).await;
    blocked(&site).await;
    signs_out(&ada).await;
    let stranger = site.person();
    gone(site, &stranger, &differs).await;
}

async fn signed_out(site: &Site, differs: &Differs) {
    let stranger = site.person();
    let page = stranger.open(WIKI, PATH).await;
    let start = format!("http://{}/.textgate/start?to=", stranger.at(WIKI));
    assert!(page.header("location").starts_with(&start), "{page:?}");
    for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE] {
        let call = stranger.call(WIKI, method, "/api").await;
        call.is(401);
        assert_eq!(call.header("location"), "");
    }
    let form = stranger
        .request(WIKI, Method::POST, "/form")
        .header("accept", "text/html");
    let lost = stranger.jar(WIKI).send(form.form(&[("a", "b")])).await;
    lost.is(401);
    if differs.hands_pages_on {
        lost.shows("What you sent was not taken");
    }
    let socket = site.raw(&upgrade(&stranger, "")).await;
    assert!(socket.starts_with("HTTP/1.1 401 "), "{socket}");
    preflights(&stranger).await;
    // Textgate's own at this host is there, and nothing else of it
    let own = stranger.open(WIKI, "/.textgate/nothing").await;
    own.is(404);
    let own = stranger.open(WIKI, "/login").await;
    assert!(own.header("location").starts_with(&start), "{own:?}");
}

/// Who has no cookie gets through where the file says so, and is nobody.
async fn preflights(stranger: &Person) {
    for (host, status) in [(WIKI, 401), (NOTES, 200)] {
        let preflight = || {
            let asks = stranger.request(host, Method::OPTIONS, "/api");
            let asks = asks.header("origin", "https://elsewhere.example");
            asks.header("access-control-request-method", "PUT")
        };
        stranger.jar(host).send(preflight()).await.is(status);
        for name in ["x-textgate-user", "x_textgate_user", "x.textgate.user"] {
            let shown = stranger
                .jar(host)
                .send(preflight().header(name, "forged"))
                .await;
            assert!([status, 400].contains(&shown.status.as_u16()), "{name}");
            assert!(!shown.body.contains("forged"), "{name}: {}", shown.body);
        }
    }
}

/// What clients say of a host or a path does not let them in.
async fn foreign_words(site: &Site) {
    let stranger = site.person();
    let other = stranger.at(NOTES);
    let lies: [(&str, &str); 9] = [
        ("x-original-url", &format!("http://{other}/")),
        ("x-original-method", "OPTIONS"),
        ("x-forwarded-host", &other),
        ("x-forwarded-uri", "/.textgate/start"),
        ("x-forwarded-method", "OPTIONS"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-for", "127.0.0.1"),
        ("forwarded", "for=127.0.0.1;host=notes.localhost"),
        ("x-envoy-original-path", "/.textgate/start"),
    ];
    for (name, value) in lies {
        let call = stranger.request(WIKI, Method::GET, "/").header(name, value);
        let call = call
            .header("origin", "https://elsewhere.example")
            .header("access-control-request-method", "PUT");
        let shown = stranger.jar(WIKI).send(call).await;
        assert!(
            [401, 403].contains(&shown.status.as_u16()),
            "{name}: {shown:?}"
        );
    }
    for path in [
        "/.textgate/../secret",
        "/.textgate/%2e%2e/secret",
        "/.textgate//../secret",
    ] {
        let head = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", stranger.at(WIKI));
        let shown = site.raw(&head).await;
        assert!(!shown.starts_with("HTTP/1.1 200 "), "{path}: {shown}");
    }
}

/// Back where they wanted to go, byte for byte.
fn comes_back(page: &Shown) {
    let told: Value = page.is(200).json();
    assert_eq!(told["path"], PATH);
    assert_eq!(header(&told, "x-textgate-phone"), ADA);
    assert_eq!(header(&told, "x-textgate-user").len(), 36);
    assert!(header(&told, "x-textgate-token").len() > 100);
}

/// Whatever a client writes, the app reads what Textgate said.
async fn spellings(site: &Site, ada: &Person) {
    let real = ada.call(WIKI, Method::GET, "/").await.is(200).json();
    let id = header(&real, "x-textgate-user");
    for name in [
        "X-Textgate-User",
        "x_textgate_user",
        "x.textgate.user",
        "X-Textgate_User",
        "x_textgate-user",
        "x-textgate.phone",
        "X_Textgate_Phone",
        "X-Textgate-Labels",
        "x_textgate_labels",
        "X-Textgate-Token",
        "x_textgate_token",
        "Remote-User",
        "remote_user",
        "remote.user",
    ] {
        let call = ada.request(WIKI, Method::GET, "/").header(name, "forged");
        let shown = ada.jar(WIKI).send(call).await;
        // refused, or without it
        if shown.status.as_u16() != 400 {
            let told = shown.is(200).json();
            assert!(!shown.body.contains("forged"), "{name}: {}", shown.body);
            assert_eq!(header(&told, "x-textgate-user"), id, "{name}");
            assert_eq!(header(&told, "x-textgate-phone"), ADA, "{name}");
        }
    }
    // another app's server by its name, asked as this one's
    let cookie = ada.jar(WIKI).cookies.lock().expect("cookies")["textgate-fwd"].clone();
    let (office, wiki) = (ada.at(OFFICE), ada.at(WIKI));
    let head = format!(
        "GET http://{office}/ HTTP/1.1\r\nHost: {wiki}\r\nCookie: textgate-fwd={cookie}\r\n\
         Accept: application/json\r\n\r\n"
    );
    let shown = site.raw(&head).await;
    assert!(
        !shown.contains("office") || !shown.starts_with("HTTP/1.1 200 "),
        "{shown}"
    );
}

async fn signed_in(site: &Site, ada: &Person) {
    let form = ada
        .request(WIKI, Method::POST, PATH)
        .header("accept", "text/html");
    let shown = ada.jar(WIKI).send(form.form(&[("a", "b")])).await;
    let told = shown.is(200).json();
    assert_eq!(
        (&told["method"], &told["body"]),
        (&"POST".into(), &"a=b".into())
    );
    assert_eq!(told["path"], PATH);
    ada.call(WIKI, Method::DELETE, "/x").await.is(200);
    let cookie = ada.jar(WIKI).cookies.lock().expect("cookies")["textgate-fwd"].clone();
    let cookie = format!("Cookie: textgate-fwd={cookie}\r\n");
    let socket = site.raw(&upgrade(ada, &cookie)).await;
    assert!(socket.starts_with("HTTP/1.1 101 "), "{socket}");
}

/// Who may not use an app gets there neither by the way nor with a cookie of before.
async fn wrong_person(site: &Site, ada: &Person) {
    let refused = ada.lead(&ada.open(OFFICE, "/").await).await;
    refused.is(403).shows("You cannot use this app");
    ada.call(OFFICE, Method::GET, "/").await.is(401);
    site.textgate.run(&["admin", "grant", ADA]).well();
    within_a_second(async || {
        let sent = ada.lead(&ada.open(OFFICE, "/").await).await;
        sent.status.as_u16() == 303 && {
            let back = ada.follow(&sent).await;
            ada.follow(&back).await.status == 200
        }
    })
    .await;
    site.textgate.run(&["admin", "revoke", ADA]).well();
    within_a_second(async || ada.call(OFFICE, Method::GET, "/").await.status == 403).await;
}

/// Who is blocked is out within a second.
async fn blocked(site: &Site) {
    let (ben, cleo) = (site.person(), site.person());
    let form = ben.lead(&ben.open(WIKI, "/").await).await;
    let page = ben.sign_in(&site.server, &form, (BEN, 2)).await;
    let id = header(&page.is(200).json(), "x-textgate-user");
    let form = cleo.lead(&cleo.open(WIKI, "/").await).await;
    cleo.sign_in(&site.server, &form, (CLEO, 3)).await.is(200);
    site.textgate.run(&["admin", "grant", CLEO]).well();
    let block = format!("/admin/users/{id}/block");
    within_a_second(async || cleo.own.post(&block, &[]).await.status == 303).await;
    within_a_second(async || !ben.is_in(WIKI).await).await;
    assert!(cleo.is_in(WIKI).await);
}

/// Signing out at one app ends it at all.
async fn signs_out(ada: &Person) {
    assert!(ada.is_in(NOTES).await);
    let out = ada.request(WIKI, Method::POST, "/.textgate/sign-out");
    let out = out.header("sec-fetch-site", "same-origin");
    let out = ada.jar(WIKI).send(out).await;
    ada.follow(&out).await.leads_to("/login");
    assert!(!ada.is_in(WIKI).await);
    assert!(!ada.is_in(NOTES).await);
}

/// Nobody is let in when Textgate is gone.
async fn gone(site: Site, stranger: &Person, differs: &Differs) {
    let mut site = site;
    site.server.kill();
    stranger.open(WIKI, "/").await.is(differs.gone);
    stranger.call(WIKI, Method::GET, "/").await.is(differs.gone);
}

/// A WebSocket that begins.
fn upgrade(person: &Person, more: &str) -> String {
    format!(
        "GET /socket HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
         Sec-Fetch-Mode: websocket\r\n{more}\r\n",
        person.at(WIKI)
    )
}
