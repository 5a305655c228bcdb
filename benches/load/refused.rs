//! What a text costs that is refused, and what a flood of them costs others.

use std::time::{Duration, Instant};

use super::Bench;
use super::client::{Client, Post};
use super::crowd::connect;
use super::pace::{Times, closed};
use super::people::number;
use super::site::{Role, Site};
use super::table::{head, median, row};

/// So many ask at a time, each as often as this: a thousand a second.
const FLOOD: usize = 8;
const EVERY: Duration = Duration::from_millis(8);

/// What all do from one address.
async fn asks(mut client: Client, nth: u64) -> (Client, bool) {
    let due = Instant::now() + EVERY;
    client.is_of(0);
    let body = format!(r#"{{"phone":"{}"}}"#, number(nth));
    let answer = client.post("/auth/send-otp", Post::Json(&body)).await;
    // one is let through now and then
    let ok = [200, 429].contains(&answer.status);
    assert!(ok, "{}: {}", answer.status, answer.body);
    tokio::time::sleep_until(due.into()).await;
    (client, true)
}

async fn flood(bench: &Bench, site: &Site<'_>, lasts: Duration) -> Times {
    let people = connect(&site.addresses(), FLOOD).await;
    closed(people, lasts, &bench.crowd.next, asks).await
}

fn sum(both: [Duration; 2]) -> Duration {
    both.iter().sum()
}

/// What one refused text costs a site: milliseconds of a core, and bytes; how
/// many there were in a second.
async fn cost(bench: &Bench, site: &Site<'_>) -> [f64; 3] {
    // takes what the address has left, and lets end what was under way
    flood(bench, site, bench.extent.lasts).await;
    let (worked, written) = (sum(site.worked()), site.written().await);
    let times = flood(bench, site, bench.extent.lasts * 2).await;
    let worked = sum(site.worked()).saturating_sub(worked).as_secs_f64() * 1e3;
    let written = site.written().await - written;
    let count = times.rate() * times.whole.as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a few megabytes")]
    let written = written as f64;
    [worked / count, written / count, times.rate()]
}

/// The slowest of a hundred honest people at half of what a site holds, without
/// the flood and during it.
async fn honest(bench: &Bench, site: &Site<'_>, capacity: f64) -> [f64; 2] {
    let (mut quiet, mut flooded) = (Vec::new(), Vec::new());
    let (addresses, lasts) = (site.addresses(), bench.extent.lasts);
    let p99 = |times: Times| times.at(990).as_secs_f64() * 1e3;
    for _ in 0..bench.extent.turns {
        let people = || bench.crowd.at(&addresses, capacity / 2.0, lasts);
        quiet.push(p99(people().await));
        let (times, _) = tokio::join!(people(), flood(bench, site, lasts));
        flooded.push(p99(times));
    }
    [median(quiet), median(flooded)]
}

/// At all sites that refuse.
pub async fn measure(bench: &Bench, sites: &[Site<'_>], capacities: &[f64]) {
    let numbers = [
        "refused a second",
        "work, ms",
        "written, bytes",
        "honest p99 ms at half load",
        "during the flood",
        "times",
    ];
    head(&["program"], &numbers);
    for (site, capacity) in sites.iter().zip(capacities) {
        if site.role == Role::Floor {
            continue;
        }
        let [work, written, refused] = cost(bench, site).await;
        let [quiet, flooded] = honest(bench, site, *capacity).await;
        row(&[
            site.name(),
            &format!("{refused:.0}"),
            &format!("{work:.3}"),
            &format!("{written:.0}"),
            &format!("{quiet:.1}"),
            &format!("{flooded:.1}"),
            &format!("{:.2} ×", flooded / quiet),
        ]);
    }
}
