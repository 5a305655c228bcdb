//! What `textgate config` prints.

use std::fmt::Write;

use super::view::shown;
use super::{Config, Loaded, SETTINGS, view};
use crate::base::config::{Source, one_line};
use crate::web::ShownValue;

/// Columns of the page, and where its second column begins.
const WIDTH: usize = 80;
const COLUMN: usize = 24;

/// Every setting with its value, source, default and meaning, then providers,
/// routes, prices and backends; 80 columns wide. Of secrets it tells only whether they are set:
/// those that the table marks, those read from files, those of a provider's
/// kind, and what is named like one.
#[must_use]
pub fn describe(loaded: &Loaded) -> String {
    let layers = &loaded.layers;
    let mut page = String::new();
    let file = layers.file().map(|file| file.display().to_string());
    let none = format!("none ({} is not here)", super::DEFAULT_FILE);
    row(&mut page, "file", &file.unwrap_or(none));
    for setting in SETTINGS {
        let source = layers.source(setting.name);
        let value = match view::value(layers, setting) {
            ShownValue::NotSet => setting.default.to_owned(),
            value => value.to_string(),
        };
        let (value, default) = (shown(&value), shown(setting.default));
        let mark = if source == Source::Default {
            " (default)"
        } else {
            ""
        };
        row(&mut page, setting.name, &format!("{value}{mark}"));
        row(&mut page, "", setting.help);
        if source != Source::Default {
            row(&mut page, "", &format!("from {source}; default {default}"));
        }
    }
    tables(&mut page, &loaded.config);
    page
}

/// What the file's own tables say.
fn tables(page: &mut String, config: &Config) {
    for table in view::tables(config) {
        let none = if table.rows.is_empty() { "none\n" } else { "" };
        let _ = write!(page, "\n{}\n{none}", table.name.replace('-', " "));
        for line in table.rows {
            let inset = if line.nested { "  " } else { "" };
            row(
                page,
                &format!("{inset}{}", line.name),
                &line.value.to_string(),
            );
        }
    }
}

/// One entry: the name, then the text, broken at blanks where it is long.
fn row(page: &mut String, name: &str, text: &str) {
    const BEFORE: usize = COLUMN - 1;
    let mut line = format!("{:BEFORE$}", one_line(name));
    let mut words = 0;
    for word in one_line(text).split(' ') {
        if words > 0 && line.chars().count() + 1 + word.chars().count() > WIDTH {
            let _ = writeln!(page, "{}", line.trim_end());
            line = " ".repeat(BEFORE);
            words = 0;
        }
        line.push(' ');
        line.push_str(word);
        words += 1;
    }
    let _ = writeln!(page, "{}", line.trim_end());
}
