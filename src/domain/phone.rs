//! Phone numbers that can get texts. The library libphonenumber is the judge;
//! around it lies a thin layer of our own: two closed tables, one of what can
//! only mean a mobile ([`rules`]), one of what was a mobile's ([`earlier`]).

mod earlier;
mod error;
mod metadata;
mod prefix;
mod reading;
mod refusal;
mod rules;
mod typed;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat};

use super::region::Region;
use crate::base::secret::Key;

pub use error::PhoneError;
pub use metadata::{METADATA_DATE, METADATA_VERSION};
pub use prefix::{MobilePrefix, MobilePrefixError};
pub use reading::NumberRules;
pub(super) use typed::plain;

/// The longest input that is looked at, in bytes.
pub const MAX_TYPED: usize = 64;

/// How many digits a number has after its range.
pub(super) const REST: usize = 4;

/// A number that can get texts: a mobile's (or of a country that does not tell),
/// of a real country, without an extension. Two are the same when their digits
/// are: which country a number counts for can change with the settings.
#[derive(Clone)]
pub struct Phone {
    e164: String,
    region: Region,
}

impl PartialEq for Phone {
    fn eq(&self, other: &Self) -> bool {
        self.e164 == other.e164
    }
}

impl Eq for Phone {}

impl Hash for Phone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.e164.hash(state);
    }
}

impl Phone {
    /// Reads what a person typed by the rules that hold without any setting; a
    /// number that starts with `+` beats the region.
    pub fn parse(typed: &str, region: Option<Region>) -> Result<Self, PhoneError> {
        NumberRules::default().read(typed, region)
    }

    /// A number that this program parsed and stored earlier: it stays readable
    /// when the numbering plan has changed since.
    pub(crate) fn stored(e164: String, region: Region) -> Self {
        Self { e164, region }
    }

    /// What the number was called before its country changed its numbers.
    #[must_use]
    pub fn earlier_forms(&self) -> Vec<String> {
        rules::earlier_forms(&self.e164)
    }

    /// The keyed hashes of these forms.
    #[must_use]
    pub fn earlier_hashes(&self, key: &Key) -> Vec<String> {
        let forms = self.earlier_forms().into_iter();
        forms.map(|old| key.hash("phone", &[&old])).collect()
    }

    /// How numbers began, and how many signs they had, before their countries
    /// changed them.
    pub fn old_forms() -> impl Iterator<Item = (String, usize)> {
        rules::old_forms()
    }

    /// `+` and digits, ITU-T E.164.
    #[must_use]
    pub fn e164(&self) -> &str {
        &self.e164
    }

    /// The country or territory the number belongs to.
    #[must_use]
    pub fn region(&self) -> Region {
        self.region
    }

    /// The number as it is written internationally, such as `+91 98765 43210`:
    /// for its owner and for admins.
    #[must_use]
    pub fn international(&self) -> String {
        PHONE_NUMBER_UTIL.parse(&self.e164, None).map_or_else(
            |_| self.e164.clone(),
            |number| {
                number
                    .format_as(PhoneNumberFormat::International)
                    .into_owned()
            },
        )
    }

    /// The last three digits: enough for the owner to know it, not for others.
    #[must_use]
    pub fn last_three(&self) -> &str {
        &self.e164[self.e164.len() - 3..]
    }

    /// The calling code with its plus.
    #[must_use]
    pub fn calling_code(&self) -> String {
        format!("+{}", self.region.calling_code())
    }

    /// For logs and lists: `+91•••••210`.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{}•••••{}", self.calling_code(), self.last_three())
    }

    /// The keyed hash under which the number is counted, blocked and recorded.
    #[must_use]
    pub fn hash(&self, key: &Key) -> String {
        key.hash("phone", &[&self.e164])
    }

    /// The number less its last four digits: the range it was handed out in.
    #[must_use]
    pub fn range(&self) -> &str {
        &self.e164[..self.e164.len() - REST]
    }
}

impl FromStr for Phone {
    type Err = PhoneError;

    /// Reads an international number, with its plus.
    fn from_str(text: &str) -> Result<Self, PhoneError> {
        Self::parse(text, None)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_keep_the_number_out_of_logs() {
        let phone: Phone = "+919876543210".parse().expect("an Indian mobile");
        assert_eq!(phone.masked(), "+91•••••210");
        assert_eq!(format!("{phone:?}"), "Phone(+91•••••210)");
        assert_eq!(phone.international(), "+91 98765 43210");
        assert_eq!(phone.range(), "+91987654");
    }

    #[test]
    fn the_plus_may_follow_a_blank_but_not_a_digit() {
        assert!(Phone::parse(" +14155552671", None).is_ok());
        assert_eq!(Phone::parse("1+4155552671", None), Err(PhoneError::Format));
    }
}
