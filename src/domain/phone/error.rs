//! Why a text is no phone number that gets texts.

use std::fmt;

use crate::domain::region::Region;

/// Why a text is no [`Phone`](super::Phone).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneError {
    /// Nothing was typed.
    Empty,
    /// Characters that do not belong into a number, or no number at all.
    Format,
    /// A national number, and no region to read it in.
    NoRegion,
    /// Its country code is no country's; the region that was chosen.
    UnknownCode(Option<Region>),
    /// Digits are missing for a mobile number of the country it was read in.
    TooShort {
        /// The country.
        region: Region,
        /// How many.
        digits: u8,
    },
    /// It has more digits than mobile numbers of the country have.
    TooLong {
        /// The country.
        region: Region,
        /// How many more.
        digits: u8,
    },
    /// No number of the country begins like this.
    NoSuchRange(Region),
    /// A real number that gets no texts: a landline's, toll-free, or of no
    /// country.
    NotMobile(Option<Region>),
}

impl PhoneError {
    /// The country that the number was read in, if it was read.
    #[must_use]
    pub fn region(self) -> Option<Region> {
        match self {
            Self::Empty | Self::Format | Self::NoRegion => None,
            Self::TooShort { region, .. }
            | Self::TooLong { region, .. }
            | Self::NoSuchRange(region) => Some(region),
            Self::NotMobile(region) | Self::UnknownCode(region) => region,
        }
    }

    /// What an operator should write instead.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::NotMobile(_) => {
                "give a mobile number, for landlines, toll-free and premium numbers get no codes"
            }
            Self::NoSuchRange(_) => {
                "give a mobile number; should it be one, declare its range in phones.also_mobile"
            }
            _ => "write the whole number with its plus, such as +14155552671",
        }
    }
}

/// For operators and callers, in English.
impl fmt::Display for PhoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = |n| format!("{n} digit{}", if n == 1 { "" } else { "s" });
        match *self {
            Self::Empty => f.write_str("empty"),
            Self::Format => f.write_str("not a phone number"),
            Self::NoRegion => f.write_str("a number without a country"),
            Self::UnknownCode(_) => f.write_str("of a country code that no country has"),
            Self::TooShort { region, digits: n } => {
                let name = region.english_name();
                write!(f, "{} too short for a mobile number ({name})", digits(n))
            }
            Self::TooLong { region, digits: n } => {
                let name = region.english_name();
                write!(f, "{} too long for a mobile number ({name})", digits(n))
            }
            Self::NoSuchRange(region) => {
                let name = region.english_name();
                write!(f, "in a range that is not in use ({name})")
            }
            Self::NotMobile(None) => f.write_str("a number that cannot get texts"),
            Self::NotMobile(Some(region)) => {
                write!(f, "not a mobile number ({})", region.english_name())
            }
        }
    }
}

impl std::error::Error for PhoneError {}
