//! The attacks of the table.

use std::collections::VecDeque;
use std::time::Duration;

use super::attack::{Aim, Attack, Pace};
use super::countries::{BUSIEST, COUNTRIES, HOME, MIDDLE, QUIET, place};
use super::dice::Dice;
use super::population::Population;

/// Ten requests a minute.
const HARD: Pace = Pace::Steady(Duration::from_secs(6));
/// Addresses of an attacker who rents other people's.
const RENTED: u32 = 10_000;
/// Ranges of an attacker who has many.
const MANY: u32 = 200;
/// Ranges per country of one who spreads over all countries.
const SPREAD: u32 = 40;

/// The one that guesses.
pub const SPRAY: &str = "guessing spray";

/// All of them, in the order of the table.
#[must_use]
pub fn all(people: &mut Population, seed: u64) -> Vec<Attack> {
    let everywhere: Vec<&str> = COUNTRIES.iter().map(|it| it.code).collect();
    let company = vec![Aim::at(place(HOME), people.company().to_owned())];
    let drip = Pace::Steady(Duration::from_secs(30));
    let plain = |name, aims| attack(name, aims, seed);
    vec![
        Attack {
            addresses: 1,
            ..plain("one range, one address", aims(people, &[QUIET], 1))
        },
        plain("one range, 10,000 addresses", aims(people, &[QUIET], 1)),
        plain("200 ranges, a quiet country", aims(people, &[QUIET], MANY)),
        plain("200 ranges, the busiest", aims(people, &[BUSIEST], MANY)),
        Attack {
            pace: drip,
            adapts: true,
            ..plain("slow drip, everywhere", aims(people, &everywhere, SPREAD))
        },
        Attack {
            verifies: 0.05,
            ..plain("5 % verified", aims(people, &[MIDDLE], MANY))
        },
        plain("the company's own range", company),
        Attack {
            pace: Pace::Growing(40),
            verifies: 0.2,
            ..plain("boiling frog, 20 % verified", aims(people, &[MIDDLE], MANY))
        },
        Attack {
            guesses: true,
            ..plain(SPRAY, aims(people, &everywhere, SPREAD))
        },
    ]
}

/// Hammers on these from many addresses.
fn attack(name: &'static str, aims: Vec<Aim>, seed: u64) -> Attack {
    Attack {
        name,
        aims,
        addresses: RENTED,
        pace: HARD,
        verifies: 0.0,
        adapts: false,
        guesses: false,
        dice: Dice::new(&[seed, 3]),
        refused: 0,
        owed: VecDeque::new(),
    }
}

/// So many ranges of each country, which others have numbers in as well.
fn aims(people: &mut Population, countries: &[&str], count: u32) -> Vec<Aim> {
    let mut aims = Vec::new();
    for code in countries {
        let country = place(code);
        for nth in 0..count {
            // spread over all ranges, beginning with no favourite
            let nth = (nth * 37 + 11) % COUNTRIES[country].ranges;
            aims.push(Aim::at(country, people.numbers().range(country, nth)));
        }
    }
    aims
}
