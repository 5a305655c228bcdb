//! Answers to texts that were handed over.

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use textgate::delivery::Delivery;
use textgate::domain::delivery::{Accepted, Certainty, Fault};
use tokio::runtime::Runtime;

use super::app::gateway::{Answer, Gateway};
use super::app::sending;
use super::cases;
use super::documented::confirms;
use super::kinds::KINDS;
use super::mutate::{Bytes, NUMBER, bytes_like, json_like};

/// A provider of each kind, and the gateway that all of them speak to.
struct Scene {
    runtime: Runtime,
    gateway: Gateway,
    readers: Vec<(&'static str, Delivery)>,
}

impl Scene {
    fn new() -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let gateway = runtime.block_on(Gateway::start());
        let of = |name: &str| KINDS.iter().find(|it| it.name == name).expect("a kind");
        let reader = |real: Real| (real.0, of(real.0).delivery(&gateway.url()));
        Self {
            readers: real().into_iter().map(reader).collect(),
            runtime,
            gateway,
        }
    }

    /// What every reader must hold to, whatever it is given.
    fn holds(&self, nth: usize, status: u16, body: &[u8]) -> Result<Accepted, Fault> {
        let (kind, delivery) = &self.readers[nth];
        self.gateway.answers(Answer::Bytes(status, body.to_vec()));
        let told = self
            .runtime
            .block_on(sending::send(delivery, &sending::message()))
            .outcome;
        // these have no body, whatever is sent
        let body = if [204, 304].contains(&status) {
            &[]
        } else {
            body
        };
        match &told {
            Ok(accepted) => {
                assert!(confirms(kind, status, body), "{kind} took it");
                if let Some(id) = &accepted.provider_id {
                    let fits = (1..=128).contains(&id.len()) && id.is_ascii();
                    assert!(fits, "{kind}: {id}");
                }
                assert_ne!(accepted.parts, Some(0), "{kind}");
            }
            Err(fault) => {
                let shown = format!("{fault:?}");
                assert!(!shown.contains(NUMBER), "{kind}: {shown}");
                // Meta's code counts whatever the status; with all others a fault
                // of the server's leaves it open what became of the text
                let sure = fault.certainty == Certainty::Refused;
                let open = status < 500 || *kind == "whatsapp";
                assert!(!sure || open, "{kind}: {shown}");
            }
        }
        told
    }
}

