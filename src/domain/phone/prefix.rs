//! Ranges that an operator declares to be mobile.

use std::fmt;
use std::str::FromStr;

use rlibphonenumber::PHONE_NUMBER_UTIL;

/// The beginning of mobile numbers: `+`, a calling code, and at least a digit
/// more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MobilePrefix(String);

/// The text is no [`MobilePrefix`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the beginning of a country's mobile numbers")]
pub struct MobilePrefixError;

impl MobilePrefix {
    /// Whether a number, `+` and digits, begins so.
    #[must_use]
    pub fn begins(&self, e164: &str) -> bool {
        e164.starts_with(&self.0)
    }
}

impl FromStr for MobilePrefix {
    type Err = MobilePrefixError;

    fn from_str(text: &str) -> Result<Self, MobilePrefixError> {
        let spaces = |c: &char| !matches!(c, ' ' | '-' | '(' | ')' | '.');
        let prefix: String = text.chars().filter(spaces).collect();
        let digits = prefix.strip_prefix('+').ok_or(MobilePrefixError)?;
        let plain = digits.bytes().all(|b| b.is_ascii_digit()) && digits.len() <= 14;
        let code = |n: usize| digits.get(..n)?.parse::<i32>().ok();
        let known = |n| {
            let region =
                code(n).and_then(|code| PHONE_NUMBER_UTIL.get_region_for_country_code(code));
            region.is_some_and(|region| region != rlibphonenumber::Region::World)
        };
        let has_more = (1..=3).any(|n| digits.len() > n && known(n));
        (plain && has_more)
            .then_some(Self(prefix))
            .ok_or(MobilePrefixError)
    }
}

impl fmt::Display for MobilePrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_has_a_country_and_more() {
        let read = |text: &str| text.parse::<MobilePrefix>().map(|it| it.to_string());
        assert_eq!(read("+59393").as_deref(), Ok("+59393"));
        assert_eq!(read("+593 93").as_deref(), Ok("+59393"));
        for text in [
            "", "+", "593", "+593", "+999", "+1", "+87012", "+593x", "59393",
        ] {
            assert_eq!(read(text), Err(MobilePrefixError), "{text}");
        }
    }
}
