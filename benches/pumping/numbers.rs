//! Phone numbers that the product's own parser takes.

use std::collections::HashMap;

use textgate::domain::phone::Phone;
use textgate::domain::region::Region;

use super::countries::COUNTRIES;
use super::dice::Dice;

/// How often a random number is tried before the plan is called wrong.
const THROWS: u32 = 20_000;

/// Draws numbers, and remembers the ranges of every country.
#[derive(Debug)]
pub struct Numbers {
    seed: u64,
    patterns: Vec<Pattern>,
    ranges: HashMap<(usize, u32), String>,
}

/// How mobile numbers of a country begin, and how long they are.
#[derive(Debug)]
struct Pattern {
    region: Region,
    begins: String,
    length: usize,
}

impl Numbers {
    /// For one seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            patterns: COUNTRIES.iter().map(|it| pattern(it.code)).collect(),
            ranges: HashMap::new(),
        }
    }

    /// A number of a person there. Some ranges have more people than others:
    /// the first hundredth of them has a tenth.
    pub fn person(&mut self, country: usize, dice: &mut Dice) -> Phone {
        let skewed = dice.unit().powi(2) * f64::from(COUNTRIES[country].ranges);
        let range = self.range(country, super::dice::whole(skewed));
        Self::within(&range, dice)
    }

    /// The nth range of a country: a number less its last four digits.
    pub fn range(&mut self, country: usize, nth: u32) -> String {
        let (seed, pattern) = (self.seed, &self.patterns[country]);
        let known = self.ranges.entry((country, nth));
        let range = known.or_insert_with(|| {
            let mut dice = Dice::new(&[seed, 1, country as u64, u64::from(nth)]);
            pattern.range(&mut dice)
        });
        range.clone()
    }

    /// A number of this range.
    ///
    /// # Panics
    /// When the range has no valid numbers.
    pub fn within(range: &str, dice: &mut Dice) -> Phone {
        for _ in 0..THROWS {
            let number = format!("{range}{:04}", dice.below(10_000));
            if let Ok(phone) = number.parse() {
                return phone;
            }
        }
        panic!("no number in {range}");
    }

    /// The same number with one digit mistyped: another valid one.
    pub fn mistyped(phone: &Phone, dice: &mut Dice) -> Phone {
        let right = phone.e164();
        for _ in 0..THROWS {
            let mut wrong = right.as_bytes().to_vec();
            let span = u32::try_from(right.len()).unwrap_or(4) - 4;
            let at = 4 + dice.below(span) as usize;
            wrong[at] = b'0' + u8::try_from(dice.below(10)).unwrap_or_default();
            let wrong = String::from_utf8(wrong).unwrap_or_default();
            let same_country = |it: &Phone| it.region() == phone.region();
            let parsed = wrong.parse().ok().filter(same_country);
            if let Some(wrong) = parsed.filter(|_| wrong != right) {
                return wrong;
            }
        }
        panic!("no wrong number beside {}", phone.masked());
    }
}

impl Pattern {
    fn range(&self, dice: &mut Dice) -> String {
        for _ in 0..THROWS {
            let mut range = self.begins.clone();
            while range.len() < self.length - 4 {
                range.push(char::from(
                    b'0' + u8::try_from(dice.below(10)).unwrap_or_default(),
                ));
            }
            let parsed = format!("{range}2345").parse::<Phone>();
            if parsed.is_ok_and(|it| it.region() == self.region) {
                return range;
            }
        }
        panic!("no range in {}", self.region);
    }
}

/// Taken from the example number; the more digits of it are kept, the fewer
/// ranges there are and the sooner a random one is valid.
fn pattern(code: &str) -> Pattern {
    let region: Region = code.parse().expect("a region");
    let example = region.example().expect("an example");
    let example = Phone::parse(&example, Some(region)).expect("a number");
    let calling = example.calling_code();
    let national = example.e164().len() - calling.len();
    let kept = match (calling.as_str(), national) {
        ("+1", _) => 0,
        (_, ..=8) => 1,
        _ => 2,
    };
    Pattern {
        region,
        begins: example.e164()[..calling.len() + kept].to_owned(),
        length: example.e164().len(),
    }
}
