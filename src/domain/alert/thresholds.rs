//! When a share is out of the ordinary. Small numbers raise no alarm: what
//! opens an alert is not the share itself but the end of Wilson's score interval
//! that speaks for all being well (E. B. Wilson, 1927).

use std::time::Duration;

use super::{Facts, Level};
use crate::domain::latency::LatencyHistogram;
use crate::domain::trend::Share;

/// Fewer texts than this tell nothing about the sign-in rate.
pub const TEXTS: i64 = 20;
/// Fewer failures than this are none of a provider's.
pub const FAILURES: i64 = 5;
/// Fewer answers than this tell nothing about a provider's slowness.
const ANSWERS: i64 = 10;
/// So many days with that many texts have a median, and so many texts on fewer
/// days have a share.
const DAYS: usize = 3;
const ALL_DAYS: i64 = 3 * TEXTS;
/// Without history, half of the texts should lead to a sign-in.
const EXPECTED: f64 = 0.5;
/// So many standard deviations: texts of people who change their mind come in
/// groups, failures do not.
const SURE_OF_PEOPLE: f64 = 3.0;
const SURE_OF_MACHINES: f64 = 2.0;
/// A provider is slow when so many of its answers are, and no longer when
/// half as many are.
const SLOW_SHARE: f64 = 0.1;
/// Beyond this, everything fails.
const MOST: f64 = 0.9;

/// The interval in which the true share lies, as far as `z` standard
/// deviations go; none of nothing.
#[must_use]
pub fn wilson(share: Share, z: f64) -> Option<(f64, f64)> {
    let rate = share.rate()?;
    let n = f64::from(i32::try_from(share.whole).unwrap_or(i32::MAX));
    let z2 = z * z;
    let middle = rate + z2 / (2.0 * n);
    let half = z * (rate * (1.0 - rate) / n + z2 / (4.0 * n * n)).sqrt();
    let whole = 1.0 + z2 / n;
    Some(((middle - half) / whole, (middle + half) / whole))
}

/// What is usual, from the same hours of earlier days: the median of the days
/// with enough texts, which one bad day does not move; with too few such days,
/// all of them together. None where that is too little, too.
#[must_use]
pub fn usual(days: &[Share]) -> Option<f64> {
    let enough = days.iter().filter(|day| day.whole >= TEXTS);
    let mut rates: Vec<_> = enough.filter_map(|day| day.rate()).collect();
    if rates.len() >= DAYS {
        rates.sort_by(f64::total_cmp);
        return rates.get(rates.len() / 2).copied();
    }
    let all = Share {
        part: days.iter().map(|day| day.part).sum(),
        whole: days.iter().map(|day| day.whole).sum(),
    };
    all.rate().filter(|_| all.whole >= ALL_DAYS)
}

/// Whether the share of texts that led to a sign-in fell by `drop` (from 0 to
/// 1) of what is usual.
#[must_use]
pub fn sign_ins(now: Share, usual: Option<f64>, drop: f64) -> (Level, Facts) {
    let good = usual.unwrap_or(EXPECTED);
    let opens = good * (1.0 - drop);
    let closes = good * (1.0 - drop / 2.0);
    let level = match (now.rate(), wilson(now, SURE_OF_PEOPLE)) {
        (Some(rate), Some((_, most))) if now.whole >= TEXTS => {
            if most < opens {
                Level::High
            } else if rate >= closes {
                Level::Low
            } else {
                Level::Middle
            }
        }
        _ => Level::Few,
    };
    (level, facts(now, usual, opens))
}

/// Whether a provider fails in a larger share than `least` (from 0 to 1) and
/// than twice the usual.
#[must_use]
pub fn failures(now: Share, before: Share, least: f64) -> (Level, Facts) {
    let usual = before.rate().filter(|_| before.whole >= TEXTS);
    let opens = (2.0 * usual.unwrap_or_default()).max(least).min(MOST);
    (rose(now, FAILURES, opens), facts(now, usual, opens))
}

/// Whether a provider's answers take longer than `least` and than twice the
/// usual.
#[must_use]
pub fn slowness(
    now: &LatencyHistogram,
    before: &LatencyHistogram,
    least: Duration,
) -> (Level, Facts) {
    let usual = before.percentile(95).filter(|_| before.count() >= 20);
    let limit = usual.map_or(least, |usual| least.max(usual * 2));
    let share = Share {
        part: count(now.longer_than(limit)),
        whole: count(now.count()),
    };
    let level = if share.whole < ANSWERS {
        Level::Few
    } else {
        rose(share, 1, SLOW_SHARE)
    };
    let facts = Facts {
        part: share.part,
        whole: share.whole,
        value: now.percentile(95).map_or(0, millis),
        usual: usual.map(millis),
        bound: millis(limit),
    };
    (level, facts)
}

/// Whether a share is surely above a bound, or below half of it.
fn rose(now: Share, fewest: i64, opens: f64) -> Level {
    match (now.rate(), wilson(now, SURE_OF_MACHINES)) {
        (Some(_), Some((least, _))) if least > opens && now.part >= fewest => Level::High,
        (Some(rate), _) if rate >= opens / 2.0 => Level::Middle,
        (Some(_), _) if now.whole >= fewest => Level::Low,
        _ => Level::Few,
    }
}

fn facts(now: Share, usual: Option<f64>, bound: f64) -> Facts {
    Facts {
        part: now.part,
        whole: now.whole,
        value: now.rate().map_or(0, thousandths),
        usual: usual.map(thousandths),
        bound: thousandths(bound),
    }
}

/// A share in thousandths.
#[expect(clippy::cast_possible_truncation, reason = "from 0 to 1000")]
fn thousandths(share: f64) -> i64 {
    (share.clamp(0.0, 1.0) * 1_000.0).round() as i64
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
