//! Floor 1: what everything stands on. Settings, the clock, randomness,
//! secrets, private files, words, logs and metrics. Knows nothing of phones or HTTP.

pub mod clock;
pub mod config;
pub mod files;
pub mod jws;
pub mod language;
pub mod metrics;
pub mod object;
pub mod private_addresses;
pub mod process;
pub mod rng;
pub mod secret;
pub mod telemetry;
pub mod url;
pub mod words;

#[cfg(test)]
pub mod proptest_config;
