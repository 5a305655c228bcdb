//! The list of the page, and the tests that begin with its lines.

use std::fs;
use std::path::Path;

const PAGE: &str = include_str!("../../docs/forward-auth.md");

#[test]
fn every_line_of_the_page_has_a_test_by_its_name() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut code = String::new();
    for folder in ["tests/forward", "tests/connect", "src/web/forward"] {
        for entry in fs::read_dir(root.join(folder)).expect(folder) {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                code += &fs::read_to_string(path).expect("text");
            }
        }
    }
    let rows = PAGE.lines().filter_map(|line| line.strip_prefix("| F"));
    let lines: Vec<_> = rows.filter_map(|row| row.split(' ').next()).collect();
    assert_eq!(lines.len(), 12, "{lines:?}");
    for line in lines {
        assert!(code.contains(&format!("fn f{line}_")), "no test of F{line}");
    }
}
