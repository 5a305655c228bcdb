//! Receipts of one's own webhook: the same scheme and secret, the other way.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use textgate::delivery::{Delivery, DeliveryUpdate, Receipt, ReceiptError, ReceiptRequest, Route};
use textgate::domain::delivery::Category;

use crate::app::gateway::{Answer, Gateway};
use crate::app::sending::{self, SENT};

const KEYS: [[u8; 32]; 2] = [[1; 32], [2; 32]];
const URL: &str = "https://id.example.com/receipts/main/hush";

fn webhook(url: &str, rest: &str) -> Delivery {
    let [one, two] = KEYS.map(|key| STANDARD.encode(key));
    let secret = format!("secret = 'whsec_{one}|whsec_{two}'");
    sending::delivery("webhook", &format!("url = '{url}'\n{secret}\n{rest}"))
}

fn receiver() -> Delivery {
    webhook("https://sms.example", "")
}

fn sign(key: &[u8], id: &str, seconds: i64, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key");
    mac.update(format!("{id}.{seconds}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// Signed at `SENT`, and here so many seconds later.
fn posted(signature: &str, body: &str, late: i64) -> ReceiptRequest {
    let seconds = SENT.to_string();
    let headers = [
        ("webhook-id", "rcpt-1"),
        ("webhook-timestamp", seconds.as_str()),
        ("webhook-signature", signature),
    ];
    sending::posted(URL, &headers, body, late)
}

fn read(body: &Value) -> Result<Vec<Receipt>, ReceiptError> {
    let body = body.to_string();
    let signature = sign(&KEYS[0], "rcpt-1", SENT, &body);
    sending::receipts(&receiver(), &posted(&signature, &body, 0))
}

#[tokio::test]
async fn the_payload_says_where_receipts_go() {
    let gateway = Gateway::start().await;
    gateway.answers(Answer::Json(200, json!({})));
    for (rest, place) in [("", Some(())), ("compat = 'supabase'", None)] {
        let delivery = webhook(&gateway.url(), rest);
        let message = sending::message();
        let callback = sending::callback(message.id);
        let route = Route::to("main");
        let taken = sending::hand_over(&delivery, &message, &route, Some(&callback)).await;
        taken.expect("taken");
        let body = gateway.requests().last().expect("a request").json();
        let expected = place.map_or(Value::Null, |()| json!(callback));
        assert_eq!(body["data"]["callback"], expected);
        assert_eq!(body.to_string().contains("hush"), place.is_some());
    }
}

#[test]
fn receipts_say_what_became_of_the_text() {
    let id = sending::message().id;
    let failed = |category, code: Option<&str>| DeliveryUpdate::Undelivered {
        category,
        code: code.map(Into::into),
    };
    for (kind, code, update) in [
        ("sms.delivered", json!(null), DeliveryUpdate::Delivered),
        ("sms.teleported", json!(null), DeliveryUpdate::Underway),
        (
            "sms.undelivered",
            json!(null),
            failed(Category::Unknown, None),
        ),
        (
            "sms.undelivered",
            json!("invalid_phone_number"),
            failed(Category::InvalidNumber, Some("invalid_phone_number")),
        ),
        (
            "sms.undelivered",
            json!("delivery_rejected"),
            failed(Category::Blocked, Some("delivery_rejected")),
        ),
        (
            "sms.undelivered",
            json!("E42"),
            failed(Category::Unknown, Some("E42")),
        ),
        (
            "sms.undelivered",
            json!("no such phone: +14155552671"),
            failed(Category::Unknown, None),
        ),
    ] {
        let data = json!({ "id": id.to_string(), "code": code, "new": [1] });
        let receipts = read(&json!({ "type": kind, "data": data, "new": {} }));
        let expected = Receipt {
            delivery: Some(id),
            provider_id: None,
            update,
        };
        assert_eq!(receipts, Ok(vec![expected]), "{kind} {code}");
    }
}

#[test]
fn the_callbacks_address_may_name_the_text() {
    let id = sending::message().id;
    let body = json!({ "type": "sms.delivered" }).to_string();
    let mut posted = posted(&sign(&KEYS[1], "rcpt-1", SENT, &body), &body, 0);
    posted.url = sending::callback(id);
    let receipts = sending::receipts(&receiver(), &posted).expect("a receipt");
    assert_eq!(receipts[0].delivery, Some(id));
}

#[test]
fn one_right_signature_is_enough() {
    let body =
        json!({ "type": "sms.delivered", "data": { "id": sending::message().id.to_string() } });
    let body = body.to_string();
    let right = sign(&KEYS[1], "rcpt-1", SENT, &body);
    let wrong = sign(&[3; 32], "rcpt-1", SENT, &body);
    for several in [format!("{wrong} {right}"), format!("v1a,AAAA v1,? {right}")] {
        assert!(sending::receipts(&receiver(), &posted(&several, &body, 0)).is_ok());
    }
}

#[test]
fn a_forged_or_old_receipt_is_none() {
    let forged = Err(ReceiptError::Forged);
    let body =
        json!({ "type": "sms.delivered", "data": { "id": sending::message().id.to_string() } });
    let body = body.to_string();
    let right = sign(&KEYS[0], "rcpt-1", SENT, &body);
    let read = |signature: &str, body: &str, late| {
        sending::receipts(&receiver(), &posted(signature, body, late))
    };
    for late in [-300, 0, 300] {
        assert!(read(&right, &body, late).is_ok(), "{late} s");
    }
    for late in [-301, 301, 86_400] {
        assert_eq!(read(&right, &body, late), forged, "{late} s");
    }
    assert_eq!(read(&right, &body.replace("sms.d", "sms.e"), 0), forged);
    assert_eq!(read(&right.replace("v1,", "v1a,"), &body, 0), forged);
    assert_eq!(read(&right[3..], &body, 0), forged);
    assert_eq!(read("", &body, 0), forged);
    assert_eq!(
        read(&sign(&[3; 32], "rcpt-1", SENT, &body), &body, 0),
        forged
    );
    for lost in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let mut posted = posted(&right, &body, 0);
        posted.headers.remove(lost);
        assert_eq!(sending::receipts(&receiver(), &posted), forged, "{lost}");
    }
    let mut other_time = posted(&right, &body, 0);
    let later = (SENT + 1).to_string().parse().expect("a value");
    other_time.headers.insert("webhook-timestamp", later);
    assert_eq!(sending::receipts(&receiver(), &other_time), forged);
}

#[test]
fn what_is_signed_but_no_receipt_is_unreadable() {
    for body in [
        json!([]),
        json!("sms.delivered"),
        json!({ "data": { "id": sending::message().id.to_string() } }),
        json!({ "type": "sms.delivered" }),
        json!({ "type": "sms.delivered", "data": { "id": "m-1" } }),
        json!({ "type": 1, "data": { "id": sending::message().id.to_string() } }),
    ] {
        assert_eq!(read(&body), Err(ReceiptError::Unreadable), "{body}");
    }
    let signature = sign(&KEYS[0], "rcpt-1", SENT, "{");
    let read = sending::receipts(&receiver(), &posted(&signature, "{", 0));
    assert_eq!(read, Err(ReceiptError::Unreadable));
}
