//! How settings are written in the layers, and what a misspelt one may mean.

use super::layers::Schema;
use super::{ConfigError, InvalidValue, PREFIX, Setting, Source};

/// The environment variable of a setting: `TEXTGATE_CODE__DIGITS`.
#[must_use]
pub fn variable(name: &str) -> String {
    format!("{PREFIX}{}", name.replace('.', "__").to_uppercase())
}

/// The setting that a variable would name: the way back from [`variable`].
pub(super) fn of_variable(variable: &str) -> String {
    let rest = variable.strip_prefix(PREFIX).unwrap_or(variable);
    rest.replace("__", ".").to_lowercase()
}

/// The name under which a file with the secret is given.
pub(super) fn in_file(name: &str) -> String {
    format!("{name}_file")
}

impl Schema {
    /// The setting of this name, and whether the name asks for a file with
    /// the secret in it.
    pub(super) fn find(self, name: &str) -> Option<(&'static Setting, bool)> {
        let settings = self.settings.iter();
        if let Some(setting) = settings.clone().find(|setting| setting.name == name) {
            return Some((setting, false));
        }
        let secret = name.strip_suffix("_file")?;
        let mut secrets = settings.filter(|setting| setting.secret);
        secrets
            .find(|setting| setting.name == secret)
            .map(|setting| (setting, true))
    }

    /// Whether there are settings below this name, such as `code`.
    pub(super) fn is_section(self, name: &str) -> bool {
        self.first_of(name).is_some()
    }

    fn first_of(self, section: &str) -> Option<&'static str> {
        let mut names = self.settings.iter().map(|setting| setting.name);
        names.find(|name| {
            name.strip_prefix(section)
                .is_some_and(|rest| rest.starts_with('.'))
        })
    }

    /// The error for a name that is not in the table.
    pub(super) fn unknown(self, name: &str, source: Source) -> ConfigError {
        let spelt = |name: &str| match source {
            Source::Env(_) => variable(name),
            _ => name.to_owned(),
        };
        let outside = !matches!(source, Source::File(_));
        let only = self.file_only.iter().find(|only| name.starts_with(**only));
        let fix = if let (true, Some(only)) = (outside, only) {
            format!("set {only} in the configuration file, the only place it is read from")
        } else if let Some(first) = self.first_of(name) {
            format!(
                "it is a section: its settings are written like {}",
                spelt(first)
            )
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
        let plain = self.settings.iter().map(|setting| setting.name.to_owned());
        let secrets = self.settings.iter().filter(|setting| setting.secret);
        let files = secrets.map(|setting| in_file(setting.name));
        let known: Vec<_> = plain.chain(files).collect();
        let close = (name.len() / 4).clamp(1, 3);
        let spelt = known
            .iter()
            .map(|known| (distance(name, known), known.as_str()));
        let root = name.split('.').next().unwrap_or(name);
        let tables = self
            .file_only
            .iter()
            .map(|only| (distance(root, only), *only));
        let near = spelt
            .chain(tables)
            .filter(|(apart, _)| *apart <= close)
            .min()
            .map(|(_, near)| near.to_owned());
        let leaf = |name: &str| name.rsplit('.').next().map(ToOwned::to_owned);
        near.or_else(|| {
            known
                .iter()
                .find(|known| leaf(known) == leaf(name))
                .cloned()
        })
    }
}

/// How many letters must be put in, taken out or changed (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, a) in one.chars().enumerate() {
        let mut corner = row[0];
        row[0] = above + 1;
        for (at, b) in other.iter().enumerate() {
            let changed = corner + usize::from(a != *b);
            corner = row[at + 1];
            row[at + 1] = changed.min(corner + 1).min(row[at] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_and_names_lead_to_each_other() {
        assert_eq!(variable("code.resend_wait"), "TEXTGATE_CODE__RESEND_WAIT");
        assert_eq!(
            of_variable("TEXTGATE_CODE__RESEND_WAIT"),
            "code.resend_wait"
        );
    }

    #[test]
    fn distances_count_letters() {
        assert_eq!(distance("code.digits", "code.digits"), 0);
        assert_eq!(distance("code.didgit", "code.digits"), 2);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
