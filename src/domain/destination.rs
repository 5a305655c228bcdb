//! Places that texts go to: a number range, a country. Fraud that makes us text
//! expensive numbers shows there: what is sent is never answered.

use std::time::Duration;

use super::limit::{BucketKind, Charge, Rate};
use super::number_range::grouped;

/// A place, as it is counted and as an admin reads it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Destination {
    /// `range:` and a keyed hash, or `country:` and its code.
    pub key: String,
    /// The range in plain, or the country's code.
    pub label: String,
    /// The country's code, for a range too.
    pub region: String,
}

impl Destination {
    /// Whether it is a range and not a country.
    #[must_use]
    pub fn is_range(&self) -> bool {
        self.key.starts_with("range:")
    }

    /// What its buckets limit.
    #[must_use]
    pub fn bucket_kind(&self) -> BucketKind {
        if self.is_range() {
            BucketKind::Range
        } else {
            BucketKind::Country
        }
    }

    /// Whom its buckets belong to: the range's keyed hash, or the country's code.
    #[must_use]
    pub fn bucket_subject(&self) -> &str {
        self.key.strip_prefix("range:").unwrap_or(&self.region)
    }

    /// The range in groups, or the country's code.
    #[must_use]
    pub fn shown(&self) -> String {
        if self.is_range() {
            grouped(&self.label)
        } else {
            self.label.clone()
        }
    }
}

/// What an admin decided about a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// Texts go there, answered or not.
    Allow,
    /// No texts but for browsers that are known for their number.
    Stop,
}

impl Switch {
    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Stop => "stop",
        }
    }

    /// Reads [`Switch::as_str`].
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        [Self::Allow, Self::Stop]
            .into_iter()
            .find(|switch| switch.as_str() == word)
    }
}

/// How many days a place is remembered by.
pub const DAYS: i64 = 14;

/// What was texted to a place by strangers in the [`DAYS`] before today, and
/// until now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct History {
    /// The most texts that were answered on one day.
    pub best_day: u32,
    /// Texts on the days before today.
    pub texts: u32,
    /// Those of them that were answered.
    pub verified: u32,
}

/// The buckets of unanswered texts for each place of a kind. A text takes one; a
/// completed sign-in gives its texts back, and a little more.
#[derive(Debug, Clone)]
pub struct DestinationLimit {
    /// The buckets of a place where nothing was ever answered.
    pub rates: Vec<Rate>,
    /// What such a place still gives when these are empty.
    pub guard: Rate,
}

/// A text on guard, for a network that left texts unanswered lately, takes so many.
const MISTRUST: u32 = 4;

const HOUR: Duration = Duration::from_hours(1);

impl DestinationLimit {
    /// Of ranges: on guard one more a day.
    #[must_use]
    pub fn of_ranges(rates: Vec<Rate>) -> Self {
        let guard = Rate::one_per(24 * HOUR);
        Self { rates, guard }
    }

    /// Of countries: on guard four more an hour.
    #[must_use]
    pub fn of_countries(rates: Vec<Rate>) -> Self {
        let guard = Rate::one_per(6 * HOUR).times(24);
        Self { rates, guard }
    }

    /// What a text takes, sized by what was answered there.
    pub fn charges(&self, place: &Destination, history: History) -> impl Iterator<Item = Charge> {
        let (kind, subject) = (place.bucket_kind(), place.bucket_subject());
        self.rates
            .iter()
            .map(move |rate| Charge::one(kind, subject, *rate).roomier(history.room()))
    }

    /// What a text takes when those are empty: a trickle for networks that leave
    /// nothing unanswered, which is as large as what is answered, for answers come
    /// back at once.
    #[must_use]
    pub fn on_guard(&self, place: &Destination, history: History) -> Charge {
        let guard = Charge::one(BucketKind::Guard, place.bucket_subject(), self.guard);
        guard.of_any_rate().roomier(history.best_day)
    }

    /// The same for other networks: they pay more, and leave three quarters of it to
    /// the first. What must be there, and what is taken.
    #[must_use]
    pub fn on_guard_mistrusted(&self, place: &Destination, history: History) -> [Charge; 2] {
        let mut take = self.on_guard(place, history);
        take.interval *= MISTRUST;
        let mut ask = take.clone();
        let kept = history.best_day - history.best_day / 4;
        ask.interval += self.guard.period() + self.guard.interval() * kept;
        [ask, take]
    }
}

