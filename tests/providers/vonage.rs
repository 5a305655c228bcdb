//! Vonage's form, its parts and their codes.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use textgate::base::words::Words;
use textgate::delivery::{Provider, Route};
use textgate::domain::delivery::{Category, Certainty};
use textgate::domain::message::{Body, LastLine, Message};

use crate::TEXT;
use crate::app::gateway::{Answer, Gateway, Request};
use crate::app::sending::{self, NUMBER, Stand, complaint, route};

fn settings(url: &str) -> String {
    format!("api_key = 'abcd1234'\napi_secret = 'hush'\nfrom = '+15005550006'\nbase_url = '{url}'")
}

fn taken() -> Answer {
    Answer::Json(
        200,
        json!({
            "message-count": "2",
            "messages": [
                { "to": &NUMBER[1..], "message-id": "m-1", "status": "0", "remaining-balance": "1" },
                { "to": &NUMBER[1..], "message-id": "m-2", "status": "0", "remaining-balance": "1" },
            ],
        }),
    )
}

async fn request(message: &Message, route: &Route, callback: Option<&str>) -> Request {
    let gateway = Gateway::start().await;
    gateway.answers(taken());
    let delivery = sending::delivery("vonage", &settings(&gateway.url()));
    let outcome = sending::hand_over(&delivery, message, route, callback).await;
    assert_eq!(outcome.expect("taken").parts, Some(2));
    gateway.requests().remove(0)
}

async fn stand() -> Stand {
    Stand::new("vonage", settings).await
}

fn form(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let fields = fields.iter();
    fields
        .map(|(name, value)| ((*name).into(), (*value).into()))
        .collect()
}

#[tokio::test]
async fn vonage_gets_one_form() {
    let message = sending::message();
    let callback = sending::callback(message.id);
    let request = request(&message, &Route::to("main"), Some(&callback)).await;
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", "/sms/json")
    );
    let kind = ("content-type", "application/x-www-form-urlencoded");
    let basic = format!("Basic {}", STANDARD.encode("abcd1234:hush"));
    assert_eq!(
        request.own_headers(),
        [("authorization", basic.as_str()), kind]
    );
    assert_eq!(
        request.form(),
        form(&[
            ("from", "15005550006"),
            ("to", &NUMBER[1..]),
            ("text", TEXT),
            ("type", "text"),
            ("ttl", "300000"),
            ("client-ref", &message.id.to_string()),
            // without our id of the text: `client-ref` brings it back
            ("callback", callback.split('?').next().expect("an address")),
        ])
    );
}

#[tokio::test]
async fn a_route_brings_its_sender_and_indias_ids() {
    let route = route("sender = 'TXTGTE', entity = '1101', template = '1107'");
    let request = request(&sending::message(), &route, None).await;
    for (name, value) in [
        ("from", Some("TXTGTE")),
        ("entity-id", Some("1101")),
        ("content-id", Some("1107")),
        ("callback", None),
    ] {
        assert_eq!(request.field(name).as_deref(), value, "{name}");
    }
}

#[tokio::test]
async fn other_alphabets_are_announced_and_lifetimes_stay_in_bounds() {
    let mut message = sending::message();
    message.body = Body::compose(
        &Words::english(),
        None,
        "Žižkov Books",
        LastLine::None,
        &message.code,
    );
    message.expires_at = message.sent_at.plus(Duration::from_secs(5));
    let short = request(&message, &Route::to("main"), None).await;
    assert_eq!(short.field("type").as_deref(), Some("unicode"));
    assert_eq!(short.field("ttl").as_deref(), Some("20000"));
    message.expires_at = message.sent_at.plus(Duration::from_hours(24 * 30));
    let long = request(&message, &Route::to("main"), None).await;
    assert_eq!(long.field("ttl").as_deref(), Some("604800000"));
}

#[tokio::test]
async fn a_list_is_no_part_of_vonages_answer() {
    let stand = stand().await;
    for body in [
        json!({ "messages": [["0"]] }),
        json!({ "messages": [["0", "m-1"]] }),
        json!(["1", [{ "status": "0", "message-id": "m-1" }]]),
    ] {
        let told = stand.answering(Answer::Json(200, body.clone())).await;
        let Err(fault) = told else {
            panic!("taken: {body}");
        };
        assert_eq!(fault.certainty, Certainty::Unknown, "{body}");
    }
}

