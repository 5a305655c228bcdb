//! What each layer says, before the table of settings has been asked.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use toml::{Table, Value};

use super::kubernetes::is_of_a_service;
use super::table::{of_variable, variable};
use super::{InvalidValue, PREFIX, Result, Schema, Source};

/// A setting's name, its value as a layer writes it, and where that is.
pub(super) type Entry = (String, Value, Source);

/// What the environment says.
#[derive(Default)]
pub(super) struct Environment {
    /// The file that it names.
    pub file: Option<PathBuf>,
    /// The settings it gives.
    pub entries: Vec<Entry>,
    /// Variables that look like ours and are of Kubernetes.
    pub foreign: Vec<String>,
}

/// Reads all variables that begin as ours do.
pub(super) fn environment(schema: Schema, env: &[(OsString, OsString)]) -> Result<Environment> {
    let ours = |key: &OsStr| key.as_encoded_bytes().starts_with(PREFIX.as_bytes());
    let mut read = Environment::default();
    for (key, value) in env.iter().filter(|(key, _)| ours(key)) {
        let text = key.to_string_lossy().into_owned();
        let name = of_variable(&text);
        let is_foreign =
            |value: &str| schema.find(&name).is_none() && is_of_a_service(&text, value);
        if key.to_str() == Some(&variable("config")) {
            read.file = Some(value.into());
        } else if value.to_str().is_some_and(is_foreign) {
            read.foreign.push(text);
        } else if key.to_str() != Some(&variable(&name)) {
            return Err(schema.unknown(&name, &Source::Env(text)));
        } else if let Some(value) = value.to_str() {
            let value = Value::String(value.to_owned());
            read.entries.push((name, value, Source::Env(text)));
        } else {
            let wrong = InvalidValue::new("the value is not UTF-8", "write it in UTF-8");
            return Err(wrong.of(&name, &Source::Env(text), None));
        }
    }
    Ok(read)
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
