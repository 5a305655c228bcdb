//! The configuration as plain values, for whoever shows it. Of secrets it says
//! only whether they are set.

use toml::Value;

use super::describe::shown;
use super::{Config, ProviderTable, SETTINGS};
use crate::base::clock::DAY;
use crate::base::config::{self, Layers, Source};
use crate::base::url;
use crate::delivery::secrets_of;
use crate::domain::phone::Phone;
use crate::web::{Configured, Section, Setting, Shown, Table, TableRow};

/// Every setting by the file's sections, and the file's own tables. Numbers of
/// people are masked.
#[must_use]
pub fn configured(layers: &Layers, config: &Config) -> Configured {
    let mut tables = tables(config);
    tables.push(test_numbers(config));
    let sections = SETTINGS.chunk_by(|one, next| one.section() == next.section());
    let sections = sections.map(|settings| Section {
        name: settings[0].section(),
        settings: settings.iter().map(|it| row(layers, it)).collect(),
    });
    Configured {
        file: layers.file().map(|file| file.display().to_string()),
        sections: sections.collect(),
        tables,
    }
}

fn row(layers: &Layers, setting: &'static config::Setting) -> Setting {
    let numbers = || layers.texts("admins").into_iter().map(|it| masked(&it));
    Setting {
        about: setting,
        value: match setting.name {
            "admins" => Shown::Text(numbers().collect::<Vec<_>>().join(", ")),
            _ => value(layers, setting),
        },
        source: layers.source(setting.name),
    }
}

/// The value in effect, if it may be shown.
pub(super) fn value(layers: &Layers, setting: &config::Setting) -> Shown {
    match (setting.secret, layers.source(setting.name)) {
        (true, Source::Default) => Shown::NotSet,
        (true, _) => Shown::Set,
        (false, _) => Shown::Text(open_texts(&layers.texts(setting.name))),
    }
}

fn masked(number: &str) -> String {
    let phone: Option<Phone> = number.parse().ok();
    phone.map_or_else(String::new, |phone| phone.masked())
}

/// Values as they may be shown: what an address hides is left out, wherever it
/// stands.
fn open_texts(texts: &[String]) -> String {
    let shown: Vec<_> = texts.iter().map(|text| url::shown(text)).collect();
    shown.join(", ")
}

/// What the file's own tables say.
pub(super) fn tables(config: &Config) -> Vec<Table> {
    let prices = &config.prices;
    let default = prices.default.map(|price| ("default".to_owned(), price));
    let of = prices.of.iter();
    let of = of.map(|(region, price)| (region.to_string(), *price));
    let clients = config.api_clients.iter().map(|client| {
        let about = format!("key_hash set, phone_only {}", client.phone_only);
        (&client.name, about)
    });
    vec![
        Table {
            name: "providers",
            rows: config.providers.iter().flat_map(provider_rows).collect(),
        },
        table("routes", config.routes.iter()),
        table("prices", default.into_iter().chain(of)),
        table("budgets", prices.budgets.iter()),
        table("api-clients", clients),
    ]
}

/// Who they are and until when they work; not their codes.
fn test_numbers(config: &Config) -> Table {
    let numbers = config.test_numbers.iter();
    let rows = numbers.map(|test| (test.phone.masked(), test.ends_at.minus(DAY).day()));
    table("test-numbers", rows)
}

fn table<N, V>(name: &'static str, rows: impl Iterator<Item = (N, V)>) -> Table
where
    N: ToString,
    V: ToString,
{
    let text = |value: V| Shown::Text(value.to_string());
    let rows = rows.map(|(name, value)| table_row(&name.to_string(), text(value), false));
    let rows = rows.collect();
    Table { name, rows }
}

fn table_row(name: &str, value: Shown, nested: bool) -> TableRow {
    TableRow {
        name: name.to_owned(),
        value,
        nested,
    }
}

fn provider_rows(provider: &ProviderTable) -> Vec<TableRow> {
    let secrets = secrets_of(&provider.kind);
    let kind = Shown::Text(format!("kind {}", provider.kind));
    let mut rows = vec![table_row(&provider.name, kind, false)];
    for (key, value) in &provider.settings {
        let secret = secrets.contains(&&**key)
            || provider.from_files.contains_key(key)
            || sounds_secret(key);
        let value = if secret { Shown::Set } else { plain(value) };
        rows.push(table_row(key, value, true));
    }
    let mut missing = secrets.to_vec();
    missing.retain(|key| !provider.settings.contains_key(*key));
    rows.extend(
        missing
            .iter()
            .map(|key| table_row(key, Shown::NotSet, true)),
    );
    rows
}

/// A value to be shown; of what may hold a secret inside (a table, an address
/// with a password) only that it is there.
fn plain(value: &Value) -> Shown {
    match value {
        Value::String(text) => Shown::Text(url::shown(text)),
        Value::Table(_) => Shown::Set,
        Value::Array(values) => {
            let texts = values.iter().map(|value| plain(value).to_string());
            Shown::Text(shown(&texts.collect::<Vec<_>>().join(", ")))
        }
        value => Shown::Text(value.to_string()),
    }
}

/// The last guard, for a kind that is misspelt and so has no list of secrets.
fn sounds_secret(key: &str) -> bool {
    let words = ["secret", "token", "password", "key", "auth"];
    words.iter().any(|word| key.contains(word))
}
