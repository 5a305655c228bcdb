//! The file's `[[provider]]` tables and its `[routes]`.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use toml::{Table, Value};

use super::{parse, toml_tables};
use crate::base::config::{ConfigError, InvalidValue, Layers, Source, secret_file};

/// One `[[provider]]`, its secrets read from their files.
#[derive(Clone)]
pub struct ProviderTable {
    /// What routes call it; no two are called the same.
    pub name: String,
    /// Which provider it is, such as `twilio`.
    pub kind: String,
    /// The other keys. `x_file` has become `x`.
    pub settings: Table,
    /// The keys that were read from files, and which; never to be shown.
    pub from_files: BTreeMap<String, PathBuf>,
}

impl fmt::Debug for ProviderTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<_> = self.settings.keys().collect();
        f.debug_struct("ProviderTable")
            .field("name", &self.name)
            .field("kind", &self.kind)
            .field("keys", &keys)
            .finish_non_exhaustive()
    }
}

pub(super) fn providers(layers: &Layers) -> Result<Vec<ProviderTable>, ConfigError> {
    let source = toml_tables::source(layers);
    let mut providers: Vec<ProviderTable> = Vec::new();
    for (label, table) in toml_tables::all(layers, "provider")? {
        let provider = provider(&label, table, &source)?;
        if providers.iter().any(|other| other.name == provider.name) {
            let label = format!("provider {:?}.name", provider.name);
            let wrong =
                InvalidValue::new("another provider has this name", "give each its own name");
            return Err(wrong.of(&label, source, None));
        }
        providers.push(provider);
    }
    Ok(providers)
}

fn provider(unnamed: &str, table: &Table, source: &Source) -> Result<ProviderTable, ConfigError> {
    let refuse = |label: &str, key: &str, wrong: InvalidValue| {
        wrong.of(&format!("{label}.{key}"), source.clone(), None)
    };
    let mut settings = table.clone();
    let mut required = |label: &str, key: &str, example: &str| {
        let fix = format!("give it one, such as {key} = {example:?}");
        match settings.remove(key) {
            Some(Value::String(text)) => {
                parse::name(&text).map_err(|wrong| refuse(label, key, wrong))
            }
            Some(_) => Err(refuse(
                label,
                key,
                InvalidValue::new("it is not a text", fix),
            )),
            None => Err(refuse(label, key, InvalidValue::new("it is missing", fix))),
        }
    };
    let name = required(unnamed, "name", "main")?;
    let label = format!("provider {name:?}");
    let kind = required(&label, "kind", "twilio")?;
    let from_files =
        resolve_files(&mut settings, source).map_err(|(key, wrong)| refuse(&label, &key, wrong))?;
    Ok(ProviderTable {
        name,
        kind,
        settings,
        from_files,
    })
}

/// Puts each secret in the place of the file that holds it, and names them.
fn resolve_files(
    settings: &mut Table,
    source: &Source,
) -> Result<BTreeMap<String, PathBuf>, (String, InvalidValue)> {
    let mut resolved = BTreeMap::new();
    let keys: Vec<String> = settings.keys().cloned().collect();
    for file_key in keys {
        let Some(key) = file_key.strip_suffix("_file") else {
            continue;
        };
        let secret = match settings.remove(&file_key) {
            _ if settings.contains_key(key) => {
                let fix = format!("keep {file_key} or {key}, not both");
                Err(InvalidValue::new("the secret is given twice", fix))
            }
            Some(Value::String(path)) => {
                let path = source.beside(&path);
                secret_file(&path).map(|secret| (secret, path))
            }
            _ => Err(InvalidValue::new(
                "it is not a text",
                "give the path of a file",
            )),
        };
        let (secret, path) = secret.map_err(|wrong| (file_key.clone(), wrong))?;
        settings.insert(key.to_owned(), Value::String(secret));
        resolved.insert(key.to_owned(), path);
    }
    Ok(resolved)
}

pub(super) fn routes(layers: &Layers) -> Result<Table, ConfigError> {
    match layers.table("routes") {
        None => Ok(Table::new()),
        Some(Value::Table(routes)) => Ok(routes.clone()),
        Some(_) => {
            let wrong = InvalidValue::new("it is not a table", "begin the routes with [routes]");
            Err(wrong.of("routes", toml_tables::source(layers), None))
        }
    }
}
