//! What the tests of this folder share.

use std::collections::BTreeSet;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::app::TestApp;
use crate::app::browser::{Browser, Shown};

/// The public address of a site behind https.
pub const HTTPS: &str = "https://id.example";

/// The program as it runs behind https; a connection to it is plain, as from
/// the proxy in front.
pub async fn https() -> TestApp {
    TestApp::with(&[("public_url", HTTPS)]).await
}

/// The program with limits that no test reaches.
pub async fn generous(set: &[(&str, &str)]) -> TestApp {
    let limits =
        ["phone", "requester", "range", "country", "total"].map(|name| format!("limits.{name}"));
    let mut all: Vec<_> = limits
        .iter()
        .map(|name| (name.as_str(), "100000/1m"))
        .collect();
    all.extend(set);
    TestApp::with(&all).await
}

/// All `Set-Cookie` lines of an answer that are for this name.
pub fn set_cookies(shown: &Shown, name: &str) -> Vec<String> {
    let lines = shown.headers.get_all("set-cookie").iter();
    lines
        .map(|line| line.to_str().expect("text").to_owned())
        .filter(|line| line.starts_with(&format!("{name}=")))
        .collect()
}

/// A cookie's value and attributes.
pub fn read_cookie(line: &str) -> (String, BTreeSet<String>) {
    let mut parts = line.split(';').map(str::trim);
    let pair = parts.next().expect("a pair");
    let (_, value) = pair.split_once('=').expect("a pair");
    (value.to_owned(), parts.map(str::to_owned).collect())
}

/// Attributes to compare with.
pub fn attributes(list: &[&str]) -> BTreeSet<String> {
    list.iter().map(ToString::to_string).collect()
}

/// Sends these bytes as they are and reads to the connection's end.
pub async fn raw(app: &TestApp, request: &[u8]) -> String {
    let address = app.url.strip_prefix("http://").expect("http");
    let mut stream = TcpStream::connect(address).await.expect("connected");
    stream.write_all(request).await.expect("written");
    let mut answer = Vec::new();
    // A refused request may end with a reset after the answer.
    let _end = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// A request without a body, with these lines besides `Host`.
pub async fn raw_get(app: &TestApp, target: &str, lines: &[&[u8]]) -> String {
    let mut request = format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n").into_bytes();
    for line in lines {
        request.extend_from_slice(line);
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"Connection: close\r\n\r\n");
    raw(app, &request).await
}

/// The status of a raw answer.
pub fn raw_status(answer: &str) -> u16 {
    let status = answer.split(' ').nth(1).and_then(|word| word.parse().ok());
    status.unwrap_or_else(|| panic!("no status: {answer:?}"))
}

/// The only session's name in addresses.
pub async fn session_names(browser: &Browser) -> Vec<String> {
    let page = browser.get("/account").await;
    let parts = page.body.split("/account/sessions/").skip(1);
    parts
        .filter_map(|part| part.split_once("/end\"").map(|(name, _)| name.to_owned()))
        .collect()
}

/// The id of the user with that number.
pub async fn user_id(app: &TestApp, phone: &str) -> String {
    let users = app.dump().await;
    let users = users.table("users").iter();
    let user = users
        .map(|row| serde_json::from_str::<serde_json::Value>(row).expect("a row"))
        .find(|row| row["phone"] == phone);
    user.expect("the user")["id"]
        .as_str()
        .expect("an id")
        .to_owned()
}

/// Every page of the site that links lead to from this one, by GET.
pub async fn crawl(browser: &Browser, from: &str) -> Vec<(String, Shown)> {
    let (mut known, mut next) = (BTreeSet::new(), vec![from.to_owned()]);
    let mut shown = Vec::new();
    while let Some(path) = next.pop() {
        if !known.insert(path.clone()) {
            continue;
        }
        assert!(known.len() < 500, "there is no end of pages");
        let page = browser.get(&path).await;
        let links = page.body.split("href=\"/").skip(1);
        let links = links.filter_map(|rest| rest.split('"').next());
        next.extend(links.map(|link| format!("/{}", link.replace("&#38;", "&"))));
        shown.push((path, page));
    }
    shown
}
