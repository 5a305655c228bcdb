//! The documented spellings that contradict nothing.

use serde_json::{Value, json};

use super::contradictions::{
    africastalking, at, infobip, json_all, messagebird, sinch, telnyx, twilio, vonage, whatsapp,
    with,
};
use crate::app::gateway::Answer;
use crate::app::sending::NUMBER;

/// The answer with the number in other spellings, and without it.
fn spelled(status: u16, good: &Value, place: &str) -> Vec<Answer> {
    let national = "(415) 555-2671";
    let spellings = [NUMBER, &NUMBER[1..], national, "+1415555XXXX", ""];
    let mut all: Vec<_> = spellings.map(|it| at(good, place, json!(it))).into();
    all.push(at(good, place, Value::Null));
    json_all(status, all)
}

/// Answers of this kind that look odd and contradict nothing.
pub fn spellings(kind: &str) -> Vec<Answer> {
    match kind {
        "twilio" => {
            let mut all = spelled(201, &twilio(), "/to");
            let mms = format!("MM{}", "0A".repeat(16));
            let more = json!({ "to": format!("whatsapp:{NUMBER}"), "error_code": 0, "sid": mms });
            all.push(Answer::Json(201, with(&twilio(), more)));
            all
        }
        "vonage" => spelled(200, &vonage(), "/messages/0/to"),
        "whatsapp" => spelled(200, &whatsapp(), "/contacts/0/input"),
        "infobip" => spelled(200, &infobip(), "/messages/0/destination"),
        "telnyx" => spelled(200, &telnyx(), "/data/to/0/phone_number"),
        "sinch" => {
            let mut all = spelled(201, &sinch(), "/to/0");
            all.push(Answer::Json(201, json!({ "id": "01FC" })));
            all
        }
        "messagebird" => spelled(201, &messagebird(), "/recipients/items/0/recipient"),
        "africastalking" => spelled(
            201,
            &africastalking(),
            "/SMSMessageData/Recipients/0/number",
        ),
        "msg91" => json_all(
            200,
            vec![
                json!({ "type": "success", "message": "SMS sent successfully." }),
                json!({ "type": "success", "request_id": "1a", "hasError": false, "errors": [] }),
            ],
        ),
        "webhook" => json_all(
            200,
            vec![
                json!({ "id": 7, "to": &NUMBER[1..] }),
                json!({ "ok": true, "status": "queued", "to": NUMBER }),
                json!({ "code": "ok", "id": "" }),
            ],
        ),
        _ => Vec::new(),
    }
}
