//! The house stands: no floor imports a floor above it, the two wings on the
//! third floor never meet, and time and chance come from the ground floor.

use std::fs;
use std::path::{Path, PathBuf};

const FLOORS: [(&str, u8); 7] = [
    ("base", 1),
    ("domain", 2),
    ("delivery", 3),
    ("store", 3),
    ("flow", 4),
    ("web", 5),
    ("start", 6),
];

fn floor(module: &str) -> Option<u8> {
    let found = FLOORS.iter().find(|(name, _)| *name == module);
    found.map(|(_, floor)| *floor)
}

/// All source files: the module they belong to, their path, their text.
fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(&root).expect("inside");
            let first = inside.iter().next().expect("a name");
            let module = first.to_str().expect("text").trim_end_matches(".rs");
            let text = fs::read_to_string(&path).expect("text");
            sources.push((module.to_owned(), path.clone(), text));
        }
    }
    assert!(sources.len() > 40, "the sources were not found");
    sources
}

/// The modules that a file names by `crate::`.
fn imports(text: &str) -> Vec<&str> {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| {
            let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'));
            &rest[..end.unwrap_or(rest.len())]
        })
        .collect()
}

/// Imports that break the plan, for a file of `module`.
fn broken<'a>(module: &str, text: &'a str) -> Vec<&'a str> {
    let own = floor(module).unwrap_or(u8::MAX);
    let allowed =
        |other: &str| other == module || floor(other).is_none_or(|other_floor| other_floor < own);
    imports(text)
        .into_iter()
        .filter(|other| !allowed(other))
        .collect()
}

#[test]
fn no_floor_imports_a_floor_above_it() {
    for (module, path, text) in sources() {
        if module == "main" || module == "lib" {
            continue;
        }
        assert!(floor(&module).is_some(), "{module} is on no floor");
        let broken = broken(&module, &text);
        assert!(broken.is_empty(), "{} imports {broken:?}", path.display());
    }
}

#[test]
fn the_check_sees_what_it_looks_for() {
    assert_eq!(broken("store", "use crate::delivery::Route;"), ["delivery"]);
    assert_eq!(broken("store", "use crate::flow::App;"), ["flow"]);
    assert_eq!(broken("flow", "fn f() { crate::web::router() }"), ["web"]);
    assert!(broken("flow", "use crate::store::Store; // crate::web").len() <= 1);
    assert!(
        broken(
            "web",
            "use crate::base::clock::Clock;\nuse crate::web::Web;"
        )
        .is_empty()
    );
}

#[test]
fn time_and_chance_come_from_the_ground_floor() {
    let made_here = [
        "SystemTime::now",
        "Instant::now",
        "now_utc(",
        "rand::rng()",
        "SysRng",
        "ThreadRng",
        "StdRng",
        "from_os_rng",
        "now_v7(",
        "new_v4(",
    ];
    for (module, path, text) in sources() {
        for maker in made_here.iter().filter(|_| module != "base") {
            assert!(!text.contains(maker), "{} makes {maker}", path.display());
        }
    }
}

/// A transaction that gave way to another is run again: each begins inside of
/// `again_if_it_gave_way`, or in a function that is called there. A copy fills
/// what nobody else uses.
#[test]
fn every_transaction_is_run_again_if_it_gave_way() {
    let mut begun = 0;
    for (module, path, text) in sources() {
        let is_ours = module == "store" && !path.to_string_lossy().contains("dialect");
        for (at, _) in text.match_indices(".begin().await").filter(|_| is_ours) {
            let before = &text[..at];
            let name = before.rsplit("fn ").next().unwrap_or_default();
            let is_inside = name.contains("again_if_it_gave_way(");
            let name = name.split(['(', '<']).next().unwrap_or_default();
            let called = format!("again_if_it_gave_way(|| self.{name}(");
            let is_copy = path.ends_with("copy.rs");
            assert!(
                is_inside || is_copy || text.contains(&called),
                "{name} in {}",
                path.display()
            );
            begun += 1;
        }
    }
    assert!(begun > 20, "the transactions were not found: {begun}");
}

#[test]
fn nothing_is_left_undone() {
    let undone = ["todo!(", "unimplemented!(", "dbg!(", "FIXME", "XXX"];
    for (_, path, text) in sources() {
        for word in undone {
            assert!(!text.contains(word), "{word} in {}", path.display());
        }
    }
}
