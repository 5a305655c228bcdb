//! Telnyx's JSON, codes and condition for "taken", and its Ed25519 receipts.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use textgate::delivery::{DeliveryUpdate, Receipt, ReceiptError, ReceiptRequest, Route};
use textgate::domain::delivery::{Category, Certainty};

use Category::{Balance, Config, InvalidNumber, OptedOut, Outage, Rate, Region, Unreachable};
use Certainty::{Refused, Unknown};

use crate::TEXT;
use crate::app::gateway::Answer;
use crate::app::sending::NUMBER;
use crate::incoming::{
    CALLBACK, ID, Line, complaint, from, posted, read, receipt, undelivered, update,
};

const TELNYX: (&str, &str) = (
    "telnyx",
    "api_key = 'KEY0'\nfrom = '+15005550006'\n\
     messaging_profile_id = '40017f1e-4c5d-4ff9-9d0a-e1d1e2a0a1b2'\n\
     public_key = '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo='",
);

/// RFC 8032, section 7.1, test 1: its public key is the one above.
const SEED: [u8; 32] = [
    0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
    0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
];

fn told(status: &str) -> Value {
    json!({ "data": { "id": "m-1", "to": [{ "status": status }], "errors": [], "parts": 2 } })
}

#[tokio::test]
async fn telnyx_gets_one_json() {
    let line = Line::to(TELNYX).await;
    let answer = Answer::Json(200, told("queued"));
    let sent = line.send(from("HARBOR"), Some(CALLBACK), answer).await;
    let taken = sent.outcome.as_ref().expect("taken");
    assert_eq!(taken.provider_id.as_deref(), Some("m-1"));
    assert_eq!(taken.parts, Some(2));
    assert_eq!(sent.request.method, "POST");
    assert_eq!(sent.request.path, "/v2/messages");
    assert_eq!(
        sent.headers(),
        [
            ("authorization", "Bearer KEY0"),
            ("content-type", "application/json")
        ]
    );
    assert_eq!(
        sent.request.json(),
        json!({
            "to": NUMBER,
            "from": "HARBOR",
            "messaging_profile_id": "40017f1e-4c5d-4ff9-9d0a-e1d1e2a0a1b2",
            "text": TEXT,
            "type": "SMS",
            "webhook_url": CALLBACK,
        })
    );
}

#[tokio::test]
async fn no_receipts_are_asked_for_that_could_not_be_checked() {
    let bare = ("telnyx", "api_key = 'KEY0'\nfrom = '12345'");
    let line = Line::to(bare).await;
    let answer = Answer::Json(200, told("sent"));
    let sent = line.send(Route::to("main"), Some(CALLBACK), answer).await;
    assert_eq!(
        sent.request.json(),
        json!({ "to": NUMBER, "from": "12345", "text": TEXT, "type": "SMS" })
    );
    let receipt = signed(&finalized("delivered", &json!([])), 1_735_689_600);
    assert_eq!(read(bare, &receipt), Err(ReceiptError::Forged));
}

#[tokio::test]
async fn only_200_with_an_id_a_status_and_no_error_is_taken() {
    let line = Line::to(TELNYX).await;
    for status in ["queued", "sending", "sent"] {
        let sent = line.answered(Answer::Json(200, told(status))).await;
        sent.outcome.expect(status);
    }
    let mut with_error = told("queued");
    with_error["data"]["errors"] = json!([{ "code": "40300" }]);
    let mut without_id = told("queued");
    without_id["data"]["id"] = Value::Null;
    for answer in [
        Answer::Json(201, told("queued")),
        Answer::Json(200, told("delivered?")),
        Answer::Json(200, with_error),
        Answer::Json(200, without_id),
    ] {
        let sent = line.answered(answer).await;
        assert_eq!(sent.fault().0, Unknown);
    }
    for (status, certainty) in [
        ("sending_failed", Refused),
        ("delivery_failed", Unknown),
        ("expired", Unknown),
    ] {
        let sent = line.answered(Answer::Json(200, told(status))).await;
        assert_eq!(sent.fault().0, certainty, "{status}");
    }
}

const CODES: [(u16, &str, Category); 25] = [
    (400, "40310", InvalidNumber),
    (400, "40012", InvalidNumber),
    (400, "40001", InvalidNumber),
    (400, "40004", Unreachable),
    (400, "40006", Unreachable),
    (400, "40008", Unreachable),
    (400, "40005", Unreachable),
    (400, "40014", Rate),
    (400, "40300", OptedOut),
    (400, "40002", Config),
    (400, "40322", Config),
    (400, "40013", Config),
    (400, "40309", Region),
    (403, "20100", Balance),
    (403, "20012", Balance),
    (401, "10009", Config),
    (400, "20013", Config),
    (400, "20017", Config),
    (400, "40010", Config),
    (400, "40329", Config),
    (429, "10011", Rate),
    (400, "40318", Rate),
    (400, "10007", Outage),
    // not in the table: by the HTTP status
    (400, "99999", Category::Unknown),
    (403, "99999", Config),
];

#[tokio::test]
async fn telnyxs_codes_say_what_is_wrong() {
    let line = Line::to(TELNYX).await;
    for (status, code, category) in CODES {
        let error = json!({ "code": code, "title": "?", "detail": NUMBER });
        let answer = Answer::Json(status, json!({ "errors": [error] }));
        let sent = line.answered(answer).await;
        assert_eq!(sent.fault(), (Refused, category, Some(code)));
    }
}

fn finalized(status: &str, errors: &Value) -> String {
    let payload = json!({ "id": "m-1", "to": [{ "status": status }], "errors": errors });
    let data = json!({ "event_type": "message.finalized", "payload": payload });
    json!({ "data": data, "meta": { "attempt": 1 } }).to_string()
}

