//! Floor 3a: a text leaves the building. Providers, and the routes to them.
//!
//! # Adding a provider
//! One file and one line. The file has a type that implements [`Provider`], a
//! `Settings` struct read with `settings`, and a `KIND`; the line goes into
//! [`KINDS`]. HTTP goes through [`http::Http`], which bounds time and size,
//! follows no redirect and never sends twice. Then `provider_contract!(name)`
//! in `tests/provider_contract.rs` puts it through the suite that all pass.
//!
//! A driver confirms only on the provider's own documented condition, on
//! status and body; says [`Refused`](crate::domain::delivery::Certainty) only
//! when no text can have gone out; and keeps the number, the code and the
//! credentials out of faults and `Debug`: a provider's own words may quote the
//! number, so they stay out too.

mod africastalking;
mod aws;
mod breaker;
mod codes;
pub mod console;
mod fields;
pub mod http;
mod infobip;
mod messagebird;
mod msg91;
mod plivo;
pub mod receipt;
mod routing;
mod sealed;
mod sign;
mod signature;
mod sinch;
mod telnyx;
mod twilio;
mod vonage;
mod webhook;
mod whatsapp;

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use async_trait::async_trait;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::base::clock::Clock;
use crate::domain::delivery::{Accepted, Fault};
use crate::domain::message::{Message, NotWords, OwnWords};

pub use breaker::State as BreakerState;
pub use receipt::{News, NoReceipt, Posted, Receipt};
pub use routing::{Delivery, DeliveryError, Handed};

/// The kinds of providers that the configuration can name.
pub const KINDS: &[Kind] = &[
    africastalking::KIND,
    aws::SMS,
    aws::SNS,
    console::KIND,
    infobip::KIND,
    messagebird::KIND,
    msg91::KIND,
    plivo::KIND,
    sinch::KIND,
    telnyx::KIND,
    twilio::KIND,
    vonage::KIND,
    webhook::KIND,
    whatsapp::KIND,
];

/// Carries texts to phones.
#[async_trait]
pub trait Provider: Send + Sync + fmt::Debug {
    /// Whether the options of a route to this provider make sense; asked once,
    /// at start.
    ///
    /// # Errors
    /// What is wrong with them and how to mend it, in one line.
    fn suits(&self, route: &Route) -> Result<(), String>;

    /// Hands the text over, in one try.
    ///
    /// # Errors
    /// A [`Fault`] unless the provider confirmed that it took the text.
    async fn send(&self, message: &Message, way: &Way<'_>) -> Result<Accepted, Fault>;

    /// Reads what the provider posted about texts it took earlier. Whoever
    /// calls has checked the address's secret part already; a provider that
    /// signs is checked here too.
    ///
    /// # Errors
    /// See [`NoReceipt`].
    fn receipts(&self, _posted: &Posted) -> Result<Vec<Receipt>, NoReceipt> {
        Err(NoReceipt::Unreadable)
    }
}

/// How one text goes out: the options of its route, and where the provider is
/// to tell what became of it.
#[derive(Debug, Clone, Copy)]
pub struct Way<'a> {
    /// The route.
    pub route: &'a Route,
    /// Our public address for receipts about this very text, with its id in
    /// the query; none where we cannot be reached from outside.
    pub callback: Option<&'a str>,
}

/// One way for a text: a provider and what to tell it. In the configuration a
/// bare name, or a table with the options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The provider's name.
    pub provider: String,
    /// Who the text is from, instead of the provider's own setting.
    pub sender: Option<String>,
    /// The provider's name or number of a template registered with it.
    pub template: Option<String>,
    /// The sender's registration where a country asks for one (India's DLT:
    /// the principal entity id).
    pub entity: Option<String>,
    /// The operator's own words, instead of the catalogue's.
    pub text: Option<OwnWords>,
    /// The hash of an Android app, which then gets the text instead of the
    /// browser: eleven characters.
    pub android_hash: Option<String>,
}

impl Route {
    /// The way to a provider, without options.
    pub fn to(provider: impl Into<String>) -> Self {
        Self {
            provider: provider.into(),
            sender: None,
            template: None,
            entity: None,
            text: None,
            android_hash: None,
        }
    }
}

impl<'de> Deserialize<'de> for Route {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NameOrTable)
    }
}

