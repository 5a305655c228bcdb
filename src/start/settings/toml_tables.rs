//! What the file's lists of tables share, such as `[[test_number]]`.

use toml::{Table, Value};

use crate::base::config::{ConfigError, InvalidValue, Layers, Source};

/// The key that is refused, and why.
pub(super) type Refused = (String, InvalidValue);

/// The file.
pub(super) fn source(layers: &Layers) -> Source {
    Source::File(layers.file().map(ToOwned::to_owned).unwrap_or_default())
}

/// The tables of a list, each with what errors call it: its kind and its
/// number, from 1.
pub(super) fn all<'a>(
    layers: &'a Layers,
    kind: &str,
) -> Result<Vec<(String, &'a Table)>, ConfigError> {
    let refuse = |what: &str, problem: &str| {
        let wrong = InvalidValue::new(problem, format!("begin each with [[{kind}]]"));
        wrong.of(what, source(layers), None)
    };
    let tables = match layers.table(kind) {
        None => return Ok(Vec::new()),
        Some(Value::Array(tables)) => tables,
        Some(_) => return Err(refuse(kind, "it is not a list")),
    };
    let numbered = tables.iter().enumerate();
    numbered
        .map(|(at, table)| {
            let label = format!("{kind} {}", at + 1);
            match table.as_table() {
                Some(table) => Ok((label, table)),
                None => Err(refuse(&label, "it is not a table")),
            }
        })
        .collect()
}

/// Reads each table of a list.
pub(super) fn each<T>(
    layers: &Layers,
    kind: &str,
    one: impl Fn(&Table) -> Result<T, Refused>,
) -> Result<Vec<T>, ConfigError> {
    let tables = all(layers, kind)?.into_iter();
    tables
        .map(|(label, table)| {
            one(table)
                .map_err(|(key, wrong)| wrong.of(&format!("{label}.{key}"), source(layers), None))
        })
        .collect()
}

/// Refuses a table with another key than these.
pub(super) fn only(table: &Table, keys: &[&str]) -> Result<(), Refused> {
    let Some(unknown) = table.keys().find(|key| !keys.contains(&key.as_str())) else {
        return Ok(());
    };
    let (last, others) = keys.split_last().unwrap_or((&"", &[]));
    let fix = format!("use {} and {last}", others.join(", "));
    Err((
        unknown.clone(),
        InvalidValue::new("there is no such key", fix),
    ))
}

/// A key that must be there, as text.
pub(super) fn text<T>(
    table: &Table,
    key: &str,
    example: &str,
    parse: impl Fn(&str) -> Result<T, InvalidValue>,
) -> Result<T, Refused> {
    let fix = format!("give it as text, such as {key} = {example:?}");
    let text = match table.get(key) {
        Some(Value::String(text)) => text,
        Some(_) => return Err((key.into(), InvalidValue::new("it is not a text", fix))),
        None => return Err((key.into(), InvalidValue::new("it is missing", fix))),
    };
    parse(text).map_err(|wrong| (key.into(), wrong))
}