/// What an admin gave to a place for a day: so many unanswered texts, none of which
/// comes back by time alone.
#[must_use]
pub fn more_today(place: &Destination, texts: u32) -> Option<Charge> {
    let rate = Rate::new(texts, crate::base::clock::DAY.saturating_mul(texts))?;
    let more = Charge::one(BucketKind::More, place.bucket_subject(), rate);
    Some(more.of_any_rate())
}

/// How a text passed a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Passage {
    /// From its buckets.
    #[default]
    Open,
    /// From what an admin gave for the day.
    More,
    /// On guard.
    Guard,
    /// On guard, from a network that is proven there: it takes nothing.
    Proven,
}

impl Passage {
    const ALL: [Self; 4] = [Self::Open, Self::More, Self::Guard, Self::Proven];

    /// How a text passed its range and its country, as one number.
    #[must_use]
    pub fn written(both: [Self; 2]) -> i64 {
        let [range, country] = both.map(|it| it as i64);
        range + 4 * country
    }

    /// Reads [`Self::written`].
    #[must_use]
    pub fn read(number: i64) -> [Self; 2] {
        let nth = |n: i64| usize::try_from(n.rem_euclid(4)).unwrap_or_default();
        [Self::ALL[nth(number)], Self::ALL[nth(number / 4)]]
    }
}

/// Of what was answered on the best day, the half may go unanswered.
#[must_use]
pub fn half(best_day: u32) -> u32 {
    best_day / 2
}

impl History {
    /// How many more texts than those of a new place may be unanswered.
    #[must_use]
    pub fn room(self) -> u32 {
        half(self.best_day)
    }

    /// What a verified text gives back besides itself, in millionths of a
    /// text: a quarter more than what usually goes unanswered for each one
    /// that is answered. So usual losses never fill a bucket, and fraud that
    /// hides among honest people is bounded by a quarter of those losses.
    #[must_use]
    pub fn credit(self) -> u32 {
        /// With fewer answers than this the place counts as new.
        const ENOUGH: u32 = 50;
        const ONE: u64 = 1_000_000;
        /// Losses of two in a hundred are always borne.
        const LEAST: u64 = 20_000;
        if self.verified < ENOUGH {
            return 1_000_000;
        }
        let lost = u64::from(self.texts.saturating_sub(self.verified));
        let share = lost * ONE / u64::from(self.verified);
        u32::try_from((share * 5 / 4 + LEAST).min(ONE)).unwrap_or(1_000_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p4_a_credit_follows_what_usually_goes_unanswered() {
        let credit = |texts, verified| {
            let history = History {
                best_day: 0,
                texts,
                verified,
            };
            history.credit()
        };
        // new: one for one
        assert_eq!(credit(0, 0), 1_000_000);
        assert_eq!(credit(60, 49), 1_000_000);
        // 20 of 100 lost: a quarter for each answered, and a quarter more
        assert_eq!(credit(100, 80), 312_500 + 20_000);
        assert_eq!(credit(100, 100), 20_000);
        // counted a little later than sent
        assert_eq!(credit(99, 100), 20_000);
        // never more than one for one
        assert_eq!(credit(1000, 100), 1_000_000);
    }

    #[test]
    fn p4_a_bucket_grows_with_the_best_day() {
        let limit = DestinationLimit {
            rates: vec!["10/1h".parse().expect("a rate")],
            guard: "24/6h".parse().expect("a rate"),
        };
        let place = Destination {
            key: "range:abc".into(),
            label: "+1415555".into(),
            region: "US".into(),
        };
        let size = |best_day| {
            let history = History {
                best_day,
                ..History::default()
            };
            let take = limit.charges(&place, history).next().expect("one");
            assert_eq!(
                (take.key.name(), &*take.key.subject),
                ("range:10/1h".into(), "abc")
            );
            take.period.as_secs() / take.interval.as_secs()
        };
        assert_eq!([size(0), size(19), size(20), size(300)], [10, 19, 20, 160]);
    }
}
