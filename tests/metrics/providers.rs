//! Providers in the numbers: faults, failover, breakers, receipts.

use serde_json::{Value, json};

use crate::app::gateway::{Answer, Gateway};
use crate::app::{ADA, BEN, TestApp};
use crate::scrape::{Numbers, Scraper};
use crate::{INFOBIP, SECOND};

#[track_caller]
fn sent(numbers: &Numbers, provider: &str, outcome: &str, expected: f64) {
    let labels = [
        ("provider", provider),
        ("country", "US"),
        ("outcome", outcome),
    ];
    let value = numbers.value("textgate_sends_total", &labels);
    assert!((value - expected).abs() < 0.1, "{labels:?} {value}");
}

#[track_caller]
fn breaker(numbers: &Numbers, provider: &str, expected: f64) {
    let value = numbers.value("textgate_breaker_state", &[("provider", provider)]);
    assert!((value - expected).abs() < 0.1, "{provider} {value}");
}

/// No limit gets into the way.
const GENEROUS: [(&str, &str); 3] = [
    ("limits.phone", "1000/1m"),
    ("limits.range", "1000/1m"),
    ("code.resend_wait", "0s"),
];

/// Two providers: the second is asked when the first fails.
async fn two(first: &Gateway, second: Gateway) -> TestApp {
    let table = |name: &str, url: &str| {
        format!(
            "name = '{name}'\nkind = 'twilio'\nbase_url = '{url}'\nauth_token = 'token'\n\
             account_sid = 'AC00000000000000000000000000000000'\nfrom = '+15005550006'\n"
        )
    };
    let text = format!(
        "{}[[provider]]\n{}[routes]\ndefault = ['first', 'second']",
        table("first", &first.url()),
        table("second", "{url}")
    );
    TestApp::with_provider(&GENEROUS, second, &text).await
}

#[tokio::test]
async fn a_failing_provider_and_the_hop_to_the_next_are_seen() {
    let first = Gateway::start().await;
    first.answers(Answer::Json(401, json!({ "code": 20003 })));
    let app = two(&first, Gateway::start().await).await;
    let scraper = Scraper::of(&app).await;
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    first.answers(Answer::Close);
    app.clock.advance(SECOND / 2);
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    let seen = scraper.scrape().await;
    sent(&seen, "first", "refused", 1.0);
    sent(&seen, "first", "unknown", 1.0);
    sent(&seen, "second", "accepted", 2.0);
    for (reason, times) in [("config", 1.0), ("outage", 1.0), ("balance", 0.0)] {
        let labels = [("provider", "first"), ("reason", reason)];
        let value = seen.value("textgate_send_faults_total", &labels);
        assert!((value - times).abs() < 0.1, "{reason} {value}");
    }
    let hops = |provider| seen.value("textgate_failovers_total", &[("provider", provider)]);
    assert!((hops("first") - 2.0).abs() < 0.1 && hops("second") < 0.1);
    let timed = [("provider", "first"), ("outcome", "unknown")];
    let timed = seen.count("textgate_send_duration_seconds", &timed);
    assert!((timed - 1.0).abs() < 0.1, "{timed}");
}

#[tokio::test]
async fn a_breaker_is_seen_to_open_and_to_close() {
    let app = TestApp::with(&GENEROUS).await;
    let scraper = Scraper::of(&app).await;
    breaker(&scraper.scrape().await, "main", 0.0);
    app.gateway.answers(Answer::Text(503, "down".into()));
    for _ in 0..6 {
        app.browser().post_phone(ADA).await.is(503);
        app.clock.advance(SECOND / 10);
    }
    let open = scraper.scrape().await;
    breaker(&open, "main", 2.0);
    sent(&open, "main", "not_asked", 1.0);
    let timed = open.count("textgate_send_duration_seconds", &[("provider", "main")]);
    assert!(
        (timed - 5.0).abs() < 0.1,
        "who is not asked takes no time: {timed}"
    );
    app.clock.advance(5 * SECOND);
    breaker(&scraper.scrape().await, "main", 1.0);
    app.gateway.answers(Answer::TwilioQueued);
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    breaker(&scraper.scrape().await, "main", 0.0);
}

/// Posts to a receipt address, as a provider's machine does.
async fn tell(app: &TestApp, provider: &str, body: &Value) {
    let address = app.web.app.receipt_address(provider).expect("an address");
    let path = address.strip_prefix(SITE).expect("our own");
    app.browser().json(path, body).await;
}

#[track_caller]
fn told(numbers: &Numbers, outcome: &str, expected: f64) {
    let labels = [("provider", "main"), ("outcome", outcome)];
    let value = numbers.value("textgate_receipts_total", &labels);
    assert!((value - expected).abs() < 0.1, "{outcome} {value}");
}

const SITE: &str = "https://id.example";

#[tokio::test]
async fn receipts_are_counted_by_what_they_told() {
    let gateway = Gateway::start().await;
    let of = |id: &str, group: &str| json!({ "messageId": id, "status": { "groupName": group } });
    gateway.answers_by(move |nth| {
        let message = of(&format!("text-{nth}"), "PENDING");
        Answer::Json(200, json!({ "messages": [message] }))
    });
    let app = TestApp::with_provider(&[("public_url", SITE)], gateway, INFOBIP).await;
    let scraper = Scraper::of(&app).await;
    for phone in [ADA, BEN] {
        app.browser()
            .post_phone(phone)
            .await
            .leads_to("/login/code");
    }
    for (id, group) in [
        ("text-0", "DELIVERED"),
        ("text-0", "UNDELIVERABLE"),
        ("text-1", "UNDELIVERABLE"),
        ("text-9", "DELIVERED"),
    ] {
        tell(&app, "main", &json!({ "results": [of(id, group)] })).await;
    }
    tell(&app, "main", &json!({ "nothing": "to read" })).await;
    let seen = scraper.scrape().await;
    for (outcome, times) in [
        ("delivered", 1.0),
        ("undelivered", 1.0),
        ("ignored", 2.0),
        ("unreadable", 1.0),
    ] {
        told(&seen, outcome, times);
    }
}

#[tokio::test]
async fn a_forged_receipt_is_counted_and_a_guessed_address_is_not() {
    let app = TestApp::with(&[("public_url", SITE)]).await;
    let scraper = Scraper::of(&app).await;
    tell(&app, "main", &json!({})).await;
    app.browser()
        .json("/receipts/main/guessed", &json!({}))
        .await
        .is(404);
    app.browser()
        .json("/receipts/other/guessed", &json!({}))
        .await
        .is(404);
    let seen = scraper.scrape().await;
    told(&seen, "forged", 1.0);
    let all = seen.value("textgate_receipts_total", &[]);
    assert!((all - 1.0).abs() < 0.1, "{all}");
}
