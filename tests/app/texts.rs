//! A text to hand over, and the delivery floor with one provider.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use textgate::base::clock::{SystemClock, Timestamp};
use textgate::base::rng::{Chance, OsChance};
use textgate::base::words::Words;
use textgate::delivery::{Delivery, Handed, ProviderSpec, Setup, Way};
use textgate::domain::code::{CodeLength, OtpCode};
use textgate::domain::delivery::DeliveryId;
use textgate::domain::message::{Body, LastLine, Message};

/// The code in [`message`].
pub const CODE: &str = "048213";
/// The number it goes to.
pub const NUMBER: &str = "+14155552671";
/// When its hand-over begins, in seconds.
pub const SENT: i64 = 1_795_355_880;

/// A text with a code that lives five minutes.
pub fn message() -> Message {
    let sent_at = Timestamp::from_micros(SENT * 1_000_000);
    let code = CodeLength::new(6).and_then(|six| OtpCode::parse(CODE, six).ok());
    let code = code.expect("a code");
    let last = LastLine::Origin("books.example");
    Message {
        id: DeliveryId::draw(sent_at, &mut *OsChance.rng()),
        to: NUMBER.parse().expect("a number"),
        body: Body::compose(&Words::english(), None, "Harbour Books", last, &code),
        code,
        sent_at,
        expires_at: sent_at.plus(Duration::from_mins(5)),
        lang: "en".into(),
    }
}

/// Enough time for one try on the busiest machine.
pub const PATIENT: Duration = Duration::from_secs(20);
/// Time for one try that is expected to run out.
pub const BRIEF: Duration = Duration::from_millis(300);

/// What drivers are built with, with this long for one try.
pub fn setup(try_timeout: Duration) -> Setup {
    Setup::new(try_timeout, Arc::new(SystemClock::start()))
}

/// A provider named `main`, with its settings as in the file.
pub fn spec(kind: &str, settings: &str) -> ProviderSpec {
    ProviderSpec {
        name: "main".into(),
        kind: kind.into(),
        settings: toml::from_str(settings).expect("settings"),
    }
}

/// The delivery floor with that one provider.
pub fn delivery(kind: &str, settings: &str) -> Delivery {
    delivery_within(PATIENT, kind, settings)
}

/// The same, with this long for one try.
pub fn delivery_within(try_timeout: Duration, kind: &str, settings: &str) -> Delivery {
    let specs = vec![spec(kind, settings)];
    Delivery::new(specs, BTreeMap::new(), &setup(try_timeout)).expect("a delivery")
}

/// Hands a text to the provider of the first route of its region, past its
/// breaker.
pub async fn send(delivery: &Delivery, message: &Message) -> Handed {
    let route = &delivery.routes(message.to.region())[0];
    let way = Way {
        route,
        callback: None,
    };
    let provider = delivery.provider(&route.provider).expect("a provider");
    Handed {
        provider: route.provider.clone(),
        outcome: provider.send(message, &way).await,
        took: Duration::ZERO,
    }
}
