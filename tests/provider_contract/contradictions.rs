//! Answers that say "taken" and something else besides: nobody was confirmed,
//! and the text may exist.

use serde_json::{Value, json};

use crate::app::gateway::Answer;
use crate::app::sending::NUMBER;

/// Another number.
const OTHER: &str = "+14155552672";
/// An id of the form of ours, of another text.
const ANOTHER: &str = "01900000-0000-7000-8000-000000000000";

/// The answer, with these members on top.
pub fn with(base: &Value, more: Value) -> Value {
    let mut told = base.clone();
    let (Value::Object(all), Value::Object(more)) = (&mut told, more) else {
        panic!("objects");
    };
    all.extend(more);
    told
}

/// The answer, with this at that place.
pub fn at(base: &Value, place: &str, value: Value) -> Value {
    let mut told = base.clone();
    let (parent, key) = place.rsplit_once('/').expect("a place");
    let parent = told.pointer_mut(parent).expect("a parent");
    match parent {
        Value::Array(all) => all[key.parse::<usize>().expect("a place")] = value,
        object => object[key] = value,
    }
    told
}

pub fn json_all(status: u16, all: Vec<Value>) -> Vec<Answer> {
    let json = |told| Answer::Json(status, told);
    all.into_iter().map(json).collect()
}

/// Ids that are none, for a provider whose documents have one.
fn bad_ids(base: &Value, place: &str) -> Vec<Value> {
    let ids = [
        json!(""),
        json!("two words"),
        json!("x".repeat(129)),
        json!(7),
    ];
    ids.map(|id| at(base, place, id)).into()
}

pub fn twilio() -> Value {
    json!({ "sid": format!("SM{}", "0a".repeat(16)), "status": "queued", "to": NUMBER,
        "error_code": null, "error_message": null, "num_segments": "1" })
}

