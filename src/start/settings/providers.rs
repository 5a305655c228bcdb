//! The file's `[[provider]]` tables.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use toml::{Table, Value};

use super::{parse, toml_tables};
use crate::base::config::{InvalidValue, Layers, Result, Source, secret_file, twice};

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

pub(super) fn providers(layers: &Layers) -> Result<Vec<ProviderTable>> {
    let mut providers: Vec<ProviderTable> = Vec::new();
    for mut keys in toml_tables::all(layers, "provider")? {
        let name = keys.text("name", "main", parse::name)?;
        keys.label = format!("provider {name:?}");
        if providers.iter().any(|other| other.name == name) {
            let wrong =
                InvalidValue::new("another provider has this name", "give each its own name");
            return keys.read("name", Err(wrong));
        }
        let kind = keys.text("kind", "twilio", parse::name)?;
        let mut provider = ProviderTable {
            name,
            kind,
            settings: Table::new(),
            from_files: BTreeMap::new(),
        };
        for (key, value) in &keys.table {
            if let Some(secret) = key.strip_suffix("_file") {
                let read = in_file(&keys.table, key, secret, &layers.in_file());
                let (text, path) = keys.read(key, read)?;
                provider.settings.insert(secret.into(), Value::String(text));
                provider.from_files.insert(secret.into(), path);
            } else if key != "name" && key != "kind" {
                provider.settings.insert(key.clone(), value.clone());
            }
        }
        providers.push(provider);
    }
    Ok(providers)
}

/// The secret in the file that `key` names, and the file.
fn in_file(
    table: &Table,
    key: &str,
    secret: &str,
    source: &Source,
) -> Result<(String, PathBuf), InvalidValue> {
    match &table[key] {
        _ if table.contains_key(secret) => Err(twice(key, secret)),
        Value::String(path) => {
            let path = source.beside(path);
            Ok((secret_file(&path)?, path))
        }
        _ => Err(InvalidValue::new(
            "it is not a text",
            "give the path of a file",
        )),
    }
}
