//! `MessageBird`'s JSON, codes and condition for "taken".

mod receipts;

use serde_json::{Value, json};
use textgate::delivery::{ReceiptError, Route};
use textgate::domain::delivery::{Category, Certainty};

use Category::{Balance, Config, InvalidNumber, Outage, Rate, Unreachable};
use Certainty::{Refused, Unknown};

use crate::TEXT;
use crate::app::gateway::Answer;
use crate::app::sending::NUMBER;
use crate::incoming::{CALLBACK, Line, complaint, from, posted, read};

const BIRD: (&str, &str) = (
    "messagebird",
    "access_key = 'key'\nfrom = 'TXTGTE'\n\
     signing_key = '36efdd1aace2e26cd490f0d951138253bef2f7c6d34d18981da781555cc4cebb'",
);

fn created(sent: u8, status: &str) -> Value {
    let item = json!({ "recipient": 14_155_552_671_u64, "status": status, "messagePartCount": 2 });
    let recipients = json!({ "totalSentCount": sent, "items": [item] });
    json!({ "id": "m-1", "recipients": recipients })
}

#[tokio::test]
async fn messagebird_gets_one_json() {
    let line = Line::to(BIRD).await;
    let answer = Answer::Json(201, created(1, "sent"));
    let sent = line.send(from("HARBOR"), Some(CALLBACK), answer).await;
    let taken = sent.outcome.as_ref().expect("taken");
    assert_eq!(taken.provider_id.as_deref(), Some("m-1"));
    assert_eq!(taken.parts, Some(2));
    assert_eq!(sent.request.method, "POST");
    assert_eq!(sent.request.path, "/messages");
    assert_eq!(
        sent.headers(),
        [
            ("authorization", "AccessKey key"),
            ("content-type", "application/json")
        ]
    );
    assert_eq!(
        sent.request.json(),
        json!({
            "originator": "HARBOR",
            "recipients": [&NUMBER[1..]],
            "body": TEXT,
            "datacoding": "auto",
            "reference": sent.id,
            "validity": 300,
            "reportUrl": CALLBACK,
        })
    );
}

#[tokio::test]
async fn no_reports_are_asked_for_that_could_not_be_checked() {
    let bare = ("messagebird", "access_key = 'key'\nfrom = '12345'");
    let line = Line::to(bare).await;
    let answer = Answer::Json(201, created(1, "sent"));
    let sent = line.send(Route::to("main"), Some(CALLBACK), answer).await;
    assert_eq!(sent.request.json()["reportUrl"], Value::Null);
    let unchecked = posted(CALLBACK, &[], "", 0);
    assert_eq!(read(bare, &unchecked), Err(ReceiptError::Forged));
}

#[tokio::test]
async fn only_201_with_a_sent_text_is_taken() {
    let line = Line::to(BIRD).await;
    for body in [created(1, "?"), created(0, "sent"), created(0, "buffered")] {
        let sent = line.answered(Answer::Json(201, body)).await;
        sent.outcome.expect("taken");
    }
    for (answer, fault) in [
        (
            Answer::Json(200, created(1, "sent")),
            (Unknown, Category::Unknown),
        ),
        (
            Answer::Json(201, created(0, "?")),
            (Unknown, Category::Unknown),
        ),
        (
            Answer::Json(201, created(0, "expired")),
            (Refused, Unreachable),
        ),
        (
            Answer::Json(201, json!({ "errors": [{ "code": 25 }] })),
            (Refused, Balance),
        ),
    ] {
        let sent = line.answered(answer).await;
        let (certainty, category, _) = sent.fault();
        assert_eq!((certainty, category), fault);
    }
}

#[tokio::test]
async fn messagebirds_codes_say_what_is_wrong() {
    let line = Line::to(BIRD).await;
    for (status, code, parameter, category) in [
        (422, 9, "recipients", InvalidNumber),
        (422, 10, "recipients", InvalidNumber),
        (422, 10, "originator", Config),
        (401, 2, "access_key", Config),
        (422, 20, "", Config),
        (422, 21, "", Config),
        (422, 25, "", Balance),
        (422, 98, "", Outage),
        (422, 99, "", Outage),
        // not in the table: by the HTTP status
        (405, 77, "", Config),
        (429, 77, "", Rate),
        (422, 77, "", Category::Unknown),
    ] {
        let error = json!({ "code": code, "description": NUMBER, "parameter": parameter });
        let answer = Answer::Json(status, json!({ "errors": [error] }));
        let sent = line.answered(answer).await;
        let code = code.to_string();
        assert_eq!(sent.fault(), (Refused, category, Some(code.as_str())));
    }
}

#[test]
fn wrong_settings_and_routes_are_named() {
    let main = || Route::to("main");
    for (settings, route, expected) in [
        ("from = 'A'", main(), "missing field `access_key`"),
        ("access_key = 'k'", main(), "no sender: set from"),
        ("access_key = 'a b'", main(), "access_key must be"),
        (
            "access_key = 'k'\nsigning_key = ''",
            main(),
            "signing_key must be",
        ),
        ("access_key = 'k'", from("Twelve chars"), "sender is"),
    ] {
        let error = complaint(("messagebird", settings), route);
        assert!(error.contains(expected), "{error}");
    }
    let route = Route {
        template: Some("1107".into()),
        ..main()
    };
    assert!(complaint(BIRD, route).contains("remove template"));
}
