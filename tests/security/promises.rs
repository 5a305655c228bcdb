//! The list of promises in `docs/security.md` and the tests, side by side:
//! each line has tests that begin with its name, and no test names a line that
//! is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const PAGE: &str = include_str!("../../docs/security.md");

/// The faults that must leave nothing half done, and a test of each.
const FAULTS: [(&str, &str); 40] = [
    ("provider refuses", "f_a_provider_that_refuses"),
    ("provider hangs", "f_a_provider_that_hangs"),
    ("provider drips", "f_a_provider_that_drips"),
    ("provider resets", "f_a_provider_that_resets"),
    ("provider redirects", "f_a_redirect"),
    ("provider is gone", "f_a_provider_that_is_gone"),
    ("bad TLS", "f_bad_tls"),
    ("bad certificate", "f_a_provider_whose_certificate"),
    ("200 with an error", "f_a_200_with_an_error_inside"),
    ("{}", "f_a_201_with_an_empty_object"),
    ("contradicts itself", "f_a_contradiction_leaves"),
    ("100 MB", "f_a_hundred_megabytes"),
    ("resend refused", "f_a_refused_resend"),
    ("database locked", "f_a_locked_database"),
    ("database full", "f_a_full_disk"),
    ("database read-only", "f_a_read_only_database"),
    ("database damaged", "f_a_damaged_database"),
    ("database fails over", "f_a_failover_of_the_database"),
    ("database undoes one of two", "f_a_sign_in_that_gives_way"),
    ("database silent", "f_a_silent_database"),
    ("reservation not written", "f_when_the_reservation"),
    ("outcome not written", "f_when_a_taken_text"),
    (
        "killed inside the reservation",
        "f_a_kill_inside_the_reservation",
    ),
    ("killed before the call", "f_a_kill_before_the_call"),
    ("killed during the call", "f_a_kill_while_the_provider"),
    (
        "killed after acceptance",
        "f_a_kill_after_the_provider_accepted",
    ),
    ("killed before the commit", "f_a_kill_before_the_commit"),
    ("killed before the answer", "f_a_kill_before_the_answer"),
    ("clock back", "f_a_clock_set_back"),
    ("clock on", "f_a_clock_set_on"),
    ("receipt forged", "f_a_receipt_with_a_forged"),
    (
        "receipts doubled, late, out of order",
        "f_receipts_twice_late",
    ),
    ("receipts half written", "f_a_batch_of_receipts"),
    ("body never comes", "f_bodies_that_never_come"),
    ("body too late", "f_a_body_that_comes_too_late"),
    ("body breaks off", "f_a_body_that_breaks_off"),
    ("receipt about another text", "f_a_receipt_that_names"),
    ("receipt early", "f_a_receipt_before"),
    ("fifty sends", "f_fifty_sends"),
    ("check beside resend", "f_check_and_resend"),
];

/// The lines of the page's tables, such as `c7`.
fn lines() -> BTreeSet<String> {
    let rows = PAGE.lines().filter_map(|line| line.strip_prefix("| "));
    let names = rows.filter_map(|row| row.split(' ').next());
    names
        .filter(|name| is_line(name))
        .map(str::to_lowercase)
        .collect()
}

/// A letter of the list and a digit.
fn is_line(name: &str) -> bool {
    let (letter, digits) = name.split_at(name.len().min(1));
    "ACSWEPacswep".contains(letter) && digits.len() == 1 && digits.parse::<u8>().is_ok()
}

/// All Rust files of a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

/// The names of all tests: functions below a line that says `test]`, or inside
/// of `proptest!`.
fn tests() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    files(&root.join("src"), &mut found);
    files(&root.join("tests"), &mut found);
    let mut names = BTreeSet::new();
    for file in found {
        let text = fs::read_to_string(file).expect("text");
        let mut below = false;
        for line in text.lines().map(str::trim) {
            let name = line.trim_start_matches("async ").strip_prefix("fn ");
            if let Some(name) = name.filter(|_| below) {
                let end = name.find('(').unwrap_or(name.len());
                names.insert(name[..end].to_owned());
            }
            let attribute = line.starts_with("#[");
            let is_test = line.starts_with("#[test]") || line.starts_with("#[tokio::test");
            below = is_test || (below && (attribute || line.starts_with("//")));
        }
    }
    names
}

#[test]
fn every_promise_has_a_test_by_its_name() {
    let (lines, tests) = (lines(), tests());
    assert!(
        tests.len() > 400,
        "the tests were not found: {}",
        tests.len()
    );
    let count = |letter| lines.iter().filter(|line| line.starts_with(letter)).count();
    let counts: BTreeMap<_, _> = "acswep".chars().map(|it| (it, count(it))).collect();
    let expected = [('a', 9), ('c', 9), ('e', 4), ('p', 8), ('s', 9), ('w', 6)];
    assert_eq!(counts, expected.into(), "the page's tables");
    let has = |start: &str| tests.iter().any(|test| test.starts_with(start));
    for line in &lines {
        assert!(has(&format!("{line}_")), "no test begins with {line}_");
    }
    for (fault, start) in FAULTS {
        assert!(has(start), "{fault}: no test begins with {start}");
    }
}

#[test]
fn every_name_of_a_line_is_on_the_page() {
    let lines = lines();
    let odd: Vec<_> = tests()
        .into_iter()
        .filter(|test| {
            let (line, _) = test.split_once('_').unwrap_or_default();
            is_line(line) && !lines.contains(line)
        })
        .collect();
    assert!(odd.is_empty(), "tests of lines that are not there: {odd:?}");
}
