//! `textgate check`: everything that the program would read at its start.

mod database;
mod text_table;

use std::collections::BTreeMap;
use std::fmt::Display;

use super::environment;
use crate::base::clock::{DAY, Timestamp};
use crate::base::config::Layers;
use crate::base::secret::Key;
use crate::base::url::shown;
use crate::delivery::Delivery;
use crate::domain::limit::Rate;
use crate::domain::phone::{METADATA_DATE, METADATA_VERSION};
use crate::flow::receipts;
use crate::start::file_permissions::exposed;
use crate::start::listener::{Certificate, tls};
use crate::start::settings::{Config, Loaded, SETTINGS, Tls};
use crate::start::{
    StartError, acme, country_warning, delivery, key, policy, proxies, webhook_endpoints,
};

/// `textgate check`.
pub async fn check(loaded: &Loaded) -> Result<(), StartError> {
    let config = &loaded.config;
    let setup = environment(config).setup;
    let delivery = delivery(config, &setup)?;
    country_warning::check(config, &delivery)?;
    proxies::check(config, config.listen.ip())?;
    webhook_endpoints(config, &setup)?;
    let tls = tls(config)?;
    key::read(&config.key_file)?;
    let database = database::check(&config.database_url, &*environment(config).clock).await?;
    let file = loaded.layers.file();
    line(
        "file",
        file.map_or("none".into(), |it| it.display().to_string()),
    );
    line("address", config.public_url.origin());
    if let Some(note) = no_filling_in(config) {
        line("note", note);
    }
    line("listens", config.listen);
    line(
        "TLS",
        tls.as_deref().unwrap_or("none here; a proxy may do it"),
    );
    line("proxies", proxies::listed(config));
    database::tell(&database);
    texts(config, &delivery);
    text_table::print(&policy(config), &delivery);
    numbers(config);
    money(config);
    limits(&loaded.layers);
    test_numbers(config);
    clients(config);
    apps(config);
    webhooks(config);
    for warning in exposed(config) {
        line("warning", warning);
    }
    for warning in long_addresses(config, &delivery) {
        line("warning", warning);
    }
    if let Some(warning) = proxies::warning(config) {
        line("warning", warning);
    }
    if let Some(warning) = country_warning::warning(config, &delivery) {
        line("warning", warning);
    }
    println!("The configuration is right.");
    Ok(())
}

fn apps(config: &Config) {
    for app in &config.apps {
        let kind = if app.is_public() { "public" } else { "secret" };
        line("app", format_args!("{} ({kind})", app.name));
        for warning in super::app::warnings(app) {
            line("warning", format_args!("app {}: {warning}", app.name));
        }
    }
}

fn webhooks(config: &Config) {
    if config.alerts.webhook_url.is_some() {
        line("alerts", "posted to alerts.webhook_url");
    }
    for table in &config.webhooks {
        line("webhook", &table.webhook.name);
    }
}

/// Addresses for receipts that a provider would not take.
fn long_addresses(config: &Config, delivery: &Delivery) -> Vec<String> {
    let policy = policy(config);
    // its secret part is as long with every key
    let key = Key::draw(&mut *environment(config).rng_source.rng());
    let each = delivery.providers().filter_map(|(name, _)| {
        let address = receipts::address(&policy, &key, name)?;
        let fits = delivery.provider(name)?.fits_address(&address);
        Some(format!("provider {name:?}: {}", fits.err()?))
    });
    each.collect()
}

fn line(name: &str, value: impl Display) {
    println!("{name:<10} {value}");
}

/// The line of a text that binds its code to the site has no place for a port.
fn no_filling_in(config: &Config) -> Option<&'static str> {
    let url = &config.public_url;
    let has_port = !url.origin().ends_with(url.host());
    let note = "public_url has a port: phones cannot fill the code in";
    (url.is_https() && has_port).then_some(note)
}

/// Who carries texts, and where to.
fn texts(config: &Config, delivery: &Delivery) {
    for (name, kind) in delivery.providers() {
        line("provider", format_args!("{name} ({kind})"));
    }
    let mut routes: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (key, route) in delivery.all_routes() {
        routes.entry(key).or_default().push(&route.provider);
    }
    for (key, providers) in routes {
        line("route", format_args!("{key}: {}", providers.join(", ")));
    }
    match config.regions.len() {
        0 => line("countries", "all"),
        count => line(
            "countries",
            format_args!("{count}: {}", list(&config.regions)),
        ),
    }
}

