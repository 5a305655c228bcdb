//! Numbers and times, as the overview writes them.

use std::time::Duration;

use crate::base::clock::Timestamp;
use crate::domain::money::Money;
use crate::domain::trend::Share;
use crate::flow::overview::TimeRange;
use crate::web::page::Page;

/// Writes numbers in the reader's language.
#[derive(Debug, Clone, Copy)]
pub struct Format<'a> {
    pub page: &'a Page<'a>,
    pub range: TimeRange,
    /// What sums are in; empty if that is not said.
    pub currency: &'a str,
}

impl Format<'_> {
    /// Since when, and what it is compared with.
    pub fn lead(self, from: Timestamp) -> String {
        let key = format!("overview-lead-{}", self.range.as_str());
        self.page.t1(&key, "from", self.page.moment(&from))
    }

    /// A count, in groups of three digits.
    pub fn count(self, n: i64) -> String {
        self.page.number(&n.max(0).unsigned_abs())
    }

    /// A number with so many digits after the point.
    pub fn decimal(self, n: f64, digits: usize) -> String {
        let text = format!("{n:.digits$}");
        text.replace('.', &self.page.t("number-point"))
    }

    /// A share in per cent, to a tenth; none of nothing is no share.
    pub fn percent(self, share: Share) -> Option<String> {
        Some(self.hundredths(share.rate()?, 1))
    }

    /// A share from 0 to 1 in whole per cent.
    pub fn about(self, rate: f64) -> String {
        self.hundredths(rate, 0)
    }

    fn hundredths(self, rate: f64, digits: usize) -> String {
        let n = self.decimal(rate * 100.0, digits);
        self.page.t1("number-percent", "n", n)
    }

    /// A time as a number and its unit.
    pub fn time(self, time: Duration) -> (String, String) {
        let seconds = time.as_secs_f64();
        if seconds >= 120.0 {
            let minutes = self.decimal(seconds / 60.0, 0);
            return (minutes, self.page.t("unit-minutes"));
        }
        let digits = match seconds {
            0.0..1.0 => 2,
            1.0..10.0 => 1,
            _ => 0,
        };
        (self.decimal(seconds, digits), self.page.t("unit-seconds"))
    }

    /// A time with its unit.
    pub fn lasting(self, time: Duration) -> String {
        let (n, unit) = self.time(time);
        self.page.t2("number-unit", ("n", n), ("unit", unit))
    }

    /// An amount, to hundredths.
    pub fn money(self, micros: i64) -> String {
        let whole = Money::from_micros(micros.max(0)).rounded().to_string();
        let (units, rest) = whole.split_once('.').unwrap_or((&whole, "00"));
        let units = self.count(units.parse().unwrap_or_default());
        format!("{units}{}{rest}", self.page.t("number-point"))
    }

    /// When a slot begins, as short as the range allows.
    pub fn slot(self, at: Timestamp) -> String {
        match self.range {
            TimeRange::Hour | TimeRange::Day => self.page.clock(&at),
            TimeRange::Week => {
                let (day, clock) = (self.page.day(&at), self.page.clock(&at));
                self.page.t2("moment", ("date", day), ("time", clock))
            }
            TimeRange::Month => self.page.day(&at),
        }
    }
}
