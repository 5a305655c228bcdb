//! What is counted while the world runs.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use textgate::base::clock::Timestamp;

use super::population::{Cause, HOUR};

/// Requests that are looked at together to see whether an attack is stopped.
const WINDOW: usize = 40;

/// What became of honest people.
#[derive(Debug, Clone, Copy, Default)]
pub struct Honest {
    /// Sign-ins begun.
    pub people: u32,
    /// Texts they got.
    pub texts: u32,
    /// People who had signed in from this browser never before.
    pub strangers: u32,
    /// Of these, who got a code of more than six digits.
    pub long_codes: u32,
    /// Who got in.
    pub signed_in: u32,
    /// Who was told no at least once.
    pub refused: u32,
    /// Who was told no and did not get in within the hour.
    pub never: u32,
}

impl Honest {
    fn add(&mut self, other: &Self) {
        self.people += other.people;
        self.texts += other.texts;
        self.strangers += other.strangers;
        self.long_codes += other.long_codes;
        self.signed_in += other.signed_in;
        self.refused += other.refused;
        self.never += other.never;
    }
}

/// What an attack did within an hour.
#[derive(Debug, Clone, Copy, Default)]
pub struct AttackHour {
    /// Texts it asked for.
    pub asked: u32,
    /// Texts it got.
    pub sent: u32,
    /// Texts whose code it entered.
    pub verified: u32,
    /// What its texts cost, in tenths of a cent.
    pub cost: u32,
}

/// All counts of one run.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    honest: [Honest; Cause::ALL.len()],
    began: Option<Timestamp>,
    /// People by the day they came on, and those of them who were told no.
    pub by_day: BTreeMap<i64, (u32, u32)>,
    /// The same by country.
    pub by_country: BTreeMap<usize, (u32, u32)>,
    /// Refusals by limit.
    pub why: BTreeMap<(Cause, &'static str), u32>,
    window: VecDeque<bool>,
    stop: Option<(Duration, AttackHour)>,
    /// What the attack did, hour by hour.
    pub hours: Vec<AttackHour>,
    /// Wrong codes of the attack that were compared.
    pub guesses: u32,
    /// Accounts it may expect to have taken: the sum of 10^-digits.
    pub takeovers: f64,
}

impl Tally {
    /// The counts of people with this trouble.
    pub fn of(&mut self, cause: Cause) -> &mut Honest {
        &mut self.honest[cause as usize]
    }

    /// The same, to read.
    #[must_use]
    pub fn by_cause(&self, cause: Cause) -> &Honest {
        &self.honest[cause as usize]
    }

    /// Counts one person, and whether they were told no.
    pub fn came(&mut self, at: Timestamp, country: usize, refused: bool) {
        let day = at.as_secs() / 86_400;
        let by_day = self.by_day.entry(day).or_default();
        let by_country = self.by_country.entry(country).or_default();
        for (people, told_no) in [by_day, by_country] {
            *people += 1;
            *told_no += u32::from(refused);
        }
    }

    /// Of a hundred honest people, who was told no: on the worst day, and of one
    /// country.
    #[must_use]
    pub fn worst(&self, country: Option<usize>) -> (f64, f64) {
        let share = |(people, told_no): &(u32, u32)| {
            100.0 * f64::from(*told_no) / f64::from((*people).max(1))
        };
        let worst = self.by_day.values().map(share).fold(0.0, f64::max);
        let there = country.and_then(|it| self.by_country.get(&it));
        (worst, there.map_or(0.0, share))
    }

    /// Counts a refusal of honest people.
    pub fn refused_by(&mut self, cause: Cause, why: &'static str) {
        *self.why.entry((cause, why)).or_default() += 1;
    }

    /// All honest people together.
    #[must_use]
    pub fn everybody(&self) -> Honest {
        let mut all = Honest::default();
        for honest in &self.honest {
            all.add(honest);
        }
        all
    }

    /// The hour of the attack, which begins with its first request.
    pub fn attack(&mut self, now: Timestamp) -> &mut AttackHour {
        let began = *self.began.get_or_insert(now);
        let hour = now.since(began).as_secs() / HOUR.as_secs();
        let at = usize::try_from(hour).unwrap_or_default();
        if self.hours.len() <= at {
            self.hours.resize(at + 1, AttackHour::default());
        }
        &mut self.hours[at]
    }

    /// The attack's first so many hours together.
    #[must_use]
    pub fn first(&self, hours: usize) -> AttackHour {
        let mut sum = AttackHour::default();
        for hour in self.hours.iter().take(hours) {
            sum.asked += hour.asked;
            sum.sent += hour.sent;
            sum.verified += hour.verified;
            sum.cost += hour.cost;
        }
        sum
    }

    /// Counts a request of the attack; `cost` when it was texted.
    pub fn attacked(&mut self, now: Timestamp, cost: Option<u32>) {
        let hour = self.attack(now);
        hour.asked += 1;
        hour.sent += u32::from(cost.is_some());
        hour.cost += cost.unwrap_or_default();
        self.window.push_back(cost.is_some());
        if self.window.len() > WINDOW {
            self.window.pop_front();
        }
        let full = self.window.len() == WINDOW;
        let sent = self.window.iter().filter(|sent| **sent).count();
        if self.stop.is_none() && full && sent * 20 <= WINDOW {
            let after = now.since(self.began.unwrap_or(now));
            self.stop = Some((after, self.first(usize::MAX)));
        }
    }

    /// How long it took until 38 of 40 requests in a row were refused, and what
    /// had happened until then; `None` when that never came.
    #[must_use]
    pub fn stopped(&self) -> Option<(Duration, AttackHour)> {
        self.stop
    }
}
