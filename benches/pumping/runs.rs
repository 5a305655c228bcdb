//! Every attack, and none, on every defence.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::attack::Attack;
use super::defences::{Authgear, Defence, Fixed, Snapshot, Textgate};
use super::population::Population;
use super::report::{self, Row};
use super::scenarios;
use super::simulation::{Day, run};
use super::tally::Tally;

const SEED: u64 = 4;
const OURS: &str = "Textgate";
const FIXED: &str = "fixed rates";
const AUTHGEAR: &str = "Authgear's rules";

/// The run without an attack.
pub const CALM: &str = "no attack";
/// The run with guesses.
pub const SPRAY: &str = scenarios::SPRAY;

/// How much is simulated.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// How large the audience is, as a share of 20,000 sign-ins a day.
    pub audience: f64,
    /// Days before the attack.
    pub warm: i32,
    /// Days of it.
    pub days: i32,
}

impl Size {
    /// A few minutes, for a quick look.
    pub const QUICK: Self = Self {
        audience: 0.05,
        warm: 2,
        days: 3,
    };
    /// For docs/abuse.md.
    pub const USUAL: Self = Self {
        audience: 0.25,
        warm: 3,
        days: 7,
    };
    /// A large site.
    pub const FULL: Self = Self {
        audience: 1.0,
        warm: 3,
        days: 7,
    };
}

/// What is asked for.
#[derive(Debug, Default)]
pub struct Asked {
    /// Attacks whose names hold this; all, if it is none.
    pub attack: Option<String>,
    /// Our own defence alone, or all but it.
    pub ours: Option<bool>,
    /// Ours with this `limits.network`.
    pub network: Option<String>,
}

/// What all runs share.
struct Stage {
    before: Vec<Day>,
    days: Vec<Day>,
    /// There unless it is left out.
    ours: Option<Snapshot>,
}

/// Runs them all, as many at once as keep the processors busy; the order of
/// the rows is always the same.
///
/// # Panics
/// When a run does.
#[must_use]
pub fn everything(size: Size, asked: &Asked) -> Vec<Row> {
    let mut people = Population::new(SEED, size.audience);
    let before = days(-size.warm..0, &mut people);
    let measured = days(0..size.days, &mut people);
    let mut attacks = scenarios::all(&mut people, SEED);
    attacks.extend(scenarios::closing(&mut people, SEED));
    attacks.retain(|it| {
        asked
            .attack
            .as_ref()
            .is_none_or(|part| it.name.contains(part))
    });
    let stage = Stage {
        ours: (asked.ours != Some(false))
            .then(|| warm_ours(&before, &measured, asked.network.as_deref())),
        before,
        days: measured,
    };
    let jobs: Vec<(Option<&Attack>, &'static str)> = std::iter::once(None)
        .chain(attacks.iter().map(Some))
        .flat_map(|attack| [OURS, FIXED, AUTHGEAR].map(|defence| (attack, defence)))
        .filter(|(_, defence)| asked.ours.is_none_or(|ours| ours == (*defence == OURS)))
        .collect();
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Row)>> = Mutex::new(Vec::new());
    // the program and its database take turns, so one run is half busy
    let workers = 2 * std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((at, (attack, defence))) = take(&next, &jobs) {
                    let row = Row {
                        attack: attack.map_or(CALM, |it| it.name),
                        verifies: attack.map_or(0.0, |it| it.verifies),
                        country: attack.map(|it| it.aims[0].country),
                        defence,
                        tally: stage.run(attack, defence),
                    };
                    // large runs take hours
                    eprintln!("{}", report::line(&row));
                    done.lock().expect("no panic").push((at, row));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no panic");
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, row)| row).collect()
}

fn take<T: Copy>(next: &AtomicUsize, jobs: &[T]) -> Option<(usize, T)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    jobs.get(at).map(|job| (at, *job))
}

/// Everybody who comes on these days.
pub fn days(range: std::ops::Range<i32>, people: &mut Population) -> Vec<Day> {
    range.map(|day| (day, people.day(day))).collect()
}

/// Our installation after the days before, with all known browsers known.
#[must_use]
pub fn warm_ours(before: &[Day], days: &[Day], network: Option<&str>) -> Snapshot {
    let mut ours = Textgate::new(SEED, network);
    let everybody = before.iter().chain(days);
    ours.introduce(everybody.flat_map(|(_, people)| people));
    run(before, None, &mut ours);
    ours.close()
}

impl Stage {
    fn run(&self, attack: Option<&Attack>, defence: &str) -> Tally {
        let mut defence: Box<dyn Defence> = match defence {
            OURS => {
                let ours = self.ours.as_ref().expect("not left out");
                Box::new(ours.open(SEED + 1))
            }
            FIXED => {
                let mut fixed = Fixed::default();
                run(&self.before, None, &mut fixed);
                Box::new(fixed)
            }
            _ => {
                let mut authgear = Authgear::default();
                run(&self.before, None, &mut authgear);
                authgear.denies = true;
                Box::new(authgear)
            }
        };
        run(&self.days, attack.cloned(), &mut *defence)
    }
}
