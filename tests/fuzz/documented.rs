//! When a provider took a text, by its own documents: written down once more,
//! apart from the drivers.

use serde_json::Value;

use super::mutate::NUMBER;

/// Whether this is a number, and surely not ours.
fn is_to_another(told: &Value) -> bool {
    let text = told.as_str().map(|text| text.trim_start_matches('+'));
    let number = text.map_or(told.as_u64(), |text| text.parse().ok());
    let ours = NUMBER.parse::<u64>().ok();
    number.is_some_and(|number| number > 0 && number != 4_155_552_671 && Some(number) != ours)
}

/// Whether this answer confirms, as this kind's documents have it.
pub fn confirms(kind: &str, status: u16, body: &[u8]) -> bool {
    let text = std::str::from_utf8(body).unwrap_or_default();
    let told: Value = serde_json::from_slice(body).unwrap_or_default();
    let at = |place: &str| told.pointer(place).unwrap_or(&Value::Null);
    let is_one =
        |place: &str, words: &[&str]| at(place).as_str().is_some_and(|it| words.contains(&it));
    let has_id = |place: &str| at(place).as_str().is_some_and(|id| !id.is_empty());
    let is_plain = |place: &str| at(place).is_null() || has_id(place);
    let is_to_us = |place: &str| !is_to_another(at(place));
    let is_one_of = |place: &str| at(place).as_array().is_none_or(|all| all.len() < 2);
    match kind {
        "twilio" => {
            let good = ["accepted", "queued", "scheduled", "sending", "sent"];
            let sid = at("/sid").as_str().unwrap_or_default();
            let is_sid = sid.len() == 34 && ["SM", "MM"].iter().any(|it| sid.starts_with(it));
            let clean = is_to_us("/to") && at("/error_code").as_u64().unwrap_or(0) == 0;
            status == 201 && is_sid && is_one("/status", &good) && clean
        }
        "vonage" => {
            let parts = at("/messages").as_array();
            let taken = |parts: &Vec<Value>| {
                let to_us = |part: &Value| !is_to_another(&part["to"]);
                !parts.is_empty()
                    && parts
                        .iter()
                        .all(|part| part["status"] == "0" && to_us(part))
            };
            status == 200 && parts.is_some_and(taken)
        }
        "aws-sms" => status == 200 && has_id("/MessageId") && !at("/__type").is_string(),
        "aws-sns" => {
            let result = text.split("<PublishResult>").nth(1).unwrap_or_default();
            status == 200 && result.contains("<MessageId>")
        }
        // number 311: the same text was taken within ten seconds
        "msg91" => is_one("/type", &["success"]) || text.contains("311"),
        "whatsapp" => {
            let state = at("/messages/0/message_status");
            let held = !state.is_null() && state != "accepted";
            let one = is_one_of("/messages") && is_to_us("/contacts/0/input");
            let error = at("/error").is_object();
            status == 200 && has_id("/messages/0/id") && !held && !error && one
        }
        "infobip" => {
            let group = "/messages/0/status/groupName";
            let twice = at("/messages/0/status/id") == 23 && is_one(group, &["REJECTED"]);
            let good = is_one(group, &["PENDING", "ACCEPTED", "DELIVERED"]);
            let one = is_one_of("/messages") && is_to_us("/messages/0/destination");
            status == 200 && (good || twice) && one
        }
        "telnyx" => {
            let good = is_one("/data/to/0/status", &["queued", "sending", "sent"]);
            let clean = is_one_of("/data/to") && is_to_us("/data/to/0/phone_number");
            let error = has_id("/data/errors/0/code");
            status == 200 && has_id("/data/id") && good && clean && !error
        }
        "plivo" => {
            let clean = !has_id("/error") && is_one_of("/message_uuid");
            status == 202 && has_id("/message_uuid/0") && clean
        }
        "sinch" => {
            let clean = at("/canceled") != true && is_to_us("/to/0") && is_one_of("/to");
            status == 201 && has_id("/id") && clean
        }
        "messagebird" => {
            let sent = at("/recipients/totalSentCount").as_u64().unwrap_or(0) >= 1;
            let good = ["sent", "scheduled", "buffered"];
            let (items, item) = ("/recipients/items", "/recipients/items/0");
            let clean = is_one_of(items) && is_plain("/id");
            let to_us = is_to_us(&format!("{item}/recipient"));
            let state = format!("{item}/status");
            let lost = is_one(&state, &["delivery_failed", "expired"]);
            status == 201 && (sent || is_one(&state, &good)) && clean && to_us && !lost
        }
        "africastalking" => {
            let code = at("/SMSMessageData/Recipients/0/statusCode").as_u64();
            let recipients = "/SMSMessageData/Recipients";
            let number = format!("{recipients}/0/number");
            let clean = is_one_of(recipients) && is_to_us(&number);
            status == 201 && code.is_some_and(|code| (100..=102).contains(&code)) && clean
        }
        "webhook" => {
            let empty = text.trim().is_empty() && body.is_ascii();
            let code = at("/code");
            let clean =
                told.is_object() && at("/error").is_null() && (code.is_null() || code == "ok");
            (200..300).contains(&status) && (empty || clean)
        }
        other => panic!("{other} has no documents here"),
    }
}
