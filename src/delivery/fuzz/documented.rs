//! When a provider took a text, by its own documents: written down once more,
//! apart from the drivers.

use serde_json::Value;

/// Whether this answer confirms, as this kind's documents have it.
pub fn confirms(kind: &str, status: u16, body: &[u8]) -> bool {
    let text = std::str::from_utf8(body).unwrap_or_default();
    let told: Value = serde_json::from_slice(body).unwrap_or_default();
    let at = |place: &str| told.pointer(place).unwrap_or(&Value::Null);
    let is_one =
        |place: &str, words: &[&str]| at(place).as_str().is_some_and(|it| words.contains(&it));
    let has_id = |place: &str| at(place).as_str().is_some_and(|id| !id.is_empty());
    match kind {
        "twilio" => {
            let good = ["accepted", "queued", "scheduled", "sending", "sent"];
            status == 201 && has_id("/sid") && is_one("/status", &good)
        }
        "vonage" => {
            let parts = at("/messages").as_array();
            let taken = |parts: &Vec<Value>| {
                !parts.is_empty() && parts.iter().all(|part| part["status"] == "0")
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
            status == 200 && has_id("/messages/0/id") && !held && !at("/error").is_object()
        }
        "infobip" => {
            let group = "/messages/0/status/groupName";
            let twice = at("/messages/0/status/id") == 23 && is_one(group, &["REJECTED"]);
            let good = is_one(group, &["PENDING", "ACCEPTED", "DELIVERED"]);
            status == 200 && (good || twice)
        }
        "telnyx" => {
            let good = is_one("/data/to/0/status", &["queued", "sending", "sent"]);
            status == 200 && has_id("/data/id") && good
        }
        "plivo" => status == 202 && has_id("/message_uuid/0"),
        "sinch" => status == 201 && has_id("/id"),
        "messagebird" => {
            let sent = at("/recipients/totalSentCount").as_u64().unwrap_or(0) >= 1;
            let good = ["sent", "scheduled", "buffered"];
            status == 201 && (sent || is_one("/recipients/items/0/status", &good))
        }
        "africastalking" => {
            let code = at("/SMSMessageData/Recipients/0/statusCode").as_u64();
            status == 201 && code.is_some_and(|code| (100..=102).contains(&code))
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
