//! What proxies ask, and are told.

use crate::app::{ADA, BEN};
use crate::person::{NOTES, OFFICE, PROXIES, Person, SHOP, WIKI, ask, inside, start};

#[tokio::test]
async fn f4_only_who_is_known_and_allowed_is_let_in() {
    let app = start().await;
    let (stranger, ada) = (Person::new(&app), inside(&app, ADA, WIKI).await);
    for proxy in PROXIES {
        let refused = if proxy == "nginx" { 401 } else { 303 };
        stranger.check(proxy, WIKI, "/a").await.is(refused);
        ada.check(proxy, WIKI, "/a").await.is(200);
        // known at one origin is not known at another
        ada.check(proxy, NOTES, "/a").await.is(refused);
    }
    for broken in ["", "x", "tgf", &format!("tgf{}", "0".repeat(32))] {
        let jar = stranger.jar(WIKI);
        jar.set_cookie("__Host-textgate-fwd", broken);
        let asked = ask(&jar, "caddy", WIKI, ("GET", "/"));
        jar.send(asked).await.is(401);
    }
}

#[tokio::test]
async fn f4_a_fault_lets_nobody_in() {
    let app = start().await;
    let ada = inside(&app, ADA, WIKI).await;
    let deaf = app.alike().await;
    let there = Person::of(deaf.copy_of(&ada.own));
    let jar = there.jar(WIKI);
    jar.set_cookie("__Host-textgate-fwd", &ada.cookie(WIKI).expect("one"));
    app.spoil("alter table tokens rename to tokens_away").await;
    let asked = ask(&jar, "caddy", WIKI, ("GET", "/"));
    let shown = jar.send(asked.header("accept", "text/html")).await;
    assert!([500, 503].contains(&shown.status.as_u16()), "{shown:?}");
    assert_eq!(shown.header("x-textgate-user"), "");
}

#[tokio::test]
async fn f4_only_listed_proxies_are_answered() {
    let app = start().await;
    let ada = inside(&app, ADA, WIKI).await;
    let elsewhere = app.browser_from("127.0.0.2");
    elsewhere.set_cookie("__Host-textgate-fwd", &ada.cookie(WIKI).expect("one"));
    for proxy in PROXIES {
        let asked = ask(&elsewhere, proxy, WIKI, ("GET", "/"));
        // nor by way of a listed one
        let asked = asked.header("x-forwarded-for", "127.0.0.1");
        let shown = elsewhere.send(asked).await;
        shown.is(404);
        assert_eq!(shown.header("x-textgate-user"), "");
    }
}

#[tokio::test]
async fn f1_headers_of_another_family_are_not_read() {
    let app = start().await;
    let ada = inside(&app, ADA, WIKI).await;
    let jar = ada.jar(WIKI);
    let others = [
        ("x-original-url", "https://wiki.example.com/"),
        ("x-forwarded-host", "wiki.example.com"),
        ("forwarded", "host=wiki.example.com;proto=https"),
        ("x-forwarded-prefix", "/"),
        ("x-forwarded-port", "443"),
    ];
    for proxy in PROXIES {
        for (name, value) in others {
            let asked = ask(&jar, proxy, OFFICE, ("GET", "/"));
            let shown = jar.send(asked.header(name, value)).await;
            // not let in, whatever else is made of it
            assert!(
                [401, 403].contains(&shown.status.as_u16()),
                "{proxy} {name}"
            );
            let asked = ask(&jar, proxy, "https://unknown.example.com", ("GET", "/"));
            jar.send(asked.header(name, value)).await.is(403);
        }
        let own = match proxy {
            "nginx" => "x-original-url",
            "envoy" => "x-forwarded-proto",
            _ => "x-forwarded-host",
        };
        let twice = ask(&jar, proxy, WIKI, ("GET", "/")).header(own, "https");
        jar.send(twice).await.is(403);
    }
    // none at all
    for proxy in PROXIES {
        jar.get(&format!("/forward/{proxy}")).await.is(403);
    }
}

#[tokio::test]
async fn f2_the_query_says_nothing() {
    let app = start().await;
    let (stranger, ada) = (Person::new(&app), inside(&app, ADA, WIKI).await);
    let query = "?to=x&app=wiki&host=wiki.example.com&status=200&rd=https://evil.example";
    for proxy in ["nginx", "caddy", "traefik", "haproxy"] {
        for (person, status) in [(&stranger, 401), (&ada, 200)] {
            let jar = person.jar(WIKI);
            let mut asked = ask(&jar, proxy, WIKI, ("GET", "/")).build().expect("one");
            asked.url_mut().set_query(Some(&query[1..]));
            let client = reqwest::Client::builder().no_proxy().build().expect("one");
            let shown = client.execute(asked).await.expect("an answer");
            assert_eq!(shown.status(), status, "{proxy}");
        }
    }
}

#[tokio::test]
async fn f3_rules_are_by_origin_and_never_by_path() {
    let app = start().await;
    let ada = inside(&app, ADA, WIKI).await;
    for path in [
        "/",
        "/public/../a",
        "/a%2Fb",
        "//a",
        "/.textgate/x",
        "/login",
        "/%00",
    ] {
        ada.check("nginx", WIKI, path).await.is(200);
        ada.check("nginx", "https://unknown.example.com", path)
            .await
            .is(403);
        ada.check("nginx", "http://wiki.example.com", path)
            .await
            .is(403);
        ada.check("nginx", "https://wiki.example.com.evil.example", path)
            .await
            .is(403);
        ada.check("nginx", "https://notes.example.com", path)
            .await
            .is(403);
    }
    // the usual port and large letters are the same origin
    let jar = ada.jar(WIKI);
    for origin in ["https://wiki.example.com:443", "https://WIKI.example.com"] {
        jar.send(ask(&jar, "nginx", origin, ("GET", "/")))
            .await
            .is(200);
    }
}

