//! What may happen, in any order.

use proptest::prelude::*;

/// How a provider answers.
#[derive(Debug, Clone)]
pub struct Answer {
    /// `accepted`, `refused`, `unknown`, or `sending` for none at all.
    pub said: &'static str,
    /// After so many milliseconds.
    pub ms: u64,
    /// A receipt that comes before the answer is written: whether it arrived.
    pub early: Option<bool>,
}

/// One thing that happens.
#[derive(Debug, Clone)]
pub enum Event {
    /// Somebody asks for a text; the answers of the providers, one after the
    /// other. Right before the last one is written, the code that they hold
    /// may be typed.
    Asks(usize, Vec<Answer>, bool),
    /// A receipt for the nth hand-over so far: whether it arrived, and whether
    /// it comes from another provider than its own.
    Told(usize, bool, bool),
    /// Somebody types a code; whether it is the right one.
    Tries(usize, bool),
    /// Seconds pass.
    Waits(u64),
    /// The broom comes out.
    Sweeps,
    /// Somebody with a test number asks.
    IsTest(usize),
}

impl Event {
    /// A request with these answers.
    pub fn asks(person: usize, answers: &[&'static str]) -> Self {
        let answers = answers.iter().map(|said| Answer {
            said,
            ms: 120_000,
            early: None,
        });
        Self::Asks(person, answers.collect(), false)
    }

    /// A code.
    pub fn tries(person: usize, right: bool) -> Self {
        Self::Tries(person, right)
    }
}

fn answer() -> impl Strategy<Value = Answer> {
    let said = prop_oneof![
        4 => Just("accepted"),
        2 => Just("refused"),
        2 => Just("unknown"),
        1 => Just("sending"),
    ];
    let early = prop_oneof![6 => Just(None), 1 => any::<bool>().prop_map(Some)];
    (said, 1..30_000_u64, early).prop_map(|(said, ms, early)| Answer { said, ms, early })
}

/// A history.
pub fn events() -> impl Strategy<Value = Vec<Event>> {
    let person = 0..4_usize;
    let answers = prop::collection::vec(answer(), 1..4);
    let event = prop_oneof![
        5 => (person.clone(), answers, prop::bool::weighted(0.1))
            .prop_map(|(person, answers, late)| Event::Asks(person, answers, late)),
        4 => (0..20_usize, any::<bool>(), prop::bool::weighted(0.1))
            .prop_map(|(nth, arrived, other)| Event::Told(nth, arrived, other)),
        5 => (person.clone(), any::<bool>()).prop_map(|(person, right)| Event::Tries(person, right)),
        3 => (1..4_000_u64).prop_map(Event::Waits),
        1 => Just(Event::Sweeps),
        1 => person.prop_map(Event::IsTest),
    ];
    prop::collection::vec(event, 1..40)
}
