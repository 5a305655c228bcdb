//! The kinds of providers, as they are configured here.

use aws_lc_rs::signature::KeyPair;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use textgate::delivery::Delivery;

use super::app::sending;
use super::signed::{KEY, pair};

pub struct Kind {
    pub name: &'static str,
    /// Whether it signs its receipts.
    pub signs: bool,
    settings: &'static str,
}

const fn kind(name: &'static str, signs: bool, settings: &'static str) -> Kind {
    Kind {
        name,
        signs,
        settings,
    }
}

const AWS: &str = "region = 'eu-west-1'\naccess_key_id = 'A'\nsecret_access_key = '{key}'";

pub const KINDS: [Kind; 13] = [
    kind("africastalking", false, "username = 'u'\napi_key = 'k'"),
    kind("aws-sms", false, AWS),
    kind("aws-sns", false, AWS),
    kind("infobip", false, "api_key = 'k'\nfrom = 'A'"),
    kind("msg91", false, "authkey = 'k'\ntemplate_id = '1'"),
    kind(
        "vonage",
        false,
        "api_key = 'abcd1234'\napi_secret = 's'\nfrom = 'A'",
    ),
    kind(
        "messagebird",
        true,
        "access_key = 'k'\nfrom = 'A'\nsigning_key = '{key}'",
    ),
    kind(
        "plivo",
        true,
        "auth_id = 'MAXXXXXXXXXXXXXXXXXX'\nauth_token = '{key}'\nfrom = 'A'",
    ),
    kind(
        "sinch",
        true,
        "service_plan_id = 'p'\napi_token = 't'\nwebhook_secret = '{key}'",
    ),
    kind(
        "telnyx",
        true,
        "api_key = 'k'\nfrom = '+15005550006'\npublic_key = '{public}'",
    ),
    kind(
        "twilio",
        true,
        "account_sid = 'AC00000000000000000000000000000000'\nfrom = 'A'\nauth_token = '{key}'",
    ),
    kind("webhook", true, "secret = 'whsec_{base64}'"),
    kind(
        "whatsapp",
        true,
        "phone_number_id = '1'\naccess_token = 't'\ntemplate = 'otp'\napp_secret = '{key}'",
    ),
];

impl Kind {
    /// One provider of it, which speaks to this address.
    pub fn delivery(&self, url: &str) -> Delivery {
        let settings = self
            .settings
            .replace("{key}", std::str::from_utf8(KEY).expect("text"))
            .replace("{base64}", &STANDARD.encode(KEY))
            .replace("{public}", &STANDARD.encode(pair().public_key().as_ref()));
        let name = if self.name == "webhook" {
            "url"
        } else {
            "base_url"
        };
        sending::delivery(self.name, &format!("{settings}\n{name} = '{url}'"))
    }
}
