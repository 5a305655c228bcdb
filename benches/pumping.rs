//! How much of an attack gets through, and how many honest people are told no.
//!
//! `cargo bench --bench pumping` prints the tables of docs/abuse.md for a site of
//! 5,000 sign-ins a day; `-- --full` those for 20,000, and `-- --quick` three
//! days of 1,000. `-- --reasons` lists what refused honest people; `--ours` leaves
//! the others out and `--others` ours, `--attack=PART` all attacks without this in their names,
//! `--days=N` further days, and `--network=RATE` sets `limits.network`.

#[path = "pumping/mod.rs"]
mod simulator;

use simulator::report;
use simulator::runs::{Asked, CALM, SPRAY, Size, everything};

fn main() {
    let asked = |flag: &str| std::env::args().any(|arg| arg == flag);
    let given =
        |name: &str| std::env::args().find_map(|arg| Some(arg.strip_prefix(name)?.to_owned()));
    let mut size = match (asked("--quick"), asked("--full")) {
        (true, _) => Size::QUICK,
        (_, true) => Size::FULL,
        _ => Size::USUAL,
    };
    if let Some(days) = given("--days=").and_then(|days| days.parse().ok()) {
        size.days = days;
    }
    let rows = everything(
        size,
        &Asked {
            attack: given("--attack="),
            network: given("--network="),
            ours: match (asked("--ours"), asked("--others")) {
                (true, _) => Some(true),
                (_, true) => Some(false),
                _ => None,
            },
        },
    );
    println!("{}", report::attacks(&rows));
    println!("{}", report::causes(&only(&rows, CALM)));
    let guessing = [only(&rows, CALM), only(&rows, SPRAY)].concat();
    println!("{}", report::guesses(&guessing));
    if asked("--reasons") {
        println!("{}", report::reasons(&rows));
    }
}

fn only<'a>(rows: &'a [report::Row], attack: &str) -> Vec<&'a report::Row> {
    rows.iter().filter(|row| row.attack == attack).collect()
}
