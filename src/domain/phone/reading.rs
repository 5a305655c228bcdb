//! How a number is read: the library, what the operator declares, the rules, and
//! what was a mobile's, in this order.

use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, ParseError, PhoneNumber, PhoneNumberFormat,
    PhoneNumberType,
};

use super::rules::{When, meanings};
use super::{MAX_TYPED, MobilePrefix, Phone, PhoneError, earlier, plain, refusal};
use crate::domain::region::Region;

/// What people dial to leave a country: 00 nearly everywhere, 011 in North
/// America, 0011 in Australia (ITU, list of dialling procedures). Theirs the
/// library knows; others came from elsewhere.
const OUT_OF_A_COUNTRY: [&str; 3] = ["0011", "011", "00"];

/// What settings say about numbers.
#[derive(Debug, Clone, Default)]
pub struct NumberRules {
    /// What the operator declares to be mobile.
    pub also_mobile: Vec<MobilePrefix>,
    /// Regions that get texts; empty: all.
    pub regions: Vec<Region>,
    /// Where the operator is at home.
    pub home: Option<Region>,
}

impl NumberRules {
    /// Reads what a person typed; a number that starts with `+` beats the
    /// region.
    pub fn read(&self, typed: &str, region: Option<Region>) -> Result<Phone, PhoneError> {
        if typed.len() > MAX_TYPED {
            return Err(PhoneError::Format);
        }
        let plain = plain(typed)?;
        if region.is_none() && !plain.starts_with('+') {
            return Err(PhoneError::NoRegion);
        }
        let number = parse(&plain, region);
        let phone = number.as_ref().ok().and_then(|it| self.phone(it));
        let phone = phone.or_else(|| self.dialled_from_elsewhere(&plain));
        let has_no_code = matches!(number, Err(ParseError::InvalidCountryCode));
        let plus_is_wrong = || self.without_plus(&plain, region.filter(|_| has_no_code)?);
        phone.or_else(plus_is_wrong).ok_or_else(|| match number {
            Ok(number) => refusal::of(&number, region),
            Err(_) if has_no_code => PhoneError::UnknownCode(region),
            Err(_) => PhoneError::Format,
        })
    }

    /// A number of the chosen region with a plus in the country code's place: no
    /// country has that code, so it can mean nothing else.
    fn without_plus(&self, plain: &str, region: Region) -> Option<Phone> {
        let national = plain.strip_prefix('+')?;
        self.phone(&parse(national, Some(region)).ok()?)
    }

    /// Reads what an operator typed, where no region is chosen.
    pub fn read_at_home(&self, typed: &str) -> Result<Phone, PhoneError> {
        self.read(typed, self.home)
    }

    /// A number with another country's way out before it.
    fn dialled_from_elsewhere(&self, plain: &str) -> Option<Phone> {
        let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
        let ways = OUT_OF_A_COUNTRY.iter().filter(|_| !plain.starts_with('+'));
        let mut rest = ways.filter_map(|way| digits.strip_prefix(way));
        rest.find_map(|rest| self.phone(&parse(&format!("+{rest}"), None).ok()?))
    }

    fn phone(&self, number: &PhoneNumber) -> Option<Phone> {
        let e164 = e164(number);
        if number.extension.is_some() {
            return None;
        }
        let declared = self.also_mobile.iter().any(|prefix| prefix.begins(&e164));
        if declared && is_possible(number) {
            return self.of(number, e164);
        }
        if let Some(meant) = self.meant(number, &e164) {
            return Some(meant);
        }
        let was_mobile = || !number.is_valid() && earlier::was_mobile(&e164);
        (is_mobile(number) || was_mobile()).then(|| self.of(number, e164))?
    }

    /// The one number that the rules make of this one.
    fn meant(&self, number: &PhoneNumber, e164: &str) -> Option<Phone> {
        let when = match number.get_type() {
            PhoneNumberType::FixedLine => When::Landline,
            PhoneNumberType::Unknown => When::Unknown,
            PhoneNumberType::Mobile => When::Mobile,
            _ => return None,
        };
        let read = |it: String| Some((parse(&it, None).ok()?, it));
        let all = meanings(e164, when).into_iter().filter_map(read);
        let mut all: Vec<_> = all.filter(|(number, _)| is_mobile(number)).collect();
        all.dedup_by(|a, b| a.1 == b.1);
        match all.pop() {
            Some((number, e164)) if all.is_empty() => self.of(&number, e164),
            _ => None,
        }
    }

    fn of(&self, number: &PhoneNumber, e164: String) -> Option<Phone> {
        let region = self.region_of(number)?;
        Some(Phone { e164, region })
    }

    /// Whose number it is: the library's answer, for of several countries with
    /// one calling code it names one. Where no texts go there, the first of those
    /// that get texts, and have such numbers, too.
    fn region_of(&self, number: &PhoneNumber) -> Option<Region> {
        let usual = number.get_region_code().and_then(Region::of);
        let usual = usual.or_else(|| Region::of_calling_code(number.country_code));
        if usual.is_some_and(|usual| self.regions.contains(&usual)) {
            return usual;
        }
        let known = number.is_valid();
        let has_such = |region: &&Region| {
            let same = region.calling_code() == number.country_code;
            same && (!known || number.is_valid_for_region(region.inner()))
        };
        self.regions.iter().find(has_such).copied().or(usual)
    }
}

pub(super) fn parse(plain: &str, region: Option<Region>) -> Result<PhoneNumber, ParseError> {
    PHONE_NUMBER_UTIL.parse(plain, region.map(Region::inner))
}

fn e164(number: &PhoneNumber) -> String {
    number.format_as(PhoneNumberFormat::E164).into_owned()
}

fn is_mobile(number: &PhoneNumber) -> bool {
    let kind = number.get_type();
    let gets_texts = matches!(
        kind,
        PhoneNumberType::Mobile | PhoneNumberType::FixedLineOrMobile
    );
    gets_texts && number.is_valid() && number.get_region_code().and_then(Region::of).is_some()
}

fn is_possible(number: &PhoneNumber) -> bool {
    refusal::length(number) == Ok(NumberLengthType::IsPossible)
}
