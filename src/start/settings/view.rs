//! The configuration as plain values, for whoever shows it. Of secrets it says
//! only whether they are set.

use toml::Value;

use super::describe::shown;
use super::{Config, ProviderTable, SETTINGS};
use crate::base::clock::DAY;
use crate::base::config::{self, Layers, Source, variable};
use crate::base::url;
use crate::domain::phone::Phone;
use crate::web::{SettingsView, ShownSection, ShownSetting, ShownTable, ShownTableRow, ShownValue};

/// Every setting by the file's sections, and the file's own tables. Numbers of
/// people are masked. `secret_keys` are those of a provider's kind.
#[must_use]
pub fn configured(
    layers: &Layers,
    config: &Config,
    secret_keys: impl Fn(&str) -> &'static [&'static str],
) -> SettingsView {
    let mut sections: Vec<ShownSection> = Vec::new();
    for setting in SETTINGS {
        let section = setting.name.rsplit_once('.').map_or("", |(name, _)| name);
        let row = row(layers, setting);
        match sections.iter_mut().find(|it| it.name == section) {
            Some(known) => known.settings.push(row),
            None => sections.push(ShownSection {
                name: section,
                settings: vec![row],
            }),
        }
    }
    let mut tables = tables(config, secret_keys);
    tables.push(test_numbers(config));
    SettingsView {
        file: layers.file().map(|file| file.display().to_string()),
        sections,
        tables,
    }
}

fn row(layers: &Layers, setting: &'static config::Setting) -> ShownSetting {
    let (source, texts) = (layers.source(setting.name), layers.texts(setting.name));
    let value = if setting.secret {
        match source {
            Source::Default => ShownValue::NotSet,
            _ => ShownValue::Set,
        }
    } else if setting.name == "admins" {
        ShownValue::Text(
            texts
                .iter()
                .map(|it| masked(it))
                .collect::<Vec<_>>()
                .join(", "),
        )
    } else {
        ShownValue::Text(open_texts(&texts))
    };
    ShownSetting {
        name: setting.name,
        value,
        source,
        default: setting.default,
        help: setting.help,
        variable: variable(setting.name),
    }
}

fn masked(number: &str) -> String {
    let phone: Option<Phone> = number.parse().ok();
    phone.map_or_else(String::new, |phone| phone.masked())
}

/// Values as they may be shown: what an address hides is left out, wherever it
/// stands.
pub(super) fn open_texts(texts: &[String]) -> String {
    let shown: Vec<_> = texts.iter().map(|text| url::shown(text)).collect();
    shown.join(", ")
}

/// What the file's own tables say.
pub(super) fn tables(
    config: &Config,
    secret_keys: impl Fn(&str) -> &'static [&'static str],
) -> Vec<ShownTable> {
    let prices = &config.prices;
    let default = prices.default.map(|price| ("default".to_owned(), price));
    let of = prices
        .of
        .iter()
        .map(|(region, price)| (region.to_string(), *price));
    let budgets = prices.budgets.iter();
    vec![
        ShownTable {
            name: "providers",
            rows: config
                .providers
                .iter()
                .flat_map(|provider| provider_rows(provider, secret_keys(&provider.kind)))
                .collect(),
        },
        table("routes", config.routes.iter()),
        table("prices", default.into_iter().chain(of)),
        table("budgets", budgets),
        table(
            "api-clients",
            config.api_clients.iter().map(|client| {
                let about = format!("key_hash set, phone_only {}", client.phone_only);
                (&client.name, about)
            }),
        ),
    ]
}

/// Who they are and until when they work; not their codes.
fn test_numbers(config: &Config) -> ShownTable {
    let numbers = config.test_numbers.iter();
    table(
        "test-numbers",
        numbers.map(|test| (test.phone.masked(), test.ends_at.minus(DAY).day())),
    )
}

fn table<N: ToString, V: ToString>(
    name: &'static str,
    rows: impl Iterator<Item = (N, V)>,
) -> ShownTable {
    let row = |(name, value): (N, V)| ShownTableRow {
        name: name.to_string(),
        value: ShownValue::Text(value.to_string()),
        nested: false,
    };
    ShownTable {
        name,
        rows: rows.map(row).collect(),
    }
}

fn provider_rows(provider: &ProviderTable, secret_keys: &[&str]) -> Vec<ShownTableRow> {
    let nested = |name: &str, value| ShownTableRow {
        name: name.to_owned(),
        value,
        nested: true,
    };
    let mut rows = vec![ShownTableRow {
        name: provider.name.clone(),
        value: ShownValue::Text(format!("kind {}", provider.kind)),
        nested: false,
    }];
    for (key, value) in &provider.settings {
        let secret = secret_keys.contains(&key.as_str())
            || provider.from_files.contains_key(key)
            || sounds_secret(key);
        let value = if secret {
            ShownValue::Set
        } else {
            plain(value)
        };
        rows.push(nested(key, value));
    }
    let missing = secret_keys.iter();
    let missing = missing.filter(|key| !provider.settings.contains_key(**key));
    rows.extend(missing.map(|key| nested(key, ShownValue::NotSet)));
    rows
}

/// A value to be shown; of what may hold a secret inside (a table, an address
/// with a password) only that it is there.
fn plain(value: &Value) -> ShownValue {
    match value {
        Value::String(text) => ShownValue::Text(url::shown(text)),
        Value::Table(_) => ShownValue::Set,
        Value::Array(values) => {
            let texts = values.iter().map(|value| match plain(value) {
                ShownValue::Text(text) => text,
                ShownValue::Set | ShownValue::NotSet => "set".into(),
            });
            ShownValue::Text(shown(&texts.collect::<Vec<_>>()))
        }
        value => ShownValue::Text(value.to_string()),
    }
}

/// The last guard, for a kind that is misspelt and so has no list of secrets.
fn sounds_secret(key: &str) -> bool {
    ["secret", "token", "password", "key", "auth"]
        .iter()
        .any(|word| key.contains(word))
}
