//! S5–S7: what ends a session ends it at once; nothing is kept in caches; and
//! looking around leaves nothing behind.

use std::sync::Arc;

use serde_json::json;

use crate::app::browser::Browser;
use crate::app::gateway::Answer;
use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::harness::{attributes, https, read_cookie, session_names, set_cookies, user_id};

/// What a copied cookie can still do: nothing.
async fn is_dead(stolen: &Browser) {
    let page = stolen.copy().get("/account").await;
    page.leads_to("/login?return_to=%2Faccount");
    stolen.copy().get("/account/data").await.is(303);
    stolen.copy().get("/auth/session").await.is(401);
    stolen.copy().json("/auth/logout", &json!({})).await.is(401);
    let deleted = stolen.copy().post("/account/delete", &[]).await;
    deleted.leads_to("/login");
    let page = stolen.copy().get("/admin/users").await;
    page.leads_to("/login?return_to=%2Fadmin%2Fusers");
}

#[tokio::test]
async fn s5_after_sign_out_a_replayed_cookie_is_worth_nothing() {
    let app = TestApp::start().await;
    let (page, script) = (app.signed_in(ADA).await, app.signed_in(BEN).await);
    let (one, two) = (page.copy(), script.copy());
    page.post("/logout", &[]).await.leads_to("/login");
    script.json("/auth/logout", &json!({})).await.is(204);
    is_dead(&one).await;
    is_dead(&two).await;
    assert_eq!(app.dump().await.table("sessions").len(), 0);
    assert_eq!(app.dump().await.table("users").len(), 2);
}

#[tokio::test]
async fn s5_signing_out_everywhere_ends_every_session_of_that_person_alone() {
    let app = TestApp::start().await;
    let (one, ben) = (app.signed_in(ADA).await, app.signed_in(BEN).await);
    app.after_the_wait();
    let two = app.signed_in(ADA).await;
    let (stolen, other) = (one.copy(), two.copy());
    let done = one.post("/account/sessions/end-all", &[]).await;
    done.leads_to("/login");
    is_dead(&stolen).await;
    is_dead(&other).await;
    ben.get("/account").await.is(200);
}

#[tokio::test]
async fn s5_ending_one_session_ends_that_one() {
    let app = TestApp::start().await;
    let one = app.signed_in(ADA).await;
    let lost = session_names(&one).await[0].clone();
    app.after_the_wait();
    let two = app.signed_in(ADA).await;
    two.post(&format!("/account/sessions/{lost}/end"), &[])
        .await
        .leads_to("/account");
    is_dead(&one).await;
    two.get("/account").await.is(200);
}

#[tokio::test]
async fn s5_blocking_ends_sessions_at_once() {
    let app = TestApp::start().await;
    let (admin, ben) = (app.admin(ADA).await, app.signed_in(BEN).await);
    let path = format!("/admin/users/{}/block", user_id(&app, BEN).await);
    admin.post(&path, &[]).await.is(303);
    is_dead(&ben).await;
    // lifting the block does not bring them back
    let path = path.replace("/block", "/unblock");
    admin.post(&path, &[]).await.is(303);
    is_dead(&ben).await;
}

#[tokio::test]
async fn s5_deletion_ends_sessions_at_once() {
    let app = TestApp::start().await;
    let (admin, ben) = (app.admin(ADA).await, app.signed_in(BEN).await);
    let path = format!("/admin/users/{}/delete", user_id(&app, BEN).await);
    admin.post(&path, &[]).await.is(303);
    is_dead(&ben).await;
    let stolen = admin.copy();
    admin.post("/account/delete", &[]).await.leads_to("/login");
    is_dead(&stolen).await;
}

#[tokio::test]
async fn s5_an_act_on_many_ends_their_sessions_at_once() {
    for act in ["sign-out", "block", "delete"] {
        let app = TestApp::start().await;
        let (admin, ben) = (app.admin(ADA).await, app.signed_in(BEN).await);
        let id = user_id(&app, BEN).await;
        let fields = [("act", act), ("id", id.as_str())];
        admin.post("/admin/users/bulk", &fields).await.is(303);
        is_dead(&ben).await;
        admin.get("/admin/users").await.is(200);
    }
}

