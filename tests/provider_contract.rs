//! One suite for every provider, each over its own wire format: whatever the
//! other side does, one request goes out, only the provider's own "taken"
//! counts as confirmed, and nothing secret shows.

mod app;
#[path = "provider_contract/connections.rs"]
mod connections;
#[path = "provider_contract/contradiction_effects.rs"]
mod contradiction_effects;
#[path = "provider_contract/contradictions.rs"]
mod contradictions;
#[macro_use]
#[path = "provider_contract/kept.rs"]
mod kept;
#[path = "provider_contract/peer.rs"]
mod peer;
#[path = "provider_contract/platforms.rs"]
mod platforms;
#[path = "provider_contract/spellings.rs"]
mod spellings;
#[path = "provider_contract/wires.rs"]
mod wires;

use std::time::Duration;

use app::gateway::{Answer, Gateway};
use app::sending::{self, CODE, NUMBER};
use serde_json::json;
use textgate::domain::delivery::{Accepted, Category, Certainty, Fault};
use wires::{aws_sms, aws_sns, msg91, vonage, whatsapp};

use Category::{Blocked, Config, InvalidNumber, Outage, Rate};
use Certainty::{Refused, Unknown};
use platforms::{africastalking, infobip, messagebird, plivo, sinch, telnyx};

/// How to speak to one provider, and its own answers.
struct Wire {
    kind: &'static str,
    settings: fn(url: &str) -> String,
    taken: Answer,
    /// The status of its answers to texts that it took.
    good: u16,
    /// A refusal that its documents tell of.
    refusal: Answer,
    refused_as: Category,
    /// A good status, and an error in the body.
    error_inside: Answer,
    error_as: Category,
    /// What an empty body and `{}` mean under a good status.
    empty: Verdict,
}

/// Nothing for "confirmed".
type Verdict = Option<(Certainty, Category)>;

const TOKEN: &str = "token-that-must-not-show";
const SECRET: &str = "c2VjcmV0LXRoYXQtbXVzdC1ub3Qtc2hvdw==";

fn twilio() -> Wire {
    Wire {
        kind: "twilio",
        settings: |url| {
            let sid = "AC0123456789abcdef0123456789abcdef";
            format!(
                "account_sid = '{sid}'\nauth_token = '{TOKEN}'\nfrom = '+15005550006'\n\
                 base_url = '{url}'"
            )
        },
        taken: Answer::TwilioQueued,
        good: 201,
        refusal: Answer::Json(
            400,
            json!({ "code": 21211, "message": format!("Invalid 'To': {NUMBER}"), "status": 400 }),
        ),
        refused_as: InvalidNumber,
        error_inside: Answer::Json(
            201,
            json!({ "sid": "SM1", "status": "failed", "error_code": 30007 }),
        ),
        error_as: Config,
        empty: Some((Unknown, Category::Unknown)),
    }
}

fn webhook() -> Wire {
    Wire {
        kind: "webhook",
        settings: |url| format!("url = '{url}/hook?key={TOKEN}'\nsecret = 'whsec_{SECRET}'"),
        taken: Answer::Json(200, json!({ "code": "ok", "id": "m-1" })),
        good: 201,
        refusal: Answer::Json(
            422,
            json!({ "code": "invalid_phone_number", "description": format!("{NUMBER}, {CODE}") }),
        ),
        refused_as: InvalidNumber,
        error_inside: Answer::Json(200, json!({ "code": "delivery_rejected" })),
        error_as: Blocked,
        empty: None,
    }
}

fn supabase() -> Wire {
    Wire {
        settings: |url| {
            format!(
                "url = '{url}/hook?key={TOKEN}'\nsecret = 'v1,whsec_{SECRET}'\n\
                 compat = 'supabase'"
            )
        },
        taken: Answer::Json(200, json!({})),
        refusal: Answer::Json(
            403,
            json!({ "error": { "http_code": 403, "message": format!("no {NUMBER}") } }),
        ),
        refused_as: Config,
        error_inside: Answer::Json(
            200,
            json!({ "error": { "http_code": 429, "message": format!("no {NUMBER}") } }),
        ),
        error_as: Rate,
        ..webhook()
    }
}

