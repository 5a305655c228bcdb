//! Floor 6: reads the settings, wires everything, serves, stops cleanly.

pub mod acme;
pub mod commands;
pub mod listener;
pub mod serve;
pub mod settings;

mod brand;
mod country_warning;
mod error;
mod file_permissions;
mod key;
mod metrics_listener;
mod policy;
mod proxies;
mod systemd;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use tokio_util::task::TaskTracker;

use crate::base::clock::Clock;
use crate::base::metrics::Registry;
use crate::base::rng::{RngSource, token};
use crate::base::secret::Key;
use crate::base::telemetry::Traces;
use crate::delivery::{
    Delivery, LogoutEndpoints, ProviderSpec, Route, Setup, WebhookEndpoints, WebhookSpec,
};
use crate::domain::region::Region;
use crate::domain::webhook::WebhookName;
use crate::flow::clock_watch::{self, ClockWatch};
use crate::flow::forward::IdentityTokens;
use crate::flow::metrics::Metrics;
use crate::flow::oidc::keys::KeyRing;
use crate::flow::ready::LastLook;
use crate::flow::refusals::Refusals;
use crate::flow::{App, InFlight};
use crate::store::{Outbox, Store};
use crate::web::region_choices::RegionChoices;
use crate::web::{
    Drain, HttpMetrics, LoadShedder, Proxies, ScrapeHosts, Site, SiteLinks, UntrustedProxies, Web,
};
pub use error::StartError;
use policy::policy;
use settings::Config;

/// What the world provides: time, chance and the way out for texts.
#[derive(Debug)]
pub struct Environment {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub rng_source: Arc<dyn RngSource>,
    /// What providers are built with.
    pub setup: Setup,
}

/// Builds the product from its configuration: opens the database, reads or
/// makes the key, checks providers and routes.
pub async fn wire(config: &Config, environment: Environment) -> Result<Web, StartError> {
    let parts = Parts::new(config, &environment)?;
    country_warning::check(config, &parts.delivery)?;
    proxies::check(config, config.listen.ip())?;
    // a key that is none must not leave a database behind; it is read again after
    // that, for another first start may have made it meanwhile
    key::read(&config.key_file)?;
    let store = Store::open(&config.database_url).await?;
    let clocks = clock_watch::begin_serving(&store, &*environment.clock).await?;
    let key = key::of(config, &store, &*environment.rng_source).await?;
    Ok(parts.wire(config, environment, (store, clocks), key))
}

/// The same over a database that is served already, for whoever does one thing
/// beside it: neither a database nor a key is made.
pub async fn wire_served(config: &Config, environment: Environment) -> Result<Web, StartError> {
    let parts = Parts::new(config, &environment)?;
    let store = Store::open_served(&config.database_url).await?;
    clock_watch::begin(&store, &*environment.clock).await?;
    let key = key::kept(config, &store).await?;
    Ok(parts.wire(config, environment, (store, ClockWatch::default()), key))
}

/// What is checked before there is a database.
struct Parts {
    delivery: Delivery,
    logout_endpoints: LogoutEndpoints,
    webhook_endpoints: WebhookEndpoints,
    site: Site,
}

impl Parts {
    fn new(config: &Config, environment: &Environment) -> Result<Self, StartError> {
        Ok(Self {
            delivery: delivery(config, &environment.setup)?,
            logout_endpoints: logout_endpoints(config, &environment.setup)?,
            webhook_endpoints: webhook_endpoints(config, &environment.setup)?,
            site: site(config)?,
        })
    }

    fn wire(
        self,
        config: &Config,
        environment: Environment,
        (store, clock_watch): (Store, ClockWatch),
        key: Key,
    ) -> Web {
        let registry = match config.metrics.listen {
            Some(_) => Registry::on(),
            None => Registry::off(),
        };
        let policy = policy(config);
        let outbox = Outbox {
            webhooks: policy.webhooks.clone(),
            keeps: policy.keeps_events(),
            rng_source: Arc::clone(&environment.rng_source),
        };
        let store = store.with_outbox(outbox);
        let app = App {
            store: store.metered(&registry, &environment.clock),
            node: token(&mut *environment.rng_source.rng()),
            metrics: Metrics::new(registry.clone(), &self.delivery, environment.clock.now()),
            delivery: self.delivery,
            logout_endpoints: self.logout_endpoints,
            webhook_endpoints: self.webhook_endpoints,
            policy,
            key,
            key_ring: KeyRing::default(),
            identity_tokens: IdentityTokens::default(),
            clock: environment.clock,
            clock_watch,
            rng_source: environment.rng_source,
            refusals: Refusals::default(),
            in_flight: InFlight::default(),
            last_look: LastLook::default(),
            tasks: TaskTracker::new(),
        };
        Web {
            app: Arc::new(app),
            site: Arc::new(self.site),
            load: Arc::new(LoadShedder::new(config.server.requests, &registry)),
            requests: Arc::new(HttpMetrics::new(registry)),
            answered: Arc::default(),
            drain: Drain::default(),
        }
    }
}

