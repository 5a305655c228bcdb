//! Countries and territories that have phone numbers of their own.

mod suggest;

use std::fmt;
use std::str::FromStr;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType};

use crate::base::words::Words;

pub use suggest::advice;

/// An ISO 3166 region with a calling code, such as `IN`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region(rlibphonenumber::Region);

/// The text names no region that has phone numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an ISO 3166 region with phone numbers, such as US or IN")]
pub struct UnknownRegion;

impl Region {
    /// All regions, in the order of their codes.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all: Vec<_> = PHONE_NUMBER_UTIL
            .get_supported_regions()
            .filter_map(Self::of)
            .collect();
        all.sort_unstable_by_key(ToString::to_string);
        all
    }

    /// The library's region, if it is a real country and not "the world".
    pub(super) fn of(region: rlibphonenumber::Region) -> Option<Self> {
        let real = region != rlibphonenumber::Region::World
            && PHONE_NUMBER_UTIL
                .get_country_code_for_region(region)
                .is_some();
        real.then_some(Self(region))
    }

    /// The region, of several the largest, whose numbers begin so.
    pub(super) fn of_calling_code(code: i32) -> Option<Self> {
        let region = PHONE_NUMBER_UTIL.get_region_for_country_code(code);
        region.and_then(Self::of)
    }

    pub(super) fn inner(self) -> rlibphonenumber::Region {
        self.0
    }

    /// The country calling code without its plus, such as 91.
    #[must_use]
    pub fn calling_code(self) -> i32 {
        PHONE_NUMBER_UTIL
            .get_country_code_for_region(self.0)
            .unwrap_or_default()
    }

    /// Whether networks there take no name as a text's sender, only numbers.
    /// From a public table of 2023; other countries may have joined since.
    #[must_use]
    pub fn takes_no_names(self) -> bool {
        const NUMBERS_ONLY: &str = "AR BE BR CA CL CN CO GU HU KR MX MY NZ PE PR US VI ZA";
        NUMBERS_ONLY
            .split(' ')
            .any(|code| code == self.0.as_region_str().as_str())
    }

    /// Whether it is the largest with its calling code.
    #[must_use]
    pub fn is_main(self) -> bool {
        Self::of_calling_code(self.calling_code()) == Some(self)
    }

    /// Its name, for operators and callers.
    #[must_use]
    pub fn english_name(self) -> String {
        Words::english().t(&format!("region-{self}"))
    }

    /// A mobile number of this region as its people write it.
    #[must_use]
    pub fn example(self) -> Option<String> {
        // where the library's own is a landline's, or of before a change of plan
        const OWN: &[(&str, &str)] = &[("CL", "9 8765 4321"), ("GA", "066 03 12 34")];
        let code = self.0.as_region_str();
        if let Some((_, own)) = OWN.iter().find(|(region, _)| *region == code.as_str()) {
            return Some((*own).to_owned());
        }
        let number = PHONE_NUMBER_UTIL
            .get_example_number_for_type_and_region(self.0, PhoneNumberType::Mobile)
            .ok()?;
        Some(number.format_as(PhoneNumberFormat::National).into_owned())
    }
}

impl FromStr for Region {
    type Err = UnknownRegion;

    fn from_str(text: &str) -> Result<Self, UnknownRegion> {
        rlibphonenumber::Region::from_code(text)
            .ok()
            .and_then(Self::of)
            .ok_or(UnknownRegion)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_region_str().as_str())
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regions_with_phone_numbers_parse() {
        assert_eq!(
            "in".parse::<Region>().map(|r| r.to_string()),
            Ok("IN".into())
        );
        for text in ["ZZ", "001", "", "I", "IND", "<b", "\u{e9}"] {
            assert_eq!(text.parse::<Region>(), Err(UnknownRegion), "{text}");
        }
    }

    #[test]
    fn every_region_has_a_calling_code_and_nearly_all_an_example() {
        let all = Region::all();
        assert!(all.len() > 240);
        assert!(all.iter().all(|region| region.calling_code() > 0));
        let silent: Vec<_> = all.iter().filter(|r| r.example().is_none()).collect();
        assert!(silent.len() < 5, "no example for {silent:?}");
    }
}
