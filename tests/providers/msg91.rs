//! MSG91's template call, its word for "taken", its codes and its reports.

use serde_json::{Value, json};
use textgate::delivery::{Delivery, DeliveryUpdate, Receipt, ReceiptError, Route};
use textgate::domain::delivery::{Category, Certainty};

use crate::app::gateway::{Answer, Gateway};
use crate::app::sending::{self, CODE, NUMBER, Stand, complaint, route};

fn msg91(url: &str, rest: &str) -> Delivery {
    let settings = format!("authkey = 'hush'\ntemplate_id = '64ff'\nbase_url = '{url}'\n{rest}");
    sending::delivery("msg91", &settings)
}

async fn stand() -> Stand {
    let settings =
        |url: &str| format!("authkey = 'hush'\ntemplate_id = '64ff'\nbase_url = '{url}'");
    Stand::new("msg91", settings).await
}

fn success(id: &str) -> Answer {
    Answer::Json(200, json!({ "message": id, "type": "success" }))
}

#[tokio::test]
async fn msg91_gets_the_templates_variables() {
    let gateway = Gateway::start().await;
    gateway.answers(success("5f0a"));
    let message = sending::message();
    let callback = sending::callback(message.id);
    let delivery = msg91(&gateway.url(), "");
    let main = Route::to("main");
    let taken = sending::hand_over(&delivery, &message, &main, Some(&callback)).await;
    assert_eq!(taken.expect("taken").provider_id.as_deref(), Some("5f0a"));

    let request = &gateway.requests()[0];
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", "/api/v5/flow/")
    );
    let own = [("authkey", "hush"), ("content-type", "application/json")];
    assert_eq!(request.own_headers(), own);
    assert_eq!(
        request.json(),
        json!({
            "template_id": "64ff",
            "short_url": "0",
            "recipients": [{ "mobiles": &NUMBER[1..], "OTP": CODE }],
            "CRQID": message.id.to_string(),
        })
    );

    let delivery = msg91(&gateway.url(), "sender = 'HARBOR'\nvariable = 'var1'");
    let options = route("template = '65aa', sender = 'TXTGTE'");
    let taken = sending::hand_over(&delivery, &message, &options, None).await;
    taken.expect("taken");
    let body = gateway.requests()[1].json();
    assert_eq!(
        (&body["template_id"], &body["sender"]),
        (&json!("65aa"), &json!("TXTGTE"))
    );
    assert_eq!(body["recipients"][0]["var1"], CODE);
}

#[tokio::test]
async fn msg91s_codes_say_what_is_wrong() {
    use Category::{Balance, Config, InvalidNumber, Outage};
    let stand = stand().await;
    let config = [
        "101", "209", "210", "102", "103", "106", "107", "203", "205", "207", "208", "302", "303",
        "306", "307", "308", "310", "418", "505", "506",
    ];
    for (category, codes) in [
        (InvalidNumber, vec!["202"]),
        (Balance, vec!["301"]),
        (Config, config.to_vec()),
        (Outage, vec!["001", "002", "601"]),
    ] {
        for code in codes {
            for (status, body) in [
                (
                    200,
                    json!({ "type": "error", "code": code, "message": "202 of 301" }),
                ),
                (
                    401,
                    json!({ "type": "error", "message": format!("{code} : no {NUMBER}") }),
                ),
            ] {
                let fault = stand
                    .answering(Answer::Json(status, body))
                    .await
                    .expect_err(code);
                assert_eq!(fault.category, category, "{code}");
                assert_eq!(fault.code.as_deref(), Some(code));
                let certainty = match category {
                    Outage => Certainty::Unknown,
                    _ => Certainty::Refused,
                };
                assert_eq!(fault.certainty, certainty, "{code}");
            }
        }
    }
    let number = Answer::Json(200, json!({ "type": "error", "code": 301 }));
    assert_eq!(
        stand.answering(number).await.expect_err("no").category,
        Balance
    );
    let wordless = Answer::Json(200, json!({ "type": "error", "message": NUMBER }));
    let fault = stand.answering(wordless).await.expect_err("no");
    assert_eq!(
        (fault.certainty, fault.category),
        (Certainty::Refused, Category::Unknown)
    );
    assert_eq!(fault.code.as_deref(), Some("200"));
}

#[tokio::test]
async fn success_is_taken_and_so_is_a_repetition() {
    let stand = stand().await;
    let id = |answer: Answer| async { stand.answering(answer).await.expect("taken").provider_id };
    assert_eq!(id(success("5f0a")).await.as_deref(), Some("5f0a"));
    assert_eq!(id(success("SMS sent")).await, None, "no id");
    let otp = json!({ "type": "success", "request_id": "r-1", "message": "m-1" });
    assert_eq!(id(Answer::Json(200, otp)).await.as_deref(), Some("r-1"));
    let twice = json!({ "type": "error", "code": "311", "message": "duplicate" });
    assert_eq!(id(Answer::Json(200, twice)).await, None);
    for body in [
        json!({ "type": "SUCCESS" }),
        json!({ "type": 1 }),
        json!({ "message": "5f0a" }),
    ] {
        let fault = stand
            .answering(Answer::Json(200, body.clone()))
            .await
            .expect_err("no");
        assert_eq!(fault.certainty, Certainty::Unknown, "{body}");
    }
}

