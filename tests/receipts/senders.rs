//! Three providers as they speak: two that sign, one that does not.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha1::Sha1;
use sha2::Sha256;
use textgate::base::clock::Clock;

use crate::app::TestApp;
use crate::app::gateway::{Answer, Request};

/// The site as the world sees it.
pub const SITE: &str = "https://id.example";

/// A provider that sends receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// A form, signed together with the address.
    Twilio,
    /// JSON, signed with its time.
    Webhook,
    /// JSON, unsigned.
    Infobip,
}

pub const ALL: [Speaker; 3] = [Speaker::Twilio, Speaker::Webhook, Speaker::Infobip];
pub const SIGNING: [Speaker; 2] = [Speaker::Twilio, Speaker::Webhook];

/// What a receipt says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    Underway,
    Delivered,
    Undelivered,
}

/// A request to a receipt address.
#[derive(Debug, Clone)]
pub struct Post {
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
}

const KEY: [u8; 32] = [7; 32];

impl Speaker {
    /// Its `[[provider]]` table, less the head.
    pub fn provider(self, name: &str) -> String {
        let settings = match self {
            Self::Twilio => "kind = 'twilio'\nbase_url = '{url}'\nauth_token = 'token'\n\
                 account_sid = 'AC00000000000000000000000000000000'\nfrom = '+15005550006'"
                .to_owned(),
            Self::Webhook => {
                let secret = STANDARD.encode(KEY);
                format!("kind = 'webhook'\nurl = '{{url}}'\nsecret = 'whsec_{secret}'")
            }
            Self::Infobip => {
                "kind = 'infobip'\nbase_url = '{url}'\napi_key = 'key'\nfrom = 'TXTGTE'".to_owned()
            }
        };
        format!("name = '{name}'\n{settings}")
    }

    /// Its answer to a text that it takes.
    pub fn charges(self) -> Answer {
        match self {
            Self::Twilio => Answer::TwilioQueued,
            Self::Webhook => Answer::Json(200, json!({})),
            Self::Infobip => {
                let status = json!({ "groupName": "PENDING", "id": 26 });
                let message = json!({ "messageId": "its-own", "status": status });
                Answer::Json(200, json!({ "messages": [message] }))
            }
        }
    }

    /// Where the text said that receipts go.
    pub fn callback(request: &Request) -> String {
        if let Some(address) = request.field("StatusCallback") {
            return address;
        }
        let body = request.json();
        let places = ["/data/callback", "/messages/0/webhooks/delivery/url"];
        let mut found = places.iter().filter_map(|place| body.pointer(place));
        let address = found.next().and_then(Value::as_str);
        address.expect("an address for receipts").to_owned()
    }

    /// A receipt for the text of that address, signed now.
    pub fn receipt(self, app: &TestApp, address: &str, word: Word) -> Post {
        match self {
            Self::Twilio => self.signed(app, address, &twilio(word)),
            Self::Webhook => {
                let kind = match word {
                    Word::Underway => "sms.sent",
                    Word::Delivered => "sms.delivered",
                    Word::Undelivered => "sms.undelivered",
                };
                let data = json!({ "id": id(address), "code": "delivery_rejected" });
                let body = json!({ "type": kind, "data": data });
                self.signed(app, address, &body.to_string())
            }
            Self::Infobip => {
                let (group, number) = match word {
                    Word::Underway => ("PENDING", 7),
                    Word::Delivered => ("DELIVERED", 5),
                    Word::Undelivered => ("UNDELIVERABLE", 9),
                };
                let status = json!({ "groupName": group, "id": number });
                let result = json!({ "messageId": id(address), "status": status });
                self.signed(app, address, &json!({ "results": [result] }).to_string())
            }
        }
    }

    /// Any body, signed as this provider signs: here and now.
    pub fn signed(self, app: &TestApp, address: &str, body: &str) -> Post {
        let headers = match self {
            Self::Twilio => {
                let mut fields = body.split('&').collect::<Vec<_>>();
                fields.sort_unstable();
                let text = format!("{address}{}", fields.concat().replace('=', ""));
                vec![("x-twilio-signature", mac_sha1("token", &text))]
            }
            Self::Webhook => {
                let seconds = app.clock.now().as_secs();
                let text = format!("rcpt-1.{seconds}.{body}");
                vec![
                    ("webhook-id", "rcpt-1".to_owned()),
                    ("webhook-timestamp", seconds.to_string()),
                    ("webhook-signature", format!("v1,{}", mac_sha256(&text))),
                ]
            }
            Self::Infobip => vec![("content-type", "application/json".to_owned())],
        };
        let body = body.to_owned();
        Post { headers, body }
    }

    /// The category and the code that are kept of a text that did not arrive.
    pub fn reason(self) -> (&'static str, &'static str) {
        match self {
            Self::Twilio => ("unreachable", "30003"),
            Self::Webhook => ("blocked", "delivery_rejected"),
            Self::Infobip => ("unreachable", "9"),
        }
    }
}

/// Our id in an address.
fn id(address: &str) -> &str {
    address.split_once("?d=").expect("our id").1
}

/// Free of escapes, so that it can be signed as it is.
fn twilio(word: Word) -> String {
    let status = match word {
        Word::Underway => "MessageStatus=sent",
        Word::Delivered => "MessageStatus=delivered",
        Word::Undelivered => "MessageStatus=undelivered&ErrorCode=30003",
    };
    let sid = format!("SM{}", "0a".repeat(16));
    format!("MessageSid={sid}&{status}&AccountSid=AC1")
}

fn mac_sha1(key: &str, text: &str) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(key.as_bytes()).expect("a key");
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

fn mac_sha256(text: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(&KEY).expect("a key");
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// The signature of a body as Meta writes it.
pub fn hub_signature(secret: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key");
    mac.update(body.as_bytes());
    let mut signature = String::from("sha256=");
    for byte in mac.finalize().into_bytes() {
        let _infallible = write!(signature, "{byte:02x}");
    }
    signature
}
