//! Why a number is refused, and which country it was read in.

use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberType, ValidationError,
};

use super::PhoneError;
use crate::domain::region::Region;

/// More than that is not a slip.
const MOST_DIGITS: u8 = 9;

/// Why this number, read in the region that was chosen, gets no texts.
pub fn of(number: &PhoneNumber, chosen: Option<Region>) -> PhoneError {
    let own = number.get_region_code().and_then(Region::of);
    if number.is_valid() || number.extension.is_some() {
        return PhoneError::NotMobile(own);
    }
    let chosen = chosen.filter(|it| it.calling_code() == number.country_code);
    let region = chosen
        .or(own)
        .or_else(|| Region::of_calling_code(number.country_code));
    let Some(region) = region else {
        return PhoneError::NotMobile(None);
    };
    let number = &without_trunk_zero(number, region);
    let missing = || digits_to(number, |n| n * 10);
    let surplus = || digits_to(number, |n| n / 10);
    let too_short = |digits| PhoneError::TooShort { region, digits };
    let too_long = |digits| PhoneError::TooLong { region, digits };
    let why = match length(number) {
        Ok(NumberLengthType::IsPossible) => None,
        Ok(_) | Err(ValidationError::TooShort) => missing().map(too_short),
        Err(ValidationError::TooLong) => surplus().map(too_long),
        Err(_) => missing().map(too_short).or_else(|| surplus().map(too_long)),
    };
    why.unwrap_or(PhoneError::NoSuchRange(region))
}

/// A zero to dial inside the country: with one, the library counts a number that
/// is a digit short as whole.
fn without_trunk_zero(number: &PhoneNumber, region: Region) -> PhoneNumber {
    let mut number = number.clone();
    let mobile = PhoneNumberType::Mobile;
    let example = PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(region.inner(), mobile);
    if example.is_ok_and(|it| !it.italian_leading_zero()) {
        number.italian_leading_zero = None;
        number.number_of_leading_zeros = None;
    }
    number
}

pub fn length(number: &PhoneNumber) -> Result<NumberLengthType, ValidationError> {
    PHONE_NUMBER_UTIL.is_possible_number_for_type_with_reason(number, PhoneNumberType::Mobile)
}

/// How many digits are to be put to the number, or taken from it, until it has
/// as many as mobile numbers have.
fn digits_to(number: &PhoneNumber, step: impl Fn(u64) -> u64) -> Option<u8> {
    let mut number = number.clone();
    (1..=MOST_DIGITS).find(|_| {
        number.national_number = step(number.national_number);
        length(&number) == Ok(NumberLengthType::IsPossible)
    })
}
