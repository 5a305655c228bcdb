//! Twilio's form, credentials, codes and its condition for "taken".

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use textgate::delivery::{Delivery, Route};
use textgate::domain::delivery::{Accepted, Category, Certainty, Fault};

use crate::TEXT;
use crate::app::gateway::{Answer, Gateway};
use crate::app::sending::{self, NUMBER};

const SID: &str = "AC0123456789abcdef0123456789abcdef";

fn twilio(url: &str, rest: &str) -> String {
    format!("account_sid = '{SID}'\nbase_url = '{url}'\n{rest}")
}

fn by_token(url: &str) -> String {
    twilio(url, "auth_token = 'token'\nfrom = '+15005550006'")
}

async fn twilio_answering(answer: Answer) -> Result<Accepted, Fault> {
    let gateway = Gateway::start().await;
    gateway.answers(answer);
    let delivery = sending::delivery("twilio", &by_token(&gateway.url()));
    sending::send(&delivery, &sending::message()).await.outcome
}

fn form(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let fields = fields.iter();
    fields
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[tokio::test]
async fn twilio_gets_one_form() {
    let gateway = Gateway::start().await;
    let delivery = sending::delivery("twilio", &by_token(&gateway.url()));
    let taken = sending::send(&delivery, &sending::message())
        .await
        .outcome
        .expect("taken");
    assert_eq!(taken.provider_id, Some(format!("SM{}", "0a".repeat(16))));
    assert_eq!(taken.parts, Some(1));

    let request = &gateway.requests()[0];
    assert_eq!(request.method, "POST");
    assert_eq!(
        request.path,
        format!("/2010-04-01/Accounts/{SID}/Messages.json")
    );
    let basic = format!("Basic {}", STANDARD.encode(format!("{SID}:token")));
    assert_eq!(request.header("authorization"), Some(basic.as_str()));
    let kind = request.header("content-type");
    assert_eq!(kind, Some("application/x-www-form-urlencoded"));
    assert_eq!(
        request.form(),
        form(&[
            ("To", NUMBER),
            ("From", "+15005550006"),
            ("Body", TEXT),
            ("ValidityPeriod", "300"),
        ])
    );
}

#[tokio::test]
async fn twilio_takes_an_api_key_and_a_messaging_service() {
    let gateway = Gateway::start().await;
    let service = format!("MG{}", "0a".repeat(16));
    let rest = format!(
        "api_key_sid = 'SK0123456789abcdef0123456789abcdef'\napi_key_secret = 'hush'\nmessaging_service_sid = '{service}'"
    );
    let delivery = sending::delivery("twilio", &twilio(&gateway.url(), &rest));
    sending::send(&delivery, &sending::message())
        .await
        .outcome
        .expect("taken");
    let request = &gateway.requests()[0];
    assert!(request.path.contains(SID), "the account stays in the path");
    let basic = format!(
        "Basic {}",
        STANDARD.encode("SK0123456789abcdef0123456789abcdef:hush")
    );
    assert_eq!(request.header("authorization"), Some(basic.as_str()));
    assert_eq!(request.field("MessagingServiceSid"), Some(service));
    assert_eq!(request.field("From"), None);
}

#[tokio::test]
async fn a_routes_sender_goes_before_the_providers() {
    let gateway = Gateway::start().await;
    let specs = vec![sending::spec("twilio", &by_token(&gateway.url()))];
    let route = Route {
        sender: Some("TXTGTE".into()),
        ..Route::to("main")
    };
    let routes = BTreeMap::from([("US".to_owned(), vec![route])]);
    let delivery =
        Delivery::new(specs, routes, &sending::setup(sending::PATIENT)).expect("a delivery");
    sending::send(&delivery, &sending::message())
        .await
        .outcome
        .expect("taken");
    assert_eq!(
        gateway.requests()[0].field("From").as_deref(),
        Some("TXTGTE")
    );
}

#[tokio::test]
async fn twilios_codes_say_what_is_wrong() {
    for (status, code, category) in [
        (400, 21211, Category::InvalidNumber),
        (400, 21614, Category::InvalidNumber),
        (400, 21612, Category::Unreachable),
        (400, 21635, Category::InvalidNumber),
        (400, 21604, Category::Config),
        (400, 21610, Category::OptedOut),
        (400, 21408, Category::Region),
        (401, 20003, Category::Config),
        (404, 20404, Category::Config),
        (400, 21606, Category::Config),
        (400, 21608, Category::Config),
        (400, 21704, Category::Config),
        (429, 20429, Category::Rate),
        (400, 21611, Category::Rate),
        (403, 30002, Category::Balance),
        // not in the table: by the HTTP status
        (400, 99999, Category::Unknown),
        (403, 99999, Category::Config),
    ] {
        let body = json!({ "code": code, "message": "?", "more_info": "?", "status": status });
        let fault = twilio_answering(Answer::Json(status, body))
            .await
            .expect_err("refused");
        assert_eq!(fault.certainty, Certainty::Refused, "{code}");
        assert_eq!(fault.category, category, "{code}");
        assert_eq!(fault.code, Some(code.to_string()));
    }
}

#[tokio::test]
async fn only_twilios_201_with_a_status_and_a_sid_is_taken() {
    let sid = format!("SM{}", "0a".repeat(16));
    for status in ["accepted", "queued", "scheduled", "sending", "sent"] {
        let body = json!({ "sid": sid, "status": status, "num_segments": "0", "error_code": null });
        let taken = twilio_answering(Answer::Json(201, body))
            .await
            .expect(status);
        assert_eq!(taken.parts, None, "not known yet");
    }
    let good = json!({ "sid": sid, "status": "queued" });
    for answer in [
        Answer::Json(200, good.clone()),
        Answer::Json(202, good),
        Answer::Json(204, Value::Null),
        Answer::Json(201, json!({ "sid": sid })),
        Answer::Json(201, json!({ "status": "queued" })),
        Answer::Json(201, json!({ "sid": "", "status": "queued" })),
        Answer::Json(201, json!({ "sid": sid, "status": "delivered?" })),
    ] {
        let fault = twilio_answering(answer.clone())
            .await
            .expect_err("not taken");
        assert_eq!(fault.certainty, Certainty::Unknown, "{answer:?}");
    }
    for (status, certainty) in [
        ("failed", Certainty::Refused),
        // a carrier had it
        ("undelivered", Certainty::Unknown),
        ("canceled", Certainty::Unknown),
    ] {
        let body = json!({ "sid": "SM1", "status": status, "error_code": 30003 });
        let fault = twilio_answering(Answer::Json(201, body))
            .await
            .expect_err(status);
        assert_eq!(fault.certainty, certainty, "{status}");
        assert_eq!(fault.category, Category::Unreachable);
    }
}