/// By hand, for an untagged enum would not say which key it does not know.
struct NameOrTable;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RouteTable {
    provider: String,
    sender: Option<String>,
    template: Option<String>,
    entity: Option<String>,
    text: Option<String>,
    android_hash: Option<String>,
}

impl<'de> Visitor<'de> for NameOrTable {
    type Value = Route;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a provider's name or a table such as { provider = \"main\" }")
    }

    fn visit_str<E>(self, name: &str) -> Result<Route, E> {
        Ok(Route::to(name))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Route, A::Error> {
        let table = RouteTable::deserialize(MapAccessDeserializer::new(map))?;
        let text = table.text.map(|text| text.parse()).transpose();
        let text = text.map_err(|why: NotWords| A::Error::custom(format!("text {why}")))?;
        if table
            .android_hash
            .as_ref()
            .is_some_and(|hash| !is_android_hash(hash))
        {
            return Err(A::Error::custom(
                "android_hash must be the app's eleven characters of Base64",
            ));
        }
        Ok(Route {
            provider: table.provider,
            sender: table.sender,
            template: table.template,
            entity: table.entity,
            text,
            android_hash: table.android_hash,
        })
    }
}

fn is_android_hash(text: &str) -> bool {
    let base64 = |b: u8| b.is_ascii_alphanumeric() || b == b'+' || b == b'/';
    text.len() == 11 && text.bytes().all(base64)
}

/// A kind of provider, as the configuration knows it.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The value of `kind`.
    pub name: &'static str,
    /// The settings that are secrets: each may be given as a file.
    pub secrets: &'static [&'static str],
    /// The settings it needs, in one line.
    pub needs: &'static str,
    build: fn(toml::Table, &Setup) -> Built,
}

/// A provider, or what is wrong with its settings in one line.
type Built = Result<Arc<dyn Provider>, String>;

/// A `[[provider]]` of the configuration.
#[derive(Clone)]
pub struct ProviderSpec {
    /// What routes call it.
    pub name: String,
    /// The name of its [`Kind`].
    pub kind: String,
    /// All other settings, secrets among them.
    pub settings: toml::Table,
}

impl fmt::Debug for ProviderSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "ProviderSpec({} {}, settings hidden)",
            self.kind, self.name
        )
    }
}

/// What drivers are built with.
#[derive(Debug, Clone)]
pub struct Setup {
    /// How long one try may take.
    pub try_timeout: Duration,
    /// Measures how long a hand-over took.
    pub clock: Arc<dyn Clock>,
    /// Where the console provider prints.
    pub console_out: console::Out,
    /// The way out of all drivers that speak HTTP, once one was made.
    pub http: OnceLock<http::Http>,
}

impl Setup {
    /// For standard output, with this long for one try.
    #[must_use]
    pub fn new(try_timeout: Duration, clock: Arc<dyn Clock>) -> Self {
        Self {
            try_timeout,
            clock,
            console_out: console::Out::stdout(),
            http: OnceLock::new(),
        }
    }

    /// The way out for a driver that speaks HTTP; made only for such, since it
    /// needs certificates to trust.
    fn http(&self) -> Result<http::Http, String> {
        if let Some(http) = self.http.get() {
            return Ok(http.clone());
        }
        let http = http::Http::new(self.try_timeout).map_err(
            |_| "no certificates to trust were found; install the ca-certificates package",
        )?;
        Ok(self.http.get_or_init(|| http).clone())
    }
}

/// Reads a driver's settings; its error is one line.
fn settings<T: DeserializeOwned>(table: toml::Table) -> Result<T, String> {
    table.try_into().map_err(|error: toml::de::Error| {
        let lines = error.to_string();
        lines.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Routes {
        routes: Vec<Route>,
    }

    #[test]
    fn a_route_is_a_name_or_a_table_and_knows_its_keys() {
        let text = r#"routes = ["main", { provider = "spare", sender = "TXTGTE" }]"#;
        let read: Routes = toml::from_str(text).expect("routes");
        assert_eq!(read.routes[0], Route::to("main"));
        assert_eq!(read.routes[1].sender.as_deref(), Some("TXTGTE"));
        let text = r#"routes = [{ provider = "spare", sendr = "TXTGTE" }]"#;
        let error = toml::from_str::<Routes>(text).expect_err("a slip of the pen");
        assert!(
            error.to_string().contains("unknown field `sendr`"),
            "{error}"
        );
    }
}
