//! One way for a text, as the configuration writes it.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::domain::message::{OwnWords, OwnWordsError};

/// One way for a text: a provider and what to tell it. In the configuration a
/// bare name, or a table with the options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The provider's name.
    pub provider: String,
    /// Who the text is from, instead of the provider's own setting.
    pub sender: Option<String>,
    /// The provider's name or number of a template registered with it.
    pub template: Option<String>,
    /// The sender's registration where a country asks for one (India's DLT:
    /// the principal entity id).
    pub entity: Option<String>,
    /// The operator's own words, instead of the catalogue's.
    pub text: Option<OwnWords>,
    /// The hash of an Android app, which then gets the text instead of the
    /// browser: eleven characters.
    pub android_hash: Option<String>,
}

impl Route {
    /// The way to a provider, without options.
    pub fn to(provider: impl Into<String>) -> Self {
        Self {
            provider: provider.into(),
            sender: None,
            template: None,
            entity: None,
            text: None,
            android_hash: None,
        }
    }
}

impl<'de> Deserialize<'de> for Route {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NameOrTable)
    }
}

/// By hand, for an untagged enum would not say which key it does not know.
struct NameOrTable;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RouteTable {
    provider: String,
    sender: Option<String>,
    template: Option<String>,
    entity: Option<String>,
    text: Option<String>,
    android_hash: Option<String>,
}

impl<'de> Visitor<'de> for NameOrTable {
    type Value = Route;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a provider's name or a table such as { provider = \"main\" }")
    }

    fn visit_str<E>(self, name: &str) -> Result<Route, E> {
        Ok(Route::to(name))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Route, A::Error> {
        let table = RouteTable::deserialize(MapAccessDeserializer::new(map))?;
        let text = table.text.map(|text| text.parse()).transpose();
        let text = text.map_err(|why: OwnWordsError| A::Error::custom(format!("text {why}")))?;
        if table
            .android_hash
            .as_ref()
            .is_some_and(|hash| !is_android_hash(hash))
        {
            return Err(A::Error::custom(
                "android_hash must be the app's eleven characters of Base64",
            ));
        }
        Ok(Route {
            provider: table.provider,
            sender: table.sender,
            template: table.template,
            entity: table.entity,
            text,
            android_hash: table.android_hash,
        })
    }
}

fn is_android_hash(text: &str) -> bool {
    let base64 = |b: u8| b.is_ascii_alphanumeric() || b == b'+' || b == b'/';
    text.len() == 11 && text.bytes().all(base64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Routes {
        routes: Vec<Route>,
    }

    #[test]
    fn a_route_is_a_name_or_a_table_and_knows_its_keys() {
        let text = r#"routes = ["main", { provider = "spare", sender = "TXTGTE" }]"#;
        let read: Routes = toml::from_str(text).expect("routes");
        assert_eq!(read.routes[0], Route::to("main"));
        assert_eq!(read.routes[1].sender.as_deref(), Some("TXTGTE"));
        let text = r#"routes = [{ provider = "spare", sendr = "TXTGTE" }]"#;
        let error = toml::from_str::<Routes>(text).expect_err("a slip of the pen");
        assert!(
            error.to_string().contains("unknown field `sendr`"),
            "{error}"
        );
    }
}
