//! Sinch's JSON, its codes for errors and for receipts, and its signature.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use textgate::delivery::{DeliveryUpdate, Receipt, ReceiptError, ReceiptRequest, Route};
use textgate::domain::delivery::{Category, Certainty};

use Category::{Balance, Config, InvalidNumber, Outage, Rate, Region, Unreachable};
use Certainty::{Refused, Unknown};

use crate::TEXT;
use crate::app::gateway::Answer;
use crate::app::sending::NUMBER;
use crate::incoming::{
    CALLBACK, ID, Line, complaint, from, posted, read, receipt, undelivered, update,
};

const SINCH: (&str, &str) = ("sinch", "service_plan_id = 'plan1'\napi_token = 'token'");
const SIGNED: (&str, &str) = (
    "sinch",
    "service_plan_id = 'plan1'\napi_token = 'token'\nregion = 'eu'\n\
     webhook_secret = 'foo_secret1234'",
);
const BAD: &str = "syntax_invalid_parameter_format";

fn created() -> Answer {
    Answer::Json(201, json!({ "id": "01FC66621", "canceled": false }))
}

#[tokio::test]
async fn sinch_gets_one_json() {
    let line = Line::to(SINCH).await;
    let sent = line.send(from("HARBOR"), Some(CALLBACK), created()).await;
    let taken = sent.outcome.as_ref().expect("taken");
    assert_eq!(taken.provider_id.as_deref(), Some("01FC66621"));
    assert_eq!(sent.request.method, "POST");
    assert_eq!(sent.request.path, "/xms/v1/plan1/batches");
    assert_eq!(
        sent.headers(),
        [
            ("authorization", "Bearer token"),
            ("content-type", "application/json")
        ]
    );
    assert_eq!(
        sent.request.json(),
        json!({
            "from": "HARBOR",
            "to": [NUMBER],
            "body": TEXT,
            "type": "mt_text",
            "client_reference": sent.id,
            "expire_at": "2026-11-22T14:03:00Z",
            "callback_url": CALLBACK,
            "delivery_report": "per_recipient_final",
        })
    );
    let sent = line.answered(created()).await;
    let body = sent.request.json();
    for name in ["from", "callback_url", "delivery_report"] {
        assert_eq!(body[name], Value::Null, "{name}");
    }
}

#[tokio::test]
async fn sinchs_answers_say_what_is_wrong() {
    let line = Line::to(SINCH).await;
    for (status, code, text, category) in [
        (400, BAD, "Invalid 'to' value", InvalidNumber),
        (400, BAD, "[to] is no number", InvalidNumber),
        (
            400,
            BAD,
            "Invalid 'from', or too long to send",
            Category::Unknown,
        ),
        (400, "syntax_invalid_json", "'to'", Category::Unknown),
        (401, "unauthorized", "", Config),
        (402, "out_of_funds", "", Balance),
        (403, "blocked_account", "", Balance),
        (403, "missing_callback_url", "", Config),
        (403, "unknown_group", "", Config),
        (403, "new", "", Config),
        (404, "missing", "", Config),
        (429, "too_fast", "", Rate),
    ] {
        let body = json!({ "code": code, "text": text });
        let sent = line.answered(Answer::Json(status, body)).await;
        assert_eq!(sent.fault(), (Refused, category, Some(code)), "{text}");
    }
    let body = json!({ "code": "internal", "text": NUMBER });
    let sent = line.answered(Answer::Json(500, body)).await;
    assert_eq!(sent.fault(), (Unknown, Outage, Some("500")));
}

#[tokio::test]
async fn only_201_with_an_id_is_taken() {
    let line = Line::to(SINCH).await;
    for (status, body) in [
        (200, json!({ "id": "01FC66621" })),
        (202, json!({ "id": "01FC66621" })),
        (201, json!({ "id": "" })),
        (201, json!({ "id": null })),
    ] {
        let sent = line.answered(Answer::Json(status, body)).await;
        assert_eq!(sent.fault().0, Unknown);
    }
}

fn with_headers(body: &str, timestamp: &str, nonce: &str, signature: &str) -> ReceiptRequest {
    let headers = [
        ("x-sinch-webhook-signature", signature),
        ("x-sinch-webhook-signature-timestamp", timestamp),
        ("x-sinch-webhook-signature-nonce", nonce),
        ("x-sinch-webhook-signature-algorithm", "HmacSHA256"),
    ];
    posted(CALLBACK, &headers, body, 1_795_355_890)
}

fn signed(body: &str) -> ReceiptRequest {
    let mut mac = Hmac::<Sha256>::new_from_slice(b"foo_secret1234").expect("a key");
    mac.update(format!("{body}.n0nce.1795355890").as_bytes());
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    with_headers(body, "1795355890", "n0nce", &signature)
}

