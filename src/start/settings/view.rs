//! The configuration as plain values, for whoever shows it. Of secrets it says
//! only whether they are set.

use toml::Value;

use super::{Config, ProviderTable, SETTINGS};
use crate::base::clock::DAY;
use crate::base::config::{self, Layers, Source};
use crate::base::url;
use crate::delivery::secrets_of;
use crate::domain::phone::Phone;
use crate::web::{SettingsView, ShownSection, ShownSetting, ShownTable, ShownTableRow, ShownValue};

/// Every setting by the file's sections, and the file's own tables. Numbers of
/// people are masked.
#[must_use]
pub fn configured(layers: &Layers, config: &Config) -> SettingsView {
    let mut tables = tables(config);
    tables.push(test_numbers(config));
    let sections = SETTINGS.chunk_by(|one, next| one.section() == next.section());
    let sections = sections.map(|settings| ShownSection {
        name: settings[0].section(),
        settings: settings.iter().map(|it| row(layers, config, it)).collect(),
    });
    SettingsView {
        file: layers.file().map(|file| file.display().to_string()),
        sections: sections.collect(),
        tables,
    }
}

fn row(layers: &Layers, config: &Config, setting: &'static config::Setting) -> ShownSetting {
    let numbers = || config.admins.iter().map(Phone::masked);
    ShownSetting {
        about: setting,
        value: match setting.name {
            "admins" => ShownValue::Text(numbers().collect::<Vec<_>>().join(", ")),
            _ => value(layers, setting),
        },
        source: layers.source(setting.name),
    }
}

/// The value in effect, if it may be shown.
pub(super) fn value(layers: &Layers, setting: &config::Setting) -> ShownValue {
    match (setting.secret, layers.source(setting.name)) {
        (true, Source::Default) => ShownValue::NotSet,
        (true, _) => ShownValue::Set,
        (false, _) => ShownValue::Text(open_texts(&layers.texts(setting.name))),
    }
}

/// A value as it is printed.
pub(super) fn shown(text: &str) -> String {
    if text.is_empty() { "(empty)" } else { text }.to_owned()
}

/// Values as they may be shown: what an address hides is left out, wherever it
/// stands.
fn open_texts(texts: &[String]) -> String {
    let shown: Vec<_> = texts.iter().map(|text| url::shown(text)).collect();
    shown.join(", ")
}

/// What the file's own tables say.
pub(super) fn tables(config: &Config) -> Vec<ShownTable> {
    let prices = &config.prices;
    let currency = Some(&prices.currency).filter(|it| !it.is_empty());
    let currency = currency.map(|it| ("currency".to_owned(), it.clone()));
    let default = prices
        .default
        .map(|price| ("default".to_owned(), price.to_string()));
    let of = prices.of.iter();
    let of = of.map(|(region, price)| (region.to_string(), price.to_string()));
    let clients = config.api_clients.iter().map(|client| {
        let scopes = client.scopes.iter().map(|scope| scope.as_str());
        let scopes = scopes.collect::<Vec<_>>().join(" ");
        let scopes = if scopes.is_empty() { "none" } else { &scopes };
        let phone_only = client.phone_only;
        let about = format!("key_hash set, phone_only {phone_only}, scopes {scopes}");
        (&client.name, about)
    });
    let apps = config.apps.iter().map(|app| {
        let secret = if app.is_public() { "none" } else { "set" };
        let uris: Vec<_> = app
            .redirect_uris
            .iter()
            .map(|uri| url::shown(uri.as_str()))
            .collect();
        (
            &app.name,
            format!("secret_hash {secret}, redirect_uris {}", uris.join(", ")),
        )
    });
    let webhooks = config.webhooks.iter().map(|table| {
        let events: Vec<_> = table.webhook.events.iter().map(|it| it.as_str()).collect();
        let (url, numbers) = (table.shown_url(), table.webhook.numbers);
        let about = format!("url {url}, events {}, numbers {numbers}", events.join(" "));
        (&table.webhook.name, about)
    });
    vec![
        ShownTable {
            name: "providers",
            rows: config.providers.iter().flat_map(provider_rows).collect(),
        },
        table("routes", config.routes.iter()),
        table("prices", currency.into_iter().chain(default).chain(of)),
        table("budgets", prices.budgets.iter()),
        table("api-clients", clients),
        table("apps", apps),
        table("webhooks", webhooks),
    ]
}

/// Who they are and until when they work; not their codes.
fn test_numbers(config: &Config) -> ShownTable {
    let numbers = config.test_numbers.iter();
    let rows = numbers.map(|test| (test.phone.masked(), test.ends_at.minus(DAY).day()));
    table("test-numbers", rows)
}

fn table<N, V>(name: &'static str, rows: impl Iterator<Item = (N, V)>) -> ShownTable
where
    N: ToString,
    V: ToString,
{
    let text = |value: V| ShownValue::Text(value.to_string());
    let rows = rows.map(|(name, value)| table_row(&name.to_string(), text(value), false));
    let rows = rows.collect();
    ShownTable { name, rows }
}

fn table_row(name: &str, value: ShownValue, nested: bool) -> ShownTableRow {
    ShownTableRow {
        name: name.to_owned(),
        value,
        nested,
    }
}

fn provider_rows(provider: &ProviderTable) -> Vec<ShownTableRow> {
    let secrets = secrets_of(&provider.kind);
    let kind = ShownValue::Text(format!("kind {}", provider.kind));
    let mut rows = vec![table_row(&provider.name, kind, false)];
    for (key, value) in &provider.settings {
        let secret = secrets.contains(&&**key)
            || provider.from_files.contains_key(key)
            || sounds_secret(key);
        let value = if secret {
            ShownValue::Set
        } else {
            plain(value)
        };
        rows.push(table_row(key, value, true));
    }
    let mut missing = secrets.to_vec();
    missing.retain(|key| !provider.settings.contains_key(*key));
    rows.extend(
        missing
            .iter()
            .map(|key| table_row(key, ShownValue::NotSet, true)),
    );
    rows
}

/// A value to be shown; of what may hold a secret inside (a table, an address
/// with a password) only that it is there.
fn plain(value: &Value) -> ShownValue {
    match value {
        Value::String(text) => ShownValue::Text(url::shown(text)),
        Value::Table(_) => ShownValue::Set,
        Value::Array(values) => {
            let texts = values.iter().map(|value| plain(value).to_string());
            ShownValue::Text(shown(&texts.collect::<Vec<_>>().join(", ")))
        }
        value => ShownValue::Text(value.to_string()),
    }
}

/// The last guard, for a kind that is misspelt and so has no list of secrets.
fn sounds_secret(key: &str) -> bool {
    let words = ["secret", "token", "password", "key", "auth"];
    words.iter().any(|word| key.contains(word))
}
