//! Files, settings and commands that the documents name are there.

use std::process::Command;

use textgate::domain::event::EventKind;
use textgate::start::settings::SETTINGS;

use crate::pages::{self, Page};

/// What the pages set in backquotes, each with its page. What changed once is
/// history, so the changelog is no part of it.
fn spans() -> Vec<(String, String)> {
    let pages = pages::all().into_iter();
    let now = pages.filter(|page| page.path != "CHANGELOG.md");
    let of = |page: Page| {
        let prose = page.prose();
        let spans = prose.split('`').skip(1).step_by(2);
        let spans: Vec<_> = spans
            .map(|span| (page.path.clone(), span.to_owned()))
            .collect();
        spans
    };
    now.flat_map(of).collect()
}

#[test]
fn every_file_that_a_page_names_is_there() {
    let folders = [
        ".ci/",
        ".github/",
        "benches/",
        "deploy/",
        "docs/",
        "migrations/",
        "src/",
        "static/",
        "templates/",
        "tests/",
    ];
    let named = spans().into_iter().filter(|(_, span)| {
        folders.iter().any(|folder| span.starts_with(folder)) && !span.contains(' ')
    });
    let mut seen = 0;
    for (page, path) in named {
        assert!(pages::root().join(&path).exists(), "{page}: {path}");
        seen += 1;
    }
    assert!(seen > 40, "the names were not found: {seen}");
}

#[test]
fn every_setting_that_a_page_names_is_there() {
    let of_a_section = |name: &str| {
        let section = name
            .split_once('.')
            .map(|(section, _)| format!("{section}."));
        section.is_some_and(|it| SETTINGS.iter().any(|setting| setting.name.starts_with(&it)))
    };
    let mut seen = 0;
    for (page, span) in spans() {
        let name = span.split([' ', '=']).next().unwrap_or_default();
        // events are called by sections, too
        if of_a_section(name) && name.parse::<EventKind>().is_err() {
            // a secret may be given as a file
            let name = name.strip_suffix("_file").unwrap_or(name);
            let known = |full: &str| SETTINGS.iter().any(|setting| setting.name == full);
            assert!(
                known(name) || known(&format!("{name}_file")),
                "{page}: {span}"
            );
            seen += 1;
        }
    }
    assert!(seen > 80, "the names were not found: {seen}");
}

#[test]
fn every_command_that_a_page_names_is_there() {
    let help = Command::new(env!("CARGO_BIN_EXE_textgate"))
        .arg("help")
        .output();
    let help = String::from_utf8(help.expect("it runs").stdout).expect("text");
    let (_, commands) = help.split_once("Commands:\n").expect("the list");
    let commands: Vec<_> = commands
        .lines()
        .map_while(|line| line.strip_prefix("  ")?.split(' ').next())
        .collect();
    let mut seen = 0;
    for (page, span) in spans() {
        let Some(rest) = span.strip_prefix("textgate ") else {
            continue;
        };
        let command = rest.split(' ').next().unwrap_or_default();
        assert!(commands.contains(&command), "{page}: {span}");
        seen += 1;
    }
    assert!(seen > 25, "the names were not found: {seen}");
}