/// Hands a text over; checks that nothing secret shows.
async fn hand(wire: &Wire, url: &str, time: Duration) -> Result<Accepted, Fault> {
    let delivery = sending::delivery_within(time, wire.kind, &(wire.settings)(url));
    let handed = sending::send(&delivery, &sending::message()).await;
    assert_eq!(handed.provider, "main");
    let shown = format!("{delivery:?} {handed:?}");
    for secret in [TOKEN, SECRET, "secret-that", CODE, &NUMBER[1..], "Harbour"] {
        assert!(!shown.contains(secret), "{secret} shows in {shown}");
    }
    handed.outcome
}

/// As long as it takes, unless it never ends.
fn time_for(answer: &Answer) -> Duration {
    match answer {
        Answer::Hang | Answer::Drip => sending::BRIEF,
        _ => sending::PATIENT,
    }
}

/// The outcome when the gateway answers so, and how much it could write.
async fn answered(wire: &Wire, answer: Answer) -> (Result<Accepted, Fault>, u64) {
    let gateway = Gateway::start().await;
    let time = time_for(&answer);
    gateway.answers(answer);
    let outcome = hand(wire, &gateway.url(), time).await;
    gateway.quiet().await;
    assert_eq!(gateway.count(), 1, "requests");
    assert_eq!(gateway.last_code(), CODE);
    (outcome, gateway.written())
}

async fn meets(wire: Wire, answer: Answer, expected: Verdict) {
    let label = format!("{answer:?}");
    let (outcome, _) = answered(&wire, answer).await;
    assert_eq!(verdict(&outcome), expected, "{label}: {outcome:?}");
}

fn verdict(outcome: &Result<Accepted, Fault>) -> Verdict {
    let fault = outcome.as_ref().err();
    fault.map(|fault| (fault.certainty, fault.category))
}

/// Some would answer in XML. The exception is SNS, which shares its way with
/// AWS's other service.
async fn json_is_asked_for(wire: Wire) {
    let gateway = Gateway::start().await;
    gateway.answers(wire.taken.clone());
    let outcome = hand(&wire, &gateway.url(), sending::PATIENT).await;
    outcome.expect("taken");
    let accept = if wire.kind.starts_with("aws-") {
        "*/*"
    } else {
        "application/json"
    };
    let requests = gateway.requests();
    let headers = requests[0].headers.iter();
    let asked: Vec<_> = headers.filter(|(name, _)| name == "accept").collect();
    assert_eq!(asked, [&("accept".to_owned(), accept.to_owned())]);
}

async fn a_huge_answer(wire: Wire) {
    let (outcome, written) = answered(&wire, Answer::Huge).await;
    assert_eq!(verdict(&outcome), Some((Unknown, Category::Unknown)));
    // what the sockets' buffers hold, not 100 MB
    assert!(written < 20_000_000, "{written} bytes were taken");
}

async fn a_redirect(wire: Wire) {
    let target = Gateway::start().await;
    let to = Answer::Redirect(target.url());
    meets(wire, to, Some((Unknown, Config))).await;
    assert_eq!(target.count(), 0, "the redirect was followed");
}

async fn a_closed_port(wire: Wire) {
    let gateway = Gateway::start().await;
    let url = gateway.url();
    drop(gateway);
    // the port is closed once the aborted task is gone
    while tokio::net::TcpStream::connect(&url[7..]).await.is_ok() {
        tokio::task::yield_now().await;
    }
    let outcome = hand(&wire, &url, sending::PATIENT).await;
    assert_eq!(verdict(&outcome), Some((Refused, Outage)), "{outcome:?}");
}

/// No handshake, so there was nothing to write the request on.
async fn no_tls(wire: Wire, answer: Answer) {
    let gateway = Gateway::start().await;
    let (url, time) = (gateway.url().replace("http:", "https:"), time_for(&answer));
    gateway.answers(answer);
    let outcome = hand(&wire, &url, time).await;
    assert_eq!(verdict(&outcome), Some((Refused, Outage)), "{outcome:?}");
    gateway.quiet().await;
    assert_eq!(gateway.count(), 0);
}

