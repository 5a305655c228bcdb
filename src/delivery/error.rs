//! What can be wrong with the configured providers and routes.

use super::KINDS;
use crate::domain::region::{Region, advice as region_advice};

/// What is wrong with the configured providers and routes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeliveryError {
    /// A provider without a name.
    #[error("a [[provider]] has no name: add name = \"main\"")]
    Nameless,
    /// Two providers of one name.
    #[error("two providers are named {0:?}: give each its own name")]
    Twice(String),
    /// A kind that does not exist.
    #[error("provider {provider:?}: there is no kind {kind:?}; use {}", kinds())]
    ProviderKind {
        /// The provider's name.
        provider: String,
        /// What it says it is.
        kind: String,
    },
    /// A setting that is missing, unknown or bad.
    #[error("provider {provider:?}: {reason} (kind {kind} needs: {needs})")]
    Setting {
        /// The provider's name.
        provider: String,
        /// What is wrong.
        reason: String,
        /// Its kind.
        kind: &'static str,
        /// What that kind needs.
        needs: &'static str,
    },
    /// Several providers, and nothing says which to use.
    #[error("several providers and no routes: add [routes] with default = [{0:?}]")]
    NoRoutes(String),
    /// A key that is no region.
    #[error("routes.{key}: must be default or a region in capitals, such as IN; {}", advice(.key))]
    Key {
        /// The key.
        key: String,
    },
    /// A list that leads nowhere.
    #[error("routes.{0}: the list is empty; name a provider or remove the line")]
    Empty(String),
    /// A route to a provider that does not exist.
    #[error("routes.{route}: there is no provider {provider:?}; use {known}")]
    Stranger {
        /// The route's key.
        route: String,
        /// The name in it.
        provider: String,
        /// The names that exist.
        known: String,
    },
    /// A name as the sender where networks take none.
    #[error(
        "routes: texts to {region} go out as {sender:?} by {provider:?}, and {region} takes no \
         names; give that country a route with a number as its sender"
    )]
    Name {
        /// The country.
        region: String,
        /// The provider.
        provider: String,
        /// The sender.
        sender: String,
    },
    /// A route with options that its provider cannot use, or too few.
    #[error("routes.{route}: provider {provider:?}: {reason}")]
    Unfit {
        /// The route's key.
        route: String,
        /// The provider's name.
        provider: String,
        /// What is wrong.
        reason: String,
    },
}

/// What to write for a key that is no region, or one in small letters.
fn advice(key: &str) -> String {
    match key.parse::<Region>() {
        Ok(region) => format!("did you mean {region}?"),
        Err(_) => region_advice(key),
    }
}

fn kinds() -> String {
    KINDS
        .iter()
        .map(|kind| kind.name)
        .collect::<Vec<_>>()
        .join(", ")
}
