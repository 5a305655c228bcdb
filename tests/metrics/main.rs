//! Metrics: what happened is seen in the numbers, labels stay bounded, and
//! what travels along for Prometheus and Grafana asks only for what is there.

#[path = "../app/mod.rs"]
mod app;

mod counters;
mod label_bounds;
mod listener;
mod monitoring;
mod providers;
mod scrape;

use std::time::Duration;

/// A provider that reports and does not sign.
const INFOBIP: &str =
    "name = 'main'\nkind = 'infobip'\nbase_url = '{url}'\napi_key = 'key'\nfrom = 'TXTGTE'";

const SECOND: Duration = Duration::from_secs(1);
