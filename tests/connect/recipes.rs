//! What the page says.

pub use crate::app::recipes::changed;

const PAGE: &str = include_str!("../../docs/same-host.md");

/// The block of this kind below a heading.
pub fn block(heading: &str, kind: &str) -> &'static str {
    crate::app::recipes::blocks(PAGE, heading, kind)[0]
}

#[test]
fn the_recipe_for_axum_is_the_one_that_is_tested() {
    assert_eq!(block("### axum", "rust"), include_str!("axum_app.rs"));
}
