//! Honest people: who comes, when, from where, and with which number.

mod crowds;

use std::time::Duration;

use textgate::base::clock::Timestamp;
use textgate::domain::phone::Phone;

use super::countries::{COUNTRIES, Country, HOME, NEW, OUTAGE, place};
use super::dice::Dice;
use super::numbers::Numbers;

/// A Monday, midnight UTC: the first day that is measured.
pub const MONDAY: Timestamp = Timestamp::from_micros(1_793_577_600_000_000);
/// An hour.
pub const HOUR: Duration = Duration::from_hours(1);
/// A day.
pub const DAY: Duration = Duration::from_hours(24);

/// Of a hundred: browsers that signed this very number in before.
const KNOWN: f64 = 0.25;
/// Of a hundred: people who mistype their number at first.
const MISTYPED: f64 = 0.05;
/// Sign-ins of a hundred by local hour: a morning peak and an evening.
const HOURS: [u32; 24] = [
    2, 1, 1, 1, 1, 2, 4, 7, 9, 9, 7, 5, 5, 5, 4, 4, 4, 5, 6, 6, 5, 4, 2, 1,
];

/// Why a person may be in trouble, for the table; the first that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// None of the below.
    Ordinary,
    /// Their browser signed this number in before.
    Known,
    /// Thousands behind a few addresses.
    Carrier,
    /// 200 people behind one address, some with numbers from abroad.
    Office,
    /// People from everywhere behind one address.
    Airport,
    /// 300 people whose numbers share one range, within one hour.
    Company,
    /// 1,500 people within ten minutes.
    Launch,
    /// In a country where nobody was before.
    Opened,
    /// While the provider loses the country's texts.
    Outage,
    /// In a country where every third text is lost.
    Badly,
    /// In a country with fewer than 20 sign-ins a day.
    Tail,
}

impl Cause {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 11] = [
        Self::Ordinary,
        Self::Known,
        Self::Carrier,
        Self::Office,
        Self::Airport,
        Self::Company,
        Self::Launch,
        Self::Opened,
        Self::Outage,
        Self::Badly,
        Self::Tail,
    ];

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Known => "known browser",
            Self::Carrier => "carrier NAT",
            Self::Office => "office, one address",
            Self::Airport => "airport, one address",
            Self::Company => "company, one range",
            Self::Launch => "launch, 10 minutes",
            Self::Opened => "newly opened country",
            Self::Outage => "provider outage",
            Self::Badly => "badly served country",
            Self::Tail => "country of few",
        }
    }
}

/// One sign-in of one person.
#[derive(Debug, Clone)]
pub struct Person {
    /// When they begin.
    pub at: Timestamp,
    /// Their country's place in the table.
    pub country: usize,
    /// For the table.
    pub cause: Cause,
    /// Their number.
    pub phone: Phone,
    /// The valid number that they type first, by mistake.
    pub mistyped: Option<Phone>,
    /// Where they come from, as an IPv4 address.
    pub address: u32,
    /// What they throw on their way.
    pub dice: Dice,
}

impl Person {
    /// Whether their browser signed this number in before.
    #[must_use]
    pub fn known(&self) -> bool {
        self.cause == Cause::Known
    }
}

/// Draws everybody.
#[derive(Debug)]
pub struct Population {
    seed: u64,
    /// One of so many comes: smaller audiences for quick runs.
    scale: f64,
    numbers: Numbers,
    company: String,
}

impl Population {
    /// An audience of `scale` times the table's.
    #[must_use]
    pub fn new(seed: u64, scale: f64) -> Self {
        let mut numbers = Numbers::new(seed);
        let company = numbers.range(place(HOME), COUNTRIES[place(HOME)].ranges);
        Self {
            seed,
            scale,
            numbers,
            company,
        }
    }

    /// The range that the company's numbers share.
    #[must_use]
    pub fn company(&self) -> &str {
        &self.company
    }

    /// The ranges of all countries.
    pub fn numbers(&mut self) -> &mut Numbers {
        &mut self.numbers
    }

