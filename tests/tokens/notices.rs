//! Apps hear that a sign-in ended.

use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::routing::post;
use serde_json::{Value, json};
use textgate::base::jws::{PublicKey, verify};
use textgate::domain::audit::Actor;
use textgate::flow::oidc::logout_notices::send_due;
use textgate::flow::sweep::sweep;
use textgate::flow::users;
use tokio::net::TcpListener;

use crate::app::browser::Browser;
use crate::app::relying_party::{claims, rows, seconds, text, tokens, with_apps};
use crate::app::{ADA, BEN, TestApp};

/// An app that hears.
struct Hearing {
    status: Arc<AtomicU16>,
    heard: Arc<Mutex<Vec<String>>>,
    app: TestApp,
}

type Ears = (Arc<AtomicU16>, Arc<Mutex<Vec<String>>>);

async fn hear(
    State((status, heard)): State<Ears>,
    Form(form): Form<Vec<(String, String)>>,
) -> StatusCode {
    let token = form.into_iter().find(|(name, _)| name == "logout_token");
    heard
        .lock()
        .expect("tokens")
        .push(token.expect("a token").1);
    StatusCode::from_u16(status.load(Ordering::Relaxed)).expect("a status")
}

impl Hearing {
    async fn start() -> Self {
        let (status, heard) = (Arc::new(AtomicU16::new(204)), Arc::default());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let state: Ears = (Arc::clone(&status), Arc::clone(&heard));
        let router = Router::new().route("/bcl", post(hear)).with_state(state);
        tokio::spawn(async move { axum::serve(listener, router).await });
        let more = format!("backchannel_logout_uri = 'http://{address}/bcl'");
        let app = with_apps(&[], &more).await;
        Self { status, heard, app }
    }

    /// What was heard since the last time.
    async fn hears(&self) -> Vec<String> {
        send_due(&self.app.web.app).await.expect("sent");
        std::mem::take(&mut *self.heard.lock().expect("tokens"))
    }

    /// Somebody with a grant, and what the app calls it.
    async fn signed_in(&self, phone: &str) -> (Browser, Value) {
        let browser = self.app.signed_in(phone).await;
        let given = tokens(&self.app, &browser).await;
        let sid = claims(text(&given, "id_token"))["sid"].clone();
        self.app.after_the_wait();
        (browser, sid)
    }
}

/// Somebody signs in with a browser where somebody is signed in.
async fn signs_in(app: &TestApp, browser: &Browser, phone: &str) {
    browser
        .json("/auth/send-otp", &json!({ "phone": phone }))
        .await
        .is(200);
    let typed = json!({ "phone": phone, "otp": app.last_code() });
    browser.json("/auth/verify-otp", &typed).await.is(200);
}

#[tokio::test]
async fn a_sign_out_is_told_once_with_the_sign_in_and_the_person() {
    let it = Hearing::start().await;
    let (ada, sid) = it.signed_in(ADA).await;
    assert!(it.hears().await.is_empty());
    ada.post("/logout", &[]).await;
    let heard = it.hears().await;
    let set = it.app.browser().get("/oidc/jwks").await.json();
    let keys = set["keys"].as_array().expect("keys").iter();
    let keys = keys.filter_map(|jwk| PublicKey::from_json(&jwk.to_string()));
    let mut verified = keys.filter_map(|key| verify::<Value>(&heard[0], "logout+jwt", &key));
    let token = verified.next().expect("ours");
    let now = it.app.web.app.now().as_secs();
    assert_eq!(token["iss"], it.app.url);
    assert_eq!(token["aud"], "shop");
    assert_eq!(token["sid"], sid);
    assert_eq!(token["sub"], rows(&it.app, "users").await[0]["id"]);
    assert_eq!(token["exp"], now + 120);
    let event = "http://schemas.openid.net/event/backchannel-logout";
    assert_eq!(token["events"], json!({ event: {} }));
    assert!(token.get("nonce").is_none());
    assert!(it.hears().await.is_empty());
    assert!(rows(&it.app, "logout_notices").await.is_empty());
}

