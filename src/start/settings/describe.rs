//! What `textgate config` prints.

use std::fmt::Write;

use toml::Value;

use super::{Config, Loaded, ProviderTable, SETTINGS};
use crate::base::config::{Layers, Setting, Source, one_line};

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
    heading(page, "providers", config.providers.is_empty());
    for provider in &config.providers {
        let kind = &provider.kind;
        row(page, &provider.name, &format!("kind {kind}"));
        provider_rows(page, provider, secret_keys(kind));
    }
    heading(page, "routes", config.routes.is_empty());
    for (region, route) in &config.routes {
        row(page, region, &route.to_string());
    }
    let prices = &config.prices;
    heading(page, "prices", !prices.are_set());
    if let Some(price) = prices.default {
        row(page, "default", &price.to_string());
    }
    for (region, price) in &prices.of {
        row(page, &region.to_string(), &price.to_string());
    }
    heading(page, "budgets", prices.budgets.is_empty());
    for (region, budget) in &prices.budgets {
        row(page, &region.to_string(), &budget.to_string());
    }
    heading(page, "api clients", config.api_clients.is_empty());
    for client in &config.api_clients {
        let about = format!("key_hash set, phone_only {}", client.phone_only);
        row(page, &client.name.to_string(), &about);
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
