//! Routes find their provider; what is wrong with them is said in one line.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use textgate::base::clock::{Clock, Elapsed, Timestamp};
use textgate::delivery::{Delivery, DeliveryError, ProviderSpec, Route, SendContext, Setup};
use textgate::domain::region::Region;

use crate::app::gateway::Gateway;
use crate::app::sending;

const TWILIO: &str = "account_sid = 'AC00000000000000000000000000000001'\nauth_token = 'hush'\nfrom = '+15005550006'";
const NO_SENDER: &str = "account_sid = 'AC00000000000000000000000000000001'\nauth_token = 'hush'";
const WEBHOOK: &str = "url = 'https://sms.example/send'\n\
                       secret = 'whsec_c2VjcmV0LXRoYXQtbXVzdC1ub3Qtc2hvdw=='";

fn spec(name: &str, kind: &str, settings: &str) -> ProviderSpec {
    ProviderSpec {
        name: name.into(),
        ..sending::spec(kind, settings)
    }
}

fn two() -> Vec<ProviderSpec> {
    vec![
        spec("main", "twilio", TWILIO),
        spec("spare", "webhook", WEBHOOK),
    ]
}

/// Builds with the routes as in the file.
fn built(specs: Vec<ProviderSpec>, routes: &str) -> Result<Delivery, DeliveryError> {
    let routes: BTreeMap<String, Vec<Route>> = toml::from_str(routes).expect("routes");
    Delivery::new(specs, routes, &sending::setup(sending::PATIENT))
}

fn complaint(specs: Vec<ProviderSpec>, routes: &str) -> String {
    let error = built(specs, routes).expect_err(routes).to_string();
    assert!(!error.contains('\n'), "more than a line: {error}");
    error
}

fn region(code: &str) -> Region {
    code.parse().expect("a region")
}

#[test]
fn a_region_has_its_own_routes_or_the_default_ones() {
    let routes = "default = ['main', 'spare']\n\
                  IN = [{ provider = 'spare', sender = 'TXTGTE', template = '1107' }]";
    let delivery = built(two(), routes).expect("a delivery");
    assert_eq!(
        delivery.routes(region("US")).first(),
        Some(&Route::to("main"))
    );
    let india = &delivery.routes(region("IN"))[0];
    assert_eq!(india.provider, "spare");
    assert_eq!(india.template.as_deref(), Some("1107"));
    let listed: Vec<_> = delivery.providers().collect();
    assert_eq!(listed, [("main", "twilio"), ("spare", "webhook")]);
    assert!(!delivery.uses_console());
}

#[test]
fn a_region_without_a_route_is_not_served() {
    let delivery = built(two(), "IN = ['main']").expect("a delivery");
    assert!(delivery.serves(region("IN")));
    assert!(!delivery.serves(region("US")));
    assert!(delivery.routes(region("US")).is_empty());
}

#[test]
fn one_provider_is_the_default_and_none_is_the_console() {
    let one = built(vec![spec("only", "twilio", TWILIO)], "").expect("a delivery");
    assert_eq!(one.routes(region("DE")).first(), Some(&Route::to("only")));
    assert!(!one.uses_console());
    let none = built(vec![], "").expect("the console");
    assert!(none.uses_console());
    assert!(none.serves(region("DE")));
    let mut three = two();
    three.push(spec("screen", "console", ""));
    let unused = built(three.clone(), "default = ['main']").expect("a delivery");
    assert!(!unused.uses_console(), "no route leads there");
    let spare = built(three, "default = ['main']\nIN = ['main', 'screen']");
    assert!(spare.expect("a delivery").uses_console());
}

#[test]
fn wrong_routes_are_named() {
    for (routes, expected) in [
        ("", "add [routes] with default = [\"main\"]"),
        ("default = []", "routes.default: the list is empty"),
        (
            "default = ['mian']",
            "routes.default: there is no provider \"mian\"; use main, spare",
        ),
        (
            "default = ['main']\nZZ = ['main']",
            "routes.ZZ: must be default or a region",
        ),
        (
            "default = ['main']\nin = ['main']",
            "routes.in: must be default or a region",
        ),
        (
            "IN = [{ provider = 'main', sender = 'Much too long' }]",
            "routes.IN: provider \"main\"",
        ),
        (
            "IN = [{ provider = 'main', template = '1' }]",
            "remove template",
        ),
        (
            "IN = [{ provider = 'main', entity = '1' }]",
            "remove entity",
        ),
    ] {
        let error = complaint(two(), routes);
        assert!(error.contains(expected), "{error}");
    }
}

