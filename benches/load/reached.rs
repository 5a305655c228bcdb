//! How much is reached, by each in turns.

use std::time::Duration;

use super::crowd::Kind;
use super::site::{Role, Site};
use super::table::{head, median, rate, row, without};
use super::{Bench, proc};

/// What one site reached, in all its turns.
#[derive(Default)]
struct Reached {
    rates: Vec<f64>,
    done: f64,
    failed: usize,
    worked: Duration,
    idle: Duration,
    there: Duration,
}

impl Reached {
    async fn add(&mut self, bench: &Bench, site: &Site<'_>, kind: Kind) {
        let people = bench.crowd.ready(&site.addresses(), kind).await;
        let (worked, idle) = (site.worked(), proc::idle());
        let times = bench.crowd.turn(people, kind, bench.extent.lasts).await;
        self.worked += site.worked().saturating_sub(worked);
        let now = proc::idle();
        self.idle += now.0.saturating_sub(idle.0);
        self.there += now.1.saturating_sub(idle.1);
        self.done += times.rate() * times.whole.as_secs_f64();
        self.failed += times.failed;
        self.rates.push(times.rate());
    }

    fn rate(&self) -> f64 {
        median(self.rates.clone())
    }

    fn row(&self, kind: Kind, site: &Site<'_>, others: &[(&Site<'_>, f64)]) {
        let work = self.worked.as_secs_f64() * 1e3 / self.done;
        let idle = 100.0 * self.idle.as_secs_f64() / self.there.as_secs_f64();
        row(&[
            kind.name,
            &kind.people.to_string(),
            site.name(),
            &format!("{}{}", rate(self.rate()), without(self.failed)),
            &beside(site.role, self.rate(), others),
            &format!("{work:.2}"),
            &format!("{idle:.0} %"),
            &site.memory().1.to_string(),
        ]);
    }
}

/// How many times as fast it is as those that it is to be compared with.
fn beside(role: Role, rate: f64, others: &[(&Site<'_>, f64)]) -> String {
    let compared: &[Role] = match role {
        Role::This => &[Role::Floor, Role::Older],
        Role::Nodes => &[Role::This],
        Role::Floor | Role::Older => &[],
    };
    let others = others.iter().filter(|(it, _)| compared.contains(&it.role));
    let ratios = others.map(|(it, other)| format!("{:.2} × {}", rate / other, it.name()));
    ratios.collect::<Vec<_>>().join(", ")
}

/// All kinds, at all sites; what they reach of the first kind.
pub async fn measure(bench: &Bench, sites: &[Site<'_>], kinds: &[Kind]) -> Vec<f64> {
    let numbers = ["a second", "beside", "work, ms", "CPU idle", "memory, MB"];
    head(&["", "at a time", "program"], &numbers);
    let mut first = None;
    for kind in kinds {
        let mut all: Vec<Reached> = sites.iter().map(|_| Reached::default()).collect();
        for _ in 0..bench.extent.turns {
            for (reached, site) in all.iter_mut().zip(sites) {
                reached.add(bench, site, *kind).await;
            }
        }
        let rates: Vec<f64> = all.iter().map(Reached::rate).collect();
        let others: Vec<_> = sites.iter().zip(rates.iter().copied()).collect();
        for (reached, site) in all.iter().zip(sites) {
            reached.row(*kind, site, &others);
        }
        first.get_or_insert(rates);
    }
    first.expect("a kind")
}