#[tokio::test]
async fn s5_blocking_a_number_ends_its_sessions_at_once() {
    let app = TestApp::start().await;
    let (admin, ben) = (app.admin(ADA).await, app.signed_in(BEN).await);
    let hash = app.deliveries("456").await[0]["phone_hash"].clone();
    let path = format!("/admin/numbers/{}/block", hash.as_str().expect("a hash"));
    admin.post(&path, &[]).await.is(303);
    is_dead(&ben).await;
}

#[tokio::test]
async fn s5_signing_out_during_a_request_is_not_undone_by_it() {
    let app = TestApp::start().await;
    let browser = app.signed_in(ADA).await;
    let stolen = browser.copy();
    let copies: Vec<_> = (0..8).map(|_| browser.copy()).collect();
    app.clock.advance(std::time::Duration::from_mins(2));
    let readers = copies.into_iter().map(|copy| {
        tokio::spawn(async move {
            for _ in 0..4 {
                copy.get("/account").await;
            }
        })
    });
    let readers: Vec<_> = readers.collect();
    browser.post("/logout", &[]).await.leads_to("/login");
    for reader in readers {
        reader.await.expect("read");
    }
    is_dead(&stolen).await;
}

#[tokio::test]
async fn s6_private_pages_are_not_stored() {
    let app = TestApp::start().await;
    let browser = app.admin(ADA).await;
    app.signed_in(CLEO).await;
    let user = format!("/admin/users/{}", user_id(&app, CLEO).await);
    let delete = format!("{user}/delete");
    let text = app.deliveries("210").await[0]["message_id"].clone();
    let message = format!("/admin/messages/{}", text.as_str().expect("a text"));
    let number = format!("/admin/numbers/{}", "a".repeat(64));
    let paths = [
        "/account",
        "/account/data",
        "/account/delete",
        "/account/sessions/end-all",
        "/admin/audit",
        "/admin/users",
        "/admin/factor",
        "/admin/settings",
        "/admin/settings/pause?provider=main",
        "/admin/settings/test",
        "/admin/users/export",
        "/admin/numbers",
        &number,
        "/admin/messages",
        &message,
        "/login/again",
        &user,
        &delete,
        "/auth/session",
    ];
    for path in paths {
        let page = browser.get(path).await;
        assert_eq!(page.is(200).header("cache-control"), "no-store", "{path}");
    }
    let reveal = format!("{user}/number");
    for path in [reveal.as_str(), "/admin/users/export"] {
        let shown = browser.post(path, &[("format", "csv")]).await;
        let shown = shown.is(200).shows("98765");
        assert_eq!(shown.header("cache-control"), "no-store", "{path}");
    }
    let other = app.browser();
    let sent = other.post_phone(BEN).await;
    assert_eq!(sent.header("cache-control"), "no-store");
    let page = other.get("/login/code").await;
    assert_eq!(page.is(200).header("cache-control"), "no-store");
    let code = app.last_code();
    let signed_in = other.post_code(&code).await;
    assert_eq!(signed_in.header("cache-control"), "no-store");
}

#[tokio::test]
async fn s6_sign_out_clears_the_site_s_data_and_takes_the_cookie_back() {
    let app = https().await;
    let ways = [
        "/logout",
        "/account/sessions/end-all",
        "/auth/logout",
        "/account/delete",
    ];
    for path in ways {
        let browser = app.browser();
        browser.post_phone(ADA).await.leads_to("/login/code");
        let code = app.last_code();
        browser.post_code(&code).await.leads_to("/account");
        let done = browser.post(path, &[]).await;
        assert!(done.status.is_success() || done.status == 303, "{path}");
        assert_eq!(done.header("clear-site-data"), "\"storage\"");
        assert_eq!(done.header("cache-control"), "no-store");
        let lines = set_cookies(&done, "__Host-textgate");
        assert_eq!(lines.len(), 1, "{path}: {lines:?}");
        let (value, has) = read_cookie(&lines[0]);
        assert_eq!(value, "", "{path}");
        let wanted = ["Max-Age=0", "Path=/", "HttpOnly", "SameSite=Lax", "Secure"];
        assert_eq!(has, attributes(&wanted), "{path}");
        app.clock.advance(std::time::Duration::from_hours(1));
    }
}

