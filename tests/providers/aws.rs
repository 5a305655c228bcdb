//! AWS's two services: bodies, the signature as it is on the wire, and codes.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use textgate::base::secret::{hex, sha256};
use textgate::delivery::{ReceiptError, Route};
use textgate::domain::delivery::{Category, Certainty};

use crate::TEXT;
use crate::app::gateway::{Answer, Gateway, Request};
use crate::app::sending::{self, NUMBER, Stand, complaint, route};

use Category::{Balance, Blocked, Config, InvalidNumber, OptedOut, Outage, Rate, Region};

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

fn settings(url: &str, rest: &str) -> String {
    format!(
        "region = 'eu-west-1'\naccess_key_id = 'AKIDEXAMPLE'\nsecret_access_key = '{SECRET}'\n\
         base_url = '{url}'\n{rest}"
    )
}

async fn request(kind: &str, rest: &str, route: &Route) -> (Request, String) {
    let gateway = Gateway::start().await;
    gateway.answers(match kind {
        "aws-sms" => Answer::Json(200, json!({ "MessageId": "m-1" })),
        _ => Answer::Text(200, published("m-1")),
    });
    let delivery = sending::delivery(kind, &settings(&gateway.url(), rest));
    let message = sending::message();
    // there is no place for the callback
    let callback = sending::callback(message.id);
    let taken = sending::hand_over(&delivery, &message, route, Some(&callback)).await;
    assert_eq!(taken.expect("taken").provider_id.as_deref(), Some("m-1"));
    (gateway.requests().remove(0), message.id.to_string())
}

async fn stand(kind: &str) -> Stand {
    Stand::new(kind, |url| settings(url, "")).await
}

fn published(id: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">\
         <PublishResult><MessageId>{id}</MessageId></PublishResult></PublishResponse>"
    )
}

/// As AWS checks it, from what is on the wire.
fn verify(request: &Request, service: &str, names: &str) {
    let header = |name: &str| request.header(name).expect(name);
    assert_eq!(header("x-amz-date"), "20261122T135800Z");
    let lines: String = names
        .split(';')
        .flat_map(|name| [name, ":", header(name), "\n"])
        .collect();
    let hash = sha256(request.body.as_bytes());
    let canonical = format!("POST\n/\n\n{lines}\n{names}\n{hash}");
    let scope = format!("20261122/eu-west-1/{service}/aws4_request");
    let text = format!(
        "AWS4-HMAC-SHA256\n20261122T135800Z\n{scope}\n{}",
        sha256(canonical.as_bytes())
    );
    let mac = |key: &[u8], text: &str| {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key");
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    };
    let key = format!("AWS4{SECRET}").into_bytes();
    let key = scope.split('/').fold(key, |key, part| mac(&key, part));
    let expected = format!(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{scope}, SignedHeaders={names}, Signature={}",
        hex(&mac(&key, &text))
    );
    assert_eq!(header("authorization"), expected);
}

fn names(request: &Request) -> Vec<&str> {
    request
        .own_headers()
        .into_iter()
        .map(|(name, _)| name)
        .collect()
}

#[tokio::test]
async fn end_user_messaging_gets_signed_json() {
    let rest = "sender = 'Acme'\nmax_price = '0.50'\nconfiguration_set = 'texts'";
    let (request, id) = request("aws-sms", rest, &Route::to("main")).await;
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", "/")
    );
    verify(
        &request,
        "sms-voice",
        "content-type;host;x-amz-date;x-amz-target",
    );
    let all = [
        "authorization",
        "content-type",
        "x-amz-date",
        "x-amz-target",
    ];
    assert_eq!(names(&request), all);
    assert_eq!(
        request.header("content-type"),
        Some("application/x-amz-json-1.0")
    );
    let target = Some("PinpointSMSVoiceV2.SendTextMessage");
    assert_eq!(request.header("x-amz-target"), target);
    assert_eq!(
        request.json(),
        json!({
            "DestinationPhoneNumber": NUMBER,
            "OriginationIdentity": "Acme",
            "MessageBody": TEXT,
            "MessageType": "TRANSACTIONAL",
            "MaxPrice": "0.50",
            "TimeToLive": 300,
            "ConfigurationSetName": "texts",
            "Context": { "delivery": id },
        })
    );
}

