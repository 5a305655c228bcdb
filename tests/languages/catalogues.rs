//! The catalogues: each language has every message for people who sign in, with the
//! same values, the same markup and all its plurals; nothing gets lost.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser;
use intl_pluralrules::{PluralRuleType, PluralRules};
use textgate::base::language::Language;
use textgate::base::words::{Put, Words};
use unic_langid::LanguageIdentifier;

/// What people who sign in read; the rest is for admins, and in English.
const FILES: [&str; 3] = ["pages", "text", "connect"];

/// A message: what it takes, what markup it has, and its plurals.
#[derive(Debug, Default, Clone)]
struct Message {
    values: BTreeSet<String>,
    markup: BTreeSet<String>,
    /// By the value that chooses, the branches.
    plurals: Vec<(String, BTreeSet<String>)>,
    /// What no message may have.
    faults: Vec<String>,
}

impl Message {
    fn of(pattern: &Pattern<String>) -> Self {
        let mut it = Self::default();
        it.read(pattern);
        it
    }

    fn read(&mut self, pattern: &Pattern<String>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.text(value),
                PatternElement::Placeable { expression } => self.expression(expression),
            }
        }
    }

    fn text(&mut self, text: &str) {
        let tags = text
            .split('<')
            .skip(1)
            .filter_map(|rest| rest.split_once('>'));
        self.markup.extend(tags.map(|(tag, _)| tag.to_owned()));
        let marks = text.chars().filter(|c| {
            matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        });
        self.faults
            .extend(marks.map(|mark| format!("a mark of direction {mark:?}")));
    }

    fn expression(&mut self, expression: &Expression<String>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                let mut branches = BTreeSet::new();
                for variant in variants {
                    self.read(&variant.value);
                    branches.insert(match &variant.key {
                        VariantKey::Identifier { name } => name.clone(),
                        VariantKey::NumberLiteral { value } => value.clone(),
                    });
                }
                if let InlineExpression::VariableReference { id } = selector {
                    self.plurals.push((id.name.clone(), branches));
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<String>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.values.insert(id.name.clone());
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            // NUMBER() and DATETIME() make the loader lose the whole message
            other => self
                .faults
                .push(format!("what is not looked up: {other:?}")),
        }
        if let InlineExpression::FunctionReference {
            arguments: CallArguments { .. },
            ..
        } = inline
        {
            self.faults.push("a function".into());
        }
    }
}

/// The messages of some files of a language, by their keys.
fn messages(language: Language, files: &[&str]) -> BTreeMap<String, Message> {
    let mut all = BTreeMap::new();
    for file in files {
        let path = format!("templates/words/{language}/{file}.ftl");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let resource =
            parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{path}: {errors:?}"));
        for entry in resource.body {
            if let Entry::Message(message) = entry {
                let pattern = message.value.expect("a message says something");
                let twice = all.insert(message.id.name.clone(), Message::of(&pattern));
                assert!(twice.is_none(), "{path}: {} twice", message.id.name);
            }
        }
    }
    all
}

fn others() -> impl Iterator<Item = Language> {
    let all = Language::ALL.iter().copied();
    all.filter(|language| *language != Language::English)
}

fn categories(language: Language) -> BTreeMap<&'static str, u64> {
    // as the loader looks them up: Portugal's rules are its own
    let tag = match language {
        Language::EuropeanPortuguese => "pt-PT",
        other => &other.tag()[..2],
    };
    let tag: LanguageIdentifier = tag.parse().expect("a tag");
    let rules = PluralRules::create(tag, PluralRuleType::CARDINAL).expect("rules");
    let mut found = BTreeMap::new();
    for n in (0..=120).chain([1_000, 1_000_000]) {
        let category = rules.select(n).expect("a category");
        let name = match format!("{category:?}").as_str() {
            "ZERO" => "zero",
            "ONE" => "one",
            "TWO" => "two",
            "FEW" => "few",
            "MANY" => "many",
            _ => "other",
        };
        found.entry(name).or_insert(n);
    }
    if language == Language::Hebrew {
        // CLDR 42 has no such category any more
        found.remove("many");
    }
    found
}

