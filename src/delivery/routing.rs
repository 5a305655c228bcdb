//! Which provider carries a text: the configured providers and the routes.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::{KINDS, Kind, Provider, ProviderSpec, Route, Setup, Way, console};
use crate::base::clock::Clock;
use crate::domain::delivery::{Accepted, Category, Fault};
use crate::domain::message::Message;
use crate::domain::region::Region;

/// All providers and the routes to them; every route leads somewhere.
#[derive(Debug)]
pub struct Delivery {
    providers: Providers,
    default: Vec<Route>,
    regions: BTreeMap<Region, Vec<Route>>,
    clock: Arc<dyn Clock>,
}

type Providers = BTreeMap<String, (&'static Kind, Arc<dyn Provider>)>;

/// What became of one hand-over.
#[derive(Debug)]
pub struct Handed {
    /// The name of the provider that was asked; empty when no route serves the
    /// region.
    pub provider: String,
    /// Whether it confirmed that it took the text.
    pub outcome: Result<Accepted, Fault>,
    /// How long it took to say so.
    pub took: Duration,
}

/// What is wrong with the configured providers and routes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeliveryError {
    /// A provider without a name.
    #[error("a [[provider]] has no name: add name = \"main\"")]
    Nameless,
    /// Two providers of one name.
    #[error("two providers are named {0:?}: give each its own name")]
    Twice(String),
    /// A kind that does not exist.
    #[error("provider {provider:?}: there is no kind {kind:?}; use {}", kinds())]
    Kind {
        /// The provider's name.
        provider: String,
        /// What it says it is.
        kind: String,
    },
    /// A setting that is missing, unknown or bad.
    #[error("provider {provider:?}: {reason} (kind {kind} needs: {needs})")]
    Setting {
        /// The provider's name.
        provider: String,
        /// What is wrong.
        reason: String,
        /// Its kind.
        kind: &'static str,
        /// What that kind needs.
        needs: &'static str,
    },
    /// Several providers, and nothing says which to use.
    #[error("several providers and no routes: add [routes] with default = [{0:?}]")]
    NoRoutes(String),
    /// A key that is no region.
    #[error("routes.{0}: must be default or a region in capitals, such as IN")]
    Key(String),
    /// A list that leads nowhere.
    #[error("routes.{0}: the list is empty; name a provider or remove the line")]
    Empty(String),
    /// A route to a provider that does not exist.
    #[error("routes.{route}: there is no provider {provider:?}; use {known}")]
    Stranger {
        /// The route's key.
        route: String,
        /// The name in it.
        provider: String,
        /// The names that exist.
        known: String,
    },
    /// A route with options that its provider cannot use, or too few.
    #[error("routes.{route}: provider {provider:?}: {reason}")]
    Unfit {
        /// The route's key.
        route: String,
        /// The provider's name.
        provider: String,
        /// What is wrong.
        reason: String,
    },
}

fn kinds() -> String {
    KINDS
        .iter()
        .map(|kind| kind.name)
        .collect::<Vec<_>>()
        .join(", ")
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

    /// The first route for texts to `region`: its own, else the default one.
    #[must_use]
    pub fn route(&self, region: Region) -> Option<&Route> {
        self.regions.get(&region).unwrap_or(&self.default).first()
    }

    /// Whether any route leads to `region`.
    #[must_use]
    pub fn serves(&self, region: Region) -> bool {
        self.route(region).is_some()
    }

    /// Every provider's name and kind, in the order of the names.
    pub fn providers(&self) -> impl Iterator<Item = (&str, &'static str)> {
        self.providers
            .iter()
            .map(|(name, (kind, _))| (name.as_str(), kind.name))
    }

    /// The provider of that name: it reads its receipts itself.
    #[must_use]
    pub fn provider(&self, name: &str) -> Option<&dyn Provider> {
        let (_, provider) = self.providers.get(name)?;
        Some(provider.as_ref())
    }

    /// Whether any route ends on the console, where no phone hears of it.
    #[must_use]
    pub fn uses_console(&self) -> bool {
        let mut routes = self.regions.values().chain([&self.default]).flatten();
        routes.any(|route| {
            let provider = self.providers.get(&route.provider);
            provider.is_some_and(|(kind, _)| kind.name == console::KIND.name)
        })
    }

    /// Hands the text to the provider that serves its number, in one try.
    pub async fn send(&self, message: &Message) -> Handed {
        let began = self.clock.now();
        let route = self.route(message.to.region());
        let provider = route.and_then(|route| self.providers.get(&route.provider));
        let outcome = match (route, provider) {
            (Some(route), Some((_, provider))) => {
                let way = Way {
                    route,
                    callback: None,
                };
                provider.send(message, &way).await
            }
            _ => Err(Fault::refused(
                Category::Region,
                "no route serves this region",
            )),
        };
        Handed {
            provider: route
                .map(|route| route.provider.clone())
                .unwrap_or_default(),
            outcome,
            took: self.clock.now().since(began),
        }
    }
}

fn build_all(specs: Vec<ProviderSpec>, setup: &Setup) -> Result<Providers, DeliveryError> {
    let mut providers = Providers::new();
    for spec in specs {
        if spec.name.trim().is_empty() {
            return Err(DeliveryError::Nameless);
        }
        let name = spec.name.clone();
        if providers
            .insert(name, build(spec.clone(), setup)?)
            .is_some()
        {
            return Err(DeliveryError::Twice(spec.name));
        }
    }
    Ok(providers)
}

fn build(
    spec: ProviderSpec,
    setup: &Setup,
) -> Result<(&'static Kind, Arc<dyn Provider>), DeliveryError> {
    let ProviderSpec {
        name,
        kind,
        settings,
    } = spec;
    let Some(known) = KINDS.iter().find(|known| known.name == kind) else {
        return Err(DeliveryError::Kind {
            provider: name,
            kind,
        });
    };
    // The reader of settings quotes a value of the wrong type: not a secret's.
    let bare = |key: &&&str| settings.get(**key).is_some_and(|value| !value.is_str());
    let built = match known.secrets.iter().find(bare) {
        Some(secret) => Err(format!("{secret} must be text in quotes")),
        None => (known.build)(settings, setup),
    };
    match built {
        Ok(provider) => Ok((known, provider)),
        Err(reason) => Err(DeliveryError::Setting {
            provider: name,
            reason,
            kind: known.name,
            needs: known.needs,
        }),
    }
}

fn check(key: &str, list: &[Route], providers: &Providers) -> Result<(), DeliveryError> {
    if list.is_empty() {
        return Err(DeliveryError::Empty(key.into()));
    }
    for route in list {
        let Some((_, provider)) = providers.get(&route.provider) else {
            return Err(DeliveryError::Stranger {
                route: key.into(),
                provider: route.provider.clone(),
                known: providers.keys().cloned().collect::<Vec<_>>().join(", "),
            });
        };
        provider
            .suits(route)
            .map_err(|reason| DeliveryError::Unfit {
                route: key.into(),
                provider: route.provider.clone(),
                reason,
            })?;
    }
    Ok(())
}

fn by_region(
    routes: BTreeMap<String, Vec<Route>>,
) -> Result<BTreeMap<Region, Vec<Route>>, DeliveryError> {
    let read = |(key, list): (String, Vec<Route>)| match key.parse::<Region>() {
        // one spelling only, so that no two keys mean one region
        Ok(region) if region.to_string() == key => Ok((region, list)),
        _ => Err(DeliveryError::Key(key)),
    };
    routes.into_iter().map(read).collect()
}
