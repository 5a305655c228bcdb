//! What `textgate config` prints.

use std::fmt::Write;

use super::{Config, Loaded, SETTINGS, view};
use crate::base::config::{Layers, Setting, Source, one_line};
use crate::web::ShownValue;

/// Columns of the page, and where its second column begins.
const WIDTH: usize = 80;
const COLUMN: usize = 24;

/// Every setting with its value, source, default and meaning, then providers,
/// routes, prices and backends; 80 columns wide. Of secrets it tells only whether they are set:
/// those that the table marks, those read from files, the `secret_keys` of a
/// provider's kind, and what is named like one.
#[must_use]
pub fn describe(loaded: &Loaded, secret_keys: impl Fn(&str) -> &'static [&'static str]) -> String {
    let layers = &loaded.layers;
    let mut page = String::new();
    let file = layers.file().map_or_else(
        || format!("none ({} is not here)", super::DEFAULT_FILE),
        |file| file.display().to_string(),
    );
    row(&mut page, "file", &file);
    for setting in SETTINGS {
        row(&mut page, setting.name, &value_of(layers, setting));
        row(&mut page, "", setting.help);
        let source = layers.source(setting.name);
        if source != Source::Default {
            let default = shown(&[setting.default.into()]);
            row(&mut page, "", &format!("from {source}; default {default}"));
        }
    }
    tables(&mut page, &loaded.config, secret_keys);
    page
}

/// What the file's own tables say.
fn tables(
    page: &mut String,
    config: &Config,
    secret_keys: impl Fn(&str) -> &'static [&'static str],
) {
    for table in view::tables(config, secret_keys) {
        heading(page, &table.name.replace('-', " "), table.rows.is_empty());
        for line in table.rows {
            let inset = if line.nested { "  " } else { "" };
            let value = match line.value {
                ShownValue::Text(text) => text,
                ShownValue::Set => "set".into(),
                ShownValue::NotSet => "not set".into(),
            };
            row(page, &format!("{inset}{}", line.name), &value);
        }
    }
}

fn heading(page: &mut String, of: &str, none: bool) {
    let rest = if none { "none\n" } else { "" };
    let _ = write!(page, "\n{of}\n{rest}");
}

/// The value in effect, with a word where it is the default.
fn value_of(layers: &Layers, setting: &Setting) -> String {
    let value = shown(&layers.texts(setting.name));
    match layers.source(setting.name) {
        Source::Default => format!("{value} (default)"),
        _ if setting.secret => "set".into(),
        _ => value,
    }
}

pub(super) fn shown(texts: &[String]) -> String {
    match view::open_texts(texts) {
        text if text.is_empty() => "(empty)".into(),
        text => text,
    }
}

/// One entry: the name, then the text, broken at blanks where it is long.
fn row(page: &mut String, name: &str, text: &str) {
    let name = one_line(name);
    let mut line = format!("{name:COLUMN$}");
    if !name.is_empty() && !line.ends_with(' ') {
        line.push(' ');
    }
    let mut fresh = true;
    for word in one_line(text).split(' ') {
        let after = line.chars().count() + 1 + word.chars().count();
        if !fresh && after > WIDTH {
            let _ = writeln!(page, "{}", line.trim_end());
            line = " ".repeat(COLUMN);
            fresh = true;
        }
        if !fresh {
            line.push(' ');
        }
        line.push_str(word);
        fresh = false;
    }
    let _ = writeln!(page, "{}", line.trim_end());
}
