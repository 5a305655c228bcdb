//! The house stands: no floor imports a floor above it, the two wings on the
//! third floor never meet, pages go through `flow`, no files of a floor go in a
//! circle, and time and chance come from the ground floor.

#[path = "floor_plan/imports.rs"]
mod imports;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use imports::{Imports, Module, imports, module};

const FLOORS: [(&str, u8); 7] = [
    ("base", 1),
    ("domain", 2),
    ("delivery", 3),
    ("store", 3),
    ("flow", 4),
    ("web", 5),
    ("start", 6),
];

/// Imports that still make a circle, with what they wait for.
const CIRCLES: [(&str, &str); 1] = [
    // what is walked along is what is listed
    (
        "store::identity::users::walk",
        "store::identity::users::list",
    ),
];

fn floor(module: &str) -> Option<u8> {
    let found = FLOORS.iter().find(|(name, _)| *name == module);
    found.map(|(_, floor)| *floor)
}

/// All source files of the floors: the module they are, their path, their text.
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
            let inside = path.strip_prefix(&root).expect("inside").with_extension("");
            let inside = inside.to_str().expect("text").replace('/', "::");
            let name = inside.trim_end_matches("::mod");
            let text = fs::read_to_string(&path).expect("text");
            if !["main", "lib"].contains(&name) {
                sources.push((name.to_owned(), path, text));
            }
        }
    }
    assert!(sources.len() > 40, "the sources were not found");
    sources
}

fn all_imports(sources: &[(String, PathBuf, String)]) -> Imports {
    imports(
        sources
            .iter()
            .map(|(name, _, text)| (name.as_str(), text.as_str())),
    )
}

/// Imports that break the plan. Pages and JSON go through `flow`: what they need
/// of the third floor is handed on there.
fn broken(imports: &Imports) -> Vec<String> {
    let mut broken = Vec::new();
    for (module, others) in imports {
        let own = floor(&module[0]).unwrap_or(u8::MAX);
        let is_page = module[0] == "web";
        for other in others.iter().filter(|other| other[0] != module[0]) {
            let theirs = floor(&other[0]).unwrap_or(u8::MAX);
            if theirs >= own || is_page && theirs == 3 {
                broken.push(format!(
                    "{} imports {}",
                    module.join("::"),
                    other.join("::")
                ));
            }
        }
    }
    broken
}

/// Pages that reach into what the flows work with.
fn reaches_past(text: &str) -> bool {
    let lines = text.lines().map(str::trim_start);
    let mut code = lines.filter(|line| !line.starts_with("//"));
    code.any(|line| {
        [".store", ".delivery"].iter().any(|field| {
            let mut after = line.split(field).skip(1);
            // not an atomic's `.store(`
            after.any(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || "_(".contains(c)))
        })
    })
}

/// All that a module leads to. A parent leads to its children; a child that uses
/// what its parent owns, by `super::`, is Rust's usual form and leads nowhere.
fn reached(imports: &Imports, from: &Module) -> BTreeSet<Module> {
    let (mut reached, mut next) = (BTreeSet::new(), vec![from.clone()]);
    while let Some(at) = next.pop() {
        for other in imports.get(&at).into_iter().flatten() {
            if !at.starts_with(other) && reached.insert(other.clone()) {
                next.push(other.clone());
            }
        }
    }
    reached
}

/// Modules that lead to themselves.
fn in_circles(imports: &Imports) -> Vec<String> {
    let modules = imports.keys();
    let circles = modules.filter(|module| reached(imports, module).contains(*module));
    circles.map(|module| module.join("::")).collect()
}

