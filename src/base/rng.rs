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

/// The first `UUIDv7` of a moment: all before it are of earlier ones.
#[must_use]
pub fn uuid_v7_floor(at: Timestamp) -> Uuid {
    let millis = u64::try_from(at.as_micros() / 1_000).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid()
}

/// A `UUIDv7`: the moment to the microsecond, and the rest random (RFC 9562 §6.2,
/// method 3).
#[must_use]
pub fn uuid_v7(now: Timestamp, rng: &mut dyn Rng) -> Uuid {
    let mut rest = [0; 10];
    rng.fill_bytes(&mut rest);
    at_micros(now, rest)
}

/// A `UUIDv7` that comes before those of the same moment with a larger `nth`, of 30 bits
/// (RFC 9562 §6.2, methods 3 and 1); 32 bits of it are random.
#[must_use]
pub fn uuid_v7_nth(now: Timestamp, nth: i64, rng: &mut dyn Rng) -> Uuid {
    let mut rest = [0; 10];
    rng.fill_bytes(&mut rest);
    let nth = nth.to_be_bytes();
    rest[2..6].copy_from_slice(&[nth[4] & 0x3f, nth[5], nth[6], nth[7]]);
    at_micros(now, rest)
}

fn at_micros(now: Timestamp, mut rest: [u8; 10]) -> Uuid {
    let micros = u64::try_from(now.as_micros()).unwrap_or_default();
    let fraction = u16::try_from(micros % 1_000).unwrap_or_default();
    rest[..2].copy_from_slice(&fraction.to_be_bytes());
    uuid::Builder::from_unix_timestamp_millis(micros / 1_000, &rest).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_in_the_order_of_time_and_of_what_is_counted_in_it() {
        let rng = &mut *OsRngSource.rng();
        let at = |micros: i64| Timestamp::from_micros(1_795_000_000_000_000 + micros);
        let ids = [
            uuid_v7_floor(at(0)),
            uuid_v7_nth(at(1), 1, rng),
            uuid_v7_nth(at(1), 2, rng),
            uuid_v7_nth(at(1), 300, rng),
            uuid_v7_nth(at(1), (1 << 30) - 1, rng),
            uuid_v7(at(2), rng),
            uuid_v7_nth(at(999), 1, rng),
            uuid_v7_floor(at(1_000)),
            uuid_v7(at(1_000), rng),
        ];
        assert!(ids.is_sorted(), "{ids:?}");
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
        let same = [(); 2].map(|()| uuid_v7_nth(at(1), 1, rng));
        assert_ne!(same[0], same[1]);
    }
}
