//! Twilio's callbacks: asked for only where they can be checked, and checked.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use textgate::delivery::{Delivery, DeliveryUpdate, ReceiptError, ReceiptRequest, Route};
use textgate::domain::delivery::{Category, DeliveryId};

use crate::app::gateway::Gateway;
use crate::app::sending;

const SID: &str = "AC0123456789abcdef0123456789abcdef";

fn twilio(url: &str, rest: &str) -> Delivery {
    let settings = format!("account_sid = '{SID}'\nfrom = 'TXTGTE'\nbase_url = '{url}'\n{rest}");
    sending::delivery("twilio", &settings)
}

fn by_token(token: &str) -> Delivery {
    twilio("https://api.example", &format!("auth_token = '{token}'"))
}

fn sign(token: &str, text: &str) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(token.as_bytes()).expect("a key");
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

fn posted(url: &str, signature: &str, body: &str) -> ReceiptRequest {
    sending::posted(url, &[("X-Twilio-Signature", signature)], body, 0)
}

fn id() -> DeliveryId {
    sending::message().id
}

/// A callback with these fields (in order, free of escapes), rightly signed.
fn callback(id: DeliveryId, fields: &[(&str, &str)]) -> ReceiptRequest {
    let url = sending::callback(id);
    let pairs: Vec<_> = fields
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let mut sorted = fields.to_vec();
    sorted.sort_unstable();
    let text: String = sorted
        .into_iter()
        .flat_map(|(name, value)| [name, value])
        .collect();
    posted(
        &url,
        &sign("12345", &format!("{url}{text}")),
        &pairs.join("&"),
    )
}

#[tokio::test]
async fn a_callback_is_asked_for_where_it_can_be_checked() {
    let key = "api_key_sid = 'SK0123456789abcdef0123456789abcdef'\napi_key_secret = 'hush'";
    let token = "auth_token = 'token'";
    let shared = "shared_key = 'shared'";
    for (credentials, asked) in [
        (format!("{key}\n{shared}"), true),
        (token.to_owned(), true),
        (format!("{key}\n{token}"), true),
        (key.to_owned(), false),
    ] {
        let gateway = Gateway::start().await;
        let delivery = twilio(&gateway.url(), &credentials);
        let message = sending::message();
        let callback = sending::callback(message.id);
        for way in [Some(callback.as_str()), None] {
            let route = Route::to("main");
            let outcome = sending::hand_over(&delivery, &message, &route, way).await;
            outcome.expect("taken");
        }
        let [first, second] = gateway.requests().try_into().expect("two requests");
        let expected = asked.then_some(callback);
        assert_eq!(first.field("StatusCallback"), expected, "{credentials}");
        assert_eq!(second.field("StatusCallback"), None);
    }
}

/// Published in Twilio's own libraries; they are about calls, so a right
/// signature shows as "unreadable".
#[test]
fn signatures_are_checked_as_published() {
    let delivery = by_token("12345");
    let call = "Digits=1234&CallSid=CA1234567890ABCDE&To=%2B18005551212&Caller=%2B14158675309\
                &From=%2B14158675309&ReasonConferenceEnded=test&Reason=Participant";
    let json = r#"{"property": "value", "boolean": true}"#;
    let hash = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    let base = "https://mycompany.com/myapp.php";
    let both = format!("{base}?foo=1&bar=2");
    for (url, body, signature) in [
        (both.clone(), call, "vOEb5UThFn24KEfnOFLQY2AE5FY="),
        (
            "https://mycompany.com:443/myapp.php?foo=1&bar=2".into(),
            call,
            "vOEb5UThFn24KEfnOFLQY2AE5FY=",
        ),
        (
            both.replace("https", "http"),
            call,
            "n2xBNyzSW7rfYStDtOFiFMv7qNo=",
        ),
        (
            both.clone(),
            "property=value&boolean=true",
            "NBdBDr/T/lgjI+tlgpXjKZQZs/k=",
        ),
        (
            format!("{both}&bodySHA256={hash}"),
            json,
            "a9nBmqA0ju/hNViExpshrM61xv4=",
        ),
        (
            format!("{base}?bodySHA256={hash}"),
            json,
            "y77kIzt2vzLz71DgmJGsen2scGs=",
        ),
    ] {
        let read = |body: &str| sending::receipts(&delivery, &posted(&url, signature, body));
        assert_eq!(read(body), Err(ReceiptError::Unreadable), "{url}");
        let changed = body.replace("12", "13").replace("true", "trux");
        assert_eq!(read(&changed), Err(ReceiptError::Forged), "{url}");
    }
}

