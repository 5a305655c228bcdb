//! The page of what is configured, and pauses of providers.

mod pauses;

use crate::app::gateway::Gateway;
use crate::app::{ADA, TWILIO, TestApp};

/// A page's text without markup, blanks made one.
fn text_of(body: &str) -> String {
    let pieces = body
        .split('<')
        .map(|it| it.split_once('>').map_or(it, |(_, it)| it));
    let text = pieces.collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A second account behind the same gateway, with everything that is secret.
const MORE: &str = r#"
    [[provider]]
    name = "spare"
    kind = "webhook"
    url = "https://canary-user:canary-password@sms.example/send"
    secret = "whsec_Y2FuYXJ5LXNlY3JldC1jYW5hcnktc2VjcmV0"

    [routes]
    default = ["main", "spare"]

    [[api_client]]
    name = "shop"
    key_hash = "0a449888b182b3a37b1be36d51f0aeca7c3bba7f42afc736fb543f87107cc64b"

    [[test_number]]
    phone = "+14155550100"
    code = "908172"
    until = "2026-12-31"

    [prices]
    default = "0.02"
"#;

const SECRETS: [&str; 8] = [
    "canary-token",
    "canary-user",
    "canary-password",
    "Y2FuYXJ5",
    "0a449888",
    "908172",
    "canary.db",
    "5552671",
];

async fn with_secrets() -> TestApp {
    let twilio = TWILIO.replace("\"token\"", "\"canary-token\"");
    let folder = tempfile::TempDir::new().expect("a folder");
    let database = format!("sqlite://{}/canary.db", folder.path().display());
    let set = [
        ("admins", ADA),
        ("code.digits", "8"),
        ("regions", "*"),
        ("database_url", database.as_str()),
        ("trace.endpoint", ""),
    ];
    let gateway = Gateway::start().await;
    let app = TestApp::with_provider(&set, gateway, &format!("{twilio}{MORE}")).await;
    // the database goes with the test's process
    let _kept = folder.keep();
    app
}

#[tokio::test]
async fn every_setting_shows_with_its_value_and_where_it_was_set() {
    let app = with_secrets().await;
    let admin = app.signed_in(ADA).await;
    let page = admin.get("/admin/settings").await;
    let text = text_of(&page.is(200).body);
    for words in [
        "code.digits Digits of a code, 6 to 10. 8 Default: 6 Command line --set code.digits Change the flag",
        "code.tries Tries per code, 1 to 10. 5 Default Set it in the file, or by TEXTGATE_CODE__TRIES",
        "user:password@host/database. Set Default: sqlite://textgate.db Command line",
        "site.help_url Link to help; https, http or mailto. Empty Default",
        "+1•••••671 Default: empty Command line --set admins",
        "or * for all; needed where texts cost money. * Default: empty Command line",
        "main kind twilio",
        "auth_token Set",
        "api_key_secret Not set",
        "account_sid AC00000000000000000000000000000000",
        "shop key_hash set",
        "+1•••••100 2026-12-31",
    ] {
        assert!(text.contains(words), "no {words:?} in {text}");
    }
    for setting in textgate::start::settings::SETTINGS {
        assert!(text.contains(setting.name), "no {}", setting.name);
    }
    page.shows("textgate.toml");
}

#[tokio::test]
async fn no_secret_of_the_configuration_is_on_the_page() {
    let app = with_secrets().await;
    let admin = app.signed_in(ADA).await;
    let page = admin.get("/admin/settings").await;
    for secret in SECRETS {
        page.is(200).hides(secret);
    }
    let debug = format!("{:?}", app.web.site.configured);
    for secret in SECRETS {
        assert!(!debug.contains(secret), "{secret}");
    }
}
