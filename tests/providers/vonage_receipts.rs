//! Vonage's receipts in their three shapes, and the signature of each method.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;
use textgate::delivery::{Delivery, DeliveryUpdate, Receipt, ReceiptError, ReceiptRequest};
use textgate::domain::delivery::{Category, DeliveryId};

use crate::app::sending::{self, SENT};

use Category::{Blocked, Config, OptedOut, Outage, Rate, Region, Unknown, Unreachable};

const PLAIN: &str = "api_key = 'abcd1234'\napi_secret = 'hush'\nfrom = 'TXTGTE'";

fn signing(method: &str, secret: &str) -> Delivery {
    let signature = format!("signature_method = '{method}'\nsignature_secret = '{secret}'");
    sending::delivery("vonage", &format!("{PLAIN}\n{signature}"))
}

fn unsigned() -> Delivery {
    sending::delivery("vonage", PLAIN)
}

fn read(delivery: &Delivery, body: &str) -> Result<Vec<Receipt>, ReceiptError> {
    let url = "https://id.example.com/receipts/main/hush";
    sending::receipts(delivery, &sending::posted(url, &[], body, 0))
}

/// The query of a receipt, signed by `my_secret` with SHA-256. The fields are
/// in order of their names, with nothing to be replaced.
fn signed(fields: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(b"my_secret").expect("a key");
    mac.update(format!("&{fields}").as_bytes());
    let sig = textgate::base::secret::hex(&mac.finalize().into_bytes());
    format!("{fields}&sig={}", sig.to_uppercase())
}

/// Published in Vonage's Ruby library; no receipt, so a right signature shows
/// as "unreadable".
#[test]
fn signatures_are_checked_as_published() {
    let at: i64 = 1_385_047_698;
    let body = "message-timestamp=2013-11-21+15%3A27%3A30&messageId=020000001B0FE827\
                &msisdn=14843472194&text=Test+again&timestamp=1385047698&to=13239877404&type=text";
    for (method, sig) in [
        ("md5hash", "d2e7b1dc968737c5998ad624e02f90b7"),
        ("md5", "DDEBD46008C2D4E93CCE578A332A52D5"),
        ("sha1", "27D0D05C2876C7CB1720DBCDBA4D492E1E55C09A"),
        (
            "sha256",
            "DDB8397C2B90AAC7F3882D306475C9A5058C92322EEF43C92B298B6E0FC0D330",
        ),
    ] {
        let delivery = signing(method, "my_secret_key_for_testing");
        let read = |body: &str, late| {
            let body = format!("{body}&sig={sig}");
            let posted = sending::posted("https://id.example", &[], &body, at + late - SENT);
            sending::receipts(&delivery, &posted)
        };
        assert_eq!(read(body, 0), Err(ReceiptError::Unreadable), "{method}");
        assert_eq!(read(body, 300), Err(ReceiptError::Unreadable), "{method}");
        assert_eq!(read(body, 301), Err(ReceiptError::Forged), "{method}");
        assert_eq!(read(body, -301), Err(ReceiptError::Forged), "{method}");
        let changed = body.replace("again", "agaim");
        assert_eq!(read(&changed, 0), Err(ReceiptError::Forged), "{method}");
    }
}

#[test]
fn receipts_come_by_get_form_and_json() {
    let id = sending::message().id;
    let fields =
        format!("client-ref={id}&err-code=0&messageId=m-1&status=delivered&timestamp={SENT}");
    let query = signed(&fields);
    let fields: serde_json::Map<_, _> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), json!(value)))
        .collect();
    let json = serde_json::Value::from(fields).to_string();
    let base = sending::callback(id);
    let expected = Receipt {
        delivery: Some(id),
        provider_id: Some("m-1".into()),
        update: DeliveryUpdate::Delivered,
    };
    let delivery = signing("sha256", "my_secret");
    for (url, body) in [
        (format!("{base}&{query}"), ""),
        (base.clone(), query.as_str()),
        (base.clone(), json.as_str()),
    ] {
        let posted = sending::posted(&url, &[], body, 0);
        let receipts = sending::receipts(&delivery, &posted);
        assert_eq!(receipts, Ok(vec![expected.clone()]), "{url} {body}");
    }
}