#[test]
fn the_signature_is_checked_as_published() {
    // from sinch-sdk-java's tests (Apache-2.0): about a contact, not a text
    let body = r#"{"app_id":"","accepted_time":"2021-10-18T17:49:13.813615Z","project_id":"e2df3a34-a71b-4448-9db5-a8d2baad28e4","contact_create_notification":{"contact":{"id":"01FJA8B466Y0R2GNXD78MD9SM1","channel_identities":[{"channel":"SMS","identity":"48123456789","app_id":""}],"display_name":"New Test Contact","email":"new.contact@email.com","external_id":"","metadata":"","language":"EN_US"}},"message_metadata":""}"#;
    let nonce = "01FJA8B4A7BM43YGWSG9GBV067";
    let signature = "6bpJoRmFoXVjfJIVglMoJzYXxnoxRujzR4k2GOXewOE=";
    let check = |body: &str, timestamp: &str, nonce: &str, signature: &str| {
        read(SIGNED, &with_headers(body, timestamp, nonce, signature))
    };
    let authentic = check(body, "1634579353", nonce, signature);
    assert_eq!(authentic, Err(ReceiptError::Unreadable), "no type");
    let changed = body.replace("EN_US", "EN_UK");
    for (body, timestamp, nonce, signature) in [
        (changed.as_str(), "1634579353", nonce, signature),
        (body, "1634579354", nonce, signature),
        (body, "1634579353", "other", signature),
        (body, "1634579353", nonce, "AAAA"),
        (body, "1634579353", nonce, ""),
    ] {
        let forged = check(body, timestamp, nonce, signature);
        assert_eq!(forged, Err(ReceiptError::Forged));
    }
    let unsigned = posted(CALLBACK, &[], body, 0);
    assert_eq!(read(SIGNED, &unsigned), Err(ReceiptError::Forged));
}

fn report(status: &str, code: u64) -> String {
    json!({
        "type": "recipient_delivery_report_sms",
        "batch_id": "01FC66621",
        "recipient": NUMBER,
        "code": code,
        "status": status,
        "client_reference": ID,
        "operator": "35000",
    })
    .to_string()
}

#[test]
fn receipts_tell_what_became_of_the_text() {
    let told = |status: &str, code: u64| update(read(SIGNED, &signed(&report(status, code))));
    for status in ["Delivered", "DELIVERED", "delivered"] {
        assert_eq!(told(status, 0), DeliveryUpdate::Delivered);
    }
    for (status, code) in [
        ("Queued", 400),
        ("Dispatched", 401),
        ("Unknown", 0),
        ("New", 1),
    ] {
        assert_eq!(told(status, code), DeliveryUpdate::Underway, "{status}");
    }
    for (status, code, category) in [
        ("FAILED", 402, Unreachable),
        ("Failed", 406, Unreachable),
        ("Expired", 406, Unreachable),
        ("Rejected", 408, Category::Unknown),
        ("REJECTED", 413, Balance),
        ("Aborted", 412, Region),
        ("Aborted", 405, Config),
        ("Cancelled", 407, Config),
        ("Aborted", 410, Config),
        ("Aborted", 411, Config),
        ("Aborted", 403, Outage),
        ("Failed", 404, Outage),
        // not in the table: by the status
        ("Failed", 499, Unreachable),
        ("Expired", 499, Unreachable),
        ("Rejected", 499, Category::Unknown),
        ("Deleted", 499, Category::Unknown),
    ] {
        let code_text = code.to_string();
        assert_eq!(told(status, code), undelivered(category, &code_text));
    }
}

#[test]
fn our_reference_must_fit_the_address_and_unsigned_is_read_without_a_secret() {
    let body = report("Delivered", 0);
    let about = |id| Ok(vec![receipt(id, "01FC66621", DeliveryUpdate::Delivered)]);
    let unsigned = posted(CALLBACK, &[], &body, 0);
    let settings = format!("{}\nregion = 'us'", SINCH.1);
    assert_eq!(read(("sinch", &settings), &unsigned), about(ID));
    let bare = signed(&body.replace(ID, ""));
    assert_eq!(read(SIGNED, &bare), about(ID));
    let other = "019aabcd-0123-7000-8000-0123456789ac";
    for other in [other, "somebody-elses"] {
        let unfit = signed(&body.replace(ID, other));
        assert_eq!(
            read(SIGNED, &unfit),
            Err(ReceiptError::Unreadable),
            "{other}"
        );
    }
    let (nameless, _) = CALLBACK.split_once('?').expect("a query");
    let alone = posted(nameless, &[], &body.replace(ID, other), 0);
    assert_eq!(read(("sinch", &settings), &alone), about(other));
}

#[test]
fn what_is_authentic_may_still_be_no_receipt() {
    let nothing: Vec<Receipt> = Vec::new();
    assert_eq!(read(SIGNED, &signed(r#"{"type":"mo_text"}"#)), Ok(nothing));
    for body in ["", "x", "{}", "[]", r#"{"type":7}"#] {
        let read = read(SIGNED, &signed(body));
        assert_eq!(read, Err(ReceiptError::Unreadable), "{body}");
    }
}

#[test]
fn wrong_settings_and_routes_are_named() {
    let main = || Route::to("main");
    let with = |rest: &str| format!("{}\n{rest}", SINCH.1);
    for (settings, route, expected) in [
        (
            "api_token = 't'".to_owned(),
            main(),
            "missing field `service_plan_id`",
        ),
        (with(""), main(), "region is missing"),
        (with("region = 'mars'"), main(), "mars"),
        (
            with("region = 'us'\nwebhook_secret = ''"),
            main(),
            "webhook_secret is empty",
        ),
        (with("region = 'us'\nfrom = '?'"), main(), "from is"),
        (with("region = 'us'"), from("?"), "sender is"),
        (
            "service_plan_id = 'a/b'\napi_token = 't'\nregion = 'us'".to_owned(),
            main(),
            "service_plan_id must be",
        ),
    ] {
        let error = complaint(("sinch", &settings), route);
        assert!(error.contains(expected), "{error}");
    }
    let route = Route {
        entity: Some("1101".into()),
        ..main()
    };
    assert!(complaint(SIGNED, route).contains("remove entity"));
}
