//! Receipts: what providers post later, signed rightly, wrongly or not at all.

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};
use textgate::base::clock::Timestamp;
use textgate::delivery::{Delivery, DeliveryUpdate, Receipt, ReceiptError, ReceiptRequest};

use super::app::sending;
use super::cases;
use super::kinds::{KINDS, Kind};
use super::mutate::{Bytes, NUMBER, bytes_like, json_like};
use super::signed::{NOW, signed};

const ADDRESS: &str = "https://id.example/receipts/main/hush";
const OURS: &str = "01900000-0000-7000-8000-000000000000";

/// Kinds that send receipts, whether they sign, and who reads them.
static READERS: LazyLock<Vec<(&str, bool, Delivery)>> = LazyLock::new(|| {
    let send = KINDS.iter().filter(|kind| !kind.name.starts_with("aws-"));
    let reader = |kind: &Kind| (kind.name, kind.signs, kind.delivery("https://sms.example"));
    send.map(reader).collect()
});

/// Real receipts in JSON.
fn in_json() -> Vec<Value> {
    let status = json!({ "groupName": "UNDELIVERABLE", "id": 9, "name": "X" });
    let report = json!([{ "number": NUMBER, "status": "2", "desc": "FAILED", "CRQID": OURS }]);
    let errors = json!([{ "code": "40300", "detail": NUMBER, "title": NUMBER }]);
    let payload = json!({ "id": "m-1", "to": [{ "status": "delivery_failed" }], "errors": errors });
    let failed = json!({ "id": "wamid.1", "status": "failed", "recipient_id": NUMBER,
        "biz_opaque_callback_data": OURS, "errors": [{ "code": 131_026, "title": NUMBER }] });
    let value = json!({ "statuses": [failed] });
    vec![
        json!({ "results": [{ "messageId": OURS, "to": NUMBER, "status": status }] }),
        json!([{ "senderId": "TXTGTE", "requestId": "r-1", "report": report }]),
        json!({ "type": "recipient_delivery_report_sms", "batch_id": "b-1", "code": 406,
            "status": "Failed", "recipient": NUMBER, "client_reference": OURS }),
        json!({ "data": { "event_type": "message.finalized", "payload": payload } }),
        json!({ "object": "whatsapp_business_account", "entry": [{ "changes": [{ "value": value }] }] }),
        json!({ "type": "sms.undelivered", "data": { "id": OURS, "code": "delivery_rejected" } }),
        json!({ "msisdn": NUMBER, "messageId": "m-1", "status": "failed", "err-code": "6",
            "client-ref": OURS }),
        json!({ "MessageSid": "SM1", "MessageStatus": "undelivered", "ErrorCode": 30003 }),
    ]
}

/// Real receipts as forms.
const FORMS: [&str; 5] = [
    "MessageSid=SM1&MessageStatus=undelivered&ErrorCode=30003&To=%2B14155552671",
    "MessageUUID=m-2&ParentMessageUUID=m-1&Status=failed&ErrorCode=14155552671",
    "id=ATXid_1&status=Failed&phoneNumber=%2B14155552671&failureReason=UserInBlackList",
    "data=%5B%7B%22requestId%22%3A%22r-1%22%2C%22report%22%3A%5B%7B%22status%22%3A%222%22%7D%5D%7D%5D",
    "msisdn=14155552671&messageId=m-1&status=rejected&err-code=14155552671",
];

const QUERIES: [&str; 4] = [
    "",
    "?d=01900000-0000-7000-8000-000000000000",
    "?id=b-1&reference=x&recipient=14155552671&status=delivery_failed&statusErrorCode=14155552671",
    "?d=%00&status=%ff&d=2",
];

fn bodies() -> impl Strategy<Value = Bytes> {
    let mut texts: Vec<Vec<u8>> = FORMS.iter().map(|it| it.as_bytes().to_vec()).collect();
    texts.extend(in_json().iter().map(|it| it.to_string().into_bytes()));
    texts.push(Vec::new());
    prop_oneof![
        6 => json_like(in_json()).prop_map(|it| it.to_string().into_bytes()),
        4 => bytes_like(texts),
        1 => vec(any::<u8>(), 0..300),
    ]
    .prop_map(Bytes)
}

