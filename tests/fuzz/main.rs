//! Whatever comes from outside, in any bytes: numbers that people type, and
//! bodies that are posted, what providers say, real and bent, which none of their
//! readers may take for a confirmation that is none. Cookies and addresses to
//! return to are tried where they are read.
//!
//! Each property is tried a few thousand times; `PROPTEST_CASES` says how
//! often instead.

#[path = "../app/mod.rs"]
mod app;
mod bodies;
mod documented;
mod kinds;
mod mutate;
mod phones;
mod receipts;
mod replies;
mod signed;

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
