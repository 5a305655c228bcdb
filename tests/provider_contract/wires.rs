//! More wires.

use serde_json::json;
use textgate::domain::delivery::Category;

use super::app::gateway::Answer;
use super::app::sending::{CODE, NUMBER};
use super::{SECRET, TOKEN, Wire};

use Category::{Balance, InvalidNumber, OptedOut, Rate};
use textgate::domain::delivery::Certainty::Unknown;

pub fn vonage() -> Wire {
    let part = |status: &str| json!({ "messages": [{ "status": status, "error-text": NUMBER }] });
    Wire {
        kind: "vonage",
        settings: |url| {
            format!(
                "api_key = 'abcd1234'\napi_secret = '{TOKEN}'\nfrom = 'TXTGTE'\n\
                 signature_secret = '{SECRET}'\nsignature_method = 'sha256'\nbase_url = '{url}'"
            )
        },
        taken: Answer::Json(
            200,
            json!({ "messages": [{ "status": "0", "message-id": "m-1" }] }),
        ),
        good: 200,
        refusal: Answer::Json(200, part("33")),
        refused_as: InvalidNumber,
        error_inside: Answer::Json(200, part("9")),
        error_as: Balance,
        empty: Some((Unknown, Category::Unknown)),
    }
}

fn aws_settings(url: &str) -> String {
    format!(
        "region = 'eu-west-1'\naccess_key_id = 'AKIDEXAMPLE'\nsecret_access_key = '{SECRET}'\n\
         session_token = '{TOKEN}'\nbase_url = '{url}'"
    )
}

pub fn aws_sms() -> Wire {
    let error = |kind: &str, reason: &str| json!({ "__type": kind, "Reason": reason, "Message": format!("no {NUMBER}") });
    let mut bad_number = error("ValidationException", "INVALID_PARAMETER");
    bad_number["Fields"] = json!([{ "Name": "DestinationPhoneNumber", "Message": NUMBER }]);
    Wire {
        kind: "aws-sms",
        settings: aws_settings,
        taken: Answer::Json(200, json!({ "MessageId": "m-1" })),
        good: 200,
        refusal: Answer::Json(400, bad_number),
        refused_as: InvalidNumber,
        error_inside: Answer::Json(
            200,
            error("ConflictException", "DESTINATION_PHONE_NUMBER_OPTED_OUT"),
        ),
        error_as: OptedOut,
        empty: Some((Unknown, Category::Unknown)),
    }
}

pub fn aws_sns() -> Wire {
    let error = |code: &str| {
        format!(
            "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">\n<Error>\
             <Type>Sender</Type><Code>{code}</Code><Message>Invalid parameter: PhoneNumber \
             Reason: {NUMBER} is not valid</Message></Error></ErrorResponse>"
        )
    };
    let taken = "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">\n\
                 <PublishResult>\n<MessageId>m-1</MessageId></PublishResult></PublishResponse>";
    Wire {
        kind: "aws-sns",
        taken: Answer::Text(200, taken.into()),
        refusal: Answer::Text(400, error("InvalidParameter")),
        error_inside: Answer::Text(200, error("Throttled")),
        error_as: Rate,
        ..aws_sms()
    }
}

pub fn msg91() -> Wire {
    let error = |code: &str| json!({ "type": "error", "code": code, "message": format!("{NUMBER} {CODE}") });
    Wire {
        kind: "msg91",
        settings: |url| format!("authkey = '{TOKEN}'\ntemplate_id = '64ff'\nbase_url = '{url}'"),
        taken: Answer::Json(
            200,
            json!({ "type": "success", "message": "0a".repeat(12) }),
        ),
        good: 200,
        refusal: Answer::Json(400, error("202")),
        refused_as: InvalidNumber,
        error_inside: Answer::Json(200, error("301")),
        error_as: Balance,
        empty: Some((Unknown, Category::Unknown)),
    }
}

pub fn whatsapp() -> Wire {
    let error = |code: u32| {
        let details = format!("no {NUMBER}, {CODE}");
        json!({ "error": { "code": code, "message": details, "error_data": { "details": details } } })
    };
    Wire {
        kind: "whatsapp",
        settings: |url| {
            format!(
                "phone_number_id = '1055'\naccess_token = '{TOKEN}'\napp_secret = '{SECRET}'\n\
                 template = 'otp'\nbase_url = '{url}'"
            )
        },
        taken: Answer::Json(200, json!({ "messages": [{ "id": "wamid.1" }] })),
        good: 200,
        refusal: Answer::Json(400, error(131_021)),
        refused_as: InvalidNumber,
        error_inside: Answer::Json(200, error(131_042)),
        error_as: Balance,
        empty: Some((Unknown, Category::Unknown)),
    }
}
