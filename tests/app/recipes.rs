//! What stands in a document, to be run.

/// The blocks of this kind between a heading and the next one.
#[must_use]
pub fn blocks(page: &'static str, heading: &str, kind: &str) -> Vec<&'static str> {
    let (_, below) = page.split_once(&format!("\n{heading}\n")).expect(heading);
    let here = below.split("\n##").next().unwrap_or(below);
    let start = format!("\n```{kind}\n");
    let starts = here.split(&*start).skip(1);
    starts
        .map(|rest| rest.split_once("```\n").map_or(rest, |(block, _)| block))
        .collect()
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
