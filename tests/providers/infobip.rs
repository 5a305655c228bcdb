//! Infobip's JSON, its statuses inside of 200, and its reports.

use serde_json::{Value, json};
use textgate::delivery::{DeliveryUpdate, ReceiptError, Route};
use textgate::domain::delivery::{Category, Certainty};

use Category::{Balance, Blocked, Config, InvalidNumber, Outage, Rate, Unreachable};
use Certainty::{Refused, Unknown};

use crate::TEXT;
use crate::app::gateway::Answer;
use crate::app::sending::NUMBER;
use crate::incoming::{CALLBACK, ID, Line, complaint, from, posted, read, undelivered, update};

const INFOBIP: (&str, &str) = ("infobip", "api_key = 'key'\nfrom = 'TXTGTE'");

fn told(group: &str, id: u32) -> Answer {
    let status = json!({ "groupName": group, "id": id, "description": NUMBER });
    Answer::Json(
        200,
        json!({ "bulkId": "b", "messages": [{ "messageId": "m-1", "status": status }] }),
    )
}

#[tokio::test]
async fn infobip_gets_one_json() {
    let line = Line::to(INFOBIP).await;
    let route = Route {
        template: Some("1107".into()),
        entity: Some("1101".into()),
        ..from("HARBOR")
    };
    let message = json!({
        "messageId": "m-1",
        "status": { "groupName": "PENDING", "id": 26 },
        "details": { "messageCount": 2 },
    });
    let answer = Answer::Json(200, json!({ "messages": [message] }));
    let sent = line.send(route, Some(CALLBACK), answer).await;
    let taken = sent.outcome.as_ref().expect("taken");
    assert_eq!(taken.provider_id.as_deref(), Some("m-1"));
    assert_eq!(taken.parts, Some(2));
    assert_eq!(sent.request.method, "POST");
    assert_eq!(sent.request.path, "/sms/3/messages");
    assert_eq!(
        sent.headers(),
        [
            ("authorization", "App key"),
            ("content-type", "application/json")
        ]
    );
    assert_eq!(
        sent.request.json(),
        json!({
            "messages": [{
                "sender": "HARBOR",
                "destinations": [{ "to": &NUMBER[1..], "messageId": sent.id }],
                "content": { "text": TEXT },
                "options": {
                    "validityPeriod": { "amount": 300, "timeUnit": "SECONDS" },
                    "regional": {
                        "indiaDlt": { "principalEntityId": "1101", "contentTemplateId": "1107" },
                    },
                },
                "webhooks": {
                    "delivery": { "url": CALLBACK },
                    "contentType": "application/json",
                },
            }],
            "options": { "includeSmsCountInResponse": true },
        })
    );
}

#[tokio::test]
async fn without_options_infobip_gets_none() {
    let line = Line::to(INFOBIP).await;
    let sent = line.answered(told("PENDING", 26)).await;
    let message = &sent.request.json()["messages"][0];
    assert_eq!(message["sender"], "TXTGTE");
    assert_eq!(message["webhooks"], Value::Null);
    assert_eq!(message["options"]["regional"], Value::Null);
}

#[tokio::test]
async fn only_a_good_group_in_200_is_taken() {
    let line = Line::to(INFOBIP).await;
    for group in ["PENDING", "ACCEPTED", "DELIVERED"] {
        let sent = line.answered(told(group, 26)).await;
        sent.outcome.expect(group);
    }
    let Answer::Json(_, good) = told("PENDING", 26) else {
        unreachable!()
    };
    for answer in [
        Answer::Json(201, good),
        told("SOMETHING", 26),
        Answer::Json(200, json!({ "messages": [] })),
    ] {
        let sent = line.answered(answer).await;
        assert_eq!(sent.fault().0, Unknown);
    }
}

#[tokio::test]
async fn a_duplicate_is_the_first_one() {
    let line = Line::to(INFOBIP).await;
    let sent = line.answered(told("REJECTED", 23)).await;
    let taken = sent.outcome.expect("taken");
    assert_eq!(taken.provider_id, Some(sent.id));
}

const STATUSES: [(&str, u32, Category); 24] = [
    ("REJECTED", 8, InvalidNumber),
    ("REJECTED", 51, Config),
    ("REJECTED", 52, InvalidNumber),
    ("UNDELIVERABLE", 4, Unreachable),
    ("UNDELIVERABLE", 9, Unreachable),
    ("UNDELIVERABLE", 31, Unreachable),
    ("EXPIRED", 15, Unreachable),
    ("EXPIRED", 29, Unreachable),
    ("REJECTED", 10, Blocked),
    ("REJECTED", 14, Blocked),
    ("REJECTED", 20, Rate),
    ("REJECTED", 87, Blocked),
    ("REJECTED", 6, Config),
    ("REJECTED", 19, Config),
    ("REJECTED", 12, Balance),
    ("REJECTED", 17, Balance),
    ("REJECTED", 11, Config),
    ("REJECTED", 13, Config),
    ("REJECTED", 18, Config),
    ("REJECTED", 25, Config),
    ("REJECTED", 21, Outage),
    // not in the table: by the group
    ("UNDELIVERABLE", 999, Unreachable),
    ("EXPIRED", 999, Unreachable),
    ("REJECTED", 999, Category::Unknown),
];

