//! The file's `[[api_client]]` tables.

use toml::Value;

use super::toml_tables::{self, Keys};
use crate::base::config::{InvalidValue, Layers, Result};
use crate::domain::api_client::{ApiClient, ApiScope, ClientName, KeyHash};

/// The backends; `phone_only` is what holds for one that does not say.
pub(super) fn api_clients(layers: &Layers, phone_only: bool) -> Result<Vec<ApiClient>> {
    let mut clients: Vec<ApiClient> = Vec::new();
    for keys in toml_tables::all(layers, "api_client")? {
        let client = one(&keys, phone_only)?;
        if clients.iter().any(|other| other.name == client.name) {
            let problem = format!("another one is called {}, too", client.name);
            return keys.read(
                "name",
                Err(InvalidValue::new(problem, "give each its own name")),
            );
        }
        if let Some(other) = clients.iter().find(|it| it.key_hash == client.key_hash) {
            let problem = format!("{} has the same key", other.name);
            return keys.read(
                "key_hash",
                Err(InvalidValue::new(problem, "give each its own key")),
            );
        }
        clients.push(client);
    }
    Ok(clients)
}

fn one(keys: &Keys<'_>, phone_only: bool) -> Result<ApiClient> {
    keys.only(&["name", "key_hash", "phone_only", "scopes"])?;
    let fix = "write phone_only = true or phone_only = false";
    let phone_only = match keys.table.get("phone_only") {
        None => Ok(phone_only),
        Some(Value::Boolean(own)) => Ok(*own),
        Some(_) => Err(InvalidValue::new("it is neither true nor false", fix)),
    };
    Ok(ApiClient {
        name: keys.text("name", "shop", name)?,
        key_hash: keys.text("key_hash", "9f86…", key_hash)?,
        phone_only: keys.read("phone_only", phone_only)?,
        scopes: keys.texts("scopes", "users.read", scope)?,
    })
}

fn scope(word: &str) -> Result<ApiScope, InvalidValue> {
    word.parse().map_err(|()| {
        let all = ApiScope::ALL.map(ApiScope::as_str).join(", ");
        InvalidValue::new(
            format!("{word:?} is no scope"),
            format!("give some of {all}"),
        )
    })
}

fn name(text: &str) -> Result<ClientName, InvalidValue> {
    let fix = "give 1 to 40 of a to z, 0 to 9 and -, such as shop";
    text.parse().map_err(|_| InvalidValue::expected(fix))
}

/// The text is never quoted: it may be the key itself.
fn key_hash(text: &str) -> Result<KeyHash, InvalidValue> {
    text.parse().map_err(|_| {
        let fix = "give the 64 hex digits that `textgate api-client add` prints, not the key";
        InvalidValue::new("it is not a SHA-256 hash", fix)
    })
}
