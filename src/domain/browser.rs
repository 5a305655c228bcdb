//! A browser that signed a number in and is known for it from then on.

use std::fmt;
use std::str::FromStr;

use rand::Rng;

use super::limit::Rate;
use crate::base::clock::DAY;
use crate::base::rng::token;
use crate::base::secret::is_hex;

/// How many browsers are known for one number; with one more, the one that
/// was not used for the longest time is forgotten. Each has wrong tries of its
/// own, so that their number bounds what can be guessed in all.
pub const KNOWN_PER_PHONE: u32 = 10;

/// How many browsers become known for one number a day, at most: each has wrong
/// tries of its own.
pub const NEW_PER_PHONE: Rate = match Rate::new(3, DAY) {
    Some(rate) => rate,
    None => panic!("no rate"),
};

/// What a browser keeps to be known again: 128 random bits, as 32 hex digits.
#[derive(Clone, PartialEq, Eq)]
pub struct BrowserId(String);

impl BrowserId {
    /// A new id.
    pub fn draw(rng: &mut dyn Rng) -> Self {
        Self(token(rng))
    }

    /// The 32 hex digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text is no browser's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a browser id")]
pub struct NotAnId;

impl FromStr for BrowserId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if is_hex(text, 32) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAnId)
        }
    }
}

impl fmt::Debug for BrowserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BrowserId(hidden)")
    }
}
