//! Tables in Markdown.

use std::time::Duration;

/// The head of a table: what its first columns of words are called, and those of
/// numbers.
pub fn head(words: &[&str], numbers: &[&str]) {
    println!("\n| {} |", [words, numbers].concat().join(" | "));
    let rules = words.iter().map(|_| "---");
    let rules: Vec<_> = rules.chain(numbers.iter().map(|_| "---:")).collect();
    println!("| {} |", rules.join(" | "));
}

pub fn row(cells: &[&str]) {
    println!("| {} |", cells.join(" | "));
}

/// The middle one.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

pub fn ms(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e3)
}

/// To three digits.
pub fn rate(rate: f64) -> String {
    if rate < 100.0 {
        format!("{rate:.1}")
    } else {
        format!("{rate:.0}")
    }
}

/// How many were turned away, if any were.
pub fn without(failed: usize) -> String {
    match failed {
        0 => String::new(),
        failed => format!(", {failed} turned away"),
    }
}
