//! `WhatsApp`'s template call, Meta's codes, and what Meta posts to a webhook.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use textgate::base::language::Language;
use textgate::base::secret::hex;
use textgate::delivery::{
    Delivery, DeliveryUpdate, Receipt, ReceiptError, ReceiptRequest, Route, Wording,
};
use textgate::domain::delivery::{Category, Certainty};
use textgate::domain::message::Message;

use crate::app::gateway::{Answer, Gateway};
use crate::app::sending::{self, CODE, NUMBER, Stand, complaint, route};

const SECRET: &str = "0123456789abcdef0123456789abcdef";

fn settings(url: &str, rest: &str) -> String {
    format!(
        "phone_number_id = '1055'\naccess_token = 'token'\ntemplate = 'otp'\nbase_url = '{url}'\n{rest}"
    )
}

fn whatsapp(url: &str, rest: &str) -> Delivery {
    sending::delivery("whatsapp", &settings(url, rest))
}

fn signed() -> Delivery {
    whatsapp("https://graph.example", &format!("app_secret = '{SECRET}'"))
}

async fn stand() -> Stand {
    Stand::new("whatsapp", |url| settings(url, "")).await
}

#[tokio::test]
async fn whatsapp_gets_the_code_twice() {
    let gateway = Gateway::start().await;
    gateway.answers(Answer::Json(
        200,
        json!({ "messages": [{ "id": "wamid.1" }] }),
    ));
    let message = sending::message();
    let callback = sending::callback(message.id);
    let main = Route::to("main");
    let delivery = whatsapp(&gateway.url(), "");
    let taken = sending::hand_over(&delivery, &message, &main, Some(&callback)).await;
    assert_eq!(
        taken.expect("taken").provider_id.as_deref(),
        Some("wamid.1")
    );

    let request = &gateway.requests()[0];
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", "/v23.0/1055/messages")
    );
    let own = [
        ("authorization", "Bearer token"),
        ("content-type", "application/json"),
    ];
    assert_eq!(request.own_headers(), own);
    let code = json!([{ "type": "text", "text": CODE }]);
    assert_eq!(
        request.json(),
        json!({
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": &NUMBER[1..],
            "type": "template",
            "biz_opaque_callback_data": message.id.to_string(),
            "template": {
                "name": "otp",
                "language": { "code": "en_US" },
                "components": [
                    { "type": "body", "parameters": code },
                    { "type": "button", "sub_type": "url", "index": "0", "parameters": code },
                ],
            },
        })
    );

    let delivery = whatsapp(&gateway.url(), "api_version = 'v24.0'\nlanguage = 'es'");
    let taken = sending::hand_over(&delivery, &message, &route("template = 'clave'"), None).await;
    taken.expect("taken");
    let request = &gateway.requests()[1];
    assert_eq!(request.path, "/v24.0/1055/messages");
    let template = &request.json()["template"];
    assert_eq!(
        (&template["name"], &template["language"]["code"]),
        (&json!("clave"), &json!("es"))
    );
}

fn error(code: u64, details: &str) -> Value {
    let details = json!({ "messaging_product": "whatsapp", "details": details });
    json!({ "error": { "message": NUMBER, "type": "OAuthException", "code": code, "error_data": details } })
}

#[tokio::test]
async fn metas_codes_say_what_is_wrong() {
    use Category::{
        Balance, Blocked, Config, InvalidNumber, OptedOut, Outage, Rate, Region, Unreachable,
    };
    let stand = stand().await;
    let config = [
        0, 3, 10, 33, 100, 190, 200, 299, 368, 131_005, 131_008, 131_009, 131_030, 131_031,
        131_045, 131_047, 131_051, 132_000, 132_001, 132_005, 132_007, 132_012, 132_015, 132_016,
        133_010,
    ];
    for (category, codes) in [
        (InvalidNumber, vec![131_021]),
        // a text may arrive where WhatsApp does not
        (Unreachable, vec![131_026]),
        (OptedOut, vec![131_050]),
        (Blocked, vec![130_403]),
        (Region, vec![130_497]),
        (Balance, vec![131_042]),
        (Config, config.to_vec()),
        (
            Rate,
            vec![4, 80_007, 130_429, 131_048, 131_049, 131_056, 133_016],
        ),
        (Outage, vec![1, 2, 131_000, 131_016, 131_057]),
        (Category::Unknown, vec![777]),
    ] {
        for code in codes {
            let answer = Answer::Json(400, error(code, "not to be told"));
            let fault = stand.answering(answer).await.expect_err("an error");
            assert_eq!(fault.category, category, "{code}");
            assert_eq!(fault.code, Some(code.to_string()));
            let certainty = match category {
                Outage => Certainty::Unknown,
                _ => Certainty::Refused,
            };
            assert_eq!(fault.certainty, certainty, "{code}");
        }
    }
    for code in [100, 131_009] {
        let answer = Answer::Json(400, error(code, "Invalid parameter ['to']"));
        let fault = stand.answering(answer).await.expect_err("an error");
        assert_eq!(fault.category, InvalidNumber, "{code}");
    }
    // the code counts, not the status
    let fault = stand
        .answering(Answer::Json(500, error(190, "")))
        .await
        .expect_err("no");
    assert_eq!(
        (fault.certainty, fault.category),
        (Certainty::Refused, Config)
    );
    let fault = stand
        .answering(Answer::Json(500, error(777, "")))
        .await
        .expect_err("no");
    assert_eq!(
        (fault.certainty, fault.category),
        (Certainty::Unknown, Outage)
    );
    let fault = stand
        .answering(Answer::Json(200, json!({ "error": {} })))
        .await
        .expect_err("no");
    assert_eq!(fault.certainty, Certainty::Refused);
}