/// Unverified at Vonage: what of our own is in the address may be signed, too.
#[test]
fn a_get_may_be_signed_with_our_own_query() {
    let id = sending::message().id;
    let query = signed(&format!(
        "d={id}&messageId=m-1&status=delivered&timestamp={SENT}"
    ));
    let url = format!("https://id.example.com/receipts/main/hush?{query}");
    let posted = sending::posted(&url, &[], "", 0);
    let receipts = sending::receipts(&signing("sha256", "my_secret"), &posted);
    assert_eq!(receipts.expect("a receipt")[0].delivery, Some(id));
}

#[test]
fn an_empty_field_may_be_signed_or_passed_over() {
    let empty = "&err-code=&network-code=";
    let fields = format!("messageId=m-1&status=delivered&timestamp={SENT}");
    let delivery = signing("sha256", "my_secret");
    // by name
    let over_all = signed(&format!(
        "err-code=&messageId=m-1&network-code=&status=delivered&timestamp={SENT}"
    ));
    let over_filled = signed(&fields) + empty;
    for body in [over_all, over_filled] {
        assert!(read(&delivery, &body).is_ok(), "{body}");
        let filled = body.replace("network-code=", "network-code=1");
        assert_eq!(
            read(&delivery, &filled),
            Err(ReceiptError::Forged),
            "{body}"
        );
    }
}

#[test]
fn borders_inside_values_are_replaced_before_signing() {
    let query = signed(&format!(
        "messageId=a_b_c&status=delivered&timestamp={SENT}"
    ));
    let sent = query.replace("a_b_c", "a%26b%3Dc");
    let receipts = read(&signing("sha256", "my_secret"), &sent).expect("a receipt");
    assert_eq!(receipts[0].provider_id.as_deref(), Some("a&b=c"));
}

#[test]
fn what_vonage_did_not_sign_is_forged_once_it_signs() {
    let delivery = signing("sha256", "my_secret");
    let fields = format!("messageId=m-1&status=delivered&timestamp={SENT}");
    let good = signed(&fields);
    assert!(read(&delivery, &good).is_ok());
    let without_time = signed("messageId=m-1&status=delivered");
    for forged in [
        fields.as_str(),
        "",
        "{",
        &good.replace("m-1", "m-2"),
        &good[..good.len() - 2],
        &format!("{fields}&sig="),
        &format!("{fields}&sig=zz"),
        &without_time,
    ] {
        assert_eq!(
            read(&delivery, forged),
            Err(ReceiptError::Forged),
            "{forged}"
        );
    }
    let other = signing("sha256", "another_secret");
    assert_eq!(read(&other, &good), Err(ReceiptError::Forged));
    let other = signing("sha512", "my_secret");
    assert_eq!(read(&other, &good), Err(ReceiptError::Forged));
    // Until it signs, the secret address is all there is.
    assert!(read(&unsigned(), &fields).is_ok());
}

#[test]
fn receipts_say_what_became_of_the_text() {
    let delivery = unsigned();
    let status = |status: &str, code: &str| {
        let body = format!("messageId=m-1&status={status}&err-code={code}&new=1");
        read(&delivery, &body).expect(status).remove(0).update
    };
    for underway in ["accepted", "buffered", "unknown", "teleported"] {
        assert_eq!(status(underway, "0"), DeliveryUpdate::Underway);
    }
    for (category, codes) in [
        (Unreachable, vec!["2", "3", "7", "11", "12", "15"]),
        (OptedOut, vec!["9"]),
        (Blocked, vec!["4", "13"]),
        (Region, vec!["54"]),
        (Config, vec!["6", "10", "14", "50", "51", "52", "53"]),
        (Rate, vec!["16"]),
        (Outage, vec!["8"]),
        (Unknown, vec!["1", "5", "99", "1234"]),
    ] {
        for code in codes {
            let expected = DeliveryUpdate::Undelivered {
                category,
                code: Some(code.into()),
            };
            for word in ["failed", "rejected", "expired"] {
                assert_eq!(status(word, code), expected, "{word} {code}");
            }
        }
    }
}

#[test]
fn garbage_is_unreadable() {
    for body in [
        "",
        "{",
        "[]",
        "status",
        "messageId=m-1",
        "status=delivered",
        "%%%",
    ] {
        assert_eq!(
            read(&unsigned(), body),
            Err(ReceiptError::Unreadable),
            "{body}"
        );
    }
    let by_address: ReceiptRequest =
        sending::posted(&sending::callback(id()), &[], "status=delivered", 0);
    assert!(sending::receipts(&unsigned(), &by_address).is_ok());
}

fn id() -> DeliveryId {
    sending::message().id
}
