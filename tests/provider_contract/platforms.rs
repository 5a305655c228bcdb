//! The wire formats of messaging platforms.

use serde_json::{Value, json};
use textgate::domain::delivery::{Category, Certainty};

use super::{TOKEN, Wire};
use crate::app::gateway::Answer;
use crate::app::texts::NUMBER;

use Category::{Balance, Config};
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

