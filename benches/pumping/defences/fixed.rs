//! What most systems have: fixed rates per address and per number, and nothing
//! that looks at where the texts go (`GoTrue`'s defaults: 30 requests in five
//! minutes per address, one text a minute per number).

use std::collections::HashMap;
use std::time::Duration;

use ::textgate::base::clock::Timestamp;

use super::{Answer, Ask, Defence, Entered, Sent, Ticket};

/// Requests per address, in a bucket that refills evenly.
const PER_ADDRESS: u32 = 30;
const WINDOW: Duration = Duration::from_mins(5);
/// Between two texts to one number.
const PER_NUMBER: Duration = Duration::from_mins(1);
/// Digits of its codes.
const DIGITS: u8 = 6;
/// How long a code works.
const LIFETIME: Duration = Duration::from_hours(1);

/// The model.
#[derive(Debug, Default, Clone)]
pub struct Fixed {
    addresses: HashMap<u32, Timestamp>,
    numbers: HashMap<String, Timestamp>,
    open: HashMap<Ticket, Timestamp>,
    next: Ticket,
}

impl Fixed {
    /// The address's bucket gives one, or says how long until it would.
    fn take(&mut self, address: u32, now: Timestamp) -> Result<(), Duration> {
        let full_at = self.addresses.entry(address).or_insert(now);
        let taken = (*full_at).max(now).plus(WINDOW / PER_ADDRESS);
        let limit = now.plus(WINDOW);
        if taken > limit {
            return Err(taken.since(limit));
        }
        *full_at = taken;
        Ok(())
    }
}

impl Defence for Fixed {
    fn ask(&mut self, ask: &Ask<'_>) -> Answer {
        let free_at = self.numbers.get(ask.phone.e164()).copied();
        let wait = free_at.map_or(Duration::ZERO, |at| at.since(ask.now));
        if !wait.is_zero() {
            return Answer::Refused(wait, "number");
        }
        if let Err(wait) = self.take(ask.address, ask.now) {
            return Answer::Refused(wait, "address");
        }
        let number = ask.phone.e164().to_owned();
        self.numbers.insert(number, ask.now.plus(PER_NUMBER));
        self.next += 1;
        self.open.insert(self.next, ask.now.plus(LIFETIME));
        Answer::Sent(Sent {
            ticket: self.next,
            digits: DIGITS,
        })
    }

    fn enter(&mut self, now: Timestamp, ticket: Ticket, right: bool) -> Entered {
        match self.open.get(&ticket) {
            Some(until) if *until > now && right => {
                self.open.remove(&ticket);
                Entered::In
            }
            Some(until) if *until > now => Entered::Wrong,
            _ => Entered::Not,
        }
    }

    fn hour(&mut self, now: Timestamp) {
        self.addresses.retain(|_, full_at| *full_at > now);
        self.numbers.retain(|_, free_at| *free_at > now);
        self.open.retain(|_, until| *until > now);
    }
}
