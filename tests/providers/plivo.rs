//! Plivo's JSON and its words for errors.

mod receipts;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use textgate::delivery::Route;
use textgate::domain::delivery::{Category, Certainty};

use Category::{Balance, Config, InvalidNumber, Outage, Rate};
use Certainty::{Refused, Unknown};

use crate::TEXT;
use crate::app::gateway::Answer;
use crate::app::sending::NUMBER;
use crate::incoming::{CALLBACK, Line, complaint, from};

const PLIVO: (&str, &str) = (
    "plivo",
    "auth_id = 'MAXXXXXXXXXXXXXXXXXX'\nauth_token = 'token'\nfrom = '+15005550006'",
);
const POWERPACK: &str = "86bbb125-97bb-4d72-89fd-81d5c515b015";

fn queued() -> Answer {
    Answer::Json(
        202,
        json!({ "api_id": "a", "message": "message(s) queued", "message_uuid": ["m-1"] }),
    )
}

#[tokio::test]
async fn plivo_gets_one_json() {
    let line = Line::to(PLIVO).await;
    let route = Route {
        template: Some("1107".into()),
        entity: Some("1101".into()),
        ..from("HARBOR")
    };
    let sent = line.send(route, Some(CALLBACK), queued()).await;
    let taken = sent.outcome.as_ref().expect("taken");
    assert_eq!(taken.provider_id.as_deref(), Some("m-1"));
    assert_eq!(sent.request.method, "POST");
    assert_eq!(
        sent.request.path,
        "/v1/Account/MAXXXXXXXXXXXXXXXXXX/Message/"
    );
    let basic = format!("Basic {}", STANDARD.encode("MAXXXXXXXXXXXXXXXXXX:token"));
    assert_eq!(
        sent.headers(),
        [
            ("authorization", basic.as_str()),
            ("content-type", "application/json")
        ]
    );
    assert_eq!(
        sent.request.json(),
        json!({
            "src": "HARBOR",
            "dst": NUMBER,
            "text": TEXT,
            "type": "sms",
            "log": "number_only",
            "message_expiry": 300,
            "url": CALLBACK,
            "method": "POST",
            "dlt_entity_id": "1101",
            "dlt_template_id": "1107",
        })
    );
}

#[tokio::test]
async fn a_powerpack_picks_the_sender() {
    let settings = format!(
        "auth_id = 'MAXXXXXXXXXXXXXXXXXX'\nauth_token = 't'\npowerpack_uuid = '{POWERPACK}'"
    );
    for (of, route) in [
        (("plivo", settings.as_str()), Route::to("main")),
        (PLIVO, from(POWERPACK)),
    ] {
        let sent = Line::to(of).await.send(route, None, queued()).await;
        let body = sent.request.json();
        assert_eq!(body["powerpack_uuid"], POWERPACK);
        assert_eq!(body["src"], Value::Null);
        assert_eq!(body["url"], Value::Null);
    }
}

#[tokio::test]
async fn plivos_words_say_what_is_wrong() {
    let line = Line::to(PLIVO).await;
    for (status, error, category) in [
        (400, json!(format!("dst {NUMBER} is bad")), InvalidNumber),
        (400, json!("Invalid destination number"), InvalidNumber),
        (400, json!("invalid Number"), Category::Unknown),
        (400, json!("dst is no sandbox number"), Config),
        (400, json!({ "dst": ["is required"] }), InvalidNumber),
        (400, json!("src is not a valid number"), Config),
        (400, json!("Insufficient credit"), Balance),
        (402, json!("pay"), Balance),
        (403, json!("Insufficient Credit"), Balance),
        (400, json!("text is too long"), Category::Unknown),
        (401, json!("no such number of an account"), Config),
        (404, json!("not found"), Config),
        (405, json!("method"), Config),
        (429, json!("number of requests"), Rate),
    ] {
        let body = json!({ "api_id": "a", "error": error });
        let sent = line.answered(Answer::Json(status, body)).await;
        let code = status.to_string();
        assert_eq!(
            sent.fault(),
            (Refused, category, Some(code.as_str())),
            "{error}"
        );
    }
    let body = json!({ "error": "Insufficient credit" });
    let sent = line.answered(Answer::Json(500, body)).await;
    assert_eq!(sent.fault(), (Unknown, Outage, Some("500")));
}

#[tokio::test]
async fn only_202_with_an_id_is_taken() {
    let line = Line::to(PLIVO).await;
    let Answer::Json(_, good) = queued() else {
        unreachable!()
    };
    for (answer, certainty, category) in [
        (Answer::Json(200, good.clone()), Unknown, Category::Unknown),
        (Answer::Json(201, good), Unknown, Category::Unknown),
        (
            Answer::Json(202, json!({ "message_uuid": [] })),
            Unknown,
            Category::Unknown,
        ),
        (
            Answer::Json(
                202,
                json!({ "message_uuid": [], "invalid_number": [NUMBER] }),
            ),
            Refused,
            InvalidNumber,
        ),
        (
            Answer::Json(202, json!({ "error": "insufficient credit" })),
            Refused,
            Balance,
        ),
    ] {
        let sent = line.answered(answer).await;
        let (found, found_category, _) = sent.fault();
        assert_eq!((found, found_category), (certainty, category));
    }
}

#[test]
fn wrong_settings_and_routes_are_named() {
    let main = || Route::to("main");
    for (settings, route, expected) in [
        (
            "auth_id = 'MAXXXXXXXXXXXXXXXXXX'",
            main(),
            "missing field `auth_token`",
        ),
        (
            "auth_id = 'MA123'\nauth_token = 't'",
            main(),
            "auth_id must be MA",
        ),
        (
            "auth_id = '../x'\nauth_token = 't'",
            main(),
            "auth_id must be",
        ),
        (
            "auth_id = 'MAXXXXXXXXXXXXXXXXXX'\nauth_token = ''",
            main(),
            "auth_token must be",
        ),
        (
            "auth_id = 'MAXXXXXXXXXXXXXXXXXX'\nauth_token = 't'",
            main(),
            "no sender: set from",
        ),
        (
            "auth_id = 'MAXXXXXXXXXXXXXXXXXX'\nauth_token = 't'\npowerpack_uuid = 'x'",
            main(),
            "must be a UUID",
        ),
        (
            "auth_id = 'MAXXXXXXXXXXXXXXXXXX'\nauth_token = 't'\nfrom = 'A'\npowerpack_uuid = 'x'",
            main(),
            "only one",
        ),
        (
            "auth_id = 'MAXXXXXXXXXXXXXXXXXX'\nauth_token = 't'",
            from("?"),
            "sender is",
        ),
    ] {
        let error = complaint(("plivo", settings), route);
        assert!(error.contains(expected), "{error}");
    }
}
