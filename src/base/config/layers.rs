//! The layers, laid over each other, and the values read out of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::entries::{Entry, commas, environment, flatten, many, one};
use super::files::{read_config, secret_file};
use super::table::variable;
use super::{ConfigError, InvalidValue, Result, Schema, Source};

/// What the process was started with. Has no `Debug`: the environment may
/// hold secrets.
#[derive(Default, Clone)]
pub struct Args {
    /// `--config`: a file that must exist.
    pub config: Option<PathBuf>,
    /// The environment, all of it.
    pub env: Vec<(OsString, OsString)>,
    /// Settings given by flags: names and values; a later one wins.
    pub set: Vec<(String, String)>,
}

/// Every value that was given, with its source. Never prints values.
pub struct Layers {
    schema: Schema,
    given: BTreeMap<&'static str, Given>,
    tables: Table,
    file: Option<PathBuf>,
    foreign: Vec<String>,
}

struct Given {
    /// One text, or for a list any number of them.
    texts: Vec<String>,
    source: Source,
    /// The file that the secret was read from.
    file: Option<PathBuf>,
}

impl Layers {
    /// Reads and stacks the layers; `default_file` is read when none is named,
    /// and may be absent. Values are not looked at yet.
    ///
    /// # Errors
    /// A file that cannot be read or is not TOML, an unknown name, a value of
    /// the wrong shape, text that is not UTF-8, a secret that is not in its
    /// file or is given in two ways.
    pub fn read(schema: Schema, args: &Args, default_file: &Path) -> Result<Self> {
        let env = environment(schema, &args.env)?;
        let (path, source) = match (args.config.clone(), env.file) {
            (Some(path), _) => (path, Source::Flag("--config".into())),
            (None, Some(path)) => (path, Source::Env(variable("config"))),
            (None, None) => (default_file.to_owned(), Source::Default),
        };
        let table = read_config(&path, &source)?;
        let mut layers = Self {
            schema,
            given: BTreeMap::new(),
            tables: Table::new(),
            file: table.is_some().then_some(path),
            foreign: env.foreign,
        };
        let mut file = Vec::new();
        for (key, value) in table.unwrap_or_default() {
            if schema.file_only.contains(&key.as_str()) {
                layers.tables.insert(key, value);
            } else {
                flatten(schema, key, value, &layers.in_file(), &mut file);
            }
        }
        let flags = args.set.iter().map(|(name, value)| {
            let source = Source::Flag(format!("--set {name}"));
            (name.clone(), Value::String(value.clone()), source)
        });
        for layer in [file, env.entries, flags.collect()] {
            layers.lay(layer)?;
        }
        Ok(layers)
    }

    fn lay(&mut self, layer: Vec<Entry>) -> Result<()> {
        let names: BTreeSet<String> = layer.iter().map(|entry| entry.0.clone()).collect();
        for (name, value, source) in layer {
            let Some((setting, from_file)) = self.schema.find(&name) else {
                return Err(self.schema.unknown(&name, &source));
            };
            let mut file = None;
            let texts = match (from_file, setting.list) {
                (true, _) if names.contains(setting.name) => Err(twice(&name, setting.name)),
                (true, _) => one(value).and_then(|path| {
                    let path = file.insert(source.beside(&path));
                    Ok(vec![secret_file(path)?])
                }),
                (false, true) => many(value),
                (false, false) => one(value).map(|text| vec![text]),
            };
            let texts = texts.map_err(|wrong| wrong.of(&name, &source, None))?;
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
    pub fn one<T>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, InvalidValue>,
    ) -> Result<T> {
        let text = self.texts(name).into_iter().next().unwrap_or_default();
        parse(&text).map_err(|wrong| self.wrong(name, &text, wrong))
    }

    /// The same of a value that is never shown. Addresses among them may hold a
    /// password or a token.
    ///
    /// # Errors
    /// What the parser refused, with the setting's name and source.
    pub fn secret<T>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, InvalidValue>,
    ) -> Result<T> {
        self.one(name, parse)
    }

    /// The list's values, each through the parser.
    ///
    /// # Errors
    /// The first that the parser refused, with the setting's name and source.
    pub fn list<T>(
        &self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, InvalidValue>,
    ) -> Result<Vec<T>> {
        let texts = self.texts(name).into_iter();
        texts
            .map(|text| parse(&text).map_err(|wrong| self.wrong(name, &text, wrong)))
            .collect()
    }

    /// The path of a file, in the configuration file one beside it, looked at by
    /// `check`; nothing when the text is empty.
    ///
    /// # Errors
    /// What the check refused, with the setting's name and source.
    pub fn path(
        &self,
        name: &str,
        check: impl FnOnce(&Path) -> Result<(), InvalidValue>,
    ) -> Result<Option<PathBuf>> {
        let source = self.source(name);
        self.one(name, |text| match text.trim() {
            "" => Ok(None),
            text => {
                let path = source.beside(text);
                check(&path).map(|()| Some(path))
            }
        })
    }

    /// The list, read by a reader of its own.
    ///
    /// # Errors
    /// What it refused.
    pub fn own<T>(&self, _: &str, read: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        read(self)
    }

    /// The error for a setting that does not go together with another.
    ///
    /// # Errors
    /// Always.
    pub fn refuse<T>(&self, name: &str, problem: &str, fix: &str) -> Result<T> {
        Err(InvalidValue::new(problem, fix).of(name, &self.source(name), None))
    }

    fn wrong(&self, name: &str, value: &str, wrong: InvalidValue) -> ConfigError {
        let setting = self.schema.setting(name);
        let open = setting.is_none_or(|setting| !setting.secret);
        wrong.of(name, &self.source(name), open.then_some(value))
    }

    /// The values as they were written; one, unless it is a list.
    #[must_use]
    pub fn texts(&self, name: &str) -> Vec<String> {
        match (self.given.get(name), self.schema.setting(name)) {
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

    /// The configuration file, as what errors name.
    #[must_use]
    pub fn in_file(&self) -> Source {
        Source::File(self.file.clone().unwrap_or_default())
    }

    /// Variables that were passed over: they begin as ours do, and are set by
    /// Kubernetes for a Service.
    #[must_use]
    pub fn foreign(&self) -> &[String] {
        &self.foreign
    }

    /// The file that a secret was read from, if it was.
    #[must_use]
    pub fn secret_file(&self, name: &str) -> Option<&Path> {
        self.given.get(name)?.file.as_deref()
    }
}

/// A secret may stand in the configuration or in its file, not in both.
pub(crate) fn twice(in_file: &str, name: &str) -> InvalidValue {
    let fix = format!("keep {in_file} or {name}, not both");
    InvalidValue::new("the secret is given twice", fix)
}

impl fmt::Debug for Layers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sources = self.given.iter().map(|(name, given)| (name, &given.source));
        f.debug_map().entries(sources).finish()
    }
}