#[tokio::test]
async fn vonages_codes_say_what_is_wrong() {
    use Category::{Balance, Blocked, Config, InvalidNumber, Outage, Rate, Region};
    let stand = stand().await;
    let rows = [
        (InvalidNumber, vec!["33"]),
        (Blocked, vec!["7"]),
        (Region, vec!["29"]),
        (Balance, vec!["9"]),
        (
            Config,
            vec!["2", "3", "4", "8", "11", "12", "14", "15", "22", "23", "32"],
        ),
        (Rate, vec!["1", "10"]),
        (Outage, vec!["5"]),
        (Category::Unknown, vec!["6", "98"]),
    ];
    for (category, statuses) in rows {
        for status in statuses {
            let text = format!("no {NUMBER}");
            let body = json!({ "messages": [{ "status": status, "error-text": text }] });
            let fault = stand
                .answering(Answer::Json(200, body))
                .await
                .expect_err(status);
            assert_eq!(fault.category, category, "{status}");
            assert_eq!(fault.code.as_deref(), Some(status));
            let certainty = match category {
                Outage => Certainty::Unknown,
                _ => Certainty::Refused,
            };
            assert_eq!(fault.certainty, certainty, "{status}");
        }
    }
}

#[tokio::test]
async fn a_number_is_wrong_only_where_the_words_name_it() {
    let stand = stand().await;
    for (status, text, category) in [
        ("3", "Invalid value for param: to", Category::InvalidNumber),
        ("3", "The value of `to` is invalid", Category::InvalidNumber),
        ("3", "Invalid value for param: from", Category::Config),
        ("6", "un-recognized number prefix", Category::InvalidNumber),
        ("6", "was unable to process this message", Category::Unknown),
    ] {
        let body = json!({ "messages": [{ "status": status, "error-text": text }] });
        let fault = stand.answering(Answer::Json(200, body)).await;
        assert_eq!(fault.expect_err(text).category, category, "{text}");
    }
}

#[tokio::test]
async fn an_address_that_is_too_long_is_left_off_and_told() {
    let message = sending::message();
    let long = format!("https://{}/receipts/main/s?d=1", "a".repeat(80));
    let request = request(&message, &Route::to("main"), Some(&long)).await;
    assert_eq!(request.field("callback"), None);
    let delivery = sending::delivery("vonage", &settings("https://sms.example"));
    let provider = delivery.provider("main").expect("main");
    let told = provider.fits_address(&long).expect_err("too long");
    assert!(told.contains("vonage takes 100"), "{told}");
    let fits = "https://id.example.com/receipts/main/0123456789abcdef0123456789abcdef";
    assert_eq!(provider.fits_address(fits), Ok(()));
}

#[tokio::test]
async fn only_parts_that_are_all_0_are_taken() {
    let stand = stand().await;
    let accepted = stand.answering(taken()).await.expect("taken");
    assert_eq!(accepted.provider_id.as_deref(), Some("m-1"));
    let half = json!({ "messages": [{ "status": "0" }, { "status": "9" }] });
    let fault = stand
        .answering(Answer::Json(200, half))
        .await
        .expect_err("half");
    assert_eq!(
        (fault.certainty, fault.category),
        (Certainty::Unknown, Category::Balance)
    );
    let good = json!({ "messages": [{ "status": "0" }] });
    for answer in [
        Answer::Json(200, json!({ "messages": [] })),
        Answer::Json(200, json!({ "messages": [{ "status": 0 }] })),
        Answer::Json(200, json!({ "messages": [{ "message-id": "m-1" }] })),
        Answer::Json(200, Value::Null),
        Answer::Json(202, good.clone()),
    ] {
        let fault = stand
            .answering(answer.clone())
            .await
            .expect_err("not taken");
        assert_eq!(fault.certainty, Certainty::Unknown, "{answer:?}");
    }
    assert!(stand.answering(Answer::Json(200, good)).await.is_ok());
}

#[test]
fn wrong_settings_and_routes_are_told() {
    let good = "api_key = 'abcd1234'\napi_secret = 's'";
    for (settings, words) in [
        ("api_key = 'abcd1234'", "api_secret"),
        ("api_key = 'abcd12345'\napi_secret = 's'", "api_key must be"),
        ("api_key = ''\napi_secret = 's'", "api_key must be"),
        ("api_key = 'abcd1234'\napi_secret = ''", "must not be empty"),
        (&format!("{good}\nfrom = 'Two Words'"), "from is"),
        (
            &format!("{good}\nfrom = 'A'\nsignature_secret = 's'"),
            "both or neither",
        ),
        (
            &format!("{good}\nfrom = 'A'\nsignature_method = 'md4'"),
            "md4",
        ),
        (&format!("{good}\nform = 'A'"), "form"),
        (
            &format!("{good}\nfrom = 'A'\nbase_url = 'http://sms.example'"),
            "https",
        ),
        (good, "no sender"),
    ] {
        let complaint = complaint("vonage", settings);
        assert!(complaint.contains(words), "{complaint}");
    }
    let delivery = sending::delivery("vonage", &settings("https://sms.example"));
    let suits = |options: &str| {
        let provider: &dyn Provider = delivery.provider("main").expect("main");
        provider.suits(&route(options))
    };
    assert!(suits("sender = 'TXTGTE'").is_ok());
    assert!(suits("sender = 'Two Words'").is_err());
    assert!(suits("entity = '1101'").is_err());
    assert!(suits("template = '1107'").is_err());
}
