//! Phone numbers that can get texts.

use std::fmt;
use std::str::FromStr;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, PhoneNumberType};

use super::input_chars::{digit, is_blank, is_dash, is_invisible};
use super::region::Region;
use crate::base::secret::Key;

/// The longest input that is looked at, in bytes.
pub const MAX_TYPED: usize = 64;

/// How many digits a number has after its range.
pub(super) const REST: usize = 4;

/// A number that can get texts: valid, mobile (or of a country that does not
/// tell), of a real country, without an extension.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone {
    e164: String,
    region: Region,
}

/// Why a text is no [`Phone`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// Not a possible number, or characters that do not belong into one.
    #[error("not a phone number")]
    Format,
    /// A national number, and no region to read it in.
    #[error("a number without a country")]
    NoRegion,
    /// A real number of a type that does not get texts.
    #[error("a number that cannot get texts")]
    CannotGetTexts,
}

impl PhoneError {
    /// What an operator should write instead.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::CannotGetTexts => {
                "give a mobile number, for landlines, toll-free and premium numbers get no codes"
            }
            _ => "write the whole number with its plus, such as +14155552671",
        }
    }
}

impl Phone {
    /// Reads what a person typed; a number that starts with `+` beats the
    /// region.
    pub fn parse(typed: &str, region: Option<Region>) -> Result<Self, PhoneError> {
        if typed.len() > MAX_TYPED {
            return Err(PhoneError::Format);
        }
        let plain = plain(typed)?;
        if region.is_none() && !plain.starts_with('+') {
            return Err(PhoneError::NoRegion);
        }
        let number = PHONE_NUMBER_UTIL
            .parse(&plain, region.map(Region::inner))
            .map_err(|_| PhoneError::Format)?;
        if !number.is_valid() || number.extension.is_some() {
            return Err(PhoneError::Format);
        }
        Self::that_gets_texts(&number)
    }

    fn that_gets_texts(number: &PhoneNumber) -> Result<Self, PhoneError> {
        let gets_texts = matches!(
            number.get_type(),
            PhoneNumberType::Mobile | PhoneNumberType::FixedLineOrMobile
        );
        let region = number.get_region_code().and_then(Region::of);
        match region {
            Some(region) if gets_texts => Ok(Self {
                e164: number.format_as(PhoneNumberFormat::E164).into_owned(),
                region,
            }),
            _ => Err(PhoneError::CannotGetTexts),
        }
    }

    /// A number that this program parsed and stored earlier: it stays readable
    /// when the numbering plan has changed since.
    pub(crate) fn stored(e164: String, region: Region) -> Self {
        Self { e164, region }
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

/// Reduces the typed text to an optional `+`, ASCII digits and separators.
pub(super) fn plain(typed: &str) -> Result<String, PhoneError> {
    let visible: String = typed
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| if is_blank(c) { ' ' } else { c })
        .collect();
    let visible = visible.trim();
    let number = match visible.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => &visible[4..],
        _ => visible,
    };
    if number.is_empty() {
        return Err(PhoneError::Empty);
    }
    let mut script = None;
    let mut plain = String::with_capacity(number.len());
    for (at, c) in number.chars().enumerate() {
        if let Some((value, zero)) = digit(c) {
            if *script.get_or_insert(zero) != zero {
                return Err(PhoneError::Format);
            }
            plain.push(char::from(b'0' + value));
        } else {
            plain.push(match c {
                '+' | '\u{FF0B}' if at == 0 => '+',
                '.' | '(' | ')' | '/' | ' ' => c,
                c if is_dash(c) => '-',
                _ => return Err(PhoneError::Format),
            });
        }
    }
    Ok(plain)
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
