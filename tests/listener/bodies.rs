//! Bodies that never come, come late, break off or are too large: nobody else
//! waits for them, and nothing is left of them.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderMap, Request};
use h2::client::{ResponseFuture, SendRequest};
use h2::{RecvStream, SendStream};
use textgate::start::listener::Timeouts;
use textgate::web::router;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::app::gateway::Gateway;
use super::app::server::{Place, until};
use super::app::{ADA, TWILIO, TestApp};
use super::{Front, LONG, PATIENT, SOON};

/// A listed proxy says from where its clients come.
const PROXY: [(&str, &str); 2] = [("trusted_proxies", "127.0.0.1"), ("server.requests", "4")];

/// How many bodies of one address are waited for.
const SHARE: usize = 32;

/// A key, and what the configuration knows of it.
const KEY: &str = "tgk_00112233445566778899aabbccddeeff";
const TABLE: &str = r#"
    [[api_client]]
    name = "shop"
    key_hash = "0a449888b182b3a37b1be36d51f0aeca7c3bba7f42afc736fb543f87107cc64b""#;

/// What a post of a form is besides its body.
const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n\
    Sec-Fetch-Site: same-origin\r\n";

/// A request on a connection of its own, its body still to come.
struct Half(TcpStream);

impl Half {
    /// A form of nine bytes, from a client behind the proxy.
    async fn form(url: &str, client: &str) -> Self {
        let forwarded = format!("X-Forwarded-For: {client}\r\nContent-Length: 9\r\n");
        Self::post(url, "/login/code", &forwarded).await
    }

    async fn post(url: &str, path: &str, more: &str) -> Self {
        Self::sends(url, &format!("POST {path} HTTP/1.1\r\n{FORM}{more}")).await
    }

    async fn sends(url: &str, head: &str) -> Self {
        let host = url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).await.expect("connected");
        let head = format!("{head}Host: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).await.expect("sent");
        Self(stream)
    }

    async fn goes_on(mut self, body: &str) -> String {
        self.0.write_all(body.as_bytes()).await.expect("sent");
        self.answer().await
    }

    async fn answer(mut self) -> String {
        let mut all = Vec::new();
        // a refused request may end with a reset after the answer
        let _end = timeout(LONG, self.0.read_to_end(&mut all)).await;
        String::from_utf8_lossy(&all).into_owned()
    }

    /// Whether it is refused at once, because too many are waited for.
    async fn refused(mut self) -> bool {
        let mut first = [0; 12];
        let read = self.0.read_exact(&mut first);
        let answered = timeout(Duration::from_millis(200), read).await.is_ok();
        assert!(!answered || &first == b"HTTP/1.1 503", "{first:?}");
        answered
    }
}

/// A connection that speaks HTTP/2.
struct Http2 {
    asks: SendRequest<Bytes>,
    url: String,
}

/// What keeps a request open, and its answer.
type Open = (ResponseFuture, SendStream<Bytes>);

impl Http2 {
    async fn to(url: &str) -> Self {
        let host = url.trim_start_matches("http://");
        let stream = TcpStream::connect(host).await.expect("connected");
        let shaken = h2::client::handshake(stream).await;
        let (asks, connection) = shaken.expect("HTTP/2");
        tokio::spawn(connection);
        let url = url.to_owned();
        Self { asks, url }
    }

