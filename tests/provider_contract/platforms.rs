//! The wire formats of messaging platforms.

use serde_json::{Value, json};
use textgate::domain::delivery::{Category, Certainty};

use super::{SECRET, TOKEN, Wire};
use crate::app::gateway::Answer;
use crate::app::sending::{CODE, NUMBER};

use Category::{Balance, Config, InvalidNumber, OptedOut};
use Certainty::Unknown;

pub fn infobip() -> Wire {
    let message = |status: Value| json!({ "messages": [{ "messageId": "m-1", "destination": NUMBER, "status": status }] });
    Wire {
        kind: "infobip",
        settings: |url| format!("api_key = '{TOKEN}'\nfrom = 'TXTGTE'\nbase_url = '{url}'"),
        taken: Answer::Json(
            200,
            message(json!({ "groupName": "PENDING", "id": 26, "name": "PENDING_ACCEPTED" })),
        ),
        good: 200,
        refusal: Answer::Json(
            400,
            json!({ "errorCode": "E400", "description": format!("bad {NUMBER}") }),
        ),
        refused_as: Config,
        error_inside: Answer::Json(
            200,
            message(json!({ "groupName": "REJECTED", "id": 12, "description": NUMBER })),
        ),
        error_as: Balance,
        empty: Some((Unknown, Category::Unknown)),
    }
}

pub fn telnyx() -> Wire {
    let data = |status: &str, errors: Value| {
        let to = json!([{ "phone_number": NUMBER, "status": status }]);
        json!({ "data": { "id": "b0c7e8cb", "to": to, "errors": errors, "parts": 1 } })
    };
    Wire {
        kind: "telnyx",
        settings: |url| format!("api_key = '{TOKEN}'\nfrom = '+15005550006'\nbase_url = '{url}'"),
        taken: Answer::Json(200, data("queued", json!([]))),
        good: 200,
        refusal: Answer::Json(
            422,
            json!({ "errors": [{ "code": "40310", "title": "?", "detail": NUMBER }] }),
        ),
        refused_as: InvalidNumber,
        error_inside: Answer::Json(
            200,
            data(
                "sending_failed",
                json!([{ "code": "40300", "detail": NUMBER }]),
            ),
        ),
        error_as: OptedOut,
        empty: Some((Unknown, Category::Unknown)),
    }
}

pub fn plivo() -> Wire {
    Wire {
        kind: "plivo",
        settings: |url| {
            format!(
                "auth_id = 'MAXXXXXXXXXXXXXXXXXX'\nauth_token = '{TOKEN}'\nfrom = '+15005550006'\n\
                 base_url = '{url}'"
            )
        },
        taken: Answer::Json(
            202,
            json!({ "api_id": "a", "message": "message(s) queued", "message_uuid": ["m-1"] }),
        ),
        good: 202,
        refusal: Answer::Json(
            400,
            json!({ "api_id": "a", "error": format!("dst {NUMBER} is not valid") }),
        ),
        refused_as: InvalidNumber,
        error_inside: Answer::Json(202, json!({ "error": { "dst": NUMBER } })),
        error_as: InvalidNumber,
        empty: Some((Unknown, Category::Unknown)),
    }
}

pub fn sinch() -> Wire {
    let error = json!({
        "code": "syntax_invalid_parameter_format",
        "text": format!("Invalid value {NUMBER} of 'to'"),
    });
    Wire {
        kind: "sinch",
        settings: |url| {
            format!(
                "service_plan_id = 'plan1'\napi_token = '{TOKEN}'\nwebhook_secret = '{SECRET}'\n\
                 base_url = '{url}'"
            )
        },
        taken: Answer::Json(
            201,
            json!({ "id": "01FC66621XXXXX119Z8PMV1QPQ", "to": [NUMBER], "canceled": false }),
        ),
        good: 201,
        refusal: Answer::Json(400, error.clone()),
        refused_as: InvalidNumber,
        error_inside: Answer::Json(201, error),
        error_as: InvalidNumber,
        empty: Some((Unknown, Category::Unknown)),
    }
}

pub fn messagebird() -> Wire {
    let created = |sent: u8, status: &str, code: Value| {
        let item = json!({
            "recipient": 14_155_552_671_u64,
            "status": status,
            "statusErrorCode": code,
            "messagePartCount": 1,
        });
        let recipients = json!({ "totalCount": 1, "totalSentCount": sent, "items": [item] });
        json!({ "id": "e8077d80", "body": CODE, "recipients": recipients })
    };
    Wire {
        kind: "messagebird",
        settings: |url| {
            format!(
                "access_key = '{TOKEN}'\nsigning_key = '{SECRET}'\nfrom = 'TXTGTE'\n\
                 base_url = '{url}'"
            )
        },
        taken: Answer::Json(201, created(1, "sent", Value::Null)),
        good: 201,
        refusal: Answer::Json(
            422,
            json!({ "errors": [{ "code": 9, "description": NUMBER, "parameter": "recipients" }] }),
        ),
        refused_as: InvalidNumber,
        error_inside: Answer::Json(201, created(0, "delivery_failed", json!(103))),
        error_as: OptedOut,
        empty: Some((Unknown, Category::Unknown)),
    }
}

pub fn africastalking() -> Wire {
    let told = |code: u16, status: &str| {
        let recipient = json!({
            "statusCode": code,
            "number": NUMBER,
            "status": status,
            "cost": "KES 0.8000",
            "messageId": "ATXid_1",
        });
        json!({ "SMSMessageData": { "Message": "Sent to 1/1", "Recipients": [recipient] } })
    };
    Wire {
        kind: "africastalking",
        settings: |url| format!("username = 'harbour'\napi_key = '{TOKEN}'\nbase_url = '{url}'"),
        taken: Answer::Json(201, told(101, "Success")),
        good: 201,
        refusal: Answer::Text(401, "The supplied authentication is invalid".into()),
        refused_as: Config,
        error_inside: Answer::Json(201, told(403, "InvalidPhoneNumber")),
        error_as: InvalidNumber,
        empty: Some((Unknown, Category::Unknown)),
    }
}
