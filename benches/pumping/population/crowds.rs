//! Crowds: many people at one address, of one range, or at one moment.

use std::time::Duration;

use super::{Cause, HOUR, KNOWN, Person, Population, carrier, household, midnight};
use crate::simulator::countries::{COUNTRIES, HOME, place};
use crate::simulator::dice::{Dice, whole};
use crate::simulator::numbers::Numbers;

impl Population {
    /// A quarter of the 200 signs in every morning; one in five has a number
    /// from abroad.
    pub(super) fn office(&mut self, day: i32, dice: &mut Dice, people: &mut Vec<Person>) {
        const ABROAD: [&str; 6] = ["IN", "PL", "IE", "FR", "ZA", "RO"];
        for _ in 0..dice.about(50.0 * self.scale) {
            let at = midnight(day).plus(Duration::from_mins(510) + dice.seconds(0, 3_600));
            let country = if dice.falls(0.2) {
                dice.of(&ABROAD)
            } else {
                "GB"
            };
            let mut person = self.person(at, place(country), single(1), dice);
            person.cause = if dice.falls(KNOWN) {
                Cause::Known
            } else {
                Cause::Office
            };
            people.push(person);
        }
    }

    /// Travellers of all countries, all day.
    pub(super) fn airport(&mut self, day: i32, dice: &mut Dice, people: &mut Vec<Person>) {
        let weights: Vec<u32> = COUNTRIES.iter().map(|it| it.daily.isqrt()).collect();
        for _ in 0..dice.about(60.0 * self.scale) {
            let at = midnight(day).plus(dice.seconds(5 * 3_600, 23 * 3_600));
            let country = dice.weighted(&weights);
            let mut person = self.person(at, country, single(2), dice);
            person.cause = if dice.falls(KNOWN) {
                Cause::Known
            } else {
                Cause::Airport
            };
            people.push(person);
        }
    }

    /// Everybody at the company for the first time, between nine and ten.
    pub(super) fn company_day(&mut self, dice: &mut Dice, people: &mut Vec<Person>) {
        let home = place(HOME);
        for _ in 0..whole(300.0 * self.scale) {
            let at = midnight(1).plus(8 * HOUR + dice.seconds(0, 3_600));
            let phone = Numbers::within(&self.company.clone(), dice);
            let mut person = Person::new(at, home, single(3), phone, dice);
            person.cause = Cause::Company;
            people.push(person);
        }
    }

    pub(super) fn launch_day(&mut self, dice: &mut Dice, people: &mut Vec<Person>) {
        let home = place(HOME);
        for _ in 0..whole(1_500.0 * self.scale) {
            let at = midnight(3).plus(18 * HOUR + dice.seconds(0, 600));
            let address = if dice.falls(0.6) {
                carrier(home, dice.below(COUNTRIES[home].daily / 100))
            } else {
                household(dice)
            };
            let mut person = self.person(at, home, address, dice);
            person.cause = Cause::Launch;
            people.push(person);
        }
    }
}

/// One of the few addresses with a name, each in a network of its own.
fn single(nth: u32) -> u32 {
    0x5d00_0000 | nth << 8 | 9
}
