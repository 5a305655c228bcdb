//! One person's way through signing in, step by step.

use std::time::Duration;

use textgate::base::clock::Timestamp;

use super::countries::COUNTRIES;
use super::defences::{Answer, Ask, Defence, Entered, Sent, Ticket};
use super::population::{HOUR, Person, loses_texts};
use super::tally::Tally;

/// Texts of a hundred that arrive and whose code is never entered.
const GIVES_UP: f64 = 0.03;
/// People of a hundred who ask again although the text is on its way.
const IMPATIENT: f64 = 0.05;
/// Of those without a text: how many ask again instead of going away.
const ASKS_AGAIN: f64 = 0.5;
/// People of a hundred who mistype the code at first.
const FUMBLES: f64 = 0.03;
/// Of these, how many then go away.
const DESPAIRS: f64 = 0.1;
/// Texts that one person asks for at most.
const PATIENCE: u32 = 3;

/// Where a person is.
#[derive(Debug)]
pub struct Walk<'a> {
    person: &'a Person,
    dice: super::dice::Dice,
    step: Step,
    texts: u32,
    refused: bool,
    long_code: bool,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    /// Asks with the mistyped number.
    Mistype,
    /// Asks, holding what an earlier text began.
    Ask(Option<Ticket>),
    /// Enters a wrong code.
    Fumble(Ticket),
    /// Enters the code.
    Enter(Ticket),
}

impl<'a> Walk<'a> {
    /// The first step, at [`Person::at`].
    #[must_use]
    pub fn new(person: &'a Person) -> Self {
        let step = match person.mistyped {
            Some(_) => Step::Mistype,
            None => Step::Ask(None),
        };
        Self {
            person,
            dice: person.dice.clone(),
            step,
            texts: 0,
            refused: false,
            long_code: false,
        }
    }

    /// Takes one step; the wait until the next, or `None` at the end.
    pub fn go(
        &mut self,
        now: Timestamp,
        defence: &mut dyn Defence,
        tally: &mut Tally,
    ) -> Option<Duration> {
        let next = match self.step {
            Step::Mistype | Step::Ask(_) => self.asks(now, defence, tally),
            Step::Fumble(ticket) => {
                defence.enter(now, ticket, false);
                let stays = !self.dice.falls(DESPAIRS);
                stays.then(|| self.then(Step::Enter(ticket), 5, 20))
            }
            Step::Enter(ticket) => {
                let entered = defence.enter(now, ticket, true);
                if entered == Entered::In {
                    tally.of(self.person.cause).signed_in += 1;
                }
                // told that this code is too short now, people ask at once
                let longer = entered == Entered::Longer;
                longer.then(|| self.then(Step::Ask(Some(ticket)), 2, 20))
            }
        };
        if next.is_none() {
            self.ends(tally);
        }
        next
    }

    fn asks(
        &mut self,
        now: Timestamp,
        defence: &mut dyn Defence,
        tally: &mut Tally,
    ) -> Option<Duration> {
        let person = self.person;
        let (phone, held) = match (self.step, &person.mistyped) {
            (Step::Mistype, Some(mistyped)) => (mistyped, None),
            (Step::Ask(held), _) => (&person.phone, held),
            _ => (&person.phone, None),
        };
        let ask = Ask {
            now,
            phone,
            country: person.country,
            address: person.address,
            known: person.known() && matches!(self.step, Step::Ask(_)),
            held,
        };
        match defence.ask(&ask) {
            Answer::Sent(sent) => {
                let wait = defence.wait_after(self.texts + 1);
                self.texted(now, sent, wait, tally)
            }
            Answer::Refused(wait, why) => {
                tally.refused_by(person.cause, why);
                self.hears_no(now, wait, tally)
            }
        }
    }

    /// Told to come back, people do, within the hour.
    fn hears_no(&mut self, now: Timestamp, wait: Duration, tally: &mut Tally) -> Option<Duration> {
        let counts = tally.of(self.person.cause);
        if !self.refused {
            counts.refused += 1;
            self.refused = true;
        }
        let back = wait + self.dice.seconds(1, 30);
        let late = now.plus(back) > self.person.at.plus(HOUR);
        if late {
            counts.never += 1;
        }
        (!late).then_some(back)
    }

    fn texted(
        &mut self,
        now: Timestamp,
        sent: Sent,
        wait: Duration,
        tally: &mut Tally,
    ) -> Option<Duration> {
        let counts = tally.of(self.person.cause);
        counts.texts += 1;
        self.long_code |= sent.digits > 6;
        let ticket = sent.ticket;
        if matches!(self.step, Step::Mistype) {
            return Some(self.then(Step::Ask(None), 20, 90));
        }
        self.texts += 1;
        let again = self.texts < PATIENCE;
        let silent = f64::from(COUNTRIES[self.person.country].silent) / 100.0;
        if loses_texts(self.person.country, now) || self.dice.falls(silent) {
            let asks = again && self.dice.falls(ASKS_AGAIN);
            return asks.then(|| self.then(Step::Ask(Some(ticket)), 5, 120) + wait);
        }
        if self.dice.falls(GIVES_UP) {
            return None;
        }
        if again && self.dice.falls(IMPATIENT) {
            return Some(self.then(Step::Ask(Some(ticket)), 2, 40) + wait);
        }
        let step = if self.dice.falls(FUMBLES) {
            Step::Fumble(ticket)
        } else {
            Step::Enter(ticket)
        };
        Some(self.then(step, 10, 90))
    }

    /// The next step, and how long until it.
    fn then(&mut self, step: Step, from: u32, to: u32) -> Duration {
        self.step = step;
        self.dice.seconds(from, to)
    }

    fn ends(&self, tally: &mut Tally) {
        tally.came(self.person.at, self.person.country, self.refused);
        let counts = tally.of(self.person.cause);
        counts.people += 1;
        if !self.person.known() {
            counts.strangers += 1;
            counts.long_codes += u32::from(self.long_code);
        }
    }
}
