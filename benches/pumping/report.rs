//! The tables, in Markdown.

use std::fmt::Write;

use super::population::Cause;
use super::tally::{AttackHour, Honest, Tally};

/// How one defence did against one attack.
#[derive(Debug)]
pub struct Row {
    /// The attack.
    pub attack: &'static str,
    /// Which share of its texts it verifies.
    pub verifies: f64,
    /// The country it aims at first.
    pub country: Option<usize>,
    /// The defence.
    pub defence: &'static str,
    /// What was counted.
    pub tally: Tally,
}

/// What attacks got out of each defence, and what honest people noticed.
#[must_use]
pub fn attacks(rows: &[Row]) -> String {
    let mut table = String::from(
        "| attack | verified | defence | stopped after | texts until then | lost in a day \
         | lost in 3 days | lost in all | cost | honest people told no | on the worst day \
         | of the country | never got in |\n\
         |---|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    for row in rows {
        table.push_str(&line(row));
        table.push('\n');
    }
    table
}

/// One line of that table.
#[must_use]
pub fn line(row: &Row) -> String {
    let (after, until) = match row.tally.stopped() {
        Some((after, until)) => (duration(after.as_secs()), until.sent.to_string()),
        None => ("never".into(), String::new()),
    };
    let [day, days, week] = [24, 72, usize::MAX].map(|hours| row.tally.first(hours));
    let lost = |sum: &AttackHour| sum.sent.saturating_sub(sum.verified);
    let (worst, there) = row.tally.worst(row.country);
    let honest = row.tally.everybody();
    format!(
        "| {} | {:.0} % | {} | {after} | {until} | {} | {} | {} | {} | {} | {worst:.3} % \
         | {there:.3} % | {} |",
        row.attack,
        100.0 * row.verifies,
        row.defence,
        lost(&day),
        lost(&days),
        lost(&week),
        dollars(&week),
        share(honest.refused, &honest),
        share(honest.never, &honest),
    )
}

/// Why honest people were told no: by what made it hard for them, and by what
/// refused.
#[must_use]
pub fn reasons(rows: &[Row]) -> String {
    let mut list = String::new();
    for row in rows {
        for ((cause, why), count) in &row.tally.why {
            let (attack, defence) = (row.attack, row.defence);
            let cause = cause.words();
            let _infallible = writeln!(list, "- {attack}, {defence}: {cause}: {why}: {count}");
        }
    }
    list
}

/// Who of the honest people was told no, by what made it hard for them.
#[must_use]
pub fn causes(rows: &[&Row]) -> String {
    let mut table = String::from("| honest people | sign-ins |");
    for row in rows {
        let _infallible = write!(table, " {} |", row.defence);
    }
    table.push_str("\n|---|---:|");
    table.push_str(&"---:|".repeat(rows.len()));
    for cause in Cause::ALL {
        let people = rows
            .first()
            .map_or(0, |row| row.tally.by_cause(cause).people);
        let _infallible = write!(table, "\n| {} | {people} |", cause.words());
        for row in rows {
            let honest = row.tally.by_cause(cause);
            let refused = share(honest.refused, honest);
            let never = share(honest.never, honest);
            let _infallible = write!(table, " {refused} ({never}) |");
        }
    }
    table.push('\n');
    table
}

/// What guessing came to, and what it cost those who are not known yet.
#[must_use]
pub fn guesses(rows: &[&Row]) -> String {
    let mut table = String::from(
        "| attack | defence | texts | guesses compared | accounts expected to be taken \
         | honest strangers with a longer code |\n|---|---|---:|---:|---:|---:|\n",
    );
    for row in rows {
        let (sent, honest) = (row.tally.first(usize::MAX).sent, row.tally.everybody());
        let _infallible = writeln!(
            table,
            "| {} | {} | {sent} | {} | {:.5} | {:.2} % |",
            row.attack,
            row.defence,
            row.tally.guesses,
            row.tally.takeovers,
            100.0 * f64::from(honest.long_codes) / f64::from(honest.strangers.max(1)),
        );
    }
    table
}

fn share(part: u32, of: &Honest) -> String {
    let percent = 100.0 * f64::from(part) / f64::from(of.people.max(1));
    format!("{percent:.3} %")
}

fn dollars(spent: &AttackHour) -> String {
    format!("${:.2}", f64::from(spent.cost) / 1_000.0)
}

fn duration(seconds: u64) -> String {
    match (seconds / 3_600, seconds / 60 % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, _) if hours >= 48 => format!("{} d", hours / 24),
        (hours, minutes) => format!("{hours} h {minutes:02}"),
    }
}