/// How old the knowledge of the world's numbers is, and what was added to it.
fn numbers(config: &Config) {
    let prefixes = &config.number_rules.also_mobile;
    let also = match prefixes.len() {
        0 => String::new(),
        _ => format!("; also mobile: {}", list(prefixes)),
    };
    line(
        "numbers",
        format_args!("libphonenumber {METADATA_VERSION} of {METADATA_DATE}{also}"),
    );
}

/// What texts may cost.
fn money(config: &Config) {
    let prices = &config.prices;
    let all = [("a day", prices.per_day), ("a country", prices.per_country)];
    let all = all
        .into_iter()
        .filter_map(|(of, it)| Some(format!("{} {of}", it?)));
    let own = prices
        .budgets
        .iter()
        .map(|(region, it)| format!("{it} {region}"));
    let budgets: Vec<_> = all.chain(own).collect();
    if budgets.is_empty() {
        line("budgets", "none");
    } else {
        line("budgets", budgets.join(", "));
    }
}

/// How many texts and tries there may be.
fn limits(layers: &Layers) {
    for setting in SETTINGS {
        let rates = layers
            .texts(setting.name)
            .into_iter()
            .map(|text| text.parse::<Rate>());
        let (Some(name), Ok(rates)) = (
            setting.name.strip_prefix("limits."),
            rates.collect::<Result<Vec<_>, _>>(),
        ) else {
            continue;
        };
        let rates = if rates.is_empty() {
            "none".into()
        } else {
            list(&rates)
        };
        line("limit", format_args!("{name} {rates}"));
    }
}

/// Numbers with fixed codes; those whose time is over are ordinary ones.
fn test_numbers(config: &Config) {
    let now = environment(config).clock.now();
    for test in &config.test_numbers {
        let (number, last) = (test.phone.masked(), test.ends_at.minus(DAY).day());
        let over = if test.ends_at <= now {
            ", which is over; remove it"
        } else {
            ""
        };
        line("test", format_args!("{number} until {last}{over}"));
    }
}

fn clients(config: &Config) {
    match config.api_clients.len() {
        0 if config.api.require_client => {
            line(
                "clients",
                "none, and api.require_client refuses JSON sign-ins without a key",
            );
        }
        0 => line("clients", "none with a key"),
        count => line("clients", format_args!("{count} with a key")),
    }
}

fn list(of: &[impl ToString]) -> String {
    let texts: Vec<_> = of.iter().map(ToString::to_string).collect();
    texts.join(", ")
}

/// What is known of the certificate, as a line.
///
/// # Errors
/// When it cannot be shown, or is over and nobody here renews it.
fn tls(config: &Config) -> Result<Option<String>, StartError> {
    let wrong = |error: &dyn Display| StartError::Invalid(format!("tls: {error}"));
    let now = environment(config).clock.now();
    match &config.certificate {
        None => Ok(None),
        Some(Tls::Files(files)) => {
            let certificate = tls::certificate(files).map_err(|error| wrong(&error))?;
            if certificate.ends() <= now {
                let file = files.certificate.display();
                let ended = certificate.ends().rfc3339();
                let problem = format!("tls.cert_file: {file}: it ended {ended}; renew it");
                return Err(StartError::Invalid(problem));
            }
            Ok(Some(about(config, &certificate)))
        }
        Some(Tls::Acme(acme)) => {
            let kept = acme::kept(acme).map_err(|error| wrong(&error))?;
            let kept = of_authority(config, kept, now);
            Ok(Some(format!("{kept}; from {}", shown(&acme.directory))))
        }
    }
}

fn of_authority(config: &Config, kept: Option<Certificate>, now: Timestamp) -> String {
    match kept {
        None => "no certificate yet; the start gets one".into(),
        Some(it) if it.ends() <= now => {
            format!("it ended {}; the start gets one", it.ends().rfc3339())
        }
        Some(it) => about(config, &it),
    }
}

fn about(config: &Config, certificate: &Certificate) -> String {
    let ends = certificate.ends().rfc3339();
    let host = config.public_url.host();
    if certificate.is_for(host) {
        format!("certificate until {ends}")
    } else {
        format!("certificate until {ends}, but NOT for {host}, where browsers come")
    }
}