#[tokio::test]
async fn whatever_ends_a_sign_in_is_told() {
    let it = Hearing::start().await;
    let app = &it.app.web.app;
    let heard = async |expected: Vec<Value>| {
        let heard = it.hears().await;
        let mut sids: Vec<_> = heard
            .iter()
            .map(|token| claims(token)["sid"].clone())
            .collect();
        sids.sort_by_key(ToString::to_string);
        let mut expected = expected;
        expected.sort_by_key(ToString::to_string);
        assert_eq!(sids, expected);
    };
    let user = async |phone: &str| {
        let phone = phone.parse().expect("a number");
        app.store
            .user_by_phone(&phone)
            .await
            .expect("answered")
            .expect("a user")
    };
    // one device, from another
    let (_, one) = it.signed_in(ADA).await;
    let (second, two) = it.signed_in(ADA).await;
    let ada = user(ADA).await;
    let sessions = app
        .store
        .sessions_of(ada.id, app.now(), Duration::from_hours(1))
        .await;
    let sessions = sessions.expect("answered");
    let actor = Actor::user(&ada, "");
    let first = &sessions.last().expect("one").id_hash;
    assert!(
        users::end_session(app, &actor, &ada, first)
            .await
            .expect("answered")
    );
    heard(vec![one]).await;
    // the same browser as somebody else
    signs_in(&it.app, &second, BEN).await;
    heard(vec![two]).await;
    it.app.after_the_wait();
    // everywhere, blocked, deleted
    let (_, one) = it.signed_in(ADA).await;
    let (_, two) = it.signed_in(ADA).await;
    users::sign_out(app, &Actor::command(), ada.id)
        .await
        .expect("answered");
    heard(vec![one, two]).await;
    let (_, three) = it.signed_in(ADA).await;
    it.app.blocks(ADA).await;
    heard(vec![three]).await;
    let (_, four) = it.signed_in(BEN).await;
    let ben = user(BEN).await;
    users::delete(app, &Actor::command(), ben.id)
        .await
        .expect("answered");
    heard(vec![four]).await;
    assert!(
        rows(&it.app, "grants")
            .await
            .iter()
            .all(|row| row["user_id"] != ben.id.to_string())
    );
}

#[tokio::test]
async fn a_session_that_is_renewed_keeps_its_grant_and_one_that_expires_is_not_told() {
    let it = Hearing::start().await;
    let (ada, sid) = it.signed_in(ADA).await;
    signs_in(&it.app, &ada, ADA).await;
    let given = tokens(&it.app, &ada).await;
    assert_eq!(claims(text(&given, "id_token"))["sid"], sid);
    assert!(it.hears().await.is_empty());
    it.app.clock.advance(Duration::from_hours(8 * 24));
    sweep(&it.app.web.app).await.expect("swept");
    assert!(it.hears().await.is_empty());
    let grants = rows(&it.app, "grants").await;
    assert_eq!(grants.len(), 1);
    assert_eq!(grants[0]["ended_why"], "expired");
    it.app.clock.advance(Duration::from_hours(91 * 24));
    sweep(&it.app.web.app).await.expect("swept");
    for table in ["grants", "codes", "tokens"] {
        assert!(rows(&it.app, table).await.is_empty(), "{table}");
    }
}

#[tokio::test]
async fn an_app_that_is_away_is_told_later_and_given_up_after_a_day() {
    let it = Hearing::start().await;
    let (ada, _) = it.signed_in(ADA).await;
    it.status.store(503, Ordering::Relaxed);
    ada.post("/logout", &[]).await;
    for wait in [0, 60, 120, 240] {
        it.app.clock.advance(seconds(wait));
        assert_eq!(it.hears().await.len(), 1, "after {wait} s");
        assert_eq!(it.hears().await.len(), 0);
    }
    let notice = rows(&it.app, "logout_notices").await.remove(0);
    assert_eq!(
        (&notice["tries"], &notice["last"]),
        (&4.into(), &"HTTP 503".into())
    );
    it.app.clock.advance(Duration::from_hours(24));
    assert_eq!(it.hears().await.len(), 1);
    it.app.clock.advance(Duration::from_hours(24));
    assert_eq!(it.hears().await.len(), 0);
    assert!(!rows(&it.app, "logout_notices").await[0]["dead_at"].is_null());
}

#[tokio::test]
async fn an_app_that_refuses_is_asked_three_times() {
    let it = Hearing::start().await;
    let (ada, _) = it.signed_in(ADA).await;
    it.status.store(400, Ordering::Relaxed);
    ada.post("/logout", &[]).await;
    let mut tokens = Vec::new();
    for _ in 0..5 {
        tokens.extend(it.hears().await);
        it.app.clock.advance(Duration::from_hours(3));
    }
    assert_eq!(tokens.len(), 3);
    let jti = |token: &String| claims(token)["jti"].clone();
    assert_ne!(jti(&tokens[0]), jti(&tokens[1]));
}

#[tokio::test]
async fn apps_that_do_not_want_to_hear_leave_nothing() {
    let app = with_apps(&[], "").await;
    let ada = app.signed_in(ADA).await;
    tokens(&app, &ada).await;
    ada.post("/logout", &[]).await;
    send_due(&app.web.app).await.expect("sent");
    sweep(&app.web.app).await.expect("swept");
    assert!(rows(&app, "logout_notices").await.is_empty());
}

#[tokio::test]
async fn a_session_that_had_to_make_room_is_told_with_the_next_sweep() {
    let it = Hearing::start().await;
    let (_, sid) = it.signed_in(ADA).await;
    it.app.spoil("delete from sessions").await;
    sweep(&it.app.web.app).await.expect("swept");
    let heard = it.hears().await;
    assert_eq!(heard.len(), 1);
    assert_eq!(claims(&heard[0])["sid"], sid);
}
