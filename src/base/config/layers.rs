//! The layers, laid over each other, and the values read out of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::entries::{Entry, commas, environment, flatten, many, one};
use super::files::{read_config, secret_file};
use super::names::variable;
use super::{ConfigError, InvalidValue, Setting, Source};

/// What there is to set.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// All settings.
    pub settings: &'static [Setting],
    /// The tables that are read from the file only, and not by this floor.
    pub file_only: &'static [&'static str],
}

/// What the layers are made of. Has no `Debug`: there may be secrets in it.
pub struct Inputs<'a, E> {
    /// The file named on the command line; it must exist.
    pub file: Option<&'a Path>,
    /// The file that is read when none is named; it may be absent.
    pub default_file: &'a Path,
    /// The environment.
    pub env: E,
    /// Pairs of a setting's name and its value; a later one wins.
    pub flags: &'a [(String, String)],
}

/// Every value that was given, with its source. Never prints values.
pub struct Layers {
    schema: Schema,
    given: BTreeMap<&'static str, Given>,
    tables: Table,
    file: Option<PathBuf>,
}

struct Given {
    /// One text, or for a list any number of them.
    texts: Vec<String>,
    source: Source,
    /// The file that the secret was read from.
    file: Option<PathBuf>,
}

impl Layers {
    /// Reads and stacks the layers. Values are not looked at yet.
    ///
    /// # Errors
    /// A file that cannot be read or is not TOML, an unknown name, a value of
    /// the wrong shape, text that is not UTF-8, a secret that is not in its
    /// file or is given in two ways.
    pub fn read<E>(schema: Schema, inputs: Inputs<'_, E>) -> Result<Self, ConfigError>
    where
        E: IntoIterator<Item = (OsString, OsString)>,
    {
        let (named, env) = environment(schema, inputs.env)?;
        let (path, source) = match (inputs.file, named) {
            (Some(path), _) => (path.to_owned(), Source::Flag("--config".into())),
            (None, Some(path)) => (path, Source::Env(variable("config"))),
            (None, None) => (inputs.default_file.to_owned(), Source::Default),
        };
        let table = read_config(&path, &source)?;
        let mut layers = Self {
            schema,
            given: BTreeMap::new(),
            tables: Table::new(),
            file: table.is_some().then_some(path),
        };
        let file = layers.split(table.unwrap_or_default());
        let flags = inputs.flags.iter().map(|(name, value)| Entry {
            name: name.clone(),
            value: Value::String(value.clone()),
            source: Source::Flag(format!("--set {name}")),
        });
        for layer in [file, env, flags.collect()] {
            layers.lay(layer)?;
        }
        Ok(layers)
    }

    /// Puts the tables that are not ours aside and flattens the rest.
    fn split(&mut self, table: Table) -> Vec<Entry> {
        let source = Source::File(self.file.clone().unwrap_or_default());
        let mut entries = Vec::new();
        for (key, value) in table {
            if self.schema.file_only.contains(&key.as_str()) {
                self.tables.insert(key, value);
            } else {
                flatten(self.schema, key, value, &source, &mut entries);
            }
        }
        entries
    }

    fn lay(&mut self, layer: Vec<Entry>) -> Result<(), ConfigError> {
        let names: BTreeSet<String> = layer.iter().map(|entry| entry.name.clone()).collect();
        for Entry {
            name,
            value,
            source,
        } in layer
        {
            let Some((setting, from_file)) = self.schema.find(&name) else {
                return Err(self.schema.unknown(&name, source));
            };
            let mut file = None;
            let texts = if from_file && names.contains(setting.name) {
                let fix = format!("keep {name} or {}, not both", setting.name);
                Err(InvalidValue::new("the secret is given twice", fix))
            } else if from_file {
                one(value).and_then(|path| {
                    let path = source.beside(&path);
                    let secret = secret_file(&path)?;
                    file = Some(path);
                    Ok(vec![secret])
                })
            } else if setting.list {
                many(value)
            } else {
                one(value).map(|text| vec![text])
            };
            let texts = texts.map_err(|wrong| wrong.of(&name, source.clone(), None))?;
            let given = Given {
                texts,
                source,
                file,
            };
            self.given.insert(setting.name, given);
        }
        Ok(())
    }

    /// The setting's value, through its parser.
    ///
    /// # Errors
    /// What the parser refused, with the setting's name and source.
    pub fn get<T>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, InvalidValue>,
    ) -> Result<T, ConfigError> {
        let text = self.texts(name).into_iter().next().unwrap_or_default();
        parse(&text).map_err(|wrong| self.wrong(name, Some(&text), wrong))
    }

    /// The list's values, each through the parser.
    ///
    /// # Errors
    /// The first that the parser refused, with the setting's name and source.
    pub fn list<T>(
        &self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, InvalidValue>,
    ) -> Result<Vec<T>, ConfigError> {
        let parsed = self
            .texts(name)
            .into_iter()
            .map(|text| parse(&text).map_err(|wrong| self.wrong(name, Some(&text), wrong)));
        parsed.collect()
    }

    /// The error for a setting that does not go together with another.
    #[must_use]
    pub fn refuse(&self, name: &str, wrong: InvalidValue) -> ConfigError {
        self.wrong(name, None, wrong)
    }

    fn wrong(&self, name: &str, value: Option<&str>, wrong: InvalidValue) -> ConfigError {
        let secret = self.setting(name).is_some_and(|setting| setting.secret);
        wrong.of(name, self.source(name), value.filter(|_| !secret))
    }

    /// The values as they were written; one, unless it is a list.
    #[must_use]
    pub fn texts(&self, name: &str) -> Vec<String> {
        match (self.given.get(name), self.setting(name)) {
            (Some(given), _) => given.texts.clone(),
            (None, Some(setting)) if setting.list => commas(setting.default),
            (None, Some(setting)) => vec![setting.default.into()],
            (None, None) => Vec::new(),
        }
    }

    /// Where the value comes from.
    #[must_use]
    pub fn source(&self, name: &str) -> Source {
        let given = self.given.get(name);
        given.map_or(Source::Default, |given| given.source.clone())
    }

    /// Another default, where it follows from another setting. Changes nothing
    /// when a layer gives the setting.
    pub fn set_default(&mut self, name: &'static str, text: String) {
        self.given.entry(name).or_insert(Given {
            texts: vec![text],
            source: Source::Default,
            file: None,
        });
    }

    /// A table that is read from the file only.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Value> {
        self.tables.get(name)
    }

    /// The configuration file, if there is one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// The file that a secret was read from, if it was.
    #[must_use]
    pub fn secret_file(&self, name: &str) -> Option<&Path> {
        self.given.get(name)?.file.as_deref()
    }

    fn setting(&self, name: &str) -> Option<&'static Setting> {
        let mut settings = self.schema.settings.iter();
        settings.find(|setting| setting.name == name)
    }
}

impl fmt::Debug for Layers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sources = self.given.iter().map(|(name, given)| (name, &given.source));
        f.debug_map().entries(sources).finish()
    }
}