#[tokio::test]
async fn held_or_nameless_messages_are_not_taken() {
    let stand = stand().await;
    let message =
        |status: Value| json!({ "messages": [{ "id": "wamid.1", "message_status": status }] });
    for good in [json!("accepted"), Value::Null] {
        assert!(
            stand
                .answering(Answer::Json(200, message(good)))
                .await
                .is_ok()
        );
    }
    for answer in [
        Answer::Json(200, message(json!("held_for_quality_assessment"))),
        Answer::Json(200, message(json!("paused"))),
        Answer::Json(200, message(json!("teleported"))),
        Answer::Json(200, json!({ "messages": [] })),
        Answer::Json(200, json!({ "messages": [{ "id": 7 }] })),
        Answer::Json(201, message(Value::Null)),
    ] {
        let fault = stand
            .answering(answer.clone())
            .await
            .expect_err("not taken");
        assert_eq!(fault.certainty, Certainty::Unknown, "{answer:?}");
    }
}

fn sign(body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("a key");
    mac.update(body.as_bytes());
    format!("sha256={}", hex(&mac.finalize().into_bytes()))
}

fn posted(signature: &str, body: &str) -> ReceiptRequest {
    let url = "https://id.example.com/receipts/main/hush";
    sending::posted(url, &[("X-Hub-Signature-256", signature)], body, 0)
}

fn webhook(statuses: &Value) -> String {
    let value = json!({ "metadata": { "phone_number_id": "1055" }, "statuses": statuses });
    let changes = json!([{ "field": "messages", "value": value }]);
    json!({ "object": "whatsapp_business_account", "entry": [{ "changes": changes }] }).to_string()
}

fn read(body: &str) -> Result<Vec<Receipt>, ReceiptError> {
    sending::receipts(&signed(), &posted(&sign(body), body))
}

#[test]
fn statuses_say_what_became_of_the_message() {
    let id = sending::message().id;
    let data = id.to_string();
    let of = |status: &str| json!({ "id": "wamid.1", "status": status, "recipient_id": "1", "biz_opaque_callback_data": data });
    let with_error = |code: u64| {
        let mut status = of("failed");
        status["errors"] = json!([{ "code": code, "title": NUMBER }]);
        status
    };
    let failed = |category, code: Option<&str>| DeliveryUpdate::Undelivered {
        category,
        code: code.map(Into::into),
    };
    let body = webhook(&json!([
        of("sent"),
        of("delivered"),
        of("read"),
        of("deleted"),
        of("teleported"),
        of("failed"),
        with_error(131_026),
        with_error(130_497),
        with_error(777),
        { "status": "delivered" },
        { "id": "wamid.2", "status": "delivered" },
        7,
    ]));
    let receipts = read(&body).expect("receipts");
    let last = receipts.last().expect("one");
    assert_eq!(
        (last.delivery, last.provider_id.as_deref()),
        (None, Some("wamid.2"))
    );
    let ours = &receipts[..receipts.len() - 1];
    for receipt in ours {
        assert_eq!(receipt.delivery, Some(id));
        assert_eq!(receipt.provider_id.as_deref(), Some("wamid.1"));
    }
    let update: Vec<_> = ours.iter().map(|receipt| receipt.update.clone()).collect();
    assert_eq!(
        update,
        [
            DeliveryUpdate::Underway,
            DeliveryUpdate::Delivered,
            DeliveryUpdate::Delivered,
            DeliveryUpdate::Underway,
            failed(Category::Unknown, None),
            failed(Category::Unreachable, Some("131026")),
            failed(Category::Region, Some("130497")),
            failed(Category::Unknown, Some("777")),
        ]
    );
}

#[test]
fn what_people_write_is_no_news() {
    let value = json!({ "messages": [{ "from": "1", "text": { "body": "hello" } }] });
    let changes = json!([{ "field": "messages", "value": value }]);
    let body = json!({ "object": "whatsapp_business_account", "entry": [{ "changes": changes }] });
    assert_eq!(read(&body.to_string()), Ok(Vec::new()));
}

