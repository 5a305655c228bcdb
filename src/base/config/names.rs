//! How settings are written in the layers, and what a misspelt one may mean.

use strsim::levenshtein;

use super::table::variable;
use super::{ConfigError, InvalidValue, Setting, Source};

/// What there is to set.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// All settings.
    pub settings: &'static [Setting],
    /// The tables that are read from the file only, and not by this floor.
    pub file_only: &'static [&'static str],
}

impl Schema {
    /// The setting of this name.
    pub(super) fn setting(self, name: &str) -> Option<&'static Setting> {
        self.settings.iter().find(|setting| setting.name == name)
    }

    /// The same, and whether the name asks for a file with the secret in it.
    pub(super) fn find(self, name: &str) -> Option<(&'static Setting, bool)> {
        let plain = self.setting(name).map(|setting| (setting, false));
        plain.or_else(|| {
            let secret = self.setting(name.strip_suffix("_file")?);
            Some((secret.filter(|setting| setting.secret)?, true))
        })
    }

    /// The first setting below this name, such as `code`.
    pub(super) fn first_of(self, section: &str) -> Option<&'static str> {
        let mut names = self.settings.iter().map(|setting| setting.name);
        names.find(|name| name.starts_with(&format!("{section}.")))
    }

    /// The error for a name that is not in the table.
    pub(super) fn unknown(self, name: &str, source: &Source) -> ConfigError {
        let spelt = |name: &str| match source {
            Source::Env(_) => variable(name),
            _ => name.to_owned(),
        };
        let outside = !matches!(source, Source::File(_));
        let only = self.file_only.iter().find(|only| name.starts_with(**only));
        let fix = if let (true, Some(only)) = (outside, only) {
            format!("set {only} in the configuration file, the only place it is read from")
        } else if let Some(first) = self.first_of(name) {
            let first = spelt(first);
            format!("it is a section: its settings are written like {first}")
        } else if let Some(near) = self.nearest(name) {
            format!("did you mean {}?", spelt(&near))
        } else {
            "remove it, or see `textgate config` for all names".into()
        };
        InvalidValue::new("there is no such setting", fix).of(name, source, None)
    }

    /// The known name that is closest in spelling, if one is close; else one
    /// that only lacks its section.
    fn nearest(self, name: &str) -> Option<String> {
        let names = self.settings.iter().flat_map(|setting| {
            let file = setting.secret.then(|| format!("{}_file", setting.name));
            [Some(setting.name.to_owned()), file].into_iter().flatten()
        });
        let names: Vec<_> = names.collect();
        let root = name.split('.').next().unwrap_or(name);
        let close = (name.len() / 4).clamp(1, 3);
        let plain = names
            .iter()
            .map(|known| (levenshtein(name, known), &**known));
        let tables = self.file_only.iter();
        let tables = tables.map(|only| (levenshtein(root, only), *only));
        let near = plain.chain(tables).filter(|(apart, _)| *apart <= close);
        let leaf = |name: &str| name.rsplit('.').next().map(ToOwned::to_owned);
        let mut same_leaf = names.iter().filter(|known| leaf(known) == leaf(name));
        let near = near.min().map(|(_, near)| near.to_owned());
        near.or_else(|| same_leaf.next().cloned())
    }
}
