//! W1 and W5: a request that can be read in two ways is not read at all. Of two
//! headers a proxy in front may believe the one and the program the other.

use axum::http::{Request, Version};
use h2::client::{SendRequest, handshake};
use tokio::net::TcpStream;

use crate::app::{ADA, TestApp};
use crate::harness::{raw, raw_status};

/// Twice, though there may be one at most; the last value is the good one.
const TWICE: [[(&str, &str); 2]; 8] = [
    [("Host", "localhost"), ("Host", "localhost")],
    [("Host", "evil.example"), ("Host", "localhost")],
    [("Origin", "https://evil.example"), ("Origin", "{own}")],
    [("Origin", "{own}"), ("Origin", "{own}")],
    [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-origin"),
    ],
    [
        ("Sec-Fetch-Site", "same-origin"),
        ("Sec-Fetch-Site", "cross-site"),
    ],
    [("Content-Type", "text/plain"), ("Content-Type", "{type}")],
    [("Referer", "{own}/account"), ("Referer", "{own}/admin")],
];

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";

/// A post with these lines, and what it needs besides them.
fn post(app: &TestApp, path: &str, lines: &[(&str, &str)]) -> Vec<u8> {
    let (kind, body) = if path.starts_with("/auth/") {
        (JSON, format!("{{\"phone\":\"{ADA}\"}}"))
    } else {
        (FORM, format!("phone=%2B{}", &ADA[1..]))
    };
    let needed = [
        ("Host", "localhost"),
        ("Sec-Fetch-Site", "same-origin"),
        ("Content-Type", "{type}"),
    ];
    let has = |name: &str| lines.iter().any(|(known, _)| *known == name);
    let mut all = lines.to_vec();
    all.extend(needed.iter().filter(|(name, _)| !has(name)));
    let line = |(name, value): &(&str, &str)| {
        let value = value.replace("{own}", &app.url).replace("{type}", kind);
        format!("{name}: {value}\r\n")
    };
    let lines: String = all.iter().map(line).collect();
    let length = body.len();
    let head = format!("POST {path} HTTP/1.1\r\nConnection: close\r\n{lines}");
    format!("{head}Content-Length: {length}\r\n\r\n{body}").into_bytes()
}

#[tokio::test]
async fn w1_headers_that_come_twice_are_refused() {
    let app = TestApp::start().await;
    let before = app.dump().await;
    for lines in TWICE {
        for (path, words) in [
            ("/login", "We did not understand that"),
            ("/auth/send-otp", r#""code":"bad_request""#),
            ("/receipts/main/0", "We did not understand that"),
        ] {
            let answer = raw(&app, &post(&app, path, &lines)).await;
            assert_eq!(raw_status(&answer), 400, "{path} {lines:?} {answer}");
            assert!(answer.contains(words), "{path} {lines:?} {answer}");
            assert!(!answer.contains("evil.example"), "{answer}");
        }
    }
    for path in ["/login", "/healthz", "/static/app.css", "/nothing"] {
        let head =
            format!("GET {path} HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n");
        let answer = raw(&app, head.as_bytes()).await;
        assert_eq!(raw_status(&answer), 400, "{path}");
    }
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), 0);
    // one of each is well, and so are two cookies
    let once = [
        ("Origin", "{own}"),
        ("Cookie", "a=1"),
        ("Cookie", "textgate=AAAAAAAAAAAAAAAAAAAAAA"),
    ];
    let answer = raw(&app, &post(&app, "/login", &once)).await;
    assert_eq!(raw_status(&answer), 303, "{answer}");
}

async fn http2(app: &TestApp) -> SendRequest<axum::body::Bytes> {
    let address = app.url.trim_start_matches("http://");
    let stream = TcpStream::connect(address).await.expect("connected");
    let (asks, connection) = handshake(stream).await.expect("HTTP/2");
    tokio::spawn(connection);
    asks
}

async fn status(app: &TestApp, path: &str, lines: &[(&str, &str)]) -> u16 {
    let request = Request::builder().version(Version::HTTP_2);
    let mut request = request.uri(format!("{}{path}", app.url));
    for (name, value) in lines {
        request = request.header(*name, *value);
    }
    let mut asks = http2(app).await;
    let sent = asks.send_request(request.body(()).expect("a request"), true);
    let answer = sent.expect("sent").0.await.expect("an answer");
    answer.status().as_u16()
}

#[tokio::test]
async fn w5_a_host_beside_another_authority_is_refused() {
    let app = TestApp::start().await;
    let own = app.url.trim_start_matches("http://").to_owned();
    for path in ["/login", "/auth/session", "/healthz"] {
        for host in ["evil.example", "", "127.0.0.1"] {
            let told = status(&app, path, &[("host", host)]).await;
            assert_eq!(told, 400, "{path} {host}");
        }
        let twice = [("host", own.as_str()), ("host", &own)];
        assert_eq!(status(&app, path, &twice).await, 400);
    }
    assert_eq!(status(&app, "/login", &[("host", &own)]).await, 200);
    assert_eq!(status(&app, "/login", &[]).await, 200);
    let origins = [("origin", app.url.as_str()), ("origin", &app.url)];
    assert_eq!(status(&app, "/login", &origins).await, 400);
}