#[test]
fn no_floor_imports_a_floor_above_it_and_pages_go_through_flow() {
    let sources = sources();
    for (name, ..) in &sources {
        let first = name.split("::").next().expect("a name");
        assert!(floor(first).is_some(), "{name} is on no floor");
    }
    let broken = broken(&all_imports(&sources));
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn pages_call_no_method_of_what_the_flows_work_with() {
    for (name, _, text) in sources()
        .iter()
        .filter(|(name, ..)| name.starts_with("web"))
    {
        assert!(!reaches_past(text), "{name} reaches past flow");
    }
}

#[test]
fn no_files_of_a_floor_go_in_a_circle() {
    let mut imports = all_imports(&sources());
    let was = in_circles(&imports);
    for (from, to) in CIRCLES {
        let others = imports.get_mut(&module(from)).expect(from);
        assert!(others.remove(&module(to)), "{from} does not import {to}");
        assert!(was.contains(&from.to_owned()), "{from} is in no circle");
    }
    let circles = in_circles(&imports);
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn the_check_sees_floors_that_do_not_fit() {
    let broken = |module: &str, text: &str| {
        let others = ["base::clock", "store", "delivery", "flow", "web"];
        let others = others.into_iter().filter(|other| *other != module);
        broken(&imports(
            others.map(|other| (other, "")).chain([(module, text)]),
        ))
    };
    for (module, text, other) in [
        ("store", "use crate::delivery::Route;", "delivery"),
        ("store", "use crate::flow::App;", "flow"),
        ("flow", "fn f() { crate::web::router() }", "web"),
        ("web", "use crate::store::{Store, User};", "store"),
        (
            "web",
            "use crate::{base::clock, delivery::Route};",
            "delivery",
        ),
        (
            "web::page",
            "fn f() { super::super::store::open() }",
            "store",
        ),
    ] {
        assert_eq!(broken(module, text), [format!("{module} imports {other}")]);
    }
    let fine = "use crate::base::clock::Clock;\n// crate::store\nconst C: &str = \"crate::store\";";
    assert!(broken("web", fine).is_empty());
    assert!(reaches_past(
        "let user = web.app\n    .store\n    .user(id);"
    ));
    assert!(reaches_past("web.app.delivery.providers()"));
    assert!(!reaches_past(
        "// web.app.store\nlet x = it.stored; it.store_all(); atomic.store(1)"
    ));
}

#[test]
fn the_check_sees_circles() {
    let circles = |texts: &[(&'static str, &'static str)]| in_circles(&imports(texts.to_vec()));
    let two = [
        ("web::a", "use super::b::B;"),
        ("web::b", "fn f() { super::a::g() }"),
    ];
    assert_eq!(circles(&two), ["web::a", "web::b"]);
    let three = [
        ("web", "mod a;"),
        ("web::a", "use crate::web::{b::B};"),
        ("web::b", "use super::c as d;"),
        ("web::c", "use crate::web::a::{self, A};"),
    ];
    assert_eq!(circles(&three), ["web::a", "web::b", "web::c"]);
    // a parent that hands on what its child owns is not what is imported
    let handed_on = [
        ("web", "mod a; pub use a::A;"),
        ("web::a", "use super::b::B;"),
        ("web::b", "use super::A;"),
    ];
    assert_eq!(circles(&handed_on), ["web::a", "web::b"]);
    let through_a_child = [
        ("web", "mod a; mod b;"),
        ("web::a", "mod inner; fn f() { inner::f() }"),
        ("web::a::inner", "use crate::web::b::B;"),
        ("web::b", "use super::a::A;"),
    ];
    assert_eq!(
        circles(&through_a_child),
        ["web::a", "web::a::inner", "web::b"]
    );
    let parent_and_child = [
        ("web", "mod a; struct Web; fn f() { a::f() }"),
        (
            "web::a",
            "use super::Web;\n#[cfg(test)]\nmod tests { use super::super::b; }",
        ),
        ("web::b", "use super::a; // and 'a' text: \"super::b\""),
    ];
    assert!(circles(&parent_and_child).is_empty());
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
    for (name, path, text) in sources() {
        for maker in made_here.iter().filter(|_| !name.starts_with("base")) {
            assert!(!text.contains(maker), "{} makes {maker}", path.display());
        }
    }
}

/// A transaction that gave way to another is run again: each begins inside of
/// `with_retry`, or in a function that is called there. A copy fills
/// what nobody else uses.
#[test]
fn every_transaction_is_run_with_retry() {
    let mut begun = 0;
    for (module, path, text) in sources() {
        let is_ours = module.starts_with("store") && !module.contains("dialect");
        // the writer runs a whole batch again
        let is_ours = is_ours && module != "store::writer";
        for (at, _) in text.match_indices(".begin().await").filter(|_| is_ours) {
            let before = &text[..at];
            let name = before.rsplit("fn ").next().unwrap_or_default();
            let is_inside = name.contains("with_retry(");
            let name = name.split(['(', '<']).next().unwrap_or_default();
            let called = format!("with_retry(|| self.{name}(");
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