/// A kind, and the status and body of a real answer of its that confirms.
type Real = (&'static str, u16, Value);

fn real() -> Vec<Real> {
    let to = json!([{ "phone_number": NUMBER, "status": "queued" }]);
    let item = json!({ "recipient": 14_155_552_671_u64, "status": "sent", "messagePartCount": 1 });
    let recipient = json!({ "statusCode": 101, "number": NUMBER, "messageId": "ATXid_1" });
    let pending = json!({ "groupName": "PENDING", "id": 26 });
    let details = json!({ "messageCount": 1 });
    let sent = json!({ "messageId": "m-1", "status": pending, "details": details });
    let queued = json!({ "sid": format!("SM{}", "0a".repeat(16)), "status": "queued", "to": NUMBER,
        "error_code": null, "num_segments": "1" });
    vec![
        ("twilio", 201, queued),
        (
            "vonage",
            200,
            json!({ "messages": [{ "status": "0", "message-id": "m-1" }] }),
        ),
        ("aws-sms", 200, json!({ "MessageId": "m-1" })),
        ("aws-sns", 200, json!(SNS)),
        (
            "msg91",
            200,
            json!({ "type": "success", "message": "0a0b" }),
        ),
        (
            "whatsapp",
            200,
            json!({ "messages": [{ "id": "wamid.1", "message_status": "accepted" }] }),
        ),
        ("infobip", 200, json!({ "messages": [sent] })),
        (
            "telnyx",
            200,
            json!({ "data": { "id": "b0c7", "to": to, "errors": [], "parts": 1 } }),
        ),
        (
            "plivo",
            202,
            json!({ "api_id": "a", "message": "queued", "message_uuid": ["m-1"] }),
        ),
        (
            "sinch",
            201,
            json!({ "id": "01FC", "to": [NUMBER], "canceled": false }),
        ),
        (
            "messagebird",
            201,
            json!({ "id": "e8", "recipients": { "totalSentCount": 1, "items": [item] } }),
        ),
        (
            "africastalking",
            201,
            json!({ "SMSMessageData": { "Message": "Sent", "Recipients": [recipient] } }),
        ),
        ("webhook", 200, json!({ "code": "ok", "id": "m-1" })),
    ]
}

/// A body as it is sent.
fn bytes(body: &Value) -> Vec<u8> {
    let text = body
        .as_str()
        .map_or_else(|| body.to_string(), str::to_owned);
    text.into_bytes()
}

const SNS: &str = "<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult>\
    </PublishResponse>";
const SNS_ERROR: &str = "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidParameter</Code>\
    <Message>PhoneNumber +14155552671 is not valid</Message></Error></ErrorResponse>";

/// Real refusals.
fn refusals() -> Vec<Value> {
    let errors = json!([{ "code": "40310", "detail": NUMBER, "parameter": "recipients" }]);
    vec![
        json!({ "code": 21211, "message": format!("Invalid 'To': +{NUMBER}"), "status": 400 }),
        json!({ "sid": "SM1", "status": "failed", "error_code": 30007 }),
        json!({ "code": "invalid_phone_number", "error": { "http_code": 429 } }),
        json!({ "errorCode": "E400", "requestError": { "serviceException": { "messageId": "X" } } }),
        json!({ "errors": errors }),
        json!({ "error": { "code": 131_026, "message": NUMBER, "error_data": { "details": "'to'" } } }),
        json!({ "__type": "ValidationException", "Reason": "COUNTRY_NOT_ENABLED", "Fields": [] }),
        json!({ "type": "error", "code": "202", "message": NUMBER }),
        json!({ "code": "syntax_invalid_parameter_format", "text": "Invalid value of 'to'" }),
        json!({ "messages": [{ "status": "6", "error-text": NUMBER }] }),
        json!({ "error": format!("dst {NUMBER} is not valid"), "invalid_number": [NUMBER] }),
    ]
}

fn statuses() -> impl Strategy<Value = u16> {
    const USUAL: [u16; 14] = [
        200, 201, 202, 204, 301, 400, 401, 403, 408, 422, 429, 500, 503, 504,
    ];
    prop_oneof![5 => select(&USUAL[..]), 1 => 200..1_000_u16]
}

/// Bodies: JSON that is near a real one, most often the reader's own, text that
/// is near one, and anything.
fn bodies(own: &Value) -> impl Strategy<Value = Bytes> + use<> {
    let mut others: Vec<Value> = real().into_iter().map(|it| it.2).collect();
    others.extend(refusals());
    let mut texts: Vec<Vec<u8>> = others.iter().map(bytes).collect();
    texts.extend([SNS_ERROR.into(), Vec::new(), b"{}".to_vec(), b"[]".to_vec()]);
    let json = |all| json_like(all).prop_map(|it| it.to_string().into_bytes());
    prop_oneof![
        4 => json(vec![own.clone()]),
        2 => bytes_like(vec![bytes(own)]),
        3 => json(others),
        1 => bytes_like(texts),
        1 => vec(any::<u8>(), 0..300),
    ]
    .prop_map(Bytes)
}

/// A reader, by its place, and an answer for it.
fn answers() -> impl Strategy<Value = (usize, u16, Bytes)> {
    let all: Vec<_> = real().into_iter().enumerate().collect();
    select(all).prop_flat_map(|(nth, (_, good, own))| {
        let status = prop_oneof![2 => Just(good), 1 => statuses()];
        (Just(nth), status, bodies(&own))
    })
}

#[test]
fn a_real_answer_is_taken_by_its_own_reader() {
    let scene = Scene::new();
    for (nth, (kind, status, body)) in real().into_iter().enumerate() {
        let body = bytes(&body);
        assert!(confirms(kind, status, &body), "{kind}");
        assert!(scene.holds(nth, status, &body).is_ok(), "{kind}");
    }
}

static SCENE: LazyLock<Scene> = LazyLock::new(Scene::new);

proptest! {
    #![proptest_config(cases(6_000))]

    #[test]
    fn no_answer_is_taken_for_a_confirmation_that_is_none((nth, status, Bytes(body)) in answers()) {
        drop(SCENE.holds(nth, status, &body));
    }
}
