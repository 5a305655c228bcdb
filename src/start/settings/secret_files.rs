//! Which files hold secrets.

use std::path::PathBuf;

use super::{Config, SETTINGS, Tls, WebhookTable};
use crate::base::config::{Layers, Source};
use crate::base::url::shown;
use crate::delivery::secrets_of;

/// The configuration file, if there are secrets in it, and the files that it
/// names for some.
pub(super) fn of(layers: &Layers, config: &Config) -> Vec<PathBuf> {
    let own = layers.file().filter(|_| has_secrets(layers, config));
    let settings = SETTINGS.iter();
    let single = settings.filter_map(|it| layers.secret_file(it.name).map(PathBuf::from));
    let providers = config.providers.iter();
    let of_providers = providers.flat_map(|provider| provider.from_files.values().cloned());
    let certificate = match &config.certificate {
        Some(Tls::Files(files)) => Some(files.key.clone()),
        _ => None,
    };
    let webhooks = config.webhooks.iter();
    let of_webhooks = webhooks.filter_map(|webhook| webhook.secret_file.clone());
    let named = single
        .chain(of_providers)
        .chain(of_webhooks)
        .chain(certificate);
    own.map(PathBuf::from).into_iter().chain(named).collect()
}

/// Whether the configuration file has a secret in it and not only its path: a
/// secret setting, a provider's credentials or an address with some in it, the code
/// of a test number.
fn has_secrets(layers: &Layers, config: &Config) -> bool {
    let mut settings = SETTINGS.iter().filter(|setting| setting.secret);
    let setting = settings.any(|setting| {
        let in_file = matches!(layers.source(setting.name), Source::File(_));
        let none = |text: &String| text.is_empty() || text.starts_with("sqlite:");
        let given = !layers.texts(setting.name).iter().all(none);
        in_file && layers.secret_file(setting.name).is_none() && given
    });
    let provider = config.providers.iter().any(|provider| {
        let own = |key: &&str| {
            provider.settings.contains_key(*key) && !provider.from_files.contains_key(*key)
        };
        let address = |key: &&str| {
            let address = provider.settings.get(*key).and_then(|it| it.as_str());
            address.is_some_and(|address| shown(address) != address)
        };
        secrets_of(&provider.kind).iter().any(own)
            || ["url", "base_url", "proxy"].iter().any(address)
    });
    let webhook = config.webhooks.iter().any(WebhookTable::has_secrets);
    setting || provider || webhook || !config.test_numbers.is_empty()
}
