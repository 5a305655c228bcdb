//! For how long each provider is asked to try: as long as the code is good, within
//! what the vendor takes. Vonage's are beside its other fields.

use std::time::Duration;

use serde_json::json;
use textgate::delivery::Route;

use crate::app::gateway::{Answer, Gateway, Request};
use crate::app::sending::{self, hand_over};

const AWS: &str = "region = 'eu-west-1'\naccess_key_id = 'A'\nsecret_access_key = 'b'";
const INFOBIP: &str = "api_key = 'key'\nfrom = 'HARBOR'";
const BIRD: &str = "access_key = 'key'\nfrom = 'HARBOR'";
const PLIVO: &str = "auth_id = 'MAXXXXXXXXXXXXXXXXXX'\nauth_token = 'token'\nfrom = 'HARBOR'";
const SINCH: &str = "service_plan_id = 'plan1'\napi_token = 'token'";
const TWILIO: &str = "account_sid = 'AC00000000000000000000000000000000'\nauth_token = 'token'\n\
                      from = '+15005550006'";

/// The request for a text with a code that is good for so long.
async fn request(kind: &str, settings: &str, lives: Duration) -> Request {
    let gateway = Gateway::start().await;
    gateway.answers(Answer::Json(500, json!({})));
    let settings = format!("{settings}\nbase_url = '{}'", gateway.url());
    let delivery = sending::delivery(kind, &settings);
    let mut message = sending::message();
    message.expires_at = message.sent_at.plus(lives);
    let answered = hand_over(&delivery, &message, &Route::to("main"), None).await;
    answered.expect_err("an outage");
    gateway.requests().remove(0)
}

#[tokio::test]
async fn lifetimes_stay_within_what_each_vendor_takes() {
    let infobips = "/messages/0/options/validityPeriod/amount";
    let day = Duration::from_hours(24);
    for (kind, settings, field, shortest, longest) in [
        ("aws-sms", AWS, "/TimeToLive", "5", "259200"),
        ("infobip", INFOBIP, infobips, "1", "172800"),
        ("messagebird", BIRD, "/validity", "1", "259200"),
        ("plivo", PLIVO, "/message_expiry", "5", "10800"),
        (
            "sinch",
            SINCH,
            "/expire_at",
            "\"2026-11-22T13:58:01Z\"",
            "\"2026-11-25T13:58:00Z\"",
        ),
        ("twilio", TWILIO, "ValidityPeriod", "1", "36000"),
    ] {
        for (lives, expected) in [(Duration::ZERO, shortest), (30 * day, longest)] {
            let request = request(kind, settings, lives).await;
            let told = match field.strip_prefix('/') {
                Some(_) => request.json().pointer(field).map(ToString::to_string),
                None => request.field(field),
            };
            assert_eq!(told.as_deref(), Some(expected), "{kind}, {lives:?}");
        }
    }
}