macro_rules! provider_contract {
    ($wire:ident) => {
        mod $wire {
            use super::*;

            async fn meets(answer: Answer, expected: Verdict) {
                super::meets(super::$wire(), answer, expected).await;
            }

            #[tokio::test]
            async fn taken() {
                meets(super::$wire().taken, None).await;
            }

            #[tokio::test]
            async fn json_is_asked_for() {
                super::json_is_asked_for(super::$wire()).await;
            }

            #[tokio::test]
            async fn taken_in_fragments() {
                let whole = Box::new(super::$wire().taken);
                meets(Answer::Fragments(whole), None).await;
            }

            #[tokio::test]
            async fn taken_in_other_words() {
                for answer in spellings::spellings(super::$wire().kind) {
                    meets(answer, None).await;
                }
            }

            #[tokio::test]
            async fn a_contradiction() {
                for answer in contradictions::contradictions(super::$wire().kind) {
                    meets(answer, Some((Unknown, Category::Unknown))).await;
                }
            }

            #[tokio::test]
            async fn f_a_contradiction_leaves_nobody_and_keeps_its_price() {
                contradiction_effects::leaves_nobody(super::$wire()).await;
            }

            #[tokio::test]
            async fn f_a_contradiction_goes_on_to_one_more_provider() {
                contradiction_effects::goes_on_once(super::$wire()).await;
            }

            #[tokio::test]
            async fn refused() {
                let wire = super::$wire();
                meets(wire.refusal, Some((Refused, wire.refused_as))).await;
            }

            #[tokio::test]
            async fn an_error_under_a_good_status() {
                let wire = super::$wire();
                meets(wire.error_inside, Some((Refused, wire.error_as))).await;
            }

            #[tokio::test]
            async fn refused_without_a_word_we_know() {
                meets(Answer::Text(401, "<h1>No".into()), Some((Refused, Config))).await;
                meets(Answer::Text(429, String::new()), Some((Refused, Rate))).await;
                let odd = Answer::Json(400, json!({ "code": "E1" }));
                meets(odd, Some((Refused, Category::Unknown))).await;
                meets(Answer::Text(408, String::new()), Some((Unknown, Outage))).await;
            }

            #[tokio::test]
            async fn down() {
                meets(Answer::Text(500, "oops".into()), Some((Unknown, Outage))).await;
                meets(Answer::Json(503, json!({})), Some((Unknown, Outage))).await;
            }

            #[tokio::test]
            async fn nothing_in_the_body() {
                let Wire { good, empty, .. } = super::$wire();
                meets(Answer::Text(good, String::new()), empty).await;
                meets(Answer::Json(good, json!({})), empty).await;
            }

            #[tokio::test]
            async fn a_body_that_says_nothing() {
                let good = super::$wire().good;
                let unclear = Some((Unknown, Category::Unknown));
                for body in ["OK", "<html>Welcome", "[]", "null", "\"queued\"", "{\"sid\":"] {
                    meets(Answer::Text(good, body.into()), unclear).await;
                }
            }

            #[tokio::test]
            async fn a_huge_answer() {
                super::a_huge_answer(super::$wire()).await;
            }

            #[tokio::test]
            async fn a_redirect() {
                super::a_redirect(super::$wire()).await;
            }

            #[tokio::test]
            async fn silence() {
                meets(Answer::Hang, Some((Unknown, Outage))).await;
            }

            #[tokio::test]
            async fn a_slow_drip() {
                meets(Answer::Drip, Some((Unknown, Outage))).await;
            }

            #[tokio::test]
            async fn a_broken_connection() {
                meets(Answer::Reset, Some((Unknown, Outage))).await;
                meets(Answer::Close, Some((Unknown, Outage))).await;
            }

            #[tokio::test]
            async fn a_closed_port() {
                super::a_closed_port(super::$wire()).await;
            }

            #[tokio::test]
            async fn no_tls() {
                super::no_tls(super::$wire(), Answer::Close).await;
                super::no_tls(super::$wire(), Answer::Hang).await;
            }

            kept_contract!($wire);
        }
    };
}

provider_contract!(twilio);
provider_contract!(webhook);
provider_contract!(supabase);
provider_contract!(infobip);
provider_contract!(telnyx);
provider_contract!(plivo);
provider_contract!(sinch);
provider_contract!(messagebird);
provider_contract!(africastalking);
provider_contract!(vonage);
provider_contract!(aws_sms);
provider_contract!(aws_sns);
provider_contract!(msg91);
provider_contract!(whatsapp);
