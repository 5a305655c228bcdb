//! Plivo's signatures V2 and V3, and its reports.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use textgate::delivery::{DeliveryUpdate, ReceiptError, ReceiptRequest};
use textgate::domain::delivery::Category;

use Category::{Balance, Config, InvalidNumber, OptedOut, Outage, Rate, Unreachable};

use super::PLIVO;
use crate::incoming::{CALLBACK, ID, posted, read, receipt, undelivered, update};

/// The form of the published vectors, from plivo-go's tests (MIT).
const PARAMS: [(&str, &str); 13] = [
    ("Direction", "outbound"),
    ("From", "19792014278"),
    ("ALegUUID", "3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36"),
    ("CallStatus", "in-progress"),
    ("BillRate", "0.002"),
    ("ParentAuthID", "MANWVLYTK4ZWU1YTY4QA"),
    (
        "To",
        "sip:PlivoSignature382029104058171078704104@phone-qa.voice.plivodev.com",
    ),
    ("ALegRequestUUID", "3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36"),
    ("CallUUID", "3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36"),
    ("RequestUUID", "3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36"),
    (
        "SIP-H-To",
        "<sip:PlivoSignature382029104058171078704104@52.9.11.55;transport=udp>;tag=1",
    ),
    ("SessionStart", "2020-04-08 11:34:33.238707"),
    ("Event", "StartApp"),
];

#[test]
fn v3_is_checked_as_published() {
    let of = (
        "plivo",
        "auth_id = 'MAXXXXXXXXXXXXXXXXXX'\nfrom = 'TXTGTE'\n\
         auth_token = 'Y2Q2ZDgxZmY5YWRiOTI5YmQ1Njg0MTAxZWIyOTc4'",
    );
    let base = "https://plivobin.non-prod.plivops.com/api/v1/validate_signature03.xml";
    let form = serde_urlencoded::to_string(PARAMS).expect("a form");
    for (url, body, signature) in [
        (
            format!("{base}/?a=b&c=d"),
            form.as_str(),
            "k7Pusd4OxCIjR5IfA9iedDNu/h/gbdYqdzG/MiYtd1c=",
        ),
        (
            format!("{base}/?a=b&c=d&{form}"),
            "",
            "UBq8jAtd32wR8EK9VgxbBn4n5rpI/l1H9iN4WfSEHFQ=",
        ),
        (
            base.to_owned(),
            form.as_str(),
            "iAjE5QqI37mbkYe4w3jTMudqEzbDufdqi7sYwTu64e0=",
        ),
        (
            format!("{base}?{form}"),
            "",
            "i/MQsaQSAd6fiKhOh2qeeeLHZ9faldADSb3/7+Akfbc=",
        ),
    ] {
        let check = |body: &str, signatures: &str| {
            let headers = [
                ("x-plivo-signature-v3", signatures),
                ("x-plivo-signature-v3-nonce", "31627761595286130198"),
            ];
            read(of, &posted(&url, &headers, body, 0))
        };
        // authentic, though about a call
        let other = "AAAA";
        for signatures in [signature.to_owned(), format!("{other}, {signature}")] {
            let read = check(body, &signatures);
            assert_eq!(read, Err(ReceiptError::Unreadable), "{url}");
        }
        for (body, signature) in [
            (format!("{body}&x=1"), signature),
            (body.to_owned(), other),
            (body.to_owned(), ""),
        ] {
            assert_eq!(check(&body, signature), Err(ReceiptError::Forged), "{url}");
        }
    }
}

