//! What is counted as it happens, by spans of time, so that no page ever counts
//! rows. Everything about a text belongs to the moment in which it was asked
//! for, so that shares are honest: a sign-in counts where its text counts.

use std::ops::{Add, AddAssign, Sub};
use std::time::Duration;

use crate::base::clock::{Timestamp, micros};

/// How long the pieces of time are that are counted by; all begin with the
/// epoch, so days are UTC days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Five minutes.
    FiveMinutes,
    /// An hour.
    Hour,
    /// A day.
    Day,
}

impl Span {
    /// All of them, shortest first.
    pub const ALL: [Self; 3] = [Self::FiveMinutes, Self::Hour, Self::Day];

    /// How long one is.
    #[must_use]
    pub const fn length(self) -> Duration {
        match self {
            Self::FiveMinutes => Duration::from_mins(5),
            Self::Hour => Duration::from_hours(1),
            Self::Day => Duration::from_hours(24),
        }
    }

    /// Its length in seconds: its name in the database.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.length().as_secs().cast_signed()
    }

    /// The beginning of the one that a moment lies in.
    #[must_use]
    pub fn begin(self, at: Timestamp) -> Timestamp {
        let length = micros(self.length());
        Timestamp::from_micros(at.as_micros().div_euclid(length) * length)
    }
}

/// A stretch of time in whole spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The spans.
    pub span: Span,
    /// Where the first one begins.
    pub from: Timestamp,
    /// Where the last one ends.
    pub until: Timestamp,
}

impl Period {
    /// Where the slot of so long begins that a moment of the period lies in.
    #[must_use]
    pub fn slot(&self, at: Timestamp, step: Duration) -> Timestamp {
        let since = at.as_micros() - self.from.as_micros();
        Timestamp::from_micros(at.as_micros() - since.rem_euclid(micros(step)))
    }
}

/// Hand-overs by where they stand now, and what came of them. As a change it
/// may be negative.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Texts that were asked for, each once, however many providers were tried.
    pub requested: i64,
    /// Hand-overs without an answer so far.
    pub sending: i64,
    /// Taken by the provider; nobody told whether they arrived.
    pub accepted: i64,
    /// Arrived, by the provider's receipt.
    pub delivered: i64,
    /// Taken, but did not arrive, by the provider's receipt.
    pub undelivered: i64,
    /// Refused by the provider.
    pub refused: i64,
    /// Perhaps taken, perhaps not.
    pub unknown: i64,
    /// Texts whose code was tried at least once, right or wrong.
    pub entered: i64,
    /// Texts whose code led to a sign-in.
    pub verified: i64,
    /// What all but the refused cost, in millionths.
    pub cost: i64,
}

impl Counts {
    /// One hand-over that stands there and costs so much.
    #[must_use]
    pub fn of(status: &str, cost: i64) -> Self {
        let mut one = Self::default();
        match status {
            "sending" => one.sending = 1,
            "accepted" => one.accepted = 1,
            "delivered" => one.delivered = 1,
            "undelivered" => one.undelivered = 1,
            "refused" => one.refused = 1,
            "unknown" => one.unknown = 1,
            _ => {}
        }
        one.cost = if status == "refused" { 0 } else { cost };
        one
    }

    /// Hand-overs that a provider took.
    #[must_use]
    pub fn taken(&self) -> i64 {
        self.accepted + self.known()
    }

    /// Taken ones that a receipt told about.
    #[must_use]
    pub fn known(&self) -> i64 {
        self.delivered + self.undelivered
    }

    /// Hand-overs that ended without being taken.
    #[must_use]
    pub fn not_taken(&self) -> i64 {
        self.refused + self.unknown
    }

    /// All hand-overs.
    #[must_use]
    pub fn handed(&self) -> i64 {
        self.sending + self.taken() + self.not_taken()
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            requested: self.requested + other.requested,
            sending: self.sending + other.sending,
            accepted: self.accepted + other.accepted,
            delivered: self.delivered + other.delivered,
            undelivered: self.undelivered + other.undelivered,
            refused: self.refused + other.refused,
            unknown: self.unknown + other.unknown,
            entered: self.entered + other.entered,
            verified: self.verified + other.verified,
            cost: self.cost + other.cost,
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Counts {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        let negative = Self {
            requested: -other.requested,
            sending: -other.sending,
            accepted: -other.accepted,
            delivered: -other.delivered,
            undelivered: -other.undelivered,
            refused: -other.refused,
            unknown: -other.unknown,
            entered: -other.entered,
            verified: -other.verified,
            cost: -other.cost,
        };
        self + negative
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_begin_with_the_epoch() {
        let at = Timestamp::from_micros(1_795_355_880_123_456);
        let begins = Span::ALL.map(|span| span.begin(at).rfc3339());
        assert_eq!(
            begins,
            [
                "2026-11-22T13:55:00Z",
                "2026-11-22T13:00:00Z",
                "2026-11-22T00:00:00Z"
            ]
        );
        let begin = Span::Hour.begin(at);
        assert_eq!(Span::Hour.begin(begin), begin);
    }

    #[test]
    fn what_was_refused_costs_nothing() {
        let change = Counts::of("refused", 75) - Counts::of("sending", 75);
        assert_eq!((change.sending, change.refused, change.cost), (-1, 1, -75));
        assert_eq!((change + Counts::of("sending", 75)).handed(), 1);
    }
}
