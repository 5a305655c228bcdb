//! Number ranges: numbers less their last four digits, as they were handed out
//! to networks.

use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, PhoneNumberType,
    ValidationError,
};

use super::phone::{MAX_TYPED, PhoneError, REST, plain};
use super::region::Region;

/// A number range of a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberRange {
    start: String,
    region: Region,
}

/// Why a text is no [`NumberRange`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RangeError {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// Not a `+` and digits, or the beginning of no country's numbers.
    #[error("not the beginning of a phone number")]
    Format,
    /// More than four digits are missing.
    #[error("too short for a number less its last four digits")]
    Short,
    /// Such as a whole number.
    #[error("too long for a number less its last four digits")]
    Long,
}

impl NumberRange {
    /// Reads what an admin typed, with its `+`.
    pub fn parse(typed: &str) -> Result<Self, RangeError> {
        if typed.len() > MAX_TYPED {
            return Err(RangeError::Long);
        }
        let start = plain(typed).map_err(|error| match error {
            PhoneError::Empty => RangeError::Empty,
            _ => RangeError::Format,
        })?;
        if !start.starts_with('+') {
            return Err(RangeError::Format);
        }
        let number = completed(&start, "0000").ok_or(RangeError::Format)?;
        let mobile = PhoneNumberType::Mobile;
        match PHONE_NUMBER_UTIL.is_possible_number_for_type_with_reason(&number, mobile) {
            Ok(NumberLengthType::IsPossible) => {}
            Err(ValidationError::TooLong) => return Err(RangeError::Long),
            Err(ValidationError::InvalidCountryCode) => return Err(RangeError::Format),
            _ => return Err(RangeError::Short),
        }
        let e164 = number.format_as(PhoneNumberFormat::E164).into_owned();
        let start = e164[..e164.len() - REST].to_owned();
        let region = region_of(&start).ok_or(RangeError::Format)?;
        Ok(Self { start, region })
    }

    /// `+` and digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.start
    }

    /// The country whose numbers it holds.
    #[must_use]
    pub fn region(&self) -> Region {
        self.region
    }
}

/// A range in groups, as its numbers are written internationally, such as
/// `+91 98765 4`.
#[must_use]
pub fn grouped(range: &str) -> String {
    let Some(number) = completed(range, "0000") else {
        return range.to_owned();
    };
    let mut shown = number
        .format_as(PhoneNumberFormat::International)
        .into_owned();
    for _ in 0..REST {
        while shown.pop().is_some_and(|c| !c.is_ascii_digit()) {}
    }
    let end = shown.trim_end_matches(|c: char| !c.is_ascii_digit()).len();
    shown.truncate(end);
    shown
}

fn completed(range: &str, rest: &str) -> Option<PhoneNumber> {
    PHONE_NUMBER_UTIL.parse(format!("{range}{rest}"), None).ok()
}

/// Several countries can share a calling code; then some of the range's
/// numbers tell.
fn region_of(start: &str) -> Option<Region> {
    ["0000", "1111", "2345", "5678", "9999"]
        .into_iter()
        .filter_map(|rest| completed(start, rest)?.get_region_code())
        .find_map(Region::of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::phone::Phone;

    #[test]
    fn a_range_is_read_as_people_write_numbers() {
        for (typed, start, region) in [
            ("+91 98765 4", "+91987654", "IN"),
            (" +91-98765-4 ", "+91987654", "IN"),
            ("\u{ff0b}９１９８７６５４", "+91987654", "IN"),
            ("+44 (0)7400 12", "+44740012", "GB"),
            ("+1 415-555", "+1415555", "US"),
            ("+1 876-555", "+1876555", "JM"),
            ("+7 701 123", "+7701123", "KZ"),
            ("+234 803 123", "+234803123", "NG"),
        ] {
            let range = NumberRange::parse(typed).expect(typed);
            assert_eq!(range.as_str(), start, "{typed}");
            assert_eq!(range.region().to_string(), region, "{typed}");
        }
    }

    #[test]
    fn what_is_no_range_says_why() {
        for (typed, why) in [
            ("", RangeError::Empty),
            ("  ", RangeError::Empty),
            ("98765 4", RangeError::Format),
            ("+91 9876x", RangeError::Format),
            ("+0 12345", RangeError::Format),
            ("+999 1234567", RangeError::Format),
            ("+", RangeError::Format),
            ("+91 98", RangeError::Short),
            ("+234 80", RangeError::Short),
            ("+91 98765 43210", RangeError::Long),
            ("+1 415 555 2671", RangeError::Long),
        ] {
            assert_eq!(NumberRange::parse(typed).map(|_| ()), Err(why), "{typed:?}");
        }
        let long = format!("+1{}", "4".repeat(MAX_TYPED));
        assert_eq!(NumberRange::parse(&long), Err(RangeError::Long));
    }

    #[test]
    fn a_number_s_range_is_the_one_an_admin_types() {
        for number in [
            "+919876543210",
            "+14155552671",
            "+447400123456",
            "+393123456789",
        ] {
            let phone: Phone = number.parse().expect("a number");
            let range = NumberRange::parse(phone.range()).expect("its range");
            assert_eq!(range.as_str(), phone.range());
            assert_eq!(range.region(), phone.region());
        }
    }

    #[test]
    fn ranges_are_shown_in_groups() {
        assert_eq!(grouped("+91987654"), "+91 98765 4");
        assert_eq!(grouped("+1415555"), "+1 415-555");
        assert_eq!(grouped("+44740012"), "+44 7400 12");
        assert_eq!(grouped("no range"), "no range");
    }
}
