//! Sending with a route and an address for receipts, and receipts themselves.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use textgate::delivery::{
    Delivery, DeliveryUpdate, Receipt, ReceiptError, ReceiptRequest, Route, SendContext,
};
use textgate::domain::delivery::{Accepted, Category, Certainty, Fault};

use crate::app::gateway::{Answer, Gateway, Request};
use crate::app::sending;
pub use crate::app::sending::posted_at as posted;

/// Our id of a delivery.
pub const ID: &str = "019aabcd-0123-7000-8000-0123456789ab";
/// Our address for receipts about it.
pub const CALLBACK: &str =
    "https://books.example/receipts/main/s3cret?d=019aabcd-0123-7000-8000-0123456789ab";

/// What one hand-over led to.
pub struct Sent {
    pub request: Request,
    /// Our id of it.
    pub id: String,
    pub outcome: Result<Accepted, Fault>,
}

impl Sent {
    /// The headers that the driver set.
    pub fn headers(&self) -> Vec<(&str, &str)> {
        let common = [
            "accept",
            "accept-encoding",
            "content-length",
            "host",
            "user-agent",
        ];
        let headers = self.request.headers.iter();
        let mut headers: Vec<_> = headers
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(|header| !common.contains(&header.0))
            .collect();
        headers.sort_unstable();
        headers
    }

    /// Certainty, category and code of the fault.
    pub fn fault(&self) -> (Certainty, Category, Option<&str>) {
        let fault = self.outcome.as_ref().expect_err("a fault");
        (fault.certainty, fault.category, fault.code.as_deref())
    }
}

/// One provider, and a gateway in its place.
pub struct Line {
    gateway: Gateway,
    delivery: Delivery,
}

impl Line {
    /// Kind and settings; the settings lack only `base_url`.
    pub async fn to((kind, settings): (&str, &str)) -> Self {
        let gateway = Gateway::start().await;
        let settings = format!("{settings}\nbase_url = '{}'", gateway.url());
        Self {
            delivery: sending::delivery(kind, &settings),
            gateway,
        }
    }

    /// Sends one text over a gateway that answers so.
    pub async fn send(&self, route: Route, callback: Option<&str>, answer: Answer) -> Sent {
        let before = self.gateway.count();
        self.gateway.answers(answer);
        let provider = self.delivery.provider("main").expect("the provider");
        provider.suits(&route).expect("a fitting route");
        let message = sending::message();
        let context = SendContext {
            route: &route,
            callback,
        };
        let outcome = provider.send(&message, &context).await;
        let request = self.gateway.requests().split_off(before);
        let [request] = request.try_into().expect("one request");
        Sent {
            request,
            id: message.id.to_string(),
            outcome,
        }
    }

    /// Sends without options.
    pub async fn answered(&self, answer: Answer) -> Sent {
        self.send(Route::to("main"), None, answer).await
    }
}

/// A route with a sender.
pub fn from(sender: &str) -> Route {
    Route {
        sender: Some(sender.into()),
        ..Route::to("main")
    }
}

/// What the provider reads in it. Providers are kept, for looking for
/// certificates takes each a while.
pub fn read(
    (kind, settings): (&str, &str),
    posted: &ReceiptRequest,
) -> Result<Vec<Receipt>, ReceiptError> {
    static KEPT: Mutex<BTreeMap<String, Delivery>> = Mutex::new(BTreeMap::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let delivery = kept
        .entry(format!("{kind} {settings}"))
        .or_insert_with(|| sending::delivery(kind, settings));
    delivery.provider("main").expect("it").receipts(posted)
}

/// The news in the only receipt.
pub fn update(read: Result<Vec<Receipt>, ReceiptError>) -> DeliveryUpdate {
    let [receipt] = read.expect("receipts").try_into().expect("one receipt");
    receipt.update
}

/// For short tables.
pub fn undelivered(category: Category, code: &str) -> DeliveryUpdate {
    DeliveryUpdate::Undelivered {
        category,
        code: Some(code.into()),
    }
}

/// A receipt with both ids.
pub fn receipt(id: &str, provider_id: &str, update: DeliveryUpdate) -> Receipt {
    Receipt {
        delivery: Some(id.parse().expect("an id")),
        provider_id: Some(provider_id.into()),
        update,
    }
}

/// What is said about settings and routes that cannot be, in a line.
pub fn complaint((kind, settings): (&str, &str), route: Route) -> String {
    let routes = BTreeMap::from([("default".to_owned(), vec![route])]);
    let specs = vec![sending::spec(kind, settings)];
    let error =
        Delivery::new(specs, routes, &sending::setup(sending::PATIENT)).expect_err(settings);
    let error = error.to_string();
    assert!(!error.contains('\n'), "more than a line: {error}");
    error
}
