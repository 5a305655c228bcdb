//! The way on which a browser becomes known at an origin.

use std::time::Duration;

use reqwest::Method;
use url::Url;

use crate::app::{ADA, BEN};
use crate::person::{NOTES, Person, SHOP, WIKI, inside, sign_in, start};

#[tokio::test]
async fn f9_a_person_signs_in_and_comes_back() {
    let app = start().await;
    let before = app.dump().await;
    let ada = Person::new(&app);
    let path = "/a%2Fb?c=d&e=%C3%A9+%26";
    let form = ada.begin(&app, WIKI, path).await;
    form.is(200).shows("Sign in to Wiki");
    assert!(app.dump().await == before, "something was written");
    let sent = sign_in(&app, &ada, &form, ADA).await;
    let to = ada.come_back(WIKI, &sent).await;
    assert_eq!(to, format!("{WIKI}{path}"));
    assert!(ada.is_in(WIKI).await);
    // at another origin without a further word, also of the same app
    ada.enter(&app, NOTES, "/").await;
    ada.enter(&app, SHOP, "/x").await;
    let page = ada.own.get("/account").await;
    page.shows("Wiki");
}

#[tokio::test]
async fn f9_each_origin_has_a_cookie_of_its_own() {
    let app = start().await;
    let ada = inside(&app, ADA, WIKI).await;
    ada.enter(&app, NOTES, "/").await;
    let [wiki, notes] = [WIKI, NOTES].map(|origin| ada.cookie(origin).expect("one"));
    assert_ne!(wiki, notes);
    let thief = Person::new(&app);
    for origin in [NOTES, SHOP] {
        let jar = thief.jar(origin);
        jar.set_cookie("__Host-textgate-fwd", &wiki);
        let asked = crate::person::ask(&jar, "caddy", origin, ("GET", "/"));
        jar.send(asked).await.is(401);
    }
    // and opens nothing at Textgate
    thief.own.set_cookie("textgate", &wiki);
    thief.own.get("/auth/session").await.is(401);
    assert!(
        !app.dump().await.text().contains(&wiki),
        "it is kept in clear"
    );
}

#[tokio::test]
async fn f9_cookies_are_of_one_host_and_no_script() {
    let app = start().await;
    let ada = Person::of(app.signed_in(ADA).await);
    let sent = ada.check("caddy", WIKI, "/").await;
    assert_eq!(sent.headers.get("set-cookie"), None);
    let start = sent.header("location").to_owned();
    let sent = ada.open(WIKI, &start).await;
    let kept = sent.header("set-cookie").to_owned();
    assert!(kept.starts_with("__Host-textgate-fwd-start=tgw"), "{kept}");
    let go = sent
        .header("location")
        .strip_prefix(&*app.url)
        .expect("own");
    let back = ada.own.get(go).await;
    let callback = back.is(303).header("location").to_owned();
    let there = ada.open(WIKI, &callback).await;
    let cookie = there.header("set-cookie").to_owned();
    assert!(cookie.starts_with("__Host-textgate-fwd=tgf"), "{cookie}");
    for cookie in [kept, cookie] {
        assert!(
            cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"),
            "{cookie}"
        );
    }
    assert_eq!(there.header("cache-control"), "no-store");
}

#[tokio::test]
async fn f9_a_code_is_for_the_browser_that_began() {
    let app = start().await;
    let (ada, ben) = (Person::of(app.signed_in(ADA).await), Person::new(&app));
    // Ada's code in Ben's browser, which has begun a way of its own
    let sent = ada.begin(&app, WIKI, "/").await;
    let callback = sent.is(303).header("location").to_owned();
    ben.begin(&app, WIKI, "/").await.is(200);
    let shown = ben.open(WIKI, &callback).await;
    assert!(shown.is(303).header("location").starts_with(&app.url));
    assert_eq!(ben.cookie(WIKI), None);
    // at another origin
    let elsewhere = callback.replace(WIKI, SHOP);
    let shown = ada.open(SHOP, &elsewhere).await;
    assert!(shown.is(303).header("location").starts_with(&app.url));
    assert_eq!(ada.cookie(SHOP), None);
    // it is still good, and once
    let to = ada.open(WIKI, &callback).await;
    to.leads_to(&format!("{WIKI}/"));
    let cookie = ada.cookie(WIKI).expect("one");
    ada.open(WIKI, &callback)
        .await
        .leads_to(&format!("{WIKI}/"));
    assert_eq!(ada.cookie(WIKI), Some(cookie));
}

#[tokio::test]
async fn f9_a_code_is_no_code_of_open_id_connect() {
    let app = start().await;
    let ada = Person::of(app.signed_in(ADA).await);
    let sent = ada.begin(&app, SHOP, "/").await;
    let callback = Url::parse(sent.is(303).header("location")).expect("an address");
    let code = callback
        .query_pairs()
        .find(|(name, _)| name == "code")
        .expect("one")
        .1;
    let jar = ada.jar(SHOP);
    let verifier = jar.cookies.lock().expect("cookies")["__Host-textgate-fwd-start"].clone();
    let uri = format!("{SHOP}/.textgate/callback");
    let fields = [
        ("grant_type", "authorization_code"),
        ("client_id", "shop"),
        ("code", &*code),
        ("redirect_uri", &uri),
        ("code_verifier", &verifier),
    ];
    let call = app
        .browser()
        .request(Method::POST, "/oidc/token")
        .form(&fields);
    let shown = app.browser().send(call).await;
    assert_eq!(shown.is(400).json()["error"], "invalid_grant");
    // nor is one asked for there
    let query = serde_urlencoded::to_string([
        ("client_id", "shop"),
        ("redirect_uri", &uri),
        ("response_type", "code"),
        (
            "code_challenge",
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        ),
        ("code_challenge_method", "S256"),
    ]);
    let page = ada
        .own
        .get(&format!("/oidc/authorize?{}", query.expect("one")))
        .await;
    page.is(400).shows("not registered");
}