fn against_twilio() -> Vec<Answer> {
    let good = twilio();
    let mut all = vec![
        with(&good, json!({ "error_code": 30007 })),
        with(&good, json!({ "error_code": "30007" })),
        with(&good, json!({ "error_message": "Message filtered" })),
        with(&good, json!({ "code": 21211 })),
        with(&good, json!({ "to": OTHER })),
        with(&good, json!({ "to": OTHER, "status": "failed" })),
        with(&good, json!({ "status": "undelivered" })),
        with(&good, json!({ "status": "canceled" })),
    ];
    all.extend(bad_ids(&good, "/sid"));
    let short = format!("SM{}", "0a".repeat(15));
    for sid in [
        "SM1",
        &short,
        &"0a".repeat(17),
        &format!("MG{}", "0a".repeat(16)),
    ] {
        all.push(with(&good, json!({ "sid": sid })));
    }
    let mut all = json_all(201, all);
    all.push(Answer::Json(400, good));
    // everybody reads another of the two
    let twice = twilio()
        .to_string()
        .replace(r#""status":"#, r#""status":"failed","status":"#);
    all.push(Answer::Text(201, twice));
    all
}

pub fn vonage() -> Value {
    json!({ "message-count": "1", "messages": [{ "to": &NUMBER[1..], "message-id": "m-1",
        "status": "0", "network": "12345" }] })
}

fn against_vonage() -> Vec<Answer> {
    let good = vonage();
    let part = &good["messages"][0];
    let mut all = vec![
        at(&good, "/messages/0/to", json!(&OTHER[1..])),
        at(&good, "/messages/0/client-ref", json!(ANOTHER)),
        at(&good, "/messages/0/error-text", json!("Missing from")),
        with(&good, json!({ "message-count": "2" })),
        with(&good, json!({ "message-count": "0" })),
        json!({ "messages": [with(part, json!({ "to": OTHER })), part] }),
    ];
    all.extend(bad_ids(&good, "/messages/0/message-id"));
    json_all(200, all)
}

fn against_aws_sms() -> Vec<Answer> {
    let good = json!({ "MessageId": "m-1" });
    let error =
        json!({ "__type": "ConflictException", "Reason": "DESTINATION_PHONE_NUMBER_OPTED_OUT" });
    let mut all = vec![
        with(&good, error.clone()),
        with(&good, json!({ "Reason": "COUNTRY_NOT_ENABLED" })),
    ];
    all.extend(bad_ids(&good, "/MessageId"));
    let mut all = json_all(200, all);
    all.push(Answer::Json(400, with(&good, error)));
    all
}

fn against_aws_sns() -> Vec<Answer> {
    let result = |inside: &str| format!("<PublishResponse>{inside}</PublishResponse>");
    let id = |id: &str| format!("<PublishResult><MessageId>{id}</MessageId></PublishResult>");
    let error = "<Error><Type>Sender</Type><Code>InvalidParameter</Code></Error>";
    let bodies = [
        result(&format!("{}{error}", id("m-1"))),
        result(&format!("{}{}", id("m-1"), id("m-2"))),
        result(&id("")),
        result(&id("two words")),
        result(&id(&"x".repeat(129))),
    ];
    let mut all: Vec<_> = bodies.map(|body| Answer::Text(200, body)).into();
    all.push(Answer::Text(400, result(&id("m-1"))));
    all
}

fn against_msg91() -> Vec<Answer> {
    let good = json!({ "type": "success", "request_id": "0a".repeat(12) });
    let mut all = vec![
        with(&good, json!({ "code": "301" })),
        with(&good, json!({ "errors": ["no balance"] })),
        with(&good, json!({ "hasError": true })),
        json!({ "type": "success", "message": "301" }),
        with(&good, json!({ "type": "error", "code": "301" })),
    ];
    all.extend(bad_ids(&good, "/request_id"));
    json_all(200, all)
}

pub fn whatsapp() -> Value {
    json!({ "messaging_product": "whatsapp",
        "contacts": [{ "input": &NUMBER[1..], "wa_id": "1415555" }],
        "messages": [{ "id": "wamid.1", "message_status": "accepted" }] })
}

fn against_whatsapp() -> Vec<Answer> {
    let good = whatsapp();
    let error = json!({ "code": 131_026, "message": "?" });
    let mut all = vec![
        with(&good, json!({ "error": error })),
        with(&good, json!({ "error": "no" })),
        at(&good, "/messages/0/errors", json!([error])),
        at(&good, "/contacts/0/input", json!(OTHER)),
        at(&good, "/messages/0/message_status", json!("paused")),
        with(
            &good,
            json!({ "messages": [{ "id": "wamid.1" }, { "id": "wamid.2" }] }),
        ),
    ];
    all.extend(bad_ids(&good, "/messages/0/id"));
    let mut all = json_all(200, all);
    all.push(Answer::Json(400, with(&good, json!({ "error": error }))));
    all
}

pub fn infobip() -> Value {
    let status =
        json!({ "groupId": 1, "groupName": "PENDING", "id": 26, "name": "PENDING_ACCEPTED" });
    json!({ "bulkId": "b", "messages": [{ "messageId": "m-1", "destination": &NUMBER[1..],
        "status": status, "details": { "messageCount": 1 } }] })
}

fn against_infobip() -> Vec<Answer> {
    let good = infobip();
    let ours = &good["messages"][0];
    let other = with(ours, json!({ "destination": OTHER }));
    let mut all = vec![
        at(&good, "/messages/0/destination", json!(&OTHER[1..])),
        at(&good, "/messages/0/messageId", json!(ANOTHER)),
        at(&good, "/messages/0/status/groupId", json!(5)),
        at(&good, "/messages/0/status/id", json!(12)),
        at(
            &good,
            "/messages/0/error",
            json!({ "groupName": "USER_ERRORS", "id": 2048 }),
        ),
        with(&good, json!({ "errorCode": "E400" })),
        json!({ "messages": [other, ours] }),
        json!({ "messages": [ours, ours] }),
        json!({ "messages": [with(&other, json!({ "status": { "groupName": "REJECTED", "id": 12 } }))] }),
    ];
    all.extend(bad_ids(&good, "/messages/0/messageId"));
    json_all(200, all)
}

pub fn telnyx() -> Value {
    let to = json!([{ "phone_number": NUMBER, "status": "queued", "carrier": "" }]);
    json!({ "data": { "id": "b0c7e8cb", "to": to, "errors": [], "parts": 1 } })
}

fn against_telnyx() -> Vec<Answer> {
    let good = telnyx();
    let error = json!([{ "code": "40300", "title": "Blocked" }]);
    let to = &good["data"]["to"][0];
    let mut all = vec![
        at(&good, "/data/errors", error.clone()),
        with(&good, json!({ "errors": error })),
        at(&good, "/data/to/0/phone_number", json!(OTHER)),
        at(
            &good,
            "/data/to",
            json!([with(to, json!({ "phone_number": OTHER })), to]),
        ),
        at(&good, "/data/to", json!([to, to])),
    ];
    all.extend(bad_ids(&good, "/data/id"));
    let mut all = json_all(200, all);
    all.push(Answer::Json(422, good));
    all
}

fn against_plivo() -> Vec<Answer> {
    let good = json!({ "api_id": "a", "message": "message(s) queued", "message_uuid": ["m-1"] });
    let mut all = vec![
        with(&good, json!({ "error": "dst is not valid" })),
        with(&good, json!({ "invalid_number": [OTHER] })),
        with(&good, json!({ "message_uuid": ["m-1", "m-2"] })),
    ];
    all.extend(bad_ids(&good, "/message_uuid/0"));
    let mut all = json_all(202, all);
    all.push(Answer::Json(400, good));
    all
}

pub fn sinch() -> Value {
    json!({ "id": "01FC66621XXXXX119Z8PMV1QPQ", "to": [&NUMBER[1..]], "canceled": false,
        "type": "mt_text", "client_reference": null })
}

fn against_sinch() -> Vec<Answer> {
    let good = sinch();
    let mut all = vec![
        with(&good, json!({ "canceled": true })),
        with(&good, json!({ "to": [OTHER] })),
        with(&good, json!({ "to": [NUMBER, OTHER] })),
        with(&good, json!({ "to": [] })),
        with(&good, json!({ "client_reference": ANOTHER })),
        with(&good, json!({ "code": "unauthorized", "text": "?" })),
    ];
    all.extend(bad_ids(&good, "/id"));
    let mut all = json_all(201, all);
    all.push(Answer::Json(400, good));
    all
}

pub fn messagebird() -> Value {
    let item = json!({ "recipient": 14_155_552_671_u64, "status": "sent", "messagePartCount": 1 });
    json!({ "id": "e8077d80", "reference": null, "recipients": {
        "totalCount": 1, "totalSentCount": 1, "totalDeliveryFailedCount": 0, "items": [item] } })
}

fn against_messagebird() -> Vec<Answer> {
    let good = messagebird();
    let item = &good["recipients"]["items"][0];
    let other = with(item, json!({ "recipient": 14_155_552_672_u64 }));
    let mut all = vec![
        at(&good, "/recipients/items", json!([other])),
        at(&good, "/recipients/items", json!([other, item])),
        at(&good, "/recipients/totalCount", json!(2)),
        at(
            &good,
            "/recipients/items/0/status",
            json!("delivery_failed"),
        ),
        at(&good, "/recipients/items/0/statusErrorCode", json!(103)),
        at(&good, "/recipients/totalDeliveryFailedCount", json!(1)),
        with(&good, json!({ "reference": ANOTHER })),
        with(&good, json!({ "errors": [{ "code": 25 }] })),
    ];
    all.extend(bad_ids(&good, "/id"));
    let mut all = json_all(201, all);
    all.push(Answer::Json(422, good));
    all
}

pub fn africastalking() -> Value {
    let recipient = json!({ "statusCode": 101, "number": NUMBER, "status": "Success",
        "cost": "KES 0.8000", "messageId": "ATXid_1" });
    json!({ "SMSMessageData": { "Message": "Sent to 1/1 Total Cost: KES 0.8000",
        "Recipients": [recipient] } })
}

fn against_africastalking() -> Vec<Answer> {
    let good = africastalking();
    let (all, one) = ("/SMSMessageData/Recipients", "/SMSMessageData/Recipients/0");
    let ours = good.pointer(one).expect("one");
    let other = with(ours, json!({ "number": OTHER }));
    let mut bad = vec![
        at(&good, all, json!([other])),
        at(&good, all, json!([other, ours])),
        at(
            &good,
            all,
            json!([with(&other, json!({ "statusCode": 403 }))]),
        ),
        at(&good, &format!("{one}/status"), json!("InvalidPhoneNumber")),
        at(&good, &format!("{one}/messageId"), json!("None")),
        at(
            &good,
            "/SMSMessageData/Message",
            json!("Sent to 0/1 Total Cost: 0"),
        ),
        at(&good, "/SMSMessageData/Message", json!("InvalidSenderId")),
    ];
    bad.extend(bad_ids(&good, &format!("{one}/messageId")));
    let mut bad = json_all(201, bad);
    bad.push(Answer::Json(400, good));
    bad
}

fn against_webhook() -> Vec<Answer> {
    let good = json!({ "code": "ok", "id": "m-1" });
    let mut all = json_all(
        200,
        vec![
            with(&good, json!({ "error": "no credit" })),
            with(&good, json!({ "to": OTHER })),
            with(&good, json!({ "success": false })),
            json!({ "ok": false }),
            json!({ "sid": "SM1", "status": "failed" }),
            json!({ "status": "Failed " }),
            json!({ "success": "false" }),
            json!({ "success": 0 }),
            json!({ "accepted": false }),
            json!({ "errors": ["no credit"] }),
        ],
    );
    let both = [
        r#"{"code": "rate_limited", "code": "ok"}"#,
        r#"{"id": "m-1", "id": "m-2"}"#,
    ];
    all.extend(both.map(|body| Answer::Text(200, body.into())));
    all.push(Answer::Json(400, good));
    all
}

/// Answers of this kind that contradict themselves.
pub fn contradictions(kind: &str) -> Vec<Answer> {
    match kind {
        "twilio" => against_twilio(),
        "vonage" => against_vonage(),
        "aws-sms" => against_aws_sms(),
        "aws-sns" => against_aws_sns(),
        "msg91" => against_msg91(),
        "whatsapp" => against_whatsapp(),
        "infobip" => against_infobip(),
        "telnyx" => against_telnyx(),
        "plivo" => against_plivo(),
        "sinch" => against_sinch(),
        "messagebird" => against_messagebird(),
        "africastalking" => against_africastalking(),
        "webhook" => against_webhook(),
        other => panic!("{other} has no table"),
    }
}
