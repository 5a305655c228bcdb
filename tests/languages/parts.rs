//! Each language's text with the longest code and a name of twenty characters is one part.
//! `docs/languages.md` says so in a table, which this writes with `TEXTGATE_WRITE_DOCS=1`.

use std::fs;

use textgate::base::language::Language;
use textgate::base::words::Words;
use textgate::domain::code::{CodeLength, OtpCode};
use textgate::domain::message::{Body, LastLine};
use textgate::domain::segments::{Segments, segments};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/languages.md");

/// How the built-in text of a language is cut, with this last line.
fn cut(language: Language, last: LastLine<'_>) -> Segments {
    let code = OtpCode::parse("1234567890", CodeLength::LONGEST).expect("a code");
    let words = Words::of(language);
    let body = Body::compose(&words, None, "Harbour Shop and Co.", last, &code);
    segments(body.reveal())
}

const BROWSER: LastLine<'_> = LastLine::Origin("id.example.com");

#[test]
fn each_text_is_one_part_without_a_line_for_the_phone_and_two_at_most_with_it() {
    for language in Language::ALL.iter().copied() {
        let parts = |last| cut(language, last).parts;
        assert_eq!(parts(LastLine::None), 1, "{language}");
        assert!(parts(BROWSER) <= 2, "{language}");
        assert!(
            parts(LastLine::AndroidApp("FA+9qCX9VSu")) <= 2,
            "{language}"
        );
    }
}

const HEAD: &str = "| language | alphabet | characters | parts | parts with the browser's line |\n\
                    |---|---|---|---|---|\n";

#[test]
fn the_page_has_the_parts_of_each_language() {
    let row = |language: &Language| {
        let language = *language;
        let (alone, whole) = (cut(language, LastLine::None), cut(language, BROWSER));
        let (alphabet, length, parts) = (alone.alphabet.name(), alone.length, alone.parts);
        let with = whole.parts;
        let name = Words::english().t(&format!("language-{language}"));
        assert!(
            !name.contains("language-"),
            "{language} has no English name"
        );
        format!("| `{language}` {name} | {alphabet} | {length} | {parts} | {with} |\n")
    };
    let mut rows: Vec<_> = Language::ALL.iter().map(row).collect();
    rows.sort();
    let table = HEAD.to_owned() + &rows.concat();
    let page = fs::read_to_string(PAGE).expect("the page");
    let (before, rest) = page.split_once(HEAD).expect("the table");
    let old = rest
        .split_inclusive('\n')
        .take_while(|line| line.starts_with('|'));
    let after = &rest[old.map(str::len).sum()..];
    let new = format!("{before}{table}{after}");
    if std::env::var_os("TEXTGATE_WRITE_DOCS").is_some() {
        fs::write(PAGE, new).expect("written");
    } else {
        let mend = "TEXTGATE_WRITE_DOCS=1 cargo test --test languages parts";
        assert!(page == new, "{PAGE} is old; write it anew: {mend}");
    }
}
