//! Methods and spellings of paths that no page uses.

use reqwest::Method;

use crate::app::browser::{Browser, Shown};
use crate::app::{ADA, TestApp};
use crate::harness::{raw, raw_status};

async fn own(browser: &Browser, method: &Method, path: &str) -> Shown {
    let request = browser.request(method.clone(), path);
    browser
        .send(request.header("sec-fetch-site", "same-origin"))
        .await
}

#[tokio::test]
async fn other_methods_are_refused_with_what_is_allowed() {
    let app = TestApp::start().await;
    let browser = app.signed_in(ADA).await;
    let before = app.dump().await;
    let cases = [
        ("/login", "GET,HEAD,POST"),
        ("/account", "GET,HEAD"),
        ("/logout", "POST"),
        ("/account/delete", "GET,HEAD,POST"),
        ("/auth/send-otp", "POST"),
        ("/auth/session", "GET,HEAD"),
    ];
    for (path, allowed) in cases {
        for method in [
            "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND", "FOO",
        ] {
            let method = Method::from_bytes(method.as_bytes()).expect("a method");
            let shown = own(&browser, &method, path).await;
            assert_eq!(shown.status, 405, "{method} {path}");
            assert_eq!(shown.header("allow"), allowed, "{method} {path}");
            if path.starts_with("/auth/") {
                assert_eq!(shown.json()["code"], "bad_request");
            } else {
                shown.shows("That does not work here");
            }
        }
    }
    assert_eq!(app.dump().await, before);
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let app = TestApp::start().await;
    let browser = app.signed_in(ADA).await;
    for path in [
        "/account",
        "/account/data",
        "/auth/session",
        "/static/app.css",
        "/healthz",
    ] {
        let head = own(&browser, &Method::HEAD, path).await;
        assert_eq!(
            (head.status.as_u16(), head.body.as_str()),
            (200, ""),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_method_in_a_field_or_header_is_no_method() {
    let app = TestApp::start().await;
    let browser = app.signed_in(ADA).await;
    let before = app.dump().await;
    let headers = [
        "x-http-method-override",
        "x-http-method",
        "x-method-override",
    ];
    for header in headers {
        for path in ["/account/delete?_method=POST", "/logout?_method=POST"] {
            let request = browser.request(Method::GET, path).header(header, "POST");
            let shown = browser.send(request).await;
            assert!([200, 405].contains(&shown.status.as_u16()), "{path}");
        }
    }
    assert_eq!(app.dump().await, before);
}

#[tokio::test]
async fn other_spellings_of_a_path_are_no_path() {
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    let before = app.dump().await;
    for path in [
        "//account",
        "/account/",
        "/ACCOUNT",
        "/%61ccount",
        "/account%2fdata",
        "/account;x",
        "/./account",
        "/x/../account",
        "/account%00",
        "/admin//users",
        "/admin/users/",
        "/%61dmin/users",
        "/admin;/users",
        "/auth/../account",
        "/auth/%2e%2e/account",
        "*",
    ] {
        for method in ["GET", "POST"] {
            let cookie = admin.session().expect("a session");
            let request = format!(
                "{method} {path} HTTP/1.1\r\nHost: x\r\nCookie: textgate={cookie}\r\n\
                 Sec-Fetch-Site: same-origin\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
            let answer = raw(&app, request.as_bytes()).await;
            let status = raw_status(&answer);
            assert!([400, 404].contains(&status), "{method} {path}: {status}");
        }
    }
    // what counts as a call and what as a page is decided by the same path
    let post = "POST /auth/../logout HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\
        Connection: close\r\n\r\n";
    assert_eq!(raw_status(&raw(&app, post.as_bytes()).await), 404);
    assert_eq!(app.dump().await, before);
}

#[tokio::test]
async fn broken_requests_are_refused() {
    let app = TestApp::start().await;
    for request in [
        "GET /login HTTP/1.1\r\nHost: x\r\nCookie: a\r\n b\r\nConnection: close\r\n\r\n",
        "GET /login\r\nX: y HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nphone=",
        "POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "GET /lo\0gin HTTP/1.1\r\nHost: x\r\n\r\n",
    ] {
        let answer = raw(&app, request.as_bytes()).await;
        assert_eq!(raw_status(&answer), 400, "{request:?}");
    }
    // a length and chunks together: what follows is no second request
    let smuggled = "POST /auth/logout HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\
        Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nGET /login HTTP/1.1\r\n\
        Host: x\r\n\r\n";
    let answer = raw(&app, smuggled.as_bytes()).await;
    assert!(!answer.contains("<!DOCTYPE html>"), "{answer}");
    app.browser().get("/login").await.is(200);
}
