//! Start-up, and memory.

use super::Bench;
use super::crowd::SLOW;
use super::site::Site;
use super::table::{head, median, row};

/// How long each build takes from its start to its first answer, with a new
/// database, and what it holds in memory.
pub async fn measure(bench: &Bench) {
    let numbers = [
        "start, ms",
        "at most",
        "memory, MB: idle",
        "with 512 texts under way",
    ];
    head(&["program"], &numbers);
    let mut starts: Vec<Vec<f64>> = Vec::new();
    for _ in 0..bench.extent.turns * 4 {
        let sites = Site::of_each_build(bench).await;
        starts.resize_with(sites.len(), Vec::new);
        for (times, site) in starts.iter_mut().zip(sites) {
            times.push(site.programs[0].started_in.as_secs_f64() * 1e3);
        }
    }
    for (times, site) in starts.into_iter().zip(Site::of_each_build(bench).await) {
        let most = times.iter().copied().fold(0.0, f64::max);
        let idle = site.memory().0;
        let people = bench.crowd.ready(&site.addresses(), SLOW).await;
        bench.crowd.turn(people, SLOW, bench.extent.lasts).await;
        row(&[
            site.name(),
            &format!("{:.0}", median(times)),
            &format!("{most:.0}"),
            &idle.to_string(),
            &site.memory().1.to_string(),
        ]);
    }
}
