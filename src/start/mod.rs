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
use crate::delivery::{AlertWebhook, Delivery, ProviderSpec, Route, Setup};
use crate::domain::destination::DestinationLimit;
use crate::domain::region::Region;
use crate::flow::clock_watch::{self, ClockWatch};
use crate::flow::metrics::Metrics;
use crate::flow::ready::LastLook;
use crate::flow::refusals::Refusals;
use crate::flow::{AlertPolicy, App, InFlight, Policy, words};
use crate::store::{Keep, Store};
use crate::web::{
    Drain, HttpMetrics, LoadShedder, Proxies, ScrapeHosts, Site, SiteLinks, UntrustedProxies, Web,
};
pub use error::StartError;
use settings::{AdminFactor, Config};

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
    alert_webhook: Option<AlertWebhook>,
    site: Site,
}

impl Parts {
    fn new(config: &Config, environment: &Environment) -> Result<Self, StartError> {
        Ok(Self {
            delivery: delivery(config, &environment.setup)?,
            alert_webhook: alert_webhook(config, &environment.setup)?,
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
        let app = App {
            store: store.metered(&registry, &environment.clock),
            node: token(&mut *environment.rng_source.rng()),
            metrics: Metrics::new(registry.clone(), &self.delivery, environment.clock.now()),
            delivery: self.delivery,
            alert_webhook: self.alert_webhook,
            policy: policy(config),
            key,
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

/// The way to the webhook for alerts, if there is one.
///
/// # Errors
/// When its address or its secret cannot work.
pub fn alert_webhook(config: &Config, setup: &Setup) -> Result<Option<AlertWebhook>, StartError> {
    let alerts = &config.alerts;
    let webhook = alerts
        .webhook_url
        .as_ref()
        .zip(alerts.webhook_secret.as_ref());
    let alert_webhook = webhook.map(|(url, secret)| AlertWebhook::new(url, secret, setup));
    alert_webhook.transpose().map_err(StartError::Invalid)
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

fn policy(config: &Config) -> Policy {
    let public = &config.public_url;
    Policy {
        site_name: config.site.name.clone(),
        origin: public.origin().to_owned(),
        own_words: config.site.text.clone(),
        test_numbers: config.test_numbers.clone(),
        host: public.is_https().then(|| public.host().to_owned()),
        regions: config.regions.clone(),
        admins: config.admins.clone(),
        code_length: config.code.digits,
        code_lifetime: config.code.lifetime,
        tries: config.code.tries,
        resend_wait: config.code.resend_wait,
        send_timeout: config.delivery.total_timeout,
        receipts_origin: public.is_https().then(|| public.origin().to_owned()),
        sends: config.code.sends,
        session_lifetime: config.session.lifetime,
        session_idle: config.session.idle,
        keep: Keep {
            idle: config.session.idle,
            deliveries: config.retention.deliveries,
            verifications: config.retention.verifications,
            rollups: config.retention.rollups,
        },
        admin_fresh: config.session.admin,
        admin_act_fresh: config.session.admin_act,
        factor_required: config.session.admin_factor == AdminFactor::Required,
        phone_only: config.api.phone_only,
        require_client: config.api.require_client,
        api_clients: config.api_clients.clone(),
        per_phone: config.limits.phone.clone(),
        per_known: config.limits.known.clone(),
        per_requester: config.limits.requester.clone(),
        per_network: config.limits.network.clone(),
        per_range: DestinationLimit::of_ranges(config.limits.range.clone()),
        per_country: DestinationLimit::of_countries(config.limits.country.clone()),
        countries_per_requester: config.limits.countries.clone(),
        in_total: config.limits.total.clone(),
        wrong_tries: config.limits.wrong,
        wrong_tries_in_all: config.limits.guesses,
        blocked: config.limits.blocked,
        prices: config.prices.clone(),
        alerts: AlertPolicy {
            sign_in_drop: config.alerts.sign_in_drop,
            failures: config.alerts.failures,
            slow: config.alerts.slow,
        },
    }
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
        regions: Site::choices(&config.regions, &words()),
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