#[test]
fn v2_is_checked_as_published() {
    let of = (
        "plivo",
        "auth_id = 'MAXXXXXXXXXXXXXXXXXX'\nauth_token = 'my_auth_token'\nfrom = 'A'",
    );
    let check = |url: &str, nonce: &str| {
        let headers = [
            (
                "x-plivo-signature-v2",
                "ehV3IKhLysWBxC1sy8INm0qGoQYdYsHwuoKjsX7FsXc=",
            ),
            ("x-plivo-signature-v2-nonce", nonce),
        ];
        read(of, &posted(url, &headers, "Status=sent&MessageUUID=m-1", 0))
    };
    assert_eq!(
        update(check("https://answer.url", "12345")),
        DeliveryUpdate::Underway
    );
    let with_query = check("https://answer.url?d=1", "12345");
    assert_eq!(
        update(with_query),
        DeliveryUpdate::Underway,
        "the query is not covered"
    );
    assert_eq!(
        check("https://answer.url", "12346"),
        Err(ReceiptError::Forged)
    );
    let other = check("https://other.url", "12345");
    assert_eq!(other, Err(ReceiptError::Forged));
}

/// As Plivo signs a report to [`CALLBACK`] by V3.
fn report(fields: &[(&str, &str)]) -> ReceiptRequest {
    let mut sorted = fields.to_vec();
    sorted.sort_unstable();
    let sorted: String = sorted.iter().flat_map(|(k, v)| [*k, *v]).collect();
    let mut mac = Hmac::<Sha256>::new_from_slice(b"token").expect("a key");
    mac.update(format!("{CALLBACK}.{sorted}.n0nce").as_bytes());
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    let headers = [
        ("x-plivo-signature-v3", signature.as_str()),
        ("x-plivo-signature-v3-nonce", "n0nce"),
    ];
    let form = serde_urlencoded::to_string(fields).expect("a form");
    posted(CALLBACK, &headers, &form, 1_795_355_890)
}

#[test]
fn reports_tell_what_became_of_the_text() {
    let told = |status: &str, code: &str| {
        let report = report(&[
            ("MessageUUID", "m-2"),
            ("ParentMessageUUID", "m-1"),
            ("To", "14155552671"),
            ("Status", status),
            ("ErrorCode", code),
        ]);
        read(PLIVO, &report)
    };
    assert_eq!(
        told("delivered", ""),
        Ok(vec![receipt(ID, "m-1", DeliveryUpdate::Delivered)])
    );
    assert_eq!(update(told("read", "")), DeliveryUpdate::Delivered);
    for status in ["queued", "sent", "new"] {
        assert_eq!(
            update(told(status, "")),
            DeliveryUpdate::Underway,
            "{status}"
        );
    }
    for (code, category) in [
        ("50", InvalidNumber),
        ("70", Unreachable),
        ("80", Unreachable),
        ("90", Unreachable),
        ("30", Config),
        ("100", Config),
        ("200", OptedOut),
        ("201", Config),
        ("900", Balance),
        ("10", Config),
        ("40", Config),
        ("60", Config),
        ("110", Config),
        ("20", Outage),
        ("420", Rate),
        ("450", Category::Unknown),
        ("1000", Category::Unknown),
    ] {
        for status in ["failed", "undelivered", "rejected"] {
            assert_eq!(update(told(status, code)), undelivered(category, code));
        }
    }
}

#[test]
fn a_changed_report_is_forged_and_garbage_is_none() {
    let mut changed = report(&[("MessageUUID", "m-1"), ("Status", "sent")]);
    let at = changed.body.len() - 1;
    changed.body[at] ^= 1;
    assert_eq!(read(PLIVO, &changed), Err(ReceiptError::Forged));
    let unsigned = posted(CALLBACK, &[], "Status=sent&MessageUUID=m-1", 0);
    assert_eq!(read(PLIVO, &unsigned), Err(ReceiptError::Forged));
    let mut downgraded = report(&[("MessageUUID", "m-1"), ("Status", "sent")]);
    let nonce = "x-plivo-signature-v3-nonce";
    downgraded.headers.remove(nonce);
    assert_eq!(read(PLIVO, &downgraded), Err(ReceiptError::Forged));
    let nothing = report(&[("Digits", "1")]);
    assert_eq!(read(PLIVO, &nothing), Err(ReceiptError::Unreadable));
}
