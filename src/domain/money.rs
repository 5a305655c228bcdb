//! Money, as far as texts cost any.

use std::fmt;
use std::str::FromStr;

/// An amount in millionths of the operator's currency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(i64);

/// The text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an amount, such as 0.0075 or 250")]
pub struct MoneyError;

impl Money {
    /// From millionths.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// In millionths.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// So many times this.
    #[must_use]
    pub const fn times(self, n: u32) -> Self {
        Self(self.0.saturating_mul(n as i64))
    }

    /// How many hundredths of the other this is, rounded down: from 0 to 100.
    #[must_use]
    pub fn percent_of(self, whole: Self) -> i64 {
        let whole = whole.0.max(1);
        // in the wide, for hundred times an amount may not fit
        let percent = i128::from(self.0) * 100 / i128::from(whole);
        i64::try_from(percent.clamp(0, 100)).unwrap_or(100)
    }

    /// To hundredths, half of one up.
    #[must_use]
    pub const fn rounded(self) -> Self {
        Self(self.0.saturating_add(5_000).div_euclid(10_000) * 10_000)
    }

    /// To hundredths, with the currency where there is one: as all sums are
    /// shown.
    #[must_use]
    pub fn shown(self, currency: &str) -> String {
        let space = if currency.is_empty() { "" } else { " " };
        format!("{}{space}{currency}", self.rounded())
    }

    /// The share of it that a budget warns at: 80 %.
    #[must_use]
    pub const fn warning(self) -> Self {
        Self(self.0 / 5 * 4 + self.0 % 5 * 4 / 5)
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    /// Digits, and up to six more after a point; no sign.
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(part) || part.len() > 6 {
            return Err(MoneyError);
        }
        let whole: i64 = whole.parse().map_err(|_| MoneyError)?;
        let part: i64 = format!("{part:0<6}").parse().map_err(|_| MoneyError)?;
        let micros = whole.checked_mul(1_000_000).ok_or(MoneyError)?;
        micros.checked_add(part).map(Self).ok_or(MoneyError)
    }
}

impl fmt::Display for Money {
    /// With two digits after the point, or as many more as there are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / 1_000_000, (self.0 % 1_000_000).abs());
        let part = format!("{part:06}");
        let shown = part.trim_end_matches('0').len().max(2);
        write!(f, "{whole}.{}", &part[..shown])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_and_write() {
        for (text, shown) in [
            ("0.0075", "0.0075"),
            ("250", "250.00"),
            ("0.5", "0.50"),
            ("1.000001", "1.000001"),
            ("0", "0.00"),
        ] {
            let money: Money = text.parse().expect("an amount");
            assert_eq!(money.to_string(), shown);
        }
        for text in [
            "",
            ".5",
            "1.",
            "-1",
            "1e3",
            "1.0000001",
            "9999999999999999",
            "1,5",
        ] {
            assert_eq!(text.parse::<Money>(), Err(MoneyError), "{text}");
        }
    }

    #[test]
    fn sums_are_shown_to_hundredths() {
        for (micros, shown) in [
            (82_500, "0.08 EUR"),
            (85_000, "0.09 EUR"),
            (994_999, "0.99 EUR"),
            (995_000, "1.00 EUR"),
        ] {
            assert_eq!(Money(micros).shown("EUR"), shown);
        }
        assert_eq!(Money(20_000_000).shown(""), "20.00");
    }

    #[test]
    fn percentages_stay_between_nothing_and_all() {
        let percent = |part, whole| Money(part).percent_of(Money(whole));
        assert_eq!([percent(0, 100), percent(799, 1_000)], [0, 79]);
        assert_eq!([percent(150, 100), percent(-5, 100)], [100, 0]);
        assert_eq!([percent(i64::MAX, i64::MAX), percent(1, 0)], [100, 100]);
    }

    #[test]
    fn p3_a_budget_warns_at_eighty_per_cent() {
        let warning = |text: &str| {
            text.parse::<Money>()
                .map(|money| money.warning().to_string())
        };
        assert_eq!(warning("100"), Ok("80.00".into()));
        assert_eq!(warning("0.01"), Ok("0.008".into()));
    }
}