    /// A request whose body is still to come.
    async fn half(&mut self, method: &str, path: &str, headers: &[(&str, &str)]) -> Open {
        let request = Request::builder().method(method);
        let mut request = request.uri(format!("{}{path}", self.url));
        let form = ("content-type", "application/x-www-form-urlencoded");
        for (name, value) in [form, ("sec-fetch-site", "same-origin")] {
            request = request.header(name, value);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let asks = &mut self.asks;
        std::future::poll_fn(|cx| asks.poll_ready(cx))
            .await
            .expect("room");
        asks.send_request(request.body(()).expect("a request"), false)
            .expect("sent")
    }

    async fn form(&mut self, client: &str) -> Open {
        let headers = [("x-forwarded-for", client), ("content-length", "9")];
        self.half("POST", "/login/code", &headers).await
    }
}

async fn answer(answer: ResponseFuture) -> (u16, HeaderMap, String) {
    let answer = timeout(LONG, answer).await.expect("in time").expect("one");
    let (parts, body) = answer.into_parts();
    (parts.status.as_u16(), parts.headers, text(body).await)
}

async fn text(mut body: RecvStream) -> String {
    let mut all = Vec::new();
    while let Some(Ok(piece)) = body.data().await {
        all.extend_from_slice(&piece);
    }
    String::from_utf8(all).expect("text")
}

fn shed(app: &TestApp) -> u64 {
    let text = app.web.app.metrics.registry().render();
    let line = "textgate_shed_requests_total{kind=\"body\"} ";
    let value = text.lines().find_map(|it| it.strip_prefix(line));
    value.expect("its line").parse().expect("a number")
}

/// Waits until no more bodies of that address are waited for.
async fn has_its_share(app: &TestApp, client: &str) {
    let full = async || Half::form(&app.url, client).await.refused().await;
    until(full, || format!("{client} may go on")).await;
}

/// Everybody else is served while one address sends heads alone.
async fn all_others_are_served(app: &TestApp, attacker: &str) {
    let before = (app.dump().await, shed(app));
    let refused = Half::form(&app.url, attacker).await.answer().await;
    assert!(refused.starts_with("HTTP/1.1 503"), "{refused}");
    assert!(refused.contains("\r\nretry-after: 5\r\n"), "{refused}");
    assert!(refused.contains("Try again in a few seconds."), "{refused}");
    let mut http2 = Http2::to(&app.url).await;
    let (refused, _open) = http2.form(attacker).await;
    assert_eq!(answer(refused).await.0, 503);
    assert_eq!((app.dump().await, shed(app)), (before.0, before.1 + 2));

    app.browser().get("/login").await.is(200);
    for other in ["198.51.100.8", "2001:db8::1"] {
        let slow = Half::form(&app.url, other).await.goes_on("code=1234").await;
        assert!(slow.starts_with("HTTP/1.1 303"), "{slow}");
    }
    let (slow, mut body) = http2.form("198.51.100.8").await;
    body.send_data("code=1234".into(), true).expect("sent");
    assert_eq!(answer(slow).await.0, 303);
    // what comes together with its head is never waited for, whoever sends it
    let browser = app.browser();
    let whole = browser.form("/login", &[("phone", ADA)]);
    let whole = whole.header("x-forwarded-for", attacker);
    browser.send(whole).await.leads_to("/login/code");
}

#[tokio::test]
async fn f_bodies_that_never_come_keep_nobody_else_out() {
    let app = TestApp::with(&PROXY).await;
    let attacker = "198.51.100.7";
    let mut held = Vec::new();
    for _ in 0..SHARE {
        held.push(Half::form(&app.url, attacker).await);
    }
    has_its_share(&app, attacker).await;
    all_others_are_served(&app, attacker).await;
    // those that are waited for are not forgotten
    for half in held.drain(..) {
        let answer = half.goes_on("code=1234").await;
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    }
    let late = Half::form(&app.url, attacker).await;
    let late = late.goes_on("code=1234").await;
    assert!(late.starts_with("HTTP/1.1 303"), "{late}");
}

#[tokio::test]
async fn f_streams_whose_bodies_never_come_keep_nobody_else_out() {
    let app = TestApp::with(&PROXY).await;
    let (mut held, mut connections) = (Vec::new(), Vec::new());
    // one network is one client; each connection has streams to spare
    for nth in 0..12 {
        let mut connection = Http2::to(&app.url).await;
        for stream in 0..4 {
            let client = format!("2001:db8:5::{nth}:{stream}");
            held.push(connection.form(&client).await);
        }
        connections.push(connection);
    }
    let attacker = "2001:db8:5::1";
    has_its_share(&app, attacker).await;
    all_others_are_served(&app, attacker).await;
    drop((held, connections));
    let free = async || !Half::form(&app.url, attacker).await.refused().await;
    until(free, || "its share is not given back".into()).await;
}

#[tokio::test]
async fn f_when_all_wait_that_may_what_is_whole_still_passes() {
    let app = TestApp::with(&PROXY).await;
    let (mut held, mut connections) = (Vec::new(), Vec::new());
    // one more than there is room for
    for nth in 0..=SHARE {
        let mut connection = Http2::to(&app.url).await;
        for _ in 0..SHARE {
            held.push(connection.form(&format!("203.0.113.{nth}")).await);
        }
        connections.push(connection);
    }
    let full = async || shed(&app) == SHARE as u64;
    until(full, || "there is room".into()).await;
    let refused = Half::form(&app.url, "192.0.2.1").await;
    assert!(refused.refused().await);
    let whole = app.browser();
    let form = whole.form("/login/code", &[("code", "1")]);
    let form = form.header("x-forwarded-for", "192.0.2.1");
    whole.send(form).await.is(303);
    app.browser().get("/login").await.is(200);
}

#[tokio::test]
async fn backends_with_a_key_and_this_machine_have_no_share() {
    let gateway = Gateway::start().await;
    let app = TestApp::with_provider(&PROXY, gateway, &format!("{TWILIO}{TABLE}")).await;
    let stranger = "X-Forwarded-For: 198.51.100.7\r\n";
    let whose = [
        (format!("{stranger}Authorization: Bearer {KEY}\r\n"), true),
        (String::new(), true),
        (format!("{stranger}Authorization: Bearer {KEY}0\r\n"), false),
        (stranger.to_owned(), false),
    ];
    for (headers, has_none) in whose {
        let more = format!("{headers}Content-Length: 9\r\n");
        let mut held = Vec::new();
        for _ in 0..2 * SHARE {
            held.push(Half::post(&app.url, "/login/code", &more).await);
        }
        let mut answers = Vec::new();
        for half in held {
            answers.push(half.goes_on("code=1234").await[..12].to_owned());
        }
        let served = answers.iter().filter(|it| *it == "HTTP/1.1 303").count();
        assert_eq!(served == 2 * SHARE, has_none, "{headers} {answers:?}");
        assert!(served >= SHARE, "{headers} {answers:?}");
    }
}

/// The app once more, where bodies have little time.
async fn hasty(app: &TestApp) -> (Front, String) {
    let timeouts = Timeouts {
        body: SOON,
        ..PATIENT
    };
    let front = Front::of(router(app.web.clone()), 100, timeouts).await;
    let url = format!("http://{}", front.address);
    (front, url)
}

#[tokio::test]
async fn f_a_body_that_comes_too_late_leaves_nothing() {
    let app = TestApp::start().await;
    let (_front, url) = hasty(&app).await;
    let before = app.dump().await;
    let late = Half::post(&url, "/login", "Content-Length: 99\r\n").await;
    let late = late.goes_on("phone=%2B14155552671&rest=").await;
    assert!(late.starts_with("HTTP/1.1 408"), "{late}");
    assert!(late.contains("That took too long"), "{late}");
    let late = Half::post(&url, "/auth/send-otp", "Content-Length: 99\r\n").await;
    let late = late.answer().await;
    assert!(late.starts_with("HTTP/1.1 408"), "{late}");
    assert!(late.contains(r#""code":"too_late""#), "{late}");
    let mut http2 = Http2::to(&url).await;
    let (late, _open) = http2.half("POST", "/login", &[]).await;
    let (status, _, page) = answer(late).await;
    assert!(
        status == 408 && page.contains("That took too long"),
        "{page}"
    );
    // and the connection goes on
    let (quick, mut body) = http2.half("POST", "/login", &[]).await;
    body.send_data("phone=1".into(), true).expect("sent");
    assert_eq!(answer(quick).await.0, 422);
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), 0);
}

#[tokio::test]
async fn f_a_body_that_breaks_off_leaves_nothing() {
    let app = TestApp::start().await;
    let before = app.dump().await;
    let chunked = "Transfer-Encoding: chunked\r\n";
    for (path, words) in [
        ("/login", "We did not understand that"),
        ("/auth/send-otp", r#""code":"bad_request""#),
    ] {
        let broken = Half::post(&app.url, path, chunked).await;
        let broken = broken.goes_on("5\r\nphone\r\nnonsense\r\n").await;
        assert!(broken.starts_with("HTTP/1.1 400"), "{broken}");
        assert!(broken.contains(words), "{broken}");
    }
    let gone = Half::post(&app.url, "/login", "Content-Length: 99\r\n").await;
    drop(gone);
    let mut http2 = Http2::to(&app.url).await;
    let (gone, mut body) = http2.half("POST", "/login", &[]).await;
    body.send_reset(h2::Reason::CANCEL);
    drop((gone, body));
    app.browser().get("/login").await.is(200);
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), 0);
}

