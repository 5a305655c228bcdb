//! What networks make of the texts, by language.

use super::line;
use crate::delivery::Delivery;
use crate::flow::Policy;
use crate::flow::text_samples::{self, Sample};

/// Prints a table for each set of routes that send the same texts.
pub fn print(policy: &Policy, delivery: &Delivery) {
    let samples = text_samples::all(policy, delivery);
    for same in samples.chunk_by(|one, next| one.routes == next.routes) {
        let routes = same[0].routes.iter();
        let routes: Vec<_> = routes
            .map(|(place, to)| format!("{place} ({to})"))
            .collect();
        line(
            "texts",
            format_args!("{}, with a code of 10 digits:", routes.join(", ")),
        );
        row("language", "alphabet", "characters", "parts");
        for sample in same {
            let length = sample.segments.length.to_string();
            let parts = sample.segments.parts.to_string() + &because(policy, sample);
            let readers = sample.readers.to_string();
            row(&readers, sample.segments.alphabet.name(), &length, &parts);
        }
    }
}

fn row(language: &str, alphabet: &str, characters: &str, parts: &str) {
    line(
        "",
        format_args!("{language:<9} {alphabet:<9} {characters:<11} {parts}"),
    );
}

/// The character that the operator could do without, where there is one.
fn because(policy: &Policy, sample: &Sample) -> String {
    let is_own = |c: &char| !sample.is_built_in || policy.site_name.contains(*c);
    let because = sample.because().filter(is_own);
    because.map_or(String::new(), |c| format!(", because of {c:?}"))
}
