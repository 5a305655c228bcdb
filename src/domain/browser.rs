//! A browser that signed a number in and is known for it from then on.

use super::limit::Rate;
use crate::base::clock::DAY;

pub use super::id::BrowserId;

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
