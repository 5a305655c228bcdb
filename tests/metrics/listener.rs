//! Where metrics are served, and where not.

use std::net::TcpListener;

use reqwest::Method;

use crate::app::browser::Browser;
use crate::app::server::Place;
use crate::app::{ADA, TestApp};
use crate::scrape::{Numbers, Scraper};

/// An address that is free now.
fn free() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").to_string()
}

#[tokio::test]
async fn the_public_listener_has_no_metrics_and_the_other_has_nothing_else() {
    let app = TestApp::start().await;
    let scraper = Scraper::of(&app).await;
    app.browser().get("/metrics").await.is(404);
    let outside = &scraper.browser;
    outside.get("/metrics").await.is(200);
    for path in ["/", "/login", "/healthz", "/admin/users", "/static/app.css"] {
        outside.get(path).await.is(404);
    }
    let post = outside.request(Method::POST, "/metrics");
    outside.send(post).await.is(405);
}

#[tokio::test]
async fn a_running_program_serves_them_where_it_is_told() {
    let (place, address) = (Place::new(), free());
    let server = place
        .serve(&["--set", &format!("metrics.listen={address}")])
        .await;
    server
        .browser()
        .post_phone(ADA)
        .await
        .leads_to("/login/code");
    server.browser().get("/metrics").await.is(404);
    let scraper = Browser::new(&format!("http://{address}"), "127.0.0.1");
    let page = scraper.get("/metrics").await;
    let seen = Numbers::read(&page.is(200).body);
    let sent = seen.value("textgate_sends_total", &[("provider", "console")]);
    assert!((sent - 1.0).abs() < 0.1, "{sent}");
    server.signal("TERM");
    assert_eq!(server.ends().await.code(), Some(0));
}

#[tokio::test]
async fn switched_off_nothing_is_served_or_counted() {
    let (place, address) = (Place::new(), free());
    let off = place.serve(&["--set", "metrics.listen="]).await;
    let request = Browser::new(&format!("http://{address}"), "127.0.0.1");
    let request = request.request(Method::GET, "/metrics");
    assert!(request.send().await.is_err(), "something listens");
    assert!(!off.err().contains("metrics"), "{}", off.err());
    let app = TestApp::with(&[("metrics.listen", "")]).await;
    let scraper = Scraper::of(&app).await;
    app.signed_in(ADA).await;
    assert_eq!(scraper.browser.get("/metrics").await.is(200).body, "");
}

#[tokio::test]
async fn a_chosen_address_that_is_taken_ends_the_start() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let place = Place::new();
    let mut args = place.address().to_vec();
    args.extend(["--set".into(), format!("metrics.listen={address}")]);
    let args: Vec<_> = args.iter().map(String::as_str).collect();
    let words = [
        "metrics.listen: cannot listen on",
        &address,
        "leave it empty",
    ];
    place.run(&args).refuses(2, &words);
}

#[tokio::test]
async fn w5_metrics_answer_only_names_that_cannot_be_pointed_here() {
    let app = TestApp::with(&[("metrics.hosts", "prometheus.internal")]).await;
    let scraper = Scraper::of(&app).await;
    let ask = async |hosts: &[&str]| {
        let mut request = scraper.browser.request(Method::GET, "/metrics");
        for host in hosts {
            request = request.header("host", *host);
        }
        scraper.browser.send(request).await
    };
    for host in [
        "localhost:4001",
        "127.0.0.1",
        "[::1]:4001",
        "prometheus.internal:4001",
    ] {
        ask(&[host]).await.is(200).shows("textgate_");
    }
    for host in [
        "evil.example",
        "evil.example:4001",
        "192.0.2.1",
        "localhost.evil.example",
        "",
    ] {
        ask(&[host]).await.is(403).hides("textgate_");
    }
    ask(&["localhost", "evil.example"])
        .await
        .is(403)
        .hides("textgate_");
}
