//! What the page says.

const PAGE: &str = include_str!("../../docs/connect.md");

/// The block of this kind below a heading, counted from 0.
pub fn block(heading: &str, kind: &str) -> &'static str {
    let (_, below) = PAGE.split_once(&format!("\n{heading}\n")).expect(heading);
    let (_, block) = below.split_once(&format!("\n```{kind}\n")).expect(kind);
    block.split_once("```").expect("it ends").0
}

/// A text with pieces changed, each of which must be there.
pub fn changed(text: &str, changes: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "there is no {from:?} in {text}");
        text = text.replace(from, to);
    }
    text
}

#[test]
fn the_recipe_for_axum_is_the_one_that_is_tested() {
    assert_eq!(block("### axum", "rust"), include_str!("axum_app.rs"));
}
