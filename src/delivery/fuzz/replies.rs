//! Answers to texts that were handed over.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::bent::{Bytes, NUMBER, bytes_like, json_like};
use super::documented::confirms;
use crate::base::clock::Timestamp;
use crate::base::proptest_config::cases;
use crate::base::rng::{OsRngSource, RngSource};
use crate::delivery::http::Answer;
use crate::delivery::*;
use crate::domain::code::{CodeLength, OtpCode};
use crate::domain::delivery::{Certainty, DeliveryId};
use crate::domain::message::{Body, LastLine};

/// Made once: there are many cases.
static READERS: std::sync::LazyLock<Vec<(&str, Judge, u16, Value)>> =
    std::sync::LazyLock::new(readers);

type Judge = fn(&Answer, &Message) -> Result<Accepted, Fault>;

/// All readers of answers, and a real answer that confirms.
fn readers() -> Vec<(&'static str, Judge, u16, Value)> {
    let to = json!([{ "phone_number": NUMBER, "status": "queued" }]);
    let item = json!({ "recipient": 14_155_552_671_u64, "status": "sent", "messagePartCount": 1 });
    let recipient = json!({ "statusCode": 101, "number": NUMBER, "messageId": "ATXid_1" });
    let pending = json!({ "groupName": "PENDING", "id": 26 });
    vec![
        (
            "twilio",
            twilio::judge,
            201,
            json!({ "sid": format!("SM{}", "0a".repeat(16)), "status": "queued", "to": NUMBER,
                "error_code": null, "num_segments": "1" }),
        ),
        (
            "vonage",
            vonage::judge,
            200,
            json!({ "messages": [{ "status": "0", "message-id": "m-1" }] }),
        ),
        (
            "aws-sms",
            |answer, _| aws::sms::judge(answer),
            200,
            json!({ "MessageId": "m-1" }),
        ),
        (
            "aws-sns",
            |answer, _| aws::sns::judge(answer),
            200,
            json!(SNS),
        ),
        (
            "msg91",
            |answer, _| msg91::judge(answer),
            200,
            json!({ "type": "success", "message": "0a0b" }),
        ),
        (
            "whatsapp",
            whatsapp::judge,
            200,
            json!({ "messages": [{ "id": "wamid.1", "message_status": "accepted" }] }),
        ),
        (
            "infobip",
            infobip::judge,
            200,
            json!({ "messages": [{ "messageId": "m-1", "status": pending, "details": { "messageCount": 1 } }] }),
        ),
        (
            "telnyx",
            telnyx::judge,
            200,
            json!({ "data": { "id": "b0c7", "to": to, "errors": [], "parts": 1 } }),
        ),
        (
            "plivo",
            |answer, _| plivo::judge(answer),
            202,
            json!({ "api_id": "a", "message": "queued", "message_uuid": ["m-1"] }),
        ),
        (
            "sinch",
            sinch::judge,
            201,
            json!({ "id": "01FC", "to": [NUMBER], "canceled": false }),
        ),
        (
            "messagebird",
            messagebird::judge,
            201,
            json!({ "id": "e8", "recipients": { "totalSentCount": 1, "items": [item] } }),
        ),
        (
            "africastalking",
            africastalking::judge,
            201,
            json!({ "SMSMessageData": { "Message": "Sent", "Recipients": [recipient] } }),
        ),
        (
            "webhook",
            webhook::judge,
            200,
            json!({ "code": "ok", "id": "m-1" }),
        ),
    ]
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

static MESSAGE: std::sync::LazyLock<Message> = std::sync::LazyLock::new(|| {
    let at = Timestamp::from_micros(1_795_355_880_000_000);
    let six = CodeLength::new(6).expect("six");
    let code = OtpCode::parse("048213", six).expect("six digits");
    let words = crate::base::words::Words::english();
    Message {
        id: DeliveryId::draw(at, &mut *OsRngSource.rng()),
        to: "+14155552671".parse().expect("a number"),
        body: Body::compose(&words, None, "Books", LastLine::None, &code),
        code,
        sent_at: at,
        expires_at: at,
        lang: "en".into(),
    }
});

fn statuses() -> impl Strategy<Value = u16> {
    const USUAL: [u16; 14] = [
        200, 201, 202, 204, 301, 400, 401, 403, 408, 422, 429, 500, 503, 504,
    ];
    prop_oneof![5 => select(&USUAL[..]), 1 => 100..1_000_u16]
}

/// Bodies: JSON that is near a real one, text that is near one, and anything.
fn bodies() -> impl Strategy<Value = Bytes> {
    let mut real: Vec<Value> = readers().into_iter().map(|it| it.3).collect();
    real.extend(refusals());
    let mut texts: Vec<Vec<u8>> = real.iter().map(|it| it.to_string().into_bytes()).collect();
    texts.extend([
        SNS.into(),
        SNS_ERROR.into(),
        Vec::new(),
        b"{}".to_vec(),
        b"[]".to_vec(),
    ]);
    prop_oneof![
        6 => json_like(real).prop_map(|it| it.to_string().into_bytes()),
        3 => bytes_like(texts),
        1 => vec(any::<u8>(), 0..300),
    ]
    .prop_map(Bytes)
}

/// What every reader must hold to, whatever it is given.
fn holds(kind: &str, judge: Judge, status: u16, body: &[u8]) {
    let answer = Answer {
        status: StatusCode::from_u16(status).expect("a status"),
        body: body.to_vec(),
    };
    match judge(&answer, &MESSAGE) {
        Ok(accepted) => {
            assert!(confirms(kind, status, body), "{kind} took it");
            if let Some(id) = accepted.provider_id {
                assert!(
                    (1..=128).contains(&id.len()) && id.is_ascii(),
                    "{kind}: {id}"
                );
            }
            assert_ne!(accepted.parts, Some(0), "{kind}");
        }
        Err(fault) => {
            let shown = format!("{fault:?}");
            assert!(!shown.contains(NUMBER), "{kind}: {shown}");
            // Meta's code counts whatever the status; with all others a fault
            // of the server's leaves it open what became of the text
            let sure = fault.certainty == Certainty::Refused;
            assert!(
                !sure || status < 500 || kind == "whatsapp",
                "{kind}: {shown}"
            );
        }
    }
}

#[test]
fn a_real_answer_is_taken_by_its_own_reader() {
    for (kind, judge, status, body) in readers() {
        let body = body
            .as_str()
            .map_or_else(|| body.to_string(), str::to_owned);
        let body = body.into_bytes();
        assert!(confirms(kind, status, &body), "{kind}");
        holds(kind, judge, status, &body);
        let status = StatusCode::from_u16(status).expect("a status");
        assert!(judge(&Answer { status, body }, &MESSAGE).is_ok(), "{kind}");
    }
}

proptest! {
    #![proptest_config(cases(3_000))]

    #[test]
    fn no_answer_is_taken_for_a_confirmation_that_is_none(
        status in statuses(),
        Bytes(body) in bodies(),
    ) {
        for (kind, judge, ..) in READERS.iter() {
            holds(kind, *judge, status, &body);
        }
    }
}
