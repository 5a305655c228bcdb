//! How long sign-ins take at fixed rates.

use super::Bench;
use super::site::{Role, Site};
use super::table::{head, ms, rate, row, without};

/// At parts of what each site holds.
pub async fn measure(bench: &Bench, sites: &[Site<'_>], capacities: &[f64]) {
    let numbers = ["p50 ms", "p99 ms", "p99.9 ms", "slowest ms"];
    head(&["program", "sign-ins a second"], &numbers);
    for percent in [25.0, 50.0, 75.0] {
        for (site, capacity) in sites.iter().zip(capacities) {
            if site.role == Role::Floor {
                continue;
            }
            let each = capacity * percent / 100.0;
            let lasts = bench.extent.lasts * 3;
            let times = bench.crowd.at(&site.addresses(), each, lasts).await;
            let at = [500, 990, 999, 1_000].map(|permille| ms(times.at(permille)));
            let lost = without(times.failed);
            let each = format!("{} ({percent} % of what it holds){lost}", rate(each));
            row(&[site.name(), &each, &at[0], &at[1], &at[2], &at[3]]);
        }
    }
}
