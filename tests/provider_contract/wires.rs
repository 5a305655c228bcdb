//! More wires.

use serde_json::json;
use textgate::domain::delivery::Category;

use super::app::gateway::Answer;
use super::app::texts::NUMBER;
use super::{SECRET, TOKEN, Wire};

use Category::{Balance, InvalidNumber};
use textgate::domain::delivery::Certainty::Unknown;

pub fn vonage() -> Wire {
    let part = |status: &str| json!({ "messages": [{ "status": status, "error-text": NUMBER }] });
    Wire {
        kind: "vonage",
        settings: |url| {
            format!(
                "api_key = 'key'\napi_secret = '{TOKEN}'\nfrom = 'TXTGTE'\n\
                 signature_secret = '{SECRET}'\nsignature_method = 'sha256'\nbase_url = '{url}'"
            )
        },
        taken: Answer::Json(
            200,
            json!({ "messages": [{ "status": "0", "message-id": "m-1" }] }),
        ),
        good: 200,
        refusal: Answer::Json(200, part("6")),
        refused_as: InvalidNumber,
        error_inside: Answer::Json(200, part("9")),
        error_as: Balance,
        empty: Some((Unknown, Category::Unknown)),
    }
}
