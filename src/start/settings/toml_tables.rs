//! What the file's own tables share, such as `[[test_number]]` and `[routes]`.

use toml::{Table, Value};

use crate::base::config::{InvalidValue, Layers, Result};

/// A table of the file.
pub(super) struct Keys<'a> {
    layers: &'a Layers,
    /// What errors call it.
    pub label: String,
    /// The keys and their values.
    pub table: Table,
}

/// A table such as `[routes]`; empty, where the file has none.
pub(super) fn named<'a>(layers: &'a Layers, name: &str) -> Result<Keys<'a>> {
    match layers.table(name) {
        None => Ok(Keys::new(layers, name, Table::new())),
        Some(Value::Table(table)) => Ok(Keys::new(layers, name, table.clone())),
        Some(_) => refuse(
            layers,
            name,
            "it is not a table",
            format!("begin it with [{name}]"),
        ),
    }
}

/// The tables of a list, each called by its kind and its number, from 1.
pub(super) fn all<'a>(layers: &'a Layers, kind: &str) -> Result<Vec<Keys<'a>>> {
    let fix = format!("begin each with [[{kind}]]");
    let tables = match layers.table(kind) {
        None => return Ok(Vec::new()),
        Some(Value::Array(tables)) => tables.iter().enumerate(),
        Some(_) => return refuse(layers, kind, "it is not a list", fix),
    };
    let keys = tables.map(|(at, table)| {
        let label = format!("{kind} {}", at + 1);
        match table.as_table() {
            Some(table) => Ok(Keys::new(layers, &label, table.clone())),
            None => refuse(layers, &label, "it is not a table", fix.clone()),
        }
    });
    keys.collect()
}

fn refuse<T>(layers: &Layers, what: &str, problem: &str, fix: String) -> Result<T> {
    Err(InvalidValue::new(problem, fix).of(what, &layers.in_file(), None))
}

impl<'a> Keys<'a> {
    fn new(layers: &'a Layers, label: &str, table: Table) -> Self {
        let label = label.to_owned();
        Self {
            layers,
            label,
            table,
        }
    }

    /// What is read of a key, or the error for it.
    pub fn read<T>(&self, key: &str, read: Result<T, InvalidValue>) -> Result<T> {
        let name = format!("{}.{key}", self.label);
        read.map_err(|wrong| wrong.of(&name, &self.layers.in_file(), None))
    }

    /// Refuses other keys than these.
    pub fn only(&self, keys: &[&str]) -> Result<()> {
        let mut unknown = self
            .table
            .keys()
            .filter(|key| !keys.contains(&key.as_str()));
        let (last, others) = keys.split_last().unwrap_or((&"", &[]));
        unknown.next().map_or(Ok(()), |key| {
            let fix = format!("use {} and {last}", others.join(", "));
            self.read(key, Err(InvalidValue::new("there is no such key", fix)))
        })
    }

    /// A key that must be there, as text.
    pub fn text<T>(
        &self,
        key: &str,
        example: &str,
        parse: impl Fn(&str) -> Result<T, InvalidValue>,
    ) -> Result<T> {
        let fix = format!("give it as text, such as {key} = {example:?}");
        let read = match self.table.get(key) {
            Some(Value::String(text)) => parse(text),
            Some(_) => Err(InvalidValue::new("it is not a text", fix)),
            None => Err(InvalidValue::new("it is missing", fix)),
        };
        self.read(key, read)
    }

    /// A key that may be there, as text.
    pub fn optional<T>(
        &self,
        key: &str,
        example: &str,
        parse: impl Fn(&str) -> Result<T, InvalidValue>,
    ) -> Result<Option<T>> {
        let is_there = self.table.contains_key(key);
        is_there.then(|| self.text(key, example, parse)).transpose()
    }

    /// A key that is true or false; false, where it is missing.
    pub fn flag(&self, key: &str) -> Result<bool> {
        let read = match self.table.get(key) {
            None => Ok(false),
            Some(Value::Boolean(it)) => Ok(*it),
            Some(_) => Err(InvalidValue::expected("write true or false")),
        };
        self.read(key, read)
    }

    /// A key that is one of some words; the first of them, where it is missing.
    pub fn choice<T: Copy>(&self, key: &str, words: &[(&str, T)]) -> Result<T> {
        let list = words.iter().map(|(word, _)| format!("{word:?}"));
        let fix = format!("give {}", list.collect::<Vec<_>>().join(" or "));
        let word = match self.table.get(key) {
            None => words.first(),
            Some(value) => words.iter().find(|(word, _)| value.as_str() == Some(word)),
        };
        let word = word.map(|(_, it)| *it);
        self.read(key, word.ok_or_else(|| InvalidValue::expected(fix)))
    }

    /// A key that is a list of texts, or one of them; an empty list, where it is
    /// missing.
    pub fn texts<T>(
        &self,
        key: &str,
        example: &str,
        parse: impl Fn(&str) -> Result<T, InvalidValue>,
    ) -> Result<Vec<T>> {
        let fix = || format!("give it as a list, such as {key} = [{example:?}]");
        let one = |value: &Value| match value {
            Value::String(text) => parse(text),
            _ => Err(InvalidValue::expected(fix())),
        };
        let read = match self.table.get(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(values)) => values.iter().map(one).collect(),
            Some(value) => one(value).map(|it| vec![it]),
        };
        self.read(key, read)
    }
}
