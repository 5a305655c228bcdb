//! What the `textgate` command does besides serving. The words here are for
//! operators at a terminal, not for the people who sign in.

pub mod admin;
pub mod api_client;
pub mod app;
pub mod backup;
pub mod check;
pub mod copy;
mod factor;
pub mod health;
pub mod import;
pub mod keys;
pub mod providers;
pub mod stops;
pub mod webhook;

use std::sync::Arc;

use super::settings::Config;
use super::{Environment, StartError};
use crate::base::clock::SystemClock;
use crate::base::rng::OsRngSource;
use crate::delivery::Setup;
use crate::domain::phone::Phone;

/// The real world: the machine's clock, its randomness, standard output.
#[must_use]
pub fn environment(config: &Config) -> Environment {
    let clock = Arc::new(SystemClock::start());
    Environment {
        setup: Setup {
            proxy: config.delivery.proxy.clone(),
            ..Setup::new(config.delivery.try_timeout, clock.clone())
        },
        clock,
        rng_source: Arc::new(OsRngSource),
    }
}

/// What `textgate monitoring` prints.
#[derive(Debug, Clone, Copy)]
pub enum Monitoring {
    /// A dashboard for Grafana.
    Grafana,
    /// Alert rules for Prometheus.
    Alerts,
}

/// `textgate monitoring …`
pub fn monitoring(what: Monitoring) {
    print!(
        "{}",
        match what {
            Monitoring::Grafana => include_str!("../../templates/monitoring/grafana.json"),
            Monitoring::Alerts => include_str!("../../templates/monitoring/alerts.yaml"),
        }
    );
}

fn parse_phone(config: &Config, typed: &str) -> Result<Phone, StartError> {
    config
        .number_rules
        .read(typed, None)
        .map_err(|error| StartError::Invalid(format!("{typed:?} is {error}; {}", error.advice())))
}

/// Tells how far something is: a line for every five per cent.
#[derive(Debug, Default)]
struct Percent {
    last: Option<u64>,
}

impl Percent {
    fn tell(&mut self, now: u64, line: impl FnOnce() -> String) {
        let now = now.min(100) / 5;
        if self.last.replace(now) != Some(now) {
            eprintln!("{}", line());
        }
    }
}
