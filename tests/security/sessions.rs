//! S1–S4: what the cookie is, whose ids count, and for how long.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::app::browser::Browser;
use crate::app::server::Place;
use crate::app::{ADA, BEN, TestApp};
use crate::harness::{attributes, generous, https, read_cookie, set_cookies};

const DAY: Duration = Duration::from_hours(24);
const SECOND: Duration = Duration::from_secs(1);

#[tokio::test]
async fn s1_over_http_on_loopback_the_cookie_has_no_prefix_and_no_secure() {
    let app = TestApp::start().await;
    let sent = app.browser().post_phone(ADA).await;
    let lines = set_cookies(&sent, "textgate");
    assert_eq!(lines.len(), 1, "{lines:?}");
    let (value, has) = read_cookie(&lines[0]);
    let wanted = ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"];
    assert_eq!(has, attributes(&wanted));
    let bytes = URL_SAFE_NO_PAD.decode(value).expect("base64");
    assert_eq!(bytes.len(), 16, "128 bits");
    let region = set_cookies(&sent, "textgate-region");
    let (_, has) = read_cookie(&region[0]);
    let wanted = ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"];
    assert_eq!(has, attributes(&wanted));
}

#[tokio::test]
async fn s1_over_https_the_cookie_is_host_bound_and_secure() {
    let app = https().await;
    let browser = app.browser();
    let sent = browser.post_phone(ADA).await;
    let code = app.last_code();
    let signed_in = browser.post_code(&code).await;
    for shown in [&sent, &signed_in] {
        assert_eq!(set_cookies(shown, "textgate"), [] as [String; 0]);
        let lines = set_cookies(shown, "__Host-textgate");
        assert_eq!(lines.len(), 1, "{lines:?}");
        let (_, has) = read_cookie(&lines[0]);
        let wanted = [
            "Secure",
            "HttpOnly",
            "SameSite=Lax",
            "Path=/",
            "Max-Age=2592000",
        ];
        assert_eq!(has, attributes(&wanted));
    }
    let region = set_cookies(&sent, "textgate-region");
    assert!(read_cookie(&region[0]).1.contains("Secure"), "{region:?}");
    let known = set_cookies(&signed_in, "__Host-textgate-browser");
    let wanted = [
        "Secure",
        "HttpOnly",
        "SameSite=Lax",
        "Path=/",
        "Max-Age=34560000",
    ];
    assert_eq!(read_cookie(&known[0]).1, attributes(&wanted));
    // the name without the prefix is nobody's
    let stranger = app.browser();
    let id = browser.cookies.lock().expect("cookies")["__Host-textgate"].clone();
    stranger.set_cookie("textgate", &id);
    stranger.get("/auth/session").await.is(401);
}

#[tokio::test]
async fn s1_plain_http_is_for_loopback_alone_and_warned_about() {
    let place = Place::new();
    place.configure(
        "[[provider]]\nname = 'main'\nkind = 'webhook'\n\
                     url = 'http://127.0.0.1:9/'\n\
                     secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'\n",
    );
    for elsewhere in [
        "http://id.example",
        "http://10.0.0.1",
        "http://127.0.0.1.example",
    ] {
        let ended = place.run(&["--public-url", elsewhere]);
        ended.refuses(2, &["public_url", "https://"]);
    }
    let server = place.serve(&[]).await;
    server
        .logged("public_url is http: cookies are not marked Secure")
        .await;
}

#[tokio::test]
async fn s2_ids_are_128_random_bits() {
    let app = generous(&[("code.resend_wait", "0s")]).await;
    let mut ids = Vec::new();
    for _ in 0..100 {
        let browser = app.browser();
        browser.post_phone(ADA).await.leads_to("/login/code");
        let id = browser.session().expect("an id");
        let id = URL_SAFE_NO_PAD.decode(id).expect("base64");
        let id: [u8; 16] = id.try_into().expect("128 bits");
        ids.push(u128::from_be_bytes(id));
        app.clock.advance(SECOND);
    }
    // a fair bit is set fewer than 20 times of 100, or more than 80 times, once
    // in 10^9
    for bit in 0..128 {
        let set = ids.iter().filter(|id| *id >> bit & 1 == 1).count();
        assert!((20..=80).contains(&set), "bit {bit} is set in {set} of 100");
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 100, "no two are the same");
}

#[tokio::test]
async fn s2_a_chosen_id_is_never_adopted() {
    let app = TestApp::start().await;
    let long = "A".repeat(4_000);
    let chosen = [
        "AAAAAAAAAAAAAAAAAAAAAA",
        "_____________________w",
        "",
        "x",
        "AAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAA",
        "..%2f..%2fetc",
        "%00",
        "\"AAAAAAAAAAAAAAAAAAAAAA\"",
        &long,
    ];
    for (nth, id) in chosen.into_iter().enumerate() {
        let browser = app.browser();
        browser.set_cookie("textgate", id);
        browser.get("/account").await.is(303);
        browser.set_cookie("textgate", id);
        browser.get("/auth/session").await.is(401);
        browser.set_cookie("textgate", id);
        let phone = format!("+1415555{:04}", 2_000 + nth);
        app.clock.advance(DAY);
        browser.post_phone(&phone).await.leads_to("/login/code");
        assert_ne!(browser.session().expect("a session"), id);
        let planted = app.browser();
        planted.set_cookie("textgate", id);
        planted.get("/login/code").await.leads_to("/login");
    }
}

