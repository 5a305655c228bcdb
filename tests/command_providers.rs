//! The commands about providers: what there is, where receipts go, and a real
//! text to try a route out.

mod app;

use app::gateway::{Answer, Gateway};
use app::server::{Ended, Place};
use app::{ADA, CLEO, KEY, TWILIO};
use serde_json::json;
use textgate::delivery::KINDS;

const HTTPS: [&str; 2] = ["--public-url", "https://id.example"];

/// A place whose texts the gateway takes.
fn place(gateway: &Gateway, more: &str) -> Place {
    let place = Place::new();
    let twilio = TWILIO.replace("{url}", &gateway.url());
    place.configure(&format!("[[provider]]\n{twilio}\n{more}"));
    place
}

/// Runs beside this test's own gateway, which must not stand still meanwhile.
fn run(place: &Place, args: &[&str]) -> Ended {
    tokio::task::block_in_place(|| place.run(args))
}

#[test]
fn providers_lists_every_kind_and_what_it_needs() {
    let place = Place::new();
    let list = place.run(&["providers"]);
    let lines: Vec<_> = list.well().out.lines().collect();
    assert_eq!(lines.len(), KINDS.len());
    for kind in KINDS {
        let line = lines.iter().find(|line| {
            let mut words = line.split_whitespace();
            words.next() == Some(kind.name)
        });
        let line = line.unwrap_or_else(|| panic!("no {} in {}", kind.name, list.out));
        assert!(line.ends_with(kind.needs), "{line}");
    }
    let known = "africastalking aws-sms aws-sns console infobip messagebird msg91 plivo sinch \
                 telnyx twilio vonage webhook whatsapp";
    let names: Vec<_> = known.split(' ').collect();
    list.tells(&names);
    assert!(!place.file("textgate.db").exists(), "nothing was made");
}