#[tokio::test]
async fn end_user_messaging_takes_a_routes_options() {
    let route = route("sender = '+15005550006', entity = '1101', template = '1107'");
    let (request, _) = request("aws-sms", "sender = 'Acme'", &route).await;
    let body = request.json();
    assert_eq!(body["OriginationIdentity"], "+15005550006");
    let parameters = json!({ "IN_ENTITY_ID": "1101", "IN_TEMPLATE_ID": "1107" });
    assert_eq!(body["DestinationCountryParameters"], parameters);
    assert_eq!(body["MaxPrice"], Value::Null);
}

fn attributes(request: &Request) -> Vec<(String, String, String)> {
    let entry = |at: usize| {
        let field = |name: &str| request.field(&format!("MessageAttributes.entry.{at}.{name}"));
        Some((
            field("Name")?,
            field("Value.DataType")?,
            field("Value.StringValue")?,
        ))
    };
    (1..).map_while(entry).collect()
}

fn attribute(name: &str, kind: &str, value: &str) -> (String, String, String) {
    (name.into(), kind.into(), value.into())
}

#[tokio::test]
async fn sns_gets_a_signed_form() {
    let rest = "sender = 'Acme'\nmax_price = '0.50'\nsession_token = 'AQoDYXdz//='";
    let (request, _) = request("aws-sns", rest, &Route::to("main")).await;
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", "/")
    );
    verify(
        &request,
        "sns",
        "content-type;host;x-amz-date;x-amz-security-token",
    );
    let all = [
        "authorization",
        "content-type",
        "x-amz-date",
        "x-amz-security-token",
    ];
    assert_eq!(names(&request), all);
    let kind = "application/x-www-form-urlencoded; charset=utf-8";
    assert_eq!(request.header("content-type"), Some(kind));
    assert_eq!(request.header("x-amz-security-token"), Some("AQoDYXdz//="));
    let form = request.form();
    let plain: Vec<_> = form[..4]
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        plain,
        [
            ("Action", "Publish"),
            ("Version", "2010-03-31"),
            ("PhoneNumber", NUMBER),
            ("Message", TEXT),
        ]
    );
    assert_eq!(form.len(), 4 + 3 * 3);
    assert_eq!(
        attributes(&request),
        [
            attribute("AWS.SNS.SMS.SMSType", "String", "Transactional"),
            attribute("AWS.SNS.SMS.SenderID", "String", "Acme"),
            attribute("AWS.SNS.SMS.MaxPrice", "Number", "0.50"),
        ]
    );
}

#[tokio::test]
async fn sns_takes_a_routes_options() {
    let route = route("sender = '+15005550006', entity = '1101', template = '1107'");
    let (request, _) = request("aws-sns", "sender = 'Acme'", &route).await;
    verify(&request, "sns", "content-type;host;x-amz-date");
    assert_eq!(
        attributes(&request)[1..],
        [
            attribute("AWS.MM.SMS.OriginationNumber", "String", "+15005550006"),
            attribute("AWS.MM.SMS.EntityId", "String", "1101"),
            attribute("AWS.MM.SMS.TemplateId", "String", "1107"),
        ]
    );
}

fn certainty(category: Category) -> Certainty {
    match category {
        Outage => Certainty::Unknown,
        _ => Certainty::Refused,
    }
}