/// Computed by Twilio's own libraries, for Node (6.3.1) and for Python (9.13.0).
const BY_SHARED_KEY: &str = "XPjEMeU/U6MmtUO5K7AQsw8N9vYkIVk3DV3hjTG/Yos=";
const HUSH: &str = "https://id.example.com/receipts/main/hush";

#[test]
fn a_shared_key_signs_in_the_token_s_place_where_a_rule_says_so() {
    let rule = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256";
    let keys = |rest: &str| twilio("https://api.example", rest);
    let token = "auth_token = 'the-token'";
    let both = keys(&format!("{token}\nshared_key = 'a-shared-key'"));
    let key = "api_key_sid = 'SK0123456789abcdef0123456789abcdef'\napi_key_secret = 'hush'";
    let shared = keys(&format!("{key}\nshared_key = 'a-shared-key'"));
    let body = "MessageSid=SM1&MessageStatus=delivered";
    let read = |delivery: &Delivery, settings: &str, signature: &str| {
        let headers = [
            ("X-Twilio-Signature", signature),
            ("X-Twilio-Webhooks-Signature-Settings", settings),
        ];
        sending::receipts(delivery, &sending::posted(HUSH, &headers, body, 0))
    };
    let text = format!("{HUSH}MessageSidSM1MessageStatusdelivered");
    let [by_token, by_shared] = ["the-token", "a-shared-key"].map(|key| sign(key, &text));
    for delivery in [&both, &shared] {
        assert!(read(delivery, rule, BY_SHARED_KEY).is_ok());
        let sha1 = "key=k, algorithm=HMAC_SHA1";
        assert!(read(delivery, sha1, &by_shared).is_ok());
    }
    // an empty header is none, and then the token signs
    assert!(read(&both, "", &by_token).is_ok());
    let only_token = keys(token);
    for (delivery, settings, signature) in [
        (&both, rule, by_token.as_str()),
        (&both, rule, &by_shared),
        (&both, "", BY_SHARED_KEY),
        (&both, "", &by_shared),
        (&both, "algorithm=HMAC_MD5", BY_SHARED_KEY),
        (&shared, "", &by_shared),
        (&only_token, rule, BY_SHARED_KEY),
        (&only_token, rule, &by_token),
    ] {
        let forged = read(delivery, settings, signature);
        assert_eq!(forged, Err(ReceiptError::Forged), "{settings} {signature}");
    }
}

/// As Twilio's own libraries for Node and Python compute it.
#[test]
fn equal_fields_count_once_in_a_signature() {
    let body = "MessageSid=SM1&MessageStatus=sent&MessageStatus=delivered&MessageStatus=delivered";
    let posted = posted(HUSH, "I+jDnl4KFg/lpOd9KOlfrWWJ00A=", body);
    assert!(sending::receipts(&by_token("12345"), &posted).is_ok());
}