#[tokio::test]
async fn infobips_statuses_say_what_is_wrong() {
    let line = Line::to(INFOBIP).await;
    for (group, id, category) in STATUSES {
        let sent = line.answered(told(group, id)).await;
        let code = id.to_string();
        assert_eq!(sent.fault(), (Refused, category, Some(code.as_str())));
    }
}

#[tokio::test]
async fn both_forms_of_http_errors_are_read() {
    let line = Line::to(INFOBIP).await;
    let older =
        |word: &str| json!({ "requestError": { "serviceException": { "messageId": word } } });
    for (status, body, fault) in [
        (
            400,
            json!({ "errorCode": "E400" }),
            (Refused, Config, "E400"),
        ),
        (
            401,
            older("UNAUTHORIZED"),
            (Refused, Config, "UNAUTHORIZED"),
        ),
        (
            403,
            json!({ "errorCode": "E403" }),
            (Refused, Config, "E403"),
        ),
        (429, older("TOO_MANY"), (Refused, Rate, "TOO_MANY")),
        // no word, but prose
        (401, older(NUMBER), (Refused, Config, "401")),
        (500, older("GENERAL_ERROR"), (Unknown, Outage, "500")),
    ] {
        let sent = line.answered(Answer::Json(status, body)).await;
        assert_eq!(sent.fault(), (fault.0, fault.1, Some(fault.2)), "{status}");
    }
}

fn report(body: &Value) -> textgate::delivery::ReceiptRequest {
    posted(CALLBACK, &[], &body.to_string(), 1_795_355_890)
}

#[test]
fn reports_come_in_bundles_and_carry_our_id() {
    let other = "019aabcd-0123-7000-8000-0123456789ac";
    let body = json!({ "results": [
        { "messageId": ID, "to": NUMBER, "status": { "groupName": "DELIVERED", "id": 5 } },
        { "messageId": other, "status": { "groupName": "PENDING", "id": 3 }, "new": [] },
        { "messageId": "theirs", "status": { "groupName": "EXPIRED", "id": 15 } },
        { "status": { "groupName": "DELIVERED" } },
    ] });
    let receipts = read(INFOBIP, &report(&body)).expect("receipts");
    assert_eq!(receipts.len(), 3, "one has no id");
    for (receipt, id, update) in [
        (&receipts[0], ID, DeliveryUpdate::Delivered),
        (&receipts[1], other, DeliveryUpdate::Underway),
    ] {
        assert_eq!(receipt.delivery, id.parse().ok());
        assert_eq!(receipt.provider_id, None, "it is ours");
        assert_eq!(receipt.update, update);
    }
    assert_eq!(receipts[2].delivery, None, "the address is not about it");
    assert_eq!(receipts[2].update, undelivered(Unreachable, "15"));
}

#[test]
fn a_report_says_what_was_wrong() {
    let read_one = |group: &str, id: u32| {
        let status = json!({ "groupName": group, "id": id });
        let result = json!({ "messageId": "m-1", "status": status, "error": { "id": 1 } });
        let receipts = read(INFOBIP, &report(&json!({ "results": [result] })));
        assert_eq!(
            receipts.as_ref().expect("receipts")[0].delivery,
            Some(ID.parse().expect("an id")),
            "from the address"
        );
        update(receipts)
    };
    for (group, id, category) in STATUSES {
        assert_eq!(read_one(group, id), undelivered(category, &id.to_string()));
    }
    // some reports have only the group's id
    for (id, update_of) in [
        (1, DeliveryUpdate::Underway),
        (3, DeliveryUpdate::Delivered),
        (2, undelivered(Unreachable, "9")),
        (4, undelivered(Unreachable, "9")),
        (5, undelivered(Unreachable, "9")),
        (7, DeliveryUpdate::Underway),
    ] {
        let result = json!({ "messageId": "m-1", "status": { "groupId": id, "id": 9 } });
        let told = read(INFOBIP, &report(&json!({ "results": [result] })));
        assert_eq!(update(told), update_of, "{id}");
    }
    assert_eq!(
        read_one("REJECTED", 23),
        DeliveryUpdate::Underway,
        "the first one counts"
    );
    assert_eq!(read_one("SOMETHING", 1), DeliveryUpdate::Underway);
}

#[test]
fn garbage_is_no_report() {
    for body in ["", "x", "[]", "{}", r#"{"results":7}"#] {
        let posted = posted(CALLBACK, &[], body, 0);
        assert_eq!(
            read(INFOBIP, &posted),
            Err(ReceiptError::Unreadable),
            "{body}"
        );
    }
}

#[test]
fn wrong_settings_and_routes_are_named() {
    let main = || Route::to("main");
    for (settings, route, expected) in [
        ("from = 'TXTGTE'", main(), "missing field `api_key`"),
        ("api_key = 'a b'", main(), "api_key must be"),
        ("api_key = 'k'", main(), "no sender: set from"),
        ("api_key = 'k'\nfrom = 'Twelve chars'", main(), "from is"),
        ("api_key = 'k'\nform = 'A'", main(), "unknown field `form`"),
        (
            "api_key = 'k'\nbase_url = 'http://x.example'",
            main(),
            "https",
        ),
        ("api_key = 'k'", from("?"), "sender is"),
    ] {
        let error = complaint(("infobip", settings), route);
        assert!(error.contains(expected), "{error}");
    }
    let route = Route {
        template: Some("1107".into()),
        ..main()
    };
    assert!(complaint(INFOBIP, route).contains("add entity"));
}