fn read(body: &str) -> Result<Vec<Receipt>, ReceiptError> {
    let posted = sending::posted("https://id.example.com/receipts/main/hush", &[], body, 0);
    sending::receipts(&msg91("https://sms.example", ""), &posted)
}

/// `data=` and the JSON.
fn as_form(json: &Value) -> String {
    let mut url = reqwest::Url::parse("http://form/").expect("an address");
    url.query_pairs_mut().append_pair("data", &json.to_string());
    url.query().expect("a query").to_owned()
}

#[test]
fn reports_come_in_two_shapes() {
    let id = sending::message().id;
    // as in the help page of MSG91, whose sample of v2 is JSON
    let reports = json!([
        { "number": "919812345678", "status": "1", "CRQID": id.to_string(), "desc": "DELIVERED" },
        { "number": "919812345679", "status": "9", "CRQID": "" },
    ]);
    let v2 = json!([{ "senderId": "TXTGTE", "requestId": "r-1", "report": reports }]);
    let delivered = Receipt {
        delivery: Some(id),
        provider_id: Some("r-1".into()),
        update: DeliveryUpdate::Delivered,
    };
    let blocked = Receipt {
        delivery: None,
        provider_id: Some("r-1".into()),
        update: DeliveryUpdate::Undelivered {
            category: Category::Blocked,
            code: Some("9".into()),
        },
    };
    assert_eq!(
        read(&as_form(&v2)),
        Ok(vec![delivered.clone(), blocked.clone()])
    );
    let as_sample = json!({ "data": v2.to_string() }).to_string();
    for body in [as_sample, v2.to_string()] {
        assert_eq!(read(&body), Ok(vec![delivered.clone(), blocked.clone()]));
    }
    let v3 = json!({ "requestId": "r-1", "status": 1, "CRQID": id.to_string(), "new": [] });
    assert_eq!(read(&v3.to_string()), Ok(vec![delivered]));
}

#[test]
fn reports_say_what_became_of_the_text() {
    for (status, category) in [
        ("2", Category::Unknown),
        ("9", Category::Blocked),
        ("16", Category::Unknown),
        ("17", Category::Blocked),
        ("25", Category::Unknown),
        ("Failed", Category::Unknown),
        ("Rejected", Category::Unknown),
    ] {
        let body = json!({ "requestId": "r-1", "status": status }).to_string();
        let expected = DeliveryUpdate::Undelivered {
            category,
            code: Some(status.into()),
        };
        assert_eq!(read(&body).expect(status)[0].update, expected);
    }
    for (status, update) in [
        ("1", DeliveryUpdate::Delivered),
        ("Delivered", DeliveryUpdate::Delivered),
        ("42", DeliveryUpdate::Underway),
    ] {
        let body = json!({ "requestId": "r-1", "status": status }).to_string();
        assert_eq!(read(&body).expect(status)[0].update, update);
    }
}

#[test]
fn garbage_is_unreadable() {
    for body in [
        "",
        "{",
        "[]",
        "null",
        "data=",
        "data=%5B",
        "status=1&requestId=r-1",
        r#"{"status": "1"}"#,
        r#"{"requestId": "r-1"}"#,
        // webhook v4 has no request id
        r#"[{"event": "delivered", "data": [{"ts": "1", "INMSID": "x"}]}]"#,
    ] {
        assert_eq!(read(body), Err(ReceiptError::Unreadable), "{body}");
    }
}

#[test]
fn wrong_settings_and_routes_are_told() {
    let good = "authkey = 'hush'\ntemplate_id = '64ff'";
    for (settings, words) in [
        ("template_id = '64ff'", "authkey"),
        ("authkey = 'two words'\ntemplate_id = '64ff'", "one word"),
        (
            "authkey = 'hush'\ntemplate_id = '64 ff'",
            "template_id must",
        ),
        ("authkey = 'hush'", "no template"),
        (&format!("{good}\nsender = 'é'"), "sender is"),
        (&format!("{good}\nvariable = 'mobiles'"), "variable"),
        (&format!("{good}\nfrom = 'x'"), "from"),
    ] {
        let complaint = complaint("msg91", settings);
        assert!(complaint.contains(words), "{complaint}");
        assert!(!complaint.contains("hush"), "{complaint}");
    }
    let delivery = msg91("https://sms.example", "");
    let suits = |options: &str| {
        delivery
            .provider("main")
            .expect("main")
            .suits(&route(options))
    };
    assert!(suits("template = '65aa', sender = 'TXTGTE'").is_ok());
    assert!(suits("entity = '1101'").is_err());
    assert!(suits("sender = 'Two Words'").is_err());
    assert!(suits("template = 'a b'").is_err());
}
