//! Places that texts go to: a number range, a country. Fraud that makes us text
//! expensive numbers shows there: what is sent is never answered.

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

/// The buckets of unverified texts for each place of a kind. A text takes one;
/// a completed sign-in gives its texts back, and a little more.
#[derive(Debug, Clone)]
pub struct DestinationLimit {
    /// The buckets of a place where nothing was ever verified.
    pub rates: Vec<Rate>,
    /// So many verified texts on the best day make room for one more.
    pub verified_per_unit: u32,
}

impl DestinationLimit {
    /// What a text takes, sized by what was verified there.
    pub fn charges(&self, place: &Destination, history: History) -> impl Iterator<Item = Charge> {
        let more = history.best_day / self.verified_per_unit.max(1);
        let (kind, subject) = (place.bucket_kind(), place.bucket_subject());
        self.rates
            .iter()
            .map(move |rate| Charge::one(kind, subject, *rate).roomier(more))
    }
}

impl History {
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
            verified_per_unit: 20,
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
        assert_eq!([size(0), size(19), size(20), size(300)], [10, 10, 11, 25]);
    }
}
