//! What each layer says, before the table of settings has been asked.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use toml::{Table, Value};

use super::names::{of_variable, variable};
use super::{InvalidValue, PREFIX, Result, Schema, Source};

/// A setting's name, its value as a layer writes it, and where that is.
pub(super) type Entry = (String, Value, Source);

/// The file that the environment names, and the settings it gives.
pub(super) fn environment(
    schema: Schema,
    env: &[(OsString, OsString)],
) -> Result<(Option<PathBuf>, Vec<Entry>)> {
    let ours = |key: &OsStr| key.as_encoded_bytes().starts_with(PREFIX.as_bytes());
    let mut file = None;
    let mut entries = Vec::new();
    for (key, value) in env.iter().filter(|(key, _)| ours(key)) {
        let key_text = key.to_string_lossy().into_owned();
        let name = of_variable(&key_text);
        let source = Source::Env(key_text);
        if key.to_str() == Some(&variable("config")) {
            file = Some(PathBuf::from(value));
        } else if key.to_str() != Some(&variable(&name)) {
            return Err(schema.unknown(&name, &source));
        } else if let Some(text) = value.to_str() {
            entries.push((name, Value::String(text.to_owned()), source));
        } else {
            let wrong = InvalidValue::new("the value is not UTF-8", "write it in UTF-8");
            return Err(wrong.of(&name, &source, None));
        }
    }
    Ok((file, entries))
}

/// Names the values below `name` by their dotted paths.
pub(super) fn flatten(
    schema: Schema,
    name: String,
    value: Value,
    source: &Source,
    entries: &mut Vec<Entry>,
) {
    let is_section = |table: &Table| {
        // An empty section says nothing; an empty unknown one is a slip.
        schema.find(&name).is_none() && (!table.is_empty() || schema.first_of(&name).is_some())
    };
    match value {
        Value::Table(table) if is_section(&table) => {
            for (key, value) in table {
                flatten(schema, format!("{name}.{key}"), value, source, entries);
            }
        }
        value => entries.push((name, value, source.clone())),
    }
}

/// The text of a single value.
pub(super) fn one(value: Value) -> Result<String, InvalidValue> {
    let wrong = |problem, fix| Err(InvalidValue::new(problem, fix));
    match value {
        Value::String(text) => Ok(text),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) => Ok(value.to_string()),
        Value::Array(_) => wrong("it takes one value, not a list", "give one value"),
        Value::Table(_) => wrong("it takes a value, not a table", "give one value"),
        Value::Datetime(_) => wrong("it takes no date", "put the value in quotes"),
    }
}

/// The texts of a list: an array, or one text with commas.
pub(super) fn many(value: Value) -> Result<Vec<String>, InvalidValue> {
    match value {
        Value::Array(values) => values.into_iter().map(one).collect(),
        Value::String(text) => Ok(commas(&text)),
        _ => Err(InvalidValue::new(
            "it takes a list",
            "put the values in brackets",
        )),
    }
}

/// The parts between commas; none in an empty text.
pub(super) fn commas(text: &str) -> Vec<String> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    text.split(',').map(|part| part.trim().to_owned()).collect()
}
