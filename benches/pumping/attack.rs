//! Those who want texts sent, and do not want to sign in.

use std::collections::VecDeque;
use std::time::Duration;

use textgate::base::clock::Timestamp;
use textgate::domain::phone::Phone;

use super::countries::COUNTRIES;
use super::defences::{Answer, Ask, Defence, Entered, Sent, Ticket};
use super::dice::Dice;
use super::numbers::Numbers;
use super::population::DAY;
use super::tally::Tally;

/// A refused attacker who does not adapt slows down after so many refusals in
/// a row, and looks only now and then whether it works again.
const TIRED: u32 = 50;
const SLOW: u32 = 10;
/// How long an adaptive one leaves a range alone that refused, at first.
const REST: Duration = Duration::from_hours(1);
/// After this long the code of a text that is to be verified is entered.
const ENTERS: Duration = Duration::from_secs(20);
/// Wrong codes per text of whoever guesses.
const GUESSES: u32 = 5;

/// Numbers that an attack aims at.
#[derive(Debug, Clone)]
pub struct Aim {
    /// Their country's place in the table.
    pub country: usize,
    /// Their range.
    pub range: String,
    rests_until: Timestamp,
    rest: Duration,
}

impl Aim {
    /// At a range.
    #[must_use]
    pub fn at(country: usize, range: String) -> Self {
        Self {
            country,
            range,
            rests_until: Timestamp::from_micros(0),
            rest: REST,
        }
    }
}

/// Addresses from here on stand for lines of one IPv6 /48.
pub const V6: u32 = 0xe000_0000;

/// Where an attack comes from.
#[derive(Debug, Clone, Copy)]
pub struct From {
    first: u32,
    count: u32,
    apart: u32,
}

impl From {
    /// So many addresses in a row.
    #[must_use]
    pub fn addresses(count: u32) -> Self {
        Self::new(0xb000_0000, count, 1)
    }

    /// So many networks, an address of each.
    #[must_use]
    pub fn networks(count: u32) -> Self {
        Self::new(0xb000_0007, count, 256)
    }

    /// So many addresses from one on.
    #[must_use]
    pub fn new(first: u32, count: u32, apart: u32) -> Self {
        Self {
            first,
            count,
            apart,
        }
    }

    fn draw(self, dice: &mut Dice) -> u32 {
        self.first + dice.below(self.count) * self.apart
    }
}

/// How fast it asks.
#[derive(Debug, Clone, Copy)]
pub enum Pace {
    /// Once in so long.
    Steady(Duration),
    /// So many a day at first, half as many again every further day.
    Growing(u32),
}

/// One attack.
#[derive(Debug, Clone)]
pub struct Attack {
    /// In words.
    pub name: &'static str,
    /// The ranges.
    pub aims: Vec<Aim>,
    /// From where.
    pub from: From,
    /// How fast.
    pub pace: Pace,
    /// Which share of its texts it verifies to look honest.
    pub verifies: f64,
    /// The one number that it asks for, if it has one.
    pub own: Option<Phone>,
    /// Whether it leaves ranges alone that refuse.
    pub adapts: bool,
    /// Whether it guesses codes.
    pub guesses: bool,
    /// What it throws.
    pub dice: Dice,
    /// Refusals in a row.
    pub refused: u32,
    /// Codes to be entered.
    pub owed: VecDeque<(Timestamp, Ticket)>,
}

impl Attack {
    /// Asks once; the wait until it asks again.
    pub fn go(
        &mut self,
        now: Timestamp,
        began: Timestamp,
        defence: &mut dyn Defence,
        tally: &mut Tally,
    ) -> Duration {
        self.pay(now, defence, tally);
        if let Some(at) = self.aim(now) {
            self.ask(at, now, defence, tally);
        }
        let pace = match self.pace {
            Pace::Steady(pace) => pace,
            Pace::Growing(first) => {
                let days = i32::try_from(now.since(began).as_secs() / DAY.as_secs());
                let times = 1.5_f64.powi(days.unwrap_or_default());
                (DAY / first).div_f64(times)
            }
        };
        let slow = self.refused >= TIRED && !self.adapts;
        if slow { pace * SLOW } else { pace }
    }

    /// Enters codes that are due.
    fn pay(&mut self, now: Timestamp, defence: &mut dyn Defence, tally: &mut Tally) {
        while let Some((due, ticket)) = self.owed.front().copied() {
            if due > now {
                break;
            }
            self.owed.pop_front();
            if defence.enter(now, ticket, true) == Entered::In {
                tally.attack(now).verified += 1;
            }
        }
    }

    /// Any range; an adaptive one takes the first of a few that does not rest.
    fn aim(&mut self, now: Timestamp) -> Option<usize> {
        let looks = if self.adapts { 20 } else { 1 };
        let count = u32::try_from(self.aims.len()).unwrap_or(u32::MAX);
        let mut found = (0..looks).map(|_| self.dice.below(count) as usize);
        found.find(|at| self.aims[*at].rests_until <= now)
    }

    fn ask(&mut self, at: usize, now: Timestamp, defence: &mut dyn Defence, tally: &mut Tally) {
        let aim = &mut self.aims[at];
        let phone = match &self.own {
            Some(own) => own.clone(),
            None => Numbers::within(&aim.range, &mut self.dice),
        };
        let ask = Ask {
            now,
            phone: &phone,
            country: aim.country,
            address: self.from.draw(&mut self.dice),
            known: false,
            held: None,
        };
        match defence.ask(&ask) {
            Answer::Sent(sent) => {
                tally.attacked(now, Some(COUNTRIES[aim.country].price));
                aim.rest = REST;
                self.refused = 0;
                self.texted(now, sent, defence, tally);
            }
            Answer::Refused(wait, _) => {
                tally.attacked(now, None);
                aim.rests_until = now.plus(wait.max(aim.rest));
                aim.rest = (aim.rest * 2).min(DAY);
                self.refused += 1;
            }
        }
        if !self.adapts {
            self.aims[at].rests_until = now;
        }
    }

    fn texted(&mut self, now: Timestamp, sent: Sent, defence: &mut dyn Defence, tally: &mut Tally) {
        if self.dice.falls(self.verifies) {
            self.owed.push_back((now.plus(ENTERS), sent.ticket));
        }
        if self.guesses {
            for _ in 0..GUESSES {
                if defence.enter(now, sent.ticket, false) == Entered::Wrong {
                    tally.guesses += 1;
                    tally.takeovers += 10_f64.powi(-i32::from(sent.digits));
                }
            }
        }
    }
}
