//! A text to hand over, and the delivery floor with one provider.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use textgate::base::clock::{SystemClock, Timestamp};
use textgate::base::language::Language;
use textgate::base::rng::{OsRngSource, RngSource};
use textgate::base::words::Words;
use textgate::delivery::{
    Delivery, ProviderSpec, Receipt, ReceiptError, ReceiptRequest, Route, SendContext, SendResult,
    Setup,
};
use textgate::domain::code::{CodeLength, OtpCode};
use textgate::domain::delivery::{Accepted, DeliveryId, Fault};
use textgate::domain::message::{Body, LastLine, Message};

use super::gateway::{Answer, Gateway};

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
        id: DeliveryId::draw(sent_at, &mut *OsRngSource.rng()),
        to: NUMBER.parse().expect("a number"),
        body: Body::compose(&Words::english(), None, "Harbour Books", last, &code),
        code,
        sent_at,
        expires_at: sent_at.plus(Duration::from_mins(5)),
        language: Language::English,
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
pub async fn send(delivery: &Delivery, message: &Message) -> SendResult {
    let route = &delivery.routes(message.to.region())[0];
    let context = SendContext {
        route,
        callback: None,
    };
    let provider = delivery.provider(&route.provider).expect("a provider");
    SendResult {
        provider: route.provider.clone(),
        asked: true,
        outcome: provider.send(message, &context).await,
        took: Duration::ZERO,
        breaker: None,
    }
}

/// Hands a text to that provider the given way.
pub async fn hand_over(
    delivery: &Delivery,
    message: &Message,
    route: &Route,
    callback: Option<&str>,
) -> Result<Accepted, Fault> {
    let provider = delivery.provider("main").expect("main");
    provider
        .send(message, &SendContext { route, callback })
        .await
}

/// One provider and the gateway it speaks to.
pub struct Stand {
    gateway: Gateway,
    delivery: Delivery,
}

impl Stand {
    /// With the settings for a gateway at that address.
    pub async fn new(kind: &str, settings: impl Fn(&str) -> String) -> Self {
        let gateway = Gateway::start().await;
        let delivery = delivery(kind, &settings(&gateway.url()));
        Self { gateway, delivery }
    }

    /// The outcome when the gateway answers so.
    pub async fn answering(&self, answer: Answer) -> Result<Accepted, Fault> {
        self.gateway.answers(answer);
        send(&self.delivery, &message()).await.outcome
    }
}

/// Our address for receipts about the text of that id.
pub fn callback(id: DeliveryId) -> String {
    format!("https://id.example.com/receipts/main/hush?d={id}")
}

/// What came to a receipt address `late` seconds after [`SENT`].
pub fn posted(url: &str, headers: &[(&str, &str)], body: &str, late: i64) -> ReceiptRequest {
    posted_at(url, headers, body, SENT + late)
}

/// What came there `at` seconds since the epoch.
pub fn posted_at(url: &str, headers: &[(&str, &str)], body: &str, at: i64) -> ReceiptRequest {
    let header = |(name, value): &(&str, &str)| {
        let name: HeaderName = name.parse().expect("a name");
        (name, HeaderValue::from_str(value).expect("a value"))
    };
    ReceiptRequest {
        url: url.into(),
        headers: headers.iter().map(header).collect::<HeaderMap>(),
        body: body.into(),
        at: Timestamp::from_micros(at * 1_000_000),
    }
}

/// What that provider makes of it.
pub fn receipts(
    delivery: &Delivery,
    posted: &ReceiptRequest,
) -> Result<Vec<Receipt>, ReceiptError> {
    delivery.provider("main").expect("main").receipts(posted)
}

/// What is wrong with these settings, in one line.
pub fn complaint(kind: &str, settings: &str) -> String {
    let built = Delivery::new(vec![spec(kind, settings)], BTreeMap::new(), &setup(PATIENT));
    let complaint = built.expect_err(settings).to_string();
    assert!(!complaint.contains('\n'), "more than a line: {complaint}");
    complaint
}

/// A route to that provider, with its options as in the file.
pub fn route(options: &str) -> Route {
    let text = format!("route = {{ provider = 'main', {options} }}");
    let mut routes: BTreeMap<String, Route> = toml::from_str(&text).expect("a route");
    routes.remove("route").expect("the route")
}
