//! Numbers for app-store reviewers and end-to-end tests: never texted, with a
//! code that is always the same, until a date.

use std::time::Duration;

use super::code::OtpCode;
use super::limit::Rate;
use super::phone::Phone;
use crate::base::clock::Timestamp;

/// A number that signs in with a fixed code.
#[derive(Debug, Clone)]
pub struct TestNumber {
    /// The number.
    pub phone: Phone,
    /// Its code.
    pub code: OtpCode,
    /// From then on it is an ordinary number.
    pub ends_at: Timestamp,
}

impl TestNumber {
    /// How often each of them gets its code: no other limit counts it.
    #[must_use]
    pub fn sends() -> Rate {
        Rate::new(60, Duration::from_mins(10)).unwrap_or(Rate::one_per(Duration::from_secs(10)))
    }

    /// The one of these that a number is now, if any.
    #[must_use]
    pub fn find<'a>(all: &'a [Self], phone: &Phone, now: Timestamp) -> Option<&'a Self> {
        all.iter()
            .find(|test| test.phone == *phone && now < test.ends_at)
    }
}
