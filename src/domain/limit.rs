//! Limits: buckets that refill evenly, each held as one moment (GCRA).

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::region::Region;
use crate::base::clock::Elapsed;

/// "`count/period`": a bucket of `count` that refills evenly over `period`,
/// written like `5/10m`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate {
    count: u32,
    period: Duration,
}

/// The text is no rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a count of at least 1 and a period, such as 5/10m")]
pub struct RateError;

impl Rate {
    /// A bucket of `count` (at least one) that refills over `period` (more
    /// than zero).
    #[must_use]
    pub const fn new(count: u32, period: Duration) -> Option<Self> {
        if count == 0 || period.as_micros() < count as u128 {
            return None;
        }
        Some(Self { count, period })
    }

    /// A bucket of one: the next only after `wait`.
    #[must_use]
    pub fn one_per(wait: Duration) -> Self {
        let period = wait.max(Duration::from_micros(1));
        Self { count: 1, period }
    }

    /// So many times as many in the same period.
    #[must_use]
    pub fn times(self, n: u32) -> Self {
        let most = u32::try_from(self.period.as_micros()).unwrap_or(u32::MAX);
        Self {
            count: self.count.saturating_mul(n).clamp(1, most.max(1)),
            period: self.period,
        }
    }

    /// How many there are in a full bucket.
    #[must_use]
    pub fn count(self) -> u32 {
        self.count
    }

    /// How long one taken unit takes to come back.
    #[must_use]
    pub fn interval(self) -> Duration {
        self.period / self.count
    }

    /// How long an empty bucket takes to be full again.
    #[must_use]
    pub fn period(self) -> Duration {
        self.interval() * self.count
    }
}

impl FromStr for Rate {
    type Err = RateError;

    fn from_str(text: &str) -> Result<Self, RateError> {
        let (count, period) = text.trim().split_once('/').ok_or(RateError)?;
        let count = count.trim().parse().map_err(|_| RateError)?;
        let period = parse_duration(period).ok_or(RateError)?;
        Self::new(count, period).ok_or(RateError)
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.count, show_duration(self.period))
    }
}

/// Reads `250ms`, `30s`, `5m`, `12h` or `30d`.
#[must_use]
pub fn parse_duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().ok()?;
    let seconds = match unit {
        "ms" => return Some(Duration::from_millis(number)),
        "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => return None,
    };
    number.checked_mul(seconds).map(Duration::from_secs)
}

/// Writes what [`parse_duration`] reads, in the largest unit that fits.
#[must_use]
pub fn show_duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if duration.subsec_nanos() > 0 {
        return format!("{}ms", duration.as_millis());
    }
    let units = [(24 * 60 * 60, "d"), (60 * 60, "h"), (60, "m")];
    units
        .into_iter()
        .find(|(size, _)| seconds > 0 && seconds.is_multiple_of(*size))
        .map_or_else(
            || format!("{seconds}s"),
            |(size, unit)| format!("{}{unit}", seconds / size),
        )
}

/// What a bucket limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BucketKind {
    /// All texts.
    Total,
    /// Texts to a number, for strangers.
    Phone,
    /// Texts to a number, for browsers that are known for it.
    Known,
    /// The wait between two texts.
    Wait,
    /// Texts that somebody asks for.
    Requester,
    /// Different countries that somebody texts.
    Countries,
    /// Unanswered texts to a number range.
    Range,
    /// Unanswered texts to a country.
    Country,
    /// Unanswered texts to a range or country that is on guard.
    Guard,
    /// Unanswered texts that an admin gave to a place for a day.
    More,
    /// Unanswered texts that a network asks for.
    Network,
    /// What a network left unanswered lately.
    Record,
    /// Money, for a day.
    Money,
    /// Wrong tries at a number, or by a known browser.
    Wrong,
    /// Wrong tries of all strangers.
    Guesses,
    /// Browsers that become known for a number.
    Browsers,
    /// Texts of a test number, and tests of a provider.
    Test,
    /// Tries at a second factor.
    Factor,
    /// Tries at recovery codes.
    Recovery,
    /// Tries at a one-time word for a first factor.
    FactorWord,
    /// Wrong secrets of an app.
    ClientSecret,
    /// Codes and tokens that there are not.
    Token,
}

impl BucketKind {
    /// The word in the database, in metrics and in logs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Phone => "phone",
            Self::Known => "known",
            Self::Wait => "wait",
            Self::Requester => "requester",
            Self::Countries => "countries",
            Self::Range => "range",
            Self::Country => "country",
            Self::Guard => "guard",
            Self::More => "more",
            Self::Network => "network",
            Self::Record => "record",
            Self::Money => "money",
            Self::Wrong => "wrong",
            Self::Guesses => "guesses",
            Self::Browsers => "browsers",
            Self::Test => "test",
            Self::Factor => "factor",
            Self::Recovery => "recovery",
            Self::FactorWord => "word",
            Self::ClientSecret => "secret",
            Self::Token => "token",
        }
    }
}

