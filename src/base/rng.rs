//! Randomness as an argument.

use std::fmt;

use rand::Rng;
use rand::rand_core::UnwrapErr;
use rand::rngs::SysRng;
use uuid::Uuid;

use super::clock::Timestamp;

/// Where random numbers come from.
pub trait RngSource: Send + Sync + fmt::Debug {
    /// A generator that is good enough for secrets.
    fn rng(&self) -> Box<dyn Rng + Send>;
}

/// The operating system's generator, asked anew for every number.
///
/// Should the system fail to give randomness, drawing panics, and the request
/// at hand answers 500: there is no safe way to go on.
#[derive(Debug, Clone, Copy)]
pub struct OsRngSource;

impl RngSource for OsRngSource {
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

/// A `UUIDv7`: the moment in milliseconds, and the rest random.
#[must_use]
pub fn uuid_v7(now: Timestamp, rng: &mut dyn Rng) -> Uuid {
    let mut random = [0; 10];
    rng.fill_bytes(&mut random);
    let millis = u64::try_from(now.as_micros() / 1_000).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}