#[test]
fn callbacks_say_what_became_of_the_text() {
    let delivery = by_token("12345");
    let failed = |category, code: &str| DeliveryUpdate::Undelivered {
        category,
        code: Some(code.into()),
    };
    for (status, code, update) in [
        ("delivered", None, DeliveryUpdate::Delivered),
        ("read", None, DeliveryUpdate::Delivered),
        ("queued", None, DeliveryUpdate::Underway),
        ("sending", None, DeliveryUpdate::Underway),
        ("sent", None, DeliveryUpdate::Underway),
        ("teleported", None, DeliveryUpdate::Underway),
        (
            "undelivered",
            Some("30003"),
            failed(Category::Unreachable, "30003"),
        ),
        (
            "undelivered",
            Some("30005"),
            failed(Category::InvalidNumber, "30005"),
        ),
        (
            "undelivered",
            Some("30007"),
            failed(Category::Config, "30007"),
        ),
        ("failed", Some("30034"), failed(Category::Config, "30034")),
        ("failed", Some("30002"), failed(Category::Balance, "30002")),
        (
            "undelivered",
            Some("30006"),
            failed(Category::InvalidNumber, "30006"),
        ),
        ("failed", Some("30036"), failed(Category::Rate, "30036")),
        ("failed", Some("30022"), failed(Category::Rate, "30022")),
        ("failed", Some("30008"), failed(Category::Outage, "30008")),
        ("failed", Some("77777"), failed(Category::Unknown, "77777")),
        (
            "canceled",
            None,
            DeliveryUpdate::Undelivered {
                category: Category::Unknown,
                code: None,
            },
        ),
    ] {
        let id = id();
        let mut fields = vec![("SmsStatus", status), ("MessageSid", "SM1"), ("New", "x")];
        fields.push(("MessageStatus", status));
        fields.extend(code.map(|code| ("ErrorCode", code)));
        let read = sending::receipts(&delivery, &callback(id, &fields)).expect(status);
        let [receipt] = read.try_into().expect("one receipt");
        assert_eq!(receipt.delivery, Some(id));
        assert_eq!(receipt.provider_id.as_deref(), Some("SM1"));
        assert_eq!(receipt.update, update, "{status} {code:?}");
    }
}

#[test]
fn a_callback_in_json_is_read_too() {
    let body = r#"{"MessageSid":"SM1","MessageStatus":"failed","ErrorCode":30006}"#;
    let url = format!(
        "{}&bodySHA256={}",
        sending::callback(id()),
        textgate::base::secret::sha256(body.as_bytes())
    );
    let read = sending::receipts(
        &by_token("12345"),
        &posted(&url, &sign("12345", &url), body),
    );
    let update = &read.expect("a receipt")[0].update;
    let expected = DeliveryUpdate::Undelivered {
        category: Category::InvalidNumber,
        code: Some("30006".into()),
    };
    assert_eq!(*update, expected);
}

#[test]
fn what_twilio_did_not_sign_is_no_receipt() {
    let delivery = by_token("12345");
    let good = || {
        callback(
            id(),
            &[("MessageStatus", "delivered"), ("MessageSid", "SM1")],
        )
    };
    assert!(sending::receipts(&delivery, &good()).is_ok());

    let mut changed = good();
    changed.body[20] ^= 1;
    let mut other_text = good();
    other_text.url = sending::callback(id());
    let mut bare = good();
    bare.headers.clear();
    let mut garbled = good();
    garbled
        .headers
        .insert("x-twilio-signature", "%%%".parse().expect("a value"));
    for forged in [changed, other_text, bare, garbled] {
        assert_eq!(
            sending::receipts(&delivery, &forged),
            Err(ReceiptError::Forged)
        );
    }
    assert_eq!(
        sending::receipts(&by_token("54321"), &good()),
        Err(ReceiptError::Forged)
    );
    // signed, but not a callback about a text
    let empty = callback(id(), &[("CallStatus", "ringing")]);
    assert_eq!(
        sending::receipts(&delivery, &empty),
        Err(ReceiptError::Unreadable)
    );
}

/// Only the account's token signs, never an API key's secret.
#[test]
fn without_the_token_every_callback_is_forged() {
    let key = "api_key_sid = 'SK0123456789abcdef0123456789abcdef'\napi_key_secret = '12345'";
    let good = callback(
        id(),
        &[("MessageStatus", "delivered"), ("MessageSid", "SM1")],
    );
    let delivery = twilio("https://api.example", key);
    assert_eq!(
        sending::receipts(&delivery, &good),
        Err(ReceiptError::Forged)
    );
    let delivery = twilio(
        "https://api.example",
        &format!("{key}\nauth_token = '12345'"),
    );
    assert!(sending::receipts(&delivery, &good).is_ok());
}
