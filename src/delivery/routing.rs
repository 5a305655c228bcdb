//! Which provider carries a text: the configured providers and the routes.

mod build;
mod pretended;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tracing::field::Empty;
use tracing::{Instrument, info_span, warn};

use super::breaker::{Breaker, BreakerState, BreakerStatus};
use super::error::DeliveryError;
use super::{Provider, ProviderKind, ProviderSpec, Route, SendContext, Setup, Wording, console};
use crate::base::clock::Clock;
use crate::base::language::Language;
use crate::domain::delivery::{Accepted, Category, Fault};
use crate::domain::message::Message;
use crate::domain::region::Region;
use build::{build_all, by_region, check};
use pretended::not_asked;

/// All providers and the routes to them; every route leads somewhere.
#[derive(Debug)]
pub struct Delivery {
    providers: Providers,
    default: Vec<Route>,
    regions: BTreeMap<Region, Vec<Route>>,
    clock: Arc<dyn Clock>,
}

type Providers = BTreeMap<String, ProviderEntry>;

#[derive(Debug)]
struct ProviderEntry {
    kind: &'static ProviderKind,
    provider: Arc<dyn Provider>,
    breaker: Breaker,
    /// Who its texts are from, where its settings say so.
    sender: Option<String>,
    /// How long the last texts took that it confirmed.
    // a std mutex: nothing awaits while it is held
    took: Mutex<VecDeque<Duration>>,
    /// Whether somebody is paid for them.
    costs: bool,
}

/// What became of one hand-over.
#[derive(Debug)]
pub struct SendResult {
    /// The name of the provider that was asked; empty when no route serves the
    /// region.
    pub provider: String,
    /// Whether it was asked at all: not while its breaker is open.
    pub asked: bool,
    /// Whether it confirmed that it took the text.
    pub outcome: Result<Accepted, Fault>,
    /// How long it took to say so.
    pub took: Duration,
    /// What the provider's breaker changed to by it, if it did.
    pub breaker: Option<BreakerState>,
}

impl Delivery {
    /// Builds the providers and checks the routes. Without providers texts go
    /// to the console; a single provider needs no routes.
    ///
    /// # Errors
    /// See [`DeliveryError`]; each is one line that says how to mend it.
    pub fn new(
        mut specs: Vec<ProviderSpec>,
        mut routes: BTreeMap<String, Vec<Route>>,
        setup: &Setup,
    ) -> Result<Self, DeliveryError> {
        if specs.is_empty() {
            specs.push(ProviderSpec {
                name: console::KIND.name.into(),
                kind: console::KIND.name.into(),
                settings: toml::Table::new(),
            });
        }
        if routes.is_empty() {
            match specs.as_slice() {
                [only] => routes.insert("default".into(), vec![Route::to(&only.name)]),
                _ => return Err(DeliveryError::NoRoutes(specs[0].name.clone())),
            };
        }
        let providers = build_all(specs, setup)?;
        for (key, list) in &routes {
            check(key, list, &providers)?;
        }
        let default = routes.remove("default").unwrap_or_default();
        Ok(Self {
            providers,
            default,
            regions: by_region(routes)?,
            clock: Arc::clone(&setup.clock),
        })
    }

    /// The routes for texts to `region`, best first: its own, else the default
    /// ones.
    #[must_use]
    pub fn routes(&self, region: Region) -> &[Route] {
        self.regions.get(&region).unwrap_or(&self.default)
    }

    /// All routes, each with the key of its list.
    pub fn all_routes(&self) -> impl Iterator<Item = (String, &Route)> {
        let default = self
            .default
            .iter()
            .map(|route| ("default".to_owned(), route));
        let own = self
            .regions
            .iter()
            .flat_map(|(region, list)| list.iter().map(move |route| (region.to_string(), route)));
        default.chain(own)
    }

    /// Whose words a reader of this language gets by a route.
    #[must_use]
    pub fn wording(&self, route: &Route, reads: Language) -> Wording {
        let entry = self.providers.get(&route.provider);
        entry.map_or(Wording::Ours, |entry| entry.provider.wording(reads))
    }