/// As Telnyx signs it, and received at that second.
fn signed(body: &str, seconds: i64) -> ReceiptRequest {
    let pair = Ed25519KeyPair::from_seed_unchecked(&SEED).expect("a key");
    let public = STANDARD.encode(pair.public_key().as_ref());
    assert!(TELNYX.1.contains(&public), "the key of RFC 8032");
    let signature = pair.sign(format!("{seconds}|{body}").as_bytes());
    signed_so(body, seconds, &STANDARD.encode(signature.as_ref()))
}

fn signed_so(body: &str, seconds: i64, signature: &str) -> ReceiptRequest {
    let headers = [
        ("telnyx-timestamp", &*seconds.to_string()),
        ("telnyx-signature-ed25519", signature),
    ];
    posted(CALLBACK, &headers, body, seconds)
}

fn shifted(mut posted: ReceiptRequest, by: i64) -> ReceiptRequest {
    let micros = posted.at.as_micros() + by * 1_000_000;
    posted.at = textgate::base::clock::Timestamp::from_micros(micros);
    posted
}

#[test]
fn a_signature_is_checked_as_computed_elsewhere() {
    // with Python's cryptography and the key pair of RFC 8032
    let body = r#"{"data":{"event_type":"message.finalized","payload":{"id":"m1","to":[{"status":"delivered"}]}}}"#;
    let signature = "z4FI+qrtOKxlvPQOwKaIexDmP/GpFEdKju0cax2pYoGwl+q0iKlBX6IXFx0Azpx+\
                     2P4SYYSf2defxpvtXJIgBA==";
    let good = || signed_so(body, 1_735_689_600, signature);
    assert_eq!(
        read(TELNYX, &good()),
        Ok(vec![receipt(ID, "m1", DeliveryUpdate::Delivered)])
    );
    for (seconds, good_still) in [(300, true), (-300, true), (301, false), (-301, false)] {
        let posted = shifted(good(), seconds);
        assert_eq!(read(TELNYX, &posted).is_ok(), good_still, "{seconds}");
    }
    let changed = signed_so(&body.replace("m1", "m2"), 1_735_689_600, signature);
    let moved = signed_so(body, 1_735_689_601, signature);
    for forged in [
        changed,
        moved,
        signed_so(body, 1_735_689_600, ""),
        signed_so(body, 1_735_689_600, "AAAA"),
        posted(CALLBACK, &[], body, 1_735_689_600),
    ] {
        assert_eq!(read(TELNYX, &forged), Err(ReceiptError::Forged));
    }
}

#[test]
fn receipts_tell_what_became_of_the_text() {
    let told = |status: &str, code: &str| {
        let errors = match code {
            "" => json!([]),
            code => json!([{ "code": code, "detail": NUMBER }]),
        };
        update(read(
            TELNYX,
            &signed(&finalized(status, &errors), 1_795_355_890),
        ))
    };
    let none = |category| DeliveryUpdate::Undelivered {
        category,
        code: None,
    };
    assert_eq!(told("delivered", ""), DeliveryUpdate::Delivered);
    assert_eq!(told("read", ""), DeliveryUpdate::Delivered);
    for status in ["queued", "sending", "sent", "delivery_unconfirmed", "new"] {
        assert_eq!(told(status, ""), DeliveryUpdate::Underway, "{status}");
    }
    assert_eq!(told("expired", ""), none(Unreachable));
    assert_eq!(told("sending_failed", ""), none(Category::Unknown));
    let other = undelivered(Category::Unknown, "99999");
    assert_eq!(told("delivery_failed", "99999"), other);
    for (_, code, category) in CODES.iter().take(23) {
        assert_eq!(told("delivery_failed", code), undelivered(*category, code));
    }
}

#[test]
fn what_is_authentic_may_still_be_no_receipt() {
    let came_in = json!({ "data": { "event_type": "message.received" } }).to_string();
    let nothing: Vec<Receipt> = Vec::new();
    assert_eq!(read(TELNYX, &signed(&came_in, 1)), Ok(nothing));
    for body in ["", "x", "{}", "[]", r#"{"data":{"event_type":7}}"#] {
        let read = read(TELNYX, &signed(body, 1));
        assert_eq!(read, Err(ReceiptError::Unreadable), "{body}");
    }
    let mut anonymous = signed(&finalized("sent", &json!([])).replace("m-1", ""), 1);
    anonymous.url = "https://books.example/receipts".into();
    assert_eq!(read(TELNYX, &anonymous), Err(ReceiptError::Unreadable));
}

#[test]
fn wrong_settings_and_routes_are_named() {
    let main = || Route::to("main");
    for (settings, route, expected) in [
        ("from = '12345'", main(), "missing field `api_key`"),
        (
            "api_key = 'k'",
            main(),
            "no sender: set from or messaging_profile_id",
        ),
        (
            "api_key = 'k'\nfrom = 'TXTGTE'",
            main(),
            "needs messaging_profile_id",
        ),
        (
            "api_key = 'k'",
            from("TXTGTE"),
            "needs messaging_profile_id",
        ),
        (
            "api_key = 'k'\nmessaging_profile_id = 'x'",
            main(),
            "must be a UUID",
        ),
        (
            "api_key = 'k'\npublic_key = 'AAAA'",
            main(),
            "Base64 of 32 bytes",
        ),
        ("api_key = 'k'\nport = 1", main(), "unknown field `port`"),
    ] {
        let error = complaint(("telnyx", settings), route);
        assert!(error.contains(expected), "{error}");
    }
    let route = Route {
        template: Some("1107".into()),
        ..main()
    };
    assert!(complaint(TELNYX, route).contains("remove template"));
}
