//! The webhook's payloads, their signature, and the words of receivers.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;
use textgate::domain::delivery::{Category, Certainty};

use crate::TEXT;
use crate::app::gateway::{Answer, Gateway, Request};
use crate::app::sending::{self, CODE, NUMBER, SENT};

const KEYS: [[u8; 32]; 2] = [[1; 32], [2; 32]];

fn webhook(url: &str, rest: &str) -> String {
    let [one, two] = KEYS.map(|key| STANDARD.encode(key));
    format!("url = '{url}/sms?x=1'\nsecret = 'whsec_{one}|v1,whsec_{two}'\n{rest}")
}

/// As a receiver checks it; every signature must be right.
fn verify(request: &Request) {
    let header = |name| request.header(name).expect(name);
    let seconds: i64 = header("webhook-timestamp").parse().expect("seconds");
    assert_eq!(seconds, SENT);
    assert_eq!(header("idempotency-key"), header("webhook-id"));
    assert_eq!(header("content-type"), "application/json");
    let signed = format!("{}.{seconds}.{}", header("webhook-id"), request.body);
    let signatures: Vec<_> = header("webhook-signature").split(' ').collect();
    assert_eq!(signatures.len(), KEYS.len());
    for (key, signature) in KEYS.iter().zip(signatures) {
        let base64 = signature.strip_prefix("v1,").expect("version 1");
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key");
        mac.update(signed.as_bytes());
        let bytes = STANDARD.decode(base64).expect("Base64");
        mac.verify_slice(&bytes).expect("the signature");
    }
}

#[tokio::test]
async fn the_webhook_gets_signed_json() {
    let gateway = Gateway::start().await;
    gateway.answers(Answer::Json(200, json!({ "id": "m-1" })));
    let delivery = sending::delivery("webhook", &webhook(&gateway.url(), ""));
    let message = sending::message();
    let taken = sending::send(&delivery, &message)
        .await
        .outcome
        .expect("taken");
    assert_eq!(taken.provider_id.as_deref(), Some("m-1"));
    sending::send(&delivery, &message)
        .await
        .outcome
        .expect("taken again");

    let [first, second] = gateway.requests().try_into().expect("two requests");
    verify(&first);
    let id = message.id.to_string();
    assert_eq!(first.header("webhook-id"), Some(id.as_str()));
    assert_eq!(
        second.header("webhook-id"),
        Some(id.as_str()),
        "stable on a repeat"
    );
    assert_eq!(first.path, "/sms?x=1");
    assert_eq!(
        first.json(),
        json!({
            "type": "sms.send",
            "timestamp": "2026-11-22T13:58:00Z",
            "data": {
                "id": id,
                "to": NUMBER,
                "body": TEXT,
                "code": CODE,
                "channel": "sms",
                "locale": "en",
                "expires_at": "2026-11-22T14:03:00Z",
            },
        })
    );
}

#[tokio::test]
async fn a_supabase_hook_gets_what_it_reads() {
    let gateway = Gateway::start().await;
    gateway.answers(Answer::Json(200, json!({})));
    let settings = webhook(&gateway.url(), "compat = 'supabase'");
    let delivery = sending::delivery("webhook", &settings);
    sending::send(&delivery, &sending::message())
        .await
        .outcome
        .expect("taken");
    let request = &gateway.requests()[0];
    verify(request);
    let body = request.json();
    assert_eq!(body["user"]["phone"], NUMBER[1..]);
    assert_eq!(body["user"]["aud"], "authenticated");
    assert_eq!(body["user"]["role"], "authenticated");
    assert_eq!(body["user"]["id"].as_str().map(str::len), Some(36));
    assert_eq!(body["sms"], json!({ "otp": CODE }));
    assert_eq!(body["metadata"]["name"], "send-sms");
}

#[tokio::test]
async fn a_receivers_words_say_what_is_wrong() {
    use Category::{Blocked, Config, InvalidNumber, Outage, Rate};
    use Certainty::{Refused, Unknown};
    let gateway = Gateway::start().await;
    let delivery = sending::delivery("webhook", &webhook(&gateway.url(), ""));
    for (word, certainty, category) in [
        ("invalid_phone_number", Refused, InvalidNumber),
        ("rate_limited", Refused, Rate),
        ("authentication_failed", Refused, Config),
        ("unsupported_request", Refused, Config),
        ("delivery_rejected", Refused, Blocked),
        ("timeout", Unknown, Outage),
        ("unknown_error", Unknown, Category::Unknown),
    ] {
        for status in [200, 400] {
            gateway.answers(Answer::Json(status, json!({ "code": word })));
            let fault = sending::send(&delivery, &sending::message())
                .await
                .outcome
                .expect_err(word);
            assert_eq!(
                (fault.certainty, fault.category),
                (certainty, category),
                "{word}"
            );
            assert_eq!(fault.code.as_deref(), Some(word));
        }
    }
}

#[tokio::test]
async fn an_error_in_other_words_is_not_taken() {
    use Certainty::{Refused, Unknown};
    let gateway = Gateway::start().await;
    let delivery = sending::delivery("webhook", &webhook(&gateway.url(), ""));
    for (body, certainty) in [
        (json!({ "error": "no credit" }), Refused),
        (json!({ "error": {} }), Refused),
        (json!({ "error": { "http_code": 503 } }), Unknown),
        (json!({ "code": "E42" }), Unknown),
        (json!({ "code": 0 }), Unknown),
    ] {
        gateway.answers(Answer::Json(200, body.clone()));
        let fault = sending::send(&delivery, &sending::message())
            .await
            .outcome
            .expect_err("no");
        assert_eq!(fault.certainty, certainty, "{body}");
    }
    for body in [
        json!({ "error": null, "code": null }),
        json!({ "code": "ok", "id": 7 }),
    ] {
        gateway.answers(Answer::Json(200, body));
        sending::send(&delivery, &sending::message())
            .await
            .outcome
            .expect("taken");
    }
}