#[tokio::test]
async fn end_user_messagings_reasons_say_what_is_wrong() {
    let sms = stand("aws-sms").await;
    let conflict = "ConflictException";
    let validation = "ValidationException";
    for (kind, reason, category) in [
        // nothing says that it is the number
        (validation, "INVALID_PARAMETER", Config),
        (validation, "FIELD_VALIDATION_FAILED", Config),
        (validation, "RESOURCE_NOT_ACCESSIBLE", Config),
        (validation, "MAXIMUM_SIZE_EXCEEDED", Config),
        (validation, "", Config),
        (conflict, "MESSAGE_TYPE_MISMATCH", Config),
        (conflict, "DESTINATION_PHONE_NUMBER_OPTED_OUT", OptedOut),
        (
            conflict,
            "DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE",
            Blocked,
        ),
        (
            conflict,
            "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION",
            Region,
        ),
        (validation, "COUNTRY_NOT_ENABLED", Region),
        (validation, "INTERNATIONAL_SENDING_NOT_SUPPORTED", Region),
        (validation, "DESTINATION_COUNTRY_BLOCKED", Region),
        (
            validation,
            "INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
            Config,
        ),
        (
            "ServiceQuotaExceededException",
            "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT",
            Balance,
        ),
        (validation, "PRICE_OVER_THRESHOLD", Balance),
        ("AccessDeniedException", "ACCOUNT_DISABLED", Config),
        (
            "AccessDeniedException",
            "INSUFFICIENT_ACCOUNT_REPUTATION",
            Config,
        ),
        ("ResourceNotFoundException", "", Config),
        (conflict, "NO_ORIGINATION_IDENTITIES_FOUND", Config),
        (conflict, "DESTINATION_PHONE_NUMBER_NOT_VERIFIED", Config),
        (validation, "SENDER_ID_NOT_REGISTERED", Config),
        ("ThrottlingException", "", Rate),
        ("InternalServerException", "", Outage),
        ("TeleportException", "", Category::Unknown),
    ] {
        let body = json!({
            "__type": format!("com.amazonaws.sms#{kind}"), "Reason": reason, "Message": NUMBER,
        });
        let fault = sms
            .answering(Answer::Json(400, body))
            .await
            .expect_err(kind);
        assert_eq!(fault.category, category, "{kind} {reason}");
        assert_eq!(fault.certainty, certainty(category), "{kind} {reason}");
        let code = format!("{kind}.{reason}");
        assert_eq!(fault.code.as_deref(), Some(code.trim_end_matches('.')));
    }
    for (field, category) in [
        ("DestinationPhoneNumber", InvalidNumber),
        ("MaxPrice", Config),
    ] {
        let fields = json!([{ "Name": field, "Message": "?" }]);
        let body =
            json!({ "__type": validation, "Reason": "FIELD_VALIDATION_FAILED", "Fields": fields });
        let fault = sms
            .answering(Answer::Json(400, body))
            .await
            .expect_err(field);
        assert_eq!(fault.category, category, "{field}");
    }
    let down = json!({ "__type": "InternalServerException" });
    let fault = sms
        .answering(Answer::Json(500, down))
        .await
        .expect_err("down");
    assert_eq!(
        (fault.certainty, fault.category),
        (Certainty::Unknown, Outage)
    );
}

#[tokio::test]
async fn sns_codes_say_what_is_wrong() {
    let sns = stand("aws-sns").await;
    let number = "Invalid parameter: PhoneNumber Reason: no";
    for (status, code, message, category) in [
        (400, "InvalidParameter", number, InvalidNumber),
        (
            400,
            "InvalidParameter",
            "Invalid parameter: Message",
            Config,
        ),
        (400, "ParameterValueInvalid", number, InvalidNumber),
        (400, "ParameterValueInvalid", "", Config),
        (400, "OptedOut", "", OptedOut),
        (400, "KMSThrottling", "", Rate),
        (403, "AuthorizationError", "", Config),
        (403, "InvalidSecurity", "", Config),
        (400, "KMSDisabled", "", Config),
        (400, "EndpointDisabled", "", Config),
        (400, "ValidationException", "", Config),
        (403, "InvalidClientTokenId", "", Config),
        (403, "SignatureDoesNotMatch", "", Config),
        (403, "ExpiredToken", "", Config),
        (400, "Throttled", "", Rate),
        (429, "Throttling", "", Rate),
        (400, "ThrottledException", "", Rate),
        (500, "InternalError", "", Outage),
        (503, "Teleported", "", Outage),
        (400, "Teleported", "", Category::Unknown),
        (403, "Teleported", "", Config),
    ] {
        let xml = format!(
            "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code>\
             <Message>{message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>"
        );
        let fault = sns
            .answering(Answer::Text(status, xml))
            .await
            .expect_err(code);
        assert_eq!(fault.category, category, "{code} {message}");
        assert_eq!(fault.certainty, certainty(category), "{code}");
        let own = (status < 500)
            .then_some(code)
            .map_or(status.to_string(), Into::into);
        assert_eq!(fault.code, Some(own));
    }
}

