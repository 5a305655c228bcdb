//! Africa's Talking's form, its codes inside of 201, and its reports.

use serde_json::{Value, json};
use textgate::delivery::{DeliveryUpdate, ReceiptError, Route};
use textgate::domain::delivery::{Category, Certainty};

use Category::{Balance, Blocked, Config, InvalidNumber, OptedOut, Outage, Rate, Unreachable};
use Certainty::{Refused, Unknown};

use crate::TEXT;
use crate::app::gateway::Answer;
use crate::app::sending::{self, NUMBER};
use crate::incoming::{
    CALLBACK, ID, Line, complaint, from, posted, read, receipt, undelivered, update,
};

const TALKING: (&str, &str) = ("africastalking", "username = 'harbour'\napi_key = 'key'");

fn told(code: u16) -> Answer {
    let recipient = json!({ "statusCode": code, "number": NUMBER, "messageId": "ATXid_1" });
    told_of(&json!([recipient]), "Sent to 1/1 Total Cost: KES 0.8000")
}

fn told_of(recipients: &Value, message: &str) -> Answer {
    let told = json!({ "Message": message, "Recipients": recipients });
    Answer::Json(201, json!({ "SMSMessageData": told }))
}

#[tokio::test]
async fn africas_talking_gets_one_form() {
    let line = Line::to(TALKING).await;
    let sent = line.send(from("HARBOR"), Some(CALLBACK), told(101)).await;
    let taken = sent.outcome.as_ref().expect("taken");
    assert_eq!(taken.provider_id.as_deref(), Some("ATXid_1"));
    assert_eq!(sent.request.method, "POST");
    assert_eq!(sent.request.path, "/version1/messaging");
    assert_eq!(
        sent.headers(),
        [
            ("apikey", "key"),
            ("content-type", "application/x-www-form-urlencoded"),
        ]
    );
    let form = [
        ("username", "harbour"),
        ("to", NUMBER),
        ("message", TEXT),
        ("bulkSMSMode", "1"),
        ("from", "HARBOR"),
    ];
    let form = form.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(sent.request.form(), form);
    let sent = line.answered(told(100)).await;
    assert_eq!(sent.request.field("from"), None);
}

#[tokio::test]
async fn only_three_codes_in_201_are_taken() {
    let line = Line::to(TALKING).await;
    for code in [100, 101, 102] {
        let sent = line.answered(told(code)).await;
        sent.outcome.expect("taken");
    }
    let Answer::Json(_, good) = told(101) else {
        unreachable!()
    };
    for status in [200, 202] {
        let sent = line.answered(Answer::Json(status, good.clone())).await;
        assert_eq!(sent.fault().0, Unknown, "{status}");
    }
}

#[tokio::test]
async fn its_codes_say_what_is_wrong() {
    let line = Line::to(TALKING).await;
    for (code, certainty, category) in [
        (403, Refused, InvalidNumber),
        (404, Refused, InvalidNumber),
        (401, Refused, Config),
        (406, Refused, OptedOut),
        (409, Refused, Blocked),
        (407, Refused, Unreachable),
        (405, Refused, Balance),
        (402, Refused, Config),
        (500, Unknown, Outage),
        (501, Unknown, Outage),
        (502, Unknown, Outage),
        // not in the table
        (103, Unknown, Category::Unknown),
        (499, Unknown, Category::Unknown),
    ] {
        let sent = line.answered(told(code)).await;
        let code = code.to_string();
        assert_eq!(sent.fault(), (certainty, category, Some(code.as_str())));
    }
    for (status, category) in [(401, Config), (429, Rate)] {
        let sent = line.answered(Answer::Text(status, "No".into())).await;
        let code = status.to_string();
        assert_eq!(sent.fault(), (Refused, category, Some(code.as_str())));
    }
}

#[tokio::test]
async fn no_recipient_is_a_refusal_with_a_reason_in_words() {
    let line = Line::to(TALKING).await;
    for (answer, fault) in [
        (
            told_of(&json!([]), "InvalidSenderId"),
            (Refused, Config, "InvalidSenderId"),
        ),
        (
            told_of(&json!([]), &format!("no {NUMBER}")),
            (Refused, Category::Unknown, "201"),
        ),
        (
            told_of(&json!([{ "number": NUMBER }]), "?"),
            (Unknown, Category::Unknown, "201"),
        ),
        (
            told_of(&Value::Null, "?"),
            (Unknown, Category::Unknown, "201"),
        ),
    ] {
        let sent = line.answered(answer).await;
        assert_eq!(sent.fault(), (fault.0, fault.1, Some(fault.2)));
    }
}