    /// The first of the `routes` whose provider seems to work.
    pub fn next<'a>(&self, mut routes: impl Iterator<Item = &'a Route>) -> Option<&'a Route> {
        let now = self.clock.now();
        routes.find(|route| {
            let entry = self.providers.get(&route.provider);
            entry.is_some_and(|entry| entry.breaker.would_admit(now))
        })
    }

    /// Whether any route leads to `region`.
    #[must_use]
    pub fn serves(&self, region: Region) -> bool {
        !self.routes(region).is_empty()
    }

    /// Every provider's name and kind, in the order of the names.
    pub fn providers(&self) -> impl Iterator<Item = (&str, &'static str)> {
        self.providers
            .iter()
            .map(|(name, entry)| (name.as_str(), entry.kind.name))
    }

    /// Every provider's name and what its breaker would do now.
    pub fn breakers(&self) -> impl Iterator<Item = (&str, BreakerStatus)> {
        let now = self.clock.now();
        self.providers
            .iter()
            .map(move |(name, entry)| (name.as_str(), entry.breaker.stance(now)))
    }

    /// Whether any route ends on the console, where no phone hears of it.
    #[must_use]
    pub fn uses_console(&self) -> bool {
        let mut used = self.used();
        used.any(|(_, entry)| entry.kind.name == console::KIND.name)
    }

    /// A provider with routes to it whose texts cost money: any but the console,
    /// and gateways on this machine.
    #[must_use]
    pub fn costly(&self) -> Option<&str> {
        let mut used = self.used();
        used.find(|(_, entry)| entry.costs).map(|(name, _)| name)
    }

    /// The providers that routes lead to.
    fn used(&self) -> impl Iterator<Item = (&str, &ProviderEntry)> {
        let routes = self.regions.values().chain([&self.default]).flatten();
        routes.filter_map(|route| {
            let name = route.provider.as_str();
            self.providers.get(name).map(|entry| (name, entry))
        })
    }

    /// Hands the text to a route's provider, in one try that ends after
    /// `limit` at the latest, and lets the provider's breaker learn from it.
    pub async fn hand(
        &self,
        message: &Message,
        context: &SendContext<'_>,
        limit: Duration,
    ) -> SendResult {
        let name = &context.route.provider;
        let (began, started) = (self.clock.now(), self.clock.elapsed());
        let entry = self.providers.get(name);
        let Some(entry) = entry.filter(|entry| entry.breaker.admits(began)) else {
            return SendResult {
                provider: name.clone(),
                asked: false,
                outcome: Err(not_asked()),
                took: Duration::ZERO,
                breaker: None,
            };
        };
        let span = info_span!(
            "send",
            otel.kind = "client",
            provider = name,
            outcome = Empty
        );
        let sending = entry
            .provider
            .send(message, context)
            .instrument(span.clone());
        let outcome = tokio::time::timeout(limit, sending).await;
        let outcome = outcome.unwrap_or_else(|_| {
            let detail = "no time was left for an answer";
            Err(Fault::unknown(Category::Outage, detail))
        });
        let category = |fault: &Fault| fault.category.as_str();
        span.record(
            "outcome",
            outcome.as_ref().map_or_else(category, |_| "accepted"),
        );
        let now = self.clock.now();
        let took = self.clock.elapsed().since(started);
        if outcome.is_ok() {
            entry.note(took);
        }
        let breaker = entry.breaker.learn(&outcome, took, now);
        if let Some(state) = breaker {
            warn!(provider = %name, ?state, "the provider's breaker changed");
        }
        SendResult {
            provider: name.clone(),
            asked: true,
            outcome,
            took,
            breaker,
        }
    }

    /// Whether every text to these regions (or, if there are none, to those that
    /// have routes of their own) has a sender that networks there take.
    ///
    /// # Errors
    /// The first that has a name where only numbers are taken.
    pub fn check_senders(&self, regions: &[Region]) -> Result<(), DeliveryError> {
        let own: Vec<Region> = self.regions.keys().copied().collect();
        let regions = if regions.is_empty() { &own } else { regions };
        for region in regions.iter().filter(|region| region.takes_no_names()) {
            for route in self.routes(*region) {
                let entry = self.providers.get(&route.provider);
                let usual = entry.and_then(|entry| entry.sender.as_ref());
                let sender = route.sender.as_ref().or(usual);
                // A messaging service's id is letters, too, but no sender.
                let is_name =
                    |it: &&String| it.len() <= 11 && it.bytes().any(|b| b.is_ascii_alphabetic());
                if let Some(sender) = sender.filter(is_name) {
                    return Err(DeliveryError::Name {
                        region: region.to_string(),
                        provider: route.provider.clone(),
                        sender: sender.clone(),
                    });
                }
            }
        }
        Ok(())
    }

    /// The provider of that name: it reads its receipts itself.
    #[must_use]
    pub fn provider(&self, name: &str) -> Option<&dyn Provider> {
        Some(self.providers.get(name)?.provider.as_ref())
    }
}
