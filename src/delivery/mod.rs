//! Floor 3a: a text leaves the building. Providers, and the routes to them.
//!
//! # Adding a provider
//! One file and one line. The file has a type that implements [`Provider`], a
//! `Settings` struct read with `settings`, and a `KIND`; the line goes into
//! [`KINDS`]. HTTP goes through [`http::Http`], which bounds time and size,
//! follows no redirect and never sends twice what may have been read. Then `provider_contract!(name)`
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
mod common;
pub mod console;
mod contradiction;
mod error;
mod error_codes;
mod hmac_jwt;
pub mod http;
mod infobip;
mod logout_endpoints;
mod mac;
mod messagebird;
mod msg91;
mod plivo;
mod proxy;
pub mod receipt;
mod route;
mod routing;
mod sinch;
mod standard_webhooks;
mod telnyx;
mod twilio;
mod unique_keys;
mod vonage;
mod webhook;
mod webhook_endpoints;
mod whatsapp;

use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use async_trait::async_trait;
use serde::de::DeserializeOwned;

use crate::base::clock::Clock;
use crate::base::language::Language;
use crate::domain::delivery::{Accepted, Fault};
use crate::domain::message::Message;

pub use breaker::{BreakerState, BreakerStatus};
pub use error::DeliveryError;
pub use logout_endpoints::LogoutEndpoints;
pub use proxy::Proxy;
pub use receipt::{DeliveryUpdate, Receipt, ReceiptError, ReceiptRequest};
pub use route::Route;
pub use routing::{Delivery, SendResult};
pub use webhook_endpoints::{WebhookAnswer, WebhookEndpoints, WebhookSpec};

/// The kinds of providers that the configuration can name.
pub const KINDS: &[ProviderKind] = &[
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

/// The settings of a kind of provider that must not be shown.
#[must_use]
pub fn secrets_of(kind: &str) -> &'static [&'static str] {
    let kind = KINDS.iter().find(|known| known.name == kind);
    kind.map_or(&[], |kind| kind.secrets)
}

/// Carries texts to phones.
#[async_trait]
pub trait Provider: Send + Sync + fmt::Debug {
    /// Whether the options of a route to this provider make sense; asked once,
    /// at start.
    ///
    /// # Errors
    /// What is wrong with them and how to mend it, in one line.
    fn suits(&self, route: &Route) -> Result<(), String>;

    /// Whose words a reader of this language gets by this provider.
    fn wording(&self, _reads: Language) -> Wording {
        Wording::Ours
    }

    /// Hands the text over, in one try.
    ///
    /// # Errors
    /// A [`Fault`] unless the provider confirmed that it took the text.
    async fn send(&self, message: &Message, context: &SendContext<'_>) -> Result<Accepted, Fault>;

    /// Whether the provider takes our address for receipts.
    ///
    /// # Errors
    /// Why not, and what to do, in one line; then no text carries it.
    fn fits_address(&self, _address: &str) -> Result<(), String> {
        Ok(())
    }

    /// Reads what the provider posted about texts it took earlier. Whoever
    /// calls has checked the address's secret part already; a provider that
    /// signs is checked here too.
    fn receipts(&self, _posted: &ReceiptRequest) -> Result<Vec<Receipt>, ReceiptError> {
        Err(ReceiptError::Unreadable)
    }
}

/// Whose words a text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// Those that we hand over.
    Ours,
    /// Those of a template at the provider, in this language if that is known.
    Template(Option<Language>),
}

/// How one text goes out: the options of its route, and where the provider is
/// to tell what became of it.
#[derive(Debug, Clone, Copy)]
pub struct SendContext<'a> {
    /// The route.
    pub route: &'a Route,
    /// Our public address for receipts about this very text, with its id in
    /// the query; none where we cannot be reached from outside.
    pub callback: Option<&'a str>,
}

/// A kind of provider, as the configuration knows it.
#[derive(Debug, Clone, Copy)]
pub struct ProviderKind {
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
    /// The name of its [`ProviderKind`].
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
    /// Whom drivers that speak HTTP ask to reach other machines.
    pub proxy: Option<Proxy>,
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
            proxy: None,
            http: OnceLock::new(),
        }
    }

    /// The same with another proxy, or none.
    #[must_use]
    pub fn through(&self, proxy: Option<Proxy>) -> Self {
        Self {
            proxy,
            http: OnceLock::new(),
            ..self.clone()
        }
    }

    /// The way out for a driver that speaks HTTP; made only for such, since it
    /// needs certificates to trust.
    fn http(&self) -> Result<http::Http, String> {
        if let Some(http) = self.http.get() {
            return Ok(http.clone());
        }
        let http = self.http_with(self.try_timeout)?;
        Ok(self.http.get_or_init(|| http).clone())
    }

    /// Another way out, by which one try may take so long.
    fn http_with(&self, try_timeout: Duration) -> Result<http::Http, String> {
        let http = http::Http::new(try_timeout, self.proxy.as_ref());
        http.map_err(|_| {
            "no certificates to trust were found; install the ca-certificates package".into()
        })
    }
}

/// Reads a driver's settings; its error is one line.
fn settings<T: DeserializeOwned>(table: toml::Table) -> Result<T, String> {
    table.try_into().map_err(|error: toml::de::Error| {
        let lines = error.to_string();
        lines.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}
