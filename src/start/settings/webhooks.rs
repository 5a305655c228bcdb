//! The file's `[[webhook]]` tables.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;

use secrecy::ExposeSecret;
use toml::Value;

use super::toml_tables::{self, Keys};
use crate::base::config::{InvalidValue, Layers, Result, secret_file, twice};
use crate::base::secret::Secret;
use crate::base::url;
use crate::domain::event::EventKind;
use crate::domain::webhook::{Webhook, WebhookName};

/// One `[[webhook]]`.
#[derive(Clone)]
pub struct WebhookTable {
    /// Who is told of what.
    pub webhook: Webhook,
    /// Where.
    pub url: Secret,
    /// What signs it.
    pub secret: Secret,
    /// The file that the secret was read from.
    pub secret_file: Option<PathBuf>,
    /// What errors call it.
    pub label: String,
}

impl fmt::Debug for WebhookTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WebhookTable").field(&self.webhook).finish()
    }
}

impl WebhookTable {
    /// Whether the file itself has a secret of it.
    pub(super) fn has_secrets(&self) -> bool {
        self.secret_file.is_none() || self.shown_url() != *self.url.expose_secret()
    }

    /// Its address, but for what hides in it.
    pub(super) fn shown_url(&self) -> String {
        url::shown(self.url.expose_secret())
    }
}

/// The webhooks, in the file's order.
pub(super) fn webhooks(layers: &Layers) -> Result<Vec<WebhookTable>> {
    let mut all: Vec<WebhookTable> = Vec::new();
    for keys in toml_tables::all(layers, "webhook")? {
        let one = one(&keys, layers)?;
        let name = &one.webhook.name;
        let fix = "give each its own name";
        if name.is_alerts() {
            let problem = "alerts is what the settings alerts.webhook_… are called";
            return keys.read("name", Err(InvalidValue::new(problem, fix)));
        }
        if all.iter().any(|other| other.webhook.name == *name) {
            let problem = format!("another one is called {name}, too");
            return keys.read("name", Err(InvalidValue::new(problem, fix)));
        }
        all.push(one);
    }
    Ok(all)
}

fn one(keys: &Keys<'_>, layers: &Layers) -> Result<WebhookTable> {
    keys.only(&["name", "url", "secret", "secret_file", "events", "numbers"])?;
    let numbers = match keys.table.get("numbers") {
        None => Ok(false),
        Some(Value::Boolean(it)) => Ok(*it),
        Some(_) => Err(InvalidValue::expected("write true or false")),
    };
    let (secret, secret_file) = secret(keys, layers)?;
    Ok(WebhookTable {
        webhook: Webhook {
            name: keys.text("name", "crm", name)?,
            events: events(keys)?,
            numbers: keys.read("numbers", numbers)?,
        },
        url: keys.text("url", "https://crm.example.com/textgate", |text| {
            Ok(text.into())
        })?,
        secret,
        secret_file,
        label: keys.label.clone(),
    })
}

fn name(text: &str) -> Result<WebhookName, InvalidValue> {
    let fix = "give 1 to 40 of a to z, 0 to 9 and -, such as crm";
    text.parse().map_err(|_| InvalidValue::expected(fix))
}

fn events(keys: &Keys<'_>) -> Result<BTreeSet<EventKind>> {
    let all = EventKind::ALL.map(EventKind::as_str).join(", ");
    let meant = |text: &str| {
        let meant = EventKind::meant_by(text);
        if meant.is_empty() {
            let fix = format!("use user.*, session.*, grant.*, alert.* or some of {all}");
            return Err(InvalidValue::new(format!("{text:?} is no event"), fix));
        }
        Ok(meant)
    };
    let events = keys.texts("events", "user.*", meant)?;
    if events.is_empty() {
        let fix = "give it as a list, such as events = [\"user.*\"]";
        return keys.read("events", Err(InvalidValue::new("it is missing", fix)));
    }
    Ok(events.into_iter().flatten().collect())
}

/// The secret, in the file that is named or in the settings themselves.
fn secret(keys: &Keys<'_>, layers: &Layers) -> Result<(Secret, Option<PathBuf>)> {
    let Some(file) = keys.table.get("secret_file") else {
        let secret = keys.text("secret", "whsec_…", |text| Ok(text.into()))?;
        return Ok((secret, None));
    };
    let read = match file {
        _ if keys.table.contains_key("secret") => Err(twice("secret_file", "secret")),
        Value::String(path) => {
            let path = layers.in_file().beside(path);
            secret_file(&path).map(|secret| (secret.into(), Some(path)))
        }
        _ => Err(InvalidValue::new(
            "it is not a text",
            "give the path of a file",
        )),
    };
    keys.read("secret_file", read)
}
