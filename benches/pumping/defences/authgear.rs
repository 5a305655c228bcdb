//! Authgear's fraud protection as its source has it, with the factor 0.3: leaky
//! buckets of unverified texts per country and per address, by the hour and by
//! the day, and at most three unverified countries per address and day. A
//! refused request counts like a sent text; a verified number takes its own
//! texts out again.

use std::collections::HashMap;
use std::hash::Hash;
use std::time::Duration;

use ::textgate::base::clock::Timestamp;

use super::{Answer, Ask, Defence, Entered, Sent, Ticket};

const FACTOR: f64 = 0.3;
const HOUR: f64 = 3_600.0;
const DAY: f64 = 86_400.0;
const UNVERIFIED_COUNTRIES: usize = 3;
/// Between two texts to one number.
const PER_NUMBER: Duration = Duration::from_mins(1);
/// It does not say when to come back; people try again after a while.
const COME_BACK: Duration = Duration::from_mins(20);
const DIGITS: u8 = 6;
const LIFETIME: Duration = Duration::from_mins(20);

/// The model.
#[derive(Debug, Default, Clone)]
pub struct Authgear {
    countries: Buckets<usize>,
    addresses: Buckets<u32>,
    numbers: HashMap<String, Timestamp>,
    /// Texts to a number since it was last verified.
    unanswered: HashMap<String, f64>,
    seen: HashMap<u32, Seen>,
    open: HashMap<Ticket, Open>,
    next: Ticket,
    /// Whether it refuses; else it only records, as it is shipped.
    pub denies: bool,
}

/// A code that may be entered.
#[derive(Debug, Clone)]
struct Open {
    until: Timestamp,
    country: usize,
    address: u32,
    number: String,
}

/// When texts for a country were last asked for from an address, and when the
/// last one was verified.
type Seen = HashMap<usize, (Timestamp, Option<Timestamp>)>;

#[derive(Debug, Default, Clone)]
struct Buckets<K: Hash + Eq> {
    levels: HashMap<(K, bool), (f64, Timestamp)>,
    verified: HashMap<K, HashMap<i64, u32>>,
}

impl<K: Hash + Eq + Copy> Buckets<K> {
    /// Pours `units` in or out; true when it runs over. What is above the
    /// threshold beforehand is cut off.
    fn pour(&mut self, key: K, now: Timestamp, daily: bool, threshold: f64, units: f64) -> bool {
        let period = if daily { DAY } else { HOUR };
        let (level, last) = self.levels.entry((key, daily)).or_insert((0.0, now));
        let leaked = now.since(*last).as_secs_f64() * threshold / period;
        *level = (level.min(threshold) - leaked + units).max(0.0);
        *last = now;
        *level > threshold
    }

    /// Verified in the last hours, the present one included.
    fn verified(&self, key: K, now: Timestamp, hours: i64) -> f64 {
        let hour = now.as_secs() / 3_600;
        let of_key = self.verified.get(&key);
        let counts = of_key.into_iter().flatten();
        let counts = counts.filter(|(at, _)| **at > hour - hours);
        counts.map(|(_, count)| f64::from(*count)).sum()
    }

    /// The best of the last 14 days.
    fn best_day(&self, key: K, now: Timestamp) -> f64 {
        let today = now.as_secs() / 86_400;
        let mut days = [0_u32; 15];
        for (hour, count) in self.verified.get(&key).into_iter().flatten() {
            let ago = usize::try_from(today - hour / 24).unwrap_or(usize::MAX);
            if let Some(day) = days.get_mut(ago) {
                *day += count;
            }
        }
        days.into_iter().max().map_or(0.0, f64::from)
    }
}

impl Authgear {
    /// The country's thresholds: a day's and an hour's.
    fn of_country(&self, country: usize, now: Timestamp) -> [f64; 2] {
        let in_day = self.countries.verified(country, now, 24);
        let best = self.countries.best_day(country, now).max(in_day);
        let day = (best * FACTOR).max(20.0);
        let in_hour = self.countries.verified(country, now, 1);
        [day, (day / 6.0).max(in_hour * FACTOR).max(3.0)]
    }