#[tokio::test]
async fn w2_a_body_that_is_too_large_refused_by_its_head() {
    let app = TestApp::start().await;
    let limit = 16 * 1024;
    for (path, words) in [
        ("/login", "That was too much"),
        ("/auth/send-otp", r#""code":"too_large""#),
    ] {
        let length = format!("Content-Length: {}\r\n", limit + 1);
        let large = Half::post(&app.url, path, &length).await.answer().await;
        assert!(large.starts_with("HTTP/1.1 413"), "{large}");
        assert!(large.contains(words), "{large}");
        // which may not say how long it is
        let large = Half::post(&app.url, path, "Transfer-Encoding: chunked\r\n").await;
        let pieces = format!("1000\r\n{}\r\n", "x".repeat(0x1000)).repeat(4);
        let large = large.goes_on(&format!("{pieces}1\r\nx\r\n")).await;
        assert!(large.starts_with("HTTP/1.1 413"), "{large}");
        assert!(large.contains(words), "{large}");
    }
    let mut http2 = Http2::to(&app.url).await;
    let length = (limit + 1).to_string();
    let long = [("content-length", length.as_str())];
    let (large, _open) = http2.half("POST", "/login", &long).await;
    assert_eq!(answer(large).await.0, 413);
    // nobody waits for what is sent to an address that is no provider's
    let nowhere = "/receipts/main/00000000000000000000000000000000";
    let nowhere = Half::post(&app.url, nowhere, "Content-Length: 9\r\n").await;
    let answer = nowhere.answer().await;
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
}

#[tokio::test]
async fn who_only_reads_is_never_waited_for() {
    let app = TestApp::start().await;
    for (method, status) in [("GET", "200"), ("HEAD", "200")] {
        let head = format!("{method} /login HTTP/1.1\r\nContent-Length: 9\r\n");
        let answer = Half::sends(&app.url, &head).await.answer().await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{answer}"
        );
    }
    let mut http2 = Http2::to(&app.url).await;
    let (read, _open) = http2.half("GET", "/login", &[]).await;
    assert_eq!(answer(read).await.0, 200);
}

#[tokio::test]
async fn f_the_log_says_once_that_too_many_bodies_are_waited_for() {
    let place = Place::new();
    let server = place.serve(&["--set", "trusted_proxies=127.0.0.1"]).await;
    let mut held = Vec::new();
    for _ in 0..SHARE + 20 {
        held.push(Half::form(&place.url(), "198.51.100.7").await);
    }
    let line = "refused: too many bodies are waited for requests=1";
    server.logged(line).await;
    assert_eq!(server.err().matches("refused: too many").count(), 1);
}
