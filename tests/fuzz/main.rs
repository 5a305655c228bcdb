//! Whatever comes from outside, in any bytes: numbers that people type, and
//! bodies that are posted. What providers say is tried in `src/delivery/fuzz`,
//! cookies and addresses to return to where they are read.
//!
//! Each property is tried a few thousand times; `PROPTEST_CASES` says how
//! often instead.

#[path = "../app/mod.rs"]
mod app;
mod bodies;
mod phones;

use proptest::test_runner::Config;

/// So many cases, or as many as the environment says.
fn cases(few: u32) -> Config {
    let chosen = std::env::var_os("PROPTEST_CASES").is_some();
    let config = Config::default();
    Config {
        cases: if chosen { config.cases } else { few },
        failure_persistence: None,
        ..config
    }
}
