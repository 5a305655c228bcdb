//! As a container engine runs it: with its variables, and stopped by a signal.

use std::path::Path;
use std::time::Duration;

use reqwest::Method;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::app::ADA;
use crate::app::server::{Place, Server};

#[tokio::test]
async fn variables_of_kubernetes_are_passed_over_with_one_line() {
    let place = Place::new();
    let of_a_service = [
        ("TEXTGATE_PORT", Path::new("tcp://10.96.0.7:80")),
        ("TEXTGATE_SERVICE_HOST", Path::new("10.96.0.7")),
        ("TEXTGATE_PORT_80_TCP_ADDR", Path::new("10.96.0.7")),
    ];
    let server = place.serve_with(&[], &of_a_service).await;
    server.logged("Textgate is ready").await;
    server.logged("passed over").await;
    let log = server.err();
    let lines: Vec<_> = log.lines().filter(|it| it.contains("_PORT")).collect();
    let [line] = lines[..] else { panic!("{log}") };
    let names = of_a_service.map(|(name, _)| name);
    assert!(names.iter().all(|name| line.contains(name)), "{line}");
    assert!(line.contains("enableServiceLinks: false"), "{line}");
    server
        .browser()
        .post_phone(ADA)
        .await
        .leads_to("/login/code");
}

#[tokio::test]
async fn a_hang_up_ends_nothing_and_is_answered_in_the_log() {
    let place = Place::new();
    let server = place.serve(&[]).await;
    server.signal("HUP");
    server.logged("SIGHUP: certificate files").await;
    assert_eq!(asked(&server, "/readyz").await, (200, false));
}

/// What a path answers: its status, and whether its connection ends.
async fn asked(server: &Server, path: &str) -> (u16, bool) {
    let request = server.browser().request(Method::GET, path);
    let answer = request.send().await.expect("an answer");
    let ends = answer.headers().get("connection");
    let ends = ends.is_some_and(|it| it == "close");
    (answer.status().as_u16(), ends)
}

#[tokio::test]
async fn a_signal_to_stop_is_told_to_load_balancers_first() {
    let place = Place::new();
    let server = place.serve(&["--set", "server.drain=5m"]).await;
    assert_eq!(asked(&server, "/readyz").await, (200, false));
    server.signal("TERM");
    server.logged("stopping soon").await;
    assert_eq!(asked(&server, "/readyz").await, (503, true));
    assert_eq!(asked(&server, "/healthz").await, (200, true));
    assert_eq!(asked(&server, "/login").await, (200, true));
    let browser = server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = server.code(1).await;
    browser.post_code(&code).await.leads_to("/account");
    server.signal("TERM");
    assert_eq!(server.ends().await.code(), Some(1), "cut short");
}

#[tokio::test]
async fn after_the_drain_it_stops_in_order() {
    let place = Place::new();
    let server = place.serve(&["--set", "server.drain=100ms"]).await;
    let log = server.log();
    server.signal("TERM");
    assert_eq!(server.ends().await.code(), Some(0));
    let log = log.lock().expect("the log").clone();
    let (soon, stopping) = (
        log.find("stopping soon"),
        log.find("running requests finish"),
    );
    assert!(soon.is_some() && soon < stopping, "{log}");
}

#[tokio::test]
async fn an_idle_connection_is_closed_after_its_time() {
    let place = Place::new();
    let _server = place.serve(&["--set", "server.idle=1s"]).await;
    let mut client = TcpStream::connect(place.socket_address())
        .await
        .expect("connected");
    let request = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    client.write_all(request).await.expect("sent");
    let mut answer = Vec::new();
    let read = client.read_to_end(&mut answer);
    let read = timeout(Duration::from_secs(30), read).await;
    read.expect("closed long before the usual 75 s")
        .expect("read");
    assert!(answer.ends_with(b"ok\n"));
}
