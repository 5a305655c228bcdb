//! Time passes: people come, attackers ask, and every hour the broom comes out.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::Duration;

use textgate::base::clock::Timestamp;

use super::attack::Attack;
use super::defences::Defence;
use super::population::{HOUR, Person, midnight};
use super::sign_in::Walk;
use super::tally::Tally;

/// One day's people, in order.
pub type Day = (i32, Vec<Person>);

/// What happens next; earlier things first, and in the order they were put in.
struct Next<'a> {
    at: Timestamp,
    nth: u64,
    who: Who<'a>,
}

enum Who<'a> {
    Person(Walk<'a>),
    Attack(Box<Attack>),
    Hour,
}

impl PartialEq for Next<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.nth == other.nth
    }
}

impl Eq for Next<'_> {}

impl PartialOrd for Next<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Next<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.nth).cmp(&(other.at, other.nth))
    }
}

struct Queue<'a> {
    heap: BinaryHeap<Reverse<Next<'a>>>,
    nth: u64,
}

impl<'a> Queue<'a> {
    fn put(&mut self, at: Timestamp, who: Who<'a>) {
        self.nth += 1;
        let nth = self.nth;
        self.heap.push(Reverse(Next { at, nth, who }));
    }
}

/// Lets these days pass, with an attack from the first moment on.
pub fn run(days: &[Day], attack: Option<Attack>, defence: &mut dyn Defence) -> Tally {
    let mut tally = Tally::default();
    let mut queue = Queue {
        heap: BinaryHeap::new(),
        nth: 0,
    };
    let Some((first, _)) = days.first() else {
        return tally;
    };
    let began = midnight(*first);
    if let Some(attack) = attack {
        queue.put(began, Who::Attack(Box::new(attack)));
    }
    queue.put(began, Who::Hour);
    for (day, people) in days {
        for person in people {
            queue.put(person.at, Who::Person(Walk::new(person)));
        }
        until(midnight(day + 1), began, &mut queue, defence, &mut tally);
    }
    tally
}

fn until<'a>(
    end: Timestamp,
    began: Timestamp,
    queue: &mut Queue<'a>,
    defence: &mut dyn Defence,
    tally: &mut Tally,
) {
    while queue.heap.peek().is_some_and(|Reverse(next)| next.at < end) {
        let Some(Reverse(Next { at, who, .. })) = queue.heap.pop() else {
            return;
        };
        let (wait, who): (Option<Duration>, Who<'a>) = match who {
            Who::Person(mut walk) => (walk.go(at, defence, tally), Who::Person(walk)),
            Who::Attack(mut attack) => {
                let wait = attack.go(at, began, defence, tally);
                (Some(wait), Who::Attack(attack))
            }
            Who::Hour => {
                defence.hour(at);
                (Some(HOUR), Who::Hour)
            }
        };
        if let Some(wait) = wait {
            queue.put(at.plus(wait), who);
        }
    }
}