#[test]
fn meta_must_have_signed_the_body() {
    // computed with another library
    let body = r#"{"object":"whatsapp_business_account","entry":[]}"#;
    let signature = "sha256=eefab58106e73358686845848feb95c56372e7391b3dc050b6a31c8c5f347ece";
    let read = |signature: &str, body: &str| sending::receipts(&signed(), &posted(signature, body));
    assert_eq!(read(signature, body), Ok(Vec::new()));
    for (signature, body) in [
        (
            signature,
            r#"{"object":"whatsapp_business_account","entry":[7]}"#,
        ),
        (&signature.replace("ee", "ef"), body),
        (&signature[7..], body),
        (&signature[..69], body),
        ("sha256=", body),
        ("", body),
    ] {
        assert_eq!(
            read(signature, body),
            Err(ReceiptError::Forged),
            "{signature} {body}"
        );
    }
    let bare = sending::posted("https://id.example", &[], body, 0);
    assert_eq!(
        sending::receipts(&signed(), &bare),
        Err(ReceiptError::Forged)
    );
    // without the app's secret nothing can be believed
    let blind = whatsapp("https://graph.example", "");
    let good = posted(signature, body);
    assert_eq!(sending::receipts(&blind, &good), Err(ReceiptError::Forged));
}

#[test]
fn garbage_is_unreadable() {
    for body in ["", "{", "[]", "{}", r#"{"entry": 7}"#] {
        assert_eq!(read(body), Err(ReceiptError::Unreadable), "{body}");
    }
}

#[tokio::test]
async fn each_reader_gets_the_template_in_their_language_or_else_the_usual_one() {
    let gateway = Gateway::start().await;
    gateway.answers(Answer::Json(
        200,
        json!({ "messages": [{ "id": "wamid.1" }] }),
    ));
    let languages = "language = 'en_GB'\nlanguages = ['de', 'es_MX', 'es', 'pt_BR', 'zh_HK']";
    let delivery = whatsapp(&gateway.url(), languages);
    for (reads, code, language) in [
        (Language::German, "de", Some(Language::German)),
        (Language::Spanish, "es_MX", Some(Language::Spanish)),
        (
            Language::TraditionalChinese,
            "zh_HK",
            Some(Language::TraditionalChinese),
        ),
        (
            Language::BrazilianPortuguese,
            "pt_BR",
            Some(Language::BrazilianPortuguese),
        ),
        (
            Language::EuropeanPortuguese,
            "en_GB",
            Some(Language::English),
        ),
        (Language::French, "en_GB", Some(Language::English)),
    ] {
        let message = Message {
            language: reads,
            ..sending::message()
        };
        let main = Route::to("main");
        let taken = sending::hand_over(&delivery, &message, &main, None).await;
        taken.expect("taken");
        let request = gateway.requests().pop().expect("one").json();
        assert_eq!(request["template"]["language"]["code"], code, "{reads}");
        assert_eq!(delivery.wording(&main, reads), Wording::Template(language));
    }
    let unknown = whatsapp(&gateway.url(), "language = 'fil'");
    let wording = unknown.wording(&Route::to("main"), Language::German);
    assert_eq!(wording, Wording::Template(None));
}

#[test]
fn wrong_settings_and_routes_are_told() {
    let good = "phone_number_id = '1055'\naccess_token = 'hush'\ntemplate = 'otp'";
    for (settings, words) in [
        (
            "access_token = 'hush'\ntemplate = 'otp'".to_owned(),
            "phone_number_id",
        ),
        (good.replace("1055", "../1"), "digits"),
        (good.replace("hush", "hush hush"), "one word"),
        (good.replace("'otp'", "'o t p'"), "template must"),
        (good.replace("template = 'otp'", ""), "no template"),
        (format!("{good}\napp_secret = ''"), "app_secret"),
        (format!("{good}\nlanguage = 'en-US'"), "language"),
        (format!("{good}\nlanguages = ['pt-BR']"), "pt-BR"),
        (format!("{good}\nlanguages = ['de', 'fil']"), "fil"),
        (format!("{good}\nlanguages = 'de'"), "languages"),
        (format!("{good}\napi_version = '23'"), "api_version"),
        (format!("{good}\nfrom = 'x'"), "from"),
    ] {
        let complaint = complaint("whatsapp", &settings);
        assert!(complaint.contains(words), "{complaint}");
        assert!(!complaint.contains("hush"), "{complaint}");
    }
    let delivery = whatsapp("https://graph.example", "");
    let suits = |options: &str| {
        delivery
            .provider("main")
            .expect("main")
            .suits(&route(options))
    };
    assert!(suits("template = 'clave_2'").is_ok());
    assert!(suits("template = 'o t p'").is_err());
    assert!(suits("sender = 'TXTGTE'").is_err());
    assert!(suits("entity = '1101'").is_err());
}
