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
    /// All in all, and the database server of it.
    worked: [Duration; 2],
    idle: Duration,
    there: Duration,
}

impl Reached {
    async fn add(&mut self, bench: &Bench, site: &Site<'_>, kind: Kind) {
        let people = bench.crowd.ready(&site.addresses(), kind).await;
        let (before, idle) = (site.worked(), proc::idle());
        let times = bench.crowd.turn(people, kind, bench.extent.lasts).await;
        let after = site.worked();
        let [program, server] = [0, 1].map(|it| after[it].saturating_sub(before[it]));
        self.worked[0] += program + server;
        self.worked[1] += server;
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

    /// Milliseconds that one took of a core, and the database server of it.
    fn work(&self) -> [f64; 2] {
        self.worked.map(|it| it.as_secs_f64() * 1e3 / self.done)
    }

    fn row(&self, kind: Kind, site: &Site<'_>, others: &[(&Site<'_>, Self)]) {
        let [work, server] = self.work().map(|it| format!("{it:.2}"));
        let idle = 100.0 * self.idle.as_secs_f64() / self.there.as_secs_f64();
        row(&[
            kind.name,
            &kind.people.to_string(),
            site.name(),
            &format!("{}{}", rate(self.rate()), without(self.failed)),
            &self.beside(others, site.role),
            &work,
            &server,
            &format!("{idle:.0} %"),
            &site.memory().1.to_string(),
        ]);
    }

    /// How much it is of those that it is to be compared with.
    fn beside(&self, others: &[(&Site<'_>, Self)], role: Role) -> String {
        let compared: &[Role] = match role {
            Role::This => &[Role::Floor, Role::Older],
            Role::Nodes => &[Role::This],
            Role::Floor | Role::Older => &[],
        };
        let others = others.iter().filter(|(it, _)| compared.contains(&it.role));
        let ratios = others.map(|(it, other)| {
            let (rate, work) = (self.rate() / other.rate(), self.work()[0] / other.work()[0]);
            format!("{rate:.2} × {}, {work:.2} × its work", it.name())
        });
        ratios.collect::<Vec<_>>().join("; ")
    }
}

/// All kinds, at all sites; what they reach of the first kind.
pub async fn measure(bench: &Bench, sites: &[Site<'_>], kinds: &[Kind]) -> Vec<f64> {
    let numbers = [
        "a second",
        "beside",
        "work, ms",
        "the server's",
        "CPU idle",
        "memory, MB",
    ];
    head(&["", "at a time", "program"], &numbers);
    let mut first = None;
    for kind in kinds {
        let mut all: Vec<_> = sites.iter().map(|it| (it, Reached::default())).collect();
        for _ in 0..bench.extent.turns {
            for (site, reached) in &mut all {
                reached.add(bench, site, *kind).await;
            }
        }
        for (site, reached) in &all {
            reached.row(*kind, site, &all);
        }
        first.get_or_insert_with(|| all.iter().map(|(_, it)| it.rate()).collect());
    }
    first.expect("a kind")
}