    /// Everybody who comes on a day, in order; day 0 is the first measured.
    pub fn day(&mut self, day: i32) -> Vec<Person> {
        let mut dice = Dice::new(&[self.seed, 2, u64::from(day.cast_unsigned())]);
        let mut people = Vec::new();
        for (at, country) in COUNTRIES.iter().enumerate() {
            self.ordinary(day, at, country, &mut dice, &mut people);
        }
        self.office(day, &mut dice, &mut people);
        self.airport(day, &mut dice, &mut people);
        match day {
            1 => self.company_day(&mut dice, &mut people),
            3 => self.launch_day(&mut dice, &mut people),
            _ => {}
        }
        people.sort_by_key(|it| it.at);
        people
    }

    fn ordinary(
        &mut self,
        day: i32,
        at: usize,
        country: &Country,
        dice: &mut Dice,
        people: &mut Vec<Person>,
    ) {
        // the opened country grows from its first day on
        let daily = match (country.code, day) {
            (NEW, 2) => 300,
            (NEW, 3..) => 600,
            _ => country.daily,
        };
        let moody = 0.85 + 0.3 * dice.unit();
        for _ in 0..dice.about(f64::from(daily) * moody * self.scale) {
            let hour = u32::try_from(dice.weighted(&HOURS)).unwrap_or_default();
            let local = Duration::from_hours(u64::from(hour)) + dice.seconds(0, 3_600);
            let east = country.east.rem_euclid(24).unsigned_abs();
            let west = Duration::from_hours(u64::from(24 - east));
            let in_day = Duration::from_micros(
                u64::try_from((local + west).as_micros() % DAY.as_micros()).unwrap_or_default(),
            );
            let begins = midnight(day).plus(in_day);
            let shared = dice.falls(f64::from(country.shared) / 100.0);
            let address = if shared {
                let gates = (country.daily / 100).max(2);
                carrier(at, dice.below(gates))
            } else {
                household(dice)
            };
            let mut person = self.person(begins, at, address, dice);
            person.cause = cause(&person, dice.falls(KNOWN), shared);
            people.push(person);
        }
    }

    fn person(&mut self, at: Timestamp, country: usize, address: u32, dice: &mut Dice) -> Person {
        let phone = self.numbers.person(country, dice);
        Person::new(at, country, address, phone, dice)
    }
}

impl Person {
    fn new(at: Timestamp, country: usize, address: u32, phone: Phone, dice: &mut Dice) -> Self {
        let mistyped = dice
            .falls(MISTYPED)
            .then(|| Numbers::mistyped(&phone, dice));
        Self {
            at,
            country,
            cause: Cause::Ordinary,
            phone,
            mistyped,
            address,
            dice: Dice::new(&[dice.next()]),
        }
    }
}

fn cause(person: &Person, known: bool, shared: bool) -> Cause {
    let country = &COUNTRIES[person.country];
    match country {
        _ if known && country.code != NEW => Cause::Known,
        _ if loses_texts(person.country, person.at) => Cause::Outage,
        it if it.code == NEW => Cause::Opened,
        it if it.silent >= 30 => Cause::Badly,
        it if it.daily < 20 => Cause::Tail,
        _ if shared => Cause::Carrier,
        _ => Cause::Ordinary,
    }
}

/// Whether the provider takes texts there and delivers none: forty minutes of
/// one morning.
#[must_use]
pub fn loses_texts(country: usize, at: Timestamp) -> bool {
    let began = midnight(4).plus(Duration::from_mins(450));
    COUNTRIES[country].code == OUTAGE && at >= began && at < began.plus(Duration::from_mins(40))
}

/// The first moment of a day.
#[must_use]
pub fn midnight(day: i32) -> Timestamp {
    let days = DAY * day.unsigned_abs();
    match day {
        0.. => MONDAY.plus(days),
        _ => MONDAY.minus(days),
    }
}

/// Somebody's own address.
fn household(dice: &mut Dice) -> u32 {
    0x4000_0000 | dice.below(0x4000_0000)
}

/// A carrier's gateway.
pub fn carrier(country: usize, nth: u32) -> u32 {
    0x6440_0000 | u32::try_from(country).unwrap_or_default() << 12 | nth
}