fn posted(url: String, headers: &[(&'static str, String)], body: &[u8]) -> ReceiptRequest {
    let header = |(name, value): &(&'static str, String)| {
        let value = HeaderValue::from_str(value).expect("a value");
        (HeaderName::from_static(name), value)
    };
    ReceiptRequest {
        url,
        headers: headers.iter().map(header).collect::<HeaderMap>(),
        body: body.to_vec(),
        at: Timestamp::from_micros(NOW * 1_000_000),
    }
}

/// What every receipt must hold to that is read.
fn is_sane(kind: &str, read: &Result<Vec<Receipt>, ReceiptError>) {
    for receipt in read.iter().flatten() {
        let named = receipt.delivery.is_some() || receipt.provider_id.is_some();
        assert!(named, "{kind}: about no text");
        let id = receipt.provider_id.as_deref().unwrap_or("m");
        assert!(
            (1..=128).contains(&id.len()) && id.is_ascii(),
            "{kind}: {id}"
        );
        let DeliveryUpdate::Undelivered {
            code: Some(code), ..
        } = &receipt.update
        else {
            continue;
        };
        assert!(!code.contains(NUMBER), "{kind}: {receipt:?}");
        let plain = code.bytes().all(|b| b.is_ascii_graphic());
        assert!(plain && code.len() <= 100, "{kind}: {receipt:?}");
    }
}

#[test]
fn every_reader_reads_a_real_receipt_of_its_own() {
    let mut bodies: Vec<Vec<u8>> = FORMS.iter().map(|it| it.as_bytes().to_vec()).collect();
    bodies.extend(in_json().iter().map(|it| it.to_string().into_bytes()));
    bodies.push(Vec::new());
    for (kind, _, delivery) in READERS.iter() {
        let told = |body: &Vec<u8>| {
            let url = format!("{ADDRESS}{}", QUERIES[2]);
            let read = sending::receipts(
                delivery,
                &posted(url.clone(), &signed(kind, &url, body), body),
            );
            read.unwrap_or_default()
                .iter()
                .any(|receipt| matches!(receipt.update, DeliveryUpdate::Undelivered { .. }))
        };
        assert!(bodies.iter().any(told), "{kind}");
    }
}

proptest! {
    #![proptest_config(cases(1_500))]

    #[test]
    fn signed_receipts_are_read_or_refused(Bytes(body) in bodies(), query in select(&QUERIES[..])) {
        let url = format!("{ADDRESS}{query}");
        for (kind, _, delivery) in READERS.iter() {
            let posted = posted(url.clone(), &signed(kind, &url, &body), &body);
            let read = sending::receipts(delivery, &posted);
            prop_assert_ne!(&read, &Err(ReceiptError::Forged), "{}", kind);
            is_sane(kind, &read);
        }
    }

    #[test]
    fn receipts_that_nobody_signed_are_forged(
        Bytes(body) in bodies(),
        query in select(&QUERIES[..]),
        Bytes(other) in bodies(),
        sign in "[ -~]{0,90}",
    ) {
        let url = format!("{ADDRESS}{query}");
        for (kind, signs, delivery) in READERS.iter() {
            // made up, for another body, for another address, none at all
            let made_up = signed(kind, &url, &body).into_iter();
            let made_up: Vec<_> = made_up.map(|(name, _)| (name, sign.clone())).collect();
            let elsewhere = url.replace("hush", "hash");
            let mut tries = vec![made_up, Vec::new()];
            // Plivo's older signature covers neither; Meta's no address; and
            // Twilio's is the same where a name ends and its value begins elsewhere
            let of_other = signed(kind, &url, &other);
            if of_other != signed(kind, &url, &body) {
                tries.push(of_other);
            }
            if ["twilio", "plivo", "messagebird"].contains(kind) {
                tries.push(signed(kind, &elsewhere, &body));
            }
            for headers in tries {
                let read = sending::receipts(delivery, &posted(url.clone(), &headers, &body));
                is_sane(kind, &read);
                prop_assert!(!signs || read == Err(ReceiptError::Forged), "{}: {:?}", kind, read);
            }
        }
    }
}
