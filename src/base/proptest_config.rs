//! How long property tests try: for the tests' whole crate, and no further.

use proptest::test_runner::Config;

/// So many cases, or as many as `PROPTEST_CASES` says. What fails is printed,
/// and becomes a test of its own rather than a file of seeds.
#[must_use]
pub fn cases(few: u32) -> Config {
    let chosen = std::env::var_os("PROPTEST_CASES").is_some();
    let config = Config::default();
    Config {
        cases: if chosen { config.cases } else { few },
        failure_persistence: None,
        ..config
    }
}
