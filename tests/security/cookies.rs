//! Cookie headers that browsers can be made to send: by a sibling host, by
//! another program on the same host, by hand.

use crate::app::browser::Browser;
use crate::app::{ADA, BEN, TestApp};
use crate::harness::{https, raw_get, raw_status};

fn host_cookie(browser: &Browser) -> String {
    browser.cookies.lock().expect("cookies")["__Host-textgate"].clone()
}

async fn signed_in(app: &TestApp, phone: &str) -> Browser {
    let browser = app.browser();
    browser.post_phone(phone).await.leads_to("/login/code");
    let code = app.last_code();
    browser.post_code(&code).await.leads_to("/account");
    browser
}

async fn session_of(app: &TestApp, cookie: &[u8]) -> u16 {
    let line = [b"Cookie: ".as_slice(), cookie].concat();
    raw_status(&raw_get(app, "/auth/session", &[&line]).await)
}

#[tokio::test]
async fn s1_only_the_exact_name_counts() {
    let app = https().await;
    let id = host_cookie(&signed_in(&app, ADA).await);
    let exact = format!("__Host-textgate={id}");
    assert_eq!(session_of(&app, exact.as_bytes()).await, 200);
    // A sibling host may set any of these, for no browser sees the prefix.
    let lookalikes = [
        format!("%5F%5FHost-textgate={id}"),
        format!("__Host%2Dtextgate={id}"),
        format!("__Host-textgat%65={id}"),
        format!("__host-textgate={id}"),
        format!("\u{2000}__Host-textgate={id}"),
        format!("\u{a0}__Host-textgate={id}"),
        format!("__Host-textgate\u{2000}={id}"),
        format!("__Host-textgate\u{85}={id}"),
        format!("$Version=1; %5f_Host-textgate={id}"),
        format!("x=\"; %5f_Host-textgate={id}"),
        format!("=__Host-textgate={id}"),
        format!("x,__Host-textgate={id}"),
    ];
    for cookie in lookalikes {
        let status = session_of(&app, cookie.as_bytes()).await;
        assert_eq!(status, 401, "{cookie}");
    }
}

#[tokio::test]
async fn s1_a_tossed_lookalike_does_not_outdo_the_real_cookie() {
    let app = https().await;
    let ada = host_cookie(&signed_in(&app, ADA).await);
    let attacker = host_cookie(&signed_in(&app, BEN).await);
    for line in [
        format!("Cookie: __Host-textgate={ada}; %5F%5FHost-textgate={attacker}"),
        format!("Cookie: %5F%5FHost-textgate={attacker}; __Host-textgate={ada}"),
        format!("Cookie: __Host-textgate={ada}; __host-textgate={attacker}"),
    ] {
        let answer = raw_get(&app, "/auth/session", &[line.as_bytes()]).await;
        assert!(answer.contains(ADA) && !answer.contains(BEN), "{answer}");
    }
}

#[tokio::test]
async fn other_programs_cookies_do_not_get_in_the_way() {
    let app = TestApp::start().await;
    let id = app.signed_in(ADA).await.session().expect("a session");
    let own = format!("textgate={id}");
    let others: [&[u8]; 8] = [
        "name=Zoë".as_bytes(),
        b"latin=Zo\xeb",
        b"broken=%ff%fe",
        b"nothing",
        b"=",
        b"a=b=c=\"d",
        b"quoted=\"a b\"",
        b"json={\"a\":1}",
    ];
    for other in others {
        for cookies in [
            [other, b"; ", own.as_bytes()].concat(),
            [own.as_bytes(), b"; ", other].concat(),
            [own.as_bytes(), b";", other].concat(),
        ] {
            let shown = String::from_utf8_lossy(&cookies).into_owned();
            assert_eq!(session_of(&app, &cookies).await, 200, "{shown}");
        }
    }
    // HTTP/2 may split the header
    let lines: [&[u8]; 2] = [
        "Cookie: name=Zoë".as_bytes(),
        &[b"Cookie: ", own.as_bytes()].concat(),
    ];
    let answer = raw_get(&app, "/auth/session", &lines).await;
    assert_eq!(raw_status(&answer), 200);
}

#[tokio::test]
async fn several_cookies_of_the_name_are_no_way_in() {
    let app = TestApp::start().await;
    let id = app.signed_in(ADA).await.session().expect("a session");
    let dead = "AAAAAAAAAAAAAAAAAAAAAA";
    for cookies in [
        format!("textgate={dead}; textgate={dead}"),
        format!("textgate={dead},textgate={id}"),
        format!("textgate={dead} {id}"),
    ] {
        let status = session_of(&app, cookies.as_bytes()).await;
        assert_eq!(status, 401, "{cookies}");
    }
    // with a live one among them it is that one or none, never a fault
    for cookies in [
        format!("textgate={dead}; textgate={id}"),
        format!("textgate={id}; textgate={dead}"),
    ] {
        let status = session_of(&app, cookies.as_bytes()).await;
        assert!([200, 401].contains(&status), "{cookies}: {status}");
    }
}

#[tokio::test]
async fn huge_cookies_and_headers_are_no_fault() {
    let app = TestApp::start().await;
    for size in [10_000, 100_000, 1_000_000] {
        let cookie = format!("Cookie: textgate={}", "A".repeat(size));
        let answer = raw_get(&app, "/login", &[cookie.as_bytes()]).await;
        // an empty one: the connection was cut
        if !answer.is_empty() {
            let status = raw_status(&answer);
            assert!([200, 400, 431].contains(&status), "{size}: {status}");
        }
    }
    let many: Vec<Vec<u8>> = (0..300).map(|n| format!("X-{n}: y").into_bytes()).collect();
    let many: Vec<&[u8]> = many.iter().map(Vec::as_slice).collect();
    let status = raw_status(&raw_get(&app, "/login", &many).await);
    assert!([400, 431].contains(&status), "{status}");
    app.browser().get("/login").await.is(200);
}

#[tokio::test]
async fn an_answer_that_comes_late_does_not_take_the_new_cookie_away() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let (code, late) = (app.last_code(), browser.copy());
    browser.post_code(&code).await.leads_to("/account");
    // the second of two clicks still carries the old id: it gets the session, too
    assert_eq!(late.copy().get("/login").await.header("set-cookie"), "");
    late.post_code(&code).await.leads_to("/account");
    late.get("/account").await.is(200);
}