#[test]
fn reports_tell_what_became_of_the_text() {
    let dashboard = "https://books.example/receipts/main/s3cret";
    let told = |status: &str, reason: &str| {
        let body = format!(
            "id=ATXid_1&status={status}&phoneNumber=%2B14155552671&networkCode=1\
             &failureReason={reason}&new=1"
        );
        read(TALKING, &posted(dashboard, &[], &body, 0))
    };
    let receipts = told("Success", "").expect("receipts");
    assert_eq!(receipts[0].delivery, None, "no reference rides along");
    assert_eq!(receipts[0].provider_id.as_deref(), Some("ATXid_1"));
    assert_eq!(update(told("Success", "")), DeliveryUpdate::Delivered);
    for status in ["Sent", "Buffered", "New"] {
        assert_eq!(
            update(told(status, "")),
            DeliveryUpdate::Underway,
            "{status}"
        );
    }
    for (reason, category) in [
        ("InsufficientCredit", Unreachable),
        ("InvalidLinkId", Config),
        ("UserIsInactive", Unreachable),
        ("UserInBlackList", OptedOut),
        ("UserAccountSuspended", Unreachable),
        ("NotNetworkSubscriber", InvalidNumber),
        ("DeliveryFailure", Unreachable),
        ("DoNotDisturbRejection", Blocked),
    ] {
        for status in ["Rejected", "Failed"] {
            assert_eq!(update(told(status, reason)), undelivered(category, reason));
        }
    }
    for (status, category) in [
        ("Failed", Category::Unknown),
        ("Rejected", Category::Unknown),
        ("Expired", Unreachable),
        ("AbsentSubscriber", Unreachable),
    ] {
        let expected = DeliveryUpdate::Undelivered {
            category,
            code: None,
        };
        assert_eq!(update(told(status, "New")), expected);
    }
}

#[test]
fn an_address_with_our_id_is_heard_and_garbage_is_no_report() {
    let with_id = posted(CALLBACK, &[], "id=ATXid_1&status=Success", 0);
    assert_eq!(
        read(TALKING, &with_id),
        Ok(vec![receipt(ID, "ATXid_1", DeliveryUpdate::Delivered)])
    );
    let bare = "https://books.example/receipts/main/s3cret";
    for body in ["", "x", "{}", "id=ATXid_1", "status=Success", "\u{1}=%FF"] {
        let posted = posted(bare, &[], body, 0);
        assert_eq!(
            read(TALKING, &posted),
            Err(ReceiptError::Unreadable),
            "{body}"
        );
    }
}

#[test]
fn the_sandbox_has_a_host_of_its_own() {
    for (username, host) in [
        ("harbour", "https://api.africastalking.com/"),
        ("sandbox", "https://api.sandbox.africastalking.com/"),
    ] {
        let settings = format!("username = '{username}'\napi_key = 'key'");
        let delivery = sending::delivery("africastalking", &settings);
        assert!(format!("{delivery:?}").contains(host), "{delivery:?}");
    }
}

#[test]
fn wrong_settings_and_routes_are_named() {
    let main = || Route::to("main");
    for (settings, route, expected) in [
        ("username = 'u'", main(), "missing field `api_key`"),
        ("username = ' '\napi_key = 'k'", main(), "username is empty"),
        ("username = 'u'\napi_key = ''", main(), "api_key must be"),
        (
            "username = 'u'\napi_key = 'k'\nfrom = '+15005550006'",
            main(),
            "takes no number",
        ),
        (
            "username = 'u'\napi_key = 'k'",
            from("+15005550006"),
            "takes no number",
        ),
    ] {
        let error = complaint(("africastalking", settings), route);
        assert!(error.contains(expected), "{error}");
    }
    let route = Route {
        template: Some("1107".into()),
        ..main()
    };
    assert!(complaint(TALKING, route).contains("remove template"));
}