#[test]
fn receipts_prints_an_address_for_each_provider() {
    let place = Place::new();
    let webhook = "[[provider]]\nname = \"spare\"\nkind = \"webhook\"\nurl = \"http://127.0.0.1:9\"\n\
                   secret = \"whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"\n\
                   [routes]\ndefault = [\"main\"]";
    let twilio = TWILIO.replace("{url}", "http://127.0.0.1:9");
    place.configure(&format!("[[provider]]\n{twilio}\n{webhook}"));
    let receipts = [&["receipts"], &HTTPS[..]].concat();
    place
        .run(&receipts)
        .refuses(2, &["key_file", "first start makes it"]);
    assert!(!place.file("textgate.key").exists(), "no key was made");
    std::fs::write(place.file("textgate.key"), KEY).expect("written");
    let told = place.run(&receipts);
    let lines: Vec<_> = told.well().out.lines().collect();
    let [main, spare] = lines[..] else {
        panic!("not two lines: {}", told.out);
    };
    let token = |line: &str, start: &str| {
        let token = line.strip_prefix(start);
        let token = token.unwrap_or_else(|| panic!("{line}")).to_owned();
        let hex = token.bytes().all(|b| b.is_ascii_hexdigit());
        assert!(token.len() == 32 && hex, "{line}");
        token
    };
    let main = token(main, "main (twilio)  https://id.example/receipts/main/");
    let spare = token(spare, "spare (webhook)  https://id.example/receipts/spare/");
    assert_ne!(main, spare);
    // the same again, and no address where nobody reaches us
    let again = place.run(&[&["receipts"], &HTTPS[..]].concat());
    assert_eq!(again.well().out, told.out);
    let none = place.run(&["receipts"]);
    let lines: Vec<_> = none.well().out.lines().collect();
    assert_eq!(lines[0], "main (twilio)  none: public_url is not https");
    assert_eq!(lines[1], "spare (webhook)  none: public_url is not https");
}

/// Nobody, no delivery, no limit.
async fn wrote_nothing(place: &Place) {
    let dump = place.dump().await;
    assert_eq!(dump.person(), [&[] as &[String]; 3]);
    for table in ["deliveries", "limits"] {
        assert_eq!(dump.table(table), [] as [String; 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn send_test_sends_a_text_and_writes_nothing() {
    let gateway = Gateway::start().await;
    let routes = "[routes]\nUS = [{ provider = \"main\", sender = \"+15005550009\" }]";
    let place = place(&gateway, routes);
    drop(place.serve(&[]).await);
    let sent = run(&place, &[&["send-test", ADA], &HTTPS[..]].concat());
    let id = format!("id         SM{}", "0a".repeat(16));
    sent.tells(&[
        "provider   main\n",
        "took       ",
        "outcome    accepted\n",
        &id,
    ]);
    let [request] = gateway.requests().try_into().expect("one text");
    assert_eq!(request.field("To").as_deref(), Some(ADA));
    assert_eq!(request.field("From").as_deref(), Some("+15005550009"));
    let code = gateway.last_code();
    let last = format!("\n\n@id.example #{code}");
    assert!(request.text().ends_with(&last), "{}", request.text());
    for secret in [&code, "4155552671", "token"] {
        assert!(!sent.out.contains(secret), "{secret} in {}", sent.out);
    }
    wrote_nothing(&place).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn send_test_says_what_to_do_about_a_fault() {
    let mut gateway = Gateway::start().await;
    let place = place(&gateway, "");
    drop(place.serve(&[]).await);
    let cases = [
        (400, 21211, "invalid_number", "check the number"),
        (400, 21610, "opted_out", "answered STOP"),
        (400, 21408, "region", "allow this country"),
        (400, 21606, "config", "check credentials"),
        (401, 20003, "config", "check credentials"),
        (429, 20429, "rate", "wait"),
    ];
    for (status, code, category, advice) in cases {
        gateway.answers(Answer::Json(status, json!({ "code": code })));
        let ended = run(&place, &["send-test", ADA]);
        told(&ended, "rejected", category, advice);
        let line = format!("code       {code}\n");
        assert!(ended.out.contains(&line), "{}", ended.out);
    }
    gateway.answers(Answer::Close);
    let ended = run(&place, &["send-test", ADA]);
    told(&ended, "unknown", "outage", "add a second route");
    gateway.goes_away().await;
    let ended = run(&place, &["send-test", ADA]);
    told(&ended, "rejected", "outage", "add a second route");
    wrote_nothing(&place).await;
}

/// It ended with 1 and these words.
fn told(ended: &Ended, outcome: &str, category: &str, advice: &str) {
    assert_eq!(ended.code, 1, "{ended:?}");
    for line in [
        "provider   main\n".to_owned(),
        format!("outcome    {outcome}\n"),
        format!("category   {category}\n"),
    ] {
        assert!(ended.out.contains(&line), "no {line:?} in {}", ended.out);
    }
    let told = ended
        .out
        .lines()
        .find(|line| line.starts_with("advice     "));
    let told = told.expect("advice");
    assert!(told.contains(advice), "{told}");
    assert!(!ended.out.contains("4155552671"), "{}", ended.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn send_test_refuses_what_goes_nowhere() {
    let gateway = Gateway::start().await;
    let place = place(&gateway, "[routes]\nUS = [\"main\"]");
    for number in ["5552671", "+1", "hello"] {
        let ended = run(&place, &["send-test", number]);
        ended.refuses(2, &["with its plus"]);
    }
    for number in ["+18005550199", "+442079460000"] {
        let ended = run(&place, &["send-test", number]);
        ended.refuses(2, &["cannot get texts; give a mobile number"]);
        assert!(!ended.err.contains("plus"), "{}", ended.err);
    }
    let ended = run(&place, &["send-test", CLEO]);
    ended.refuses(2, &["routes", "IN", "add one"]);
    assert_eq!(gateway.count(), 0);
}
