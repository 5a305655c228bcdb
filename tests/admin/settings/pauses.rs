//! A paused provider gets no texts, from the next one on.

use std::time::Duration;

use serde_json::json;

use super::text_of;
use crate::app::browser::Browser;
use crate::app::gateway::{Answer, Gateway};
use crate::app::{ADA, BEN, CLEO, TWILIO, TestApp};
use crate::{entries, fails};

/// Two accounts behind two gateways; the admin is in.
async fn two() -> (TestApp, Gateway, Browser) {
    let (main, spare) = (Gateway::start().await, Gateway::start().await);
    let second = TWILIO
        .replace("main", "spare")
        .replace("{url}", &spare.url());
    let tables = format!(
        "{TWILIO}\n[[provider]]\n{second}\n[routes]\ndefault = [\"main\", \"spare\"]\nIN = [\"spare\"]"
    );
    let app = TestApp::with_provider(&[("admins", ADA)], main, &tables).await;
    let admin = app.signed_in(ADA).await;
    (app, spare, admin)
}

async fn act(admin: &Browser, act: &str, provider: &str) {
    let fields = [("provider", provider)];
    let done = admin.post(&format!("/admin/settings/{act}"), &fields).await;
    done.leads_to("/admin/settings");
}

#[tokio::test]
async fn a_paused_provider_is_skipped_on_every_node_until_it_is_resumed() {
    let (app, spare, admin) = two().await;
    let text = text_of(&admin.get("/admin/settings").await.body);
    assert!(text.contains("main twilio Working"), "{text}");
    act(&admin, "pause", "main").await;
    let text = text_of(&admin.get("/admin/settings").await.body);
    let told = "main twilio Paused 22 Nov 2026, 13:58 UTC , +1 •••• number ending 671 Resume main";
    assert!(text.contains(told), "{text}");
    let count = app.gateway.count();
    app.browser().post_phone(BEN).await.leads_to("/login/code");
    assert_eq!((app.gateway.count(), spare.count()), (count, 1));
    let twin = app.twin().await;
    let elsewhere = twin.copy_of(&app.browser());
    elsewhere
        .post_phone("+33612345678")
        .await
        .leads_to("/login/code");
    assert_eq!((app.gateway.count(), spare.count()), (count, 2));
    act(&admin, "resume", "main").await;
    app.after_the_wait();
    app.browser().post_phone(BEN).await.leads_to("/login/code");
    assert_eq!((app.gateway.count(), spare.count()), (count + 1, 2));
}

#[tokio::test]
async fn a_text_goes_on_to_no_paused_provider() {
    let (app, spare, admin) = two().await;
    act(&admin, "pause", "spare").await;
    app.gateway
        .answers(Answer::Json(429, json!({ "code": 20429 })));
    app.browser().post_phone(BEN).await.is(503);
    assert_eq!(spare.count(), 0);
}

#[tokio::test]
async fn when_all_of_a_route_are_paused_nothing_is_tried_and_nothing_written() {
    let (app, spare, admin) = two().await;
    let half = app.browser();
    half.post_phone(CLEO).await.leads_to("/login/code");
    let code = spare.last_code();
    act(&admin, "pause", "main").await;
    act(&admin, "pause", "spare").await;
    app.after_the_wait();
    let (before, texts) = (app.dump().await, (app.gateway.count(), spare.count()));
    let page = app.browser().post_phone(BEN).await;
    page.is(503).shows("we cannot send texts right now");
    let answer = app.send_otp(BEN).await;
    answer.is(400);
    assert_eq!(answer.json()["code"], "provider_down");
    half.resend().await.is(200);
    assert_eq!(app.dump().await, before);
    assert_eq!((app.gateway.count(), spare.count()), texts);
    // the earlier code works on
    half.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn before_a_pause_it_is_told_who_is_left_without_texts() {
    let (_app, _spare, admin) = two().await;
    let page = admin.get("/admin/settings/pause?provider=main").await;
    page.is(200).shows("Pause main?").hides("No other provider");
    let page = admin.get("/admin/settings/pause?provider=spare").await;
    page.shows("No other provider is left for").shows("India");
    page.hides("Every country").shows("textgate resume spare");
    act(&admin, "pause", "main").await;
    let page = admin.get("/admin/settings/pause?provider=spare").await;
    page.shows("India")
        .shows("Every country without routes of its own");
}

#[tokio::test]
async fn only_known_providers_are_paused_and_each_act_is_in_the_audit_once() {
    let (app, _spare, admin) = two().await;
    let unknown = [("provider", "nobody")];
    for path in ["/admin/settings/pause", "/admin/settings/resume"] {
        admin.post(path, &unknown).await.is(404);
        admin.post(path, &[]).await.is(404);
    }
    admin.get("/admin/settings/pause").await.is(404);
    admin
        .get("/admin/settings/pause?provider=nobody")
        .await
        .is(404);
    assert_eq!(app.dump().await.table("pauses"), [""; 0]);
    for verb in ["resume", "pause", "pause", "resume", "resume"] {
        app.clock.advance(Duration::from_secs(1));
        act(&admin, verb, "main").await;
    }
    let rows = entries(&app).await;
    let acts: Vec<_> = rows
        .iter()
        .filter_map(|row| row["action"].as_str())
        .collect();
    assert_eq!(acts, ["provider.pause", "provider.resume"]);
    assert_eq!(rows[0]["target_kind"], "provider");
    assert_eq!(rows[0]["target_label"], "main");
    let page = admin.get("/admin/audit").await;
    let text = text_of(&page.body);
    assert!(text.contains("Paused a provider"), "{text}");
    fails(&app, "insert on audit").await;
    let fields = [("provider", "main")];
    admin.post("/admin/settings/pause", &fields).await.is(503);
    assert_eq!(app.dump().await.table("pauses"), [""; 0]);
}

#[tokio::test]
async fn the_breaker_s_state_shows() {
    let (app, _spare, admin) = two().await;
    app.gateway
        .answers(Answer::Json(500, json!({ "code": 20500 })));
    for n in 0..5 {
        app.browser_from(&format!("127.2.0.{}", n + 1))
            .post_phone(&format!("+3361234567{n}"))
            .await;
    }
    let text = text_of(&admin.get("/admin/settings").await.body);
    assert!(text.contains("main twilio Failing, left alone"), "{text}");
    app.clock.advance(Duration::from_secs(6));
    let text = text_of(&admin.get("/admin/settings").await.body);
    assert!(text.contains("main twilio Being tried again"), "{text}");
}