    fn of_address(&self, address: u32, now: Timestamp) -> [f64; 2] {
        let day = self.addresses.verified(address, now, 24) * FACTOR;
        [day.max(10.0), (day / 6.0).max(5.0)]
    }

    fn pour(&mut self, country: usize, address: u32, now: Timestamp, units: f64) -> bool {
        let [day, hour] = self.of_country(country, now);
        let mut over = self.countries.pour(country, now, true, day, units);
        over |= self.countries.pour(country, now, false, hour, units);
        let [day, hour] = self.of_address(address, now);
        over |= self.addresses.pour(address, now, true, day, units);
        over | self.addresses.pour(address, now, false, hour, units)
    }

    fn too_many_countries(&mut self, ask: &Ask<'_>) -> bool {
        let seen = self.seen.entry(ask.address).or_default();
        seen.entry(ask.country).or_insert((ask.now, None)).0 = ask.now;
        let since = ask.now.minus(Duration::from_hours(24));
        let unverified = seen.values().filter(|(asked, verified)| {
            *asked > since && verified.is_none_or(|verified| verified <= since)
        });
        unverified.count() > UNVERIFIED_COUNTRIES
    }
}

impl Defence for Authgear {
    fn ask(&mut self, ask: &Ask<'_>) -> Answer {
        let free_at = self.numbers.get(ask.phone.e164()).copied();
        let wait = free_at.map_or(Duration::ZERO, |at| at.since(ask.now));
        if !wait.is_zero() {
            return Answer::Refused(wait, "number");
        }
        let over = self.pour(ask.country, ask.address, ask.now, 1.0);
        if (self.too_many_countries(ask) || over) && self.denies {
            return Answer::Refused(COME_BACK, "fraud");
        }
        let number = ask.phone.e164().to_owned();
        *self.unanswered.entry(number.clone()).or_default() += 1.0;
        self.numbers
            .insert(number.clone(), ask.now.plus(PER_NUMBER));
        self.next += 1;
        let open = Open {
            until: ask.now.plus(LIFETIME),
            country: ask.country,
            address: ask.address,
            number,
        };
        self.open.insert(self.next, open);
        Answer::Sent(Sent {
            ticket: self.next,
            digits: DIGITS,
        })
    }

    fn enter(&mut self, now: Timestamp, ticket: Ticket, right: bool) -> Entered {
        let open = self.open.get(&ticket).filter(|it| it.until > now).cloned();
        let Some(open) = open else {
            return Entered::Not;
        };
        if !right {
            return Entered::Wrong;
        }
        self.open.remove(&ticket);
        let (country, address) = (open.country, open.address);
        let hour = now.as_secs() / 3_600;
        let by_country = self.countries.verified.entry(country).or_default();
        *by_country.entry(hour).or_default() += 1;
        let by_address = self.addresses.verified.entry(address).or_default();
        *by_address.entry(hour).or_default() += 1;
        let seen = self.seen.entry(address).or_default();
        seen.entry(country).or_insert((now, None)).1 = Some(now);
        let texts = self.unanswered.remove(&open.number).unwrap_or(1.0);
        self.pour(country, address, now, -texts);
        Entered::In
    }

    fn hour(&mut self, now: Timestamp) {
        let hour = now.as_secs() / 3_600;
        let yesterday = now.minus(Duration::from_hours(24));
        self.numbers.retain(|_, free_at| *free_at > now);
        self.open.retain(|_, open| open.until > now);
        self.addresses
            .levels
            .retain(|_, (_, last)| *last > yesterday);
        self.addresses.verified.retain(|_, hours| {
            hours.retain(|at, _| *at > hour - 24);
            !hours.is_empty()
        });
        self.seen.retain(|_, seen| {
            seen.retain(|_, (asked, _)| *asked > yesterday);
            !seen.is_empty()
        });
    }
}
