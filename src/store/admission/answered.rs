//! How many texts a network had answered on its best day, kept among its buckets: it
//! makes room, and is forgotten with them.

use std::time::Duration;

use crate::base::clock::{DAY, Elapsed};

/// A best day counts for so long.
const COUNTS: Duration = Duration::from_hours(14 * 24);

/// What marks its name among those of the buckets.
const MARK: &str = "answered@";

/// Answered texts to one country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Answered {
    best: u32,
    until: Elapsed,
    /// On the present day, which begins with its first answer.
    recent: u32,
    began: Elapsed,
}

impl Default for Answered {
    fn default() -> Self {
        let never = Elapsed::from_micros(0);
        Self {
            best: 0,
            until: never,
            recent: 0,
            began: never,
        }
    }
}

impl Answered {
    /// Counts some more.
    pub fn add(&mut self, texts: u32, now: Elapsed) {
        if now.since(self.began) >= DAY {
            if now >= self.until {
                // from the day before on, so that what is steady stays
                let is_fresh = now.since(self.began) < 2 * DAY;
                self.best = if is_fresh { self.recent } else { 0 };
                self.until = now.plus(COUNTS);
            }
            self.recent = 0;
            self.began = now;
        }
        self.recent = self.recent.saturating_add(texts);
        if self.recent >= self.best {
            self.best = self.recent;
            self.until = now.plus(COUNTS);
        }
    }

    /// The most on one day.
    pub fn best_day(&self, now: Elapsed) -> u32 {
        // one that is further ahead was dated by a wrong clock
        let counts = self.until() > now && self.until <= now.plus(COUNTS + DAY);
        if counts { self.best } else { 0 }
    }

    /// When it says nothing any more: a day later than its best day, so that the
    /// next one takes its place.
    pub fn until(&self) -> Elapsed {
        self.until.plus(DAY)
    }

    /// As two words: its name, and its numbers.
    pub fn written(&self, region: &str) -> String {
        let [until, began] = [self.until, self.began].map(Elapsed::as_micros);
        format!(
            "{MARK}{region} {}:{until}:{}:{began}",
            self.best, self.recent
        )
    }

    /// Reads [`Self::written`]: the country, and its numbers.
    pub fn read(name: &str, value: &str) -> Option<(String, Self)> {
        let region = name.strip_prefix(MARK)?;
        let mut numbers = value.split(':').map(|number| number.parse::<i64>().ok());
        let mut next = || numbers.next().flatten();
        let (best, until, recent, began) = (next()?, next()?, next()?, next()?);
        let answered = Self {
            best: u32::try_from(best).ok()?,
            until: Elapsed::from_micros(until),
            recent: u32::try_from(recent).ok()?,
            began: Elapsed::from_micros(began),
        };
        Some((region.to_owned(), answered))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p3_a_best_day_counts_for_fourteen() {
        let start = Elapsed::from_micros(1 << 50);
        let mut answered = Answered::default();
        answered.add(3, start);
        answered.add(2, start.plus(DAY / 2));
        assert_eq!(answered.best_day(start.plus(DAY / 2)), 5);
        // a new day, and a worse one
        answered.add(4, start.plus(DAY));
        let until = start.plus(DAY / 2).plus(COUNTS);
        assert_eq!(answered.best_day(until), 5);
        assert_eq!(answered.best_day(until.plus(DAY)), 0);
        // steady: the day before takes its place
        answered.add(3, until.minus(DAY));
        answered.add(1, until);
        assert_eq!(answered.best_day(until), 3);
        let written = answered.written("US");
        let (name, value) = written.split_once(' ').expect("two words");
        assert_eq!(Answered::read(name, value), Some(("US".into(), answered)));
        assert_eq!(Answered::read("network:5/1d", "1:2:3:4"), None);
    }
}