/// Each provider alone, with what must be said of it.
fn wrong(providers: &[(&str, &str, &str)]) {
    for (kind, settings, expected) in providers {
        let error = complaint(vec![spec("odd", kind, settings)], "");
        assert!(error.contains("\"odd\""), "{error}");
        assert!(error.contains(expected), "{error}");
        for secret in ["hush", "4711", "t0ken", "c2VjcmV0"] {
            assert!(!error.contains(secret), "{error}");
        }
    }
}

#[test]
fn wrong_settings_of_twilio_are_named() {
    let with = |line: &str| format!("{TWILIO}\n{line}");
    let but = |good: &str, bad: &str| TWILIO.replace(good, bad);
    wrong(&[
        ("twilio", "", "missing field `account_sid`"),
        (
            "twilio",
            "account_sid = 'AC00000000000000000000000000000001'",
            "set auth_token, or api_key_sid",
        ),
        ("twilio", &with("region = 'US'"), "unknown field `region`"),
        (
            "twilio",
            &with("api_key_sid = 'SK1'"),
            "set both or neither",
        ),
        (
            "twilio",
            &with("base_url = 'http://sms.example'"),
            "begin with https://",
        ),
        (
            "twilio",
            &with("messaging_service_sid = 'MG1'"),
            "set only one",
        ),
        ("twilio", &but("AC0000", "AC/../"), "account_sid must be AC"),
        ("twilio", &but("AC0000", "AC"), "account_sid must be AC"),
        (
            "twilio",
            &with("api_key_sid = 'SK1'\napi_key_secret = 's'"),
            "api_key_sid must be SK",
        ),
        ("twilio", &but("+1", "tel:"), "from is \"tel:5005550006\""),
        (
            "twilio",
            &but("'hush'", "4711"),
            "auth_token must be text in quotes",
        ),
        (
            "twilio",
            &format!("{NO_SENDER}\nmessaging_service_sid = 'MG1'"),
            "32 hex digits",
        ),
        ("twilio", NO_SENDER, "no sender: set from"),
    ]);
}

#[test]
fn wrong_settings_of_the_others_are_named() {
    let plain = "url = 'http://sms.example/t0ken'\nsecret = 'hush'";
    wrong(&[
        (
            "twillio",
            "",
            "there is no kind \"twillio\"; use africastalking, ",
        ),
        (
            "webhook",
            "url = 'https://sms.example/t0ken'",
            "missing field `secret`",
        ),
        (
            "webhook",
            &WEBHOOK.replace("whsec_", "hush"),
            "secret must begin with whsec_",
        ),
        ("webhook", plain, "begin with https://"),
        (
            "webhook",
            &format!("{WEBHOOK}\ncompat = 'ory'"),
            "unknown variant `ory`",
        ),
        ("console", "colour = 'red'", "unknown field `colour`"),
    ]);
}

#[test]
fn names_are_there_and_differ_and_settings_do_not_print() {
    let twice = vec![spec("a", "console", ""), spec("a", "twilio", TWILIO)];
    assert!(complaint(twice, "default = ['a']").contains("two providers are named \"a\""));
    assert!(complaint(vec![spec(" ", "console", "")], "").contains("has no name"));
    let shown = format!("{:?}", spec("main", "twilio", TWILIO));
    assert!(!shown.contains("hush"), "{shown}");
}

#[test]
fn a_sender_may_come_from_the_routes_alone() {
    let specs = || vec![spec("main", "twilio", NO_SENDER)];
    built(
        specs(),
        "default = [{ provider = 'main', sender = 'TXTGTE' }]",
    )
    .expect("a delivery");
    let one_bare = "default = [{ provider = 'main', sender = 'TXTGTE' }]\nIN = ['main']";
    assert!(complaint(specs(), one_bare).contains("routes.IN"));
}

/// Between two looks at what went by lies a second.
#[derive(Debug, Default)]
struct Slow(AtomicI64);

impl Clock for Slow {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(0)
    }

    fn elapsed(&self) -> Elapsed {
        Elapsed::from_micros(self.0.fetch_add(1_000_000, Ordering::SeqCst))
    }
}

#[tokio::test]
async fn a_hand_over_is_timed() {
    let gateway = Gateway::start().await;
    let settings = format!("{TWILIO}\nbase_url = '{}'", gateway.url());
    let setup = Setup {
        clock: Arc::new(Slow::default()),
        ..sending::setup(sending::PATIENT)
    };
    let specs = vec![sending::spec("twilio", &settings)];
    let delivery = Delivery::new(specs, BTreeMap::new(), &setup).expect("a delivery");
    let route = Route::to("main");
    let context = SendContext {
        route: &route,
        callback: None,
    };
    let handed = delivery
        .hand(&sending::message(), &context, sending::PATIENT)
        .await;
    assert!(handed.outcome.is_ok());
    assert_eq!(handed.took, Duration::from_secs(1));
}
