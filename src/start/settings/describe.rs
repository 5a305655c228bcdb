//! What `textgate config` prints.

use std::fmt::Write;

use toml::Value;

use super::{Loaded, ProviderTable, SETTINGS};
use crate::base::config::{Layers, Setting, Source, one_line};

/// Columns of the page, and where its second column begins.
const WIDTH: usize = 80;
const COLUMN: usize = 24;

/// Every setting with its value, source, default and meaning, then providers
/// and routes; 80 columns wide. Of secrets it tells only whether they are set:
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
    page.push_str("\nproviders\n");
    if loaded.config.providers.is_empty() {
        page.push_str("none\n");
    }
    for provider in &loaded.config.providers {
        let kind = &provider.kind;
        row(&mut page, &provider.name, &format!("kind {kind}"));
        provider_rows(&mut page, provider, secret_keys(kind));
    }
    page.push_str("\nroutes\n");
    if loaded.config.routes.is_empty() {
        page.push_str("none\n");
    }
    for (region, route) in &loaded.config.routes {
        row(&mut page, region, &route.to_string());
    }
    page
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

fn shown(texts: &[String]) -> String {
    match texts.join(", ") {
        text if text.is_empty() => "(empty)".into(),
        text => text,
    }
}

fn provider_rows(page: &mut String, provider: &ProviderTable, secret_keys: &[&str]) {
    for (key, value) in &provider.settings {
        let secret = secret_keys.contains(&key.as_str())
            || provider.from_files.contains(key)
            || sounds_secret(key);
        let value = if secret { "set".into() } else { plain(value) };
        row(page, &format!("  {key}"), &value);
    }
    for key in secret_keys {
        if !provider.settings.contains_key(*key) {
            row(page, &format!("  {key}"), "not set");
        }
    }
}

/// A value for the page; of what may hold a secret inside (a table, an address
/// with a password) only that it is there.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) if !(text.contains("://") && text.contains('@')) => text.clone(),
        Value::String(_) | Value::Table(_) => "set".into(),
        Value::Array(values) => shown(&values.iter().map(plain).collect::<Vec<_>>()),
        value => value.to_string(),
    }
}

/// The last guard, for a kind that is misspelt and so has no list of secrets.
fn sounds_secret(key: &str) -> bool {
    ["secret", "token", "password", "key", "auth"]
        .iter()
        .any(|word| key.contains(word))
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