/// The way to the collector of traces, if there is one.
///
/// # Errors
/// When no client for it can be made.
pub fn traces(config: &Config) -> Result<Option<Traces>, StartError> {
    let endpoint = config.trace.endpoint.as_deref();
    let traces = endpoint.map(Traces::to).transpose();
    traces.map_err(|problem| StartError::Invalid(format!("trace.endpoint: {problem}")))
}

/// The ways to the webhooks, those of the settings `alerts.…` among them.
///
/// # Errors
/// When an address or a secret cannot work.
pub fn webhook_endpoints(config: &Config, setup: &Setup) -> Result<WebhookEndpoints, StartError> {
    let (alerts, name) = (&config.alerts, WebhookName::alerts());
    let both = alerts
        .webhook_url
        .as_ref()
        .zip(alerts.webhook_secret.as_ref());
    let alerts = both.map(|(url, secret)| WebhookSpec {
        name: &name,
        url,
        secret,
        settings: "alerts.webhook_".into(),
    });
    let listed = config.webhooks.iter().map(|table| WebhookSpec {
        name: &table.webhook.name,
        url: &table.url,
        secret: &table.secret,
        settings: format!("{}.", table.label),
    });
    let endpoints = WebhookEndpoints::new(alerts.into_iter().chain(listed), setup);
    endpoints.map_err(StartError::Invalid)
}

/// Where apps hear that a sign-in ended.
fn logout_endpoints(config: &Config, setup: &Setup) -> Result<LogoutEndpoints, StartError> {
    let wants = config.apps.iter().filter_map(|app| {
        let uri = app.backchannel_logout_uri.as_deref()?;
        Some((app.name.as_str(), uri))
    });
    let endpoints = LogoutEndpoints::new(wants, setup);
    endpoints.map_err(|problem| StartError::Invalid(format!("app: {problem}")))
}

/// The providers and routes.
///
/// # Errors
/// When one of them cannot work, or a public site would print its texts.
pub fn delivery(config: &Config, setup: &Setup) -> Result<Delivery, StartError> {
    let specs = config.providers.iter().map(|table| ProviderSpec {
        name: table.name.clone(),
        kind: table.kind.clone(),
        settings: table.settings.clone(),
    });
    let delivery = Delivery::new(specs.collect(), routes(config)?, setup)?;
    if config.public_url.is_https() && delivery.uses_console() {
        let problem = "provider: the console only prints texts, and public_url is https; \
            add a [[provider]] that sends them, such as kind = \"twilio\"";
        return Err(StartError::Invalid(problem.into()));
    }
    let served = |region: &Region| delivery.serves(*region);
    if let Some(region) = config.regions.iter().find(|region| !served(region)) {
        let problem = format!(
            "regions: {region} is listed, but no route serves it; \
             add routes.{region} or routes.default"
        );
        return Err(StartError::Invalid(problem));
    }
    delivery.check_senders(&config.regions)?;
    Ok(delivery)
}

fn routes(config: &Config) -> Result<BTreeMap<String, Vec<Route>>, StartError> {
    config
        .routes
        .iter()
        .map(|(region, list)| {
            let routes = Vec::<Route>::deserialize(list.clone()).map_err(|error| {
                let error = error.to_string();
                let line = error.split_whitespace().collect::<Vec<_>>().join(" ");
                StartError::Invalid(format!(
                    "routes.{region}: {line}; give a list of provider names, such as [\"main\"]"
                ))
            })?;
            Ok((region.clone(), routes))
        })
        .collect()
}

fn site(config: &Config) -> Result<Site, StartError> {
    let public = &config.public_url;
    let logo = config.site.logo_file.as_deref();
    let logo = logo.map(brand::logo).transpose()?;
    Ok(Site {
        name: config.site.name.clone(),
        links: SiteLinks {
            help: config.site.help_url.clone(),
            privacy: config.site.privacy_url.clone(),
            terms: config.site.terms_url.clone(),
        },
        icon: brand::icon(logo.as_ref(), config.site.accent),
        logo,
        accent: config.site.accent.map(brand::style_sheet),
        origin: public.origin().to_owned(),
        https: public.is_https(),
        trace: config.trace.parent,
        api: config.api.enabled,
        api_origins: config.api.origins.clone(),
        default_region: config.default_region,
        regions: RegionChoices::new(&config.regions),
        language: config.site.language,
        proxies: Proxies {
            listed: config.trusted_proxies.clone(),
            header: config.trusted_header,
            untrusted: UntrustedProxies::default(),
        },
        scrape_hosts: ScrapeHosts {
            listen: config.metrics.listen.map(|it| it.ip()),
            names: config.metrics.hosts.clone(),
        },
        configured: config.configured.clone(),
    })
}
