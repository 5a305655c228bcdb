//! Randomness as an argument.

use std::convert::Infallible;
use std::fmt;

use rand::{Rng, TryRng};
use uuid::Uuid;

use super::clock::Timestamp;

/// Where random numbers come from.
pub trait RngSource: Send + Sync + fmt::Debug {
    /// A generator that is good enough for secrets.
    fn rng(&self) -> Box<dyn Rng + Send>;
}

/// Each thread's own cryptographic generator (`ChaCha12`), which the operating
/// system seeds and, every 64 KiB, seeds anew.
///
/// Should the system fail to give the first seed, drawing panics, and the request
/// at hand answers 500: there is no safe way to go on.
#[derive(Debug, Clone, Copy)]
pub struct OsRngSource;

impl RngSource for OsRngSource {
    fn rng(&self) -> Box<dyn Rng + Send> {
        Box::new(ThreadsOwn)
    }
}

/// The generator of whichever thread draws.
struct ThreadsOwn;

impl TryRng for ThreadsOwn {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(rand::rng().next_u32())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(rand::rng().next_u64())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        rand::rng().fill_bytes(bytes);
        Ok(())
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