/// Which bucket, of whom.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BucketKey {
    /// Whom it belongs to: a keyed hash, a country's code, or `all`.
    pub subject: String,
    /// What it limits.
    pub kind: BucketKind,
    /// How much; a wait is one bucket, whatever its length.
    pub rate: Option<Rate>,
    /// In which country alone, if it is not in all.
    pub region: Option<Region>,
}

impl BucketKey {
    /// What it limits and how much, without whom.
    #[must_use]
    pub fn name(&self) -> String {
        let mut name = self.kind.as_str().to_owned();
        if let Some(region) = self.region {
            name = format!("{name}@{region}");
        }
        match self.rate {
            Some(rate) => format!("{name}:{rate}"),
            None => name,
        }
    }
}

/// One bucket of one subject, and what is taken from it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Charge {
    /// The bucket.
    pub key: BucketKey,
    /// What one unit adds to the bucket's moment.
    pub interval: Duration,
    /// How far ahead of now the moment may lie.
    pub period: Duration,
}

impl Charge {
    /// One unit of a bucket of `subject` (a keyed hash).
    #[must_use]
    pub fn one(kind: BucketKind, subject: &str, rate: Rate) -> Self {
        Self {
            key: BucketKey {
                subject: subject.to_owned(),
                kind,
                rate: Some(rate),
                region: None,
            },
            interval: rate.interval(),
            period: rate.period(),
        }
    }

    /// The same in one country alone: a bucket of its own.
    #[must_use]
    pub fn within(mut self, region: Region) -> Self {
        self.key.region = Some(region);
        self
    }

    /// The same, as one bucket whatever its rate is.
    #[must_use]
    pub fn of_any_rate(mut self) -> Self {
        self.key.rate = None;
        self
    }

    /// As much of this unit as `millionths` say.
    #[must_use]
    pub fn weighing(mut self, millionths: u32) -> Self {
        self.interval = self.interval * millionths / 1_000_000;
        self
    }

    /// The same bucket with room for so many more.
    #[must_use]
    pub fn roomier(mut self, units: u32) -> Self {
        self.period += self.interval * units;
        self
    }

    /// The same bucket, of which a tenth is kept for others.
    #[must_use]
    pub fn less_a_tenth(mut self) -> Self {
        let units = self.period.as_micros() / self.interval.as_micros().max(1);
        let kept = u32::try_from(units / 10).unwrap_or(u32::MAX);
        self.period = self.period.saturating_sub(self.interval * kept);
        self
    }

    /// How long until the bucket gives this, when it will be full at that
    /// moment; zero when it does now.
    #[must_use]
    pub fn wait_from(&self, full_at: Elapsed, now: Elapsed) -> Duration {
        let taken = full_at.max(now).plus(self.interval);
        taken.since(now.plus(self.period))
    }

    /// The wait of `subject`: one bucket, whatever its length this time.
    #[must_use]
    pub fn wait(subject: &str, wait: Duration) -> Self {
        let rate = Rate::one_per(wait);
        Self {
            key: BucketKey {
                subject: subject.to_owned(),
                kind: BucketKind::Wait,
                rate: None,
                region: None,
            },
            interval: rate.interval(),
            period: rate.period(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_tells_when_it_gives_again() {
        let rate = "10/1h".parse().expect("a rate");
        let (take, now) = (
            Charge::one(BucketKind::Phone, "s", rate),
            Elapsed::from_micros(1 << 50),
        );
        let minutes = |n| Duration::from_mins(n);
        let wait = |full_in| take.wait_from(now.plus(full_in), now);
        assert_eq!(wait(minutes(0)), minutes(0));
        // nine are out, then ten
        assert_eq!(wait(minutes(54)), minutes(0));
        assert_eq!(wait(minutes(60)), minutes(6));
        assert_eq!(take.wait_from(now.minus(minutes(1)), now), minutes(0));
        assert_eq!(
            take.roomier(1).wait_from(now.plus(minutes(60)), now),
            minutes(0)
        );
    }

    #[test]
    fn rates_read_and_write() {
        for text in ["5/10m", "10/1d", "1/250ms", "1000/1m", "20/80d"] {
            assert_eq!(text.parse::<Rate>().map(|r| r.to_string()), Ok(text.into()));
        }
        for text in [
            "", "5", "0/1m", "5/", "5/0s", "-1/1m", "5/10", "5/10w", "2/1ms/3",
        ] {
            assert!(text.parse::<Rate>().is_err(), "{text}");
        }
        assert_eq!(
            "10/24h".parse::<Rate>().map(|r| r.to_string()),
            Ok("10/1d".into())
        );
    }
}
