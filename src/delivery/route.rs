//! One way for a text, as the configuration writes it.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::base::language::Language;
use crate::domain::message::{OwnTexts, OwnWords, OwnWordsError};

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
    pub text: Option<OwnTexts>,
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
    text: Option<OwnTexts>,
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
            text: table.text,
            android_hash: table.android_hash,
        })
    }
}

impl<'de> Deserialize<'de> for OwnTexts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextOrTable)
    }
}

struct TextOrTable;

impl<'de> Visitor<'de> for TextOrTable {
    type Value = OwnTexts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string, or a table of them by language with a default")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<OwnTexts, E> {
        Ok(words("text", text)?.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<OwnTexts, A::Error> {
        let (mut default, mut by_language) = (None, BTreeMap::new());
        while let Some((key, text)) = map.next_entry::<String, String>()? {
            let words = words(&format!("text.{key}"), &text)?;
            // one spelling only, so that no two keys mean one language
            let language = key.parse().ok();
            match language.filter(|it: &Language| it.tag() == key) {
                _ if key == "default" => default = Some(words),
                Some(language) => drop(by_language.insert(language, words)),
                None => {
                    return Err(A::Error::custom(format!(
                        "text.{key} must be a language that there is, such as text.de or \
                         text.pt-BR, or text.default"
                    )));
                }
            }
        }
        let missing = "text needs a default, for those who read none of its languages";
        Ok(OwnTexts {
            default: default.ok_or_else(|| A::Error::custom(missing))?,
            by_language,
        })
    }
}

/// Own words, or what is wrong with those of this key.
fn words<E: serde::de::Error>(key: &str, text: &str) -> Result<OwnWords, E> {
    let read = text.parse();
    read.map_err(|why: OwnWordsError| E::custom(format!("{key} {why}")))
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
