//! The catalogue has every message that pages and code ask for, and pages
//! have no words of their own.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use textgate::domain::audit::{Action, ActorKind, Detail, TargetKind};
use textgate::domain::delivery::{Category, Status};
use textgate::domain::region::Region;
use textgate::domain::user::UserStatus;
use textgate::flow::numbers::LimitKind;
use textgate::store::Act;

fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == ending) {
                let text = fs::read_to_string(&path).expect("text");
                found.push((path, text));
            }
        }
    }
    found
}

/// The keys of all messages of a language.
fn messages(lang: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (_, text) in files(&format!("templates/words/{lang}"), "ftl") {
        for line in text.lines().filter(|line| !line.starts_with(['#', ' '])) {
            keys.extend(line.split_once(" = ").map(|(key, _)| key.to_owned()));
        }
    }
    keys
}

/// The first string of every call of one of these methods.
fn keys(text: &str, methods: &[&str]) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for method in methods {
        for rest in text.split(&format!("{method}(\"")).skip(1) {
            keys.extend(rest.split('"').next().map(str::to_owned));
        }
    }
    keys
}

#[test]
fn every_message_that_is_asked_for_is_there() {
    let messages = messages("en");
    let mut asked = BTreeSet::new();
    let pages = files("templates", "html");
    let code = files("src", "rs");
    for (_, text) in pages.iter().chain(&code) {
        asked.extend(keys(text, &[".t", ".t1", ".t2", ".html1", ".with"]));
    }
    assert!(asked.len() > 100, "only {} were found", asked.len());
    let missing: Vec<_> = asked.difference(&messages).collect();
    assert!(missing.is_empty(), "no message {missing:?}");
}

#[test]
fn every_page_that_only_says_something_has_its_words() {
    let messages = messages("en");
    let error = fs::read_to_string("src/web/error_page.rs").expect("the map of errors");
    let pages = error
        .split("\"error-")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let pages: Vec<_> = pages.map(|rest| format!("error-{rest}")).collect();
    assert!(pages.len() > 6, "{pages:?}");
    for page in pages {
        for part in ["title", "text"] {
            assert!(
                messages.contains(&format!("{page}-{part}")),
                "{page}-{part}"
            );
        }
    }
}

#[test]
fn every_word_of_the_audit_has_its_message() {
    let messages = messages("en");
    let actions = Action::ALL
        .iter()
        .map(|word| format!("action-{}", word.key()));
    let actors = ActorKind::ALL
        .iter()
        .map(|word| format!("actor-{}", word.key()));
    let targets = TargetKind::ALL
        .iter()
        .map(|word| format!("target-{}", word.key()));
    let details = Detail::ALL
        .iter()
        .map(|word| format!("detail-{}", word.key()));
    for key in actions.chain(actors).chain(targets).chain(details) {
        assert!(messages.contains(&key), "no message {key}");
    }
}

#[test]
fn every_word_about_texts_and_users_has_its_message() {
    let messages = messages("en");
    let mut asked = Vec::new();
    for status in Status::ALL.map(Status::as_str) {
        asked.extend([format!("delivery-{status}"), format!("story-{status}")]);
    }
    asked.extend(Category::ALL.map(|word| format!("reason-{}", word.as_str())));
    asked.extend(Category::ALL.map(|word| format!("advice-{}", word.as_str())));
    asked.extend(Category::ALL.map(|word| format!("because-{}", word.as_str())));
    asked.extend(UserStatus::ALL.map(|word| format!("status-{}", word.as_str())));
    asked.extend(LimitKind::ALL.map(|word| format!("obstacle-limit-{}", word.key())));
    for act in Act::ALL.map(Act::as_str) {
        let parts = ["title", "consequences", "do", "done-title", "done"];
        asked.extend(parts.map(|part| format!("bulk-{act}-{part}")));
    }
    // words of code that stand in tables of their own
    for (file, begins, key) in [
        ("src/web/admin/messages/detail.rs", "=> (\"", "fate"),
        (
            "src/web/admin/timeline/attempt.rs",
            "=> (\"none\", \"",
            "attempt",
        ),
        (
            "src/web/admin/timeline/attempt.rs",
            "=> (\"warn\", \"",
            "attempt",
        ),
        (
            "src/web/admin/timeline/attempt.rs",
            "=> (\"bad\", \"",
            "attempt",
        ),
        ("src/flow/timeline/finding.rs", "=> \"", "finding"),
    ] {
        let code = fs::read_to_string(file).expect("code");
        let words = code.split(begins).skip(1);
        let words = words.filter_map(|rest| rest.split('"').next());
        let words: Vec<_> = words.map(|word| format!("{key}-{word}")).collect();
        assert!(!words.is_empty(), "{file} has no {begins}");
        asked.extend(words);
    }
    for key in asked {
        assert!(messages.contains(&key), "no message {key}");
    }
}

#[test]
fn every_region_has_a_name() {
    let messages = messages("en");
    for region in Region::all() {
        assert!(messages.contains(&format!("region-{region}")), "{region}");
    }
}

/// A text without what stands between two marks.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let mut rest = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        rest.push_str(part.split_once(close).map_or("", |(_, after)| after));
    }
    rest
}

#[test]
fn attributes_have_no_words_of_their_own() {
    for (path, text) in files("templates", "html") {
        for attribute in [
            "aria-label",
            "alt",
            "title",
            "placeholder",
            "data-l",
            "data-ready",
        ] {
            for rest in text.split(&format!(" {attribute}=\"")).skip(1) {
                let from_catalogue = rest.starts_with("{{") || rest.starts_with('"');
                assert!(from_catalogue, "{}: {attribute}", path.display());
            }
        }
    }
}

#[test]
fn pages_have_no_words_of_their_own() {
    for (path, text) in files("templates", "html") {
        // attributes of the body, filled in by pages
        let text = without(&text, "{% block body %}", "{% endblock %}");
        let text = without(&text, "{% block in_", "{% endblock %}");
        let outside = without(&without(&without(&text, "{%", "%}"), "{{", "}}"), "<", ">");
        let words: Vec<_> = outside
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| word.len() > 1)
            .collect();
        assert!(words.is_empty(), "{} says {words:?}", path.display());
    }
}