#[tokio::test]
async fn only_a_200_with_a_message_id_is_taken() {
    for (kind, answer) in [
        ("aws-sms", Answer::Json(200, json!({ "MessageId": "" }))),
        ("aws-sms", Answer::Json(200, json!({ "MessageId": 7 }))),
        ("aws-sms", Answer::Json(202, json!({ "MessageId": "m-1" }))),
        ("aws-sns", Answer::Text(200, published(""))),
        ("aws-sns", Answer::Text(200, published("two words"))),
        ("aws-sns", Answer::Text(202, published("m-1"))),
        (
            "aws-sns",
            Answer::Text(200, "<MessageId>m-1</MessageId>".into()),
        ),
        (
            "aws-sns",
            Answer::Text(200, "<PublishResult><MessageId>m-1".into()),
        ),
    ] {
        let fault = stand(kind)
            .await
            .answering(answer.clone())
            .await
            .expect_err("not taken");
        assert_eq!(fault.certainty, Certainty::Unknown, "{kind} {answer:?}");
    }
}

#[test]
fn wrong_settings_and_routes_are_told() {
    let keys = "access_key_id = 'AKID'\nsecret_access_key = 'hush'";
    let good = format!("region = 'eu-west-1'\n{keys}");
    for (kind, settings, words) in [
        ("aws-sms", keys.to_owned(), "region"),
        (
            "aws-sms",
            format!("region = 'Ireland'\n{keys}"),
            "eu-west-1",
        ),
        (
            "aws-sms",
            format!("region = 'eu-west-1.evil.example/'\n{keys}"),
            "eu-west-1",
        ),
        (
            "aws-sms",
            good.replace("AKID", "two words"),
            "access_key_id",
        ),
        ("aws-sms", good.replace("hush", ""), "secret_access_key"),
        (
            "aws-sms",
            format!("{good}\nsession_token = 'a\\nb'").replace('\'', "\""),
            "session_token",
        ),
        ("aws-sms", format!("{good}\nmax_price = '1'"), "max_price"),
        (
            "aws-sms",
            format!("{good}\nsender = 'two words'"),
            "sender is",
        ),
        (
            "aws-sns",
            format!("{good}\nsender = 'TwelveLetters'"),
            "sender is",
        ),
        (
            "aws-sns",
            format!("{good}\nconfiguration_set = 'x'"),
            "configuration_set",
        ),
        ("aws-sns", format!("{good}\nfrom = 'x'"), "from"),
    ] {
        let complaint = complaint(kind, &settings);
        assert!(complaint.contains(words), "{complaint}");
        assert!(!complaint.contains("hush"), "{complaint}");
    }
    for kind in ["aws-sms", "aws-sns"] {
        let delivery = sending::delivery(kind, &good);
        let provider = delivery.provider("main").expect("main");
        assert!(provider.suits(&Route::to("main")).is_ok());
        assert!(
            provider
                .suits(&route("entity = '1', template = '2'"))
                .is_ok()
        );
        assert!(provider.suits(&route("entity = '1'")).is_err());
        assert!(provider.suits(&route("template = '1'")).is_err());
        assert!(provider.suits(&route("sender = 'two words'")).is_err());
        // no receipts over HTTP
        let posted = sending::posted("https://id.example", &[], "{}", 0);
        assert_eq!(provider.receipts(&posted), Err(ReceiptError::Unreadable));
    }
}

#[test]
fn each_region_has_its_host() {
    for (kind, region, host) in [
        (
            "aws-sms",
            "eu-west-1",
            "https://sms-voice.eu-west-1.amazonaws.com/…",
        ),
        (
            "aws-sns",
            "us-gov-west-1",
            "https://sns.us-gov-west-1.amazonaws.com/…",
        ),
        (
            "aws-sns",
            "cn-north-1",
            "https://sns.cn-north-1.amazonaws.com.cn/…",
        ),
    ] {
        let settings = format!("region = '{region}'\naccess_key_id = 'A'\nsecret_access_key = 's'");
        let shown = format!("{:?}", sending::delivery(kind, &settings));
        assert!(shown.contains(host), "{shown}");
    }
}