#[test]
fn each_language_has_every_message_of_the_pages_for_people() {
    let english = messages(Language::English, &["pages", "text"]);
    let ours: BTreeSet<_> = english.keys().collect();
    for language in others() {
        let theirs = messages(language, &["pages", "text", "cldr"]);
        let theirs: BTreeSet<_> = theirs.keys().collect();
        let missing: Vec<_> = ours.difference(&theirs).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
        let connect = messages(language, &["connect"]);
        assert!(connect.len() > 35, "{language}: {}", connect.len());
    }
}

#[test]
fn each_message_takes_the_same_values_and_has_the_same_markup() {
    let english = messages(Language::English, &FILES);
    for language in others() {
        for (key, message) in messages(language, &FILES) {
            let ours = english.get(&key);
            let ours = ours.unwrap_or_else(|| panic!("{language}: no English {key}"));
            assert_eq!(message.values, ours.values, "{language}: {key}");
            assert_eq!(message.markup, ours.markup, "{language}: {key}");
            assert!(
                message.faults.is_empty(),
                "{language}: {key} {:?}",
                message.faults
            );
        }
    }
}

#[test]
fn each_plural_has_all_of_its_languages_branches() {
    for language in Language::ALL.iter().copied() {
        let wanted: BTreeSet<_> = categories(language).into_keys().chain(["other"]).collect();
        // newer rules have some for millions and for fractions
        let known = BTreeSet::from(["zero", "one", "two", "few", "many", "other"]);
        for (key, message) in messages(language, &FILES) {
            for (value, branches) in &message.plurals {
                let branches: BTreeSet<_> = branches.iter().map(String::as_str).collect();
                assert!(
                    wanted.is_subset(&branches),
                    "{language}: {key} by {value}: {branches:?}"
                );
                assert!(
                    branches.is_subset(&known),
                    "{language}: {key} by {value}: {branches:?}"
                );
            }
        }
    }
}

#[test]
fn each_message_is_rendered_whole_in_every_plural() {
    for language in Language::ALL.iter().copied() {
        let words = Words::of(language);
        let numbers: Vec<u64> = categories(language).into_values().collect();
        for (key, message) in messages(language, &FILES) {
            for n in &numbers {
                let values = message.values.iter().map(|name| {
                    let chooses = message.plurals.iter().any(|(value, _)| value == name);
                    let value: Box<dyn Put> = if chooses {
                        Box::new(*n)
                    } else {
                        Box::new("‹v›".to_owned())
                    };
                    (&*name.clone().leak(), value)
                });
                let values: Vec<_> = values.collect();
                let values: Vec<(&'static str, &dyn Put)> = values
                    .iter()
                    .map(|(name, value)| (*name, &**value))
                    .collect();
                let said = words.with(&key, &values);
                assert!(
                    !said.trim().is_empty() && !said.contains(['{', '}']),
                    "{language}: {key} {n}: {said}"
                );
                assert!(!said.contains("Unknown localization"), "{language}: {key}");
                let shown = message
                    .values
                    .iter()
                    .filter(|name| !message.plurals.iter().any(|(value, _)| value == *name));
                if shown.count() > 0 && message.plurals.is_empty() {
                    assert!(said.contains("‹v›"), "{language}: {key}: {said}");
                }
                assert!(is_balanced(&said), "{language}: {key}: {said}");
            }
        }
    }
}

/// Whether each element that opens closes.
fn is_balanced(text: &str) -> bool {
    let mut open = Vec::new();
    for tag in text.split('<').skip(1) {
        let name: String = tag
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '/')
            .collect();
        match name.strip_prefix('/') {
            Some(name) => {
                if open.pop().as_deref() != Some(name) {
                    return false;
                }
            }
            None => open.push(name),
        }
    }
    open.is_empty()
}

#[test]
fn months_dates_and_countries_are_in_each_language() {
    for language in Language::ALL.iter().copied() {
        let words = Words::of(language);
        let months: BTreeSet<_> = (1..=12)
            .map(|month| words.t(&format!("month-{month}")))
            .collect();
        assert_eq!(months.len(), 12, "{language}");
        for key in ["language-name", "region-DE", "region-IN"] {
            assert!(!words.t(key).contains(key), "{language}: {key}");
        }
    }
}