#[tokio::test]
async fn f9_many_tabs_find_their_way_at_once() {
    let app = start().await;
    let ada = Person::of(app.signed_in(ADA).await);
    let mut sent = Vec::new();
    for nth in 0..3 {
        sent.push(ada.begin(&app, WIKI, &format!("/tab/{nth}")).await);
    }
    for (nth, sent) in sent.iter().enumerate() {
        let to = ada.come_back(WIKI, sent).await;
        assert_eq!(to, format!("{WIKI}/tab/{nth}"));
    }
}

#[tokio::test]
async fn f9_without_cookies_the_way_ends() {
    let app = start().await;
    let ada = Person::of(app.signed_in(ADA).await);
    let forgetful = |ada: &Person| Person::of(ada.own.copy());
    let mut sent = ada.begin(&app, WIKI, "/").await;
    for nth in 0..2 {
        let callback = sent.is(303).header("location").to_owned();
        let shown = forgetful(&ada).open(WIKI, &callback).await;
        let to = shown.is(303).header("location").strip_prefix(&*app.url);
        sent = ada.own.get(to.expect("Textgate's own")).await;
        if nth == 1 {
            sent.is(400).shows("keeps no cookies");
        }
    }
}

#[tokio::test]
async fn f9_a_way_that_took_too_long_begins_anew() {
    let app = start().await;
    let ada = Person::new(&app);
    let sent = ada.check("caddy", WIKI, "/a").await;
    let start = sent.header("location").to_owned();
    app.clock.advance(Duration::from_hours(2));
    // the first step has no end
    let sent = ada.open(WIKI, &start).await;
    let go = sent
        .header("location")
        .strip_prefix(&*app.url)
        .expect("own")
        .to_owned();
    app.clock.advance(Duration::from_hours(2));
    ada.own.get(&go).await.leads_to(&format!("{WIKI}/a"));
    ada.own.get("/forward/go?state=x").await.is(400);
    ada.own.get("/forward/go").await.is(400);
}

#[tokio::test]
async fn f10_the_way_back_stays_at_the_origin() {
    let app = start().await;
    let ada = Person::of(app.signed_in(ADA).await);
    let long = format!("/{}", "a".repeat(2_048));
    for (path, back) in [
        ("/a%2Fb?c=%2F&d=//e", "/a%2Fb?c=%2F&d=//e"),
        ("//evil.example/a", "/"),
        ("/\\evil.example", "/"),
        ("/a\\b", "/"),
        (&*long, "/"),
        ("/.textgate/callback?code=x", "/"),
    ] {
        let sent = ada.begin(&app, WIKI, path).await;
        let callback = Url::parse(sent.is(303).header("location")).expect("an address");
        assert_eq!(callback.origin().ascii_serialization(), WIKI);
        let to = Person::of(ada.own.copy());
        let jar = ada.jar(WIKI);
        let host = WIKI.strip_prefix("https://").expect("an origin");
        let at = format!("{}?{}", callback.path(), callback.query().expect("one"));
        let there = jar.request(Method::GET, &at).header("host", host);
        jar.send(there).await.leads_to(&format!("{WIKI}{back}"));
        drop(to);
    }
    // what nobody sealed leads to the first page
    for to in ["/evil", "https://evil.example/", "x"] {
        let sent = ada
            .open(WIKI, &format!("{WIKI}/.textgate/start?to={to}"))
            .await;
        let go = sent
            .header("location")
            .strip_prefix(&*app.url)
            .expect("own")
            .to_owned();
        let back = ada.own.get(&go).await;
        assert_eq!(ada.come_back(WIKI, &back).await, format!("{WIKI}/"));
    }
}

#[tokio::test]
async fn f10_one_origins_way_is_not_taken_at_another() {
    let app = start().await;
    let ada = Person::of(app.signed_in(ADA).await);
    let sent = ada.check("caddy", WIKI, "/secret").await;
    let start = sent.header("location").replace(WIKI, SHOP);
    let sent = ada.open(SHOP, &start).await;
    let go = sent
        .header("location")
        .strip_prefix(&*app.url)
        .expect("own")
        .to_owned();
    let back = ada.own.get(&go).await;
    assert_eq!(ada.come_back(SHOP, &back).await, format!("{SHOP}/"));
}

#[tokio::test]
async fn f9_other_hosts_have_no_such_pages() {
    let app = start().await;
    let browser = app.browser();
    for path in [
        "/.textgate/start",
        "/.textgate/callback",
        "/.textgate/sign-out",
    ] {
        browser.get(path).await.is(404);
        let other = browser
            .request(Method::GET, path)
            .header("host", "evil.example");
        browser.send(other).await.is(404);
    }
    let ben = Person::of(app.signed_in(BEN).await);
    ben.open(WIKI, &format!("{WIKI}/.textgate/secret"))
        .await
        .is(404);
}