#[tokio::test]
async fn f3_who_may_not_use_an_app_is_told_so() {
    let app = start().await;
    let ada = Person::of(app.admin(ADA).await);
    ada.enter(&app, OFFICE, "/a?b").await;
    assert!(app.set_admin(ADA, false).await);
    for proxy in PROXIES {
        let shown = ada.check(proxy, OFFICE, "/").await;
        shown.is(403).shows("You cannot use this app");
        assert_eq!(shown.header("location"), "");
    }
    // nor does anybody get there who never might
    let ben = Person::of(app.signed_in(BEN).await);
    let shown = ben.begin(&app, OFFICE, "/").await;
    shown.is(403).shows("You cannot use this app");
}

#[tokio::test]
async fn f5_only_page_loads_are_sent_on() {
    let app = start().await;
    let stranger = Person::new(&app);
    let jar = stranger.jar(WIKI);
    let page = ("accept", "text/html,application/xhtml+xml");
    for proxy in PROXIES {
        for (method, headers, is_page) in [
            ("GET", &[page][..], true),
            ("HEAD", &[page, ("sec-fetch-mode", "navigate")], true),
            ("GET", &[page, ("sec-fetch-mode", "cors")], false),
            ("GET", &[("accept", "*/*")], false),
            ("GET", &[page, ("upgrade", "websocket")], false),
            ("PUT", &[page], false),
            ("DELETE", &[("accept", "application/json")], false),
            ("PROPFIND", &[], false),
            (
                "OPTIONS",
                &[
                    ("origin", "https://x"),
                    ("access-control-request-method", "PUT"),
                ],
                false,
            ),
        ] {
            let asked = ask(&jar, proxy, WIKI, (method, "/a"));
            let asked = headers
                .iter()
                .fold(asked, |asked, (name, value)| asked.header(*name, *value));
            let shown = jar.send(asked).await;
            let status = if is_page && proxy != "nginx" {
                303
            } else {
                401
            };
            shown.is(status);
            let to = shown.header("location");
            assert_eq!(
                to.starts_with("https://wiki.example.com/.textgate/start?to="),
                is_page
            );
            assert_eq!(to.is_empty(), !is_page, "{proxy} {method}");
        }
        let form = ask(&jar, proxy, WIKI, ("POST", "/a")).header("accept", "text/html");
        let shown = jar.send(form).await;
        shown.is(401).shows("What you sent was not taken");
        assert_eq!(shown.header("location"), "");
        let policy = shown.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert_eq!(shown.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn f5_preflights_get_through_where_the_file_says_so() {
    let app = start().await;
    let stranger = Person::new(&app);
    for (origin, status) in [(WIKI, 401), (SHOP, 200)] {
        let jar = stranger.jar(origin);
        for proxy in PROXIES {
            let asked = ask(&jar, proxy, origin, ("OPTIONS", "/"))
                .header("origin", "https://elsewhere.example")
                .header("access-control-request-method", "PUT");
            let shown = jar.send(asked).await;
            shown.is(status);
            assert_eq!(shown.header("x-textgate-user"), "");
            let plain = ask(&jar, proxy, origin, ("OPTIONS", "/"));
            jar.send(plain).await.is(401);
            let plain = ask(&jar, proxy, origin, ("GET", "/"))
                .header("origin", "https://elsewhere.example")
                .header("access-control-request-method", "PUT");
            jar.send(plain).await.is(401);
        }
    }
}

#[tokio::test]
async fn f7_any_method_and_host_is_answered_and_no_body_is_read() {
    let app = start().await;
    let ada = inside(&app, ADA, WIKI).await;
    let jar = ada.jar(WIKI);
    for method in [
        "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "FOO",
    ] {
        let asked = ask(&jar, "envoy", WIKI, (method, "//a/..%2Fb?c"));
        let shown = jar.send(asked).await;
        assert_eq!(shown.is(200).body, "");
        let cookies = shown.headers.get_all("set-cookie").iter();
        assert_eq!(cookies.count(), 0);
    }
    // a body that is announced, and never comes
    let cookie = ada.cookie(WIKI).expect("one");
    let head = format!(
        "POST /forward/caddy HTTP/1.1\r\nHost: anything\r\nContent-Length: 1000000\r\n\
         Cookie: __Host-textgate-fwd={cookie}\r\nX-Forwarded-Method: POST\r\n\
         X-Forwarded-Proto: https\r\nX-Forwarded-Host: wiki.example.com\r\n\
         X-Forwarded-Uri: /\r\n\r\n"
    );
    assert!(raw(&app.url, &head).await.starts_with("HTTP/1.1 200 "));
}

/// The head of the answer to a head.
async fn raw(url: &str, head: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let address = url.strip_prefix("http://").expect("http");
    let mut stream = tokio::net::TcpStream::connect(address)
        .await
        .expect("there");
    stream.write_all(head.as_bytes()).await.expect("written");
    let mut buffer = vec![0; 4096];
    let read = stream.read(&mut buffer).await.expect("an answer");
    String::from_utf8_lossy(&buffer[..read]).into_owned()
}
