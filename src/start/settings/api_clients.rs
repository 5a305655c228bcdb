//! The file's `[[api_client]]` tables.

use toml::{Table, Value};

use super::toml_tables::{self, Refused};
use crate::base::config::{ConfigError, InvalidValue, Layers};
use crate::domain::api_client::{ApiClient, ClientName, KeyHash};

const KIND: &str = "api_client";

/// The backends; `phone_only` is what holds for one that does not say.
pub(super) fn api_clients(
    layers: &Layers,
    phone_only: bool,
) -> Result<Vec<ApiClient>, ConfigError> {
    let clients = toml_tables::each(layers, KIND, |table| one(table, phone_only))?;
    for (at, client) in clients.iter().enumerate() {
        let refuse = |key: &str, wrong: InvalidValue| {
            let label = format!("{KIND} {}.{key}", at + 1);
            Err(wrong.of(&label, toml_tables::source(layers), None))
        };
        let mut before = clients[..at].iter();
        if before.clone().any(|other| other.name == client.name) {
            let problem = format!("another one is called {}, too", client.name);
            return refuse("name", InvalidValue::new(problem, "give each its own name"));
        }
        if let Some(other) = before.find(|other| other.key_hash == client.key_hash) {
            let problem = format!("{} has the same key", other.name);
            return refuse(
                "key_hash",
                InvalidValue::new(problem, "give each its own key"),
            );
        }
    }
    Ok(clients)
}

fn one(table: &Table, phone_only: bool) -> Result<ApiClient, Refused> {
    toml_tables::only(table, &["name", "key_hash", "phone_only"])?;
    Ok(ApiClient {
        name: toml_tables::text(table, "name", "shop", name)?,
        key_hash: toml_tables::text(table, "key_hash", "9f86…", key_hash)?,
        phone_only: match table.get("phone_only") {
            None => phone_only,
            Some(Value::Boolean(own)) => *own,
            Some(_) => {
                let fix = "write phone_only = true or phone_only = false";
                let wrong = InvalidValue::new("it is neither true nor false", fix);
                return Err(("phone_only".into(), wrong));
            }
        },
    })
}

fn name(text: &str) -> Result<ClientName, InvalidValue> {
    text.parse()
        .map_err(|_| InvalidValue::expected("give 1 to 40 of a to z, 0 to 9 and -, such as shop"))
}

/// The text is never quoted: it may be the key itself.
fn key_hash(text: &str) -> Result<KeyHash, InvalidValue> {
    text.parse().map_err(|_| {
        let fix = "give the 64 hex digits that `textgate api-client add` prints, not the key";
        InvalidValue::new("it is not a SHA-256 hash", fix)
    })
}