#[tokio::test]
async fn s6_ending_this_session_takes_its_cookie_back_too() {
    let app = TestApp::start().await;
    let browser = app.signed_in(ADA).await;
    let own = session_names(&browser).await[0].clone();
    let done = browser
        .post(&format!("/account/sessions/{own}/end"), &[])
        .await;
    done.leads_to("/login");
    assert_eq!(done.header("clear-site-data"), "\"storage\"");
    assert_eq!(browser.session(), None);
}

#[tokio::test]
async fn s7_a_thousand_visits_leave_nothing_behind() {
    let app = Arc::new(TestApp::start().await);
    let before = app.dump().await;
    let visits = (0..20).map(|nth| tokio::spawn(visits(Arc::clone(&app), nth)));
    for visits in visits.collect::<Vec<_>>() {
        visits.await.expect("visited");
    }
    assert_eq!(app.dump().await, before);
    assert_eq!(app.gateway.count(), 0);
}

#[tokio::test]
async fn s7_a_send_that_was_not_confirmed_leaves_neither_row_nor_cookie() {
    let app = TestApp::with(&[("regions", "US"), ("default_region", "US")]).await;
    let before = app.dump().await;
    let refused = Answer::Json(400, json!({ "code": 21606 }));
    let cases = [
        (Answer::TwilioQueued, "12", 422),
        (Answer::TwilioQueued, "+18005550199", 422),
        (Answer::TwilioQueued, BEN, 422),
        (refused, ADA, 503),
        (Answer::Json(201, json!({})), ADA, 503),
        // and the wait that this one leaves behind
        (Answer::TwilioQueued, ADA, 429),
    ];
    for (answer, phone, status) in cases {
        app.gateway.answers(answer);
        let browser = app.browser();
        browser.get("/login?region=IN&language=de").await.is(200);
        let fields = [
            ("phone", phone),
            ("region", "IN"),
            ("return_to", "/account"),
        ];
        let page = browser.post("/login", &fields).await;
        assert_eq!(page.is(status).header("set-cookie"), "", "{phone}");
        assert_eq!(app.dump().await.person(), before.person(), "{phone}");
    }
}

async fn visits(app: Arc<TestApp>, nth: usize) {
    let paths = [
        "/login",
        "/login?return_to=%2Faccount",
        "/login?return_to=https%3A%2F%2Fevil.example",
        "/login?region=IN&language=de",
        "/login?a=%00&b=%ff",
    ];
    let cookies = [
        ("textgate-region", "IN"),
        ("textgate-region", "<script>"),
        ("textgate", "AAAAAAAAAAAAAAAAAAAAAA"),
        ("textgate", "garbage"),
        ("lang", "de"),
    ];
    let browser = app.browser();
    for round in 0..50 {
        browser.cookies.lock().expect("cookies").clear();
        if nth % 2 == 1 {
            let (name, value) = cookies[round % cookies.len()];
            browser.set_cookie(name, value);
        }
        let request = browser.request(reqwest::Method::GET, paths[(nth + round) % paths.len()]);
        let languages = ["de-CH,de;q=0.9", "hi", "*", "\"><script>", ""];
        let language = languages[(nth * 7 + round) % languages.len()];
        let page = browser
            .send(request.header("accept-language", language))
            .await;
        page.is(200);
        assert_eq!(page.header("set-cookie"), "", "visit {nth} {round}");
    }
}