#[tokio::test]
async fn s2_the_database_holds_only_a_hash_of_the_id() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let mut ids = Vec::new();
    browser.post_phone(ADA).await.leads_to("/login/code");
    ids.push(browser.session().expect("an id"));
    let code = app.last_code();
    let before = app.dump().await.text();
    browser.post_code(&code).await.leads_to("/account");
    ids.push(browser.session().expect("an id"));
    let text = before + &app.dump().await.text();
    for id in ids {
        let bytes = URL_SAFE_NO_PAD.decode(&id).expect("base64");
        let bytes: [u8; 16] = bytes.try_into().expect("16 bytes");
        let number = i128::from_le_bytes(bytes);
        let shapes = [
            id,
            number.to_string(),
            format!("{number:x}"),
            format!("{:x}", u128::from_be_bytes(bytes)),
        ];
        for shape in shapes {
            assert!(!text.contains(&shape), "{shape} is stored");
        }
    }
}

#[tokio::test]
async fn s3_a_planted_session_is_dead_once_the_victim_signs_in() {
    let app = TestApp::start().await;
    // The attacker begins a sign-in, once for a number of their own and once
    // for the victim's, and plants the cookie in the victim's browser.
    for (begun_for, own) in [(BEN, true), (ADA, false)] {
        let attacker = app.browser();
        attacker.post_phone(begun_for).await.leads_to("/login/code");
        let planted = attacker.session().expect("a session");
        let victim = app.browser();
        victim.set_cookie("textgate", &planted);
        if own {
            victim.post_phone(ADA).await.leads_to("/login/code");
        }
        let code = app.last_code();
        victim.post_code(&code).await.leads_to("/account");
        assert_ne!(victim.session().expect("a session"), planted);
        attacker.set_cookie("textgate", &planted);
        attacker.get("/auth/session").await.is(401);
        attacker.set_cookie("textgate", &planted);
        // nor does the page that is there for a lost answer open anything
        attacker.post_code(&app.wrong_code()).await.is(422);
        app.clock.advance(std::time::Duration::from_mins(1));
        attacker.get("/login/code").await.leads_to("/login");
        victim.get("/auth/session").await.is(200).shows(ADA);
        app.clock.advance(DAY);
    }
}

#[tokio::test]
async fn s3_json_sign_in_gets_a_new_id_too() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(BEN).await.leads_to("/login/code");
    let planted = browser.session();
    let begun = app.send_otp(ADA).await.json();
    let body = serde_json::json!({
        "phone": ADA, "otp": app.last_code(), "verificationId": begun["verificationId"],
    });
    browser.json("/auth/verify-otp", &body).await.is(200);
    assert_ne!(browser.session(), planted);
    assert_eq!(app.dump().await.table("sessions").len(), 1);
}

#[tokio::test]
async fn s4_a_session_ends_after_seven_idle_days() {
    for (moved, alive) in [(before(7 * DAY), true), (7 * DAY, false)] {
        let app = TestApp::start().await;
        let browser = app.signed_in(ADA).await;
        app.clock.advance(moved);
        assert_eq!(is_alive(&browser).await, alive, "after {moved:?}");
    }
}

#[tokio::test]
async fn s4_a_session_ends_after_thirty_days_however_it_is_used() {
    for (rest, alive) in [(before(2 * DAY), true), (2 * DAY, false)] {
        let app = TestApp::start().await;
        let browser = app.signed_in(ADA).await;
        for _ in 0..7 {
            app.clock.advance(4 * DAY);
            browser.get("/account").await.is(200);
        }
        app.clock.advance(rest);
        assert_eq!(is_alive(&browser).await, alive, "28 days and {rest:?}");
    }
}

/// One second before.
fn before(time: Duration) -> Duration {
    time.saturating_sub(SECOND)
}

async fn is_alive(browser: &Browser) -> bool {
    let json = browser.copy().get("/auth/session").await;
    let page = browser.copy().get("/account").await;
    let alive = page.status == 200;
    page.is(if alive { 200 } else { 303 });
    json.is(if alive { 200 } else { 401 });
    alive
}

#[tokio::test]
async fn s4_last_seen_is_written_once_a_minute_and_never_on_sign_in_routes() {
    let app = TestApp::start().await;
    let browser = app.signed_in(ADA).await;
    let before = app.dump().await;
    app.clock.advance(59 * SECOND);
    for path in ["/account", "/auth/session", "/account/data"] {
        browser.get(path).await.is(200);
    }
    assert_eq!(app.dump().await, before, "within the minute");
    app.clock.advance(SECOND);
    for path in ["/", "/login", "/login/code"] {
        browser.get(path).await.is(303);
    }
    browser.post_phone(BEN).await.leads_to("/account");
    browser.post_code("123456").await.leads_to("/account");
    browser.resend().await.leads_to("/account");
    assert_eq!(app.dump().await, before, "on sign-in routes");
    browser.get("/account").await.is(200);
    let seen = app.dump().await;
    assert_ne!(seen.table("sessions"), before.table("sessions"));
    browser.get("/account").await.is(200);
    app.clock.advance(59 * SECOND);
    browser.get("/auth/session").await.is(200);
    assert_eq!(app.dump().await, seen, "within the next minute");
}
