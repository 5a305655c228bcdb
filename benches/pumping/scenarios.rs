//! The attacks of the table.

use std::collections::VecDeque;
use std::time::Duration;

use super::attack::{Aim, Attack, From, Pace, V6};
use super::countries::{BUSIEST, COUNTRIES, HOME, MIDDLE, QUIET, place};
use super::dice::Dice;
use super::numbers::Numbers;
use super::population::{Population, carrier};

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
            from: From::addresses(1),
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

/// Those that shut a place's new people out, as long as they go on: each with what
/// it verifies of a hundred.
#[must_use]
pub fn closing(people: &mut Population, seed: u64) -> Vec<Attack> {
    let busiest = aims(people, &[BUSIEST], MANY);
    let company = vec![Aim::at(place(HOME), people.company().to_owned())];
    let own = Numbers::within(&busiest[0].range, &mut Dice::new(&[seed, 5]));
    let gate = From::new(carrier(place(BUSIEST), 0), 1, 1);
    let networks = From::networks;
    let mut all = vec![Attack {
        own: Some(own),
        verifies: 1.0,
        from: networks(1),
        ..attack("one own number", busiest[..1].to_vec(), seed)
    }];
    for (name, aims, from) in [
        ("closing a country, 1 network", &busiest, networks(1)),
        ("closing a country, 20 networks", &busiest, networks(20)),
        ("closing a country, 200 networks", &busiest, networks(200)),
        (
            "closing a country, 10,000 networks",
            &busiest,
            networks(10_000),
        ),
        (
            "closing a country, one /48",
            &busiest,
            From::new(V6, 65_536, 1),
        ),
        ("closing a country, inside a carrier's NAT", &busiest, gate),
        ("closing a range, 1 network", &company, networks(1)),
        ("closing a range, 20 networks", &company, networks(20)),
        ("closing a range, 200 networks", &company, networks(200)),
    ] {
        for verifies in [0.0, 0.05, 0.2] {
            all.push(Attack {
                from,
                verifies,
                ..attack(name, aims.clone(), seed)
            });
        }
    }
    all
}

/// Hammers on these from many addresses.
fn attack(name: &'static str, aims: Vec<Aim>, seed: u64) -> Attack {
    Attack {
        name,
        aims,
        from: From::addresses(RENTED),
        pace: HARD,
        verifies: 0.0,
        own: None,
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
