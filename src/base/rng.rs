//! Randomness as an argument.

use std::fmt;

use rand::Rng;
use rand::rand_core::UnwrapErr;
use rand::rngs::SysRng;

/// Where random numbers come from.
pub trait Chance: Send + Sync + fmt::Debug {
    /// A generator that is good enough for secrets.
    fn rng(&self) -> Box<dyn Rng + Send>;
}

/// The operating system's generator, asked anew for every number.
///
/// Should the system fail to give randomness, drawing panics, and the request
/// at hand answers 500: there is no safe way to go on.
#[derive(Debug, Clone, Copy)]
pub struct OsChance;

impl Chance for OsChance {
    fn rng(&self) -> Box<dyn Rng + Send> {
        Box::new(UnwrapErr(SysRng))
    }
}

/// 128 random bits as 32 hex digits: the form of ids that must not be guessed.
#[must_use]
pub fn token(rng: &mut dyn Rng) -> String {
    let mut bytes = [0; 16];
    rng.fill_bytes(&mut bytes);
    super::secret::hex(&bytes)
}
